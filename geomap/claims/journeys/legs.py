"""Legs: from stop to stop, where the article states the order or the days give it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, permutations

from geomap.claims.days.phrases import weekday_of
from geomap.claims.journeys.connections import stated_legs
from geomap.claims.journeys.ends import first_and_last, is_interrupted, overlap, point_of, town_of, travel_day
from geomap.claims.journeys.presence import Stay
from geomap.claims.journeys.ranks import in_ranks
from geomap.claims.scene import Scene
from geomap.claims.travel.delegations import Companion
from geomap.claims.travel.moves import Move
from geomap.claims.vocabulary import base
from geomap.language.dates import parse_date
from geomap.records import UNDATED, LegClaim, When

_LATE = re.compile(r"\b(?:evening|night)\b")
_NEAR = 3
"""Weekdays this far apart at most are told in order."""
_BREAK = 2
"""Days from a stop that a text only looks back to, at most, to the next one of the same trip."""
_CLOSE = 7
"""Days between two stops that follow each other by their dates alone, at most."""


def legs_of(
    scene: Scene, moves: Sequence[Move], stays: Sequence[Stay], companions: Sequence[Companion]
) -> list[LegClaim]:
    """All legs that an article claims, each once; who comes along has those that are shared."""
    stated = [leg for leg in stated_legs(scene, moves, stays) if not _stays_put(leg)]
    for a, b in in_ranks(scene, stays, moves):
        stated += _between(scene, a, b, when=travel_day(a.when, b.when), rule="ranks of the stops")
    told = [*stated, *(leg for leg in _dated(scene, stays, stated) if not _is_reached(leg, stated))]
    told = [leg for leg in told if not _is_absent(leg, stays, companions)]
    legs: list[LegClaim] = []
    for leg in [*told, *_shared(scene, told, stays, companions)]:
        if not _stays_put(leg) and not any(_same(leg, other) for other in legs):
            legs.append(leg)
    return legs


def _is_absent(leg: LegClaim, stays: Sequence[Stay], companions: Sequence[Companion]) -> bool:
    """Whether a delegation sets out from where somebody who joins it later has not been."""
    label = leg.who.label
    joins = any(c.person.label == label and (c.countries or c.places) for c in companions)
    been = any(stay.place and overlap(stay.place, leg.origin) for stay in stays if stay.who.label == label)
    return joins and not been and leg.origin.country != leg.who.country


def _stays_put(leg: LegClaim) -> bool:
    """Whether a way leads nowhere else: within one town, or from town to town at home."""
    at_home = leg.who.country is not None and leg.origin.country == leg.destination.country == leg.who.country
    return at_home or overlap(leg.origin, leg.destination)


def _is_reached(leg: LegClaim, stated: Sequence[LegClaim]) -> bool:
    """Whether the text says from where a stop was reached, so that its day adds nothing."""
    inside = leg.origin.country == leg.destination.country
    return any(
        other.destination.name == leg.destination.name
        or (other.origin == leg.destination and other.destination == leg.origin)
        or (overlap(other.destination, leg.destination) and not inside)
        for other in stated
        if other.who.label == leg.who.label
    )


def _same(a: LegClaim, b: LegClaim) -> bool:
    """Whether two legs are one, be it told by city or by country."""
    return (
        a.who.label == b.who.label and overlap(a.origin, b.origin) and overlap(a.destination, b.destination)
    )


def _shared(
    scene: Scene, legs: Sequence[LegClaim], stays: Sequence[Stay], companions: Sequence[Companion]
) -> Iterator[LegClaim]:
    """The leader's legs, for companions who are at both ends or come along on the way itself."""
    for companion in companions:
        person = companion.person
        own = [stay.place for stay in stays if stay.who.label == person.label and stay.place]
        ways = [leg for leg in legs if leg.who.label == person.label]
        told = scene.doc[companion.at]
        everywhere = not companion.countries and not companion.places
        home = person.country or companion.leader.country
        for leg in legs:
            if leg.who.label != companion.leader.label or any(_parts(leg, way) for way in ways):
                continue
            arrives, departs = (
                (end.country == home and everywhere) or any(overlap(place, end) for place in own)
                for end in (leg.destination, leg.origin)
            )
            joins = base(told.lower_) == "join"
            along = not joins and scene.evidence(told) in leg.evidence
            led = [stay.place for stay in stays if stay.who.label == leg.who.label and stay.place]
            start, finish = (
                not any(overlap(place, end) for place in led) for end in (leg.origin, leg.destination)
            )
            departs |= start and (everywhere or (leg.origin.country == home and not joins))
            arrives |= finish and everywhere and person.country in (None, companion.leader.country)
            if arrives and (departs or along):
                yield replace(leg, who=person, rule=f"companion of {leg.who.label}")


def _parts(leg: LegClaim, own: LegClaim) -> bool:
    """Whether a companion leaves the same place for another, or comes to it from elsewhere."""
    return (leg.origin.name == own.origin.name) != (leg.destination.name == own.destination.name)


