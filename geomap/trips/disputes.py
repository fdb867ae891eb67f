"""Where reports of one trip disagree, with a quote from each side."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from geomap.records import Conflict, Meeting, Place, Reading, Report, Stop
from geomap.trips.days import show
from geomap.trips.legs import Stated
from geomap.trips.order import before_by_days

_FAR = 3000.0
"""Kilometres that nobody visits both ends of on one day without a word about it."""


def name_of(stop: Stop) -> str:
    """What to call a stop: its city, place or name in the text."""
    if stop.place is None:
        return stop.toponym
    return stop.place.city or stop.place.name


def status_conflict(history: Sequence[Report]) -> Conflict | None:
    """A visit that some reports have made or ahead, and others called off."""
    statuses = {r.status for r in history}
    if not ("cancelled" in statuses and len(statuses) > 1):
        return None
    values = tuple(Reading(value=r.status, article=r.article, quote=r.quote) for r in history)
    return Conflict(field="status", kept=history[-1].status, values=values)


def meeting_conflicts(meeting: Meeting) -> Iterator[Conflict]:
    """A meeting's conflicts as those of a trip to it."""
    people = " and ".join(p.label for p in meeting.participants)
    for conflict in meeting.conflicts:
        yield replace(conflict, field=f"{conflict.field} of the meeting of {people}")


def order_conflicts(stops: Sequence[Stop], stated: Iterable[Stated]) -> Iterator[Conflict]:
    """Legs that are stated both ways round, and legs against the days of their stops.

    Parameters
    ----------
    stops
        Of one trip, as `stated` points into them.
    stated
        Legs of that trip.
    """
    told: dict[tuple[int, int], list[Stated]] = {}
    for leg in stated:
        if leg.origin is not None and leg.destination is not None and leg.claim.status != "cancelled":
            told.setdefault((leg.origin, leg.destination), []).append(leg)
    for (i, j), legs in sorted(told.items()):
        a, b = stops[i], stops[j]
        back = told.get((j, i), []) if i < j else []
        sources = {leg.article for leg in legs}
        if back and not sources & {leg.article for leg in back}:
            values = [*_said(legs, a, b), *_said(back, b, a)]
            yield Conflict(field="order", kept=_kept(a, b), values=tuple(sorted(values, key=_by_article)))
        elif before_by_days(b.when, a.when):
            values = [*_said(legs, a, b), *_dated(b), *_dated(a)]
            yield Conflict(field="order", kept=_kept(b, a), values=tuple(values))


def _kept(a: Stop, b: Stop) -> str:
    if a.seq is not None and b.seq is not None:
        a, b = (a, b) if a.seq < b.seq else (b, a)
        return f"{name_of(a)}, {name_of(b)}"
    return "not known"


def _said(legs: Iterable[Stated], a: Stop, b: Stop) -> list[Reading]:
    value = f"{name_of(a)}, {name_of(b)}"
    return [Reading(value=value, article=leg.article, quote=leg.claim.evidence[0].span.text) for leg in legs]


def _dated(stop: Stop) -> list[Reading]:
    first = stop.evidence[0]
    return [Reading(value=f"{name_of(stop)} {show(stop.when)}", article=first.article, quote=first.span.text)]


def _by_article(reading: Reading) -> tuple[str, str]:
    return reading.article, reading.value


def place_conflicts(stops: Sequence[Stop]) -> Iterator[Conflict]:
    """Places far apart at which different reports have somebody on one and the same day."""
    for a, b in combinations([s for s in stops if s.status != "cancelled" and s.when.exact], 2):
        if a.when.first is None or (a.when.first, a.when.last) != (b.when.first, b.when.last):
            continue
        if a.when.first != a.when.last or not set(a.sources).isdisjoint(b.sources):
            continue
        if a.place is None or b.place is None or _kilometres(a.place, b.place) < _FAR:
            continue
        values = tuple(
            Reading(value=name_of(s), article=s.evidence[0].article, quote=s.evidence[0].span.text)
            for s in (a, b)
        )
        yield Conflict(
            field=f"place on {show(a.when)}",
            kept=f"{name_of(a)} and {name_of(b)}",
            values=tuple(sorted(values, key=_by_article)),
        )


def _kilometres(a: Place, b: Place) -> float:
    """Distance on a sphere by the haversine formula."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    east = math.radians(b.lon - a.lon)
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(east / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))
