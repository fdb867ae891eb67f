"""What the names of one text say about each other: the evidence that chooses between their candidates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geomap.places.slate import TRAITS, Floats, Ints, Slate
from geomap.records import record

CONTEXT = (
    "in a country that the text speaks of",
    "in a country that the text names",
    "in a first-order unit that the text speaks of",
    "in a first-order unit that the text names",
    "in a second-order unit that the text speaks of",
    "near another place of the text",
    "near the places of the text",
    "inside the place named next to it",
    "around the place named next to it",
    "a unit, as the words beside it say",
    "a town, as the words beside it say",
    "country of the publisher",
    "population, where the text speaks of countries",
    "most of the name's population, where the text speaks of countries",
    "country, where the text speaks of countries",
    "first-order unit, where the text speaks of countries",
    "capital, where the text speaks of countries",
    "region, where the text speaks of countries",
    "population, of the name that the publisher has in its own",
)
"""What is known of a candidate from the text; each has a weight."""

EVIDENCE = TRAITS + CONTEXT

_WORLDLY = tuple(
    TRAITS.index(trait)
    for trait in (
        "population",
        "share of the name's largest population",
        "country",
        "first-order unit",
        "capital",
        "region or continent",
    )
)
_SIZE = TRAITS.index("population")
_NEAR_KM = 60.0
_AROUND_KM = 400.0
_GLOBE_KM = 6371.0
_SENSES = 5
"""Candidates of a name that others are measured from."""
_LEAST_CHANCE = 0.02
_MOST_POINTS = 400
_ROWS = 4096
"""Bounds on memory for texts of very many names."""


@record
class Name:
    """One name in one sense, with all its mentions."""

    slate: Slate
    text: str
    """Senses of one text say nothing about each other."""
    mentions: int
    weight: float = 1.0
    """How much its places say about the others; a dateline's say more."""
    unit: bool = False
    """'province', 'county', 'state' … stands beside it."""
    town: bool = False
    """'city', 'town', 'village' … stands beside it."""
    home: bool = False
    """The publisher has it in its own name: 'The Dallas News'."""


