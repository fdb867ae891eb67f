"""Legs in so many words: 'left X for Y', 'from X to Y', 'then to Y', 'returned to Y'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.days.when import status_of
from geomap.claims.journeys.ends import first_and_last, overlap, point_of, town_of, travel_day
from geomap.claims.journeys.origins import (
    MOTION,
    Before,
    came_before,
    in_one_trip,
    leads_on,
    looks_back,
    origin_told,
)
from geomap.claims.journeys.presence import Stay
from geomap.claims.scene import Scene, Spot
from geomap.claims.travel.moves import Move
from geomap.claims.vocabulary import base, words
from geomap.records import UNDATED, LegClaim, Person, Status

_MEETING = "meeting"


def stated_legs(scene: Scene, moves: Sequence[Move], stays: Sequence[Stay]) -> Iterator[LegClaim]:
    """Legs from 'left X for Y', 'from X to Y', 'then to Y', 'returned to Y'."""
    for label in dict.fromkeys(person.label for move in moves for person in move.who):
        own = [stay for stay in stays if stay.who.label == label]
        told = [move for move in moves if any(person.label == label for person in move.who)]
        person = next(person for person in told[0].who if person.label == label)
        yield from _of_one(scene, person, told, own)


def _of_one(scene: Scene, person: Person, moves: Sequence[Move], own: Sequence[Stay]) -> Iterator[LegClaim]:
    """The legs of one traveller, whose moves and stays these are."""
    listed = Counter(move.at for move in moves)
    before, past = Before(), Before()
    away: Move | None = None
    reached: set[str] = set()
    for move in sorted([*moves, *_met(scene, person, moves, own)], key=lambda move: _turn(scene, move)):
        item, before, since = move.at == before.told, replace(before, told=move.at), move
        if move.spot is None:
            here = before.arrived if move.aspect.status == "done" else before.last
            if move.origin and here and move.rule.split()[0] in ("toward", "at"):
                yield from _leg(scene, person, move.origin, here.spot, move, own)
            elif move.origin:
                away = move if _is_home(move.origin, person, moves) else away
                before = replace(before, left=move)
            continue
        if looks_back(scene, move, before.last):
            here = before.last
            if here and here.aspect.status == "done" and came_before(_verb_of(scene, move)):
                yield from _leg(scene, person, move.spot, here.spot, here, own)
            before = past = replace(before, earlier=move)
            yield from _leg(scene, person, move.origin, move.spot, move, own)
            continue
        origin = move.origin
        if origin is None and not item and move.rule != _MEETING:
            origin = origin_told(scene, move, moves, before, own)
            away = None if origin and before.left and (reached or not move.homeward) else away
            if origin and before.left and not move.when.text:
                since = replace(move, when=replace(before.left.when, exact=False))
        if item and any(o.at == move.at and o != move and o.origin == origin for o in moves):
            origin = None  # 'from A on to B and C': in no order behind the first
        for leg in _leg(scene, person, origin, move.spot, move, own):
            reached.add(leg.destination.name)
            yield leg
        if leads_on(scene, move, moves, before, own):
            unordered = listed[move.at] > 1 and (move.origin is None or not item)
            home = move.homeward and move.spot.country == person.country
            last = None if unordered or home else since
            done = last and last.aspect.status == "done"
            before = replace(before, last=last, left=None, arrived=last if done else before.arrived)
    if past.earlier and past.arrived and _on_one_day(past.earlier, past.arrived):
        others = [stay for stay in own if stay.place and stay.place.name not in reached]
        if any(past.arrived.at in stay.at for stay in others):
            yield from _leg(scene, person, past.earlier.spot, past.arrived.spot, past.arrived, own)
    if away:
        others = [stay for stay in own if stay.place and stay.place.name not in reached]
        yield from _leg(scene, person, away.origin, _first_stop(away, others), away, own)


def _on_one_day(a: Move, b: Move) -> bool:
    """'landed in X on Friday … who earlier in the day had been in Y'."""
    return a.when.exact and b.when.exact and a.when.first == b.when.first == b.when.last


def _met(scene: Scene, person: Person, moves: Sequence[Move], stays: Sequence[Stay]) -> Iterator[Move]:
    """Where a traveller is by meetings or in company: the story goes on from there."""
    known = {move.at for move in moves}
    for stay in stays:
        for at in stay.at:
            company = base(scene.doc[at].lower_) in words("travel", "accompanying")
            if at not in known and not company:
                yield Move(
                    who=(person,), spot=stay.spot, when=stay.when, aspect=stay.aspect, at=at, rule=_MEETING
                )


def _is_home(spot: Spot, person: Person, moves: Sequence[Move]) -> bool:
    """Whether a journey that leaves a place leaves home."""
    if person.country is not None:
        return spot.country == person.country
    return not any(move.spot and move.spot.country == spot.country for move in moves)


def _turn(scene: Scene, move: Move) -> float:
    """Where a move comes in the story: 'before she reached X' after what the main clause tells."""
    verb = _verb_of(scene, move)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "before":
        main = verb.head.head
    elif verb.dep_ == "advcl" and any(child.lower_ == "before" for child in verb.children):
        main = verb.head
    else:
        return move.at
    return max(move.at, main.i + 0.5)


def _verb_of(scene: Scene, move: Move) -> Token:
    """The verb of a move, or what the noun that tells it hangs on."""
    token = scene.doc[move.at]
    return token if token.pos_ in ("VERB", "AUX") else token.head


def _first_stop(move: Move, stays: Sequence[Stay]) -> Spot | None:
    """Where a traveller who leaves home comes first: by the days, else the only stop."""
    live = [stay for stay in stays if stay.status != "cancelled" and in_one_trip(move.when, stay.when)]
    been = [stay for stay in live if stay.status == "done"] if move.aspect.status == "done" else []
    live = been or live
    dated = [stay for stay in live if stay.when.exact and stay.when.dated and move.when.first]
    if dated:
        return min(dated, key=lambda stay: first_and_last(stay.when)).spot
    return live[0].spot if len(live) == 1 else None


def _leg(
    scene: Scene, person: Person, origin: Spot | None, goal: Spot | None, move: Move, stays: Sequence[Stay]
) -> Iterator[LegClaim]:
    """The leg between two spots, where both are points."""
    start, end = town_of(scene, point_of(origin)), town_of(scene, point_of(goal))
    if start is None or end is None:
        return
    arrival = next((stay for stay in stays if stay.place and overlap(stay.place, end)), None)
    departure = next((stay for stay in stays if stay.place and overlap(stay.place, start)), None)
    when = move.when if move.rule.split()[0] in MOTION else UNDATED
    if not when.text and arrival and departure:
        when = travel_day(departure.when, arrival.when)
    yield LegClaim(
        who=person,
        origin=start,
        destination=end,
        when=when,
        status=_status(scene, move, arrival),
        evidence=(scene.evidence(scene.doc[move.at]),),
        rule=move.rule,
    )


def _status(scene: Scene, move: Move, arrival: Stay | None) -> Status:
    """A leg is as its own clause tells it, unless its end was given up."""
    if arrival and arrival.status == "cancelled":
        return "cancelled"
    return status_of(scene, move.aspect.status, move.when)
