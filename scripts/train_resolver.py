"""Learn the weights in ``geomap/places/resolver.json`` from annotated news.

usage: python scripts/train_resolver.py CORPUS.jsonl… [--check] [--toponyms FILE] [--output FILE]

Each line of a corpus is ``{"id", "text", "toponyms": [{"start", "end", "lat", "lon", "geonameid"}, …]}``.
A conditional logit over the candidates of each name, with the evidence of ``geomap/places/evidence.py``;
none of it is a name. Toponyms are those that geomap finds. With --check, nothing is written: each corpus
is resolved with the weights learnt from the others.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from geomap.language import Parsed, load_model
from geomap.language.documents import read_texts
from geomap.language.lexicon import Memory
from geomap.language.toponyms import WEIGHTS as TOPONYMS
from geomap.language.toponyms import find_toponyms
from geomap.places.evidence import EVIDENCE, Scene
from geomap.places.gazetteer import Gazetteer
from geomap.places.grid import kilometres
from geomap.places.judgement import ROUNDS, TRUST, WEIGHTS, Weights, judge, trust_evidence
from geomap.places.register import Candidate
from geomap.places.resolver import build_scene, find_senses
from geomap.places.slate import TRAITS, Floats
from geomap.records import Article, View, record

NEAR_KM = 161.0
"""Candidates this near to the gold point are right where none has the gold id."""
STRENGTH = 1.0
"""Of the quadratic penalty."""
STEPS = 400
FOLDS = 5
"""To learn the trust."""
BESIDE = 6.0
"""At least this: alone, 'Paris, Texas' is too rare to be learnt, as the rest of a text tells as well."""
PUBLISHER = 1.0
"""Set, not learnt: in news of visits, it counts for less than in local papers, which alone tell it."""
CAPITAL = 1.5
"""Added to what is learnt: in reports of visits, a capital stands for its government more often."""


@record
class Sample:
    """One text's scene with the right candidates of the names that are annotated."""

    scene: Scene
    right: Floats
    """1 for a right candidate."""
    counts: Floats
    """Annotated mentions by name; 0 where none is, or no candidate is right."""
    all_counts: Floats
    """Annotated mentions by name, whether or not a candidate is right."""


def read_samples(path: Path, gazetteer: Gazetteer, toponyms: Path) -> list[Sample]:
    """Read one corpus, find its toponyms with the weights in a file and build the scene of every text."""
    documents = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    memory = Memory(gazetteer)
    articles = (
        Parsed(
            article=_article(document),
            doc=doc,
            toponyms=find_toponyms(doc, document["text"], memory, toponyms),
        )
        for document, doc in zip(
            documents, read_texts([d["text"] for d in documents], load_model()), strict=True
        )
    )
    return scenes(documents, articles, gazetteer)


def scenes(
    documents: Sequence[dict[str, Any]], articles: Iterable[Parsed], gazetteer: Gazetteer
) -> list[Sample]:
    """The scene of every text, with the candidates that the annotation means."""
    samples = []
    for document, parsed in zip(documents, articles, strict=True):
        senses, pairs = find_senses(parsed.toponyms, parsed.article.view.text)
        known, scene = build_scene(senses, pairs, parsed, gazetteer)
        if scene is None:
            continue
        gold = [t for t in document["toponyms"] if t["lat"] is not None]
        right = np.zeros(len(scene.of))
        counts, everything = np.zeros(len(scene.names)), np.zeros(len(scene.names))
        for n, sense in enumerate(known):
            spans = [(parsed.toponyms[i].start, parsed.toponyms[i].end) for i in sense.mentions]
            meant = Counter(
                (t["geonameid"], t["lat"], t["lon"])
                for t in gold
                for start, end in spans
                if t["start"] < end and t["end"] > start
            )
            if not meant:
                continue
            (geonameid, lat, lon), count = meant.most_common(1)[0]
            hits = right_candidates(scene.names[n].slate.candidates, geonameid, lat, lon)
            right[scene.starts[n] : scene.stops[n]] = hits
            everything[n] = count
            counts[n] = count if any(hits) else 0
        samples.append(Sample(scene=scene, right=right, counts=counts, all_counts=everything))
    return samples


def right_candidates(
    candidates: Sequence[Candidate], geonameid: int | None, lat: float, lon: float
) -> list[bool]:
    """Those with the gold id; without any, those near the gold point."""
    by_id = [bool(geonameid) and c.place.geonameid == geonameid for c in candidates]
    if any(by_id):
        return by_id
    return [kilometres(c.place.lon, c.place.lat, lon, lat) <= NEAR_KM for c in candidates]


def learn(samples: Sequence[Sample]) -> Weights:
    """All weights: the first guess, the full evidence and the trust."""
    prior = fit([s.scene.traits for s in samples], samples)
    weights = Weights(prior=prior, full=np.zeros(len(EVIDENCE)), trust=np.zeros(len(TRUST)))
    chances = [s.scene.probabilities(s.scene.traits @ prior) for s in samples]
    full = weights.full
    for _ in range(ROUNDS):
        rows = [s.scene.evidence(chance) for s, chance in zip(samples, chances, strict=True)]
        full = fit(rows, samples)
        chances = [s.scene.probabilities(row @ full) for s, row in zip(samples, rows, strict=True)]
    return Weights(prior=prior, full=full, trust=weights.trust)


