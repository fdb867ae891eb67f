"""The country that a table names, as it is today: also for states that are gone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geomap.places.gazetteer import Gazetteer
from geomap.places.register import Candidate
from geomap.records import Place, record

_BRACKETS = re.compile(r"^(.*?)\s*[(\[](.*)[)\]]\s*$")
_PARTS = re.compile(r"\s*(?:/|;|\s&\s|\sand\s)\s*")


@record
class Territory:
    """What a cell of countries stands for."""

    place: Place
    """The country itself, or the part of one that the cell names ('Wales', 'West Bank')."""
    codes: tuple[str, ...]
    """ISO 3166-1 alpha-2 of today's countries there, the likeliest first; none for 'Antarctica'."""
    gone: bool = False
    """A state that is no more: which of its successors is meant is for the locale to say."""
    admin1: str | None = None
    """Code of the first-order unit that the cell narrows the country to."""


def find_territories(cell: str, gazetteer: Gazetteer) -> tuple[tuple[str, Territory], ...]:
    """The countries that a cell names, each with its words; several only where all are known."""
    if found := find_territory(cell, gazetteer):
        return ((cell, found),)
    parts = [part for part in _PARTS.split(cell) if part]
    if len(parts) == 1:
        parts = [part.strip() for part in cell.split(",") if part.strip()]
    several = [(part, find_territory(part, gazetteer)) for part in parts]
    known = tuple((part, found) for part, found in several if found)
    return known if len(known) == len(parts) else ()


def find_territory(name: str, gazetteer: Gazetteer) -> Territory | None:
    """The country that a name stands for; None where no gazetteer knows it."""
    for form in _forms(name):
        for candidate in gazetteer.candidates(form):
            if found := _territory(candidate, form, gazetteer):
                return found
    if len(name) == 2 and name.isupper() and name in gazetteer.countries():
        return _territory(gazetteer.country(name), name, gazetteer)
    return None


def _territory(candidate: Candidate, form: str, gazetteer: Gazetteer) -> Territory | None:
    place, feature = candidate.place, candidate.feature
    if feature in ("PCLH", "ZN") or feature.startswith("PCL"):
        members = gazetteer.region_members(form)
        gone = feature == "PCLH"
        codes = tuple(dict.fromkeys([*filter(None, [place.country]), *(members if gone else ())]))
        if gone and len(codes) == 1:  # one heir: the land itself, under today's name
            place = gazetteer.country(codes[0]).place
        return Territory(place=place, codes=codes, gone=gone)
    if feature == "ADM1" or (place.precision == "region" and (place.country or feature == "CONT")):
        codes = (place.country,) if place.country else ()
        return Territory(
            place=place, codes=codes, admin1=candidate.admin1_code if feature == "ADM1" else None
        )
    return None


def _forms(name: str) -> Iterator[str]:
    """A name and its other ways: 'Korea, Republic of', 'Denmark (Greenland)', 'Burma (Myanmar)'."""
    if found := _BRACKETS.match(name):
        yield from _forms(found[2])
        yield from _forms(found[1])
        return
    yield name
    if found := re.fullmatch(r"([^,]+),\s*([^,]+)", name):
        head, rest = found[1], found[2]
        yield f"{rest} {head}"
        if rest.lower().endswith(" of"):
            yield f"{rest} the {head}"
            yield rest[: -len(" of")] + f" {head}"
            yield head
