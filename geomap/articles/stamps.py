"""Lines that say when a page was published: 'Published: 28 Feb 2023, 09:15'."""

from __future__ import annotations

import re
from datetime import date

from geomap.articles.dates import DATE_WORDS, read_date
from geomap.articles.paragraphs import spans

_FIRST_PARAGRAPHS = 8
_LONGEST = 140
_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?(?: ?\(?[A-Z]{2,5}(?: ?[+-]\d{1,2}(?::\d\d)?)?\)?)?"
_DAY = rf"(?:{DATE_WORDS}|(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?|\d\d?[./-]\d\d?[./-](?:19|20)\d\d)"
_SAYS = (
    r"(?:(?:first |last |originally )?(?:published|posted|updated|modified|created|date|issued|added)"
    r"(?: on| at| date)?:? ?|(?:for )?immediate release:? *"
    r"|(?:daily |public |weekly )*(?:appointments )?schedule(?: for)?:? )"
)
_SECTION = r"(?:[^|·•.:]{1,40} [|·•] ){1,3}|[^|]{0,60}\b(?:vol|no|issue|number)\b\.? ?\d+[^|]{0,40}, "
"""'AFRICA | ', 'Newsline Vol. 5, No. 103, '."""
_TOWN = r"(?-i:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2}, (?=[\w ,]*\d{4}$))"
"""'Wellington, ' before a day of a stated year that ends the line."""
_SIGNED = (
    r" ?[–—-] ?(?-i:[A-Z])[^–—\n]{2,40} ?[–—-] ?[^–—\n]{0,40}"
    r"\b(?:affairs|department|ministry|office|minister|secretariat|agency|commission|trade)\b[^–—\n]{0,40}"
    r"|•(?-i:[A-Z &]{6,40})"
)
"""'– Ottawa, Ontario – Global Affairs Canada', '•STATEMENTS AND RELEASES'."""
_LINE = re.compile(
    rf"(?:{_SECTION}|{_TOWN})?(?P<says>{_SAYS}?)"
    rf"(?:{_CLOCK}[, |·•–—-]*)?(?P<stamp>{_DAY})(?:[ ,T|·•–—-]*(?:at )?{_CLOCK})?"
    rf"(?:[ ,|·•/()–—-]*(?:by .{{1,60}}|(?:last )?(?:updated|modified).{{0,60}}|\d+ min(?:ute)?s? read))?"
    rf"(?:{_SIGNED})?",
    re.IGNORECASE,
)
_STAMPED = re.compile(
    rf"(?:(?:\w+://)?[\w-]+(?:\.[\w-]+)+/? |.{{0,20}}[>»] ?)?(?P<stamp>{_DAY})"
    rf"(?:(?:, |[ T]){_CLOCK}(?P<more>\D{{0,40}})|,? Juche \d+)",
    re.IGNORECASE,
)
"""'www.news.example 2009-07-14 08:21:36 Print': a day, the time of day, then what the page offers."""
_AHEAD = re.compile(rf"\W*{_SAYS}(?P<stamp>{_DAY})[\s:|–—-]+(?-i:[A-Z“])", re.IGNORECASE)
"""'date 2009-07-14 KAMPALA — …': before the first words of a report."""
_NUMBERED = re.compile(rf"\(No\. ?\d+ [–—-] (?P<stamp>{DATE_WORDS}) [–—-] {_CLOCK}\)", re.IGNORECASE)
"""'(No. 45 - February 9, 2010 - 10:45 a.m. ET)': before the first words of a numbered release."""
_LAST_PARAGRAPHS = 8
_TODAY = re.compile(rf"\btoday,? \(?(?P<stamp>{DATE_WORDS})", re.IGNORECASE)


def find_stamp(text: str) -> date | None:
    """The day that a line among the first paragraphs of a view gives as that of publication.

    A line that says 'updated' counts only where no other one gives a day, and 'today, 31 January 2023' in the
    text, or a line below it that is nothing but a day, only where no line above does.
    """
    updated = None
    lines = spans(text[:6000])[:_FIRST_PARAGRAPHS]
    for start, end in lines:
        line = text[start:end]
        if ahead := _AHEAD.match(line) or _NUMBERED.match(line):
            return read_date(ahead["stamp"])
        if end - start > _LONGEST:
            continue
        found = _LINE.fullmatch(line)
        day = read_date(found["stamp"]) if found else None
        if found and day:
            if not re.match(r"(?:last )?(?:updated|modified)", found["says"], re.IGNORECASE):
                return day
            updated = updated or day
    stamped = [found for start, end in lines if (found := _STAMPED.fullmatch(text[start:end]))]
    if len(stamped) == 1 and (day := read_date(stamped[0]["stamp"])):
        return day  # of a programme, several lines begin so
    today = _TODAY.search(text[:6000])
    return updated or (read_date(today["stamp"]) if today else None) or _day_below(text)


def _day_below(text: str) -> date | None:
    """'Wednesday, July 17th 2019' under a report, if no other day stands there so."""
    found = [_LINE.fullmatch(text[start:end]) for start, end in spans(text)[2:][-_LAST_PARAGRAPHS:]]
    days = {day for line in found if line and (day := read_date(line["stamp"]))}
    return days.pop() if len(days) == 1 else None
