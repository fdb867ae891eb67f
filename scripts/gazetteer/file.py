"""Writes the SQLite file, byte for byte the same from the same sources and the same SQLite."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from struct import pack

from gazetteer.entry import ABBREVIATION, ALTERNATE, COUNTRY, MAIN, Entry
from geomap.places.grid import cell_of
from geomap.places.register import Listing, pack_register
from geomap.places.spelling import skeleton
from geomap.places.store import APPLICATION, SCHEMA

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE register (name TEXT PRIMARY KEY, content BLOB NOT NULL);  -- the places, numbered by their cells
CREATE TABLE names (key TEXT PRIMARY KEY, places BLOB NOT NULL) WITHOUT ROWID;  -- 4 bytes: place * 8 + match
CREATE TABLE sounds (skeleton TEXT, key TEXT, PRIMARY KEY (skeleton, key)) WITHOUT ROWID;
CREATE TABLE cells (cell INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE TABLE countries (iso2 TEXT PRIMARY KEY, place INTEGER NOT NULL, capital INTEGER) WITHOUT ROWID;
CREATE TABLE regions (key TEXT PRIMARY KEY, members TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE demonyms (key TEXT, rank INTEGER, place INTEGER NOT NULL, PRIMARY KEY (key, rank)) WITHOUT ROWID;
"""
WELL_KNOWN = 15_000
"""People of a town whose misspelt name is worth a guess."""

PAST = 50_000
"""A region of the past counts as a town of so many people: Turkestan is a city as well."""


@dataclass(frozen=True)
class Content:
    """All that goes into the file."""

    places: list[Entry]
    countries: dict[str, Entry]
    capitals: dict[str, Entry]
    members: dict[str, list[str]]
    demonyms: list[tuple[str, int, Entry]]
    meta: dict[str, str]


def write_file(content: Content, path: Path) -> None:
    """Write the gazetteer; an older one is replaced at once."""
    places = sorted(content.places, key=_position)
    numbers = {id(place): number for number, place in enumerate(places, 1)}
    staged = path.with_suffix(".new")
    staged.unlink(missing_ok=True)
    connection = sqlite3.connect(staged, isolation_level=None)
    connection.execute("PRAGMA page_size = 8192")
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
    connection.executescript(TABLES)
    connection.execute("BEGIN")
    digest = hashlib.sha256()
    for table, rows in _tables(content, places, numbers).items():
        for row in rows:
            digest.update(repr(row).encode())
        marks = ",".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    meta = content.meta | {"hash": digest.hexdigest()}
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    connection.execute("COMMIT")
    connection.execute("VACUUM")
    connection.close()
    staged.replace(path)


def _tables(
    content: Content, places: list[Entry], numbers: dict[int, int]
) -> dict[str, list[tuple[object, ...]]]:
    return {
        "register": sorted(pack_register(map(_listing, places)).items()),
        "names": _names(places, numbers),
        "sounds": _sounds(places),
        "cells": _cells(places, numbers),
        "countries": [
            (
                iso2,
                numbers[id(country)],
                numbers[id(content.capitals[iso2])] if iso2 in content.capitals else None,
            )
            for iso2, country in sorted(content.countries.items())
        ],
        "regions": [(key, " ".join(codes)) for key, codes in sorted(content.members.items())],
        "demonyms": sorted((key, rank, numbers[id(place)]) for key, rank, place in content.demonyms),
    }


def _position(place: Entry) -> tuple[object, ...]:
    return (
        cell_of(place.lon, place.lat), place.lon, place.lat, place.overlay, place.feature,
        place.geonameid or 0, place.name,
    )  # fmt: skip


def _listing(place: Entry) -> Listing:
    codes = (place.country, place.admin1, place.admin2)
    return Listing(
        name=place.name,
        lon=place.lon,
        lat=place.lat,
        feature=place.feature,
        precision=place.precision,
        unit=".".join(code for code in takewhile(bool, codes) if code),
        population=place.population,
        geonameid=place.geonameid or 0,
        city=place.city or "",
        curated=place.overlay,
    )


def _names(places: list[Entry], numbers: dict[int, int]) -> list[tuple[object, ...]]:
    bearers: dict[str, list[tuple[Entry, int]]] = defaultdict(list)
    for place in places:
        for key, match in place.names.items():
            bearers[key].append((place, match))
    rows: list[tuple[object, ...]] = []
    for key in sorted(bearers):
        ranked = sorted(bearers[key], key=lambda bearer: prominence(key, *bearer), reverse=True)
        rows.append((key, b"".join(pack("<I", numbers[id(p)] << 3 | match) for p, match in ranked)))
    return rows


def prominence(key: str, place: Entry, match: int) -> tuple[float, ...]:
    """How likely a name means the place, before anything is known of the text."""
    weight = {MAIN: 1.0, ALTERNATE: 0.3}.get(match, 0.5)
    if place.feature == "RGNH":
        return (False, False, PAST * weight, False, 0.0)
    if place.feature.startswith("ADM"):
        weight *= 0.2 if place.feature == "ADM1" else 0.1
    elif place.feature == "PPLC":
        weight *= 10
    return (
        key in place.own and match <= ABBREVIATION,
        place.precision == COUNTRY and match <= ABBREVIATION,
        (place.population + 1) * weight,
        place.feature == "PPLC",
        -(place.geonameid or 0),
    )


def _sounds(places: list[Entry]) -> list[tuple[object, ...]]:
    keys = {
        key
        for place in places
        if place.overlay
        or place.precision == COUNTRY
        or place.feature == "ADM1"
        or place.population >= WELL_KNOWN
        for key, match in place.names.items()
        if match < ABBREVIATION and len(key) > 4 and key.isascii() and key.count(" ") < 4
        if place.feature != "ADM2" and (match == MAIN or place.population >= 10 * WELL_KNOWN)
    }
    return sorted((skeleton(key), key) for key in keys)


def _cells(places: list[Entry], numbers: dict[int, int]) -> list[tuple[object, ...]]:
    spans: dict[int, list[int]] = {}
    for place in places:
        number = numbers[id(place)]
        spans.setdefault(cell_of(place.lon, place.lat), [number, number])[1] = number
    return [(cell, first, last) for cell, (first, last) in sorted(spans.items())]
