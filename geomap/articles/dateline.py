"""Datelines: 'KABUL (BNA)', 'Astana, 28 Feb.', 'PARIS, May 3 (Reuters) -', 'NEW DELHI:'."""

from __future__ import annotations

import re
from datetime import date

from geomap.articles.dates import DATE_WORDS, read_date
from geomap.articles.paragraphs import spans
from geomap.articles.publishers import find_agency, sounds_like_publisher
from geomap.records import record

_CAPITALS = r"ST\.|[A-ZÀ-ÖØ-ÞĀ-ŽƠƯẠ-Ỹ][A-ZÀ-ÖØ-ÞĀ-ŽƠƯẠ-Ỹ’'-]*[A-ZÀ-ÖØ-ÞĀ-ŽƠƯẠ-Ỹ’']"
_TITLE = r"St\.|[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'-]*[\w’']"
_CAPITALS_PLACE = rf"(?:{_CAPITALS})(?: (?:{_CAPITALS}|and|&)){{0,4}}"
_PLACE = {
    True: re.compile(rf"{_CAPITALS_PLACE}(?: ?/ ?{_CAPITALS_PLACE}){{0,2}}(?![\w’'])"),
    False: re.compile(
        rf"(?:{_TITLE})(?: (?:{_TITLE}|de|of|el|la|al|and)){{0,3}}"
        rf"(?: ?/ ?(?:{_TITLE})(?: {_TITLE})?(?! ?[\w/]))?"
    ),
}
_REGION = re.compile(
    r"(?:, ?|(?P<open> [(\[]))"
    r"(?P<region>[A-ZÀ-Þ](?:\.[A-Z])+\.?|[A-ZÀ-Þ][\w’'-]*\.?(?: (?:of )?[A-ZÀ-Þ][\w’'-]*\.?){0,2})"
    r"(?(open)[)\]])"
)
_DATE = re.compile(
    rf"[,.]? ?(?P<open>\(?)(?P<date>{DATE_WORDS}(?:/(?:19|20)\d\d)?"
    r"|(?:19|20)\d\d-\d\d-\d\d|\d\d?[./]\d\d?[./](?:19|20)\d\d)"
    r"\)?(?P<end>[.,]?)",
    re.IGNORECASE,
)
_LUNAR = re.compile(
    r",? ?(?:Muharram|Safar|Rabi\W*(?:al|ul|I)\S*(?: \w+)?|Jumad\S*(?: \S+)?|Rajab|Sha\W?a?ban|Ramad\S+"
    r"|Shaww?al|(?:Dh|Z)[\w'’]+ (?:al|ul)\S+(?: \w+)?) \d{1,2},? 14\d\d(?: ?A?H)?"
)
_BRACKETS = re.compile(r"[.,]? ?[-–—]* ?[/(\[] ?(?P<code>[A-Za-zČčİ][\w./&’' -]{0,38}?) ?[/)\]][.,]?")
_DATED_BRACKETS = re.compile(
    rf"[.,]? ?\((?:[^()/]{{1,30}} / )*(?P<code>[A-Z][\w.&’' -]{{0,38}}?) - (?P<date>{DATE_WORDS})\) ?:?",
    re.IGNORECASE,
)
"""'ABU DHABI, (News Desk / WAM - 02nd May, 2021)'."""
_SIGNED_BEFORE = re.compile(r"\((?P<code>[A-Z][^()]{1,30}(?:\(\w+\))?)\) (?=[A-Z]{3})")
"""'(AFP) NUUK, March 3 (AFP) --'."""
_BARE = re.compile(
    r"[.,]?(?: [-–—])? (?P<code>[A-ZČİ][\w/-]{1,16}(?: (?:News|Press|Latina|Novosti))?)\b[.,]?"
)
_MARK = re.compile(r"[.,]? ?(?P<mark>--+|[–—-]+|:) ?")
_DASHES = frozenset({"—", "–", "--", "---", "——"})
_NO_PLACE = frozenset(
    "asean unesco unicef nato opec brics nasa breaking update updated exclusive watch video photo "  # noqa: SIM905
    "photos opinion analysis explainer editorial live read latest factbox timeline interview feature "
    "profile column comment correction developing urgent just note editor quad covid covid-19 aukus "
    "saarc ecowas osce comesa fifa uefa wto who imf eu un us uk usa g7 g20 cia fbi icc icj iaea idf "
    "file statement readout press release subject from to date question answer moderator president "
    "secretary minister prime by the a an our we i he she they this that these news remarks "
    "transcript summary background on in at as after before for with while when today yesterday "
    "tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december no yes but and if".split()
)
_TOWNS = frozenset({"petra", "saba", "fides"})
"""Names of agencies that are names of places, too."""
_FIRST_PARAGRAPHS = 8
_LONGEST = 160
_LEAD = 250
_NEXT_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[A-Z]{2})")


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
    for start, end in spans(text[:20_000])[:_FIRST_PARAGRAPHS]:
        paragraph = text[start:end]
        found = _Reading(paragraph, 0).dateline(start)
        # Behind a headline or a caption that the paragraph begins with, only the clearest form counts.
        for sentence in _NEXT_SENTENCE.finditer(paragraph, 0, 400) if not found else ():
            found = found or _Reading(paragraph, sentence.end()).dateline(start, clear=True)
        if found:
            return found
        if end - start > _LEAD:
            break
    return None


