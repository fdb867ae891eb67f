"""Trips out of grouped tellings: stops, order, legs, title, status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from geomap.records import Conflict, LegClaim, Meeting, Status, Stop, Trip, TripStatus
from geomap.trips.chronology.calendar import Chronology
from geomap.trips.days import hull
from geomap.trips.disputes import (
    meeting_conflicts,
    name_of,
    order_conflicts,
    place_conflicts,
    status_conflict,
)
from geomap.trips.ids import Ids
from geomap.trips.legs import Stated, build_legs, find_stop, state_legs
from geomap.trips.order import sequence, settle
from geomap.trips.people.register import Key, People
from geomap.trips.spots import spot_of
from geomap.trips.stops import Built, build_stops
from geomap.trips.tellings import Telling


def build_trip(
    who: Key,
    tellings: Sequence[Telling],
    leg_claims: Iterable[tuple[str, LegClaim]],
    people: People,
    chronology: Chronology,
    ids: Ids,
) -> Trip:
    """One trip, without companions.

    Parameters
    ----------
    tellings
        All visit claims of the trip.
    leg_claims
        With the article of each.
    """
    traveller = people.person(who)
    trip_id = ids.give("trip", who, *_mark(tellings))
    built = build_stops(tellings, trip_id, chronology, ids)
    stated = state_legs(leg_claims, built)
    stops = _numbered(built, stated)
    legs = build_legs(stops, stated, trip_id, chronology, ids)
    shown = tuple(sorted(stops, key=lambda s: (s.seq is None, s.seq or 0, s.status == "cancelled")))
    live = [s for s in shown if s.status != "cancelled"]
    names = dict.fromkeys(name_of(s) for s in (live or shown))
    conflicts = [
        Conflict(field=f"{c.field} of {name_of(b.stop)}", kept=c.kept, values=c.values)
        for b in built
        for c in (b.conflict, status_conflict(b.stop.history))
        if c
    ]
    conflicts += [*order_conflicts(stops, stated), *place_conflicts(stops)]
    return Trip(
        id=trip_id,
        traveller=traveller,
        title=f"{traveller.label}: {', '.join(names)}",
        when=hull(s.when for s in (live or shown)),
        status=_status([s.status for s in stops]),
        stops=shown,
        legs=legs,
        companions=(),
        sources=tuple(sorted({t.article for t in tellings} | {s.article for s in stated})),
        conflicts=tuple(conflicts),
    )


def share_legs(
    claims: Iterable[tuple[str, LegClaim]], groups: Sequence[Sequence[Telling]]
) -> list[list[tuple[str, LegClaim]]]:
    """Give each leg claim of one traveller to the trip of which its article tells and that has its ends."""
    by_article: dict[str, list[int]] = defaultdict(list)
    for i, group in enumerate(groups):
        for article in dict.fromkeys(t.article for t in group):
            by_article[article].append(i)
    spots = [sorted({t.spot for t in group}, key=lambda s: s.key) for group in groups]
    shared: list[list[tuple[str, LegClaim]]] = [[] for _ in groups]
    for article, claim in claims:
        ends = [spot_of(claim.origin), spot_of(claim.destination)]
        told = by_article.get(article, ())
        ranked = [
            (
                sum(find_stop(end, spots[i]) is not None for end in ends),
                _same_words(claim, groups[i]) if len(told) > 1 else 0,
                -i,
            )
            for i in told
        ]
        if ranked and max(ranked)[0]:
            shared[-max(ranked)[2]].append((article, claim))
    return shared


def _same_words(claim: LegClaim, group: Sequence[Telling]) -> int:
    said = {(e.article, e.span.start) for e in claim.evidence}
    return sum(1 for t in group for e in t.evidence if (e.article, e.span.start) in said)


def _mark(tellings: Sequence[Telling]) -> tuple[str, str]:
    """What tells this trip from the traveller's others: its first day and its first country.

    So a trip keeps its id while reports from its stops say more than the preview.
    """
    dated = [(t.span[0].isoformat(), t.spot.country or t.spot.key) for t in tellings if t.span]
    if dated:
        return min(dated)
    return "undated", min(t.spot.country or t.spot.key for t in tellings)


def _numbered(built: Sequence[Built], stated: Sequence[Stated]) -> list[Stop]:
    live = [i for i, b in enumerate(built) if b.stop.status != "cancelled"]
    position = {i: n for n, i in enumerate(live)}
    pairs = [
        (position[leg.origin], position[leg.destination])
        for leg in stated
        if leg.claim.status != "cancelled"
        and leg.origin is not None
        and leg.destination is not None
        and leg.origin in position
        and leg.destination in position
    ]
    numbers = sequence([built[i].stop.when for i in live], pairs)
    route = sorted((n, i) for n, i in zip(numbers, live, strict=True) if n is not None)
    settled = settle([built[i].stop.when for _, i in route], [name_of(built[i].stop) for _, i in route])
    days = {i: when for (_, i), when in zip(route, settled, strict=True)}
    return [
        replace(b.stop, seq=numbers[position[i]], when=days[i]) if i in days else b.stop
        for i, b in enumerate(built)
    ]


def _status(statuses: Sequence[Status]) -> TripStatus:
    live = {s for s in statuses if s != "cancelled"}
    if not live:
        return "cancelled"
    if live == {"done"}:
        return "done"
    return "planned" if live == {"planned"} else "under way"


def with_companions(
    trips: Iterable[Trip], companions: Mapping[str, Sequence[Key]], people: People
) -> list[Trip]:
    """The trips with those who came along."""
    return [
        replace(trip, companions=tuple(people.person(key) for key in companions[trip.id]))
        if trip.id in companions
        else trip
        for trip in trips
    ]


def with_meetings(trips: Iterable[Trip], meetings: Iterable[Meeting]) -> list[Trip]:
    """The trips with what reports say differently of the meetings on them."""
    found: dict[str, list[Conflict]] = defaultdict(list)
    for meeting in meetings:
        for trip in meeting.trips:
            found[trip].extend(meeting_conflicts(meeting))
    return [
        replace(trip, conflicts=(*trip.conflicts, *found[trip.id])) if found.get(trip.id) else trip
        for trip in trips
    ]
