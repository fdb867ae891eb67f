"""Hold the map's script to its rules: deno's lint, and no name that no module, browser or Leaflet gives.

python scripts/lint_map.py

deno comes from the lock, and neither reads nor loads anything else.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
APP = ROOT / "geomap" / "webmap" / "static" / "app"
CONFIG = Path(__file__).parent / "deno.json"
GIVEN = {"L", "map_geomap", "inflate"}
"""Leaflet, the map that folium's part of the page makes, and the kept script of others."""


def deno(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run deno from the environment that runs this, without colours or a look for updates."""
    command = [str(Path(sys.executable).parent / "deno"), *map(str, arguments)]
    environment = {**os.environ, "NO_COLOR": "1", "DENO_NO_UPDATE_CHECK": "1"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def unknown_names() -> list[str]:
    """Names that are used and nowhere defined or exported, as 'name at file:line:column'.

    deno checks types as well, which plain JavaScript does not declare; of what it finds, names that do not
    exist (TS2304, TS2552) and exports that do not (TS2305) are faults here.
    """
    told = deno("check", "--config", CONFIG, APP / "main.js").stderr
    export = r"(?:\"[^\"]*\"' has no exported member ')?"
    faults = re.findall(
        rf"TS(?:2304|2305|2552) \[ERROR\]: .*?'{export}(\w+)'.*?\n\s+at (\S+)", told, re.DOTALL
    )
    return [f"{name} at {place.removeprefix(APP.as_uri())}" for name, place in faults if name not in GIVEN]


def main() -> int:
    """Print what is wrong; 1 if anything is."""
    linted = deno("lint", "--config", CONFIG, APP)
    unknown = unknown_names()
    for name in unknown:
        print(f"unknown name {name}", file=sys.stderr)
    print(linted.stderr, end="", file=sys.stderr)
    return 1 if linted.returncode or unknown else 0


if __name__ == "__main__":
    sys.exit(main())