class _Reading:
    """A dateline read part by part: place, region, date, agency, dash, of which each may be missing."""

    def __init__(self, paragraph: str, at: int) -> None:
        self.text = paragraph
        self.start = self.at = at
        self.limit = min(len(paragraph), at + _LONGEST)
        self.place: str | None = None
        self.region = self.dated = self.mark = ""
        self.publisher: str | None = None
        self.signed = self.closed = self.capitals = False

    def dateline(self, offset: int, *, clear: bool = False) -> Dateline | None:
        """The dateline with offsets from the beginning of the view; None if a sentence only begins alike."""
        opened = _SIGNED_BEFORE.match(self.text, self.at, self.limit)
        if opened and (find_agency(opened["code"]) or sounds_like_publisher(opened["code"])):
            self.at = opened.end()
        self._place()
        if opened and not self.place:
            self.at = self.start
        while self._date() or self._agency() or self._region():
            pass
        self._mark()
        if not (self._clear() if clear else self._proper()):
            return None
        end = self.at
        while end < len(self.text) and self.text[end] == " ":
            end += 1
        rest = self.text[end : end + 1]
        if rest and not (rest.isupper() or rest.isdigit() or rest in "\"“‘'«("):
            return None
        return Dateline(
            start=offset + self.start,
            end=offset + end,
            place=f"{self.place}{self.region}" if self.place else None,
            dated=self.dated or None,
            day=read_date(self.dated),
            publisher=self.publisher,
        )

    def _place(self) -> None:
        for capitals, pattern in _PLACE.items():
            found = pattern.match(self.text, self.at, self.limit)
            # A run of words may reach into the sentence or the date: the longest that is a place counts.
            words = found[0].split(" ") if found else []
            if found and not (capitals and len(found[0].replace(" ", "")) < 3) and not _is_no_place(words):
                self.place, self.capitals, self.at = found[0], capitals, found.end()
                return

    def _date(self) -> bool:
        if self.dated:
            return False
        if lunar := _LUNAR.match(self.text, self.at, self.limit):
            self.at = lunar.end()
        found = _DATE.match(self.text, self.at, self.limit)
        if not found or (self.place and found[0][0].isdigit() and self.text[self.at - 1] != " "):
            return False
        self.dated, self.at = found["date"], found.end()
        self.closed = self.closed or bool(found["end"] == "." or found["date"].endswith(".") or found["open"])
        return True

    def _agency(self) -> bool:
        if self.signed:
            return False
        if both := _DATED_BRACKETS.match(self.text, self.at):
            self.publisher, self.dated = find_agency(both["code"], self.place) or both["code"], both["date"]
            self.signed, self.closed, self.at = True, True, both.end()
            return True
        for pattern in (_BRACKETS, _BARE):
            found = pattern.match(self.text, self.at, self.limit)
            if not found:
                continue
            name = find_agency(found["code"], self.place)
            stray = pattern is _BRACKETS and bool(self.dated or _MARK.match(self.text, found.end()))
            slashed = found[0].strip(" ,.-–—")[:1] == "/" and (
                found[0][-1] == "." or found.end() == len(self.text)
            )  # 'Yerevan /Mediamax/.'
            if name or slashed or (stray and (self.dated or sounds_like_publisher(found["code"]))):
                self.publisher, self.signed, self.at = name or found["code"], True, found.end()
                self.closed = self.closed or pattern is _BRACKETS or found[0].endswith(".")
                return True
        return False

    def _region(self) -> bool:
        found = _REGION.match(self.text, self.at, self.limit)
        if not found or not self.place or self.region or self.dated or self.signed:
            return False
        end = found.end()
        if not (
            _MARK.match(self.text, end) or _DATE.match(self.text, end) or _BRACKETS.match(self.text, end)
        ):
            # 'AUSTIN, Texas A white …': the dash got lost, so that only one word is sure.
            end = found.start("region") + len(found["region"].split(" ")[0])
        self.region, self.at = self.text[self.at : end], end
        return True

    def _mark(self) -> None:
        found = _MARK.match(self.text, self.at, self.limit)
        if found and (found["mark"] != "-" or found[0] != "-"):
            self.mark, self.at = found["mark"], found.end()

    def _proper(self) -> bool:
        if not self.place:
            return self.signed and bool(self.mark)
        if self.capitals:
            if self.dated or self.signed or self.mark:
                return True
            follows = self.text[self.at : self.at + 40]
            return len(self.place) >= 4 and re.match(r" [A-Z](?:[\w’']*[a-z]| [a-z])", follows) is not None
        if self.signed or self.dated:
            alone = bool(self.region) and self.at == len(self.text)  # 'Baku, Azerbaijan, March 28' in a line
            return bool(self.mark or self.closed or alone or (self.signed and self.dated))
        if self.region:
            return self.mark in _DASHES
        return self.mark == ":" and " " not in self.place and len(self.text) - self.at > 80

    def _clear(self) -> bool:
        return self.capitals and bool(self.place) and (self.signed or self.mark in _DASHES)


def _is_no_place(words: list[str]) -> bool:
    """Whether capitals at the beginning are no city's: agencies, acronyms, 'BREAKING NEWS'."""
    return any(word.casefold().strip(".:-’'") in _NO_PLACE for word in words if word != "and") or (
        find_agency(" ".join(words)) is not None and words[0].casefold() not in _TOWNS
    )
