"""Tables for spreadsheets, and stops in the columns of the COLT leader-travel data set."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Any

from geomap.layers.fields import FIELDS, GEOMETRY, Name
from geomap.layers.geojson import Feature
from geomap.layers.layer import Layers
from geomap.layers.writers.table import write_csv

TABLES: tuple[Name, ...] = ("trips", "stops", "legs", "meetings", "mentions", "places")
COLT_COLUMNS = (
    "TripID",
    "LeaderFullName",
    "LeaderRole",
    "LeaderCountryISO",
    "TripYear",
    "TripStartDate",
    "TripEndDate",
    "TripDuration",
    "CountryVisited",
    "CountryVisitedISO",
    "CityVisited",
    "MetHostHoGS",
    "HostHOGSName",
    "AttendedMultilatEvent",
    "NameMultilatEvent",
    "SourceLink1",
    "Notes",
)
"""Those of COLT's columns that reports can fill (Moyer et al., International Studies Quarterly 69, 2025)."""
_HEAD = re.compile(
    r"\b(president|prime minister|premier|chancellor|king|queen|emir|sultan|taoiseach)\b", re.I
)
_NOT_HEAD = re.compile(r"\b(vice|deputy|former|ex)\b|\bspeaker\b|\bminister of\b", re.I)


def write_tables(layers: Layers, folder: Path, *, bom: bool = False) -> None:
    """Write `stops.csv` and the like into `folder`: every field but the lists, and the point.

    With `bom`, old spreadsheets see that the text is UTF-8.
    """
    for name in TABLES:
        fields = [field for field, kind in FIELDS[name].items() if kind != "list"]
        point = GEOMETRY[name] == "Point"
        values = itemgetter(*fields)
        rows = (
            (*values(f["properties"]), *(f["geometry"]["coordinates"] if point else ()))
            for f in layers.features(name)
        )
        columns = [*fields, *(("lon", "lat") if point else ())]
        write_csv(folder / f"{name}.csv", columns, rows, bom=bom)


def write_colt(layers: Layers, folder: Path) -> None:
    """Write `colt.csv` into `folder`: one row a stop made, in columns that COLT's readers know.

    What the reports do not say stays empty, and never becomes a 'No'. Codes of countries have three
    letters, as in COLT.
    """
    names = {c["iso_a2"]: (c["iso_a3"], c["name"]) for c in _properties(layers.countries) if c["iso_a2"]}
    trips = {t["id"]: t for t in _properties(layers.trips)}
    homes = _homes(layers)
    meetings: dict[str, list[dict[str, Any]]] = {}
    for meeting in _properties(layers.meetings):
        for trip in meeting["trips"]:
            meetings.setdefault(trip, []).append(meeting)
    rows = (
        _colt_row(stop, trips[stop["trip"]], _meetings_at(stop, meetings), names, homes)
        for stop in _properties(layers.stops)
        if stop["status"] == "done"
    )
    write_csv(folder / "colt.csv", COLT_COLUMNS, rows)


def _colt_row(
    stop: Mapping[str, Any],
    trip: Mapping[str, Any],
    meetings: list[Mapping[str, Any]],
    names: Mapping[str, tuple[str | None, str]],
    homes: Mapping[str, str],
) -> list[object]:
    start, end = (stop["date_start"], stop["date_end"]) if stop["date_exact"] else (None, None)
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1 if start and end else None
    years = {text[:4] for text in (stop["date_start"], stop["date_end"]) if text}
    hosts = [
        who
        for meeting in meetings
        for who in meeting["participants"]
        if who["country"] == stop["country"] and _leads(who["role"])
    ]
    events = [m["format"] for m in meetings if m["format"] and m["format"] not in {"bilateral", "virtual"}]
    home = homes.get(trip["traveller"])
    iso3, country = names.get(stop["country"], (None, None))
    return [
        stop["id"],
        trip["traveller"],
        trip["role"],
        names.get(home, (None, ""))[0] if home else None,
        years.pop() if len(years) == 1 else None,
        start,
        end,
        days,
        country,
        iso3,
        stop["city"],
        "Yes" if hosts else None,
        "; ".join(dict.fromkeys(who["name"] or who["role"] for who in hosts)) or None,
        "Yes" if events else None,
        "; ".join(dict.fromkeys(events)) or None,
        stop["sources_text"],
        stop["evidence_text"],
    ]


def _leads(role: str | None) -> bool:
    """Whether a role is that of a head of state or government."""
    return bool(role and _HEAD.search(role) and not _NOT_HEAD.search(role))


def _homes(layers: Layers) -> dict[str, str]:
    """The country each traveller acts for, where a meeting tells."""
    return {
        who["name"]: who["country"]
        for meeting in _properties(layers.meetings)
        for who in meeting["participants"]
        if who["name"] and who["country"]
    }


def _meetings_at(
    stop: Mapping[str, Any], meetings: Mapping[str, list[dict[str, Any]]]
) -> list[Mapping[str, Any]]:
    return [
        m
        for m in meetings.get(stop["trip"], [])
        if m["status"] == "done"
        and m["country"] == stop["country"]
        and (not m["city"] or not stop["city"] or m["city"] == stop["city"])
    ]


def _properties(features: Iterable[Feature]) -> list[dict[str, Any]]:
    return [f["properties"] for f in features]
