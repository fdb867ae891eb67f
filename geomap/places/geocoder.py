"""The gazetteer as a geopy geocoder: what geopy's users expect, without a network.

geopy puts latitude first; here, and nowhere else in this room, so do we.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geomap.places.boundaries import Boundaries
from geomap.places.folding import fold
from geomap.places.gazetteer import Gazetteer
from geomap.places.grid import kilometres
from geomap.places.register import Candidate

NEIGHBOURS = 50
"""Places looked at for the nearest one in the right country."""
DOORSTEP_KM = 5.0
"""So near, the gazetteer is right about the country, not the polygon."""

_SEATS = {1: "capital", 2: "seat of a first-order unit", 3: "seat of a second-order unit"}
_KINDS = {
    "PCL": "country or territory", "ADM1": "first-order unit", "ADM2": "second-order unit",
    "PPL": "populated place", "CONT": "continent", "RGN": "region", "SEA": "sea", "OCN": "ocean",
    "GULF": "gulf", "STRT": "strait", "LK": "lake", "STM": "river", "ISL": "island", "MT": "mountain",
    "DSRT": "desert", "AIR": "airport or air base", "PAL": "palace or residence", "PSTB": "border crossing",
}  # fmt: skip


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """Geocodes names and points with geomap's gazetteer.

    Parameters
    ----------
    gazetteer
        The gazetteer to ask; geomap's own where None.
    boundaries
        The polygons that tell which country a point lies in; geomap's own, read when first needed,
        where None.
    reach_km
        How far from a point its nearest place may be.
    """

    def __init__(
        self,
        gazetteer: Gazetteer | None = None,
        *,
        boundaries: Boundaries | None = None,
        reach_km: float = 100.0,
    ) -> None:
        super().__init__()
        self.gazetteer = gazetteer or Gazetteer()
        self.reach_km = reach_km
        self._boundaries = boundaries

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        country_codes: str | Iterable[str] | None = None,
        language: str | None = None,  # noqa: ARG002
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002
    ) -> Location | list[Location] | None:
        """The place that a name most likely means, or every place that bears it.

        Parameters
        ----------
        query
            'Astana', 'Paris, Texas', 'Springfield, Illinois, USA', 'Kremlin, Moscow'. What follows a
            comma is the country, unit, region or city that the place is in.
        exactly_one
            Give the likeliest place; otherwise a list, likeliest first.
        limit
            The most places in the list; all where None.
        country_codes
            ISO 3166-1 alpha-2 codes of the only countries to look in: 'kz', 'kz,uz' or a list.
        language, timeout
            Taken for geopy's sake: names are English, and nothing waits for a network.

        Returns
        -------
        Location
            None where no place bears the name. `raw` holds the candidate and, under 'reasons', why it
            stands where it stands.

        Raises
        ------
        GeocoderQueryError
            If the query is no text.
        """
        if not isinstance(query, str):
            msg = f"Cannot geocode {query!r}: expected a text such as 'Paris, Texas'"
            raise GeocoderQueryError(msg)
        allowed = _codes(country_codes)
        found = self._find(query, lambda c: not allowed or c.place.country in allowed)
        locations = [self._location(candidate, reasons) for candidate, reasons in found[:limit]]
        return _answer(locations, exactly_one)

    def reverse(
        self,
        query: object,
        *,
        exactly_one: bool = True,
        limit: int | None = None,
        language: str | None = None,  # noqa: ARG002
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002
    ) -> Location | list[Location] | None:
        """The populated place nearest to a point, in the country that the point lies in.

        Parameters
        ----------
        query
            A geopy Point, ``(latitude, longitude)`` or '51.16, 71.43'.
        limit
            The most places in the list; ten where None.

        Returns
        -------
        Location
            None where no place is within reach. `raw['distance_km']` tells how far it is.

        Raises
        ------
        GeocoderQueryError
            If the query is no point.
        """
        try:
            point = query if isinstance(query, Point) else Point(query or "")
        except (TypeError, ValueError) as error:
            msg = f"Cannot reverse {query!r}: expected (latitude, longitude). {error}"
            raise GeocoderQueryError(msg) from error
        lat, lon = point.latitude, point.longitude
        near = [
            (kilometres(lon, lat, c.place.lon, c.place.lat), c)
            for c in self.gazetteer.near(lon, lat, NEIGHBOURS)
        ]
        near = [(km, candidate) for km, candidate in near if km <= self.reach_km]
        country = self._country_at(lon, lat) if near else None
        if country and near[0][0] > DOORSTEP_KM:
            near.sort(key=lambda pair: (pair[1].place.country != country, pair[0]))
        locations = []
        for km, candidate in near[: 1 if exactly_one else limit or 10]:
            inside = candidate.place.country == country
            reasons = [f"{km:.1f} km away", "in the country of the point" if inside else "nearest place"]
            location = self._location(candidate, [*reasons, *self._known(candidate)])
            location.raw["distance_km"] = round(km, 3)
            locations.append(location)
        return _answer(locations, exactly_one)

    # ── Finding ─────────────────────────────────────────────────────────────────────────────────

    def _find(self, query: str, wanted: Callable[[Candidate], bool]) -> list[tuple[Candidate, list[str]]]:
        """Candidates with their reasons, likeliest first."""
        head, *within = [part.strip() for part in query.split(",") if part.strip()] or [""]
        for search in (self.gazetteer.candidates, self.gazetteer.fuzzy):
            found = [(c, self._reasons(c)) for c in search(query) if wanted(c)] if within else []
            whole = {id(c) for c, _ in found}
            for candidate in search(head):
                reasons = [self._contains(part, candidate) for part in within]
                if wanted(candidate) and all(reasons) and id(candidate) not in whole:
                    found.append((candidate, [*self._reasons(candidate), *(r for r in reasons if r)]))
            if found:
                return found
        return []

    def _contains(self, part: str, candidate: Candidate) -> str | None:
        """Why a candidate lies in what is named after the comma; None if it does not."""
        place = candidate.place
        key = fold(part)
        if place.city and place.precision == "venue" and fold(place.city) == key:
            return f"in {place.city}"
        if place.country and part.upper() == place.country:
            return f"in {self._country_name(place.country)}"
        short = part.upper() if len(part) <= 3 else part
        for outer in self.gazetteer.candidates(short):
            if outer.feature.startswith("PCL") and outer.place.country == place.country:
                return f"in {outer.place.name}"
            if outer.feature == "ADM1" and outer.admin1_code and outer.admin1_code == candidate.admin1_code:
                return f"in {outer.place.name}"
            if outer.feature == "ADM2" and outer.admin2_code and outer.admin2_code == candidate.admin2_code:
                return f"in {outer.place.name}"
        if place.country in self.gazetteer.region_members(part):
            return f"in {part}"
        return None

    # ── Telling ─────────────────────────────────────────────────────────────────────────────────

    def _reasons(self, candidate: Candidate) -> list[str]:
        names = {
            "main": "exact name",
            "alternate": "another name of it",
            "historic": "former name",
            "abbreviation": "abbreviation",
            "demonym": "demonym",
            "fuzzy": "similar spelling",
        }
        return [names[candidate.match], *self._known(candidate)]

    def _known(self, candidate: Candidate) -> list[str]:
        place, reasons = candidate.place, []
        if place.gazetteer == "overlay":
            reasons.append("curated by geomap")
        if candidate.seat == 1 and place.country:
            reasons.append(f"capital of {self._country_name(place.country)}")
        elif candidate.seat in _SEATS:
            reasons.append(_SEATS[candidate.seat])
        kind = next((kind for code, kind in _KINDS.items() if candidate.feature.startswith(code)), None)
        if kind and not candidate.seat:
            reasons.append(kind)
        if candidate.population:
            reasons.append(f"population {_rounded(candidate.population)}")
        return reasons

    def _country_name(self, iso2: str) -> str:
        try:
            return self.gazetteer.country(iso2).place.name
        except KeyError:
            return iso2

    def _country_at(self, lon: float, lat: float) -> str | None:
        if self._boundaries is None:
            self._boundaries = Boundaries.load()
        return self._boundaries.countries_at([lon], [lat])[0]

    def _location(self, candidate: Candidate, reasons: Sequence[str]) -> Location:
        place = candidate.place
        country = self._country_name(place.country) if place.country else None
        raw = asdict(place) | {
            "country_name": country,
            "feature": candidate.feature,
            "population": candidate.population,
            "match": candidate.match,
            "reasons": list(reasons),
        }
        del raw["alternatives"]
        parts = [place.name, place.city, place.admin1, country]
        address = ", ".join(dict.fromkeys(part for part in parts if part))
        return Location(address, Point(place.lat, place.lon), raw)


def _codes(country_codes: str | Iterable[str] | None) -> frozenset[str]:
    codes = country_codes.split(",") if isinstance(country_codes, str) else country_codes or ()
    return frozenset(code.strip().upper() for code in codes)


def _answer(locations: list[Location], exactly_one: bool) -> Location | list[Location] | None:
    if exactly_one:
        return locations[0] if locations else None
    return locations or None


def _rounded(population: int) -> str:
    if population >= 1_000_000:
        return f"{population / 1e6:.1f} M"
    return f"{population / 1e3:.0f} k" if population >= 10_000 else f"{population:,}"
