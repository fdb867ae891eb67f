"""All places of the gazetteer by their numbers, packed: quick to reach, 10 MB for a quarter of a million."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import lru_cache
from struct import Struct, pack, unpack_from
from typing import Literal, NamedTuple

from geomap.records import PRECISIONS, Place, Precision

type Match = Literal["main", "alternate", "historic", "abbreviation", "demonym", "fuzzy"]

_ENTRY = Struct("<iiIIIHHBB")
"""Longitude, latitude, population, GeoNames id, begin and bytes of its text, unit, feature, kind."""
_DEGREE = 100_000
_CURATED = 8
"""Of the kind, beside the precision."""
_SEATS = {"PPLC": 1, "PPLG": 1, "PPLA": 2, "PPLA2": 3, "PPLA3": 4, "PPLA4": 5, "PPLA5": 6}


class Listing(NamedTuple):
    """What the file tells of one place."""

    name: str
    lon: float
    lat: float
    feature: str
    precision: int
    """Index into `PRECISIONS`."""
    unit: str
    """The smallest unit that it is or lies in: 'US.TX.201', 'US.TX', 'US' or nothing."""
    population: int
    geonameid: int
    """0 where there is none; so is the population."""
    city: str
    """That a venue is in; empty for all else."""
    curated: bool
    """Whether it stands in our own overlay."""


class Register:
    """Reads places by their numbers, which begin with 1.

    Parameters
    ----------
    columns
        What `pack_register` gave.
    """

    def __init__(self, columns: Mapping[str, bytes]) -> None:
        self._entries = columns["entries"]
        self._texts = columns["texts"]
        self.features = columns["features"].decode().split("\n")
        self.units = columns["units"].decode().split("\n")
        """Codes of the countries and units that any place lies in, in order."""
        self._own = columns["own"]
        self.unit_name = lru_cache(maxsize=8_192)(self._unit_name)

    def fields(self, number: int) -> tuple[int, ...]:
        """The entry of a place as it is packed."""
        return _ENTRY.unpack_from(self._entries, (number - 1) * _ENTRY.size)

    def text(self, start: int, size: int) -> tuple[str, str]:
        """A place's name and the city of a venue."""
        name, _, city = self._texts[start : start + size].decode().partition("\t")
        return name, city

    def unit(self, code: str) -> int:
        """The number of the unit that has a code ('US.TX'), or 0."""
        at = bisect_left(self.units, code)
        if self.units[at : at + 1] != [code]:
            return 0
        return int(unpack_from("<I", self._own, 4 * at)[0])

    def _unit_name(self, code: str) -> str | None:
        number = self.unit(code)
        return self.text(*self.fields(number)[4:6])[0] if number else None


class Candidate:
    """One place that bears a name.

    A name may have a hundred bearers, of which one is meant: so what it takes to call a place by its name is
    looked up when it is asked for.
    """

    __slots__ = (
        "_feature", "_geonameid", "_kind", "_lat", "_lon", "_place", "_register", "_size", "_start", "_unit",
        "match", "population",
    )  # fmt: skip

    population: int
    """0 where it is not known."""
    match: Match
    """How the place bears the name that was looked up."""

    def __init__(self, register: Register, number: int, match: Match) -> None:
        (
            self._lon, self._lat, self.population, self._geonameid, self._start, self._size, self._unit,
            self._feature, self._kind,
        ) = register.fields(number)  # fmt: skip
        self.match = match
        self._register = register
        self._place: Place | None = None

    @property
    def place(self) -> Place:
        """Where it is, and what it is called."""
        if self._place is None:
            self._place = self.judged(1.0)
        return self._place

    def judged(self, confidence: float, alternatives: tuple[Place, ...] = ()) -> Place:
        """The place, as one that a name means with this confidence."""
        name, city = self._register.text(self._start, self._size)
        unit = self.admin1_code
        return Place(
            name=name,
            lon=self.lon,
            lat=self.lat,
            precision=self.precision,
            country=self.country,
            admin1=self._register.unit_name(unit) if unit else None,
            city=name if self.precision == "city" else city or None,
            geonameid=self._geonameid or None,
            gazetteer="overlay" if self.curated else "geonames",
            confidence=round(confidence, 3),
            alternatives=alternatives,
        )

    @property
    def lon(self) -> float:
        """Degrees east."""
        return self._lon / _DEGREE

    @property
    def lat(self) -> float:
        """Degrees north."""
        return self._lat / _DEGREE

    @property
    def precision(self) -> Precision:
        """Of its point."""
        return PRECISIONS[self._kind % _CURATED]

    @property
    def curated(self) -> bool:
        """Whether it stands in our own overlay."""
        return self._kind >= _CURATED

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2; None for regions and seas."""
        return self._register.units[self._unit][:2] or None

    @property
    def admin1_code(self) -> str | None:
        """The first-order unit that it is or lies in: 'US.TX'."""
        country, _, unit = self._register.units[self._unit].partition(".")
        return f"{country}.{unit.partition('.')[0]}" if unit else None

    @property
    def admin2_code(self) -> str | None:
        """The second-order unit that it is or lies in: 'US.TX.201'."""
        code = self._register.units[self._unit]
        return code if code.count(".") == 2 else None

    @property
    def feature(self) -> str:
        """GeoNames feature code, such as PCLI, ADM1, ADM2, PPLC, PPLA, PPL, RGN, SEA, MT or BLDG."""
        return self._register.features[self._feature]

    @property
    def seat(self) -> int:
        """1: capital or seat of government, 2: of a first-order unit, 3: of a second-order unit, 0: none."""
        return _SEATS.get(self.feature, 0)


def pack_register(places: Iterable[Listing]) -> dict[str, bytes]:
    """Lay places out as columns; the first has number 1."""
    places = tuple(places)
    features = sorted({place.feature for place in places})
    units = sorted({place.unit for place in places})
    feature_of = {feature: i for i, feature in enumerate(features)}
    unit_of = {unit: i for i, unit in enumerate(units)}
    own = [0] * len(units)
    packed, texts = bytearray(), bytearray()
    for number, place in enumerate(places, 1):
        if place.feature == f"ADM{place.unit.count('.')}":
            own[unit_of[place.unit]] = number
        text = f"{place.name}\t{place.city}".rstrip("\t").encode()
        kind = place.precision + _CURATED * place.curated
        packed += _ENTRY.pack(
            round(place.lon * _DEGREE), round(place.lat * _DEGREE), place.population, place.geonameid,
            len(texts), len(text), unit_of[place.unit], feature_of[place.feature], kind,
        )  # fmt: skip
        texts += text
    return {
        "entries": bytes(packed),
        "texts": bytes(texts),
        "units": "\n".join(units).encode(),
        "features": "\n".join(features).encode(),
        "own": pack(f"<{len(own)}I", *own),
    }
