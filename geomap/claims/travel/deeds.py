"""What people do at places, whatever it is: it tells in which town of a country they are, and when."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geomap.claims.clauses import aspect, is_passive
from geomap.claims.days.when import when_of
from geomap.claims.links import event_place, near_place, places_of
from geomap.claims.people.who import Party, Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.travel.moves import Deed
from geomap.claims.vocabulary import base, words

_ACTING = ("verbs", "conferring", "with", "speaking", "on", "light", "topical")
_LEADING = ("object", "toward", "at", "leaving")


def find_deeds(scene: Scene, who: Who) -> list[Deed]:
    """All deeds of named people in towns and venues, in the order of the text."""
    return [
        Deed(who=person.label, spot=spot, when=when_of(scene, token, seen), status=seen.status, at=token.i)
        for token in scene.doc
        if token.pos_ == "VERB" and (seen := aspect(token)) and seen.status != "cancelled"
        for spot in _places(scene, token)
        for person in _doers(who, token).people
        if person.name
    ]


def _places(scene: Scene, verb: Token) -> Iterator[Spot]:
    """The places of a deed: its own, else the town of the people or of the summit that it is about."""
    own = [
        spot
        for spot, by in places_of(scene, verb)
        if by in ("in", "at") and spot.use == "name" and spot.place
    ]
    lemma = base(verb.lower_)
    if not own and lemma in words("meeting", *_ACTING) | words("travel", "present"):
        own = near_place(scene, verb)
    if not own and lemma in words("travel", *_LEADING):
        own = event_place(scene, verb)
    yield from own


def _doers(who: Who, verb: Token) -> Party:
    """'She laid a wreath', 'a wreath was laid by her'."""
    agent = who.agent(verb) if is_passive(verb) else None
    return agent if agent and agent.people else who.subject(verb)
