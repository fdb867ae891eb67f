"""Resolve date phrases to days.

A date becomes as wide as its words leave it, and no narrower: a day where one is stated, else a window.
What needs the day of publication stays open without it; today's date is never looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Literal

from geomap.claims.calendar import (
    WEEKDAY_NAMES,
    Days,
    every_day,
    half_unit,
    month_days,
    on_or_after,
    on_or_before,
    part_days,
    plus,
    plus_units,
    season_days,
    spoken,
    unit_days,
)
from geomap.language.dateforms import (
    DateExpression,
    Day,
    Duration,
    Either,
    Listing,
    Month,
    Open,
    Range,
    Relative,
    Same,
    Season,
    Stay,
    Stretch,
    Weekday,
    WeekOf,
    Year,
)
from geomap.records import When, record

type Tense = Literal["past", "present", "future"]

SLACK = 7
"""Days by which a text may get its tense wrong: 'visited' ahead of the visit, 'will visit' after it."""

REACH = 400
"""Days around an event within which its reports are looked for."""

ABOUT = 3
"""Days to either side of 'around 24 May'."""


@record
class Anchor:
    """The day that a text is told from."""

    day: date | None
    """None where it is not known."""
    reason: str
    """'published', 'dateline', or 'inferred from …'."""

    def __str__(self) -> str:
        if self.day is None:
            return "an unknown day of publication"
        if self.reason == "published":
            return f"publication on {spoken(self.day)}"
        if self.reason == "dateline":
            return f"the dateline of {spoken(self.day)}"
        return f"{spoken(self.day)} ({self.reason})"


@record
class Frame:
    """What a phrase is resolved against."""

    day: date | None
    words: str
    tense: Tense
    context: date | None
    slack: int = SLACK


def resolve_when(
    expression: DateExpression,
    anchor: Anchor | date | None,
    *,
    tense: Tense,
    context: date | None = None,
    text: str = "",
) -> When:
    """The days that a phrase means in a text.

    Parameters
    ----------
    expression
        What the phrase says.
    anchor
        The day of publication. None leaves weekdays, days without a year and the like unresolved.
    tense
        Of the clause: what is past is looked for before the anchor, what is future after it.
    context
        Day of what was told before, for 'the next day'; without an anchor it also tells the year.
    text
        The words of the phrase, kept in the answer: resolve again from ``parse_date(when.text)``.
    """
    if not isinstance(anchor, Anchor):
        anchor = Anchor(day=anchor, reason="published")
    frame = Frame(day=anchor.day, words=str(anchor), tense=tense, context=context)
    return replace(_resolve(expression, frame), text=text)


def _resolve(expression: DateExpression, frame: Frame) -> When:
    match expression:
        case Day():
            return _day(expression, frame)
        case Either():
            return _either(expression, frame)
        case Weekday():
            return _weekday(expression, frame)
        case Relative():
            return _relative(expression, frame)
        case Stretch():
            return _stretch(expression, frame)
        case Month() | Season():
            return _month_or_season(expression, frame)
        case Year(year=year, part=part):
            first, last = month_days(year, 1)[0], month_days(year, 12)[1]
            return _window(part_days((first, last), part), "as stated")
        case WeekOf(day=day):
            found = _day(day, frame)
            if found.first is None:
                return found
            return _window(unit_days(found.first, "week", 0), f"the week of {spoken(found.first)}")
        case Duration():
            return _open("a length of time, which tells no day")
        case Range():
            return _range(expression, frame)
        case Listing():
            return _listing(expression, frame)
        case Same(items=(relative, named)):
            found = _resolve(named, frame)
            return found if found.dated else _resolve(relative, frame)
        case Open():
            return _bounded(expression, frame)
        case Stay(start=start, days=days):
            return combine(_resolve(start, frame), days)


def _day(day: Day, frame: Frame) -> When:
    if day.month is None:
        return _day_of_month(day, frame)
    if day.year is not None:
        return _one(_dated(day, day.year), "as stated" + _doubt(day, day.year))
    if day.year_shift is not None:
        if frame.day is None:
            return _open("no year, and the day of publication is not known")
        year = frame.day.year + day.year_shift
        return _one(
            _dated(day, year), f"{_year_name(day.year_shift)}, seen from {frame.words}" + _doubt(day, year)
        )
    origin = frame.day or frame.context
    if origin is None:
        return _open("no year, and the day of publication is not known")
    near = [found for year in range(origin.year - 4, origin.year + 5) if (found := _dated(day, year))]
    fitting = [
        found
        for found in near
        if day.weekday in (None, found.weekday()) and abs((found - origin).days) <= REACH
    ]
    if frame.day is None:
        best = min(fitting or near, key=lambda found: abs((found - origin).days), default=None)
        return _one(best, f"the year nearest to {spoken(origin)}, which the text tells of before")
    best, how = _by_tense(fitting or near, frame)
    return _one(best, f"{how} {frame.words}" + (_doubt(day, best.year) if best else ""))


def _day_of_month(day: Day, frame: Frame) -> When:
    origin = frame.day if day.month_shift is not None else frame.context or frame.day
    if origin is None:
        return _open("no month, and the day of publication is not known")
    shifts = range(-2, 3) if day.month_shift is None else (day.month_shift,)
    months = [month_days(origin.year, origin.month + shift) for shift in shifts]
    days = [first.replace(day=day.day) for first, last in months if day.day <= last.day]
    days = [found for found in days if day.weekday in (None, found.weekday())]
    if day.month_shift is not None:
        return _one(next(iter(days), None), f"counted from {frame.words}")
    if frame.context is not None:
        best = min(days, key=lambda found: abs((found - origin).days), default=None)
        return _one(best, f"the month nearest to {spoken(origin)}, which the text tells of before")
    best, how = _by_tense(days, replace(frame, slack=0))
    return _one(best, f"{how} {frame.words}")


def _by_tense(days: Iterable[date], frame: Frame) -> tuple[date | None, str]:
    """Of several days the one that the tense asks for, with a few days' grace; and how it was chosen."""
    assert frame.day is not None
    origin, slack = frame.day, frame.slack
    if frame.tense == "past":
        return max((day for day in days if day <= plus(origin, slack)), default=None), "the latest up to"
    if frame.tense == "future":
        return min((day for day in days if day >= plus(origin, -slack)), default=None), "the first from"
    return min(days, key=lambda day: abs((day - origin).days), default=None), "the nearest to"


