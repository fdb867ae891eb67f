"""What has no point, and why: listed, so that nothing is lost without a word."""

from collections.abc import Sequence

from geomap.layers import properties as p
from geomap.layers.layer import Unlocated
from geomap.layers.quote import quote_around
from geomap.records import Claims, Meeting, Mention, Stop, Trip

NOT_NAMED = "the reports do not say where"
VIRTUAL = "held by video or telephone"


def find_unlocated(
    mentions: Sequence[tuple[Claims, Mention]],
    stops: Sequence[tuple[Trip, Stop]],
    meetings: Sequence[Meeting],
) -> tuple[Unlocated, ...]:
    """Every mention, visit and meeting without a place, in the order given."""
    return (
        *(_mention(claims, mention) for claims, mention in mentions if mention.place is None),
        *(_visit(trip, stop) for trip, stop in stops if stop.place is None),
        *(_meeting(meeting) for meeting in meetings if meeting.place is None),
    )


def _mention(claims: Claims, mention: Mention) -> Unlocated:
    span, article = mention.span, claims.article
    return Unlocated(
        kind="mention",
        id=p.identity("mention", article.id, span.start, span.end),
        article=article.id,
        toponym=span.text,
        reason=mention.reason or _unknown(span.text),
        quote=quote_around(article.text, span.start, span.end),
    )


def _visit(trip: Trip, stop: Stop) -> Unlocated:
    return Unlocated(
        kind="visit",
        id=stop.id,
        article=p.joined(stop.sources),
        toponym=stop.toponym,
        reason=_unknown(stop.toponym),
        who=trip.traveller.label,
        trip=trip.id,
        date_start=p.day(stop.when.first) or "",
        date_end=p.day(stop.when.last) or "",
        status=stop.status,
        quote=stop.evidence[0].span.text,
    )


def _meeting(meeting: Meeting) -> Unlocated:
    if meeting.format == "virtual":
        reason = VIRTUAL
    else:
        reason = _unknown(meeting.toponym) if meeting.toponym else NOT_NAMED
    return Unlocated(
        kind="meeting",
        id=meeting.id,
        article=p.joined(meeting.sources),
        toponym=meeting.toponym or "",
        reason=reason,
        who=p.joined(who.label for who in meeting.participants),
        trip=p.joined(meeting.trips),
        date_start=p.day(meeting.when.first) or "",
        date_end=p.day(meeting.when.last) or "",
        status=meeting.status,
        quote=meeting.evidence[0].span.text,
    )


def _unknown(toponym: str) -> str:
    return f"no gazetteer knows “{toponym}”"
