"""How well place names are found and resolved, beside a baseline, on any annotated corpus.

usage: python benchmarks/geoparsing.py CORPUS.jsonl… [--model MODEL] [--toponyms FILE] [--resolver FILE]

A line of a corpus is ``{"id", "text", "toponyms": [{"start", "end", "lat", "lon", "geonameid"}, …]}``;
lat, lon and geonameid may be null; "source" (address) and "domain" (host) may tell the publisher. The
baseline, in the same run and with the same model and gazetteer: what the model labels GPE, LOC or FAC, at the
most populous place of that name.

Measures, as usual in the field:
  exact, overlap   F1 of the spans; overlap: at least one shared character, matched one to one
  right            share of the found toponyms with coordinates that lie within 161 km or have the id
  end to end       F1: a toponym counts where it is found and right; without an annotated point, it counts
                   neither way
  median           error in km of found toponyms
  trust            for places given with a confidence: how many there are, and the share that is right
  time             CPU time of the whole geoparser divided by that of the bare model, text by text in one run
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from geomap.language import Parsed, load_model
from geomap.language.documents import read_texts
from geomap.language.lexicon import Memory
from geomap.language.toponyms import WEIGHTS as TOPONYMS
from geomap.language.toponyms import find_toponyms
from geomap.places.gazetteer import Gazetteer
from geomap.places.grid import kilometres
from geomap.places.judgement import WEIGHTS as RESOLVER
from geomap.places.judgement import Weights, read_weights
from geomap.places.resolver import resolve
from geomap.records import Article, Place, View, record

NEAR_KM = 161.0
BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)


@record
class Found:
    """A toponym that a system reports."""

    start: int
    end: int
    place: Place | None


@record
class Figures:
    """Measures of one system on one corpus."""

    exact: float
    overlap: float
    precision: float
    recall: float
    right: float
    end_to_end: float
    median_km: float
    bands: tuple[tuple[float, int, int], ...]
    """For each of `BANDS`: the sum of the confidences, the places, the right ones."""
    spurious: int
    """Toponyms found with a place where none is annotated."""


def measure(gold: Sequence[list[dict[str, Any]]], found: Sequence[list[Found]]) -> Figures:
    """Compare what was found with what is annotated, text by text."""
    n_gold = n_found = exact = overlap = located = judged = correct = matched = spurious = 0
    errors: list[float] = []
    counts = [[0.0, 0, 0] for _ in BANDS]
    for annotated, reported in zip(gold, found, strict=True):
        spans = {(t["start"], t["end"]) for t in annotated}
        n_gold, n_found = n_gold + len(annotated), n_found + len(reported)
        exact += sum((f.start, f.end) in spans for f in reported)
        located += sum(t["lat"] is not None for t in annotated)
        pairs = match(annotated, reported)
        overlap += len(pairs)
        hit = {j for _, j in pairs}
        spurious += sum(f.place is not None for j, f in enumerate(reported) if j not in hit)
        judged += len(reported) - sum(annotated[i]["lat"] is None for i, _ in pairs)
        for i, j in pairs:
            toponym, place = annotated[i], reported[j].place
            if toponym["lat"] is None:
                continue
            matched += 1
            if place is None:
                continue
            same = bool(toponym.get("geonameid")) and toponym["geonameid"] == place.geonameid
            error = 0.0 if same else kilometres(place.lon, place.lat, toponym["lon"], toponym["lat"])
            errors.append(error)
            correct += error <= NEAR_KM
            band = max(b for b, low in enumerate(BANDS) if place.confidence >= low)
            counts[band][0] += place.confidence
            counts[band][1] += 1
            counts[band][2] += error <= NEAR_KM
    return Figures(
        exact=f1(exact, n_found, n_gold),
        overlap=f1(overlap, n_found, n_gold),
        precision=overlap / max(n_found, 1),
        recall=overlap / max(n_gold, 1),
        right=correct / max(matched, 1),
        end_to_end=f1(correct, judged, located),
        median_km=statistics.median(errors) if errors else float("nan"),
        bands=tuple((total, int(n), int(ok)) for total, n, ok in counts),
        spurious=spurious,
    )


def match(annotated: Sequence[dict[str, Any]], reported: Sequence[Found]) -> list[tuple[int, int]]:
    """Pairs of overlapping spans, one to one, the largest shares first."""
    shares = []
    for i, t in enumerate(annotated):
        for j, f in enumerate(reported):
            shared = min(t["end"], f.end) - max(t["start"], f.start)
            if shared > 0:
                shares.append((-shared / max(t["end"] - t["start"], f.end - f.start), i, j))
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, i, j in sorted(shares):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def f1(correct: int, found: int, gold: int) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * correct / (found + gold) if found + gold else 0.0


def baseline(doc: Any, gazetteer: Gazetteer) -> list[Found]:
    """The model's own places, each at the most populous place of its name."""
    found = []
    for entity in doc.ents:
        if entity.label_ in ("GPE", "LOC", "FAC"):
            start = entity.start + (entity[0].lower_ == "the" and len(entity) > 1)
            stop = entity.end - (entity[-1].lower_ in ("'s", "’s") and entity.end - start > 1)
            span = doc[start:stop]
            candidates = gazetteer.candidates(span.text)
            best = max(candidates, key=lambda c: c.population, default=None)
            place = best.place if best else None
            found.append(Found(start=span.start_char, end=span.end_char, place=place))
    return found


