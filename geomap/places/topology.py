"""Country shapes for the map, as TopoJSON: neighbours share their borders, simplified or not.

Source: the TopoJSON format specification, sections 2.1.2 (transforms) and 2.1.4 (arc indexes).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

type Point = tuple[int, int]
"""Steps of the map's grid east and north."""

STEPS = 500
"""To the degree, about 200 m each: half a pixel at zoom 8."""
TOLERANCE = 0.019
"""Degrees at the equator, about 2 km: a corner goes if the triangle it makes is smaller than its square."""


def simplify(shapes: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Simplify polygons as a coverage (Visvalingam-Whyatt), by area on the ground; all are valid.

    The cylindrical equal-area projection makes a corner's triangle as large as it is on the ground;
    in degrees, the Arctic islands would take a quarter of the file. What is smaller than a step may
    come out empty.
    """
    import numpy as np
    import shapely

    def project(lonlat: npt.NDArray[Any]) -> npt.NDArray[Any]:
        lon, lat = lonlat.T
        return np.column_stack([lon, np.degrees(np.sin(np.radians(lat)))])

    def unproject(xy: npt.NDArray[Any]) -> npt.NDArray[Any]:
        x, y = xy.T
        return snap(np.column_stack([x, np.degrees(np.arcsin(np.clip(np.radians(y), -1, 1)))]))

    def snap(lonlat: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return np.round(lonlat * STEPS) / STEPS  # the very doubles that a reader computes

    coarse = shapely.set_precision(shapes, 1 / STEPS)
    simpler = shapely.coverage_simplify(shapely.transform(coarse, project), TOLERANCE)
    shapes = shapely.transform(simpler, unproject)
    torn = ~shapely.is_valid(shapes)
    mended = shapely.set_precision(shapely.make_valid(shapes[torn]), 1 / STEPS)
    shapes[torn] = shapely.transform(mended, snap)
    return shapes


def build_topology(rows: Iterable[Mapping[str, Any]], shapes: npt.NDArray[np.object_]) -> dict[str, Any]:
    """TopoJSON of polygons on the grid; a row's ``id`` is the feature's, its other values are properties.

    Outer rings run counter-clockwise, holes clockwise.
    """
    import numpy as np
    import shapely

    def steps(ring: shapely.LinearRing) -> list[Point]:
        lon, lat = np.rint(shapely.get_coordinates(ring)[:-1] * STEPS).astype(int).T.tolist()
        return list(zip(lon, lat, strict=True))

    countries = [
        [
            [steps(ring) for ring in (polygon.exterior, *polygon.interiors)]
            for polygon in shapely.get_parts(shape)
        ]
        for shape in shapely.orient_polygons(shapes)
    ]
    junctions = _junctions(ring for polygons in countries for rings in polygons for ring in rings)
    arcs: dict[tuple[Point, ...], int] = {}
    geometries = [
        {
            "type": "MultiPolygon",
            "id": row["id"],
            "properties": {key: value for key, value in row.items() if key != "id"},
            "arcs": [[_arcs(ring, junctions, arcs) for ring in rings] for rings in polygons],
        }
        for row, polygons in zip(rows, countries, strict=True)
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [1 / STEPS, 1 / STEPS], "translate": [0, 0]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [np.diff(arc, axis=0, prepend=[[0, 0]]).tolist() for arc in arcs],
    }


def read_topology(topology: Mapping[str, Any]) -> list[dict[str, Any]]:
    """GeoJSON features of a TopoJSON document's object ``countries``."""
    import numpy as np

    lengths = np.array([len(arc) for arc in topology["arcs"]])
    flat = chain.from_iterable(chain.from_iterable(topology["arcs"]))
    walked = np.cumsum(np.fromiter(flat, dtype=np.int64).reshape(-1, 2), axis=0)
    ends = np.cumsum(lengths)
    before = np.concatenate([[[0, 0]], walked])[ends - lengths]
    # Dividing by the steps in a degree gives the nearest double, multiplying by a fraction does not.
    per_degree = np.rint(1 / np.array(topology["transform"]["scale"]))
    points = ((walked - np.repeat(before, lengths, axis=0)) / per_degree).tolist()
    arcs = [points[start:end] for start, end in pairwise([0, *ends.tolist()])]

    def ring(numbers: Sequence[int]) -> list[list[float]]:
        links: list[list[list[float]]] = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        return links[0] + [point for link in links[1:] for point in link[1:]]

    return [
        {
            "type": "Feature",
            "id": country["id"],
            "properties": country["properties"],
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [[ring(numbers) for numbers in polygon] for polygon in country["arcs"]],
            },
        }
        for country in topology["objects"]["countries"]["geometries"]
    ]


def _junctions(rings: Iterable[Sequence[Point]]) -> set[Point]:
    """Points where three or more lines meet."""
    neighbours: dict[Point, set[Point]] = {}
    for ring in rings:
        for before, at, after in zip([ring[-1], *ring[:-1]], ring, [*ring[1:], ring[0]], strict=True):
            neighbours.setdefault(at, set()).update((before, after))
    return {point for point, around in neighbours.items() if len(around) > 2}


def _arcs(ring: list[Point], junctions: set[Point], arcs: dict[tuple[Point, ...], int]) -> list[int]:
    """Cut a ring at its junctions; numbers of its arcs (``~n`` where one runs backwards), new ones added.

    A ring without junctions is one arc, begun at its least point: an enclave's and the hole's around it
    are the same.
    """
    cuts = [i for i, point in enumerate(ring) if point in junctions] or [ring.index(min(ring))]
    turned = ring[cuts[0] :] + ring[: cuts[0] + 1]
    numbers = []
    for start, end in pairwise([*(cut - cuts[0] for cut in cuts), len(ring)]):
        arc = tuple(turned[start : end + 1])
        numbers.append(~arcs[arc[::-1]] if arc[::-1] in arcs else arcs.setdefault(arc, len(arcs)))
    return numbers
