"""Who meets whom: every meeting that an article tells of."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.meetings.encounters import Encounter
from geomap.claims.meetings.hosts import encounters_of_host
from geomap.claims.meetings.nouns import encounters_of_noun, is_split_noun
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


def _names_event(token: Token) -> bool:
    """'11.30 Meeting with X', 'Lima (meeting with X)': a programme's line, taken for a verb."""
    own = {child.dep_ for child in token.children}
    bare = token.lower_ == "meeting" and token.pos_ == "VERB" and not own & {"aux", "nsubj", "dobj", "det"}
    return bare and (token.dep_ in ("ROOT", "acl") or token.head.pos_ in ("NOUN", "PROPN"))


def _is_in_capitals(token: Token) -> bool:
    """Whether a word of meeting stands in a heading in capitals, which the text tells again by names."""
    letters = [other for other in token.sent if other.is_alpha]
    return token.is_upper and len(letters) > 3 and all(other.is_upper for other in letters)


def find_encounters(scene: Scene, who: Who) -> list[Encounter]:
    """Every meeting that an article tells of, in the order of the text."""
    found: list[Encounter] = []
    for token in scene.doc:
        if _is_in_capitals(token):
            continue
        if token.pos_ in ("VERB", "AUX") and not _names_event(token):
            found += encounters_of_verb(scene, who, token)
            found[-1:] = [_joined_by(who, token, encounter) for encounter in found[-1:]]
        elif token.pos_ in ("NOUN", "PROPN") or _names_event(token) or is_split_noun(token):
            found += encounters_of_noun(scene, who, token, found)
            found += encounters_of_host(scene, who, token)
    return found