def _either(either: Either, frame: Frame) -> When:
    days = [
        found for day in either.days if (found := _dated(day, day.year or 0)) and not _doubt(day, found.year)
    ]
    if frame.day and frame.tense == "past":
        days = [day for day in days if day <= plus(frame.day, SLACK)] or days
    elif frame.day and frame.tense == "future":
        days = [day for day in days if day >= plus(frame.day, -SLACK)] or days
    if len(days) == 1:
        return _one(days[0], "the one reading of day and month that fits")
    if not days:
        return _open("neither reading of day and month fits the weekday")
    return _window((min(days), max(days)), "day and month may be either way round")


def _weekday(day: Weekday, frame: Frame) -> When:
    name = WEEKDAY_NAMES[day.weekday]
    if day.base == "event":
        if frame.context is None:
            return _open(f"{name} counts from an event whose day is not known")
        if day.turn == "last":
            return _one(
                on_or_before(plus(frame.context, -1), day.weekday), f"{name} before {spoken(frame.context)}"
            )
        return _one(on_or_after(plus(frame.context, 1), day.weekday), f"{name} after {spoken(frame.context)}")
    if frame.day is None:
        return _open(f"{name}, and the day of publication is not known")
    if day.week_shift is not None or day.turn == "next":
        shift = 1 if day.week_shift is None else day.week_shift
        found = plus(unit_days(frame.day, "week", shift)[0], day.weekday)
        return _one(found, f"{name} of {_week_name(shift)}, seen from {frame.words}")
    if day.turn == "last":
        return _one(on_or_before(plus(frame.day, -1), day.weekday), f"{name} before {frame.words}")
    if frame.tense == "past":
        return _one(on_or_before(frame.day, day.weekday), f"{name} on or before {frame.words}")
    return _one(on_or_after(frame.day, day.weekday), f"{name} on or after {frame.words}")


