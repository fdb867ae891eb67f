"""Legs: from stop to stop, where the article states the order or the days give it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from spacy.tokens import Token

from geomap.claims.companions import Companion
from geomap.claims.dates import weekday_of
from geomap.claims.moves import Move
from geomap.claims.presence import Stay
from geomap.claims.scene import Scene, Spot
from geomap.claims.vocabulary import base, words
from geomap.claims.when import status_of
from geomap.language.dates import parse_date
from geomap.records import UNDATED, LegClaim, Person, Place, When

_NEAR = 3
"""Weekdays this far apart at most are told in order."""
_ONE_TRIP = 31
"""Days between two stops of one trip at most, where nothing else is told."""
_CLOSE = 14
"""Days between two stops that follow each other by their dates alone, at most."""
_BREAK = 2
"""Days between a stop of the past and one to come, at most, where only their dates make them one trip."""
_MOTION = frozenset(("toward", "leaving", "taking", "at", "passage"))
"""Rules of moves whose day is a day of travel."""


def legs_of(
    scene: Scene, moves: Sequence[Move], stays: Sequence[Stay], companions: Sequence[Companion]
) -> list[LegClaim]:
    """All legs that an article claims, each once; who comes along has those that are shared."""
    stated = list(_stated(scene, moves, stays))
    told = [*stated, *(leg for leg in _dated(scene, stays) if not _is_reached(leg, stated))]
    legs: list[LegClaim] = []
    for leg in [*told, *_shared(scene, told, stays, companions)]:
        if not _overlap(leg.origin, leg.destination) and not any(_same(leg, other) for other in legs):
            legs.append(leg)
    return legs


def _is_reached(leg: LegClaim, stated: Sequence[LegClaim]) -> bool:
    """Whether the text says from where a stop was reached, so that its day adds nothing."""
    return any(
        other.who.label == leg.who.label and other.destination.name == leg.destination.name
        for other in stated
    )


def _same(a: LegClaim, b: LegClaim) -> bool:
    """Whether two legs are one, be it told by city or by country."""
    return (
        a.who.label == b.who.label and _overlap(a.origin, b.origin) and _overlap(a.destination, b.destination)
    )


def _overlap(a: Place, b: Place) -> bool:
    if a.country != b.country:
        return False
    return a.name == b.name or "country" in (a.precision, b.precision)


# ── Legs in so many words ───────────────────────────────────────────────────────────────────────


def _stated(scene: Scene, moves: Sequence[Move], stays: Sequence[Stay]) -> Iterator[LegClaim]:
    """Legs from 'left X for Y', 'from X to Y', 'then to Y', 'returned to Y'."""
    listed = Counter(move.at for move in moves)
    for label in dict.fromkeys(person.label for move in moves for person in move.who):
        own = [stay for stay in stays if stay.who.label == label]
        last: Move | None = None
        left: Move | None = None
        told = -1
        for move in sorted(moves, key=lambda move: _turn(scene, move)):
            person = next((person for person in move.who if person.label == label), None)
            if person is None or _looks_back(scene, move):
                continue
            item, told = move.at == told, move.at
            if move.spot is None:
                if move.origin and last and move.rule.split()[0] in ("toward", "at"):
                    yield from _leg(scene, person, move.origin, last.spot, move, own)
                left = move if move.origin else left
                continue
            origin = move.origin
            if origin is None and not item:
                origin = _left(scene, move, left) or _from_last(scene, move, last, own)
                origin = _finest(origin or _from_before(move, last, own), move, own)
            yield from _leg(scene, person, origin, move.spot, move, own)
            if move.aspect.status != "cancelled" and move.spot.sure and _point(move.spot):
                unordered = listed[move.at] > 1 and (move.origin is None or not item)
                last, left = None if unordered else move, None


def _turn(scene: Scene, move: Move) -> float:
    """Where a move comes in the story: 'before she reached X' after what the main clause tells."""
    token = scene.doc[move.at]
    verb = token if token.pos_ in ("VERB", "AUX") else token.head
    if verb.dep_ == "pcomp" and verb.head.lower_ == "before":
        main = verb.head.head
    elif verb.dep_ == "advcl" and any(child.lower_ == "before" for child in verb.children):
        main = verb.head
    else:
        return move.at
    return max(move.at, main.i + 0.5)


def _looks_back(scene: Scene, move: Move) -> bool:
    """'Earlier he had been in X': told out of turn."""
    token: Token = scene.doc[move.at]
    return move.aspect.status == "done" and any(
        child.dep_ == "advmod" and child.lower_ in words("status", "earlier") for child in token.children
    )


def _left(scene: Scene, move: Move, left: Move | None) -> Spot | None:
    """'She left X on Monday and … travelled to Y': what was left, for the move told next."""
    if left is None or not _is_motion(move) or not _in_one_trip(left.when, move.when):
        return None
    near = scene.doc[move.at].sent.start <= scene.doc[left.at].sent.end
    return left.origin if near else None


def _from_last(scene: Scene, move: Move, last: Move | None, stays: Sequence[Stay]) -> Spot | None:
    """The stop before, of a move that is told to follow it, leads home or leaves, or is dated later."""
    if last is None or last.spot is None or not _in_one_trip(last.when, move.when):
        return None
    leaves = move.rule.startswith("leaving") and last.aspect.sure
    if move.follows or move.homeward or leaves:
        return last.spot
    when = next((stay.when for stay in stays if stay.spot.text == last.spot.text), last.when)
    later = _is_motion(move) and when.first and move.when.first and when.first < move.when.first
    return last.spot if later and not _is_interrupted(scene, when, move.when) else None


def _is_motion(move: Move) -> bool:
    return move.rule.split()[0] in _MOTION - {"at"}


def _from_before(move: Move, last: Move | None, stays: Sequence[Stay]) -> Spot | None:
    """Where a traveller is told to be, if only by a meeting, before a move that leads on or home."""
    told = [stay for stay in stays if stay.at[0] < move.at and _in_one_trip(stay.when, move.when)]
    if len(told) > 1 and told[-1].at[0] == told[-2].at[0]:
        return None  # items of one list
    if told and (move.homeward or (last is None and (move.follows or move.rule.startswith("leaving")))):
        return told[-1].spot
    if not move.homeward:
        return None
    dated = [stay for stay in stays if stay.when.exact and _in_one_trip(stay.when, move.when)]
    return max(dated, key=lambda stay: _days(stay.when)[1]).spot if dated else None


def _finest(spot: Spot | None, move: Move, stays: Sequence[Stay]) -> Spot | None:
    """The one other city told of in a country, where the start of a leg is not told but follows."""
    if spot is None or spot.place is None or spot.place.precision != "country":
        return spot
    own = [
        stay.spot
        for stay in stays
        if stay.country == spot.country and move.spot and stay.spot.text != move.spot.text
        if not (stay.when.first and move.when.first and stay.when.first > move.when.first)
    ]
    return own[0] if len(own) == 1 else spot


def _in_one_trip(a: When, b: When) -> bool:
    if not (a.first and b.first):
        return True
    return (b.first - a.first).days >= -1 and (b.first - (a.last or a.first)).days <= _ONE_TRIP


def _point(spot: Spot | None) -> Place | None:
    """The place of a spot; None for none, and for a region."""
    place = spot.place if spot else None
    return place if place and place.precision != "region" else None


def _leg(
    scene: Scene, person: Person, origin: Spot | None, goal: Spot | None, move: Move, stays: Sequence[Stay]
) -> Iterator[LegClaim]:
    """The leg between two spots, where both are points."""
    start, end = _point(origin), _point(goal)
    if start is None or end is None:
        return
    arrival = next((stay for stay in stays if stay.place and _overlap(stay.place, end)), None)
    departure = next((stay for stay in stays if stay.place and _overlap(stay.place, start)), None)
    when = move.when if move.rule.split()[0] in _MOTION else UNDATED
    if not when.text and arrival and departure:
        when = _travel_day(departure.when, arrival.when)
    yield LegClaim(
        who=person,
        origin=start,
        destination=end,
        when=when,
        status=arrival.status if arrival else status_of(scene, move.aspect.status, move.when),
        evidence=(scene.evidence(scene.doc[move.at]),),
        rule=move.rule,
    )


def _shared(
    scene: Scene, legs: Sequence[LegClaim], stays: Sequence[Stay], companions: Sequence[Companion]
) -> Iterator[LegClaim]:
    """The leader's legs, for companions who are at both ends or come along on the way itself."""
    for companion in companions:
        own = [stay.place for stay in stays if stay.who.label == companion.person.label and stay.place]
        told = scene.doc[companion.at]
        for leg in legs:
            if leg.who.label != companion.leader.label:
                continue
            homes = {leg.who.country, companion.person.country} - {None}
            arrives, departs = (
                end.country in homes or any(_overlap(place, end) for place in own)
                for end in (leg.destination, leg.origin)
            )
            along = base(told.lower_) != "join" and scene.evidence(told) in leg.evidence
            if arrives and (departs or along):
                yield replace(leg, who=companion.person, rule=f"companion of {leg.who.label}")


