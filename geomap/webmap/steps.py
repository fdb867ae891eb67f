"""The order of what a trip shows: its stops, the legs that lead to them, who was met at which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geomap.webmap.columns import day_number

type Properties = Mapping[str, Any]
type Ordered = list[tuple[Properties, int | None]]

_LAST = 1 << 40
"""Behind every number there is."""


class Steps:
    """Stops by trip, then by their place in its route, then by day; what has neither comes last.

    Parameters
    ----------
    stops
        In the layer's order, each with the position of its trip, or None.
    """

    def __init__(self, stops: Ordered) -> None:
        self.stops = _in_order(stops)
        self._by_trip: dict[int, list[tuple[int, Properties]]] = defaultdict(list)
        for at, (stop, trip) in enumerate(self.stops):
            if trip is not None:
                self._by_trip[trip].append((at, stop))

    def legs(self, legs: Ordered) -> Iterator[tuple[Properties, int | None, int | None, int | None]]:
        """Each leg in order with its trip, the stop that it arrives at, and the stop whose days it takes.

        A stop is arrived at once, and only where its place in the route is known. A leg without days of
        its own comes and goes with the stop it leads to, or the one it leaves.
        """
        taken: set[int] = set()
        for leg, trip in _in_order(legs):
            stops = self._by_trip.get(trip, []) if trip is not None else []
            ahead = [at for at, stop in stops if _at(stop, leg, "destination")]
            arrival = next((at for at in ahead if at not in taken and self._seq(at) is not None), None)
            if arrival is not None:
                taken.add(arrival)
            like = None
            if first_day(leg) is None:
                behind = [at for at, stop in stops if _at(stop, leg, "origin")]
                dated = (at for at in (*ahead, *behind) if first_day(self.stops[at][0]) is not None)
                like = next(dated, None)
            yield leg, trip, arrival, like

    def meetings(
        self, meetings: Sequence[tuple[Properties, Sequence[int]]]
    ) -> Iterator[tuple[Properties, Sequence[int], list[int | None]]]:
        """Each meeting in order with its trips, and for each of them the stop where it was, or None.

        Of several stops at its place or in its city it was at the one nearest in time.
        """
        for meeting, trips in sorted(meetings, key=lambda pair: _rank(pair[0])):
            names = {meeting.get("place"), meeting.get("city")} - {None}
            day = first_day(meeting) or 0
            found: list[int | None] = []
            for trip in trips:
                there = [
                    (abs((first_day(stop) or 0) - day), at)
                    for at, stop in self._by_trip.get(trip, [])
                    if names & {stop.get("place"), stop.get("city")}
                ]
                found.append(min(there)[1] if there else None)
            yield meeting, trips, found

    def _seq(self, at: int) -> int | None:
        seq: int | None = self.stops[at][0].get("seq")
        return seq


def first_day(p: Properties) -> int | None:
    """The first day that is stated, or else the last."""
    start = day_number(p.get("date_start"))
    return day_number(p.get("date_end")) if start is None else start


def _in_order(items: Ordered) -> Ordered:
    return sorted(items, key=lambda item: (_LAST if item[1] is None else item[1], _rank(item[0])))


def _rank(p: Properties) -> tuple[int, int]:
    seq, day = p.get("seq"), first_day(p)
    return _LAST if seq is None else seq, _LAST if day is None else day


def _at(stop: Properties, leg: Properties, end: str) -> bool:
    return leg.get(end) is not None and stop.get("place") == leg.get(end)
