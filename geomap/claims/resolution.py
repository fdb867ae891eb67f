"""Resolve any date phrase: each kind by its rule, and what is joined from several dates in their order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from geomap.claims.calendar import month_days, part_days, plus, spoken, unit_days
from geomap.claims.days import resolve_day, resolve_either, resolve_weekday
from geomap.claims.frames import Frame, many, unresolved, window
from geomap.claims.periods import resolve_named, resolve_relative, resolve_stretch
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
from geomap.records import When

ABOUT = 3
"""Days to either side of 'around 24 May'."""


def resolve(expression: DateExpression, frame: Frame) -> When:
    """The days of any date phrase, without its words."""
    match expression:
        case Day():
            return resolve_day(expression, frame)
        case Either():
            return resolve_either(expression, frame)
        case Weekday():
            return resolve_weekday(expression, frame)
        case Relative():
            return resolve_relative(expression, frame)
        case Stretch():
            return resolve_stretch(expression, frame)
        case Month() | Season():
            return resolve_named(expression, frame)
        case Year(year=year, part=part):
            first, last = month_days(year, 1)[0], month_days(year, 12)[1]
            return window(part_days((first, last), part), "as stated")
        case WeekOf(day=day):
            found = resolve_day(day, frame)
            if found.first is None:
                return found
            return window(unit_days(found.first, "week", 0), f"the week of {spoken(found.first)}")
        case Duration():
            return unresolved("a length of time, which tells no day")
        case Range():
            return _range(expression, frame)
        case Listing():
            return _listing(expression, frame)
        case Same(items=(relative, named)):
            found = resolve(named, frame)
            return found if found.dated else resolve(relative, frame)
        case Open():
            return _bounded(expression, frame)
        case Stay(start=start, days=days):
            return combine(resolve(start, frame), days)


def _range(span: Range, frame: Frame) -> When:
    ends = in_order((span.first, span.last), frame)
    first, last = ends[0].first, ends[1].last
    if first is None or last is None:
        return unresolved(
            next(end.reason for end in ends if not end.dated or end.first is None or end.last is None)
        )
    if first > last:
        return unresolved("its end would come before its beginning")
    exact = ends[0].exact and ends[1].exact and not span.between
    return When(first=first, last=last, exact=exact, reason=_both(ends))


def _listing(listing: Listing, frame: Frame) -> When:
    found = in_order(listing.items, frame)
    if any(when.first is None or when.last is None for when in found):
        return unresolved(next(when.reason for when in found if when.first is None or when.last is None))
    firsts = sorted(when.first for when in found if when.first)
    lasts = sorted(when.last for when in found if when.last)
    in_a_row = all((b - a).days <= 1 for a, b in zip(lasts, firsts[1:], strict=False))
    exact = in_a_row and not listing.either and all(when.exact for when in found)
    return When(first=firsts[0], last=lasts[-1], exact=exact, reason=_both(found))


def in_order(items: tuple[DateExpression, ...], frame: Frame) -> tuple[When, ...]:
    """Resolve dates that follow each other: 'from Friday to Monday' ends after it begins."""
    if frame.day is None:
        return tuple(resolve(item, frame) for item in items)
    first, last = _tied(items[0]), _tied(items[-1])
    if last and not first:
        return _backward(items, frame)
    if frame.tense == "past" and first == last:
        return _backward(items, frame)
    if frame.tense == "present" and not first:
        begun = _forward(items, replace(frame, tense="past"))
        if begun[-1].last is None or begun[-1].last >= frame.day:
            return begun
    return _forward(items, frame)


def _forward(items: tuple[DateExpression, ...], frame: Frame) -> tuple[When, ...]:
    found = [resolve(items[0], frame)]
    for item in items[1:]:
        before = found[-1].last or found[-1].first
        found.append(resolve(item, _from(item, before, replace(frame, tense="future"))))
    return tuple(found)


def _backward(items: tuple[DateExpression, ...], frame: Frame) -> tuple[When, ...]:
    found = [resolve(items[-1], frame)]
    for item in reversed(items[:-1]):
        after = found[-1].first or found[-1].last
        found.append(resolve(item, _from(item, after, replace(frame, tense="past"))))
    return tuple(reversed(found))


def _from(item: DateExpression, day: date | None, frame: Frame) -> Frame:
    """Count a date from its neighbour, unless it is tied to the day of publication."""
    if day is None or _tied(item):
        return frame
    return replace(frame, day=day, words=spoken(day), slack=0)


def _tied(item: DateExpression) -> bool:
    """Whether a date counts from the day of publication in so many words: 'yesterday', 'next Tuesday'."""
    match item:
        case Relative() | Same() | Stretch():
            return True
        case Day(year_shift=int()) | Day(month_shift=int()) | Weekday(week_shift=int()) | Weekday(turn=str()):
            return True
        case Month(turn=str()) | Month(year_shift=int()) | Season(turn=str()) | Season(year_shift=int()):
            return True
    return False


def _bounded(bound: Open, frame: Frame) -> When:
    if bound.edge == "since":
        frame = replace(frame, tense="past")
    elif bound.edge in ("until", "by") and frame.tense == "present":
        frame = replace(frame, tense="future")
    inner = resolve(bound.inner, frame)
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
            return window((plus(inner.first, -width), plus(inner.last, width)), reason)


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
        text=f"{start.text} for {many(duration_days, 'day')}" if start.text else "",
        reason=f"{many(duration_days, 'day')} from {_days(start)}: {start.reason}",
    )


def _days(when: When) -> str:
    ends = [spoken(day) for day in dict.fromkeys((when.first, when.last)) if day]
    return " to ".join(ends)


def _both(found: Iterable[When]) -> str:
    return "; ".join(dict.fromkeys(when.reason for when in found))
