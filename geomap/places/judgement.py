"""Weighing the evidence: scores, probabilities and how far they can be trusted."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from geomap.places.evidence import EVIDENCE, Scene
from geomap.places.slate import TRAITS, Floats
from geomap.records import record

WEIGHTS = Path(__file__).with_name("resolver.json")
ROUNDS = 3
"""Times that the names of a text are weighed against each other."""

SAME = math.cos(50 / 6371)
"""Candidates within 50 km of the chosen one are the same place for most purposes: a city and its province."""

TRUST = ("always", "chance", "support", "only one", "population", "name in part", "seat or unit")
"""What decides how far a choice can be trusted; each has a weight."""


@record
class Weights:
    """Learnt by ``scripts/train_resolver.py``."""

    prior: Floats
    """For `TRAITS` alone: the first guess."""
    full: Floats
    """For `EVIDENCE`."""
    trust: Floats
    """For `TRUST`."""


@cache
def read_weights(path: Path = WEIGHTS) -> Weights:
    """The weights in a file; those that geomap ships if none is given."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Weights(
        prior=np.array([data["prior"][key] for key in TRAITS]),
        full=np.array([data["full"][key] for key in EVIDENCE]),
        trust=np.array([data["trust"][key] for key in TRUST]),
    )


def judge(scene: Scene, weights: Weights, rounds: int = ROUNDS) -> tuple[Floats, Floats]:
    """Evidence (a row a candidate) and probabilities after all rounds."""
    chance = scene.probabilities(scene.traits @ weights.prior)
    for _ in range(rounds):
        evidence = scene.evidence(chance)
        chance = scene.probabilities(evidence @ weights.full)
    return evidence, chance


def confidence(scene: Scene, evidence: Floats, chance: Floats, at: int, weights: Weights) -> float:
    """How often a choice like this one is right, between 0 and 1."""
    return 1 / (1 + math.exp(-float(np.dot(trust_evidence(scene, evidence, chance, at), weights.trust))))


def trust_evidence(scene: Scene, evidence: Floats, chance: Floats, at: int) -> Sequence[float]:
    """The values of `TRUST` for the candidate at an index of the scene."""
    row, name = evidence[at], int(scene.of[at])
    same = slice(int(scene.starts[name]), int(scene.stops[name]))
    near = scene.points[same] @ scene.points[at] > SAME
    p = min(max(float(chance[same][near].sum()), 0.01), 0.99)
    context = row[len(TRAITS) :]
    return (
        1.0,
        math.log(p / (1 - p)),
        float(max(context[0], context[2], context[7], context[8])),
        float(len(scene.names[name].slate.candidates) == 1),
        float(row[TRAITS.index("population")]),
        float(not scene.names[name].slate.exact),
        float(scene.level[at] < 3),
    )
