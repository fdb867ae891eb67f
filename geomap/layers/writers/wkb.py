"""Geometries as well-known binary (OGC 06-103r4, little-endian), for GeoPackage and GeoParquet."""

import struct
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import accumulate, chain, islice, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from geomap.layers.geojson import Geometry, Ring
from geomap.layers.memory import once

_POINT, _LINE, _POLYGON, _LINES, _POLYGONS = 1, 2, 3, 5, 6
_COUNTED = struct.Struct("<BII")

type Writer = Callable[[Sequence[Geometry | None]], list[bytes | None]]

_WHOLE_POINT = np.dtype([("order", "u1"), ("type", "<u4"), ("position", "<f8", 2)])


def wkb_writer() -> Writer:
    """A function that gives the bytes of geometries of one kind: Point, MultiLineString or MultiPolygon.

    What features share is made once; use it for one layer.
    """
    lines = once(_lines)

    def multi_lines(several: Collection[Sequence[Ring] | None]) -> Iterator[bytes | None]:
        written = iter(lines([line for parts in several for line in parts or ()]))
        for parts in several:
            body = b"".join(islice(written, len(parts or ())))
            yield _COUNTED.pack(1, _LINES, len(parts)) + body if parts else None

    different = once(multi_lines)

    def wkb(geometries: Sequence[Geometry | None]) -> list[bytes | None]:
        coordinates: list[Any] = [shape and shape["coordinates"] for shape in geometries]
        match next((shape["type"] for shape in geometries if shape), None):
            case "Point":
                return [*_points(coordinates)]
            case "MultiPolygon":
                return [*map(_multi_polygon, coordinates)]
            case _:
                return different(coordinates)

    return wkb


def whole_points(positions: Sequence[Sequence[float]]) -> npt.NDArray[np.void]:
    """Points as they stand in a file, one after another, each with its `position`."""
    points = np.empty(len(positions), _WHOLE_POINT)
    points["order"], points["type"] = 1, _POINT
    points["position"] = np.fromiter(chain.from_iterable(positions), float, 2 * len(positions)).reshape(-1, 2)
    return points


def _points(positions: Sequence[Sequence[float]]) -> list[bytes]:
    data, size = whole_points(positions).tobytes(), _WHOLE_POINT.itemsize
    return [data[start : start + size] for start in range(0, len(data), size)]


def _lines(lines: Collection[Ring]) -> Iterator[bytes]:
    """All their positions are turned into bytes at once."""
    ends = [0, *accumulate(map(len, lines))]
    data = np.fromiter(chain.from_iterable(chain.from_iterable(lines)), float, 2 * ends[-1]).tobytes()
    for start, end in pairwise(ends):
        yield _COUNTED.pack(1, _LINE, end - start) + data[16 * start : 16 * end]


def _multi_polygon(parts: Sequence[Sequence[Ring]]) -> bytes:
    return _COUNTED.pack(1, _POLYGONS, len(parts)) + b"".join(map(_polygon, parts))


def _polygon(part: Sequence[Ring]) -> bytes:
    return _COUNTED.pack(1, _POLYGON, len(part)) + b"".join(map(_positions, part))


def _positions(line: Ring) -> bytes:
    return struct.pack(f"<I{2 * len(line)}d", len(line), *chain.from_iterable(line))
