"""Claims and merged trips to layers."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from geomap.layers import properties as p
from geomap.layers.counts import country_features, place_features
from geomap.layers.features import leg_feature, meeting_feature, mention_feature, stop_feature, trip_feature
from geomap.layers.geodesic import Position, geodesic
from geomap.layers.layer import Layers
from geomap.layers.memory import collector_at_rest
from geomap.layers.unlocated import find_unlocated
from geomap.records import Claims, Leg, Mention, Merged, Stop, Trip

LAST = "9999-12-31"
"""Sorts what has no date behind what has one."""


def build_layers(claims: Sequence[Claims], merged: Merged, countries: Iterable[Mapping[str, Any]]) -> Layers:
    """Make every layer; the order of `claims` and of `merged` does not matter.

    Parameters
    ----------
    claims
        Of every article that was read.
    merged
        Trips and meetings of them all.
    countries
        GeoJSON features, polygon or multipolygon, with the properties iso_a2, iso_a3 and name; cut at
        the antimeridian.
    """
    with collector_at_rest():
        return _layers(claims, merged, countries)


def _layers(claims: Sequence[Claims], merged: Merged, countries: Iterable[Mapping[str, Any]]) -> Layers:
    trips = tuple(sorted(merged.trips, key=_trip_order))
    meetings = tuple(sorted(merged.meetings, key=lambda m: (p.day(m.when.first) or LAST, m.id)))
    read = tuple(sorted(claims, key=lambda c: c.article.id))
    mentions = tuple((c, m) for c in read for m in _toponyms(c))
    line = cache(geodesic)  # travellers of many trips take the same routes
    legs = {trip.id: [(leg, line(*_ends(leg))) for leg in sorted(trip.legs, key=_order)] for trip in trips}
    stops = [(trip, stop) for trip in trips for stop in sorted(trip.stops, key=_order)]
    held = Counter(trip for m in meetings if m.status != "cancelled" for trip in set(m.trips))
    return Layers(
        mentions=tuple(mention_feature(c, m, m.place) for c, m in mentions if m.place),
        places=place_features(mentions, trips, meetings),
        countries=country_features(mentions, trips, meetings, countries),
        trips=tuple(trip_feature(trip, legs[trip.id], held[trip.id]) for trip in trips),
        stops=tuple(stop_feature(trip, stop, stop.place) for trip, stop in stops if stop.place),
        legs=tuple(leg_feature(trip, *leg) for trip in trips for leg in legs[trip.id]),
        meetings=tuple(meeting_feature(m, m.place) for m in meetings if m.place),
        unlocated=find_unlocated(mentions, stops, meetings),
    )


def _toponyms(claims: Claims) -> list[Mention]:
    found = {(m.span.start, m.span.end): m for m in claims.mentions if m.kind in {"toponym", "venue"}}
    return [found[span] for span in sorted(found)]


def _trip_order(trip: Trip) -> tuple[str, str, str]:
    return p.day(trip.when.first) or LAST, trip.traveller.label, trip.id


def _order(item: Stop | Leg) -> tuple[float, str, str]:
    return item.seq if item.seq is not None else float("inf"), p.day(item.when.first) or LAST, item.id


def _ends(leg: Leg) -> tuple[Position, Position]:
    return (leg.origin.lon, leg.origin.lat), (leg.destination.lon, leg.destination.lat)
