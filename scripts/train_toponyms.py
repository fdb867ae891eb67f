"""Learn the weights in ``geomap/language/toponyms.json`` from annotated news.

usage: python scripts/train_toponyms.py CORPUS.jsonl… [--check] [--output FILE]

Each line of a corpus is ``{"id", "text", "toponyms": [{"start", "end"}, …]}``. Logistic regression over
the features of ``geomap/language/features.py``; none of them holds a word of the texts. With --check, the
weights are not written: each corpus is scored with the weights learnt from the others.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from geomap.language.candidates import Candidate, Page, find_candidates, read_page
from geomap.language.documents import read_texts
from geomap.language.lexicon import Memory
from geomap.language.model import load_model
from geomap.language.toponyms import WEIGHTS, choose, describe_all, score_all
from geomap.places.gazetteer import Gazetteer
from geomap.records import record

RARE = 5
"""A feature must be seen this often."""
STRENGTH = 6.0
"""Of the quadratic penalty."""
THRESHOLD = 0.35
STEPS = 600
SMALL = 0.02
"""Weights below this are left out."""


@record
class Sample:
    """One annotated document."""

    page: Page
    gold: list[tuple[int, int]]
    candidates: list[Candidate]
    features: list[list[str]]
    right: list[bool]


def read_samples(path: Path) -> list[Sample]:
    """Read one corpus, find its candidates and mark the right ones."""
    documents: list[dict[str, Any]] = [
        json.loads(line) for line in path.read_text("utf-8").split("\n") if line
    ]
    lexicon = Memory(Gazetteer())
    docs = read_texts([d["text"] for d in documents], load_model())
    return [make_sample(d["toponyms"], doc, lexicon) for d, doc in zip(documents, docs, strict=True)]


def make_sample(toponyms: Sequence[Mapping[str, Any]], doc: Doc, lexicon: Memory) -> Sample:
    """The candidates of a document, with the right ones marked."""
    page = read_page(doc, doc.text)
    candidates = find_candidates(page, lexicon)
    gold = [(t["start"], t["end"]) for t in toponyms]
    return Sample(
        page=page,
        gold=gold,
        candidates=candidates,
        features=describe_all(candidates, page, lexicon),
        right=mark(candidates, page, gold),
    )


def mark(candidates: list[Candidate], page: Page, gold: list[tuple[int, int]]) -> list[bool]:
    """A candidate is right where it is a gold span, or overlaps most of one that no candidate equals."""
    spans = [(page.starts[c.first], page.ends[c.last]) for c in candidates]
    right = [span in gold for span in spans]
    for start, end in gold:
        if (start, end) in spans:
            continue
        shares = [
            (min(b, end) - max(a, start)) / max(b - a, end - start) for a, b in spans
        ]  # negative without overlap
        if shares and max(shares) >= 0.4:
            right[int(np.argmax(shares))] = True
    return right


def learn(samples: list[Sample]) -> dict[str, float]:
    """Weights by feature: penalised logistic regression, by Adam on all samples at once."""
    seen = Counter(f for s in samples for fs in s.features for f in fs)
    names = sorted(f for f, n in seen.items() if n >= RARE)
    column = {f: i for i, f in enumerate(names)}
    rows = [[column[f] for f in fs if f in column] for s in samples for fs in s.features]
    right = np.array([r for s in samples for r in s.right], dtype=float)
    columns = np.concatenate([np.array(row, dtype=np.int64) for row in rows])
    row_of = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    weights, mean, square = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        scores = np.bincount(row_of, weights[columns], minlength=len(rows))
        wrong = 1 / (1 + np.exp(-scores)) - right
        slope = np.bincount(columns, wrong[row_of], minlength=len(names)) + STRENGTH * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        rate = 0.05 * (1 - step / STEPS)
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {f: round(float(w), 3) for f, w in zip(names, weights, strict=True) if abs(w) >= SMALL}


def score(samples: list[Sample], weights: dict[str, float], threshold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 by overlap, one to one."""
    cut = float(np.log(threshold / (1 - threshold)))
    found = right = gold = 0
    for s in samples:
        scores = score_all(s.candidates, s.features, s.page, weights)
        spans = [(s.page.starts[c.first], s.page.ends[c.last]) for c in choose(s.candidates, scores, cut)]
        found, gold, left = found + len(spans), gold + len(s.gold), list(s.gold)
        for a, b in spans:
            hit = max(left, key=lambda g: min(b, g[1]) - max(a, g[0]), default=None)
            if hit is not None and min(b, hit[1]) > max(a, hit[0]):
                right += 1
                left.remove(hit)
    precision, recall = right / max(found, 1), right / max(gold, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def write(weights: dict[str, float], path: Path) -> None:
    """Write weights as `geomap.language.toponyms.read_weights` reads them."""
    data = {"threshold": THRESHOLD, "weights": weights}
    path.write_text(json.dumps(data, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def main() -> None:
    """Learn and write, or check."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--check", action="store_true", help="score each corpus with weights from the others")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    corpora = {path: read_samples(path) for path in options.corpora}
    if options.check:
        for path, samples in corpora.items():
            weights = learn([s for other, found in corpora.items() if other != path for s in found])
            print(path.name, *(f"{value:.3f}" for value in score(samples, weights, THRESHOLD)))
        return
    weights = learn([s for samples in corpora.values() for s in samples])
    write(weights, options.output)
    print(f"{len(weights):,} weights to {options.output}")


if __name__ == "__main__":
    main()
