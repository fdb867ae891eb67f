"""Legs: from stop to stop, where the article states the order or the days give it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from geomap.claims.dates import weekday_of
from geomap.claims.moves import Move
from geomap.claims.scene import Scene, Spot
from geomap.claims.stays import Stay
from geomap.language.dates import parse_date
from geomap.records import UNDATED, LegClaim, Person, Place, When

_NEAR = 3
"""Weekdays this far apart at most are told in order."""


def legs_of(scene: Scene, moves: Sequence[Move], stays: Sequence[Stay]) -> list[LegClaim]:
    """All legs that an article claims, each once."""
    legs: dict[tuple[str, str, str], LegClaim] = {}
    for leg in [*_stated(scene, moves, stays), *_dated(scene, stays)]:
        key = (leg.who.label, _area(leg.origin), _area(leg.destination))
        if leg.origin != leg.destination and key not in legs and not _known(legs, leg):
            legs[key] = leg
    return list(legs.values())


def _known(legs: dict[tuple[str, str, str], LegClaim], leg: LegClaim) -> bool:
    """Whether the same leg is there already, be it by city or by country."""
    return any(
        other.who.label == leg.who.label
        and _overlap(other.origin, leg.origin)
        and _overlap(other.destination, leg.destination)
        for other in legs.values()
    )


def _overlap(a: Place, b: Place) -> bool:
    return a.name == b.name or (a.country == b.country and "country" in (a.precision, b.precision))


def _area(place: Place) -> str:
    return f"{place.country}/{place.name}"


def _stated(scene: Scene, moves: Sequence[Move], stays: Sequence[Stay]) -> Iterator[LegClaim]:
    """Legs from 'left X for Y', 'from X to Y', 'then to Y', 'returned to Y'."""
    for person in dict.fromkeys(person for move in moves for person in move.who):
        last: Spot | None = None
        for move in moves:
            if person not in move.who:
                continue
            goal = move.spot
            origin = move.origin or (last if (move.follows or move.homeward) else None)
            if origin is None and move.homeward:
                origin = next(
                    (stay.spot for stay in reversed(stays) if stay.who == person and stay.at[0] < move.at),
                    None,
                )
            if (
                goal
                and origin
                and goal.place
                and origin.place
                and _countable(goal.place)
                and _countable(origin.place)
                and not _overlap(goal.place, origin.place)
            ):
                yield _leg(scene, person, origin.place, goal.place, move)
            if goal and goal.place and _countable(goal.place):
                last = None if _one_of_many(move, moves) else goal
                if move.follows and not move.homeward:
                    last = goal


def _one_of_many(move: Move, moves: Sequence[Move]) -> bool:
    """Whether a move is an item of a plain list, which has no order."""
    return sum(other.at == move.at for other in moves) > 1


def _countable(place: Place) -> bool:
    return place.precision != "region"


def _leg(scene: Scene, person: Person, origin: Place, destination: Place, move: Move) -> LegClaim:
    return LegClaim(
        who=person,
        origin=origin,
        destination=destination,
        when=move.when,
        status=move.aspect.status,
        evidence=(scene.evidence(scene.doc[move.at]),),
        rule=move.rule,
    )


def _dated(scene: Scene, stays: Sequence[Stay]) -> Iterator[LegClaim]:
    """Legs that follow from the days of a trip's stops."""
    for label in dict.fromkeys(stay.who.label for stay in stays):
        own = [
            stay
            for stay in stays
            if stay.who.label == label
            and stay.status != "cancelled"
            and stay.place
            and _countable(stay.place)
        ]
        yield from _by_weekday(scene, own)
        live = sorted(
            (stay for stay in own if stay.when.exact and stay.when.first),
            key=lambda stay: (stay.when.first, stay.when.last or stay.when.first),
        )
        for a, b in pairwise(live):
            if _before(a.when, b.when) and a.place and b.place and not _overlap(a.place, b.place):
                yield LegClaim(
                    who=b.who,
                    origin=a.place,
                    destination=b.place,
                    when=_travel_day(a.when, b.when),
                    status=b.status,
                    evidence=tuple(
                        dict.fromkeys(
                            (scene.evidence(scene.doc[a.at[0]]), scene.evidence(scene.doc[b.at[0]]))
                        )
                    ),
                    rule="days of the stops",
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
            ahead = (second - first) % 7
            told = [at for at in b.at if scene.doc[at].sent == scene.doc[a.at[-1]].sent]
            if (
                told
                and 1 <= ahead <= _NEAR
                and a.place
                and b.place
                and not _overlap(a.place, b.place)
                and a.status == b.status
            ):
                yield LegClaim(
                    who=b.who,
                    origin=a.place,
                    destination=b.place,
                    status=b.status,
                    evidence=(scene.evidence(scene.doc[told[-1]]),),
                    rule="weekdays of the stops",
                )


def _weekday(when: When) -> int | None:
    expression = parse_date(when.text) if when.text else None
    return weekday_of(expression) if expression else None


def _before(a: When, b: When) -> bool:
    """Whether one stop certainly comes before the other, and within one trip."""
    if not (a.first and b.first):
        return False
    last = a.last or a.first
    return a.first < b.first and last <= b.first and (b.first - last).days <= 14


def _travel_day(a: When, b: When) -> When:
    """The day of the leg, where leaving and arriving fall on one day."""
    if a.last and a.last == b.first:
        return When(
            first=a.last, last=a.last, exact=True, text=b.text, reason="the day of leaving and of arriving"
        )
    return UNDATED
