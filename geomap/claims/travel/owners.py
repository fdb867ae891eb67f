"""Where a visit leads behind a long name of its owner: 'the visit of the President of Chad, Mr X, to Y'."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.people.who import Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import is_finite

_REACH = 24
"""Words of an office and a name behind 'the visit of', at most."""


def goals_behind_owner(scene: Scene, who: Who, noun: Token) -> list[Spot]:
    """The places behind 'to' behind the name of whose visit it is: the parse may give them to anything."""
    doc, at = scene.doc, noun.i + 1
    if at >= len(doc) or doc[at].lower_ not in ("of", "by"):
        return []
    named = next(iter(who.cast.between(at, min(at + _REACH, noun.sent.end))), None)
    if named is None or any(is_finite(token) for token in doc[at : named.first]):
        return []
    at = named.last + 1
    while who.cast.at.get(at) is named:
        at += 1
    at += doc[at : at + 1].text == ","
    goals: list[Spot] = []
    if doc[at : at + 1].text.lower() == "to":
        for spot in scene.spots_between(at + 1, noun.sent.end):
            near = scene.before_in_list(spot) == goals[-1] if goals else spot.first <= at + 2
            if not near:
                break
            goals.append(spot)
    return [spot for spot in goals if spot.use == "name"]
