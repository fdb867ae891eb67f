"""Who leads a group, told right behind it: 'the Chinese delegation headed by Premier X', and its country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.kinds import is_group
from geomap.claims.people.nameparts import Name
from geomap.claims.scene import Scene
from geomap.claims.steps import is_finite

_FURTHEST = 18
"""Words between a group and what its leader does, at most."""
_BEFORE = 6
"""Words in front of a group among which its country stands, at most."""
_LEADING = frozenset(("led", "headed", "chaired", "leadership", "chairmanship"))


def leader_behind(group: Token) -> int | None:
    """Where the leader's office or name begins: behind 'headed by', 'under the leadership of'."""
    doc = group.doc
    for token in doc[group.i + 1 : min(group.i + _FURTHEST, group.sent.end - 2)]:
        if token.lower_ in _LEADING and doc[token.i + 1].lower_ in ("by", "of"):
            start = token.i + 2
            return start + (doc[start].lower_ in ("the", "its", "a", "an", "their"))
        told = token.nbor(-1).lower_ in ("which", "that", ",")
        if (is_finite(token) and not told) or is_group(token) or token.text in (";", ":") or token.is_space:
            return None
    return None


def with_lands_of_groups(scene: Scene, names: Sequence[Name]) -> list[Name]:
    """The names with a country for those who lead a country's group and of whom nothing else tells it."""
    at = {min(name.first, name.role.first if name.role else name.first): n for n, name in enumerate(names)}
    placed = list(names)
    for group in scene.doc:
        if not is_group(group) or (start := leader_behind(group)) is None:
            continue
        n = next((at[i] for i in (start, start + 1) if i in at), None)
        code = _land_of(scene, group, start) if n is not None else None
        if n is None or code is None or names[n].country:
            continue
        role = names[n].role
        if role and any(scene.spots_between(role.first, role.last + 1)):
            continue
        placed[n] = replace(names[n], country=code, role=replace(role, country=code) if role else None)
    return placed


def _land_of(scene: Scene, group: Token, end: int) -> str | None:
    """'The Chinese delegation', 'a delegation of the parliament of Chad': the country of a group."""
    doc = scene.doc
    for spot in scene.spots_between(group.i, end):
        before = doc[group.i + 1 : spot.first]
        if any(
            token.pos_ in ("VERB", "AUX") or token.lower_ in ("in", "to", "for", "at") for token in before
        ):
            break
        if spot.country and spot.precision == "country" and doc[spot.last + 1].text != "-":
            return spot.country
    first = max(group.sent.start, group.i - _BEFORE)
    for spot in reversed(list(scene.spots_between(first, group.i))):
        between = doc[spot.last + 1 : group.i]
        if any(token.pos_ not in ("ADJ", "NOUN", "PROPN", "PART", "CCONJ", "PUNCT") for token in between):
            return None
        if spot.country and spot.precision == "country":
            return spot.country
    return None
