"""Which claims are of one meeting, told by names, by offices, as a group or in part.

Two claims can be of one meeting only if place, days and format do not exclude each other. Then either they
share a named person and at least half of all parties, or nobody is named in both and every party of one is a
party of the other at the same place; or one tells of a gathering as a whole ('his counterparts', the same
summit) in which the other names who came. Claims meet in blocks of a person or a pair of countries and a
month, fuller ones first, so that the work grows with their number and depends on no input order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from geomap.records import MeetingClaim, Place, When
from geomap.trips.parties import Party, match_parties, unite_parties
from geomap.trips.people.register import Key
from geomap.trips.spots import Spot, lies_in, same_spot
from geomap.trips.tellings import Rank, span_of

_GAP = timedelta(days=1)
_MOVED = timedelta(days=7)
"""A meeting held this far from the day for which it was planned was moved."""
_ALIKE = 0.5
_ALIKE_IN_ONE_ARTICLE = 0.75
_PAIR = 2
_LONGEST = 12
"""Months; what may be of any day in a longer time is looked for at all times."""
_UNDATED = 0
_NO_GATHERING = (None, "bilateral", "virtual")

type _Block = tuple[str, ...]


class Talk(NamedTuple):
    """One article's claim of a meeting, resolved."""

    claim: MeetingClaim
    article: str
    parties: tuple[Party, ...]
    spot: Spot | None
    when: When
    near: tuple[date, date] | None
    """The days that it speaks of, judged by when it was reported."""
    rank: Rank
    number: int
    """Among all, by article and place in its claims."""

    @property
    def order(self) -> tuple[Rank, int]:
        """Sorts talks by publication, then by place in the claims."""
        return self.rank, self.number


class Encounter:
    """Talks of one meeting."""

    __slots__ = (
        "_cancelled",
        "_first",
        "_last",
        "articles",
        "dated",
        "format",
        "parties",
        "place",
        "spot",
        "talks",
    )

    def __init__(self, talk: Talk) -> None:
        self.talks = [talk]
        self.parties = talk.parties
        self.spot = talk.spot
        self.place = talk.claim.place
        self.format = talk.claim.format
        self.dated = talk.when.dated
        self.articles = {talk.article}
        self._cancelled = {talk.claim.status == "cancelled"}
        self._first, self._last = _days(talk) or (date.min, date.max)

    def add(self, talk: Talk) -> None:
        """Take in one more talk of the same meeting."""
        self.talks.append(talk)
        known = _plain(self.parties) > _PAIR or any(p.vague for p in self.parties)
        self.parties = unite_parties(self.parties, [p for p in talk.parties if not (p.vague and known)])
        if self.spot is None or (talk.spot and self.spot.level in ("country", "region", "admin1")):
            self.spot, self.place = talk.spot or self.spot, talk.claim.place or self.place
        self.format = self.format or talk.claim.format
        self.dated = self.dated or talk.when.dated
        self.articles.add(talk.article)
        self._cancelled.add(talk.claim.status == "cancelled")
        first, last = _days(talk) or (date.min, date.max)
        self._first, self._last = max(self._first, first), min(self._last, last)

    @property
    def people(self) -> tuple[Key, ...]:
        """Who meets, if all of them are known by name."""
        keys = sorted(p.key for p in self.parties if p.key)
        return tuple(keys) if len(keys) == len(self.parties) else ()

    def moved(self, plan: Encounter) -> timedelta | None:
        """How far this is from a plan of the same people at the same place; None if it is another meeting."""
        gap = max(self._first - plan._last, plan._first - self._last)
        here = self.spot and plan.spot and self._is_at(plan.spot, plan.place)
        return gap if here and gap <= _MOVED and self.articles.isdisjoint(plan.articles) else None

    def _is_at(self, spot: Spot | None, place: Place | None) -> bool:
        """Whether this can be at a place: it means the same or lies in the other, or either is not known."""
        if spot is None or self.spot is None or same_spot(spot, self.spot):
            return True
        return lies_in(place, self.spot) or lies_in(self.place, spot)

    def likeness(self, talk: Talk) -> tuple[float, bool] | None:
        """How well an talk fits, for comparison; None if it tells of another meeting."""
        own = talk.article in self.articles
        if not self._can_be(talk) or (own and self._cancelled != {talk.claim.status == "cancelled"}):
            return None
        shared = match_parties(talk.parties, self.parties)
        dated = talk.when.dated and self.dated
        if self._gathers(talk, {i for i, _ in shared}):
            return _ALIKE, False
        named = any(talk.parties[i].key and self.parties[j].key for i, j in shared)
        someone = any(party.key for party in (*talk.parties, *self.parties))
        if someone and not named and not self._same_offices(talk, len(shared)):
            return None
        score = len(shared) / (len(talk.parties) + len(self.parties) - len(shared))
        if score < (_ALIKE_IN_ONE_ARTICLE if own else _ALIKE):
            return None
        if _PAIR in (len(talk.parties), len(self.parties)) and len(shared) < _PAIR:
            return None
        return score, dated

    def _can_be(self, talk: Talk) -> bool:
        """Whether place, days and format do not exclude each other."""
        if not self._is_at(talk.spot, talk.claim.place):
            return False
        days = _days(talk)
        if days and (days[0] > _later(self._last) or self._first > _later(days[1])):
            return False
        a, b = talk.claim.format, self.format
        if "virtual" in (a, b):
            return a == b
        if a and b and a.casefold() != b.casefold():
            return False
        return "bilateral" not in (a, b) or len(_countries(talk.parties) | _countries(self.parties)) <= _PAIR

    def _same_offices(self, talk: Talk, shared: int) -> bool:
        """Whether all parties are the same, or all of a larger group's, though none by name.

        Then place and days must be known.
        """
        told = talk.spot and self.spot and _days(talk) and self._first > date.min
        sizes = len(talk.parties), len(self.parties)
        return bool(told) and shared == min(sizes) and (shared > _PAIR or shared == max(sizes))

    def _gathers(self, talk: Talk, shared: set[int]) -> bool:
        """Whether one tells of a gathering as a whole: the same summit, or 'his counterparts' there."""
        plain = [i for i, party in enumerate(talk.parties) if not party.vague]
        if not (talk.spot and self.spot and shared.issuperset(plain)):
            return False
        if talk.claim.format == self.format and self.format not in _NO_GATHERING:
            return True
        return len(plain) < len(talk.parties) and _plain(self.parties) > _PAIR


