"""The little spherical geometry that the page's data needs."""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, cos, degrees, hypot, radians, sin

type Point = tuple[float, float]
type Vector = tuple[float, float, float]

TOLERANCE = 0.5
"""Degrees by which the sphere's great circle may leave the ellipsoid's geodesic unseen."""


def detour(line: Sequence[Point]) -> list[float] | None:
    """Return the middle vertex where `line` is not the short great circle between its ends, else None.

    So it is for the way between antipodes, which a sphere leaves open, and for a line that is no
    geodesic at all.
    """
    if len(line) < 3:
        return None
    middle = line[len(line) // 2]
    start, end, via = _vector(line[0]), _vector(line[-1]), _vector(middle)
    normal = _cross(start, end)
    length = hypot(*normal)
    if length < 1e-6 or _dot(_add(start, end), via) < 0:
        return list(middle)
    off = abs(degrees(asin(max(-1.0, min(1.0, _dot(normal, via) / length)))))
    return list(middle) if off > TOLERANCE else None


def _vector(point: Point) -> Vector:
    lon, lat = radians(point[0]), radians(point[1])
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def _cross(a: Vector, b: Vector) -> Vector:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def _dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _add(a: Vector, b: Vector) -> Vector:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]
