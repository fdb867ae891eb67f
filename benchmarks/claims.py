"""Score what geomap says of one article: `python benchmarks/claims.py [GOLD.jsonl ARTICLES] [OPTIONS]`.

Without arguments the cases of `tests/cases/` are scored, by file, which is by phenomenon; with a gold file
and the folder of its articles, those too. ``--errors`` prints every difference, ``--gaps`` only the ids of
the cases that are not met, in the form of `tests/cases/known_gaps.txt`.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from claims_cases import KINDS, Case, Item, read_all, read_cases, read_gold
from claims_match import items_of, match, problems, wrong

from geomap.pipeline import Options, load_readers

MEASURES = ("visits found", "visits right", "meetings", "legs")


@dataclass
class Count:
    """How many items are right, claimed and expected."""

    right: int = 0
    claimed: int = 0
    expected: int = 0

    def add(self, other: Count) -> None:
        """Add the items of other articles."""
        self.right += other.right
        self.claimed += other.claimed
        self.expected += other.expected

    def __str__(self) -> str:
        if not self.expected:
            return f"{'–':>22}"
        precision = self.right / self.claimed if self.claimed else 0.0
        recall = self.right / self.expected
        f1 = 2 * precision * recall / (precision + recall) if self.right else 0.0
        return f"{100 * precision:6.1f} {100 * recall:6.1f} {100 * f1:6.1f}"


def counts(case: Case, claimed: list[Item]) -> dict[str, Count]:
    """The measures of one article; optional items count neither way."""
    found = {}
    for kind, measure in zip(KINDS, ("visits found", "legs", "meetings"), strict=True):
        matched = match(case.items, claimed, kind)
        hits = [(want, got) for want, got in matched.pairs if not want.optional]
        found[measure] = Count(
            right=len(hits),
            claimed=len(hits) + len(matched.invented),
            expected=len(hits) + len(matched.missed),
        )
        if kind == "visit":
            right = sum(not wrong(want, got) for want, got in hits)
            found["visits right"] = Count(
                right=right, claimed=found[measure].claimed, expected=found[measure].expected
            )
    return found


def main() -> None:
    """Read the cases, print the table."""
    given = [word for word in sys.argv[1:] if not word.startswith("--")]
    cases = read_cases() + (read_gold(Path(given[0]), Path(given[1])) if given else [])
    files: dict[str, dict[str, Count]] = defaultdict(lambda: {name: Count() for name in MEASURES})
    met: dict[str, list[bool]] = defaultdict(list)
    negatives = invented = 0
    gaps = []
    for case, claims in read_all(cases, load_readers(Options())):
        claimed = items_of(claims)
        faults = problems(case.items, claimed) if claims else ["not taken as an article"]
        met[case.file].append(not faults)
        if faults:
            gaps.append(case.id)
            if "--errors" in sys.argv:
                print(f"{case.id}\n    {case.text.strip()[:600]}", *faults, sep="\n    ")
        for name, count in counts(case, claimed).items():
            files[case.file][name].add(count)
        if not any(not item.optional for item in case.items):
            negatives += 1
            invented += len(match(case.items, claimed, "visit").invented)
    if "--gaps" in sys.argv:
        print("# Cases that are not met yet; whoever meets one takes it off.", *gaps, sep="\n")
        return
    print(f"{'':20} {'cases':>5} {'met':>5}", *(f"{name + ' P/R/F1':>22}" for name in MEASURES))
    total = {name: Count() for name in MEASURES}
    for file, measures in files.items():
        row = (measures[name] for name in MEASURES)
        print(f"{file:20} {len(met[file]):5} {sum(met[file]):5}", *(f"{count!s:>22}" for count in row))
        for name in MEASURES:
            total[name].add(measures[name])
    done = [each for one in met.values() for each in one]
    print(f"{'all':20} {len(done):5} {sum(done):5}", *(f"{total[name]!s:>22}" for name in MEASURES))
    print(f"visits invented in the {negatives} cases without any: {invented}")


if __name__ == "__main__":
    main()
