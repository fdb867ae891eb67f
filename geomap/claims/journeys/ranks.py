"""Stops that are counted: 'the second stop of a tour that began in X', 'Y, the third leg'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from geomap.claims.journeys.ends import overlap
from geomap.claims.journeys.presence import Stay
from geomap.claims.scene import Scene, Spot
from geomap.claims.travel.moves import Move, is_stop
from geomap.claims.vocabulary import base, words

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_LEADING_AWAY = frozenset(("from", "after", "of", "with", "before", "between", "via", "and"))
_LEADING_THERE = frozenset(("is", "was", "be", "in", "to", ":", "him", "her", "them", "being"))
_NEAR = 8
"""Words between a place and 'the second stop', at most."""


def in_ranks(scene: Scene, stays: Sequence[Stay], moves: Sequence[Move]) -> Iterator[tuple[Stay, Stay]]:
    """Stops of one traveller of which the text says that one is the next after the other."""
    told = list(_ranks_told(scene))
    for label in dict.fromkeys(stay.who.label for stay in stays):
        own = [stay for stay in stays if stay.who.label == label and stay.status != "cancelled"]
        began = {move.at for move in moves if move.rule.startswith("course") and _begins(scene.doc[move.at])}
        ranks = {n: rank for n, stay in enumerate(own) if (rank := _rank_of(stay, told, began))}
        for n, rank in ranks.items():
            before = [m for m, other in ranks.items() if other == rank - 1]
            if rank == 2 and not before:
                before = [m for m, stay in enumerate(own) if m != n and stay.status == "done"]
                before = before if len(own) == 2 and before and before[0] not in ranks else []
            if len(before) == 1:
                yield own[before[0]], own[n]


def _begins(verb: Token) -> bool:
    return base(verb.lower_) in words("travel", "beginning")


def _rank_of(stay: Stay, told: Sequence[tuple[Spot, int]], began: set[int]) -> int | None:
    ranks = {rank for spot, rank in told if spot.place and stay.place and overlap(spot.place, stay.place)}
    if began & set(stay.at):
        ranks.add(1)
    return ranks.pop() if len(ranks) == 1 else None


def _ranks_told(scene: Scene) -> Iterator[tuple[Spot, int]]:
    """Every place that the text counts as a stop of a journey."""
    for token in scene.doc:
        if not is_stop(token):
            continue
        ordinals = (_ORDINALS.get(child.lower_) for child in token.children)
        rank = next((ordinal for ordinal in ordinals if ordinal), None)
        spot = _counted(scene, token) if rank else None
        if rank and spot:
            yield spot, rank
            behind = scene.doc[token.i : min(token.i + _NEAR, token.sent.end)]
            after = next((scene.spot_at.get(t.i + 1) for t in behind if t.lower_ == "after"), None)
            if after and after.use == "name":
                yield after, rank - 1


def _counted(scene: Scene, noun: Token) -> Spot | None:
    """The place that a noun counts: before it ('in X, the second stop'), else behind ('the first was X')."""
    start = max(noun.sent.start, noun.i - _NEAR)
    near = [
        spot
        for spot in scene.spots_between(start, noun.i)
        if spot.use == "name" and spot.country and scene.doc[spot.first - 1].lower_ not in _LEADING_AWAY
    ]
    if near:
        return near[-1]
    for spot in scene.spots_between(noun.i, min(noun.i + _NEAR, noun.sent.end)):
        if spot.use == "name" and spot.country and scene.doc[spot.first - 1].lower_ in _LEADING_THERE:
            return spot
    return None
