"""Datelines: 'KABUL (BNA)', 'Astana, 28 Feb.', 'PARIS, May 3 (Reuters) -', 'NEW DELHI:'."""

from __future__ import annotations

import re
from datetime import date

from geomap.articles.dates import DATE_WORDS, date_in, read_date
from geomap.articles.paragraphs import spans
from geomap.articles.publishers import find_agency
from geomap.records import record

_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'.-]+"
_TITLE = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*[\w’']"
_CAPITALS_PLACE = rf"{_CAPITALS}(?: (?:{_CAPITALS}|DE|OF|EL|LA|AL)){{0,3}}"
_TITLE_PLACE = rf"{_TITLE}(?: (?:{_TITLE}|de|of|el|la|al)){{0,3}}"
_REGION = r"(?:, ?[A-ZÀ-ÖØ-Þ][\w’'.-]*(?: [A-ZÀ-ÖØ-Þ][\w’'.-]*){0,2})"
_AGENCY = r"(?: ?[-–—/(\[]+ ?(?P<agency>[A-Z][\w./’' -]{1,24}?|dpa)(?: ?[-–—/)\]]+)+| (?P<agency2>[A-Z][A-Za-z/-]{1,12})(?= ?[-–—]))?"
_DATE = DATE_WORDS
_MARK = r"(?P<mark> ?(?:--+|[–—-]+|:) ?)?"

_CAPITALS_LINE = re.compile(
    rf"(?P<place>{_CAPITALS_PLACE}(?:(?: ?[/&] ?| and | AND ){_CAPITALS_PLACE}){{0,2}}(?P<region>{_REGION}?))"
    rf"(?:(?P<comma>[,.]?) ?\(?(?P<date>(?i:{_DATE}))\)?[.,:]?)?{_AGENCY}{_MARK}"
)
_TITLE_LINE = re.compile(
    rf"(?P<place>{_TITLE_PLACE}(?P<region>{_REGION}?))"
    rf"(?:(?P<comma>[,.]|(?= ?\()) ?\(?(?P<date>(?i:{_DATE}))\)?[.,:]?)?{_AGENCY}{_MARK}"
)
_AGENCY_LINE = re.compile(r"[(\[](?P<agency>[A-Za-z][\w./’' -]{1,24})[)\]](?P<mark> ?(?:--+|[–—-]+|:) ?)")
_STAMP = re.compile(
    rf"(?:[\w ]{{0,20}}?(?:published|posted|updated|date|on|modified)\b(?: on| at)?:? ?)?(?:\d{{1,2}}:\d\d,? ?)?"
    rf"(?:{_DATE}|(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?|\d\d?\.\d\d?\.(?:19|20)\d\d)"
    r"(?:[ ,T|–—-]*(?:at )?\d{1,2}[:.]\d\d(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?(?: ?\(?[A-Z]{2,5}(?:[+-]\d+)?\)?)?)?"
    r"(?:[ ,|–—-]*(?:updated|modified)\b.{0,40})?",
    re.IGNORECASE,
)
_NO_PLACE = frozenset(
    "asean unesco unicef nato opec brics nasa breaking update updated exclusive watch video photo photos opinion analysis explainer"
    " editorial live read latest factbox timeline interview feature profile column comment correction developing urgent"
    " just in note editor quad covid covid-19 aukus saarc ecowas osce comesa fifa uefa wto who imf eu un us uk usa g7"
    " g20 cia fbi icc icj iaea idf ukraine-russia file statement readout press release subject from to date q a by"
    " remarks transcript summary background question answer moderator president secretary minister".split()
)
_FIRST_PARAGRAPHS = 8


@record
class Dateline:
    """What the beginning of a report says of where and when it was written."""

    start: int
    """In the view, as `end`, which is behind the dash and the blanks after it."""
    end: int
    place: str | None = None
    dated: str | None = None
    """The words of its date: '28 Feb.'."""
    day: date | None = None
    """Where the year is stated."""
    publisher: str | None = None


def find_dateline(text: str) -> Dateline | None:
    """The dateline of a view: it opens one of the first paragraphs, after headlines and the like."""
    for start, end in spans(text)[:_FIRST_PARAGRAPHS]:
        paragraph = text[start:end]
        if (found := _dateline(paragraph, start)) and (found.end < end or len(paragraph) < 60):
            return found
        if len(paragraph) > 250:
            break
    return None


def find_stamp(text: str) -> date | None:
    """The day in a line of its own that says when the article was published: 'Published: 28 Feb 2023, 09:15'."""
    updated = None
    for start, end in spans(text[:6000])[:_FIRST_PARAGRAPHS]:
        line = text[start:end]
        if len(line) > 120 or not _STAMP.fullmatch(line):
            continue
        words = re.sub(r"^[^\d]*?(?:published|posted|updated|modified|date|on)\b(?: on| at)?:? ?|\b\d{1,2}:\d\d,? ?", "", line, flags=re.I)
        day = read_date(words)
        if day and re.match(r"(?:last )?(?:updated|modified)", line, re.IGNORECASE):
            updated = updated or day
        elif day:
            return day
    return updated


def _dateline(paragraph: str, at: int) -> Dateline | None:
    head = paragraph[:160]
    for pattern in (_CAPITALS_LINE, _TITLE_LINE, _AGENCY_LINE):
        found = pattern.match(head)
        if found and (line := _checked(found, paragraph, at, pattern)):
            return line
    return None


def _checked(found: re.Match[str], paragraph: str, at: int, pattern: re.Pattern[str]) -> Dateline | None:
    """The dateline that a match is, None if it is only a sentence that begins alike."""
    groups = found.groupdict()
    place, mark = groups.get("place"), (groups.get("mark") or "").strip()
    code = groups.get("agency") or groups.get("agency2") or ""
    dated = groups.get("date")
    publisher = find_agency(code, place) if code else None
    end = found.end()
    rest = paragraph[end:].lstrip()
    if code and not publisher:
        return None
    if place and (_plain(place) in _NO_PLACE or find_agency(place)):
        return None
    if pattern is _CAPITALS_LINE:
        proper = bool(dated or publisher or mark) or (bool(groups["region"]) and rest[:1].isupper())
        proper = proper or (len(str(place)) >= 4 and re.match(r"[A-Z][\w’']*[a-z]", rest) is not None)
        proper = proper and (mark != "-" or paragraph[found.start("mark")] == " " or bool(dated or publisher))
    elif pattern is _TITLE_LINE:
        proper = bool(publisher and (mark or dated or "(" in found[0])) or bool(dated and (mark or _ended(found)))
        proper = proper or mark in {"—", "–", "--"} and bool(groups["region"])
        proper = proper or (mark == ":" and " " not in str(place) and rest[:1].isupper() and len(rest) > 80)
    else:
        proper = publisher is not None
    if not proper or (rest and not (rest[0].isupper() or rest[0] in "\"“‘'«(" or rest[0].isdigit())):
        return None
    while end < len(paragraph) and paragraph[end] == " ":
        end += 1
    day = None
    if dated:
        words = re.fullmatch(_DATE, dated, re.IGNORECASE)
        day = date_in(words) if words else None
    return Dateline(start=at, end=at + end, place=place, dated=dated, day=day, publisher=publisher)


def _ended(found: re.Match[str]) -> bool:
    """Whether a dateline's date closes with a full stop or a colon: 'Astana, 28 Feb. US Secretary …'."""
    return found[0].rstrip().endswith((".", ":", ")", "/", "]"))


def _plain(place: str) -> str:
    return place.casefold().strip(" .,:-")
