"""Read date phrases backwards: which days one can mean, and when a text that means this day was published.

So reports that meet can date each other: 28 February, a Tuesday, and after January 2022 is 2023.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from geomap.claims.calendar import every_day, plus, unit_days
from geomap.claims.frames import Frame, Tense
from geomap.claims.periods import resolve_named
from geomap.claims.resolution import ABOUT, resolve
from geomap.language.dateforms import (
    DateExpression,
    Day,
    Either,
    Listing,
    Month,
    Open,
    Range,
    Relative,
    Same,
    Season,
    Stay,
    Weekday,
    WeekOf,
    Year,
)

REACH = 740
"""Days around an event within which its reports are looked for: 'last year' can be two years ago."""


def weekday_of(expression: DateExpression) -> int | None:
    """The one weekday that a phrase names, Monday = 0."""
    match expression:
        case Day(weekday=weekday) | Weekday(weekday=weekday):
            return weekday
        case Either(days=(day, _)):
            return day.weekday
        case Same(items=items):
            return next((found for item in items if (found := weekday_of(item)) is not None), None)
        case Open(edge="since" | "from" | "until", inner=inner) | Stay(start=inner):
            return weekday_of(inner)
    return None


def candidate_days(expression: DateExpression, years: Iterable[int]) -> Iterator[date]:
    """All days of these years that a phrase can mean, whatever the day of publication, in order.

    'Tuesday, 28 February' gives 28 February of each year in which it is a Tuesday; a range gives each of
    its days. A phrase that names nothing of the calendar ('today', 'five-day') gives every day.
    """
    for year in sorted(set(years)):
        for day in every_day(date(year, 1, 1), date(year, 12, 31)):
            if can_mean(expression, day):
                yield day


def can_mean(expression: DateExpression, day: date) -> bool:
    """Whether a phrase can mean that day, or a window around it, for some day of publication."""
    match expression:
        case Day(day=number, month=month, year=year, weekday=weekday):
            wanted = (number, month or day.month, year or day.year)
            fits = weekday in (None, day.weekday()) or year is not None
            return fits and wanted == (day.day, day.month, day.year)
        case Either(days=days):
            return any(can_mean(reading, day) for reading in days)
        case Weekday(weekday=weekday):
            return weekday == day.weekday()
        case Relative(unit="weekend", about=False):
            return day.weekday() > 4
        case WeekOf(day=middle):
            return any(can_mean(middle, other) for other in every_day(*unit_days(day, "week", 0)))
        case Month() | Season():
            return _in_named(expression, day)
        case Year(year=year):
            return year == day.year
        case Same(items=items):
            return all(can_mean(item, day) for item in items)
        case Listing(items=items):
            return any(can_mean(item, day) for item in items)
        case Range(first=first, last=last):
            return _in_range(first, last, day)
        case Stay(start=start, days=days):
            return any(can_mean(start, plus(day, -past)) for past in range(days))
        case Open(edge="since" | "from" | "until", inner=inner):
            return can_mean(inner, day)
        case Open(edge="about", inner=inner):
            return any(can_mean(inner, plus(day, step)) for step in range(-ABOUT, ABOUT + 1))
    return True


def _in_named(named: Month | Season, day: date) -> bool:
    for year in (day.year, day.year + 1):
        if named.year in (None, year):
            found = resolve_named(replace(named, year=year, turn=None, year_shift=None), _NOWHERE)
            if found.first and found.last and found.first <= day <= found.last:
                return True
    return False


def _in_range(first: DateExpression, last: DateExpression, day: date) -> bool:
    """Whether one of the days before can be the first, and the last does not come in between."""
    if can_mean(last, day):
        return True
    longest = 7 if isinstance(first, Weekday) else 366
    for back in range(longest):
        past = plus(day, -back)
        if back and can_mean(last, past):
            return False
        if can_mean(first, past):
            return True
    return False


_NOWHERE = Frame(day=None, words="", tense="past", context=None)


def anchor_days(expression: DateExpression, tense: Tense, day: date) -> tuple[date, ...]:
    """The days of publication from which a phrase means that day, or a window around it, in order.

    'On Tuesday' of a past event on 28 February 2023 was published from 28 February to 6 March 2023. Looks
    `REACH` days both ways; a phrase that stands on its own ('24 May 2022') gives all of these or none.
    """
    found = []
    for published in every_day(*_reach(expression, day)):
        frame = Frame(day=published, words="", tense=tense, context=None)
        when = resolve(expression, frame)
        if when.dated and (when.first or day) <= day <= (when.last or day):
            found.append(published)
    return tuple(found)


def _reach(expression: DateExpression, day: date) -> tuple[date, date]:
    match expression:
        case Weekday():
            reach = 14
        case Relative(unit="day" | "week" | "weekend", shift=shift):
            reach = min(REACH, 7 * (abs(shift) + 2))
        case Relative(unit="month", shift=shift):
            reach = min(REACH, 31 * (abs(shift) + 2))
        case Day(year=None, year_shift=None) | Month(year=None, year_shift=None):
            reach = 400
        case Same(items=(relative, _)):
            return _reach(relative, day)
        case _:
            reach = REACH
    return plus(day, -reach), plus(day, reach)
