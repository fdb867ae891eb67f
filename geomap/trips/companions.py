"""Who came along: travellers whose stops are told in the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from geomap.records import Meeting, Trip
from geomap.trips.people import Key
from geomap.trips.spots import Spot, spot_of

type Told = tuple[str, int, int, Spot]
"""An evidence sentence and the spot that it tells of."""


def find_companions(
    trips: Sequence[tuple[Key, Trip]], meetings: Sequence[Meeting], rules: Mapping[str, frozenset[str]]
) -> dict[str, list[Key]]:
    """By trip id: those with two or more, or all, of its stops told by the same sentences.

    Parameters
    ----------
    rules
        By trip id, the rules that made its claims. Where one rule found that somebody accompanies
        somebody, that tells who leads; without, two fellow travellers accompany each other. Those who
        only meet the traveller there are no companions.
    """
    by_words: dict[Told, list[int]] = defaultdict(list)
    stops: list[set[Spot]] = []
    for i, (_, trip) in enumerate(trips):
        live = [s for s in trip.stops if s.status != "cancelled"]
        stops.append({spot_of(s.place, s.toponym) for s in live})
        for stop in live:
            spot = spot_of(stop.place, stop.toponym)
            for e in stop.evidence:
                by_words[e.article, e.span.start, e.span.end, spot].append(i)
    shared: dict[tuple[int, int], set[Spot]] = defaultdict(set)
    for (*_, spot), together in by_words.items():
        for i in together:
            for j in together:
                if i != j:
                    shared[i, j].add(spot)
    met = {
        frozenset(m.trips[a : a + 1] + m.trips[b : b + 1])
        for m in meetings
        for a in range(len(m.trips))
        for b in range(a)
    }
    found: dict[str, list[Key]] = defaultdict(list)
    for (i, j), spots in sorted(shared.items()):
        leader, other = trips[i][1], trips[j][1]
        if trips[i][0] == trips[j][0] or (len(spots) < 2 and spots != stops[j]):
            continue
        follows = _joins(rules.get(other.id)), _joins(rules.get(leader.id))
        if follows == (False, True):
            continue
        if not any(follows) and (len(spots) < 2 and frozenset((leader.id, other.id)) in met):
            continue
        if trips[j][0] not in found[leader.id]:
            found[leader.id].append(trips[j][0])
    return {trip: sorted(keys) for trip, keys in found.items()}


def _joins(rules: frozenset[str] | None) -> bool:
    return any("compan" in rule or "join" in rule for rule in rules or ())
