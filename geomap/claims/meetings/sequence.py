"""Who meets whom: every meeting that an article tells of."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.meetings.encounters import Encounter
from geomap.claims.meetings.hosts import encounters_of_host
from geomap.claims.meetings.nouns import encounters_of_noun
from geomap.claims.meetings.verbs import encounters_of_verb
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene

_NEAR = 120
"""Those present are told of at most this many tokens behind the meeting."""


def _joined_by(who: Who, verb: Token, encounter: Encounter) -> Encounter:
    """'X and Y were also present': they took part in the meeting told of last."""
    present = verb.lower_ in ("was", "were") and any(child.lower_ == "present" for child in verb.children)
    if not present or verb.i - encounter.at > _NEAR or encounter.virtual:
        return encounter
    people = [person for person in who.subject(verb).people if person.name]
    return replace(encounter, people=tuple(dict.fromkeys([*encounter.people, *people])))


def find_encounters(scene: Scene, who: Who) -> list[Encounter]:
    """Every meeting that an article tells of, in the order of the text."""
    found: list[Encounter] = []
    for token in scene.doc:
        if token.pos_ in ("VERB", "AUX"):
            found += encounters_of_verb(scene, who, token)
            found[-1:] = [_joined_by(who, token, encounter) for encounter in found[-1:]]
        elif token.pos_ in ("NOUN", "PROPN"):
            found += encounters_of_noun(scene, who, token, found)
            found += encounters_of_host(scene, who, token)
    return found
