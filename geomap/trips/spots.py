"""Where on the map a claim points, as far as two claims must agree to be of one stop."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from geomap.records import Place, Precision
from geomap.trips.people.sounds import fold

type Level = Literal["city", "admin1", "country", "region", "unknown"]


class Spot(NamedTuple):
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
def _spot(precision: Precision | None, country: str, name: str) -> Spot:
    if precision is None:
        return Spot(level="unknown", country="", name=fold(name))
    if precision == "country":
        return Spot(level="country", country=country or fold(name), name="")
    if precision == "region":
        return Spot(level="region", country="", name=fold(name))
    level: Level = "admin1" if precision == "admin1" else "city"
    return Spot(level=level, country=country, name=fold(name))


def spot_of(place: Place | None, toponym: str = "") -> Spot:
    """The spot of a place, or of a toponym that no gazetteer knows."""
    if place is None:
        return _spot(None, "", toponym)
    inside = place.precision in ("city", "venue") and place.city
    return _spot(place.precision, place.country or "", inside or place.name)


def same_spot(a: Spot, b: Spot) -> bool:
    """Whether two claims can be of one stop: the same spot, or one names only the other's country.

    A city and the province of its name are one: Moscow, Berlin, Djibouti.
    """
    if a == b:
        return True
    if not a.country or a.country != b.country:
        return False
    return "country" in (a.level, b.level) or (a.name == b.name and "admin1" in (a.level, b.level))


def lies_in(place: Place | None, state: Spot | None) -> bool:
    """Whether a place lies in a state or province."""
    return (
        place is not None
        and state is not None
        and state.level == "admin1"
        and place.country == state.country
        and place.admin1 is not None
        and fold(place.admin1) == state.name
    )


def finer(a: Place, b: Place) -> Place:
    """The place that tells more: a city beats its country and stands for its venues; else the surer one."""
    order = ("city", "venue", "admin1", "country", "region")
    return min(a, b, key=lambda p: (order.index(p.precision), -p.confidence, p.name, p.lon, p.lat))
