"""Who meets whom: every meeting that an article tells of."""

from __future__ import annotations

from geomap.claims.encounters import Encounter
from geomap.claims.meeting_nouns import encounters_of_noun
from geomap.claims.meeting_verbs import encounters_of_verb
from geomap.claims.scene import Scene
from geomap.claims.who import Who


def find_encounters(scene: Scene, who: Who) -> list[Encounter]:
    """Every meeting that an article tells of, in the order of the text."""
    found: list[Encounter] = []
    for token in scene.doc:
        if token.pos_ in ("VERB", "AUX"):
            found += encounters_of_verb(scene, who, token)
        elif token.pos_ in ("NOUN", "PROPN"):
            found += encounters_of_noun(scene, who, token, found)
    return found
