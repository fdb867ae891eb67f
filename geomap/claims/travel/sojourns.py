"""Of a place told before: 'he remains there until Friday', 'she had been due in the city on Monday'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.clauses import aspect
from geomap.claims.days.when import when_of
from geomap.claims.links import places_of
from geomap.claims.people.offices import comes_from_afar
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.travel.moves import Move, named_people
from geomap.claims.vocabulary import base, words

_LANDS = frozenset(("there", "here", "city", "town", "capital", "country", "kingdom", "island", "republic"))
_ELSEWHERE = frozenset(("home", "away", "behind", "back", "abroad", "up"))
_REACH = 4
"""Sentences back in which somebody came to where he stays, at most."""


def moves_of_sojourn(scene: Scene, who: Who, verb: Token, before: Sequence[Move]) -> Iterator[Move]:
    """A clause of which only the days are told, at the place that its people come to in the text before."""
    stays = base(verb.lower_) in words("travel", "staying")
    if not stays and not (_comes(verb) and _to_the_land(verb)):
        return
    people, seen = named_people(who.subject(verb)), aspect(verb)
    if not people or seen is None or (stays and seen.status == "cancelled"):
        return
    spots = [spot for spot, by in places_of(scene, verb) if by in ("in", "at")]
    if not stays and spots:
        return
    if not spots and not _tells_days_only(scene, verb):
        return
    came = _came_to(scene, verb, people, before, spots)
    there = came.spot if came else next(iter(spots), None)
    if there is None or not all(comes_from_afar(person, there) or came for person in people):
        return
    when = when_of(scene, verb, seen)
    if when.exact and when.last:
        yield Move(
            who=people,
            spot=next(iter(spots), there),
            when=when,
            aspect=replace(came.aspect, past=seen.past) if came and stays else seen,
            at=verb.i,
            rule=f"being {base(verb.lower_)}",
        )


def _comes(verb: Token) -> bool:
    return base(verb.lower_) in words("travel", "at", "toward", "object") or verb.lower_ in (
        "due",
        "expected",
    )


def _to_the_land(verb: Token) -> bool:
    """'arrived in the country', 'was due in the city': the place is known from before."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "to", "into"):
            nouns = [noun for noun in child.children if noun.dep_ == "pobj" and noun.lower_ in _LANDS]
            if any([word.lower_ for word in noun.children] == ["the"] for noun in nouns):
                return True
    return False


def _tells_days_only(scene: Scene, verb: Token) -> bool:
    """'stays until Friday', 'remains in the country until Friday': no other staying."""
    for child in verb.children:
        if child.lower_ in _ELSEWHERE:
            return False
        if child.dep_ in ("dobj", "attr", "acomp", "oprd", "xcomp") and child.i not in scene.date_at:
            return False
        if child.dep_ == "prep":
            nouns = [noun for noun in child.children if noun.dep_ == "pobj"]
            if any(noun.i not in scene.date_at and noun.lower_ not in _LANDS for noun in nouns):
                return False
    return True


def _came_to(
    scene: Scene, verb: Token, people: Sequence[object], before: Sequence[Move], spots: Sequence[Spot]
) -> Move | None:
    """The last clause that brought the same people to a place, if it is that of the stay."""
    start = verb.sent
    for _ in range(_REACH):
        start = scene.doc[start.start - 1].sent if start.start else start
    for move in reversed(before):
        if move.at < start.start:
            return None
        if move.spot is None or move.homeward or not set(people) & set(move.who):
            continue
        off = move.aspect.status == "cancelled" and base(verb.lower_) in words("travel", "staying")
        return None if off or (spots and spots[0].country != move.spot.country) else move
    return None