def group_talks(talks: Iterable[Talk]) -> list[Encounter]:
    """Part talks into meetings; fuller ones first, so that roles and groups find who they stand for."""
    index: dict[_Block, dict[int, list[int]]] = defaultdict(dict)
    """By block and month, the numbers of encounters."""
    found: list[Encounter] = []
    for talk in sorted(talks, key=lambda a: (a.spot is None, -len(a.parties), a.order)):
        months = _months(talk)
        told = [index[block] for block in _blocks(talk)]
        seen = {
            n
            for by_month in told
            for month in ((*months, _UNDATED) if months else by_month)
            for n in by_month.get(month, ())
        }
        ranked = [(like, -n) for n in seen if (like := found[n].likeness(talk)) is not None]
        if ranked:
            home = -max(ranked)[1]
            found[home].add(talk)
        else:
            home = len(found)
            found.append(Encounter(talk))
        for by_month in told:
            for month in months or (_UNDATED,):
                numbers = by_month.setdefault(month, [])
                if home not in numbers:
                    numbers.append(home)
    return _join_moved(found)


def _join_moved(encounters: Iterable[Encounter]) -> list[Encounter]:
    """Join what was planned of a meeting with how it was held, where only days within a week are between."""
    planned: dict[tuple[Key, ...], list[Encounter]] = defaultdict(list)
    kept: list[Encounter] = []
    for encounter in encounters:
        plan = encounter.dated and all(t.claim.status == "planned" for t in encounter.talks)
        (planned[encounter.people] if plan and encounter.people else kept).append(encounter)
    for encounter in kept if planned else ():
        if encounter.dated and all(t.claim.status == "done" for t in encounter.talks):
            plans = planned.get(encounter.people, ())
            near = [(gap, n) for n, plan in enumerate(plans) if (gap := encounter.moved(plan)) is not None]
            if near:
                for talk in planned[encounter.people].pop(min(near)[1]).talks:
                    encounter.add(talk)
    return [*kept, *(plan for plans in planned.values() for plan in plans)]


def _blocks(talk: Talk) -> Iterator[_Block]:
    """Where talks of one meeting find each other."""
    parties = talk.parties
    named = [p.key for p in parties if p.key]
    for party in parties:
        tokens = (
            [party.country] if party.country else [t for t in (party.key, party.kind or "") if t is not None]
        )
        yield from dict.fromkeys((key, t) for key in named for t in tokens if key != party.key)
    countries = _countries(parties)
    if len(countries) >= _PAIR or not named:
        yield ("offices", *sorted(countries or {p.kind or "" for p in parties}))
    if talk.spot and len(parties) > _PAIR:
        yield from (("group", code, "at", talk.spot.country) for code in sorted(countries))
    if talk.spot and (len(parties) > _PAIR or any(p.vague for p in parties)):
        yield from ((key, "at", talk.spot.country) for key in named)


def _months(talk: Talk) -> Sequence[int]:
    """The months in which it can have been, and to which its neighbours' days may reach; none if unknown."""
    days = _days(talk)
    if days is None:
        return ()
    first, last = _earlier(days[0]), _later(days[1])
    months = range(first.year * 12 + first.month, last.year * 12 + last.month + 1)
    return months if len(months) <= _LONGEST else ()


def _days(talk: Talk) -> tuple[date, date] | None:
    return span_of(talk.when) or talk.near


def _later(day: date) -> date:
    return day + _GAP if day < date.max else day


def _earlier(day: date) -> date:
    return day - _GAP if day > date.min else day


def _countries(parties: Sequence[Party]) -> set[str]:
    return {p.country for p in parties if p.country}


def _plain(parties: Sequence[Party]) -> int:
    return sum(not p.vague for p in parties)