def fit(rows: Sequence[Floats], samples: Sequence[Sample]) -> Floats:
    """Weights that make the right candidates likeliest: Adam on the summed log-likelihood."""
    stacked = np.concatenate(list(rows))
    right = np.concatenate([s.right for s in samples])
    names, offset = [], 0
    for s in samples:
        names.append(s.scene.of + offset)
        offset += len(s.scene.names)
    of = np.concatenate(names)
    count = np.log2(1 + np.concatenate([s.counts for s in samples]))
    starts = np.flatnonzero(np.r_[True, of[1:] != of[:-1]])

    def slope(weights: Floats) -> Floats:
        scores = stacked @ weights
        power = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        chance = power / np.add.reduceat(power, starts)[of]
        good = chance * right
        share = good / np.maximum(np.add.reduceat(good, starts), 1e-12)[of]
        gradient: Floats = stacked.T @ ((chance - share) * count[of]) + STRENGTH * weights
        return gradient

    return adam(slope, stacked.shape[1])


def trust_samples(samples: Sequence[Sample], weights: Weights) -> tuple[Floats, Floats, Floats]:
    """Evidence of trust, rightness and number of mentions for every annotated name."""
    rows, hits, counts = [], [], []
    for s in samples:
        evidence, chance = judge(s.scene, weights)
        for n, best in enumerate(s.scene.best(chance)):
            if s.all_counts[n]:
                rows.append(trust_evidence(s.scene, evidence, chance, int(best)))
                hits.append(s.right[best])
                counts.append(s.all_counts[n])
    return np.array(rows), np.array(hits), np.array(counts)


def adam(slope: Callable[[Floats], Floats], size: int) -> Floats:
    """Minimise by Adam from zero, with a falling rate."""
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        gradient = slope(weights)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        rate = 0.1 * (1 - step / STEPS)
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def accuracy(samples: Sequence[Sample], weights: Weights) -> tuple[float, float]:
    """Share of annotated mentions resolved rightly, and the share that could be."""
    _, hits, counts = trust_samples(samples, weights)
    possible = sum(float(s.counts.sum()) for s in samples)
    return float((hits * counts).sum() / counts.sum()), possible / float(counts.sum())


def out_of_fold_trust(folds: Sequence[Sequence[Sample]]) -> Floats:
    """Trust learnt from choices made with weights that had not seen the text."""
    held: list[tuple[Floats, Floats, Floats]] = []
    for i, fold in enumerate(folds):
        weights = learn([s for j, other in enumerate(folds) if j != i for s in other])
        held.append(trust_samples(fold, weights))
    rows, hits, counts = (np.concatenate(parts) for parts in zip(*held, strict=True))

    def slope(w: Floats) -> Floats:
        gradient: Floats = rows.T @ ((1 / (1 + np.exp(-rows @ w)) - hits) * counts) + 0.1 * w
        return gradient

    return adam(slope, len(TRUST))


def learn_all(samples: Sequence[Sample]) -> Weights:
    """What is learnt, with what is set and with the trust that other texts show."""
    weights = learn(samples)
    _set(weights)
    folds = [samples[i::FOLDS] for i in range(FOLDS)]
    return Weights(prior=weights.prior, full=weights.full, trust=out_of_fold_trust(folds))


def _article(document: dict[str, Any]) -> Article:
    text, source, host = document["text"], document.get("source"), document.get("domain")
    view = View(text=text, pieces=((0, 0, len(text)),))
    return Article(id=str(document["id"]), text=text, view=view, source=source, publisher=host)


def _set(weights: Weights) -> None:
    weights.full[EVIDENCE.index("country of the publisher")] = PUBLISHER
    weights.full[EVIDENCE.index("capital, by the people of its country")] += CAPITAL
    beside = EVIDENCE.index("inside the place named next to it")
    weights.full[beside] = max(weights.full[beside], BESIDE)


def main() -> None:
    """Learn and write, or check."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument(
        "--check", action="store_true", help="resolve each corpus with weights from the others"
    )
    parser.add_argument("--toponyms", type=Path, default=TOPONYMS, help="weights to find toponyms with")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    gazetteer = Gazetteer()
    corpora = {path: read_samples(path, gazetteer, options.toponyms) for path in options.corpora}
    if options.check:
        for path, samples in corpora.items():
            weights = learn([s for other, found in corpora.items() if other != path for s in found])
            print(path.name, "right {:.3f} possible {:.3f}".format(*accuracy(samples, weights)))
        return
    samples = [s for found in corpora.values() for s in found]
    weights = learn_all(samples)
    data = {
        "prior": dict(zip(TRAITS, weights.prior.round(3).tolist(), strict=True)),
        "full": dict(zip(EVIDENCE, weights.full.round(3).tolist(), strict=True)),
        "trust": dict(zip(TRUST, weights.trust.round(3).tolist(), strict=True)),
    }
    options.output.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print("right {:.3f} possible {:.3f}".format(*accuracy(samples, weights)), "→", options.output)


if __name__ == "__main__":
    main()
