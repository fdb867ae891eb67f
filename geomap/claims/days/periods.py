"""Resolve phrases that name a week, a month, a season or a year, or count from the day of publication."""

from __future__ import annotations

from datetime import date

from geomap.claims.days.calendar import (
    MONTH_NAMES,
    Days,
    half_unit,
    month_days,
    part_days,
    plus,
    plus_units,
    season_days,
    spoken,
    unit_days,
)
from geomap.claims.days.frames import Frame, many, one_day, relative_name, unresolved, window
from geomap.language.dates.forms import Month, Relative, Season, Stretch
from geomap.records import When


def resolve_relative(relative: Relative, frame: Frame) -> When:
    """'Today', 'next week', 'two weeks ago'; weeks run from Monday to Sunday."""
    unit, shift = relative.unit, relative.shift
    if relative.base == "event":
        origin, words = frame.context, "" if frame.context is None else spoken(frame.context)
        if origin is None:
            return unresolved("counts from an event whose day is not known")
    else:
        origin, words = frame.day, frame.words
        if origin is None:
            return unresolved("counts from the day of publication, which is not known")
    if unit == "day" and not relative.about:
        how = f"{many(abs(shift), 'day', shift)} {words}" if shift else f"the day of {words}"
        return one_day(plus(origin, shift), how)
    if relative.about:
        middle, width = plus_units(origin, unit, shift), half_unit(unit)
        days = plus(middle, -width), plus(middle, width)
        return window(days, f"about {many(abs(shift), unit, shift)} {words}")
    if unit == "weekend" and shift == 0 and frame.tense == "past" and origin.weekday() < 5:
        shift = -1
    whole = unit_days(origin, unit, shift)
    days = part_days(whole, relative.part)
    if whole[0] <= origin <= whole[1]:
        days = _clipped(whole, days, relative.part, origin)
    place = {-1: "before that of", 0: "of", 1: "after that of"}.get(shift, f"{shift:+d} from")
    part = f"{relative.part} in " if relative.part else ""
    return window(days, f"{part}the {unit} {place} {words}")


def _clipped(whole: Days, days: Days, part: str | None, origin: date) -> Days:
    """'Earlier this week' ends, 'later this week' begins on the day of publication."""
    if part == "earlier":
        return whole[0], origin
    if part == "later":
        return origin, whole[1]
    return days


def resolve_stretch(stretch: Stretch, frame: Frame) -> When:
    """The days up to publication, or from it on."""
    if frame.day is None:
        return unresolved("counts from the day of publication, which is not known")
    back = stretch.direction < 0
    if stretch.count is None:
        first, last = (None, frame.day) if back else (frame.day, None)
        return When(first=first, last=last, reason=f"{'before' if back else 'after'} {frame.words}")
    far = plus_units(frame.day, stretch.unit, stretch.count * stretch.direction)
    how = many(stretch.count, stretch.unit, stretch.direction)
    return window((far, frame.day) if back else (frame.day, far), f"within {how} {frame.words}")


def resolve_named(named: Month | Season, frame: Frame) -> When:
    """A month or a northern season, of the year that is stated or that the tense asks for."""
    if named.year is not None:
        whole = _days_of(named, named.year)
        if isinstance(named, Season) and named.season == "winter":
            whole = _days_of(named, named.year - 1)[0], whole[1]
        return window(part_days(whole, named.part), f"as stated{_note(named)}")
    if frame.day is None:
        return unresolved("no year, and the day of publication is not known")
    origin = frame.day
    if named.year_shift is not None:
        whole = _days_of(named, origin.year + named.year_shift)
        reason = f"{relative_name('year', named.year_shift)}, seen from {frame.words}"
    else:
        around = [_days_of(named, origin.year + step) for step in range(-2, 3)]
        name = MONTH_NAMES[named.month] if isinstance(named, Month) else named.season
        chosen, how = _chosen(around, named, frame)
        if chosen is None:
            return unresolved("the calendar has no such days")
        whole, reason = chosen, how.format(name) + f" {frame.words}"
    part = part_days(whole, named.part)
    if whole[0] <= origin <= whole[1]:
        part = _clipped(whole, part, named.part, origin)
    return window(part, reason + _note(named))


def _chosen(around: list[Days], named: Month | Season, frame: Frame) -> tuple[Days | None, str]:
    """Of the months or seasons of several years the one that is meant, and how that was found."""
    origin = frame.day or date.min
    if named.turn == "last":
        return max((days for days in around if days[1] < origin), default=None), "the last {} before"
    if named.turn == "next":
        return min((days for days in around if days[0] > origin), default=None), "the next {} after"
    if named.turn == "this" or (named.turn is None and frame.tense in ("present", "either")):
        return min(around, key=lambda days: _distance(days, origin)), "the {} nearest to"
    if frame.tense == "past":
        return max((days for days in around if days[0] <= origin), default=None), "the latest {} up to"
    return min((days for days in around if days[1] >= origin), default=None), "the first {} from"


def _days_of(named: Month | Season, year: int) -> Days:
    return month_days(year, named.month) if isinstance(named, Month) else season_days(named.season, year)


def _note(named: Month | Season) -> str:
    return " (northern season)" if isinstance(named, Season) else ""


def _distance(days: Days, day: date) -> int:
    return max(0, (days[0] - day).days, (day - days[1]).days)
