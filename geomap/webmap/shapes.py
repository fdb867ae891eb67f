"""Country shapes as the page's script draws them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log, pi, radians, tan
from typing import Any

GRID = 1 << 18
"""Steps of the plane on which shapes are drawn: 0.15 km at the equator."""

_MERCATOR_END = 85.0511287798
_RANK_UNKNOWN = 6
_CONTESTED = {"Disputed", "Indeterminate"}
_STATES_AMONG_THEM = {"IL"}
"""Natural Earth calls Israel disputed; the area whose borders are is Palestine."""

type Point = tuple[int, int]


def map_shapes(topology: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Reduce a TopoJSON document to lines on the Mercator plane and the countries that they bound.

    `steps` holds all arcs one after the other as differences from point to point, x before y; `sizes`
    the points of each. A country keeps its code, its name in `language`, the rings of its area (arcs
    by number, backwards where negative), its box, label point and label rank (the largest first).
    `borders` tells of each arc whether it is a coast, a border or one in dispute.
    """
    arcs = [_plane(arc, topology.get("transform")) for arc in topology["arcs"]]
    countries = [_country(geometry, language, arcs) for geometry in _geometries(topology)]
    owners: list[list[dict[str, Any]]] = [[] for _ in arcs]
    for country in countries:
        for ring in country["rings"]:
            for at in ring:
                owners[_arc(at)].append(country)
    return {
        "grid": GRID,
        "sizes": [len(arc) for arc in arcs],
        "steps": [step for arc in arcs for step in _steps(arc)],
        "borders": [_border(found) for found in owners],
        "countries": countries,
    }


def country_names(topology: Mapping[str, Any], language: str) -> dict[str, str]:
    """Names by ISO 3166-1 alpha-2."""
    properties = [geometry.get("properties") or {} for geometry in _geometries(topology)]
    names = {p.get("iso_a2"): _name(p, language) for p in properties}
    return {code: name for code, name in names.items() if code and name}


def _name(p: Mapping[str, Any], language: str) -> str | None:
    return p.get(f"name_{language}") or p.get("name")


def _country(geometry: Mapping[str, Any], language: str, arcs: Sequence[Sequence[Point]]) -> dict[str, Any]:
    p = geometry.get("properties") or {}
    lon, lat = p.get("label_lon"), p.get("label_lat")
    code = p.get("iso_a2")
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = [ring for polygon in polygons for ring in polygon]
    points = [point for ring in rings for at in ring for point in arcs[_arc(at)]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return {
        "code": code,
        "name": _name(p, language),
        "label": None if lon is None or lat is None else _mercator(lon, lat),
        "rank": p.get("label_rank", _RANK_UNKNOWN),
        "disputed": p.get("type") in _CONTESTED and code not in _STATES_AMONG_THEM,
        "box": [min(xs), min(ys), max(xs), max(ys)],
        "rings": rings,
    }


def _border(owners: Sequence[Mapping[str, Any]]) -> int:
    """0 a coast, 1 a border, 2 a border in dispute."""
    if len(owners) < 2:
        return 0
    return 2 if any(country["disputed"] for country in owners) else 1


def _arc(at: int) -> int:
    return ~at if at < 0 else at


def _plane(arc: Sequence[Sequence[float]], transform: Mapping[str, Any] | None) -> list[Point]:
    """Points of an arc on the plane, none twice in a row."""
    (kx, ky), (dx, dy) = (transform["scale"], transform["translate"]) if transform else ((1, 1), (0, 0))
    points: list[Point] = []
    x = y = 0.0
    for step in arc:
        x, y = (x + step[0], y + step[1]) if transform else (step[0], step[1])
        point = _mercator(x * kx + dx, y * ky + dy)
        if not points or point != points[-1]:
            points.append(point)
    return points


def _mercator(lon: float, lat: float) -> Point:
    bounded = radians(max(-_MERCATOR_END, min(_MERCATOR_END, lat)))
    y = 0.5 - log(tan(pi / 4 + bounded / 2)) / (2 * pi)
    return round((lon / 360 + 0.5) * GRID), round(max(0.0, min(1.0, y)) * GRID)


def _steps(arc: Sequence[Point]) -> Iterator[int]:
    before = (0, 0)
    for point in arc:
        yield point[0] - before[0]
        yield point[1] - before[1]
        before = point


def _geometries(topology: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for thing in topology["objects"].values():
        for geometry in thing.get("geometries", [thing]):
            if geometry.get("type") in {"Polygon", "MultiPolygon"}:
                yield geometry
