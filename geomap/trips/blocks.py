"""Accounts of one trip by their days: those that touch, a week's plan, a departure after days there."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from geomap.claims.rows import ROW
from geomap.trips.accounts import TOUR, is_short
from geomap.trips.tellings import Telling

_TOUCH = timedelta(days=2)
"""Stops this far apart are one trip, whoever tells of them."""


class _Block:
    """Days on which somebody was abroad without a break, as far as reports tell."""

    __slots__ = ("account", "countries", "first", "last")

    def __init__(self, first: date, last: date, account: int, country: str) -> None:
        self.first = first
        self.last = last
        self.account = account
        """One of those that tell of it, by its number."""
        self.countries = {country}


def join_by_days(accounts: Sequence[Sequence[Telling]]) -> list[list[int]]:
    """Join one traveller's accounts whose stated days touch; windows of some days must overlap.

    Returns
    -------
    list
        The numbers of the accounts that are of one trip, in order.
    """
    parent = list(range(len(accounts)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    exact = sorted(
        (t.span[0], t.span[1], i, t.spot.country or t.spot.key)
        for i, account in enumerate(accounts)
        for t in account
        if t.span and _tells_days(t) and is_short(t.span)
    )
    blocks: list[_Block] = []
    for first, until, i, country in exact:
        if blocks and first - blocks[-1].last <= _TOUCH:
            block = blocks[-1]
            parent[root(i)] = root(block.account)
            block.last = max(block.last, until)
            block.countries.add(country)
        else:
            blocks.append(_Block(first, until, i, country))
    for i, j in _departures(accounts):
        parent[root(i)] = root(j)
    starts = [block.first for block in blocks]
    windows = sorted(
        (t.span[0], t.span[1], i, t.spot.key, t.spot.country or t.spot.key)
        for i, account in enumerate(accounts)
        for t in account
        if t.span and not _tells_days(t) and is_short(t.span)
    )
    recent: dict[str, tuple[date, int]] = {}
    same_days: dict[tuple[date, date], int] = {}
    for first, until, i, spot, country in windows:
        at = bisect.bisect_right(starts, until)
        met = [block for block in blocks[max(0, at - 8) : at] if block.last >= first]
        if len({root(block.account) for block in met}) > 1:
            met = [block for block in met if country in block.countries]
        for block in met:
            parent[root(i)] = root(block.account)
        held = recent.get(spot)
        if held and held[0] >= first:
            parent[root(i)] = root(held[1])
        if held is None or held[0] < until:
            recent[spot] = (until, i)
        twin = same_days.setdefault((first, until), i)
        parent[root(i)] = root(twin)
    joined: dict[int, list[int]] = defaultdict(list)
    for i in range(len(accounts)):
        joined[root(i)].append(i)
    return list(joined.values())


def _tells_days(telling: Telling) -> bool:
    return telling.when.exact or telling.visit.rule == ROW


def _departures(accounts: Sequence[Sequence[Telling]]) -> Iterator[tuple[int, int]]:
    """Pairs of accounts: one tells when somebody left a place, the other of days there shortly before."""
    there: dict[str, list[tuple[date, int]]] = defaultdict(list)
    left: list[tuple[date, str, int]] = []
    for i, account in enumerate(accounts):
        for t in account:
            if t.span and t.when.exact and t.when.first is None:
                left.append((t.span[1], t.spot.key, i))
            elif t.span and t.when.exact:
                there[t.spot.key].append((t.span[1], i))
    for day, spot, i in left:
        near = [(until, j) for until, j in there[spot] if until <= day <= until + TOUR]
        if near:
            yield i, max(near)[1]
