"""Visits that follow from what other articles tell.

A meeting that was held where and when somebody was expected proves the visit. A departure from abroad is a
visit there, once another article tells where the traveller's home is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from geomap.records import UNDATED, Claims, Visit, When
from geomap.trips.accounts import Span, overlap
from geomap.trips.chronology.calendar import Chronology
from geomap.trips.people.register import Key, People
from geomap.trips.spots import Spot, same_spot, spot_of
from geomap.trips.tellings import MEETING, Telling, build_telling, span_of


def infer_visits(
    all_claims: Iterable[Claims], people: People, chronology: Chronology, told: Sequence[Telling]
) -> Iterator[Telling]:
    """Visits of which the articles themselves could not be sure.

    Parameters
    ----------
    told
        All that the articles tell of visits.
    """
    own = {(t.article, t.who, t.spot.country) for t in told}
    spans: dict[tuple[Key, str], list[Telling]] = defaultdict(list)
    for telling in told:
        if telling.span and telling.spot.country:
            spans[telling.who, telling.spot.country].append(telling)
    number = len(told)
    for claims in all_claims:
        article = claims.article.id
        for visit in chain(_attended(claims, people, spans), _left(claims, people)):
            who, spot = people.key(visit.who, article), spot_of(visit.place)
            if (article, who, spot.country) in own:
                continue
            when = chronology.when(article, visit.when, visit.status, (who,), spot)
            days = span_of(when)
            if visit.rule.startswith(MEETING) and not _on_those_days(days, spot, spans[who, spot.country]):
                continue
            yield build_telling(who, spot, visit, when, article, chronology.anchor(article), number)
            number += 1


def _on_those_days(days: Span | None, spot: Spot, told: Iterable[Telling]) -> bool:
    return any(days and t.span and same_spot(t.spot, spot) and overlap(days, t.span) for t in told)


def _attended(
    claims: Claims, people: People, visited: Mapping[tuple[Key, str], Sequence[Telling]]
) -> Iterator[Visit]:
    """Meetings that were held where other articles have their people at some time."""
    for meeting in claims.meetings:
        place = meeting.place
        if meeting.status != "done" or place is None or not place.country:
            continue
        for person in meeting.participants:
            if (people.key(person, claims.article.id), place.country) in visited:
                yield Visit(
                    who=person,
                    toponym=meeting.toponym or place.name,
                    place=place,
                    when=meeting.when,
                    status="done",
                    evidence=meeting.evidence,
                    confidence=meeting.confidence,
                    rule=f"{MEETING}{meeting.rule}",
                )


def _left(claims: Claims, people: People) -> Iterator[Visit]:
    """Places abroad from which somebody whose country only other articles tell went on."""
    for leg in claims.legs:
        if leg.who.country or leg.status == "cancelled" or leg.origin.precision == "region":
            continue
        if people.person(people.key(leg.who, claims.article.id)).country in (None, leg.origin.country):
            continue
        day = leg.when.last if leg.when.exact else None
        yield Visit(
            who=leg.who,
            toponym=leg.origin.name,
            place=leg.origin,
            when=When(last=day, exact=True, text=leg.when.text, reason=leg.when.reason) if day else UNDATED,
            status=leg.status,
            evidence=leg.evidence,
            confidence=leg.confidence,
            rule=f"origin of {leg.rule}",
        )
