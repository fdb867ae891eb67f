"""Dates of publication as people and machines write them."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "febr", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\ +)?"

DATE_WORDS = (
    rf"{_WEEKDAY}(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\ of)?\ (?P<month>{_NAMES})\b\.?"
    rf"|(?P<month2>{_NAMES})\b\.?\ (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b)"
    r"(?:[,.]?\ (?P<year>(?:19|20)\d\d)\b)?"
)
"""Pattern of a date in words, with or without year: '28 Feb.', 'Tuesday, February 28, 2023'."""

_IN_WORDS = re.compile(DATE_WORDS, re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")


def read_date(text: str | None) -> date | None:
    """The day that a text such as '2023-02-28T09:00Z', '28 February 2023' or 'Feb. 28, 2023' states.

    The day is taken as written, whatever the time zone. None where it is malformed, has no year, or can
    be read as day and month or as month and day ('03/04/2023').
    """
    text = " ".join((text or "")[:200].split())
    if found := _YEAR_FIRST.match(text):
        year, mark, month, day = found.groups()
        if not mark and len(month + day) < 4:
            return None
        return day_of(int(year), int(month), int(day))
    if found := _YEAR_LAST.match(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "." or first > 12 or first == second:
            return day_of(year, second, first)
        return day_of(year, first, second) if second > 12 else None
    found = _IN_WORDS.search(text)
    return date_in(found) if found else None


def date_in(found: re.Match[str]) -> date | None:
    """The day that a match of `DATE_WORDS` states, None if it has no year or there is no such day."""
    if not found["year"]:
        return None
    month = found["month"] or found["month2"]
    return day_of(int(found["year"]), MONTHS[month.lower()], int(found["day"] or found["day2"]))


def day_of(year: int, month: int, day: int) -> date | None:
    """A date, or None where there is no such day or it is no date of a news report."""
    try:
        return date(year, month, day) if year >= 1600 else None
    except ValueError:
        return None
