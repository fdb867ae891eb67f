"""One record to one feature, with the properties that the contract names."""

import math
from collections.abc import Sequence

from geomap.layers import properties as p
from geomap.layers.geodesic import Geodesic
from geomap.layers.geojson import Feature, Geometry, Ring, feature, point
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
            **p.sources(stop.sources),
            "n_sources": len(stop.sources),
            **p.evidence(stop.evidence),
            **p.history(stop.history),
            "confidence": p.share(stop.confidence),
        },
    )


def leg_feature(trip: Trip, leg: Leg, line: Geodesic) -> Feature:
    """One leg as its line; no geometry where both ends are one point."""
    return feature(
        leg.id,
        _lines(line.parts),
        {
            "trip": trip.id,
            "traveller": trip.traveller.label,
            "seq": leg.seq,
            "origin": leg.origin.name,
            "origin_country": leg.origin.country,
            "destination": leg.destination.name,
            "destination_country": leg.destination.country,
            **p.days(leg.when),
            "status": leg.status,
            "distance_km": line.distance_km,
            "bearing": line.bearing,
            **p.sources(leg.sources),
            **p.evidence(leg.evidence),
        },
        line.boxes,
    )


def trip_feature(trip: Trip, legs: Sequence[tuple[Leg, Geodesic]], n_meetings: int) -> Feature:
    """A trip's line leaves out its cancelled legs, unless the whole trip is cancelled."""
    lines = [line for leg, line in legs if trip.status == "cancelled" or leg.status != "cancelled"]
    companions = [who.label for who in trip.companions]
    return feature(
        trip.id,
        _lines([part for line in lines for part in line.parts]),
        {
            "traveller": trip.traveller.label,
            "role": trip.traveller.role,
            "title": trip.title,
            **p.days(trip.when),
            "status": trip.status,
            "n_stops": sum(stop.status != "cancelled" for stop in trip.stops),
            "n_meetings": n_meetings,
            "distance_km": round(math.fsum(line.distance_km for line in lines), 1),
            "companions": companions,
            "companions_text": p.joined(companions),
            **p.sources(trip.sources),
            **p.conflicts(trip.conflicts),
        },
        [box for line in lines for box in line.boxes],
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
            **p.sources(meeting.sources),
            **p.evidence(meeting.evidence),
            **p.history(meeting.history),
            **p.conflicts(meeting.conflicts),
        },
    )


def _lines(parts: Sequence[Ring]) -> Geometry | None:
    return {"type": "MultiLineString", "coordinates": parts} if parts else None
