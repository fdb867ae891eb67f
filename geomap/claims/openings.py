"""Places that a sentence opens with: 'In Quito, …', 'On a visit to Suva and Apia, …'."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.kinds import is_trip
from geomap.claims.scene import Scene, Spot
from geomap.claims.vocabulary import words

_BEFORE_OPENING = ("while", "also", "then", "later", "meanwhile", "“", '"')
_ELSEWHERE = frozenset(("after", "following", "before"))
"""'After a visit to Suva, …': what follows is elsewhere."""
_LONGEST = 16
"""An opening phrase ends within this many tokens."""


def fronted_spots(scene: Scene, start: int) -> list[Spot]:
    """All places of the list that the sentence beginning at token `start` opens with."""
    first = fronted_spot(scene, start)
    return scene.listed_with(first) if first else []


def fronted_spot(scene: Scene, start: int) -> Spot | None:
    """The place that the sentence beginning at token `start` opens with, before its first comma."""
    doc = scene.doc
    i = start
    while i < len(doc) and (doc[i].is_space or doc[i].lower_ in _BEFORE_OPENING):
        i += 1
    if i >= len(doc) or doc[i].lower_ not in words("travel", "opening"):
        return None
    end = next((j for j in range(i, min(i + _LONGEST, doc[i].sent.end)) if doc[j].text == ","), None)
    if end is None and doc[i].dep_ == "prep" and doc[i].head.dep_ == "ROOT":
        end = min(max(token.i for token in doc[i].subtree) + 1, i + _LONGEST)  # 'In X the two met'
        end = max(end, i + 2)  # 'In X President Y met', where the parse takes 'X President Y' for a name
    if end is None:
        return None
    for j in range(i + 1, end):
        spot = scene.spot_at.get(j)
        if spot and spot.first == j and spot.use == "name" and _leads_in(doc[j - 1]):
            return None if doc[i].lower_ in _ELSEWHERE and doc[j - 1].lower_ == "to" else spot
    return None


def _leads_in(token: Token) -> bool:
    """'in Quito', 'at the Vatican', 'a visit to Suva'."""
    if token.lower_ == "the" and token.i:
        token = token.nbor(-1)
    visit = token.i > 0 and is_trip(token.nbor(-1))
    return token.lower_ in ("in", "at") or (token.lower_ == "to" and visit)
