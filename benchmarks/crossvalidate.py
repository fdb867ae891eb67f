"""What to expect of other texts: everything is learnt anew without those that it is measured on.

usage: python benchmarks/crossvalidate.py CORPUS.jsonl… [--plot FILE.svg]

Two ways: 'same sources', in five folds over the texts of all corpora, so that other texts of a corpus were
seen; 'new sources', each corpus with what the others teach. For corpora and measures see `geoparsing.py`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

import train_resolver  # noqa: E402
import train_toponyms  # noqa: E402
from geoparsing import BANDS, Found, measure, read_corpus, reliability, to_article  # noqa: E402
from spacy.tokens import Doc  # noqa: E402

from geomap.language import Parsed, load_model  # noqa: E402
from geomap.language.documents import read_texts  # noqa: E402
from geomap.language.lexicon import Memory  # noqa: E402
from geomap.language.toponyms import find_toponyms  # noqa: E402
from geomap.places import Gazetteer, resolve  # noqa: E402
from geomap.records import record  # noqa: E402

FOLDS = 5


@record
class Text:
    """An annotated text as it was read."""

    corpus: str
    document: dict[str, Any]
    doc: Doc
    sample: train_toponyms.Sample


def read_all(paths: Sequence[Path], gazetteer: Gazetteer) -> list[Text]:
    """Read all corpora."""
    nlp, lexicon = load_model(), Memory(gazetteer)
    texts = []
    for path in paths:
        documents = read_corpus(path)
        docs = read_texts([d["text"] for d in documents], nlp)
        texts += [
            Text(
                corpus=path.name.split(".")[0],
                document=document,
                doc=doc,
                sample=train_toponyms.make_sample(document["toponyms"], doc, lexicon),
            )
            for document, doc in zip(documents, docs, strict=True)
        ]
    return texts


def splits(texts: Sequence[Text]) -> Iterator[tuple[str, list[Text], list[Text]]]:
    """What is measured, the texts to learn from and those to measure on."""
    for fold in range(FOLDS):
        yield (
            "same sources",
            [t for i, t in enumerate(texts) if i % FOLDS != fold],
            [t for i, t in enumerate(texts) if i % FOLDS == fold],
        )
    for corpus in dict.fromkeys(t.corpus for t in texts):
        yield (
            "new sources",
            [t for t in texts if t.corpus != corpus],
            [t for t in texts if t.corpus == corpus],
        )


def run(learnt: Sequence[Text], held: Sequence[Text], gazetteer: Gazetteer) -> list[list[Found]]:
    """Learn everything from some texts and geoparse the others."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "toponyms.json"
        train_toponyms.write(train_toponyms.learn([t.sample for t in learnt]), path)
        lexicon = Memory(gazetteer)
        parsed = {
            id(t): Parsed(
                article=to_article(t.document),
                doc=t.doc,
                toponyms=find_toponyms(t.doc, t.document["text"], lexicon, path),
            )
            for t in (*learnt, *held)
        }
    scenes = train_resolver.scenes([t.document for t in learnt], [parsed[id(t)] for t in learnt], gazetteer)
    weights = train_resolver.learn_all(scenes)
    return [
        [
            Found(start=m.span.start, end=m.span.end, place=m.place)
            for m in resolve(parsed[id(t)], gazetteer, weights=weights)
        ]
        for t in held
    ]


def plot(results: dict[str, list[dict[str, Any]]]) -> str:
    """Share of right places by confidence, as an SVG picture; areas are numbers of places."""
    side, edge = 320, 44
    marks = []
    for color, (way, rows) in zip(("#1b6ca8", "#c8553d"), results.items(), strict=True):
        line = []
        for b in range(len(BANDS) - 1):
            n = sum(r["geomap"].bands[b][1] for r in rows)
            if n:
                share = sum(r["geomap"].bands[b][2] for r in rows) / n
                mean = sum(r["geomap"].bands[b][0] for r in rows) / n
                x, y = edge + mean * side, edge + (1 - share) * side
                line.append(f"{x:.1f},{y:.1f}")
                marks.append(
                    f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + n**0.5 / 6:.1f}" fill="{color}" '
                    f'opacity=".55"><title>{way}: {n} places, {share:.3f} right</title></circle>'
                )
        marks.append(f'<polyline points="{" ".join(line)}" fill="none" stroke="{color}"/>')
        at = edge + 18 + 16 * list(results).index(way)
        marks.append(f'<text x="{edge + 12}" y="{at}" fill="{color}">{way}</text>')
    ticks = [
        f'<text x="{edge + v * side / 4}" y="{edge + side + 16}" text-anchor="middle">{v / 4}</text>'
        f'<text x="{edge - 6}" y="{edge + side - v * side / 4 + 4}" text-anchor="end">{v / 4}</text>'
        for v in range(5)
    ]
    whole = side + 2 * edge
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" width="{whole}" '
            'font-family="sans-serif" font-size="12">',
            f'<rect width="{whole}" height="{whole}" fill="#fff"/>',
            f'<rect x="{edge}" y="{edge}" width="{side}" height="{side}" fill="none" stroke="#999"/>',
            f'<path d="M{edge},{edge + side}L{edge + side},{edge}" stroke="#999" stroke-dasharray="4"/>',
            *ticks,
            f'<text x="{whole / 2}" y="{whole - 8}" text-anchor="middle">confidence</text>',
            f'<text x="12" y="{whole / 2}" transform="rotate(-90 12 {whole / 2})" text-anchor="middle">'
            "share of places that are right</text>",
            *marks,
            "</svg>",
            "",
        ]
    )


def main() -> None:
    """Learn, measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--plot", type=Path, help="where to draw how far the confidence can be believed")
    options = parser.parse_args()
    gazetteer = Gazetteer()
    texts = read_all(options.corpora, gazetteer)
    found: dict[tuple[str, str], list[tuple[Text, list[Found]]]] = {}
    for way, learnt, held in splits(texts):
        print(f"{way}: {len(learnt)} texts to learn from …", file=sys.stderr)
        for text, mentions in zip(held, run(learnt, held, gazetteer), strict=True):
            found.setdefault((way, text.corpus), []).append((text, mentions))
    results: dict[str, list[dict[str, Any]]] = {}
    print("| corpus | measured on | exact | overlap | P | R | right | end to end |")
    print("|---|---|--|--|--|--|--|--|")
    for (way, corpus), pairs in sorted(
        found.items(), key=lambda item: (item[0][1], item[0][0] != "same sources")
    ):
        f = measure([t.document["toponyms"] for t, _ in pairs], [mentions for _, mentions in pairs])
        results.setdefault(way, []).append({"geomap": f})
        print(
            f"| {corpus} | {way} | {f.exact:.3f} | {f.overlap:.3f} | {f.precision:.3f} | {f.recall:.3f} | "
            f"{f.right:.3f} | {f.end_to_end:.3f} |"
        )
    for way, rows in results.items():
        print(f"\n{way}\n\n{reliability(rows)}")
    if options.plot:
        options.plot.write_text(plot(results), encoding="utf-8")


if __name__ == "__main__":
    main()
