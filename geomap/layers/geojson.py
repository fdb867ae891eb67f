"""Features to the bytes of an RFC 7946 file.

Longitude before latitude, six decimals, right-hand rule, no `crs`, no NaN, `bbox` on the collection
and on every line and polygon. One feature a line, so that two builds can be compared with `diff`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import orjson

from geomap.layers.geodesic import DECIMALS, rounded_position

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

type Feature = dict[str, Any]
"""A GeoJSON feature: type, id, geometry, properties, in this order."""
type Geometry = dict[str, Any]
type Ring = Sequence[Sequence[float]]


def feature(identity: str, geometry: Geometry | None, properties: Mapping[str, Any]) -> Feature:
    """A feature whose id is a property too, for tables that know no feature ids.

    Half surrogates become the replacement character here, so that no format meets any.
    """
    told = {"id": identity, **properties}
    try:
        orjson.dumps(told)
    except TypeError:
        told = _writable(told)  # type: ignore[assignment]
    made: Feature = {"type": "Feature", "id": told["id"]}
    if geometry is not None and geometry["type"] != "Point":
        made["bbox"] = bbox([geometry])
    return made | {"geometry": geometry, "properties": told}


def point(lon: float, lat: float) -> Geometry:
    """A point geometry, rounded."""
    return {"type": "Point", "coordinates": list(rounded_position((lon, lat)))}


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


def dump_geojson(features: Sequence[Feature]) -> bytes:
    """The file's bytes: UTF-8, the same for the same features."""
    return b"".join(geojson_lines(features))


def geojson_lines(features: Sequence[Feature]) -> Iterator[bytes]:
    """The file's lines: the collection's beginning, a feature each, its end."""
    box = bbox(f["geometry"] for f in features if f["geometry"] is not None)
    yield (
        b'{"type":"FeatureCollection",' + (b'"bbox":%s,' % dump_json(box) if box else b"") + b'"features":[\n'
    )
    last = len(features) - 1
    for i, made in enumerate(features):
        yield dump_json(made) + (b",\n" if i < last else b"\n")
    yield b"]}\n"


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
    shapes = list(geometries)
    if not shapes:
        return None
    points = [shape["coordinates"] for shape in shapes if shape["type"] == "Point"]
    columns = [tuple(zip(*part, strict=True)) for shape in shapes for part in _parts(shape)]
    lats = [lat for _, lat in points] + [lat for _, lats in columns for lat in (min(lats), max(lats))]
    south, north = min(lats), max(lats)
    spans = sorted({(lon, lon) for lon, _ in points} | {(min(lons), max(lons)) for lons, _ in columns})
    west, reach = spans[0]
    farthest = max(east for _, east in spans)
    # The gap over the antimeridian comes first: an equal one elsewhere does not turn the box round.
    best = (west + 360 - farthest, west, farthest)
    for left, right in spans[1:]:
        if left - reach > best[0]:
            best = (left - reach, left, reach)
        reach = max(reach, right)
    return [best[1], south, best[2], north]


def _parts(geometry: Geometry) -> Iterator[Ring]:
    """Pieces that no antimeridian cuts: lines and outer rings; a point has none."""
    coordinates = geometry["coordinates"]
    match geometry["type"]:
        case "Point":
            return
        case "MultiLineString":
            yield from coordinates
        case "MultiPolygon":
            yield from (part[0] for part in coordinates)
        case other:
            msg = f"No layer holds a {other}"
            raise ValueError(msg)


def _wound(ring: "npt.NDArray[np.float64]", *, right: bool) -> list[list[float]]:
    wound: list[list[float]] = (ring if right else ring[::-1]).tolist()
    return wound


def _writable(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, Mapping):
        return {_writable(k): _writable(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_writable(v) for v in value]
    return value
