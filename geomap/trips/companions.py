"""Who came along: travellers whose stops are told in the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from geomap.records import Trip, record
from geomap.trips.people.register import Key
from geomap.trips.spots import Spot
from geomap.trips.tellings import MEETING, Telling

_COMPANION = "companion of "
"""How the rule begins that gave someone another's stops; the other's name follows."""
_CROWD = 20
"""Of more people than this in one sentence none is another's companion."""


@record
class Told:
    """A trip and the claims that it was made from."""

    who: Key
    trip: Trip
    tellings: tuple[Telling, ...]


def find_companions(trips: Sequence[Told]) -> dict[str, list[Key]]:
    """By trip id, the keys of those who came along.

    Somebody whose claims name the one he accompanies is that traveller's companion. Without such claims,
    fellow travellers of whom the same sentence tells at two or more stops, or at all, accompany each other if
    they are of one country; those who are only met there do not.
    """
    found: dict[str, set[Key]] = defaultdict(set)
    told = _of_several(trips)
    named: dict[tuple[str, Spot], list[int]] = defaultdict(list)
    by_words: dict[tuple[str, int, int, Spot], list[int]] = defaultdict(list)
    for i, telling in told:
        if telling.visit.rule.startswith((_COMPANION, MEETING)) or telling.visit.status == "cancelled":
            continue
        named[telling.article, telling.spot].append(i)
        for e in telling.evidence:
            by_words[e.article, e.span.start, e.span.end, telling.spot].append(i)
    for i, telling in told:
        leader = telling.visit.rule.removeprefix(_COMPANION)
        if leader == telling.visit.rule:
            continue
        for j in dict.fromkeys(named[telling.article, telling.spot]):
            traveller = trips[j].trip.traveller
            if trips[j].who != trips[i].who and leader in (traveller.label, *traveller.aliases):
                found[trips[j].trip.id].add(trips[i].who)
    shared: dict[tuple[int, int], set[Spot]] = defaultdict(set)
    for (*_, spot), together in by_words.items():
        distinct = list(dict.fromkeys(together))
        for i in distinct if len(distinct) <= _CROWD else ():
            for j in distinct:
                if trips[i].who != trips[j].who:
                    shared[i, j].add(spot)
    for (i, j), spots in shared.items():
        a, b = trips[i].trip.traveller.country, trips[j].trip.traveller.country
        if a and b and a != b:
            continue
        if len(spots) > 1 or spots >= {t.spot for t in trips[j].tellings if t.visit.status != "cancelled"}:
            found[trips[i].trip.id].add(trips[j].who)
    return {trip: sorted(keys) for trip, keys in found.items()}


def _of_several(trips: Sequence[Told]) -> list[tuple[int, Telling]]:
    """What is told in articles that have several travellers, with the number of the trip."""
    only: dict[str, Key] = {}
    several: set[str] = set()
    for told in trips:
        for telling in told.tellings:
            if only.setdefault(telling.article, told.who) != told.who:
                several.add(telling.article)
    if not several:
        return []
    return [(i, t) for i, told in enumerate(trips) for t in told.tellings if t.article in several]