# ── Legs by the days of the stops ───────────────────────────────────────────────────────────────


def _dated(scene: Scene, stays: Sequence[Stay]) -> Iterator[LegClaim]:
    """Legs that follow from the days of a trip's stops."""
    for label in dict.fromkeys(stay.who.label for stay in stays):
        own = [
            stay
            for stay in stays
            if stay.who.label == label and stay.status != "cancelled" and _point(stay.spot)
        ]
        yield from _by_weekday(scene, own)
        live = sorted((stay for stay in own if stay.when.exact), key=lambda stay: _days(stay.when))
        for a, b in pairwise(live):
            if a.place and b.place and _before(a.when, b.when) and not _is_interrupted(scene, a.when, b.when):
                when = _travel_day(a.when, b.when)
                yield _between(scene, a, b, a.place, b.place, when=when, rule="days of the stops")


def _is_interrupted(scene: Scene, a: When, b: When) -> bool:
    """Whether the report appeared between two stops, some days apart: the traveller may be home again."""
    (_, last), (then, _) = _days(a), _days(b)
    published = scene.article.published
    return published is not None and last < published < then and (then - last).days > _BREAK


def _days(when: When) -> tuple[date, date]:
    """First and last day; an end that is not told is taken to be the other."""
    days = [day for day in (when.first, when.last) if day]
    return days[0], days[-1]


def _between(
    scene: Scene, a: Stay, b: Stay, origin: Place, destination: Place, *, when: When, rule: str
) -> LegClaim:
    told = (scene.evidence(scene.doc[a.at[0]]), scene.evidence(scene.doc[b.at[0]]))
    return LegClaim(
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
                yield _between(scene, a, b, a.place, b.place, when=UNDATED, rule="weekdays of the stops")


def _weekday(when: When) -> int | None:
    expression = parse_date(when.text) if when.text else None
    return weekday_of(expression) if expression else None


def _before(a: When, b: When) -> bool:
    """Whether one stop certainly comes before the other, and within one trip."""
    (first, last), (then, _) = _days(a), _days(b)
    return first < then and last <= then and (then - last).days <= _CLOSE


def _travel_day(a: When, b: When) -> When:
    """The day of the leg, where leaving and arriving fall on one day."""
    if a.last and a.last == b.first:
        reason = "the day of leaving and of arriving"
        return When(first=a.last, last=a.last, exact=True, text=b.text, reason=reason)
    return UNDATED
