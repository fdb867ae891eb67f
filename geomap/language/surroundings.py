"""Whether a place of a name would lie where the rest of the text is: by what it names most plainly.

A local paper names its towns without their state, but they lie near each other; a person's surname that
is also a town's lies anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geomap.language.candidates import Candidate, Page
from geomap.language.lexicon import Memory
from geomap.language.whereabouts import Whereabouts
from geomap.records import record

_PLAIN = frozenset({"GPE", "LOC"})
_NEAR = math.cos(150 / 6371)
"""Of the angle between points 150 km apart."""
_MOST_PLAIN = 100
_MOST_FOUND = 4


@record
class Surroundings:
    """What a text says about where a name's places lie, from its other plainly named places."""

    near: int
    """How many of those one place of the name has within 150 km, counted up to four."""
    plain: int
    """How many plainly named places the text has, counted up to four."""
    fits: str
    """Three digits, 0 or 1: it may lie in a unit that is named, in a country that is named, in a country
    that another name's most prominent place is in."""


def look_around(candidates: Sequence[Candidate], page: Page, lexicon: Memory) -> list[Surroundings | None]:
    """The surroundings of each candidate whose name the lexicon knows; None for the others."""
    plain = _plain_names(candidates, page, lexicon)
    found: dict[str, Surroundings] = {}
    for candidate in candidates:
        name = candidate.text.lower()
        if candidate.known and name not in found:
            found[name] = _surroundings(name, lexicon.whereabouts(candidate.text), plain)
    return [found[c.text.lower()] if c.known else None for c in candidates]


def _plain_names(candidates: Sequence[Candidate], page: Page, lexicon: Memory) -> dict[str, Whereabouts]:
    """The known names that the model labels as places, by their lower-case text."""
    names: dict[str, Whereabouts] = {}
    for candidate in candidates:
        entity = page.entity_at[candidate.first]
        if (
            candidate.known
            and entity is not None
            and entity.label in _PLAIN
            and (entity.first, entity.last) == (candidate.first, candidate.last)
        ):
            names.setdefault(candidate.text.lower(), lexicon.whereabouts(candidate.text))
            if len(names) == _MOST_PLAIN:
                break
    return names


def _surroundings(name: str, own: Whereabouts, plain: dict[str, Whereabouts]) -> Surroundings:
    others = {text: place for text, place in plain.items() if text != name}
    units = {code for place in others.values() for code in place.own_units}
    countries = {code for place in others.values() for code in place.own_countries}
    fits = (
        not units.isdisjoint(own.in_units),
        not countries.isdisjoint(own.in_countries),
        bool(own.first) and any(own.first == place.first for place in others.values()),
    )
    apart = [
        p.points for text, p in others.items() if len(p.points) and text not in name and name not in text
    ]
    return Surroundings(
        near=min(_most_near(own.points, apart), _MOST_FOUND),
        plain=min(len(plain), _MOST_FOUND),
        fits="".join(f"{fit:d}" for fit in fits),
    )


def _most_near(points: NDArray[np.float32], others: Sequence[NDArray[np.float32]]) -> int:
    """How many of the others have a point near one of the points: the most for any."""
    if not len(points) or not others:
        return 0
    starts = np.cumsum([0, *(len(o) for o in others[:-1])])
    close = np.maximum.reduceat(points @ np.concatenate(others).T, starts, axis=1) > _NEAR
    return int(close.sum(axis=1).max())
