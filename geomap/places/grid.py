"""Distances on the globe, and the one-degree cells by which the gazetteer finds what is near."""

from __future__ import annotations

import math


def kilometres(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Great-circle distance on a sphere of 6,371 km (haversine)."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((phi2 - phi1) / 2) ** 2
    half += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12_742.0 * math.asin(min(1.0, math.sqrt(half)))


def cell_of(lon: float, lat: float) -> int:
    """The one-degree cell that a point lies in: rows from the south pole, columns from 180° W."""
    row = min(max(math.floor(lat) + 90, 0), 179)
    return row * 360 + (math.floor(lon) + 180) % 360


def ring(lon: float, lat: float, radius: int) -> list[int]:
    """The cells `radius` cells away from a point's own, each once."""
    row, column = divmod(cell_of(lon, lat), 360)
    cells = []
    for y in range(max(row - radius, 0), min(row + radius, 179) + 1):
        edge = abs(y - row) == radius
        steps = range(-min(radius, 180), min(radius, 180) + 1) if edge else (-radius, radius)
        cells += [y * 360 + (column + x) % 360 for x in steps]
    return list(dict.fromkeys(cells))