def _relative(relative: Relative, frame: Frame) -> When:
    unit, shift = relative.unit, relative.shift
    if relative.base == "event":
        origin, words = frame.context, "" if frame.context is None else spoken(frame.context)
        if origin is None:
            return _open("counts from an event whose day is not known")
    else:
        origin, words = frame.day, frame.words
        if origin is None:
            return _open("counts from the day of publication, which is not known")
    if unit == "day" and not relative.about:
        return _one(
            plus(origin, shift), f"{words}" if shift == 0 else f"{_many(abs(shift), 'day', shift)} {words}"
        )
    if relative.about:
        middle, width = plus_units(origin, unit, shift), half_unit(unit)
        days = plus(middle, -width), plus(middle, width)
        return _window(days, f"about {_many(abs(shift), unit, shift)} {words}")
    if unit == "weekend" and shift == 0 and frame.tense == "past" and origin.weekday() < 5:
        shift = -1
    whole = unit_days(origin, unit, shift)
    days = part_days(whole, relative.part)
    if whole[0] <= origin <= whole[1]:
        days = _clipped(whole, days, relative.part, origin)
    place = {-1: "before that of", 0: "of", 1: "after that of"}.get(shift, f"{shift:+d} from")
    part = f"{relative.part} in " if relative.part else ""
    return _window(days, f"{part}the {unit} {place} {words}")


def _clipped(whole: Days, days: Days, part: str | None, origin: date) -> Days:
    """'Earlier this week' ends, 'later this week' begins on the day of publication."""
    if part == "earlier":
        return whole[0], origin
    if part == "later":
        return origin, whole[1]
    return days


def _stretch(stretch: Stretch, frame: Frame) -> When:
    if frame.day is None:
        return _open("counts from the day of publication, which is not known")
    back = stretch.direction < 0
    if stretch.count is None:
        first, last = (None, frame.day) if back else (frame.day, None)
        return When(first=first, last=last, reason=f"{'before' if back else 'after'} {frame.words}")
    far = plus_units(frame.day, stretch.unit, stretch.count * stretch.direction)
    how = _many(stretch.count, stretch.unit, stretch.direction)
    return _window((far, frame.day) if back else (frame.day, far), f"within {how} {frame.words}")


def _month_or_season(named: Month | Season, frame: Frame) -> When:
    def days(year: int) -> Days:
        if isinstance(named, Month):
            return month_days(year, named.month)
        return season_days(named.season, max(1, min(9998, year)))

    note = "" if isinstance(named, Month) else " (northern season)"
    if named.year is not None:
        whole = days(named.year)
        if isinstance(named, Season) and named.season == "winter":
            whole = days(named.year - 1)[0], whole[1]
        return _window(part_days(whole, named.part), "as stated" + note)
    if frame.day is None:
        return _open("no year, and the day of publication is not known")
    origin = frame.day
    if named.year_shift is not None:
        whole = days(origin.year + named.year_shift)
        how = f"{_year_name(named.year_shift)}, seen from"
    else:
        around = [days(year) for year in range(origin.year - 2, origin.year + 3)]
        if named.turn == "last":
            whole, how = max(d for d in around if d[1] < origin), "the last before"
        elif named.turn == "next":
            whole, how = min(d for d in around if d[0] > origin), "the next after"
        elif named.turn == "this":
            whole, how = min(around, key=lambda d: _distance(d, origin)), "the nearest to"
        elif frame.tense == "past":
            whole, how = max(d for d in around if d[0] <= origin), "the latest up to"
        else:
            whole, how = min(d for d in around if d[1] >= origin), "the first from"
    part = part_days(whole, named.part)
    if whole[0] <= origin <= whole[1]:
        part = _clipped(whole, part, named.part, origin)
    return _window(part, f"{how} {frame.words}" + note)


def _distance(days: Days, day: date) -> int:
    return max(0, (days[0] - day).days, (day - days[1]).days)


def _range(span: Range, frame: Frame) -> When:
    ends = _in_order((span.first, span.last), frame)
    first, last = ends[0].first, ends[1].last
    if first is None or last is None:
        return _open(
            next(end.reason for end in ends if not end.dated or end.first is None or end.last is None)
        )
    if first > last:
        return _open("its end would come before its beginning")
    exact = ends[0].exact and ends[1].exact and not span.between
    return When(first=first, last=last, exact=exact, reason=_both(ends))


def _listing(listing: Listing, frame: Frame) -> When:
    found = _in_order(listing.items, frame)
    if any(when.first is None or when.last is None for when in found):
        return _open(next(when.reason for when in found if when.first is None or when.last is None))
    firsts = sorted(when.first for when in found if when.first)
    lasts = sorted(when.last for when in found if when.last)
    in_a_row = all((b - a).days <= 1 for a, b in zip(lasts, firsts[1:], strict=False))
    exact = in_a_row and not listing.either and all(when.exact for when in found)
    return When(first=firsts[0], last=lasts[-1], exact=exact, reason=_both(found))


