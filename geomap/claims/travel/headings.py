"""Itineraries that put the place over what is done there: a line that is nothing but a place.

'Suva, Fiji', and below it hours, each with a line of its own: whoever the itinerary is for is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geomap.claims.clauses import Aspect, aspect
from geomap.claims.days.clauses import is_timed
from geomap.claims.days.when import when_of
from geomap.claims.links import here
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import SUBJECTS
from geomap.claims.travel.lists import Line, lines_of
from geomap.claims.travel.moves import Move
from geomap.records import Person

_HEADS = 2
"""So many lines that are nothing but a place make an itinerary; one does below a day."""
_BELOW = 12
"""Lines below a place in which the traveller does something, at most."""


def with_headings(scene: Scene, who: Who, moves: Sequence[Move]) -> list[Move]:
    """The moves, with the stops of an itinerary whose places stand over what is done there.

    Such an itinerary is its own office's: it ends where that is.
    """
    if not (stops := list(_moves_of_headings(scene, who))):
        return list(moves)
    seats = {spot.country for spot in here(scene)}
    return [
        replace(move, homeward=True) if move.spot and move.spot.country in seats else move
        for move in (*moves, *stops)
    ]


def _moves_of_headings(scene: Scene, who: Who) -> Iterator[Move]:
    lines = list(lines_of(scene.doc))
    heads = {n: spot for n, line in enumerate(lines) if n and (spot := _place_of(scene, line))}
    if len(heads) < _HEADS and not any(_is_day(scene, lines[n - 1]) for n in heads):
        return
    ends = [*list(heads)[1:], len(lines)]
    for (n, spot), end in zip(heads.items(), ends, strict=True):
        if (found := _first_deed(scene, who, lines[n + 1 : min(end, n + _BELOW)])) is None:
            continue
        people, at, seen = found
        yield Move(
            who=people,
            spot=spot,
            when=when_of(scene, scene.doc[at], seen),
            aspect=seen,
            at=spot.first,
            rule="heading",
        )


def _place_of(scene: Scene, line: Line) -> Spot | None:
    """The town that a line names and nothing else."""
    spot = scene.spot_at.get(line.first)
    whole = spot is not None and spot.first == line.first and spot.last == line.last and spot.use == "name"
    town = whole and spot and spot.place and spot.place.precision == "city"
    return spot if town else None


def _is_day(scene: Scene, line: Line) -> bool:
    return any((dated.first, dated.last) == (line.first, line.last) for dated in scene.headings)


def _first_deed(
    scene: Scene, who: Who, lines: Sequence[Line]
) -> tuple[tuple[Person, ...], int, Aspect] | None:
    """Who does something first below a place, in which word, and whether it lies ahead."""
    for line in (line for line in lines if is_timed(scene, line.first)):
        for token in scene.doc[line.first : line.last + 1]:
            if token.dep_ not in SUBJECTS or token.head.pos_ not in ("VERB", "AUX"):
                continue
            people = tuple(person for person in who.party(token).people if person.name)
            seen = aspect(token.head)
            if people and people[0] in (who.topic.main, *who.delegation) and seen and seen.sure:
                return people, token.head.i, seen
    return None
