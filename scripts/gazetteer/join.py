"""Joins our overlay with what GeoNames tells, so that each place stands in the gazetteer once."""

from __future__ import annotations

import sys
from collections.abc import Set

from gazetteer.entry import CITY, COUNTRY, HISTORIC, MAIN, VENUE, Entry
from geomap.places.folding import fold
from geomap.places.grid import kilometres

SAME_KM = 40.0
"""How far our point of a town may be from GeoNames' of the same name."""
WITHIN_KM = 90.0
"""How far a venue may be from the middle of its town: airports are."""
GROUPS = ("RGNH", "PCLH")
"""Kinds of our places that share their names with others: Turkestan is a town as well."""


def join_overlay(places: list[Entry], overlay: list[Entry]) -> list[Entry]:
    """All places, once each.

    A town of ours that GeoNames has gives it its names; a unit or a country of ours replaces that of
    GeoNames and takes over its names.
    """
    by_id = {place.geonameid: place for place in places if place.geonameid}
    towns, units = _by_name(places, "PPL"), _by_name(places, "ADM")
    replaced, added = set(), []
    for ours in overlay:
        if ours.precision == CITY:
            town = _nearest(ours, [town for key in ours.names for town in towns.get((ours.country, key), ())])
            if town:
                _name_by_ours(town, ours)
                continue
        theirs = by_id.get(ours.geonameid or 0) or _unit(ours, units)
        if theirs:
            replaced.add(id(theirs))
            _take_over(ours, theirs)
        elif ours.feature.startswith("ADM"):
            print(f"overlay: GeoNames has no unit {ours.name!r} ({ours.country})", file=sys.stderr)
        added.append(ours)
    return [*(place for place in places if id(place) not in replaced), *added]


def settle_venues(places: list[Entry]) -> None:
    """Call the town of each venue by its own name, and tell the venue's unit."""
    towns = _by_name(places, "PPL")
    for venue in places:
        if venue.precision != VENUE or not venue.city:
            continue
        town = _nearest(venue, towns.get((venue.country, fold(venue.city)), []), WITHIN_KM)
        if town is None:
            print(f"overlay: no town {venue.city!r} near {venue.name!r} ({venue.country})", file=sys.stderr)
            continue
        venue.city = town.name
        venue.admin1 = town.admin1


def yield_names(places: list[Entry], groups: Set[str]) -> None:
    """Take from towns the alternate names that our table gives to another place, and those of groups.

    'White House' is no name of Casablanca, and Khorgos none of Qarasu; the Commonwealth is no part of Manila.
    """
    ours = {
        key
        for place in places
        if place.overlay and place.feature not in GROUPS
        for key in place.own
        if place.names[key] < HISTORIC
    }
    for place in places:
        if place.feature.startswith("PPL"):
            for key in (ours | groups) & place.names.keys() - place.own:
                if place.names[key] != MAIN or key in groups:
                    del place.names[key]


def yield_country_names(places: list[Entry]) -> None:
    """Take from towns abroad the alternate names that are a country's own: no part of Paris is Luxembourg."""
    owners: dict[str, str | None] = {}
    for place in places:
        if place.precision == COUNTRY:
            owners |= {key: place.country for key, match in place.names.items() if match == MAIN}
    for place in places:
        if place.feature.startswith("PPL"):
            for key in owners.keys() & place.names.keys():
                if place.names[key] != MAIN and owners[key] != place.country:
                    del place.names[key]


def _by_name(places: list[Entry], feature: str) -> dict[tuple[str | None, str], list[Entry]]:
    found: dict[tuple[str | None, str], list[Entry]] = {}
    for place in places:
        if place.feature.startswith(feature):
            for key in place.names:
                found.setdefault((place.country, key), []).append(place)
    return found


def _nearest(place: Entry, towns: list[Entry], reach: float = SAME_KM) -> Entry | None:
    """The largest of the towns within reach."""
    near = [town for town in towns if kilometres(place.lon, place.lat, town.lon, town.lat) <= reach]
    return max(near, key=lambda town: (town.population, town.geonameid or 0), default=None)


def _unit(ours: Entry, units: dict[tuple[str | None, str], list[Entry]]) -> Entry | None:
    if not ours.feature.startswith("ADM"):
        return None
    found = [u for key in ours.names for u in units.get((ours.country, key), ()) if u.feature == ours.feature]
    return max(found, key=lambda unit: (fold(ours.name) in unit.names, unit.population), default=None)


def _name_by_ours(town: Entry, ours: Entry) -> None:
    for key, match in ours.names.items():
        town.names[key] = min(match, town.names.get(key, match))
    town.own |= ours.own


def _take_over(ours: Entry, theirs: Entry) -> None:
    for key, match in theirs.names.items():
        ours.names.setdefault(key, match)
    ours.geonameid = theirs.geonameid
    ours.population = ours.population or theirs.population
    ours.admin1, ours.admin2 = theirs.admin1, theirs.admin2