def resolve_each(
    expression: DateExpression, anchor: Anchor | date | None, *, tense: Tense, context: date | None = None
) -> tuple[When, ...]:
    """The dates that a phrase names one by one: three for '24, 25 and 27 May', one for most phrases."""
    if not isinstance(expression, Listing):
        return (resolve_when(expression, anchor, tense=tense, context=context),)
    if not isinstance(anchor, Anchor):
        anchor = Anchor(day=anchor, reason="published")
    return _in_order(expression.items, Frame(day=anchor.day, words=str(anchor), tense=tense, context=context))


def _in_order(items: tuple[DateExpression, ...], frame: Frame) -> tuple[When, ...]:
    """Resolve dates that follow each other: 'from Friday to Monday' ends after it begins."""
    if frame.day is None:
        return tuple(_resolve(item, frame) for item in items)
    if frame.tense == "past":
        return _backward(items, frame)
    if frame.tense == "present":
        begun = _forward(items, replace(frame, tense="past"))
        if begun[-1].last is None or begun[-1].last >= frame.day:
            return begun
    return _forward(items, replace(frame, tense="future"))


def _forward(items: tuple[DateExpression, ...], frame: Frame) -> tuple[When, ...]:
    found = [_resolve(items[0], frame)]
    for item in items[1:]:
        before = found[-1].last or found[-1].first
        found.append(_resolve(item, _from(item, before, replace(frame, tense="future"))))
    return tuple(found)


def _backward(items: tuple[DateExpression, ...], frame: Frame) -> tuple[When, ...]:
    found = [_resolve(items[-1], frame)]
    for item in reversed(items[:-1]):
        after = found[-1].first or found[-1].last
        found.append(_resolve(item, _from(item, after, frame)))
    return tuple(reversed(found))


def _from(item: DateExpression, day: date | None, frame: Frame) -> Frame:
    """Count a date that is not tied to the day of publication from its neighbour instead."""
    tied = (
        isinstance(item, Relative | Same | Stretch)
        or getattr(item, "turn", None)
        or getattr(item, "year_shift", None) is not None
        or getattr(item, "week_shift", None) is not None
    )
    if day is None or tied:
        return frame
    return replace(frame, day=day, words=spoken(day), slack=0)


def _bounded(bound: Open, frame: Frame) -> When:
    if bound.edge == "since":
        frame = replace(frame, tense="past")
    elif bound.edge in ("until", "by") and frame.tense == "present":
        frame = replace(frame, tense="future")
    inner = _resolve(bound.inner, frame)
    if inner.first is None or inner.last is None:
        return inner
    reason = f"{bound.edge} {_days(inner)}: {inner.reason}"
    match bound.edge:
        case "since" | "from":
            return When(first=inner.first, exact=inner.exact, reason=reason)
        case "until":
            return When(last=inner.last, exact=inner.exact, reason=reason)
        case "by":
            return When(last=inner.last, reason=reason)
        case "before":
            return When(last=plus(inner.first, -1), reason=reason)
        case "after":
            return When(first=plus(inner.last, 1), reason=reason)
        case "about":
            width = ABOUT if inner.exact else 0
            return _window((plus(inner.first, -width), plus(inner.last, width)), reason)


def combine(start: When, duration_days: int) -> When:
    """The window of a stay of some days that begins at `start`: five days from 24 May end on 28 May.

    Unchanged where the start is not known. ``parse_date`` reads the answer's text again.
    """
    if start.first is None or duration_days < 1:
        return start
    latest = start.last if start.last and not start.exact else start.first
    return When(
        first=start.first,
        last=plus(latest, duration_days - 1),
        text=f"{start.text} for {_many(duration_days, 'day')}" if start.text else "",
        reason=f"{_many(duration_days, 'day')} from {_days(start)}: {start.reason}",
    )


