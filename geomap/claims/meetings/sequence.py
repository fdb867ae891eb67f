"""Who meets whom: every meeting that an article tells of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.meetings.delegations import find_talks
from geomap.claims.meetings.encounters import Encounter
from geomap.claims.meetings.hosts import encounters_of_host
from geomap.claims.meetings.nouns import encounters_of_noun
from geomap.claims.meetings.triggers import is_split_noun
from geomap.claims.meetings.verbs import encounters_of_verb
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene
from geomap.claims.vocabulary import base, words

_BEHIND = 3
"""'the process in X': a topic's place may begin so many words behind the topic."""
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
    if token.lower_ == "talks" and not own & {"nsubj", "dobj"} and token.head.pos_ in ("NOUN", "PROPN"):
        return token.dep_ == "conj"  # 'a lunch with X and talks with Y'
    return bare and (token.dep_ in ("ROOT", "acl") or token.head.pos_ in ("NOUN", "PROPN"))


def _is_in_capitals(token: Token) -> bool:
    """Whether a word of meeting stands in a heading in capitals, which the text tells again by names."""
    letters = [other for other in token.sent if other.is_alpha] if token.is_upper else []
    return len(letters) > 3 and all(other.is_upper for other in letters)


def _without_topic(scene: Scene, who: Who, encounter: Encounter, before: Sequence[Encounter]) -> Encounter:
    """'met in Accra … They also discussed the peace process in X': a topic's place, not theirs who met."""
    spot = encounter.spot
    verb = scene.doc[encounter.at]
    if spot is None or base(verb.lower_) not in words("meeting", "topical", "together"):
        return encounter
    topics = (child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i)
    if not any(spot.first in range(topic.i + 1, topic.right_edge.i + _BEHIND) for topic in topics):
        return encounter
    met = any(
        set(encounter.people) <= set(other.people) and (other.spot or who.focus_at(other.at))
        for other in before
        if other.at < verb.sent.start
    )
    return replace(encounter, spot=None) if met else encounter


def find_encounters(scene: Scene, who: Who) -> list[Encounter]:
    """Every meeting that an article tells of, in the order of the text."""
    found: list[Encounter] = []
    for token in scene.doc:
        if _is_in_capitals(token):
            continue
        if token.pos_ in ("VERB", "AUX") and not _names_event(token):
            told = encounters_of_verb(scene, who, token)
            found += [_without_topic(scene, who, encounter, found) for encounter in told]
            found[-1:] = [_joined_by(who, token, encounter) for encounter in found[-1:]]
        elif token.pos_ in ("NOUN", "PROPN") or _names_event(token) or is_split_noun(token):
            found += encounters_of_noun(scene, who, token, found)
            found += encounters_of_host(scene, who, token)
    return [*found, *find_talks(scene, who)]
