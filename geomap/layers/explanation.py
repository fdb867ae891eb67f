"""Why a stop, a leg or a meeting is on the map, in words: sentences, rules, dates, history, conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geomap.errors import ConfigError
from geomap.records import (
    Claims,
    Evidence,
    Leg,
    LegClaim,
    Meeting,
    MeetingClaim,
    Merged,
    Place,
    Stop,
    Trip,
    Visit,
    When,
)

type Item = Trip | Stop | Leg | Meeting
type Claim = Visit | LegClaim | MeetingClaim


def explain(identity: str, claims: Sequence[Claims], merged: Merged) -> str:
    """How one item came about, as text for a person.

    Parameters
    ----------
    identity
        Id of a trip, stop, leg or meeting, as the layers and the map give it.
    claims, merged
        What the articles say, and what it was merged to.

    Raises
    ------
    ConfigError
        If nothing has that id.
    """
    trip, item = _find(identity, merged)
    return "\n".join(_lines(item, trip, claims))


def _find(identity: str, merged: Merged) -> tuple[Trip | None, Item]:
    for trip in merged.trips:
        items: list[Item] = [trip, *trip.stops, *trip.legs]
        for item in items:
            if item.id == identity:
                return trip, item
    for meeting in merged.meetings:
        if meeting.id == identity:
            return next((trip for trip in merged.trips if trip.id in meeting.trips), None), meeting
    msg = (
        f"Nothing has the id {identity!r}. Take one from the property `id` of the layers of the same inputs."
    )
    raise ConfigError(msg)


def _lines(item: Item, trip: Trip | None, claims: Sequence[Claims]) -> Iterator[str]:
    yield _heading(item, trip)
    if trip and item is not trip:
        yield f"Part of {trip.id}: {trip.title}"
    if isinstance(item, Stop | Meeting):
        yield f"Where: {_where(item.place, item.toponym)}"
    yield f"When: {_when(item.when)}"
    if isinstance(item, Stop):
        yield f"Order: {f'stop {item.seq}' if item.seq else 'not stated'}"
    if not isinstance(item, Trip):
        yield from _told(item, trip, claims)
    if isinstance(item, Stop | Meeting):
        yield "History, in order of publication:"
        yield from (f"  {step.status} ({step.article}): “{_short(step.quote)}”" for step in item.history)
    for conflict in trip.conflicts if trip else ():
        yield f"Reports disagree on the {conflict.field}; kept: {conflict.kept}"
        yield from (
            f"  {value.value} ({value.article}): “{_short(value.quote)}”" for value in conflict.values
        )


def _heading(item: Item, trip: Trip | None) -> str:
    match item:
        case Trip():
            return f"{item.id}: {item.title}, {item.status}"
        case Stop():
            who = trip.traveller.label if trip else ""
            return f"{item.id}: {who} at {item.place.name if item.place else item.toponym}, {item.status}"
        case Leg():
            return f"{item.id}: {item.origin.name} → {item.destination.name}, {item.status}"
        case Meeting():
            people = ", ".join(person.label for person in item.participants)
            return f"{item.id}: {item.format or 'meeting'} of {people}, {item.status}"


def _where(place: Place | None, toponym: str | None) -> str:
    if place is None:
        return f"'{toponym}' is in no gazetteer" if toponym else "not stated"
    point = f"lon {place.lon:.4f}, lat {place.lat:.4f}"
    source = f"{place.gazetteer}{f' {place.geonameid}' if place.geonameid else ''}"
    others = ", ".join(f"{other.name} ({other.country})" for other in place.alternatives)
    known = f"{place.precision}; {point}; {source}; confidence {place.confidence:.2f}"
    return f"'{toponym}' is {place.name}, {place.country or 'no country'} ({known})" + (
        f"; not {others}" if others else ""
    )


def _when(when: When) -> str:
    days = f"{when.first or '…'} to {when.last or '…'}, {'exact' if when.exact else 'a window'}"
    parts = [days if when.dated else "not resolved"]
    if when.text:
        parts.append(f"from '{when.text}'")
    if when.reason:
        parts.append(when.reason)
    return "; ".join(parts)


def _told(item: Stop | Leg | Meeting, trip: Trip | None, claims: Sequence[Claims]) -> Iterator[str]:
    """Each claim that shares a sentence with the item, with its rule."""
    kind = {Stop: "visits", Leg: "legs", Meeting: "meetings"}[type(item)]
    yield f"Told by {len(item.sources)} article{'s' * (len(item.sources) != 1)}:"
    for found in claims:
        published = found.article.published or "date not stated"
        for claim in getattr(found, kind):
            shared = [evidence for evidence in claim.evidence if evidence in item.evidence]
            if shared and _same_place(item, claim) and _same_traveller(trip, claim):
                yield f"  {found.article.id} ({published}): {claim.status}, rule “{claim.rule}”"
                yield from (f"    “{_marked(evidence, found)}”" for evidence in shared)


def _same_traveller(trip: Trip | None, claim: Claim) -> bool:
    """Not the claim of a companion, which rests on the same sentence."""
    if trip is None or isinstance(claim, MeetingClaim):
        return True
    return claim.who.label.split()[-1] == trip.traveller.label.split()[-1]


def _same_place(item: Stop | Leg | Meeting, claim: Claim) -> bool:
    if isinstance(claim, LegClaim):
        return isinstance(item, Leg) and item.destination.country == claim.destination.country
    ours = None if isinstance(item, Leg) else item.place
    return ours is None or claim.place is None or ours.country == claim.place.country


def _marked(evidence: Evidence, claims: Claims) -> str:
    """The quote with the places and people in it between brackets."""
    span = evidence.span
    inside = {
        (mention.span.start - span.start, mention.span.end - span.start)
        for mention in claims.mentions
        if span.start <= mention.span.start and mention.span.end <= span.end
    }
    text = span.text
    for start, end in sorted(inside, reverse=True):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return " ".join(text.split())


def _short(quote: str) -> str:
    words = quote.split()
    return " ".join(words[:30]) + (" …" if len(words) > 30 else "")