class Scene:
    """The names of a text with all their candidates in one row of arrays.

    Parameters
    ----------
    names
        Names with at least one candidate each.
    pairs
        Indices of two names where the first stands inside the second: 'Paris, Texas'.
    publisher
        Country of the publisher as in `Slate.country`, 0 if not known.
    """

    def __init__(
        self, names: Sequence[Name], pairs: Sequence[tuple[int, int]] = (), publisher: int = 0
    ) -> None:
        sizes = np.array([len(n.slate.candidates) for n in names], dtype=np.int64)
        self.names = names
        self.pairs = pairs
        self.publisher = publisher
        self.starts: Ints = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
        self.stops: Ints = np.cumsum(sizes)
        self.of: Ints = np.repeat(np.arange(len(names)), sizes)
        slates = [n.slate for n in names]
        self.traits: Floats = np.concatenate([s.traits for s in slates])
        self.level: Ints = np.concatenate([s.level for s in slates])
        self.points: Floats = np.concatenate([s.points for s in slates])
        self.small: Floats = np.concatenate([s.small for s in slates])
        self.codes = [
            np.concatenate([getattr(s, key) for s in slates]) for key in ("country", "admin1", "admin2")
        ]
        self.weight: Floats = np.array([n.weight * np.log2(1 + n.mentions) for n in names])
        first = {name.text: i for i, name in reversed(list(enumerate(names)))}
        self.family: Ints = np.array([first[name.text] for name in names], dtype=np.int64)
        kin = np.bincount(self.family, self.weight, minlength=len(names))
        self.others: Floats = np.maximum(self.weight.sum() - kin[self.family[self.of]], 1.0)
        """For each candidate, the weight of all names but its own."""
        self._slots = [self._slot(codes) for codes in self.codes]

    def _slot(self, codes: Ints) -> tuple[Ints, Ints]:
        """For each candidate, the number of its code, and the number of its code among those of its name."""
        slot = np.unique(codes, return_inverse=True)[1]
        pair = np.unique(self.family[self.of] * (slot.max() + 1) + slot, return_inverse=True)[1]
        return slot, pair

    def probabilities(self, scores: Floats) -> Floats:
        """Softmax within each name."""
        top = np.maximum.reduceat(scores, self.starts)
        power = np.exp(scores - top[self.of])
        return power / np.add.reduceat(power, self.starts)[self.of]

    def evidence(self, chance: Floats) -> Floats:
        """One row a candidate, one column for each of `EVIDENCE`, from the current probabilities."""
        unit = np.array([n.unit for n in self.names])[self.of]
        town = np.array([n.town for n in self.names])[self.of]
        inside, around = self._pairs(chance)
        nearest, nearby = self._distances(chance)
        columns = [
            self._support(0, chance),
            self._support(0, chance * (self.level == 0)),
            self._support(1, chance),
            self._support(1, chance * (self.level == 1)),
            self._support(2, chance),
            nearest,
            nearby,
            inside,
            around,
            unit & ((self.level == 1) | (self.level == 2)),
            town & (self.level == 3),
            (self.codes[0] == self.publisher) & (self.publisher != 0),
        ]
        worldly = self.traits[:, _WORLDLY] * self._worldliness(chance)[:, None]
        home = self.traits[:, _SIZE] * np.array([n.home for n in self.names])[self.of]
        return np.column_stack([self.traits, *columns, worldly, home])

    def _worldliness(self, chance: Floats) -> Floats:
        """For each candidate, the share of the other names that are countries, by their votes."""
        votes = np.bincount(self.of, chance * (self.level == 0), minlength=len(self.names)) * self.weight
        kin = np.bincount(self.family, votes, minlength=len(self.names))
        return (votes.sum() - kin[self.family[self.of]]) / self.others

    def _support(self, which: int, chance: Floats) -> Floats:
        """The share of the other names' votes for each candidate's country or unit."""
        slot, pair = self._slots[which]
        votes = np.bincount(slot, chance * self.weight[self.of])
        own = np.bincount(pair, chance * self.weight[self.of])
        share = (votes[slot] - own[pair]) / self.others
        return np.where(self.codes[which] != 0, share, 0.0)

    def _distances(self, chance: Floats) -> tuple[Floats, Floats]:
        """Nearness to the nearest place of another name, and to all of them, each by its probability."""
        there = self._likely(chance)
        strength = self.small[there] * chance[there]
        points, weight, family = (
            self.points[there].T,
            self.weight[self.of[there]],
            self.family[self.of[there]],
        )
        nearest, nearby = np.zeros(len(self.of)), np.zeros(len(self.of))
        for start in range(0, len(self.of), _ROWS):
            rows = slice(start, start + _ROWS)
            away = np.arccos(np.clip(self.points[rows] @ points, -1.0, 1.0)) * _GLOBE_KM
            felt = (self.family[self.of[rows]][:, None] != family[None, :]) * strength[None, :]
            nearest[rows] = (np.exp(-away / _NEAR_KM) * felt).max(axis=1, initial=0.0)
            nearby[rows] = (np.exp(-away / _AROUND_KM) * felt) @ weight
        return nearest * self.small, nearby * self.small / self.others

    def _likely(self, chance: Floats) -> Ints:
        """Indices of the likeliest candidates of each name, of the weightiest names where there are many."""
        order = np.lexsort((-chance, self.of))
        place = np.arange(len(order)) - self.starts[self.of[order]]
        likely = order[(place < _SENSES) & (chance[order] > _LEAST_CHANCE)]
        if len(likely) > _MOST_POINTS:
            weight = (chance * self.weight[self.of] * self.small)[likely]
            likely = likely[np.argsort(-weight, kind="stable")[:_MOST_POINTS]]
        return likely

    def _pairs(self, chance: Floats) -> tuple[Floats, Floats]:
        inside, around = np.zeros(len(self.of)), np.zeros(len(self.of))
        for a, b in self.pairs:
            left, right = slice(self.starts[a], self.stops[a]), slice(self.starts[b], self.stops[b])
            holds = np.zeros((self.stops[a] - self.starts[a], self.stops[b] - self.starts[b]), dtype=bool)
            for level, codes in enumerate(self.codes):
                same = (codes[left][:, None] == codes[right][None, :]) & (codes[left][:, None] != 0)
                holds |= same & (self.level[right][None, :] == level) & (self.level[left][:, None] != level)
            inside[left] = np.maximum(inside[left], (holds * chance[right][None, :]).max(axis=1))
            around[right] = np.maximum(around[right], (holds * chance[left][:, None]).max(axis=0))
        return inside, around

    def best(self, chance: Floats) -> Ints:
        """Index of the likeliest candidate of each name, the first of equals."""
        return np.array(
            [
                start + int(np.argmax(chance[start:stop]))
                for start, stop in zip(self.starts, self.stops, strict=True)
            ],
            dtype=np.int64,
        )
