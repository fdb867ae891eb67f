"""Whose paper a release is written on: 'U.S. Department of State', 'Global Affairs Canada' at its head."""

from __future__ import annotations

import re
from itertools import islice

from geomap.claims.scene import Scene
from geomap.claims.travel.lists import Line, lines_of
from geomap.claims.vocabulary import letterheads, words

_LINES, _LONGEST = 14, 14
"""Lines at the head of a text, and words of a line, in which an office names itself."""

_NO_HEAD = frozenset(("in", "to", "with", "at", "embassy", "consulate", "visit", "trip", "meeting"))
"""Words of headlines, and of those who sit abroad."""


def letterhead_country(scene: Scene) -> str | None:
    """The country of the office that a line at the head of a text consists of (ISO 3166-1 alpha-2)."""
    lines = islice(lines_of(scene.doc), _LINES)
    return next((country for line in lines if (country := _country_of(scene, line))), None)


def _country_of(scene: Scene, line: Line) -> str | None:
    tokens = scene.doc[line.first : line.last + 1]
    if len(tokens) > _LONGEST or any(t.pos_ in ("VERB", "AUX") or t.lower_ in _NO_HEAD for t in tokens):
        return None
    text = f" {tokens.text.lower()} "
    for name, country in letterheads().items():
        if re.search(rf"\W{re.escape(name)}\W", text):
            return country
    owned = any(token.lower_ in ("'s", "’s") for token in tokens)
    if owned or not any(token.lower_ in words("people", "letterhead_bodies") for token in tokens):
        return None
    lands = {spot.country for spot in scene.spots_between(line.first, line.last + 1)}
    return lands.pop() if len(lands) == 1 else None
