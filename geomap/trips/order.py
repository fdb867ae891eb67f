"""In which order a trip's stops were made, where reports say so or the days leave no other.

Legs that are stated and days that exclude each other give a partial order. A stop is numbered only if its
place among all numbered stops is known; a list of countries numbers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from geomap.records import When


def before_by_days(a: When, b: When) -> bool:
    """Whether a stop at `a` must come before one at `b`: its days end before the other's begin.

    Exact stays may share the day of travel.
    """
    last, first = a.last or (a.first if a.exact else None), b.first or (b.last if b.exact else None)
    if last is None or first is None:
        return False
    if last < first:
        return True
    if not (a.exact and b.exact and last == first):
        return False
    return (a.first or last) < first or first < (b.last or first)


def settle(days: Sequence[When], names: Sequence[str]) -> list[When]:
    """Fit the open dates of stops in order between those of their neighbours.

    Parameters
    ----------
    days
        Of each stop, in order of travel. Exact ones stay; an undated one gets a window only if it lies
        between two dated ones.
    names
        Of the stops, for the reason.
    """
    out = list(days)
    floor: tuple[date, str] | None = None
    for i, when in enumerate(out):
        if floor is not None and not when.exact:
            out[i] = _not_before(when, *floor)
        first = out[i].first
        floor = (first, names[i]) if first and days[i].dated else floor
    ceiling: tuple[date, str] | None = None
    for i in reversed(range(len(out))):
        if ceiling is not None and not out[i].exact:
            out[i] = _not_after(out[i], *ceiling)
        last = out[i].last
        ceiling = (last, names[i]) if last and days[i].dated else ceiling
    return [new if old.dated or (new.first and new.last) else old for old, new in zip(days, out, strict=True)]


def _not_before(when: When, day: date, name: str) -> When:
    if (when.first and when.first >= day) or (when.last and when.last < day):
        return when
    return replace(when, first=day, reason=_also(when.reason, f"not before {name}"))


def _not_after(when: When, day: date, name: str) -> When:
    if (when.last and when.last <= day) or (when.first and when.first > day):
        return when
    return replace(when, last=day, reason=_also(when.reason, f"not after {name}"))


def _also(reason: str, more: str) -> str:
    return f"{reason}; {more}" if reason else more


def sequence(days: Sequence[When], legs: Iterable[tuple[int, int]]) -> list[int | None]:
    """Number the stops 1…n in order, None where the order is not known.

    Parameters
    ----------
    days
        Of each stop.
    legs
        Stated legs as pairs of stop indices. A pair that contradicts the days is not believed; pairs that
        contradict each other order nothing.

    Returns
    -------
    list
        One number a stop. All None if fewer than two stops can be ordered.
    """
    n = len(days)
    after = [0] * n
    for i, j in _day_pairs(days):
        after[i] |= 1 << j
    stated = [(i, j) for i, j in dict.fromkeys(legs) if i != j and not after[j] >> i & 1]
    for i, j in stated:
        after[i] |= 1 << j
    _close(after)
    looped = [i for i in range(n) if after[i] >> i & 1]
    for i in looped:
        after[i] &= ~sum(1 << j for j in looped)
    return _number(after, n)


def _day_pairs(days: Sequence[When]) -> Iterable[tuple[int, int]]:
    for i, a in enumerate(days):
        for j, b in enumerate(days):
            if i != j and before_by_days(a, b):
                yield i, j


def _close(after: list[int]) -> None:
    """Transitive closure over bit sets."""
    for k in range(len(after)):
        bit, reached = 1 << k, after[k]
        for i, row in enumerate(after):
            if row & bit:
                after[i] = row | reached


def _number(after: list[int], n: int) -> list[int | None]:
    kept = set(range(n))
    unknown = {i: {j for j in kept if j != i and not (after[i] >> j & 1 or after[j] >> i & 1)} for i in kept}
    while kept:
        worst = max(kept, key=lambda i: (len(unknown[i] & kept), i))
        if not unknown[worst] & kept:
            break
        level = len(unknown[worst] & kept)
        kept -= {i for i in kept if len(unknown[i] & kept) == level}
    if len(kept) < 2:
        return [None] * n
    place = {i: 1 + sum(1 for j in kept if after[j] >> i & 1) for i in kept}
    return [place.get(i) for i in range(n)]
