"""The legs of one trip: stated ones, and those between stops that follow each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from geomap.records import Evidence, Leg, LegClaim, Place, Status, Stop, When
from geomap.trips.chronology.calendar import Chronology
from geomap.trips.days import Dated, merge_days
from geomap.trips.ids import Ids
from geomap.trips.spots import Spot, same_spot, spot_of
from geomap.trips.stops import Built, build_history, unite_evidence


class Stated(NamedTuple):
    """A leg claim with its ends found among the trip's stops (None: an end that is no stop)."""

    claim: LegClaim
    article: str
    origin: int | None
    destination: int | None


class _End(NamedTuple):
    place: Place
    key: str


def state_legs(claims: Iterable[tuple[str, LegClaim]], built: Sequence[Built]) -> list[Stated]:
    """Map the ends of one trip's leg claims onto its stops, in a stable order."""
    spots = [b.spot for b in built]
    found = [
        Stated(
            claim=claim,
            article=article,
            origin=find_stop(spot_of(claim.origin), spots),
            destination=find_stop(spot_of(claim.destination), spots),
        )
        for article, claim in claims
    ]
    return sorted(found, key=_order)


def _order(leg: Stated) -> tuple[object, ...]:
    first = leg.claim.evidence[0]
    return (
        leg.article,
        first.span.start,
        first.span.end,
        leg.claim.origin.name,
        leg.claim.destination.name,
        leg.claim.status,
        leg.claim.rule,
        leg.claim.when.text,
        str(leg.claim.when.first),
    )


def find_stop(spot: Spot, spots: Sequence[Spot]) -> int | None:
    """The stop that a place means: itself, else the only one in its country."""
    if spot in spots:
        return spots.index(spot)
    found = [i for i, s in enumerate(spots) if same_spot(spot, s)]
    return found[0] if len(found) == 1 else None


def build_legs(
    stops: Sequence[Stop], stated: Sequence[Stated], trip_id: str, chronology: Chronology, ids: Ids
) -> tuple[Leg, ...]:
    """The legs, those with a number first.

    Parameters
    ----------
    stops
        Of the trip, numbered, in the order that `stated` points into.
    """
    order = {stop.seq: i for i, stop in enumerate(stops) if stop.seq is not None}
    wanted: dict[tuple[str, str], tuple[int | None, Place, Place, list[Stated]]] = {}
    for seq in range(1, len(order)):
        a, b = stops[order[seq]], stops[order[seq + 1]]
        if a.place and b.place:
            wanted[a.id, b.id] = (seq, a.place, b.place, [])
    for leg in stated:
        found = _ends(leg, stops)
        if found is None:
            continue
        origin, destination = found
        key = (origin.key, destination.key)
        if key not in wanted:
            if leg.origin is not None and leg.destination is not None:
                i, j = stops[leg.origin].seq, stops[leg.destination].seq
                if i is not None and j is not None:
                    continue  # the stops between are known by now
            wanted[key] = (None, origin.place, destination.place, [])
        wanted[key][3].append(leg)
    legs = [
        _leg(key, seq, origin, destination, legs, stops, trip_id, chronology, ids)
        for key, (seq, origin, destination, legs) in wanted.items()
    ]
    return tuple(
        sorted(legs, key=lambda leg: (leg.seq is None, leg.seq or 0, leg.origin.name, leg.destination.name))
    )


def _ends(leg: Stated, stops: Sequence[Stop]) -> tuple[_End, _End] | None:
    """Both ends of a leg; None if one of them was called off, or both are one place."""
    ends = []
    for at, place in ((leg.origin, leg.claim.origin), (leg.destination, leg.claim.destination)):
        if at is None:
            ends.append(_End(place=place, key=spot_of(place).key))
            continue
        stop = stops[at]
        if stop.status == "cancelled":
            return None
        ends.append(_End(place=stop.place or place, key=stop.id))
    if ends[0].key == ends[1].key or leg.claim.status == "cancelled":
        return None
    return ends[0], ends[1]


def _leg(
    key: tuple[str, str],
    seq: int | None,
    origin: Place,
    destination: Place,
    stated: Sequence[Stated],
    stops: Sequence[Stop],
    trip_id: str,
    chronology: Chronology,
    ids: Ids,
) -> Leg:
    by_id = {stop.id: stop for stop in stops}
    a, b = by_id.get(key[0]), by_id.get(key[1])
    history = build_history([(s.article, s.claim.status, s.claim.evidence) for s in stated], chronology)
    evidence: tuple[Evidence, ...] = unite_evidence(s.claim.evidence for s in stated)
    sources = {s.article for s in stated}
    if not stated and a and b:
        evidence = unite_evidence((a.evidence, b.evidence))
        sources = {*a.sources, *b.sources}
    when, _ = merge_days(
        Dated(
            when=chronology.when(s.article, s.claim.when, s.claim.status),
            article=s.article,
            rank=(i, 0, s.article),
            quote=s.claim.evidence[0].span.text,
        )
        for i, s in enumerate(stated)
    )
    if not when.dated and a and b:
        when = _between(a.when, b.when)
    return Leg(
        id=ids.give("leg", trip_id, *key),
        seq=seq,
        origin=origin,
        destination=destination,
        when=when,
        status=_status(a, b, history[-1].status if history else None),
        sources=tuple(sorted(sources)),
        evidence=evidence,
    )


def _status(a: Stop | None, b: Stop | None, said: Status | None) -> Status:
    """A leg is done once its end was reached; before that it is what the latest report says."""
    if b is not None:
        return b.status
    if said is not None:
        return said
    return a.status if a is not None else "planned"


def _between(a: When, b: When) -> When:
    """The day of travel, where the stops' days force it."""
    if a.exact and b.exact and a.last is not None and a.last == b.first:
        return When(
            first=a.last,
            last=b.first,
            exact=True,
            reason="the day on which one stop ends and the next begins",
        )
    arrived = b.first if b.exact else b.last
    if a.exact and a.last and arrived and a.last <= arrived:
        return When(first=a.last, last=arrived, reason="between the two stops")
    return When()
