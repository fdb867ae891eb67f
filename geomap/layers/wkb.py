"""Geometries as well-known binary (OGC 06-103r4, little-endian), for GeoPackage and GeoParquet."""

import struct
from collections.abc import Callable, Sequence
from itertools import chain

from geomap.layers.geojson import Geometry, Ring
from geomap.layers.memory import once

_POINT, _LINE, _POLYGON, _LINES, _POLYGONS = 1, 2, 3, 5, 6
_HEAD, _COUNTED = struct.Struct("<BI"), struct.Struct("<BII")
_WHOLE_POINT = struct.Struct("<BI2d")


def wkb_writer() -> Callable[[Geometry], bytes]:
    """A function that gives the bytes of a Point, MultiLineString or MultiPolygon.

    Lines that features share are made once; use it for as long as the features live.
    """
    line = once(_line)

    def wkb(geometry: Geometry) -> bytes:
        coordinates = geometry["coordinates"]
        match geometry["type"]:
            case "Point":
                return _WHOLE_POINT.pack(1, _POINT, *coordinates)
            case "MultiLineString":
                return _COUNTED.pack(1, _LINES, len(coordinates)) + b"".join(map(line, coordinates))
            case _:
                return _COUNTED.pack(1, _POLYGONS, len(coordinates)) + b"".join(map(_polygon, coordinates))

    return wkb


def _line(positions: Ring) -> bytes:
    return _HEAD.pack(1, _LINE) + _positions(positions)


def _polygon(part: Sequence[Ring]) -> bytes:
    return _COUNTED.pack(1, _POLYGON, len(part)) + b"".join(map(_positions, part))


def _positions(line: Ring) -> bytes:
    return struct.pack(f"<I{2 * len(line)}d", len(line), *chain.from_iterable(line))
