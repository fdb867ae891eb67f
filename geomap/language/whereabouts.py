"""Where the places of one name lie, laid out to be compared."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geomap.language.parsed import Bearer
from geomap.records import record

_MOST = 25
"""Places of a name that are looked at, the most prominent."""


@record
class Whereabouts:
    """Where the places of one name lie."""

    points: NDArray[np.float32]
    """Unit vectors of the towns and the like; of units and countries, none."""
    own_units: frozenset[str]
    """Codes of first-order units that bear the name."""
    in_units: frozenset[str]
    """Codes of first-order units that anything else of this name lies in."""
    own_countries: frozenset[str]
    """Codes of countries that bear the name."""
    in_countries: frozenset[str]
    """Codes of countries that anything of this name lies in."""
    first: str
    """Code of the country of the most prominent place; empty where it is in none."""


def find_whereabouts(bearers: Sequence[Bearer]) -> Whereabouts:
    """Where places lie; the most prominent come first, and only so many count."""
    kept = bearers[:_MOST]
    units = [b for b in kept if b.feature == "ADM1"]
    countries = [b for b in kept[:3] if b.feature.startswith("PCL")]
    small = [b for b in kept if b.feature.startswith(("PPL", "ADM2")) or b.precision in ("venue", "city")]
    return Whereabouts(
        points=np.array([_vector(b.lon, b.lat) for b in small], np.float32).reshape(-1, 3),
        own_units=frozenset(code for b in units if (code := b.admin1_code)),
        in_units=frozenset(code for b in kept if b.feature != "ADM1" and (code := b.admin1_code)),
        own_countries=frozenset(b.country for b in countries if b.country),
        in_countries=frozenset(b.country for b in kept if b.country),
        first=(kept[0].country or "") if kept else "",
    )


def _vector(lon: float, lat: float) -> tuple[float, float, float]:
    x, y = math.radians(lon), math.radians(lat)
    return math.cos(y) * math.cos(x), math.cos(y) * math.sin(x), math.sin(y)
