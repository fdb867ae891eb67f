"""Legs in so many words: 'left X for Y', 'from X to Y', 'then to Y', 'returned to Y'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from geomap.claims.clauses import verb_of
from geomap.claims.days.when import status_of
from geomap.claims.journeys.ends import days_of, is_interrupted, overlap, point_of, town_of, travel_day
from geomap.claims.journeys.presence import Stay
from geomap.claims.scene import Scene, Spot
from geomap.claims.travel.moves import Move
from geomap.claims.vocabulary import words
from geomap.records import UNDATED, LegClaim, Person, Status, When

_ONE_TRIP = 31
"""Days between two stops of one trip at most, where nothing else is told."""
_MOTION = frozenset(("toward", "leaving", "taking", "at", "passage"))
"""Rules of moves whose day is a day of travel."""


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
    last: Move | None = None
    arrived: Move | None = None
    left: Move | None = None
    away: Move | None = None
    earlier: Move | None = None
    reached: set[str] = set()
    told = -1
    for move in sorted([*moves, *_met(person, moves, own)], key=lambda move: _turn(scene, move)):
        if move.spot and _looks_back(scene, move):
            earlier = move
            continue
        item, told = move.at == told, move.at
        if move.spot is None:
            here = arrived if move.aspect.status == "done" else last
            if move.origin and here and move.rule.split()[0] in ("toward", "at"):
                yield from _leg(scene, person, move.origin, here.spot, move, own)
                continue
            if move.origin and _is_home(move.origin, person, moves):
                away = move
            left = move if move.origin else left
            continue
        unordered = listed[move.at] > 1 and (move.origin is None or not item)
        origin = move.origin
        if origin is None and not item and move.rule != "meeting":
            origin = _left(scene, move, left)
            away = None if origin else away
            origin = origin or _from_earlier(scene, move, earlier)
            origin = origin or _from_last(scene, move, last, own)
            origin = origin or _from_latest(move, own) or _from_dateline(scene, move, own)
            origin = (
                None if origin and unordered and not _goes_on(move, moves) else _finest(origin, move, own)
            )
        for leg in _leg(scene, person, origin, move.spot, move, own):
            reached.add(leg.destination.name)
            yield leg
        if _leads_on(move, last, own) and not _is_aside(scene, move, moves):
            is_home = move.homeward and move.spot.country == person.country
            last, left = None if unordered or is_home else move, None
            arrived = last if last and last.aspect.status == "done" else arrived
    if away:
        others = [stay for stay in own if stay.place and stay.place.name not in reached]
        yield from _leg(scene, person, away.origin, _first_stop(away, others), away, own)


def _met(person: Person, moves: Sequence[Move], stays: Sequence[Stay]) -> Iterator[Move]:
    """Where a traveller is by meetings or in company: the story goes on from there."""
    known = {move.at for move in moves}
    for stay in stays:
        for at in stay.at:
            if at not in known:
                yield Move(
                    who=(person,), spot=stay.spot, when=stay.when, aspect=stay.aspect, at=at, rule="meeting"
                )


def _goes_on(move: Move, moves: Sequence[Move]) -> bool:
    """'for Tbilisi and then Yerevan': whether a list of goals tells their order."""
    return any(other.at == move.at and other.origin == move.spot for other in moves)


def _is_aside(scene: Scene, move: Move, moves: Sequence[Move]) -> bool:
    """'came from Y, where he had talks and visited Z': what is told of a place that was left already."""
    origins = {i for other in moves if other.origin for i in (other.origin.first, other.origin.last)}
    token = scene.doc[move.at]
    return any(word.dep_ == "relcl" and word.head.i in origins for word in (token, *token.ancestors))


def _is_home(spot: Spot, person: Person, moves: Sequence[Move]) -> bool:
    """Whether a journey that leaves a place leaves home."""
    if person.country is not None:
        return spot.country == person.country
    return not any(move.spot and move.spot.country == spot.country for move in moves)


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


def _leads_on(move: Move, last: Move | None, stays: Sequence[Stay]) -> bool:
    """Whether the story goes on from where a move leads, which is no earlier than where it was."""
    if (
        move.spot is None
        or move.aspect.status == "cancelled"
        or not move.spot.sure
        or not point_of(move.spot)
    ):
        return False
    if last is None or last.spot is None:
        return True
    here = move.when if _is_motion(move) else _days_at(move, stays)
    there = last.when if _is_motion(move) else _days_at(last, stays)
    day, since = here.first if there.exact else here.last, there.first or there.last
    return not (day and since and day < since)


def _days_at(move: Move, stays: Sequence[Stay]) -> When:
    """The days of the stay that a move leads to."""
    return next((stay.when for stay in stays if move.spot and stay.spot.text == move.spot.text), move.when)


def _looks_back(scene: Scene, move: Move) -> bool:
    """'Earlier he had been in X', 'having been in X': told out of turn."""
    verb: Token = scene.doc[move.at]
    verb = verb_of(verb) if verb.dep_ in ("dobj", "pobj") else verb
    near = [
        word for child in verb.children for word in (child, *(child.children if child.dep_ == "prep" else ()))
    ]
    told = any(word.dep_ == "advmod" and word.lower_ in words("status", "earlier") for word in near)
    told |= any(child.lower_ == "having" for child in verb.children)
    return move.aspect.status == "done" and told


def _from_earlier(scene: Scene, move: Move, earlier: Move | None) -> Spot | None:
    """'Petrov, who had met X in Y earlier in the day, landed': where the same sentence tells of before."""
    if earlier is None or scene.doc[earlier.at].sent != scene.doc[move.at].sent:
        return None
    there = move.rule.split()[0] in (*_MOTION, "being") and move.aspect.status == "done"
    return earlier.spot if there and _in_one_trip(earlier.when, move.when) else None


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
    here, there = _days_at(move, stays), _days_at(last, stays)
    told_late = here.exact and there.exact and here.first and there.first and here.first < there.first
    if told_late and not move.homeward:
        return None
    leaves = move.rule.startswith("leaving") and (last.aspect.sure or _was_there(last, stays))
    if move.follows or move.homeward or leaves:
        return last.spot
    if _is_chained(scene, move, last.at) or _lies_ahead(scene, move, last):
        return last.spot
    when = _days_at(last, stays)
    later = _is_motion(move) and when.first and move.when.first and when.first < move.when.first
    return last.spot if later and not is_interrupted(scene, when, move.when) else None


def _was_there(last: Move, stays: Sequence[Stay]) -> bool:
    """Whether who set out for a place is told to have come there as well."""
    return any(
        stay.status == "done" and last.at in stay.at and len(stay.at) > 1
        for stay in stays
        if last.spot and stay.spot.text == last.spot.text
    )


def _lies_ahead(scene: Scene, move: Move, last: Move) -> bool:
    """'who came to X on Monday, will pass to Y': in one sentence, from where a traveller is."""
    there = last.aspect.status == "done" and last.rule.split()[0] in _MOTION
    ahead = move.aspect.status == "planned" and _is_motion(move)
    return there and ahead and scene.doc[last.at].sent == scene.doc[move.at].sent


def _is_motion(move: Move) -> bool:
    return move.rule.split()[0] in _MOTION - {"at"} or move.rule == "object reach"


def _is_chained(scene: Scene, move: Move, before: int) -> bool:
    """'Met the king in X and flew to Y': one clause after the other in one sentence."""
    verb = scene.doc[move.at]
    return _is_motion(move) and verb.dep_ == "conj" and verb.sent.start <= before < verb.i


def _from_latest(move: Move, stays: Sequence[Stay]) -> Spot | None:
    """The latest stop by its days, of a move that leads home."""
    dated = [stay for stay in stays if stay.when.exact and _in_one_trip(stay.when, move.when)]
    dated = [stay for stay in dated if stay.status != "cancelled"]
    return max(dated, key=lambda stay: days_of(stay.when)[1]).spot if move.homeward and dated else None


def _from_dateline(scene: Scene, move: Move, stays: Sequence[Stay]) -> Spot | None:
    """'PARIS - The envoy set off for X': the dateline's town, of those who are told to be there."""
    dateline = (scene.article.dateline or "").lower()
    if not dateline or move.rule not in ("leaving leave", "leaving depart", "leaving take", "toward set"):
        return None
    return next((stay.spot for stay in stays if stay.spot.text.lower() in dateline), None)


def _first_stop(move: Move, stays: Sequence[Stay]) -> Spot | None:
    """Where a traveller who leaves home comes first: by the days, else the only stop."""
    live = [stay for stay in stays if stay.status != "cancelled" and _in_one_trip(move.when, stay.when)]
    dated = [stay for stay in live if stay.when.exact and stay.when.first and move.when.first]
    if dated:
        return min(dated, key=lambda stay: days_of(stay.when)).spot
    return live[0].spot if len(live) == 1 else None


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


def _leg(
    scene: Scene, person: Person, origin: Spot | None, goal: Spot | None, move: Move, stays: Sequence[Stay]
) -> Iterator[LegClaim]:
    """The leg between two spots, where both are points."""
    start, end = town_of(scene, point_of(origin)), town_of(scene, point_of(goal))
    if start is None or end is None:
        return
    arrival = next((stay for stay in stays if stay.place and overlap(stay.place, end)), None)
    departure = next((stay for stay in stays if stay.place and overlap(stay.place, start)), None)
    when = move.when if move.rule.split()[0] in _MOTION else UNDATED
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
