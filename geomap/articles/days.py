"""The days of a trip as the cells of a table state them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from geomap.articles.dates import MONTHS, day_of, read_date
from geomap.records import UNDATED, When

type DayOrder = Literal["day first", "month first"]

_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[ T]\d{1,2}:.*)?")
_SHORT = re.compile(rf"(\d{{1,2}})[-\ ./]({_NAMES})\.?[-\ ./,]+(\d{{4}})", re.IGNORECASE)
_MONTH = re.compile(rf"(?:({_NAMES})\.?,?[-\ ](\d{{4}})|(\d{{4}})[-/.](\d{{1,2}}))", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_DAYS_MONTH = re.compile(
    rf"(\d{{1,2}})\s?[-–—]\s?(\d{{1,2}})\.?\s+({_NAMES})\b\.?,?\s+(\d{{4}})", re.IGNORECASE
)
_MONTH_DAYS = re.compile(rf"({_NAMES})\b\.?\s+(\d{{1,2}})\s?[-–—]\s?(\d{{1,2}}),?\s+(\d{{4}})", re.IGNORECASE)
_HALVES = re.compile(rf"(?:(\d{{1,2}})\s+({_NAMES})\b\.?|({_NAMES})\b\.?\s+(\d{{1,2}})),?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+(?:-|to|until|till|through|bis|по)\s+|\s*[–—]\s*", re.IGNORECASE)


def find_order(cells: Iterable[str]) -> DayOrder | None:
    """Whether a table writes 31/12/1990 or 12/31/1990, as far as any of its days tells."""
    first = second = False
    for cell in cells:
        for part in _BETWEEN.split(cell):
            if (found := _NUMBERS.fullmatch(part.strip())) and found[2] != ".":
                first |= int(found[1]) > 12
                second |= int(found[3]) > 12
    return None if first == second else "day first" if first else "month first"


def read_when(start: str, end: str, order: DayOrder | None) -> When:
    """The days between two cells, both included; either may be empty, the first may hold a range.

    Whole days make the visit's own days; months, years and days of which one cannot tell the month make a
    window. Where no date can be read, or the end lies before the start, the reason says so.
    """
    text = start if not end or end == start else f"{start} – {end}" if start else f"until {end}"
    if not text:
        return UNDATED
    try:
        first, last, exact = _span(start, end, order)
    except ValueError as error:
        return When(text=text, reason=str(error))
    if first and last and first > last:
        return When(text=text, reason=f"the table's row ends before it begins: {text}")
    reason = "as the table states" if exact else "as far as the table states"
    return When(first=first, last=last, exact=exact, text=text, reason=reason)


def _span(start: str, end: str, order: DayOrder | None) -> tuple[date | None, date | None, bool]:
    if not end:
        return _range(start, order)
    last = _stretch(end, order)
    if not start:
        return None, last[1], last[0] == last[1]
    first = _stretch(start, order)
    return first[0], last[1], first[0] == first[1] and last[0] == last[1]


def _range(text: str, order: DayOrder | None) -> tuple[date, date, bool]:
    """One day, month or year, or from one to another: '3–5 May 1990', '1990-05-03 – 1990-05-05'."""
    if found := _DAYS_MONTH.fullmatch(text):
        first, last, month, year = found.groups()
    elif found := _MONTH_DAYS.fullmatch(text):
        month, first, last, year = found.groups()
    else:
        parts = [part for part in _BETWEEN.split(text) if part]
        if len(parts) != 2:
            begin, until = _stretch(text, order)
            return begin, until, begin == until
        if _HALVES.fullmatch(parts[0]) and (named := re.search(r"\d{4}", parts[1])):
            parts[0] = f"{parts[0].rstrip(',')} {named[0]}"
        (begin, one), (other, until) = (_stretch(part, order) for part in parts)
        return begin, until, begin == one and other == until
    days = [day_of(int(year), MONTHS[month.lower()], int(day)) for day in (first, last)]
    if days[0] is None or days[1] is None:
        raise ValueError(_unread(text))
    return days[0], days[1], True


def _stretch(text: str, order: DayOrder | None) -> tuple[date, date]:
    """First and last day of what one date may mean: one and the same for a whole day."""
    if (found := _NUMBERS.fullmatch(text)) and found[2] != ".":
        one, two, year = int(found[1]), int(found[3]), int(found[4])
        readings = [day_of(year, two, one)] if order != "month first" else []
        readings += [day_of(year, one, two)] if order != "day first" else []
        days = sorted(day for day in readings if day)
        if days:
            return days[0], days[-1]
    elif found := _SHORT.fullmatch(text):
        if day := day_of(int(found[3]), MONTHS[found[2].lower()], int(found[1])):
            return day, day
    elif found := _MONTH.fullmatch(text):
        year = int(found[2] or found[3])
        month = MONTHS[found[1].lower()] if found[1] else int(found[4])
        if begin := day_of(year, month, 1):
            return begin, begin.replace(day=calendar.monthrange(year, month)[1])
    elif _YEAR.fullmatch(text):
        if begin := day_of(int(text), 1, 1):
            return begin, date(int(text), 12, 31)
    elif day := read_date(text):
        return day, day
    raise ValueError(_unread(text))


def _unread(text: str) -> str:
    return f"no date can be read in {text!r}"
