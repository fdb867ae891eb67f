"""Resolve phrases that name one day: calendar days, with or without a year, and weekdays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from geomap.claims.days.calendar import (
    MONTH_NAMES,
    WEEKDAY_NAMES,
    month_days,
    on_or_after,
    on_or_before,
    plus,
    spoken,
    unit_days,
)
from geomap.claims.days.frames import Frame, one_day, relative_name, unresolved, window
from geomap.language.dates.forms import Day, Either, Weekday
from geomap.records import When

GRACE = 7
"""Days by which a day of two readings may lie on the wrong side of its tense."""

JUST_NOW = 2
"""Days back in which the weekday lies of what 'would have' happened; else it lies ahead."""

NEAR = 300
"""Days within which a weekday chooses the year of a day: not 'Monday 12 February' of eleven years ago."""


def resolve_day(day: Day, frame: Frame) -> When:
    """A calendar day; one without a year is the latest, the first or the nearest, as the tense asks."""
    if day.month is None:
        return _day_of_month(day, frame)
    if day.year is not None:
        return _checked(day, day_in(day, day.year), "as stated")
    if day.year_shift is not None:
        if frame.day is None:
            return unresolved("no year, and the day of publication is not known")
        found = day_in(day, frame.day.year + day.year_shift)
        reason = f"{relative_name('year', day.year_shift)}, seen from {frame.words}"
        return _checked(day, found, reason)
    origin = frame.day or frame.context
    if origin is None:
        return unresolved("no year, and the day of publication is not known")
    years = 8 if (day.month, day.day) == (2, 29) else 2
    around = range(origin.year - years, origin.year + years + 1)
    near = [found for year in around if (found := day_in(day, year))]
    fits = [
        found
        for found in near
        if day.weekday in (None, found.weekday()) and abs((found - origin).days) <= NEAR
    ]
    name = f"{day.day} {MONTH_NAMES[day.month]}"
    if frame.day is None:
        found = _nearest(fits or near, origin)
        return _checked(day, found, f"the {name} nearest to {spoken(origin)}")
    found, how = _by_tense(fits, name, frame)
    if found is None:
        found, how = _by_tense(near, name, frame)
    return _checked(day, found, how)


def _day_of_month(day: Day, frame: Frame) -> When:
    """'The 24th': near to what was told before, else as the tense asks."""
    origin = frame.day if day.month_shift is not None else frame.context or frame.day
    if origin is None:
        return unresolved("no month, and the day of publication is not known")
    name = f"day {day.day} of a month"
    shifts = range(-3, 4) if day.month_shift is None else (day.month_shift,)
    months = [month_days(origin.year, origin.month + shift) for shift in shifts]
    days = [first.replace(day=day.day) for first, last in months if day.day <= last.day]
    if day.month_shift is not None:
        found = next(iter(days), None)
        return _checked(day, found, f"counted from {frame.words}")
    fits = [found for found in days if day.weekday in (None, found.weekday())]
    if frame.context is not None:
        return one_day(_nearest(fits, origin), f"the {name} nearest to {spoken(origin)}")
    return one_day(*_by_tense(fits, name, replace(frame, slack=0)))


def _by_tense(days: Iterable[date], name: str, frame: Frame) -> tuple[date | None, str]:
    """Of several days the one that the tense asks for, with some slack; and how it was chosen."""
    origin, slack = frame.day or date.min, frame.slack
    if frame.tense == "past":
        found = max((day for day in days if day <= plus(origin, slack)), default=None)
        return found, f"the latest {name} up to {frame.words}"
    if frame.tense == "future":
        found = min((day for day in days if day >= plus(origin, -slack)), default=None)
        return found, f"the first {name} from {frame.words}"
    return _nearest(days, origin), f"the {name} nearest to {frame.words}"


def _nearest(days: Iterable[date], origin: date) -> date | None:
    return min(days, key=lambda day: abs((day - origin).days), default=None)


def resolve_either(either: Either, frame: Frame) -> When:
    """A day of two readings: the one that weekday and tense allow, else the window from one to the other."""
    read = [found for day in either.days if (found := day_in(day, day.year or 0))]
    days = [day for day in read if either.days[0].weekday in (None, day.weekday())]
    grace = min(frame.slack, GRACE)
    if frame.day and frame.tense == "past":
        days = [day for day in days if day <= plus(frame.day, grace)] or days
    elif frame.day and frame.tense == "future":
        days = [day for day in days if day >= plus(frame.day, -grace)] or days
    if not days:
        return unresolved("neither reading of day and month fits the weekday")
    if len(days) == 1:
        return one_day(days[0], "the one reading of day and month that fits")
    return window((min(days), max(days)), "day and month may be either way round")


def resolve_weekday(day: Weekday, frame: Frame) -> When:
    """A weekday: of a past event on or before the day of publication, of any other on or after it.

    'Last Tuesday' is the latest before that day, 'next Tuesday' the one in the week after (from Monday on).
    """
    name = WEEKDAY_NAMES[day.weekday]
    if day.base == "event":
        if frame.context is None:
            return unresolved(f"{name} counts from an event whose day is not known")
        if day.turn == "last":
            found = on_or_before(plus(frame.context, -1), day.weekday)
            return one_day(found, f"{name} before {spoken(frame.context)}")
        return one_day(
            on_or_after(plus(frame.context, 1), day.weekday), f"{name} after {spoken(frame.context)}"
        )
    if frame.day is None:
        return unresolved(f"{name}, and the day of publication is not known")
    if day.week_shift is not None or day.turn == "next":
        shift = 1 if day.week_shift is None else day.week_shift
        found = plus(unit_days(frame.day, "week", shift)[0], day.weekday)
        return one_day(found, f"{name} of {relative_name('week', shift)}, seen from {frame.words}")
    if day.turn == "last":
        return one_day(on_or_before(plus(frame.day, -1), day.weekday), f"{name} before {frame.words}")
    before = on_or_before(frame.day, day.weekday)
    if frame.tense == "past" or (frame.tense == "either" and (frame.day - before).days <= JUST_NOW):
        return one_day(before, f"{name} on or before {frame.words}")
    return one_day(on_or_after(frame.day, day.weekday), f"{name} on or after {frame.words}")


def day_in(day: Day, year: int) -> date | None:
    """The day in that year, None where the year has no such day."""
    try:
        return date(year, day.month or 0, day.day)
    except ValueError:
        return None


def _checked(day: Day, found: date | None, reason: str) -> When:
    """The day; where the text gives it another weekday, the window with the nearest such weekday."""
    if found is None or day.weekday in (None, found.weekday()):
        return one_day(found, reason)
    weekday = day.weekday or 0
    said = _nearest((on_or_before(found, weekday), on_or_after(found, weekday)), found) or found
    doubt = f"the text says {WEEKDAY_NAMES[weekday]}, {spoken(found)} was a {WEEKDAY_NAMES[found.weekday()]}"
    return window((min(found, said), max(found, said)), f"{reason}; {doubt}")
