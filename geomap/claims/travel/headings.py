"""Itineraries that put the place over what is done there: a line that is nothing but a place.

'Suva, Fiji', and below it hours, each with a line of its own: whoever the itinerary is for is there. In a
programme of days and notes a country may stand so as well, and the days above or below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geomap.claims.clauses import Aspect, aspect
from geomap.claims.days.clauses import is_timed
from geomap.claims.days.when import resolve, when_of
from geomap.claims.links import here
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import SUBJECTS, is_finite
from geomap.claims.travel.lists import Line, lines_of, opening_date, past_bullet
from geomap.claims.travel.moves import Move
from geomap.claims.travel.programmes import announced, as_of
from geomap.claims.vocabulary import base, words
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
    if programme := list(_moves_of_programme(scene, who, lines)):
        yield from programme
        return
    heads = {n: spot for n, line in enumerate(lines) if n and (spot := _place_of(scene, line))}
    heads = {n: spot for n, spot in heads.items() if spot.precision == "city"}
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


def _moves_of_programme(scene: Scene, who: Who, lines: Sequence[Line]) -> Iterator[Move]:
    """The places over the notes of a programme, each with the day above it, or with those below."""
    if not (people := announced(scene, who, lines)):
        return
    country = people[0].country
    days = {n: dated for n, line in enumerate(lines) if (dated := opening_date(scene, line))}
    heads = {n: spot for n, line in enumerate(lines) if n and (spot := _place_of(scene, line))}
    near = {n for n in heads if {n - 1, n + 1} & days.keys()}
    ends = [*list(heads)[1:], *([len(lines)] if heads else [])]
    for (n, spot), end in zip(heads.items(), ends, strict=True):
        town = spot.precision == "city" and any(m in near for m in heads)
        below = [line for line in lines[n + 1 : end] if line.first not in scene.date_at]
        if not (n in near or town) or not any(_is_note(scene, who, line) for line in below[:_BELOW]):
            continue
        told = [days[m] for m in range(n + 1, end) if m in days and m + 1 not in heads]
        if n - 1 in days or not told:
            told = [*(days[m] for m in range(n - 1, -1, -1) if m in days)][:1] + told
        home = country is not None and spot.country == country
        if n == next(iter(heads)) and base(scene.doc[past_bullet(scene.doc, below[0])].lower_) in words(
            "travel", "setting_out"
        ):
            continue  # where the journey begins
        for dated in told[: 1 if home else None]:
            seen = Aspect(status="planned", sure=False)
            when = resolve(scene, [dated], seen, scene.doc[spot.first])
            yield Move(
                who=people,
                spot=spot,
                when=when,
                aspect=as_of(scene, when, seen),
                at=spot.first,
                rule="heading",
                homeward=home,
            )


def _is_note(scene: Scene, who: Who, line: Line) -> bool:
    """Whether a line tells what is done there: 'Meets with X', 'Audience with X', 'He will speak …'."""
    verbs = [token for token in scene.doc[line.first : line.last + 1] if is_finite(token)]
    told = [token for token in verbs if any(child.dep_ in SUBJECTS for child in token.children)]
    return not told or bool(set(who.of_notes()) & set(who.subject(told[0]).people))


def _place_of(scene: Scene, line: Line) -> Spot | None:
    """The town or the country that a line names and nothing else."""
    first = past_bullet(scene.doc, line)
    last = line.last - (scene.doc[line.last].text in (":", "-", "–", "*"))
    spot = scene.spot_at.get(first)
    whole = spot is not None and (spot.first, spot.last) == (first, last) and spot.use == "name"
    return spot if whole and spot and spot.precision in ("city", "country") else None


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
