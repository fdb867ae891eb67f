"""How well tables of trips are read: time, what has no point, and a sample checked by hand.

    python benchmarks/tables.py sos_travels.csv president_travels.csv

The tables are read from where they lie. `tables_expected.tsv` holds, for 200 of their rows drawn at random,
today's countries and places as a person found them: a GeoNames id or a point, one for each place of the
row. A row's country is right if every place found lies in one of its countries and at least one is found;
its city is right if every place is the one expected, or lies within 25 km of an expected point.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from geomap import pipeline
from geomap.places.grid import kilometres
from geomap.records import Claims, Place

EXPECTED = Path(__file__).with_name("tables_expected.tsv")
NEAR_KM = 25.0


def main() -> None:
    """Build, report, and measure against the sample."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="+", metavar="PATH", help="tables of trips")
    parser.add_argument("-o", "--output", type=Path, help="where to keep the layers and the map")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        built = pipeline.build(given.paths, given.output or Path(folder))
        seconds = time.perf_counter() - start
    visits = [visit for claims in built.claims for visit in claims.visits]
    print(f"{len(built.claims):,} rows read, {len(built.unread)} not, in {seconds:.1f} s with merge and map")
    print(", ".join(f"{count:,} {name}" for name, count in built.counts.items()))
    lost = Counter(visit.toponym for visit in visits if visit.place is None)
    rows = sum(all(visit.place is None for visit in claims.visits) for claims in built.claims)
    print(f"{len(visits):,} visits, {lost.total()} without a point; {rows} rows without any point")
    for name, count in lost.most_common():
        print(f"  {count:3} {name}")
    sys.exit(0 if check({claims.article.id: claims for claims in built.claims}) else 1)


def check(claims: dict[str, Claims]) -> bool:
    """Compare with the sample; print every difference; whether the floors of 98 % and 95 % hold."""
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        sample = [line for line in lines if line["row"] in claims]
    if not sample:
        print("none of the rows checked by hand is in these tables")
        return True
    countries = cities = with_locale = 0
    for line in sample:
        found = claims[line["row"]]
        places = [visit.place for visit in found.visits]
        country = country_right(places, line["countries"].split())
        countries += country
        if line["places"] == "-":
            if not country:
                print(f"  {line['row']}: country {shown(places)}")
            continue
        with_locale += 1
        city = city_right(places, line["places"].split())
        cities += city
        if not (country and city):
            print(f"  {line['row']}: {shown(places)}, expected {line['countries']} {line['places']}")
    shares = countries / len(sample), cities / max(with_locale, 1)
    print(f"right country: {countries} of {len(sample)} rows ({shares[0]:.1%})")
    print(f"right city: {cities} of {with_locale} rows with a locale ({shares[1]:.1%})")
    return shares[0] >= 0.98 and shares[1] >= 0.95


def country_right(places: list[Place | None], codes: list[str]) -> bool:
    """Whether every place that was found lies in one of the countries, and there is one."""
    found = [place for place in places if place]
    return bool(found) and all(place.country in codes for place in found)


def city_right(places: list[Place | None], expected: list[str]) -> bool:
    """Whether the places are those expected, in the row's order."""
    return len(places) == len(expected) and all(
        place is not None and same(place, one) for place, one in zip(places, expected, strict=True)
    )


def same(place: Place, expected: str) -> bool:
    """Whether a place is a GeoNames id, or lies at a point 'lon,lat'."""
    if "," not in expected:
        return place.geonameid == int(expected)
    if place.precision not in ("city", "venue"):
        return False
    lon, lat = map(float, expected.split(","))
    return kilometres(place.lon, place.lat, lon, lat) <= NEAR_KM


def shown(places: list[Place | None]) -> str:
    """Names and ids of what was found."""
    return "; ".join(f"{p.name} {p.country} {p.geonameid}" if p else "no point" for p in places)


if __name__ == "__main__":
    main()
