"""What one article says, as `geomap extract` prints it."""

from typing import Any

from geomap.layers import properties as p
from geomap.records import Claims, Evidence, LegClaim, MeetingClaim, Mention, Place, Visit


def extract_line(claims: Claims) -> dict[str, Any]:
    """One article's mentions, visits, legs and meetings; offsets count characters of the text as given."""
    article = claims.article
    return {
        "article": article.id,
        "published": p.day(article.published),
        "published_from": article.published_from,
        "mentions": [line for m in claims.mentions if (line := _mention(m)) is not None],
        "visits": [_visit(visit) for visit in claims.visits],
        "legs": [_leg(leg) for leg in claims.legs],
        "meetings": [_meeting(meeting) for meeting in claims.meetings],
    }


def _mention(mention: Mention) -> dict[str, Any] | None:
    span = {"start": mention.span.start, "end": mention.span.end, "text": mention.span.text}
    match mention.kind:
        case "toponym" | "venue":
            place = _place(mention.place) if mention.place else None
            return {"kind": "toponym", **span, "use": mention.use or "name", "place": place}
        case "person":
            return {"kind": "person", **span, "person": mention.person.name if mention.person else None}
        case _:
            return None


def _place(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "lon": round(place.lon, 6),
        "lat": round(place.lat, 6),
        "precision": place.precision,
        "country": place.country,
        "admin1": place.admin1,
        "geonameid": place.geonameid,
        "confidence": p.share(place.confidence),
    }


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "who": visit.who.label,
        "role": visit.who.role,
        **_where(visit.place, visit.toponym),
        "precision": visit.place.precision if visit.place else None,
        **p.dates(visit.when),
        "date_text": visit.when.text,
        "status": visit.status,
        "evidence": _evidence(visit.evidence),
        "confidence": p.share(visit.confidence),
    }


def _leg(leg: LegClaim) -> dict[str, Any]:
    return {
        "who": leg.who.label,
        "from": leg.origin.name,
        "from_country": leg.origin.country,
        "to": leg.destination.name,
        "to_country": leg.destination.country,
        **p.days(leg.when),
        "status": leg.status,
        "evidence": _evidence(leg.evidence),
    }


def _meeting(meeting: MeetingClaim) -> dict[str, Any]:
    return {
        "participants": [p.person(who) for who in meeting.participants],
        **_where(meeting.place, meeting.toponym),
        **p.dates(meeting.when),
        "format": meeting.format,
        "status": meeting.status,
        "evidence": _evidence(meeting.evidence),
    }


def _where(place: Place | None, toponym: str | None) -> dict[str, str | None]:
    """The finest place stated; the text's own words where no gazetteer knows it."""
    if place is None:
        return {"place": toponym, "city": None, "country": None}
    return {"place": place.name, "city": place.city, "country": place.country}


def _evidence(items: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    return [{"start": e.span.start, "end": e.span.end, "quote": e.span.text} for e in items]
