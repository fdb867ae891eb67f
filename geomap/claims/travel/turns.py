"""The turn of a stop in a journey, told without anybody who travels: 'after Doha comes Dubai'.

A place is the subject ('Nairobi will be followed by Kampala', 'with Manila to follow on Wednesday', 'Next is
Lima'), or nothing is ('Then it was on to Dakar'). It is a stop of whoever travelled last, told just before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, agent_of, aspect, is_passive
from geomap.claims.days.when import when_at
from geomap.claims.links import places_of
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.travel.moves import Move, place_of_noun
from geomap.claims.vocabulary import base

_BEING = frozenset(("is", "was", "are", "were", "be", "'s", "’s"))
_OPENING = frozenset(("after", "next", "then", "last", "following", "finally", "afterwards"))
"""'Next comes X', 'after Y comes X', 'last on the list is X'."""
_CLOSING = frozenset(("next", "afterwards", "later"))
"""'X comes next', 'X is next'."""
_HEADINGS = frozenset(["north", "south", "east", "west", "on", "back", "off", "onward", "onwards", "home"])
_BETWEEN = frozenset(("will", "to", "then", "be", "is", "was", "are", "were", "would", "soon"))
_REACH = 120
"""Words back to the last stop of whom the article is about, at most."""
_LONGEST_OPENING = 6
"""Words in front of 'comes' in 'after Doha comes Dubai', at most."""


def moves_of_turn(scene: Scene, who: Who, verb: Token, before: Sequence[Move]) -> Iterator[Move]:
    """The stops whose turn a clause tells, of those who travelled last; `before` are the moves so far."""
    turns = base(verb.lower_) in ("follow", "come") or verb.lower_ in _BEING
    last = _last_told(scene, who, verb, before) if turns and verb.tag_ != "VBG" else None
    if last is None:
        return
    origin, goals = _in_turn(scene, verb, last)
    comes_last = any(token.lower_ == "last" for token in verb.doc[verb.sent.start : verb.i])
    seen = aspect(verb)
    if seen is None or not goals:
        return
    present = verb.tag_ in ("VBZ", "VB") or (verb.tag_ == "VBN" and not seen.past and not _was(verb))
    if present and last.aspect.status == "planned":
        seen = Aspect(status="planned", sure=last.aspect.sure)
    for spot in goals:
        yield replace(
            last,
            spot=spot,
            origin=origin if len(goals) == 1 else None,
            when=when_at(scene, verb, seen, spot, goals),
            aspect=seen,
            at=verb.i,
            rule="turn",
            follows=not comes_last,
            homeward=any(spot.country == person.country for person in last.who),
        )


def _was(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "aux") and child.tag_ == "VBD" for child in verb.children)


def _last_told(scene: Scene, who: Who, verb: Token, before: Sequence[Move]) -> Move | None:
    """The last move to a place that is told just before: of whom the article is about, else of anybody."""
    start = scene.doc[verb.sent.start - 1].sent.start if verb.sent.start else 0
    near = None
    for move in reversed(before):
        if move.at < min(start, verb.sent.start - _REACH):
            break
        if move.spot and move.aspect.status != "cancelled":
            if who.topic.main in move.who and move.at >= verb.sent.start - _REACH:
                return move
            near = near or (move if move.at >= start else None)
    return near


def _in_turn(scene: Scene, verb: Token, last: Move) -> tuple[Spot | None, list[Spot]]:
    """Where the way comes from, if that is told, and the stops that come next."""
    follows, comes = base(verb.lower_) == "follow", base(verb.lower_) == "come"
    after = [token.lower_ for token in verb.doc[verb.i + 1 : min(verb.i + 4, verb.sent.end)]]
    behind, ahead = _spot_behind(scene, verb.i + 1), _spot_ahead(scene, verb.i - 1)
    if follows and after[:1] == ["by"]:
        by = _spot_behind(scene, verb.i + 2)
        if by is None and ahead is None and (agent := agent_of(verb)) is not None:
            by = place_of_noun(scene, agent)
        known = ahead is None or (last.spot is not None and ahead.text == last.spot.text)
        return last.spot, scene.listed_with(by) if by and known else []
    if follows:
        alone = not is_passive(verb) and not any(child.dep_ == "dobj" for child in verb.children)
        return None, scene.listed_with(ahead) if ahead and alone else []
    if ahead and after[:1] and after[0] in _CLOSING and after[1:2] != ["to"]:
        return None, scene.listed_with(ahead)
    if behind and (first := _opening(verb)):
        origin = _spot_behind(scene, first.i + 1) if first.lower_ in ("after", "following") else None
        return origin, scene.listed_with(behind)
    on = not comes and verb.i > 0 and verb.nbor(-1).lower_ == "it" and _HEADINGS & set(after)
    return None, [spot for spot, by in places_of(scene, verb) if by == "to"] if on else []


def _opening(verb: Token) -> Token | None:
    """'Next', 'after', 'last' in front of a verb of turn that has no other subject."""
    before = list(verb.doc[max(verb.sent.start, verb.i - _LONGEST_OPENING) : verb.i])
    first = next((token for token in before if token.lower_ in _OPENING), None)
    told = first is None or any(token.pos_ in ("VERB", "PRON") for token in before[before.index(first) :])
    return None if told else first


def _spot_behind(scene: Scene, i: int) -> Spot | None:
    """The place that a name begins with at token `i`, or behind 'the'."""
    i += scene.doc[i : i + 1].text.lower() == "the"
    spot = scene.spot_at.get(i)
    return spot if spot and spot.first == i and spot.use == "name" else None


def _spot_ahead(scene: Scene, i: int) -> Spot | None:
    """The place that a name ends with at token `i`, or before 'will', 'to'."""
    while i > 0 and scene.doc[i].lower_ in _BETWEEN:
        i -= 1
    spot = scene.spot_at.get(i)
    return spot if spot and spot.use == "name" else None
