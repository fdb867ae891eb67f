"""The shortest line between two places, ready for a flat map.

Distances, bearings and the points between come from Karney's geodesic algorithm on the WGS 84
ellipsoid (pyproj.Geod). A line that crosses the antimeridian is cut there (RFC 7946, 3.1.9), one
that runs over a pole is cut at the pole.
"""

import math
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geomap.layers.boxes import Box, flat_box
from geomap.records import record

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from pyproj import Geod

type Position = tuple[float, float]
"""Longitude, latitude in degrees."""
type Points = Sequence[Position] | npt.NDArray[np.float64]

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

    parts: list[list[list[float]]]
    """Lines of two or more positions as GeoJSON has them, rounded; none if start and end are one point.
    Shared by all features that take the same route: not to be changed."""
    boxes: list[Box]
    """West, south, east, north of each part."""
    distance_km: float
    bearing: float
    """Initial course, degrees clockwise from north, 0 ≤ bearing < 360."""


def geodesic(start: Position, end: Position) -> Geodesic:
    """The geodesic from `start` to `end`, with a point at least every 200 km, up to 100 points."""
    forward, _, metres = _wgs84().inv(*start, *end)
    between = min(MOST_POINTS - 2, max(1, math.ceil(metres / SPACING_M) - 1))
    parts = [part for part in map(_rounded, _parts(start, end, between)) if len(part) > 1] if metres else []
    bearing = round(forward % 360, 1) % 360
    return Geodesic(
        parts=parts,
        boxes=[flat_box(part) for part in parts],
        distance_km=round(metres / 1000, 1),
        bearing=bearing if metres else 0.0,
    )


def _parts(start: Position, end: Position, between: int) -> Sequence[Points]:
    """As computed where the line needs neither more points nor a cut, which most do not."""
    import numpy as np

    inner = _wgs84().inv_intermediate(*start, *end, between, return_back_azimuth=False)
    points = np.empty((between + 2, 2))
    points[0], points[-1] = start, end
    points[1:-1, 0], points[1:-1, 1] = inner.lons, inner.lats
    steps = np.abs(np.diff(points[:, 0]))
    if steps.max() <= SHARPEST_TURN and max(abs(start[1]), abs(end[1])) < 90:
        return [points]
    positions: list[Any] = list(map(tuple, points.tolist()))
    positions[0], positions[-1] = _beside(start, positions[1]), _beside(end, positions[-2])
    if np.minimum(steps, 360 - steps).max() > SHARPEST_TURN:
        positions = _refined(positions)
    return cut(positions)


def cut(points: Sequence[Position]) -> list[list[Position]]:
    """Cut a line of close points at the antimeridian and at the poles."""
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
    return parts


def _rounded(points: Points) -> list[list[float]]:
    """To six decimals, without negative zeros and without points that are like the one before."""
    import numpy as np

    near = np.round(np.asarray(points, dtype=float), DECIMALS) + 0.0
    moves = np.empty(len(near), dtype=bool)
    moves[0] = True
    np.any(near[1:] != near[:-1], axis=1, out=moves[1:])
    kept: list[list[float]] = near[moves].tolist()
    return kept


def _beside(point: Position, neighbour: Position) -> Position:
    """At a pole, where every longitude is right, that of the neighbour: the line ends in its own course."""
    return (neighbour[0], point[1]) if abs(point[1]) == 90 else point


def _refined(points: Sequence[Position]) -> list[Position]:
    """With more points where the longitude turns fast: a straight line on the flat map would cut the bend."""
    refined = [*points[:1]]
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


@cache
def _wgs84() -> "Geod":
    from pyproj import Geod

    return Geod(ellps="WGS84")
