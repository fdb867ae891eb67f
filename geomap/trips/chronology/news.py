"""What undated articles have in common: the news of one traveller at shared places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from geomap.language.dates import parse_date
from geomap.language.dates.forms import Day
from geomap.records import Article, Claims, Place, Status, When
from geomap.trips.chronology.horizon import days_said, tense_of
from geomap.trips.people.register import Key, People
from geomap.trips.spots import Spot, spot_of

_NEAR = timedelta(days=45)
"""News tells of days no further away than this; anything else is background."""


class Claimed(NamedTuple):
    """What chronology needs of a visit or a meeting."""

    who: Key
    article: str
    spot: Spot
    when: When
    status: Status


def partial_day(text: str) -> Day | None:
    """A day and month without a year."""
    expression = parse_date(text)
    if isinstance(expression, Day) and expression.month is not None and expression.year is None:
        return expression if expression.year_shift is None else None
    return None


def claimed_by(
    all_claims: Iterable[Claims], people: People, undated: Mapping[str, Article]
) -> dict[Key, list[Claimed]]:
    """Visits and meetings of those whom an undated article tells of, by traveller; not of companions."""
    wanted = {
        people.key(v.who, c.article.id) for c in all_claims if c.article.id in undated for v in c.visits
    }
    found: dict[Key, list[Claimed]] = defaultdict(list)

    for claims in all_claims:
        article = claims.article.id
        for visit in claims.visits:
            who = people.key(visit.who, article)
            if who in wanted and _is_news(visit.place) and not visit.rule.startswith("companion"):
                spot = spot_of(visit.place)
                found[who].append(Claimed(who, article, spot, visit.when, visit.status))
        for meeting in claims.meetings:
            for person in meeting.participants if _is_news(meeting.place) else ():
                who = people.key(person, article)
                spot = spot_of(meeting.place)
                if who in wanted and person.name and person.country != spot.country:
                    found[who].append(Claimed(who, article, spot, meeting.when, meeting.status))
    return found


def _is_news(place: Place | None) -> bool:
    return place is not None and place.precision != "region"


def links_by(
    all_claims: Iterable[Claims], people: People, undated: Mapping[str, Article]
) -> dict[Key, list[tuple[str, str, str]]]:
    """By traveller, the article and both ends of each leg that an undated article states."""
    found: dict[Key, list[tuple[str, str, str]]] = defaultdict(list)
    for claims in all_claims:
        if claims.article.id in undated:
            for leg in claims.legs:
                ends = area_of(spot_of(leg.origin)), area_of(spot_of(leg.destination))
                found[people.key(leg.who, claims.article.id)].append((claims.article.id, *ends))
    return found


def area_of(spot: Spot) -> str:
    """The unit in which days are compared between reports: the country."""
    return spot.country or spot.key


@lru_cache(maxsize=50_000)
def _background(text: str, status: Status) -> bool:
    """Whether a phrase can only speak of days far from its report: 'last year', 'in September'."""
    report = date(2001, 6, 15)
    span = days_said(text, tense_of(status), report)
    if span is None:
        return parse_date(text) is None
    return (span[0] - report > _NEAR or report - span[1] > _NEAR) or span[1] - span[0] > timedelta(days=100)


def cluster_news(claimed: Iterable[Claimed]) -> Iterator[list[Claimed]]:
    """Undated articles' news of one traveller, joined by shared countries."""
    by_area: dict[str, list[Claimed]] = defaultdict(list)
    for c in claimed:
        if (
            c.when.dated
            or not c.when.text
            or partial_day(c.when.text)
            or not _background(c.when.text, c.status)
        ):
            by_area[area_of(c.spot)].append(c)
    parent: dict[str, str] = {}

    def root(article: str) -> str:
        while parent.setdefault(article, article) != article:
            article = parent[article]
        return article

    for area in sorted(by_area):
        first = root(by_area[area][0].article)
        for c in by_area[area][1:]:
            parent[root(c.article)] = first
    groups: dict[str, list[Claimed]] = defaultdict(list)
    for area in sorted(by_area):
        for c in by_area[area]:
            groups[root(c.article)].append(c)
    yield from groups.values()
