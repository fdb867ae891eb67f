"""What takes place where somebody goes: a summit that one sentence tells of, guests that another does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from geomap.claims.clauses import aspect
from geomap.claims.days.when import is_one_day, when_of
from geomap.claims.journeys.ends import in_one_town
from geomap.claims.journeys.presence import Stay
from geomap.claims.links import places_of
from geomap.claims.scene import Scene, Spot
from geomap.claims.travel.events import event_of
from geomap.claims.vocabulary import base, words
from geomap.records import When, record

_LONGEST = timedelta(days=14)
_NEAR = 2
"""Sentences from the occasion to what is told of those who come, at most."""
_HERE = frozenset(("due", "attendance", "present", "toward", "at", "object", "being"))


@record
class Occasion:
    """An event whose place and days a clause of its own tells."""

    spot: Spot
    when: When
    at: int


def dated_by_occasions(scene: Scene, stays: Sequence[Stay]) -> list[Stay]:
    """Stays without days, with those of what takes place there; a window unless it is one day."""
    if all(stay.when.text or stay.status == "cancelled" for stay in stays):
        return list(stays)
    occasions = list(_occasions(scene))
    return [_with_occasion(scene, stay, occasions) for stay in stays]


def _with_occasion(scene: Scene, stay: Stay, occasions: Sequence[Occasion]) -> Stay:
    if stay.when.text or stay.status == "cancelled" or stay.rule.split()[0] not in _HERE:
        return stay
    published = scene.article.published
    for occasion in occasions:
        ahead = published is not None and occasion.when.last is not None and occasion.when.last >= published
        if ahead != (stay.status == "planned") or not _is_there(stay, occasion.spot):
            continue
        if any(_sentences(scene, occasion.at, at) <= _NEAR for at in stay.at):
            reason = f"the days of what takes place there: {occasion.when.reason}"
            return replace(stay, when=replace(occasion.when, exact=is_one_day(occasion.when), reason=reason))
    return stay


def _occasions(scene: Scene) -> Iterator[Occasion]:
    for verb in scene.doc:
        if base(verb.lower_) not in words("status", "dating") or not (event := event_of(verb)):
            continue
        seen = aspect(verb)
        spots = [
            spot for spot, by in (*places_of(scene, verb), *places_of(scene, event)) if by in ("in", "at")
        ]
        if seen is None or seen.status == "cancelled" or len({spot.text for spot in spots}) != 1:
            continue
        when = when_of(scene, verb, seen)
        begins = is_one_day(when) and base(verb.lower_) in words("travel", "beginning")
        if not begins and when.exact and when.first and when.last and when.last - when.first <= _LONGEST:
            yield Occasion(spot=spots[0], when=when, at=verb.i)


def _is_there(stay: Stay, spot: Spot) -> bool:
    exact = spot.place if spot.precision in ("city", "venue") else None
    return exact is not None and stay.place is not None and in_one_town(stay.place, exact)


def _sentences(scene: Scene, a: int, b: int) -> int:
    """How many sentences lie from one token to another."""
    low, high = sorted((a, b))
    return len({token.sent.start for token in scene.doc[low : high + 1]}) - 1
