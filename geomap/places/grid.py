"""Distances on the globe, and the one-degree cells by which the gazetteer finds what is near."""

from __future__ import annotations

import math

EARTH_KM = 6_371.0
"""Mean radius."""


def kilometres(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Great-circle distance on a sphere of 6,371 km (haversine)."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((phi2 - phi1) / 2) ** 2
    half += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def cell_of(lon: float, lat: float) -> int:
    """The one-degree cell that a point lies in: rows from the south pole, columns from 180° W."""
    row = min(max(math.floor(lat) + 90, 0), 179)
    return row * 360 + (math.floor(lon) + 180) % 360


def cells_within(lon: float, lat: float, km: float) -> list[tuple[int, int]]:
    """Ranges of cells, both ends included, that cover a circle on the globe."""
    angle = km / EARTH_KM
    south, north = lat - math.degrees(angle), lat + math.degrees(angle)
    ranges = []
    if south <= -90 or north >= 90:
        west, width = 0, 359
    else:
        half = math.degrees(math.asin(min(1.0, math.sin(angle) / math.cos(math.radians(lat)))))
        west = math.floor(lon - half) + 180
        width = min(math.floor(lon + half) + 180 - west, 359)
    for row in range(max(math.floor(south) + 90, 0), min(math.floor(north) + 90, 179) + 1):
        first = west % 360
        last = first + width
        ranges.append((row * 360 + first, row * 360 + min(last, 359)))
        if last > 359:
            ranges.append((row * 360, row * 360 + last - 360))
    return ranges
