"""Arithmetic of the calendar: weeks from Monday to Sunday, months, seasons, and their parts.

Nothing here overflows: days before year 1 and after year 9999 become the first and the last of all days.
"""

from __future__ import annotations

import calendar
from datetime import date

from geomap.language.dates.forms import Part, Unit

type Days = tuple[date, date]
"""First and last, both included."""

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    *("", "January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
"""By number, so the first is empty."""

SEASON_DAYS = {
    "spring": ((3, 1), (6, 20)),
    "summer": ((6, 1), (9, 22)),
    "autumn": ((9, 1), (12, 20)),
    "winter": ((12, 1), (3, 20)),
}
"""Of the northern half of the Earth, from the first day by the calendar to the last by the sun."""

_WEEK_PARTS: dict[Part, tuple[int, int]] = {
    "start": (0, 1), "early": (0, 2), "earlier": (0, 3), "mid": (1, 3), "late": (3, 6), "later": (3, 6),
    "end": (3, 6), "half 1": (0, 3), "half 2": (3, 6),
}  # fmt: skip
_MONTH_PARTS: dict[Part, tuple[int, int]] = {
    "start": (1, 10), "early": (1, 10), "earlier": (1, 15), "mid": (10, 20), "late": (21, 31),
    "later": (16, 31), "end": (21, 31), "half 1": (1, 15), "half 2": (16, 31), "week 1": (1, 7),
    "week 2": (8, 14), "week 3": (15, 21), "week 4": (22, 28),
}  # fmt: skip
_YEAR_PARTS: dict[Part, tuple[int, int]] = {
    "start": (1, 3), "early": (1, 4), "earlier": (1, 6), "mid": (5, 8), "late": (9, 12), "later": (7, 12),
    "end": (10, 12), "half 1": (1, 6), "half 2": (7, 12), "quarter 1": (1, 3), "quarter 2": (4, 6),
    "quarter 3": (7, 9), "quarter 4": (10, 12),
}  # fmt: skip
_DAYS_IN = {"day": 1, "weekend": 7, "week": 7}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def spoken(day: date) -> str:
    """'2 March 2023'."""
    return f"{day.day} {MONTH_NAMES[day.month]} {day.year}"


def plus(day: date, days: int) -> date:
    """The day so many days later, or earlier where negative."""
    number = max(date.min.toordinal(), min(date.max.toordinal(), day.toordinal() + days))
    return date.fromordinal(number)


def month_days(year: int, month: int) -> Days:
    """First and last day of a month; months beyond 1 to 12 run on into other years."""
    index = max(12, min(9999 * 12 + 11, year * 12 + month - 1))
    year, month = index // 12, index % 12 + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def plus_units(day: date, unit: Unit, count: int) -> date:
    """The day so many weeks, months … later; the end of the month where it has no such day."""
    if unit in _DAYS_IN:
        return plus(day, count * _DAYS_IN[unit])
    first, last = month_days(day.year, day.month + count * _MONTHS_IN[unit])
    return first.replace(day=min(day.day, last.day))


def half_unit(unit: Unit) -> int:
    """Days to either side of a day that is known to the unit: 'two weeks ago' is three days more or less."""
    return {"day": 0, "weekend": 3, "week": 3, "month": 15, "quarter": 45, "year": 182}[unit]


def unit_days(day: date, unit: Unit, shift: int) -> Days:
    """The week, month … that lies `shift` away from the one with `day` in it."""
    if unit == "day":
        return plus(day, shift), plus(day, shift)
    if unit in ("week", "weekend"):
        monday = plus(day, 7 * shift - day.weekday())
        return plus(monday, 5 if unit == "weekend" else 0), plus(monday, 6)
    if unit == "month":
        return month_days(day.year, day.month + shift)
    size = _MONTHS_IN[unit]
    month = (day.month - 1) // size * size + 1 + shift * size
    return month_days(day.year, month)[0], month_days(day.year, month + size - 1)[1]


def part_days(days: Days, part: Part | None) -> Days:
    """The early, middle, late … part of a week, a month, a season or a year."""
    first, last = days
    length = (last - first).days + 1
    if part is None or not 7 <= length <= 366:
        return days
    if length == 7:
        a, b = _WEEK_PARTS.get(part, (0, 6))
        return plus(first, a), plus(first, b)
    if length <= 31:
        if part == "last week":
            return plus(last, -6), last
        a, b = _MONTH_PARTS.get(part, (1, 31))
        return plus(first, a - 1), min(last, plus(first, b - 1))
    a, b = _YEAR_PARTS.get(part, (1, 12))
    if length >= 365:
        return month_days(first.year, a)[0], month_days(first.year, b)[1]
    return plus(first, length * (a - 1) // 12), plus(first, length * b // 12 - 1)


def season_days(season: str, year: int) -> Days:
    """A northern season; a winter is the one that begins in `year`."""
    year = max(1, min(9998, year))
    (month, day), (last_month, last_day) = SEASON_DAYS[season]
    return date(year, month, day), date(year + (last_month < month), last_month, last_day)


def on_or_before(day: date, weekday: int) -> date:
    """The latest such weekday that is not after `day`."""
    return plus(day, -((day.weekday() - weekday) % 7))


def on_or_after(day: date, weekday: int) -> date:
    """The earliest such weekday that is not before `day`."""
    return plus(day, (weekday - day.weekday()) % 7)
