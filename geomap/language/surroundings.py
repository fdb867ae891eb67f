"""Whether a place of a name would lie where the rest of the text is: by what it names most plainly.

A local paper names its towns without their state, but they lie near each other; a person's surname that
is also a town's lies anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set

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
_NOBODY: frozenset[str] = frozenset()


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
    plain = _Plain(_plain_names(candidates, page, lexicon))
    found: dict[str, Surroundings] = {}
    for candidate in candidates:
        name = candidate.text.lower()
        if candidate.known and name not in found:
            found[name] = plain.around(name, lexicon.whereabouts(candidate.text))
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


class _Plain:
    """The plainly named places of a text, laid out once to be compared with each name."""

    def __init__(self, names: dict[str, Whereabouts]) -> None:
        self._count = len(names)
        self._units = _owners((name, place.own_units) for name, place in names.items())
        self._countries = _owners((name, place.own_countries) for name, place in names.items())
        self._firsts = _owners((name, (place.first,)) for name, place in names.items() if place.first)
        small = {name: place.points for name, place in names.items() if len(place.points)}
        self._names = list(small)
        self._starts = np.cumsum([0, *(len(points) for points in small.values())])[:-1]
        self._points = np.concatenate(list(small.values())).T if small else np.zeros((3, 0), np.float32)

    def around(self, name: str, own: Whereabouts) -> Surroundings:
        """What the other names say about one name."""
        fits = (
            any(_other(self._units, code, name) for code in own.in_units),
            any(_other(self._countries, code, name) for code in own.in_countries),
            _other(self._firsts, own.first, name),
        )
        return Surroundings(
            near=min(self._most_near(name, own.points), _MOST_FOUND),
            plain=min(self._count, _MOST_FOUND),
            fits="".join(f"{fit:d}" for fit in fits),
        )

    def _most_near(self, name: str, points: NDArray[np.float32]) -> int:
        """How many other names have a point near one of the points: the most for any."""
        if not len(points) or not self._names:
            return 0
        near = np.maximum.reduceat(points @ self._points > _NEAR, self._starts, axis=1)
        for other in np.flatnonzero(near.any(axis=0)):
            if self._names[other] in name or name in self._names[other]:
                near[:, other] = False
        return int(near.sum(axis=1).max())


def _owners(pairs: Iterable[tuple[str, Iterable[str]]]) -> dict[str, set[str]]:
    """The names that each code belongs to."""
    owners: dict[str, set[str]] = {}
    for name, codes in pairs:
        for code in codes:
            owners.setdefault(code, set()).add(name)
    return owners


def _other(owners: Mapping[str, Set[str]], code: str, name: str) -> bool:
    """Whether a code belongs to another name."""
    return bool(owners.get(code, _NOBODY) - {name})
