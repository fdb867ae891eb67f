"""Resolve date phrases to days: each kind by its rule, what is joined from several dates in their order.

A date becomes as wide as its words leave it, and no narrower: a day where one is stated, else a window.
What needs the day of publication stays open without it; today's date is never looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from geomap.claims.days.calendar import month_days, part_days, plus, spoken, unit_days
from geomap.claims.days.frames import Anchor, Frame, Tense, many, unresolved, window
from geomap.claims.days.periods import resolve_named, resolve_relative, resolve_stretch
from geomap.claims.days.singles import resolve_day, resolve_either, resolve_weekday
from geomap.language.dates import forms as form
from geomap.records import When

__all__ = ["Anchor", "Tense", "combine", "narrow", "resolve_when", "weekday_of"]

_ABOUT = 3
"""Days to either side of 'around 24 May'."""


def resolve_when(
    expression: form.DateExpression,
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


def _resolve(expression: form.DateExpression, frame: Frame) -> When:
    """The days of any date phrase, without its words."""
    match expression:
        case form.Day():
            return resolve_day(expression, frame)
        case form.Either():
            return resolve_either(expression, frame)
        case form.Weekday():
            return resolve_weekday(expression, frame)
        case form.Relative():
            return resolve_relative(expression, frame)
        case form.Stretch():
            return resolve_stretch(expression, frame)
        case form.Month() | form.Season():
            return resolve_named(expression, frame)
        case form.Year(year=year, part=part):
            first, last = month_days(year, 1)[0], month_days(year, 12)[1]
            return window(part_days((first, last), part), "as stated")
        case form.WeekOf(day=day):
            found = resolve_day(day, frame)
            if found.first is None:
                return found
            return window(unit_days(found.first, "week", 0), f"the week of {spoken(found.first)}")
        case form.Duration():
            return unresolved("a length of time, which tells no day")
        case form.Range():
            return _range(expression, frame)
        case form.Listing():
            return _listing(expression, frame)
        case form.Same(items=(relative, named)):
            found = _resolve(named, frame)
            return found if found.dated else _resolve(relative, frame)
        case form.Open():
            return _bounded(expression, frame)
        case form.Stay(start=start, days=days):
            return combine(_resolve(start, frame), days)


def _range(span: form.Range, frame: Frame) -> When:
    ends = _in_order((span.first, span.last), frame)
    first, last = ends[0].first, ends[1].last
    if first is None or last is None:
        return unresolved(
            next(end.reason for end in ends if not end.dated or end.first is None or end.last is None)
        )
    if first > last:
        return unresolved("its end would come before its beginning")
    exact = ends[0].exact and ends[1].exact and not span.between
    return When(first=first, last=last, exact=exact, reason=_both(ends))


def _listing(listing: form.Listing, frame: Frame) -> When:
    found = _in_order(listing.items, frame)
    if any(when.first is None or when.last is None for when in found):
        return unresolved(next(when.reason for when in found if when.first is None or when.last is None))
    firsts = sorted(when.first for when in found if when.first)
    lasts = sorted(when.last for when in found if when.last)
    in_a_row = all((b - a).days <= 1 for a, b in zip(lasts, firsts[1:], strict=False))
    exact = in_a_row and not listing.either and all(when.exact for when in found)
    return When(first=firsts[0], last=lasts[-1], exact=exact, reason=_both(found))


def _in_order(items: tuple[form.DateExpression, ...], frame: Frame) -> tuple[When, ...]:
    """Resolve dates that follow each other: 'from Friday to Monday' ends after it begins."""
    if frame.day is None:
        return tuple(_resolve(item, frame) for item in items)
    first, last = _tied(items[0]), _tied(items[-1])
    if last and not first:
        return _backward(items, frame)
    if frame.tense == "past" and first == last:
        return _backward(items, frame)
    if frame.tense in ("present", "either") and not first:
        begun = _forward(items, replace(frame, tense="past"))
        if begun[-1].last is None or begun[-1].last >= frame.day:
            return begun
    return _forward(items, frame)


def _forward(items: tuple[form.DateExpression, ...], frame: Frame) -> tuple[When, ...]:
    found = [_resolve(items[0], frame)]
    for item in items[1:]:
        before = found[-1].last or found[-1].first
        found.append(_resolve(item, _from(item, before, replace(frame, tense="future"))))
    return tuple(found)


def _backward(items: tuple[form.DateExpression, ...], frame: Frame) -> tuple[When, ...]:
    found = [_resolve(items[-1], frame)]
    for item in reversed(items[:-1]):
        after = found[-1].first or found[-1].last
        found.append(_resolve(item, _from(item, after, replace(frame, tense="past"))))
    return tuple(reversed(found))


def _from(item: form.DateExpression, day: date | None, frame: Frame) -> Frame:
    """Count a date from its neighbour, unless it is tied to the day of publication."""
    if day is None or _tied(item):
        return frame
    return replace(frame, day=day, words=spoken(day), slack=0)


def _tied(item: form.DateExpression) -> bool:
    """Whether a date counts from the day of publication in so many words: 'yesterday', 'next Tuesday'."""
    match item:
        case form.Relative() | form.Same() | form.Stretch():
            return True
        case (
            form.Day(year_shift=int())
            | form.Day(month_shift=int())
            | form.Weekday(week_shift=int())
            | form.Weekday(turn=str())
        ):
            return True
        case (
            form.Month(turn=str())
            | form.Month(year_shift=int())
            | form.Season(turn=str())
            | form.Season(year_shift=int())
        ):
            return True
    return False


def _bounded(bound: form.Open, frame: Frame) -> When:
    planned = frame.tense == "future"
    if bound.edge == "since":
        frame = replace(frame, tense="past")
    elif bound.edge in ("until", "by") and frame.tense in ("present", "either"):
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
        case "by" | "before":
            last = inner.last if bound.edge == "by" else plus(inner.first, -1)
            ahead = planned and frame.day is not None and frame.day <= last
            return When(first=frame.day if ahead else None, last=last, reason=reason)
        case "after":
            return When(first=plus(inner.last, 1), reason=reason)
        case "about":
            width = _ABOUT if inner.exact else 0
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
        exact=start.exact and duration_days == 1,
        text=f"{start.text} for {many(duration_days, 'day')}" if start.text else "",
        reason=f"{many(duration_days, 'day')} from {_days(start)}: {start.reason}",
    )


def _days(when: When) -> str:
    ends = [spoken(day) for day in dict.fromkeys((when.first, when.last)) if day]
    return " to ".join(ends)


def _both(found: Iterable[When]) -> str:
    return "; ".join(dict.fromkeys(when.reason for when in found))


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


def weekday_of(expression: form.DateExpression) -> int | None:
    """The one weekday that a phrase names, Monday = 0."""
    match expression:
        case form.Day(weekday=weekday) | form.Weekday(weekday=weekday):
            return weekday
        case form.Either(days=(day, _)):
            return day.weekday
        case form.Same(items=items):
            return next((found for item in items if (found := weekday_of(item)) is not None), None)
        case form.Open(edge="since" | "from" | "until", inner=inner) | form.Stay(start=inner):
            return weekday_of(inner)
    return None