def _dated(scene: Scene, stays: Sequence[Stay], stated: Sequence[LegClaim]) -> Iterator[LegClaim]:
    """Legs that follow from the days of a trip's stops."""
    for label in dict.fromkeys(stay.who.label for stay in stays):
        own = [
            stay
            for stay in stays
            if stay.who.label == label and stay.status != "cancelled" and point_of(stay.spot)
        ]
        yield from _by_weekday(scene, own)
        live = sorted((stay for stay in own if stay.when.dated), key=lambda stay: first_and_last(stay.when))
        groups = (list(group) for _, group in groupby(live, key=lambda stay: first_and_last(stay.when)))
        told = [part for group in groups for part in _parts_of_day(scene, group, stated)]
        told = [group for group in told if len(group) > 1 or _has_day(group[0].when)]
        for before, after in pairwise(told):
            a, b = _as_one(scene, before), _as_one(scene, after)
            same_day = before[0].when.first == after[0].when.first
            if not a or not b or not (same_day or _before(a.when, b.when)) or _is_open(a, b, own):
                continue
            if a.rule.startswith("companion") or b.rule.startswith("companion"):
                continue  # the legs are the leader's
            if not is_interrupted(scene, a.when, b.when) and not _is_earlier_trip(scene, a, b):
                left = _led_on(a, b, own, stated)
                when = travel_day(a.when, b.when) if left is a else UNDATED
                yield from _between(scene, left, b, when=when, rule="days of the stops")


def _led_on(a: Stay, b: Stay, own: Sequence[Stay], stated: Sequence[LegClaim]) -> Stay:
    """'In A on Monday, and then he goes on to X … on Sunday he will be in B': the leg to B is from X."""
    for _ in own:
        on = (s for s in own if not s.when.dated and s.at < b.at and any(_joins(leg, a, s) for leg in stated))
        if (stop := next(on, None)) is None or stop is b:
            return a
        a = stop
    return a


def _is_earlier_trip(scene: Scene, a: Stay, b: Stay) -> bool:
    """'The fourth visit since May: she had been in A on May 7', told of a visit to B on May 11."""
    at = a.at[0]
    sentence = scene.doc[at].sent
    past = any(word.lower_ == "had" and word.dep_ == "aux" for word in scene.doc[sentence.start : at])
    gap = first_and_last(b.when)[0] - first_and_last(a.when)[1]
    return past and gap.days > _BREAK and b.at[0] < sentence.start


def _parts_of_day(scene: Scene, stays: Sequence[Stay], stated: Sequence[LegClaim]) -> list[list[Stay]]:
    """'in X on Sunday and in Y on Sunday night': two stops of one day by its hours, if they are told so.

    So are two between which a leg is stated.
    """
    for a, b in permutations(stays) if len(stays) == 2 else ():
        if any(_joins(leg, a, b) for leg in stated) and not any(_joins(leg, b, a) for leg in stated):
            return [[a], [b]]
    first, last = stays[0], stays[-1]
    late = [bool(_LATE.search(stay.when.text)) for stay in stays]
    one_day = all(stay.when.exact and stay.when.first == stay.when.last for stay in stays)
    beside = scene.doc[first.spot.first].sent == scene.doc[last.spot.first].sent
    return [[first], [last]] if late == [False, True] and one_day and beside else [list(stays)]


def _joins(leg: LegClaim, a: Stay, b: Stay) -> bool:
    """Whether a leg leads from one stay of its traveller to another."""
    if leg.who.label != a.who.label or a.place is None or b.place is None:
        return False
    return overlap(a.place, leg.origin) and overlap(b.place, leg.destination)


def _has_day(when: When) -> bool:
    """Whether a day of a stay is certain: its own days, or 'by Wednesday'."""
    return when.exact or (when.first is None and when.last is not None)


def _as_one(scene: Scene, stays: Sequence[Stay]) -> Stay | None:
    """The only stop of some days, or the country of several there: which of them was first is not known."""
    if len(stays) == 1:
        return stays[0]
    country = stays[0].country
    if country is None or any(stay.country != country for stay in stays):
        return None
    place = scene.gazetteer.country(country).place
    return replace(stays[0], spot=replace(stays[0].spot, place=place))


def _is_open(a: Stay, b: Stay, stays: Sequence[Stay]) -> bool:
    """Whether a stop without days of its own may come between two."""
    (_, last), (then, _) = first_and_last(a.when), first_and_last(b.when)
    for other in stays:
        first, end = other.when.first, other.when.last
        if _has_day(other.when) or other.when in (a.when, b.when) or other.status not in (a.status, b.status):
            continue
        outside = bool((first and first >= then) or (end and end <= last))
        if not outside and (then - last).days > (1 if other.when.dated else _NEAR):
            return True
    return False


def _between(scene: Scene, a: Stay, b: Stay, *, when: When, rule: str) -> Iterator[LegClaim]:
    origin, destination = town_of(scene, a.place), town_of(scene, b.place)
    if origin is None or destination is None:
        return
    told = (scene.evidence(scene.doc[a.at[0]]), scene.evidence(scene.doc[b.at[0]]))
    yield LegClaim(
        who=b.who,
        origin=origin,
        destination=destination,
        when=when,
        status=b.status,
        evidence=tuple(dict.fromkeys(told)),
        rule=rule,
    )


def _by_weekday(scene: Scene, stays: Sequence[Stay]) -> Iterator[LegClaim]:
    """'in X on Tuesday and in Y on Wednesday': the order is told though no date is known."""
    days = [
        (stay, weekday)
        for stay in stays
        if not stay.when.dated and (weekday := _weekday(stay.when)) is not None
    ]
    for a, first in days:
        for b, second in days:
            told = any(scene.doc[at].sent == scene.doc[a.at[-1]].sent for at in b.at)
            near = 1 <= (second - first) % 7 <= _NEAR
            if told and near and a.status == b.status and a.place and b.place:
                yield from _between(scene, a, b, when=UNDATED, rule="weekdays of the stops")


def _weekday(when: When) -> int | None:
    expression = parse_date(when.text) if when.text else None
    return weekday_of(expression) if expression else None


def _before(a: When, b: When) -> bool:
    """Whether one stop certainly comes before the other, and within one trip."""
    (first, last), (then, _) = first_and_last(a), first_and_last(b)
    return first < then and last <= then and (then - last).days <= _CLOSE
