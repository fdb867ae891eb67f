"""The reduce step: where all articles meet."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Sequence

from geomap.records import Claims, LegClaim, Merged, Trip
from geomap.trips.chronology.calendar import infer_chronology
from geomap.trips.companions import Told, find_companions
from geomap.trips.groups import group_tellings
from geomap.trips.ids import Ids
from geomap.trips.inferences import infer_visits
from geomap.trips.itineraries import build_trip, share_legs, with_companions, with_meetings
from geomap.trips.meetings import build_meetings
from geomap.trips.people.register import Key, resolve_people
from geomap.trips.tellings import Telling, find_tellings


def merge(claims: Iterable[Claims]) -> Merged:
    """Merge what single articles say into trips and meetings.

    Pure: the same claims in any order, or some of them twice, give the same result.
    """
    collects = gc.isenabled()
    gc.disable()  # it makes no cycles, and looking for some among a million records costs as much again
    try:
        return _merge(_distinct(claims))
    finally:
        if collects:
            gc.enable()


def _merge(all_claims: Sequence[Claims]) -> Merged:
    people = resolve_people(all_claims)
    chronology = infer_chronology(all_claims, people)
    tellings: dict[Key, list[Telling]] = defaultdict(list)
    visits = find_tellings(all_claims, people, chronology)
    for telling in (*visits, *infer_visits(all_claims, people, chronology, visits)):
        tellings[telling.who].append(telling)
    leg_claims: dict[Key, list[tuple[str, LegClaim]]] = defaultdict(list)
    for told in all_claims:
        for leg in told.legs:
            leg_claims[people.key(leg.who, told.article.id)].append((told.article.id, leg))
    ids = Ids()
    built: list[Told] = []
    for who in sorted(tellings):
        groups = group_tellings(tellings[who])
        home = people.person(who).country
        groups = [group for group in groups if any(t.spot.country != home or not home for t in group)]
        for group, legs in zip(groups, share_legs(leg_claims[who], groups), strict=True):
            trip = build_trip(who, group, legs, people, chronology, ids)
            built.append(Told(who=who, trip=trip, tellings=tuple(group)))
    meetings = build_meetings(all_claims, [(t.who, t.trip) for t in built], people, chronology, ids)
    trips = with_companions([told.trip for told in built], find_companions(built), people)
    return Merged(
        trips=tuple(sorted(with_meetings(trips, meetings), key=_order)),
        meetings=meetings,
    )


def _distinct(claims: Iterable[Claims]) -> list[Claims]:
    """Each article's claims once, by article id."""
    found: dict[str, Claims] = {}
    for told in claims:
        known = found.setdefault(told.article.id, told)
        if known is not told and known != told:
            found[told.article.id] = Claims(
                article=min(known.article, told.article, key=repr),
                mentions=_united(known.mentions, told.mentions),
                visits=_united(known.visits, told.visits),
                legs=_united(known.legs, told.legs),
                meetings=_united(known.meetings, told.meetings),
            )
    return [found[key] for key in sorted(found)]


def _united[T](a: tuple[T, ...], b: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(sorted(dict.fromkeys((*a, *b)), key=repr))


def _order(trip: Trip) -> tuple[str, str, str]:
    return (str(trip.when.first or trip.when.last or "9999"), trip.traveller.label, trip.id)
