"""What one article tells of one traveller at one place, with person, place and days resolved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from geomap.claims.rows import ROW
from geomap.records import Claims, Evidence, Person, Status, Visit, When
from geomap.trips.chronology.calendar import Anchor, Chronology
from geomap.trips.people.register import Key, People
from geomap.trips.people.roles import kind_of
from geomap.trips.spots import Spot, same_spot, spot_of

_RANKS: dict[Status, int] = {"planned": 0, "done": 1, "cancelled": 2}
_AHEAD = timedelta(days=60)
_BACK = timedelta(days=30)

MEETING = "meeting "
"""How the rule begins that makes a visit of a meeting abroad."""
MOVED = "moved "
"""How the rule begins of a visit that is put off or brought forward to other days."""

type Rank = tuple[int, int, str]
"""Sorts reports: by publication in half days, then planned, done, cancelled, then article."""


class Telling(NamedTuple):
    """A visit claim on its way into a trip."""

    who: Key
    spot: Spot
    visit: Visit
    when: When
    article: str
    rank: Rank
    near: tuple[date, date] | None
    """The days that an undated claim speaks of, judged by when it was reported: for grouping only."""

    reported: tuple[date, date] | None
    """The days on which it can have been reported."""
    span: tuple[date, date] | None
    """First and last day stated, open ends closed."""
    number: int
    """Among all, by article and place in its claims."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The claim's quotes."""
        return self.visit.evidence


def rank_of(article: str, status: Status, anchor: Anchor) -> Rank:
    """Where a report stands among others; one without any date goes by what it tells."""
    if anchor.middle:
        return (anchor.middle, _RANKS[status], article)
    return (0 if status == "planned" else 2 * date.max.toordinal(), _RANKS[status], article)


def near_of(status: Status, anchor: Anchor) -> tuple[date, date] | None:
    """The days that a claim without a date most likely speaks of."""
    if not (anchor.first and anchor.last):
        return None
    if status == "done":
        return (anchor.first - _BACK, anchor.last)
    return (anchor.first - timedelta(days=3), anchor.last + _AHEAD)


def find_tellings(all_claims: Sequence[Claims], people: People, chronology: Chronology) -> list[Telling]:
    """All visit claims but those of somebody's own country; articles must come in a stable order."""
    found: list[Telling] = []
    bearers = _bearers(all_claims, people)
    for claims in all_claims:
        article = claims.article.id
        anchor = chronology.anchor(article)
        shared = _shared_days(claims.visits)
        for visit in claims.visits:
            who = people.key(visit.who, article)
            who = bearers.get((article, who), who)
            spot = spot_of(visit.place, visit.toponym)
            if spot.level == "country" and spot.country == people.person(who).country:
                continue  # home, as only another article tells
            when = chronology.when(article, visit.when, visit.status, (who,), spot)
            if shared and (visit.who, visit.when, visit.evidence) in shared:
                when = replace(when, exact=False, reason=f"{when.reason}; the days of several stops together")
            found.append(build_telling(who, spot, visit, when, article, anchor, len(found)))
    return found


def build_telling(
    who: Key, spot: Spot, visit: Visit, when: When, article: str, anchor: Anchor, number: int
) -> Telling:
    """A visit claim, with what is known of its article."""
    return Telling(
        who=who,
        spot=spot,
        visit=visit,
        when=when,
        article=article,
        rank=rank_of(article, visit.status, anchor),
        near=near_of(visit.status, anchor),
        reported=(anchor.first, anchor.last) if anchor.first and anchor.last else None,
        span=span_of(when),
        number=number,
    )


def _shared_days(visits: Iterable[Visit]) -> set[tuple[Person, When, tuple[Evidence, ...]]]:
    """Whose days in which words are those of a tour: several places from the 17th to the 19th."""
    found: dict[tuple[Person, When, tuple[Evidence, ...]], Spot] = {}
    shared = set()
    for visit in visits:
        days = visit.when
        if days.exact and days.first and days.last and days.first < days.last and visit.rule != ROW:
            told = visit.who, days, visit.evidence
            spot = spot_of(visit.place, visit.toponym)
            if not same_spot(found.setdefault(told, spot), spot):
                shared.add(told)
    return shared


def _bearers(all_claims: Iterable[Claims], people: People) -> dict[tuple[str, Key], Key]:
    """Whom an article means by an office alone: the one traveller of that office whom it has there."""
    found: dict[tuple[str, Key], Key] = {}
    for claims in all_claims:
        article = claims.article.id
        roles = [visit for visit in claims.visits if visit.who.name is None]
        for visit in roles:
            spot = spot_of(visit.place, visit.toponym)
            fits = {
                people.key(other.who, article)
                for other in claims.visits
                if other.who.name is not None
                and same_spot(spot_of(other.place, other.toponym), spot)
                and kind_of(other.who.role) == kind_of(visit.who.role) != "official"
                and (
                    visit.who.country is None
                    or visit.who.country == people.person(people.key(other.who, article)).country
                )
            }
            if len(fits) == 1:
                found[article, people.key(visit.who, article)] = fits.pop()
    return found


def span_of(when: When) -> tuple[date, date] | None:
    """First and last day, open ends closed; None if undated."""
    first, last = when.first or when.last, when.last or when.first
    return (first, last) if first and last else None


def order_of(telling: Telling) -> tuple[Rank, int]:
    """Sorts tellings by publication, then by place in the claims."""
    return telling.rank, telling.number
