"""Our own tables under `data/gazetteer/`: tab-separated, UTF-8, a heading line, `#` for remarks."""

from __future__ import annotations

import csv
from pathlib import Path

from gazetteer.entry import ABBREVIATION, ALTERNATE, BESIDE, HISTORIC, MAIN, REGION, Entry
from geomap.places.folding import fold
from geomap.records import PRECISIONS

GROUP = "-"
"""Precision of a group of countries that is no place: the G7."""
KINDS = {"main": MAIN, "english": MAIN, "alternate": ALTERNATE, "beside": BESIDE}
MARKS = {"~": HISTORIC, "=": BESIDE}
"""What stands before an alias that is no usual name: `~Leningrad`, `=Tex.`."""


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a table; empty fields are empty texts."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if line.strip() and not line.startswith("#")]
    rows = []
    for number, row in enumerate(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 2):
        if None in row:
            msg = f"{path.name}: row {number} has more fields than the heading: {row}"
            raise SystemExit(msg)
        rows.append({key: (value or "").strip() for key, value in row.items()})
    return rows


def split(names: str) -> list[str]:
    """The names of a field: 'Alma-Ata | Verny'."""
    return [name.strip() for name in names.split("|") if name.strip()]


def short_form(name: str) -> bool:
    """Whether a name is an abbreviation in capitals: 'UAE', 'U.S.'."""
    letters = [c for c in name if c.isalpha()]
    return " " not in name and name.isascii() and len(letters) <= 5 and all(c.isupper() for c in letters)


def read_overlay(path: Path) -> tuple[list[Entry], dict[str, list[str]]]:
    """Our places, and the member countries of our regions by folded name."""
    places: list[Entry] = []
    members: dict[str, list[str]] = {}
    for row in read_table(path):
        try:
            lon, lat = float(row["lon"]), float(row["lat"])
            precision = REGION if row["precision"] == GROUP else PRECISIONS.index(row["precision"])
        except ValueError as error:
            msg = f"{path.name}: {row['name']!r}: {error}"
            raise SystemExit(msg) from error
        place = Entry(
            name=row["name"],
            lon=lon,
            lat=lat,
            feature=row["feature"],
            precision=precision,
            country=row["country"] or None,
            admin1=row["admin1"] or None,
            city=row["city"] or None,
            geonameid=int(row["geonameid"]) if row["geonameid"] else None,
            overlay=True,
        )
        place.add(place.name, MAIN)
        for name in split(row["aliases"]):
            if name[0] in MARKS:
                place.mark(name[1:], MARKS[name[0]])
            else:
                place.add(name, ABBREVIATION if short_form(name) else ALTERNATE)
        place.own = frozenset(place.names)
        if row["members"]:
            members |= {key: row["members"].split() for key in place.names}
        if row["precision"] != GROUP:
            places.append(place)
    return places, members


class Finder:
    """Finds the places that our tables mean."""

    def __init__(self, places: list[Entry]) -> None:
        self.missing: list[str] = []
        self._by_id = {place.geonameid: place for place in places if place.geonameid}
        self._by_name: dict[str, list[Entry]] = {}
        for place in places:
            for key in place.names:
                self._by_name.setdefault(key, []).append(place)

    def find(self, name: str, country: str, geonameid: str = "", feature: str = "") -> Entry | None:
        """The place by its id, else the most populous one of that name in the country.

        What is not found is kept in `missing`.

        Parameters
        ----------
        feature
            How its feature code begins; any where empty.
        """
        if geonameid:
            if int(geonameid) not in self._by_id:
                self.missing.append(f"{name} ({geonameid})")
            return self._by_id.get(int(geonameid))
        key = fold(name)
        found = [
            place
            for place in self._by_name.get(key, ())
            if (place.country or "") == country and place.feature.startswith(feature)
        ]
        if not found:
            self.missing.append(f"{name} ({country}, {feature or 'any'})")
            return None
        return max(found, key=lambda p: (p.names[key] == MAIN, p.overlay, p.population))


def add_names(path: Path, finder: Finder) -> None:
    """Give places the names that other languages, times and reports call them by."""
    for row in read_table(path):
        place = finder.find(row["today"], row["country"], row["geonameid"], row["feature"])
        names = split(row["names"])
        if not place:
            continue
        if row["kind"] == "english":
            place.name = names[0]
        for name in names:
            if row["kind"] == "historic":
                place.mark(name, HISTORIC)
            elif row["kind"] != "beside" and short_form(name):
                place.add(name, ABBREVIATION)
            else:
                place.add(name, KINDS[row["kind"]])


def read_demonyms(path: Path, finder: Finder, countries: dict[str, Entry]) -> list[tuple[str, int, Entry]]:
    """Folded demonyms with their rank among those alike, and the place each belongs to."""
    ranks: dict[str, int] = {}
    found = []
    for row in read_table(path):
        name, country = row["place"], row["country"]
        place = finder.find(name, country, feature=row["feature"]) if name else countries[country]
        if place is None:
            continue
        for word in split(row["words"]):
            key = fold(word)
            found.append((key, ranks.get(key, 0), place))
            ranks[key] = ranks.get(key, 0) + 1
    return found
