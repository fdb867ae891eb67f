"""Features to the bytes of an RFC 7946 file.

Longitude before latitude, six decimals, right-hand rule, no `crs`, no NaN, `bbox` on the collection
and on every line and polygon. One feature a line, so that two builds can be compared with `diff`.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import orjson

from geomap.layers.geodesic import rounded_position

type Feature = dict[str, Any]
"""A GeoJSON feature: type, id, geometry, properties, in this order."""
type Geometry = dict[str, Any]
type Ring = Sequence[Sequence[float]]


def feature(identity: str, geometry: Geometry | None, properties: Mapping[str, Any]) -> Feature:
    """A feature whose id is a property too, for tables that know no feature ids."""
    made: Feature = {"type": "Feature", "id": identity}
    if geometry is not None and geometry["type"] != "Point":
        made["bbox"] = bbox([geometry])
    return made | {"geometry": geometry, "properties": {"id": identity, **properties}}


def point(lon: float, lat: float) -> Geometry:
    """A point geometry, rounded."""
    return {"type": "Point", "coordinates": list(rounded_position((lon, lat)))}


def polygons(geometry: Mapping[str, Any]) -> Geometry:
    """A polygon or multipolygon as MultiPolygon, rounded, outer rings anticlockwise, holes clockwise."""
    coordinates = geometry["coordinates"]
    parts = [coordinates] if geometry["type"] == "Polygon" else coordinates
    return {
        "type": "MultiPolygon",
        "coordinates": [[_wound(ring, outer=i == 0) for i, ring in enumerate(part)] for part in parts],
    }


def dump_geojson(features: Sequence[Feature]) -> bytes:
    """The file's bytes: UTF-8, the same for the same features."""
    box = bbox([f["geometry"] for f in features if f["geometry"] is not None])
    head = b'{"type":"FeatureCollection",' + (b'"bbox":%s,' % dump_json(box) if box else b"")
    return head + b'"features":[\n' + b",\n".join(map(dump_json, features)) + b"\n]}\n"


def dump_json(value: object) -> bytes:
    """JSON in UTF-8; half surrogates, which no UTF-8 can hold, become the replacement character."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return orjson.dumps(_writable(value))


def bbox(geometries: Iterable[Geometry]) -> list[float] | None:
    """West, south, east, north; west is the greater where the box crosses the antimeridian.

    The narrowest box that holds every part: what is left of the circle of longitudes once its widest
    gap is taken away. None without geometries.
    """
    parts = [part for geometry in geometries for part in _parts(geometry)]
    if not parts:
        return None
    south = min(lat for part in parts for _, lat in part)
    north = max(lat for part in parts for _, lat in part)
    spans = sorted((min(lon for lon, _ in part), max(lon for lon, _ in part)) for part in parts)
    west, reach = spans[0]
    # The gap over the antimeridian comes first: an equal one elsewhere does not turn the box round.
    best = (spans[0][0] + 360 - max(east for _, east in spans), west, max(east for _, east in spans))
    for left, right in spans[1:]:
        if left - reach > best[0]:
            best = (left - reach, left, reach)
        reach = max(reach, right)
    return [best[1], south, best[2], north]


def _parts(geometry: Geometry) -> Iterator[Ring]:
    """Pieces that no antimeridian cuts: points, lines, outer rings."""
    coordinates = geometry["coordinates"]
    match geometry["type"]:
        case "Point":
            yield [coordinates]
        case "MultiLineString":
            yield from coordinates
        case "MultiPolygon":
            yield from (part[0] for part in coordinates)
        case other:
            msg = f"No layer holds a {other}"
            raise ValueError(msg)


def _wound(ring: Ring, *, outer: bool) -> list[list[float]]:
    points = [list(rounded_position((p[0], p[1]))) for p in ring]
    twice_area = math.fsum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(points))
    return points if (twice_area > 0) == outer else points[::-1]


def _writable(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, Mapping):
        return {_writable(k): _writable(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_writable(v) for v in value]
    return value