def narrow(a: When, b: When) -> When | None:
    """What both statements about one event leave open; None where they contradict each other.

    Exact days win over a window that they meet, and two exact statements must agree where both are closed.
    """
    if not a.dated or not b.dated:
        return a if a.dated or not b.dated else b
    text = "; ".join(dict.fromkeys(part for part in (a.text, b.text) if part))
    reason = "; ".join(dict.fromkeys(part for part in (a.reason, b.reason) if part))
    if a.exact and b.exact:
        if (a.first and b.first and a.first != b.first) or (a.last and b.last and a.last != b.last):
            return None
        first, last = a.first or b.first, a.last or b.last
        if first and last and first > last:
            return None
        return When(first=first, last=last, exact=True, text=text, reason=reason)
    first = max((day for day in (a.first, b.first) if day), default=None)
    last = min((day for day in (a.last, b.last) if day), default=None)
    if first and last and first > last:
        return None
    if a.exact or b.exact:
        return a if a.exact else b
    return When(first=first, last=last, text=text, reason=reason)


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
    """All days of these years that a phrase can mean, whatever the day of publication.

    'Tuesday, 28 February' gives 28 February of each year in which it is a Tuesday. A phrase that names
    nothing of the calendar ('today', 'five-day') gives every day.
    """
    wanted = set(years)
    for year in sorted(wanted):
        for day in every_day(date(year, 1, 1), date(year, 12, 31)):
            if _can_mean(expression, day):
                yield day


def _can_mean(expression: DateExpression, day: date) -> bool:
    match expression:
        case Day(day=number, month=month, year=year, weekday=weekday):
            wanted = (number, month or day.month, year or day.year)
            return wanted == (day.day, day.month, day.year) and weekday in (None, day.weekday())
        case Either(days=days):
            return any(_can_mean(reading, day) for reading in days)
        case Weekday(weekday=weekday):
            return weekday == day.weekday()
        case Relative(unit="weekend"):
            return day.weekday() > 4
        case Month(month=month, year=year):
            return (month, year or day.year) == (day.month, day.year)
        case Year(year=year):
            return year == day.year
        case Season(year=year):
            found = _month_or_season(replace(expression, year=year or day.year), _NOWHERE)
            return bool(found.first and found.last and found.first <= day <= found.last)
        case Same(items=items):
            return all(_can_mean(item, day) for item in items)
        case Listing(items=items):
            return any(_can_mean(item, day) for item in items)
        case Open(edge="since" | "from" | "until", inner=inner):
            return _can_mean(inner, day)
    return True


_NOWHERE = Frame(day=None, words="", tense="past", context=None)


def anchor_days(expression: DateExpression, tense: Tense, day: date) -> tuple[date, ...]:
    """The days of publication from which a phrase means that day, or a window around it, in order.

    'On Tuesday' of a past event on 28 February 2023 was published from 28 February to 6 March 2023. Looks
    `REACH` days both ways; a phrase that stands on its own ('24 May 2022') gives all of these or none.
    """
    found = []
    for published in every_day(plus(day, -REACH), plus(day, REACH)):
        when = resolve_when(expression, published, tense=tense)
        if when.dated and (when.first or day) <= day <= (when.last or day):
            found.append(published)
    return tuple(found)


def _dated(day: Day, year: int) -> date | None:
    try:
        return date(year, day.month or 0, day.day)
    except ValueError:
        return None


def _doubt(day: Day, year: int) -> str:
    """A note where the weekday of the text is not that of the calendar."""
    found = _dated(day, year)
    if found is None or day.weekday in (None, found.weekday()):
        return ""
    return f", although the text says {WEEKDAY_NAMES[day.weekday or 0]} and it was a {WEEKDAY_NAMES[found.weekday()]}"


def _one(day: date | None, reason: str) -> When:
    if day is None:
        return _open("the calendar has no such day")
    return When(first=day, last=day, exact=True, reason=reason)


def _window(days: Days, reason: str) -> When:
    return When(first=days[0], last=days[1], reason=reason)


def _open(reason: str) -> When:
    return When(reason=f"not resolved: {reason}")


def _many(count: int, unit: str, shift: int = 0) -> str:
    tail = "" if shift == 0 else " after" if shift > 0 else " before"
    return f"{count} {unit}{'' if count == 1 else 's'}{tail}"


def _week_name(shift: int) -> str:
    return {-1: "the last week", 0: "this week", 1: "next week"}[shift]


def _year_name(shift: int) -> str:
    return {-1: "last year", 0: "this year", 1: "next year"}[shift]


def _days(when: When) -> str:
    ends = [spoken(day) for day in dict.fromkeys((when.first, when.last)) if day]
    return " to ".join(ends)


def _both(found: Iterable[When]) -> str:
    return "; ".join(dict.fromkeys(when.reason for when in found))
