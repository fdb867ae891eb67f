"""How quickly names are looked up, and how much memory that takes.

usage: python benchmarks/gazetteer.py [CORPUS.jsonl…] [--number N]

Names: keys from all over the gazetteer and the names of their places; from the texts of corpora
(``{"text"}`` a line), every run of up to three capitalised words, and those of them that are places.

  cold     each name once, none of them asked before, by a gazetteer just opened
  warm     the last thousand of them again
  known    `Gazetteer.is_place`, cold

CPU time of look-ups in a row, the quickest of several thousands in each run, as other work on the machine
slows some of them.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from geomap.places import Gazetteer
from geomap.places.folding import fold

NUMBER = 20_000
PART = 1_000
RUNS = 3
_NAME = re.compile(r"[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,2}")


def keys_of(gazetteer: Gazetteer, number: int) -> list[str]:
    """Keys of names, as many after each other left out, in random order."""
    connection = sqlite3.connect(f"file:{gazetteer.path}?mode=ro", uri=True)
    (all_of_them,) = connection.execute("SELECT count(*) FROM names").fetchone()
    numbered = "SELECT key, row_number() OVER (ORDER BY key) AS n FROM names"
    every = f"SELECT key FROM ({numbered}) WHERE n % {max(all_of_them // number, 1)} = 0"
    keys = [key for (key,) in connection.execute(every)][:number]
    connection.close()
    random.Random(0).shuffle(keys)
    return keys


def names_in(paths: Sequence[Path]) -> list[str]:
    """Capitalised words of texts, each once, in random order."""
    texts = [
        json.loads(line)["text"] for path in paths for line in path.read_text("utf-8").split("\n") if line
    ]
    names = list(dict.fromkeys(name for text in texts for name in _NAME.findall(text)))
    random.Random(0).shuffle(names)
    return names


def rate(make: Callable[[], Callable[[str], object]], names: Sequence[str]) -> float:
    """Look-ups a second of the quickest part of any run."""
    parts = [names[at : at + PART] for at in range(0, max(len(names) - PART + 1, 1), PART)]
    best = float("inf")
    for _ in range(RUNS):
        fold.cache_clear()
        look_up = make()
        for part in parts:
            began = time.process_time()
            for name in part:
                look_up(name)
            best = min(best, (time.process_time() - began) / len(part))
    return 1 / best


def warm(names: Sequence[str]) -> Callable[[], Callable[[str], object]]:
    """Opens a gazetteer that has been asked for the names."""

    def opened() -> Callable[[str], object]:
        look_up = Gazetteer().candidates
        for name in names:
            look_up(name)
        return look_up

    return opened


def resident() -> float:
    """MB of this process in memory."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", nargs="*", type=Path)
    parser.add_argument("--number", type=int, default=NUMBER, help="names to draw")
    options = parser.parse_args()
    before = resident()
    began = time.perf_counter()
    gazetteer = Gazetteer()
    opened = time.perf_counter() - began
    keys = keys_of(gazetteer, options.number)
    places = [c.place.name for key in keys for c in gazetteer.candidates(key)]
    grown = resident() - before
    samples = {"keys": keys, "names of places": list(dict.fromkeys(places))}
    if options.corpora:
        texts = names_in(options.corpora)
        samples["words of texts"] = texts
        samples["places of texts"] = [name for name in texts if gazetteer.is_place(name)]
    print("| names | number | bearers | cold | warm | known |\n|---|--|--|--|--|--|")
    for label, names in samples.items():
        bearers = sum(len(gazetteer.candidates(name)) for name in names) / len(names)
        cold = rate(lambda: Gazetteer().candidates, names)
        again = rate(warm(names[-PART:]), names[-PART:])
        known = rate(lambda: Gazetteer().is_place, names)
        print(f"| {label} | {len(names):,} | {bearers:.1f} | {cold:,.0f} | {again:,.0f} | {known:,.0f} |")
    print(f"\nopened in {opened * 1000:.0f} ms; {grown:.0f} MB more in memory after {len(keys):,} look-ups")


if __name__ == "__main__":
    main()
