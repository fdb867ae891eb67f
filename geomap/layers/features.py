"""One record to one feature, with the properties that the contract names."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

from geomap.layers import properties as p
from geomap.layers.geodesic import geodesic
from geomap.layers.geojson import Feature, feature, point
from geomap.layers.quote import quote_around
from geomap.records import Claims, Leg, Meeting, Mention, Place, Stop, Trip


def mention_feature(claims: Claims, mention: Mention, place: Place) -> Feature:
    """Where an article names `place`, with the sentence around it."""
    span, article = mention.span, claims.article
    return feature(
        p.identity("mention", article.id, span.start, span.end),
        point(place.lon, place.lat),
        {
            "article": article.id,
            "start": span.start,
            "end": span.end,
            "text": span.text,
            "use": mention.use,
            "quote": quote_around(article.text, span.start, span.end),
            "place": place.name,
            "country": place.country,
            "admin1": place.admin1,
            "precision": place.precision,
            "geonameid": place.geonameid,
            "confidence": p.share(place.confidence),
        },
    )


def stop_feature(trip: Trip, stop: Stop, place: Place) -> Feature:
    """One stop of a trip."""
    return feature(
        stop.id,
        point(place.lon, place.lat),
        {
            "trip": trip.id,
            "traveller": trip.traveller.label,
            "seq": stop.seq,
            "place": place.name,
            "city": place.city,
            "country": place.country,
            "precision": place.precision,
            **p.dates(stop.when),
            "date_text": stop.when.text,
            "date_reason": stop.when.reason,
            "status": stop.status,
            "sources": list(stop.sources),
            "sources_text": p.joined(stop.sources),
            "n_sources": len(stop.sources),
            "evidence": p.evidence(stop.evidence),
            "evidence_text": p.evidence_text(stop.evidence),
            "history": p.history(stop.history),
            "history_text": p.history_text(stop.history),
            "confidence": p.share(stop.confidence),
        },
    )


def leg_feature(trip: Trip, leg: Leg) -> Feature:
    """One leg as a geodesic line; no geometry where both ends are one point."""
    line = geodesic((leg.origin.lon, leg.origin.lat), (leg.destination.lon, leg.destination.lat))
    return feature(
        leg.id,
        _lines([list(position) for position in part] for part in line.parts),
        {
            "trip": trip.id,
            "traveller": trip.traveller.label,
            "seq": leg.seq,
            "origin": leg.origin.name,
            "origin_country": leg.origin.country,
            "destination": leg.destination.name,
            "destination_country": leg.destination.country,
            "date_start": p.day(leg.when.first),
            "date_end": p.day(leg.when.last),
            "status": leg.status,
            "distance_km": line.distance_km,
            "bearing": line.bearing,
            "sources": list(leg.sources),
            "sources_text": p.joined(leg.sources),
            "evidence": p.evidence(leg.evidence),
            "evidence_text": p.evidence_text(leg.evidence),
        },
    )


def trip_feature(trip: Trip, legs: Sequence[Feature], n_meetings: int) -> Feature:
    """A trip's line leaves out its cancelled legs, unless the whole trip is cancelled."""
    gone = [leg for leg in legs if trip.status == "cancelled" or leg["properties"]["status"] != "cancelled"]
    companions = [who.label for who in trip.companions]
    return feature(
        trip.id,
        _lines(part for leg in gone if leg["geometry"] for part in leg["geometry"]["coordinates"]),
        {
            "traveller": trip.traveller.label,
            "role": trip.traveller.role,
            "title": trip.title,
            "date_start": p.day(trip.when.first),
            "date_end": p.day(trip.when.last),
            "status": trip.status,
            "n_stops": sum(stop.status != "cancelled" for stop in trip.stops),
            "n_meetings": n_meetings,
            "distance_km": round(math.fsum(leg["properties"]["distance_km"] for leg in gone), 1),
            "companions": companions,
            "companions_text": p.joined(companions),
            "sources": list(trip.sources),
            "sources_text": p.joined(trip.sources),
            "conflicts": p.conflicts(trip.conflicts),
            "conflicts_text": p.conflicts_text(trip.conflicts),
        },
    )


def meeting_feature(meeting: Meeting, place: Place) -> Feature:
    """One meeting; `trip` is the first of its trips."""
    return feature(
        meeting.id,
        point(place.lon, place.lat),
        {
            "trip": meeting.trips[0] if meeting.trips else None,
            "trips": list(meeting.trips),
            "participants": [p.person(who) for who in meeting.participants],
            "participant_names": p.joined(who.label for who in meeting.participants),
            "format": meeting.format,
            "place": place.name,
            "city": place.city,
            "country": place.country,
            **p.dates(meeting.when),
            "status": meeting.status,
            "sources": list(meeting.sources),
            "sources_text": p.joined(meeting.sources),
            "evidence": p.evidence(meeting.evidence),
            "evidence_text": p.evidence_text(meeting.evidence),
            "history": p.history(meeting.history),
            "history_text": p.history_text(meeting.history),
        },
    )


def _lines(parts: Iterable[Sequence[Sequence[float]]]) -> dict[str, Any] | None:
    lines = list(parts)
    return {"type": "MultiLineString", "coordinates": lines} if lines else None