def run(path: Path, nlp: Any, gazetteer: Gazetteer, toponyms: Path, weights: Weights) -> dict[str, Any]:
    """Measure geomap and the baseline on one corpus."""
    documents = read_corpus(path)
    gold = [d["toponyms"] for d in documents]
    base, found = [], []
    memory = Memory(gazetteer)
    docs = read_texts([d["text"] for d in documents], nlp)
    model = own = 0.0
    for document in documents:
        began = time.process_time()
        doc = next(docs)
        read = time.process_time()
        found_here = find_toponyms(doc, document["text"], memory, toponyms)
        parsed = Parsed(article=to_article(document), doc=doc, toponyms=found_here)
        mentions = resolve(parsed, gazetteer, weights=weights)
        done = time.process_time()
        model, own = model + read - began, own + done - read
        found.append([Found(start=m.span.start, end=m.span.end, place=m.place) for m in mentions])
        base.append(baseline(doc, gazetteer))
    return {
        "corpus": path.name.split(".")[0],
        "texts": len(documents),
        "geomap": measure(gold, found),
        "baseline": measure(gold, base),
        "time": (model + own) / model,
    }


def table(results: Iterable[dict[str, Any]]) -> str:
    """The figures as a Markdown table."""
    lines = [
        "| corpus | system | exact | overlap | P | R | right | end to end | median km | time |",
        "|---|---|--|--|--|--|--|--|--|--|",
    ]
    for result in results:
        for system in ("baseline", "geomap"):
            f: Figures = result[system]
            ratio = f"{result['time']:.2f}" if system == "geomap" else ""
            lines.append(
                f"| {result['corpus']} | {system} | {f.exact:.3f} | {f.overlap:.3f} | {f.precision:.3f} | "
                f"{f.recall:.3f} | {f.right:.3f} | {f.end_to_end:.3f} | {f.median_km:.1f} | {ratio} |"
            )
    return "\n".join(lines)


def reliability(results: Sequence[dict[str, Any]]) -> str:
    """How often places of each band of confidence are right, over all corpora."""
    lines = ["| confidence | places | right |", "|---|--|--|"]
    for b, low in enumerate(BANDS[:-1]):
        n = sum(r["geomap"].bands[b][1] for r in results)
        ok = sum(r["geomap"].bands[b][2] for r in results)
        if n:
            lines.append(f"| {low:.2f} to {min(BANDS[b + 1], 1.0):.2f} | {n} | {ok / n:.3f} |")
    return "\n".join(lines)


def read_corpus(path: Path) -> list[dict[str, Any]]:
    """The texts of a corpus with their annotation."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def to_article(document: dict[str, Any]) -> Article:
    """A text of a corpus as geomap reads it."""
    text, source, host = document["text"], document.get("source"), document.get("domain")
    view = View(text=text, pieces=((0, 0, len(text)),))
    return Article(id=str(document["id"]), text=text, view=view, source=source, publisher=host)


def main() -> None:
    """Run over the corpora and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--model", help="name or path of a spaCy pipeline")
    parser.add_argument("--toponyms", type=Path, default=TOPONYMS, help="other weights of recognition")
    parser.add_argument("--resolver", type=Path, default=RESOLVER, help="other weights of resolution")
    options = parser.parse_args()
    nlp, gazetteer = load_model(options.model), Gazetteer()
    gc.freeze()  # else looking through the model's objects is charged to whoever happens to run
    results = []
    for path in options.corpora:
        print(f"{path.name} …", file=sys.stderr)
        results.append(run(path, nlp, gazetteer, options.toponyms, read_weights(options.resolver)))
    print(table(results), reliability(results), sep="\n\n")


if __name__ == "__main__":
    main()
