"""The shortest line between two places, ready for a flat map.

Distances, bearings and the points between come from Karney's geodesic algorithm on the WGS 84
ellipsoid (pyproj.Geod). A line that crosses the antimeridian is cut there (RFC 7946, 3.1.9), one
that runs over a pole is cut at the pole.
"""

import math
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap.records import record

if TYPE_CHECKING:
    from pyproj import Geod

type Position = tuple[float, float]
"""Longitude, latitude in degrees."""

DECIMALS = 6
"""Of a degree: about 10 cm."""
SPACING_M = 200_000
MOST_POINTS = 100
SHARPEST_TURN = 5.0
"""Degrees of longitude from one point to the next; near the poles the points lie closer for it."""
HALVINGS = 8
OVER_A_POLE = 179.9
"""Degrees of longitude between two neighbouring points that only a passage over a pole explains."""


@record
class Geodesic:
    """A geodesic line, cut where a flat map needs it."""

    parts: tuple[tuple[Position, ...], ...]
    """Lines of two or more positions; none if start and end are one point."""
    distance_km: float
    bearing: float
    """Initial course, degrees clockwise from north, 0 ≤ bearing < 360."""


def geodesic(start: Position, end: Position) -> Geodesic:
    """The geodesic from `start` to `end`, with a point at least every 200 km, up to 100 points."""
    forward, _, metres = _wgs84().inv(*start, *end)
    between = min(MOST_POINTS - 2, max(1, math.ceil(metres / SPACING_M) - 1))
    inner: list[Position] = _wgs84().npts(*start, *end, between) if metres else []
    bearing = round(forward % 360, 1) % 360
    return Geodesic(
        parts=cut(_refined([_beside(start, inner[:1]), *inner, _beside(end, inner[-1:])])),
        distance_km=round(metres / 1000, 1),
        bearing=bearing if metres else 0.0,
    )


def cut(points: list[Position]) -> tuple[tuple[Position, ...], ...]:
    """Cut a line of close points at the antimeridian and at the poles; parts without length go."""
    parts: list[list[Position]] = [[points[0]]]
    for (lon, lat), (to_lon, to_lat) in pairwise(points):
        step = _turn((lon, lat), (to_lon, to_lat))
        if abs(step) > OVER_A_POLE:
            pole = math.copysign(90, lat + to_lat)
            parts[-1].append((lon, pole))
            parts.append([(to_lon, pole)])
        elif not -180 <= lon + step <= 180:
            edge = math.copysign(180, step)
            share = (edge - lon) / step
            at = lat + share * (to_lat - lat)
            parts[-1].append((edge, at))
            parts.append([(-edge, at)])
        elif abs(to_lon - lon) > 180:  # the point lies on the antimeridian, written as its other side
            parts[-1].append((lon + step, to_lat))
            parts.append([])
        parts[-1].append((to_lon, to_lat))
    rounded = (tuple(_without_repeats([rounded_position(p) for p in part])) for part in parts)
    return tuple(part for part in rounded if len(part) > 1)


def _beside(point: Position, neighbour: list[Position]) -> Position:
    """At a pole, where every longitude is right, that of the neighbour: the line ends in its own course."""
    return (neighbour[0][0], point[1]) if neighbour and abs(point[1]) == 90 else point


def _refined(points: list[Position]) -> list[Position]:
    """With more points where the longitude turns fast: a straight line on the flat map would cut the bend."""
    refined = points[:1]
    for to in points[1:]:
        pending = [(to, 0)]
        while pending:
            nearest, halvings = pending[-1]
            turn = abs(_turn(refined[-1], nearest))
            if SHARPEST_TURN < turn < OVER_A_POLE and halvings < HALVINGS:
                (middle,) = _wgs84().npts(*refined[-1], *nearest, 1)
                pending[-1] = (nearest, halvings + 1)
                pending.append((middle, halvings + 1))
            else:
                refined.append(nearest)
                pending.pop()
    return refined


def _turn(start: Position, end: Position) -> float:
    """Degrees of longitude from `start` to `end` the short way, east positive."""
    return (end[0] - start[0] + 180) % 360 - 180


def rounded_position(position: Position) -> Position:
    """To six decimals, without a negative zero."""
    lon, lat = position
    return round(lon, DECIMALS) + 0.0, round(lat, DECIMALS) + 0.0


def _without_repeats(points: list[Position]) -> list[Position]:
    return [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]


@cache
def _wgs84() -> "Geod":
    from pyproj import Geod

    return Geod(ellps="WGS84")
