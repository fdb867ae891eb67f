"""Which trips brought the participants to a meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

from geomap.records import Stop, Trip, When
from geomap.trips.people.register import Key
from geomap.trips.spots import Spot, spot_of
from geomap.trips.tellings import span_of

_GAP = timedelta(days=1)


class Visited(NamedTuple):
    """A stop of somebody's trip."""

    who: Key
    trip: str
    stop: Stop
    spot: Spot


class Visits:
    """All stops of all trips, by traveller and country."""

    def __init__(self, trips: Iterable[tuple[Key, Trip]]) -> None:
        self._by_country: dict[tuple[Key, str], list[Visited]] = defaultdict(list)
        for who, trip in trips:
            for stop in trip.stops:
                spot = spot_of(stop.place, stop.toponym)
                self._by_country[who, spot.country or spot.key].append(
                    Visited(who=who, trip=trip.id, stop=stop, spot=spot)
                )

    def attended(
        self, people: Iterable[Key], spot: Spot | None, when: When, sources: Sequence[str]
    ) -> list[Visited]:
        """The stops at which these people met, those first of which most of the same articles tell.

        A stop counts if it is the meeting's place, or the only one of its trip in that country, if its days
        do not exclude the meeting's, and if an article tells of both where the days do not say enough.
        """
        if spot is None:
            return []
        found = []
        days = span_of(when)
        for who in dict.fromkeys(people):
            known = self._by_country.get((who, spot.country or spot.key))
            if known is None:
                continue
            by_trip: dict[str, list[Visited]] = defaultdict(list)
            for visit in known:
                stay = span_of(visit.stop.when)
                if days and stay:
                    if days[0] <= stay[1] + _GAP and stay[0] <= days[1] + _GAP:
                        by_trip[visit.trip].append(visit)
                elif not set(visit.stop.sources).isdisjoint(sources):
                    by_trip[visit.trip].append(visit)
            for visits in by_trip.values():
                here = [v for v in visits if v.spot == spot]
                wide = [v for v in visits if "country" in (v.spot.level, spot.level)]
                if here or len(wide) == 1:
                    visit = (here or wide)[0]
                    shared = len(set(sources) & set(visit.stop.sources))
                    found.append((-shared, visit.trip, visit))
        return [visit for *_, visit in (sorted(found, key=lambda f: f[:2]) if len(found) > 1 else found)]


def within(stay: When) -> When:
    """The days of a meeting of which only the stay is known: its one day, or some of its days."""
    if not stay.dated:
        return stay
    day = stay.exact and stay.first is not None and stay.first == stay.last
    reason = f"within the stay: {stay.reason}" if stay.reason else "within the stay"
    return When(first=stay.first, last=stay.last, exact=day, text=stay.text, reason=reason)
