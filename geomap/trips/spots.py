"""Where on the map a claim points, as far as two claims must agree to be of one stop."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from geomap.records import Place, record
from geomap.trips.sounds import fold

type Level = Literal["city", "admin1", "country", "region", "unknown"]


@record
class Spot:
    """A place's identity: venues count as their city."""

    level: Level
    country: str
    """ISO 3166-1 alpha-2, empty where there is none."""
    name: str
    """Folded; empty for a country."""

    @property
    def key(self) -> str:
        """As one word, for sorting and hashing."""
        return f"{self.level}:{self.country}:{self.name}"


@lru_cache(maxsize=100_000)
def _spot(place: Place | None, toponym: str) -> Spot:
    if place is None:
        return Spot(level="unknown", country="", name=fold(toponym))
    country = place.country or ""
    if place.precision == "country":
        return Spot(level="country", country=country or fold(place.name), name="")
    if place.precision == "region":
        return Spot(level="region", country="", name=fold(place.name))
    if place.precision == "admin1":
        return Spot(level="admin1", country=country, name=fold(place.name))
    return Spot(level="city", country=country, name=fold(place.city or place.name))


def spot_of(place: Place | None, toponym: str = "") -> Spot:
    """The spot of a place, or of a toponym that no gazetteer knows."""
    return _spot(place, "" if place else toponym)


def same_spot(a: Spot, b: Spot) -> bool:
    """Whether two claims can be of one stop: the same spot, or one names only the other's country.

    A city and the province of its name are one: Moscow, Berlin, Djibouti.
    """
    if a == b:
        return True
    if not a.country or a.country != b.country:
        return False
    return "country" in (a.level, b.level) or (a.name == b.name and "admin1" in (a.level, b.level))


def finer(a: Place, b: Place) -> Place:
    """The place that tells more: a city beats its country and stands for its venues; else the surer one."""
    order = ("city", "venue", "admin1", "country", "region")
    return min(a, b, key=lambda p: (order.index(p.precision), -p.confidence, p.name, p.lon, p.lat))
