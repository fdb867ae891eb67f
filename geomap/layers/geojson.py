"""Features as RFC 7946 asks for them, and the bytes of its files.

Longitude before latitude, six decimals, right-hand rule, no `crs`, no NaN, `bbox` on the collection
and on every line and polygon. One feature a line, so that two builds can be compared with `diff`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import orjson

from geomap.layers.boxes import Box, features_box, flat_boxes, narrowest
from geomap.layers.geodesic import DECIMALS
from geomap.layers.jsontext import document_lines, without_surrogates

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

type Feature = dict[str, Any]
"""A GeoJSON feature: type, id, geometry, properties, in this order."""
type Geometry = dict[str, Any]
type Ring = Sequence[Sequence[float]]


def feature(
    identity: str,
    geometry: Geometry | None,
    properties: Mapping[str, Any],
    boxes: Sequence[Box] | None = None,
) -> Feature:
    """A feature whose id is a property too, for tables that know no feature ids.

    Half surrogates become the replacement character here, so that no format meets any. `boxes` are the
    flat boxes of the geometry's parts, where they are known already.
    """
    told = {"id": identity, **properties}
    try:
        orjson.dumps(told)
    except TypeError:
        told = without_surrogates(told)  # type: ignore[assignment]
    if geometry is None or geometry["type"] == "Point":
        return {"type": "Feature", "id": told["id"], "geometry": geometry, "properties": told}
    box = narrowest(boxes or flat_boxes(geometry)) or ()
    return {"type": "Feature", "id": told["id"], "bbox": [*box], "geometry": geometry, "properties": told}


def point(lon: float, lat: float) -> Geometry:
    """A point geometry, rounded."""
    return {"type": "Point", "coordinates": [round(lon, DECIMALS) + 0.0, round(lat, DECIMALS) + 0.0]}


def polygons(geometry: Mapping[str, Any]) -> Geometry:
    """A polygon or multipolygon as MultiPolygon, rounded, outer rings anticlockwise, holes clockwise."""
    import numpy as np

    parts: Sequence[Sequence[Ring]] = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        parts = [geometry["coordinates"]]
    # All rings in one array: a world of countries in a fifth of the time of a loop.
    lengths = np.array([len(ring) for part in parts for ring in part])
    ends = np.cumsum(lengths)
    every = [position for part in parts for ring in part for position in ring]
    positions = np.round(np.array(every, dtype=float)[:, :2], DECIMALS) + 0.0
    (x, y), (next_x, next_y) = positions.T, np.roll(positions, -1, axis=0).T
    edges = (x - next_x) * (y + next_y)
    edges[ends - 1] = 0  # from one ring to the next
    anticlockwise = iter(np.add.reduceat(edges, ends - lengths) > 0)
    rings = iter(np.split(positions, ends[:-1]))
    return {
        "type": "MultiPolygon",
        "coordinates": [
            [_wound(next(rings), right=next(anticlockwise) == (i == 0)) for i in range(len(part))]
            for part in parts
        ],
    }


def geojson_lines(features: Sequence[Feature]) -> Iterator[bytes]:
    """A file's lines: the collection's beginning, a feature each, its end; the same for the same features."""
    box = features_box(features)
    head = {"type": "FeatureCollection"} | ({"bbox": box} if box else {})
    return document_lines(head, "features", features)


def _wound(ring: "npt.NDArray[np.float64]", *, right: bool) -> list[list[float]]:
    wound: list[list[float]] = (ring if right else ring[::-1]).tolist()
    return wound
