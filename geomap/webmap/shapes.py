"""Country shapes as the page's script draws them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_RANK_UNKNOWN = 6
_CONTESTED = {"Disputed", "Indeterminate"}
_STATES_AMONG_THEM = {"IL"}
"""Natural Earth calls Israel disputed; the area whose borders are is Palestine."""


def map_shapes(topology: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Reduce a TopoJSON document to its arcs and, by country, what is drawn and labelled.

    A country keeps its code, its name in `language`, label point (longitude, latitude), label rank
    (the largest first) and whether it is a disputed area.
    """
    return {
        "transform": topology.get("transform"),
        "arcs": topology["arcs"],
        "countries": [_country(geometry, language) for geometry in _geometries(topology)],
    }


def country_names(topology: Mapping[str, Any], language: str) -> dict[str, str]:
    """Names by ISO 3166-1 alpha-2."""
    countries = (_country(geometry, language) for geometry in _geometries(topology))
    return {country["code"]: country["name"] for country in countries if country["code"] and country["name"]}


def _country(geometry: Mapping[str, Any], language: str) -> dict[str, Any]:
    p = geometry.get("properties") or {}
    lon, lat = p.get("label_lon"), p.get("label_lat")
    code = p.get("iso_a2")
    return {
        "code": code,
        "name": p.get(f"name_{language}") or p.get("name"),
        "label": None if lon is None or lat is None else [lon, lat],
        "rank": p.get("label_rank", _RANK_UNKNOWN),
        "disputed": p.get("type") in _CONTESTED and code not in _STATES_AMONG_THEM,
        "arcs": geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]],
    }


def _geometries(topology: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for thing in topology["objects"].values():
        for geometry in thing.get("geometries", [thing]):
            if geometry.get("type") in {"Polygon", "MultiPolygon"}:
                yield geometry
