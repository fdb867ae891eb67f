"""The places that a table lists in one cell, each found in the country of its row."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from geomap.places.gazetteer import Candidate, Gazetteer
from geomap.places.grid import kilometres
from geomap.places.resolver import UNKNOWN
from geomap.places.slate import find_slate
from geomap.records import Place, record

_SEPARATOR = re.compile(r"\s*[,;/|]\s*|\s+(?:and|&)\s+|\s+[–—]\s+")
_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_SITE = re.compile(
    r"\s+(?:air(?:\s?force)?\s+base|air\s?base|air\s?field|airport|naval\s+(?:base|station)|military\s+base"
    r"|army\s+base|base|field|island|islands|beach|harbou?r|port|castle|palace|resort|village|city|area"
    r"|valley|oasis|refugee\s+camp|camp)$",
    re.IGNORECASE,
)
_HEAD = re.compile(r"^(?:near|outside|off|city of|port of|east|west|north|south|old|new)\s+", re.IGNORECASE)
_WELL_KNOWN = 15_000
"""Inhabitants of a town that may be meant although it lies in another country than the row says."""
_TOWN = 100_000
"""Inhabitants of a town that a unit of the same name behind it does not qualify: 'New York, Washington'."""
_NEAR_KM = 150.0
"""What lies this near to another place of the row is likelier to be meant."""
_PARTS = frozenset({"PPLX", "PPLL", "PPLF", "PPLQ", "PPLW", "PPLH", "PPLCH"})
"""Parts of towns, hamlets, and towns that are gone."""
_SEATS = {1: 1.5, 2: 0.5}
"""A capital, and the seat of a first-order unit, count as this many tens of inhabitants more."""


@record
class Item:
    """One place of a list."""

    start: int
    end: int
    text: str
    """``cell[start:end]``."""
    hint: str = ""
    """What stands in brackets behind it, or behind the last of its list: 'Northern Ireland'."""


@record
class Found:
    """What an item turned out to be."""

    item: Item
    place: Place | None
    reason: str | None = None
    """Why there is no place, or why it is not in the country that the row names."""


def split_locales(cell: str) -> list[Item]:
    """The places that a cell lists, in its order."""
    pieces, start = [], 0
    brackets = [(found.start(), found.end(), found[1]) for found in _BRACKETS.finditer(cell)]
    for found in _SEPARATOR.finditer(cell):
        if any(first <= found.start() < last for first, last, _ in brackets):
            continue
        pieces.append((start, found.start()))
        start = found.end()
    pieces.append((start, len(cell)))
    items = []
    for first, last in pieces:
        own = next((b for b in brackets if first < b[0] < last or (b[0] == first and b[1] < last)), None)
        stop = own[0] if own and own[0] > first else last
        text = cell[first:stop].strip()
        if text:
            begin = cell.index(text, first)
            items.append(Item(start=begin, end=begin + len(text), text=text, hint=own[2] if own else ""))
    hints = [item.hint for item in items if item.hint]
    if len(hints) == 1 and items and items[-1].hint:
        items = [Item(start=i.start, end=i.end, text=i.text, hint=hints[0]) for i in items]
    return items


def find_locales(cell: str, codes: Sequence[str], admin1: str | None, gazetteer: Gazetteer) -> list[Found]:
    """The place of each item of a cell.

    Parameters
    ----------
    codes
        Countries in which they should lie, the likeliest first; empty for anywhere.
    admin1
        Code of a unit in which they should lie if they can.
    """
    items = _joined(cell, split_locales(cell), codes, gazetteer)
    found: list[Found] = []
    for item in items:
        if found and _qualifies(item, found[-1], codes, gazetteer):
            continue
        others = [one.place for one in found if one.place]
        found.append(_find(item, codes, admin1, others, gazetteer))
    return found


def _joined(cell: str, items: list[Item], codes: Sequence[str], gazetteer: Gazetteer) -> list[Item]:
    """The items, two in a row as one where only together they are a name: 'Mexico, D.F.'."""
    joined: list[Item] = []
    for item in items:
        if joined:
            last = joined[-1]
            text = cell[last.start : item.end]
            if "(" not in text and _inside(gazetteer.candidates(text), codes):
                joined[-1] = Item(start=last.start, end=item.end, text=text, hint=item.hint)
                continue
        joined.append(item)
    return joined


def _qualifies(item: Item, before: Found, codes: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether an item is the unit or country around the place before it: 'Denpasar, Bali'."""
    if before.place is None or before.place.precision not in ("city", "venue"):
        return False
    for candidate in gazetteer.candidates(item.text):
        if codes and candidate.place.country not in codes:
            continue
        if candidate.feature.startswith("PPL") and (
            candidate.population >= _TOWN or candidate.seat in (1, 2)
        ):
            return False
        if candidate.feature == "ADM1" and candidate.place.admin1 == before.place.admin1:
            return True
        if candidate.feature.startswith("PCL") and candidate.place.country == before.place.country:
            return True
    return False


def _find(
    item: Item, codes: Sequence[str], admin1: str | None, near: Sequence[Place], gazetteer: Gazetteer
) -> Found:
    units, others = _hinted(item.hint, codes, gazetteer)
    if admin1:
        units = (*units, admin1)
    wanted = others or tuple(codes)
    for form in _forms(item):
        if place := _best(form, wanted, units, near, gazetteer):
            reason = f"in {_name(others[0], gazetteer)}, as the brackets say" if others else None
            return Found(item=item, place=place, reason=reason)
    for form in _forms(item):
        if place := _elsewhere(form, near, gazetteer):
            if not codes:
                return Found(item=item, place=place)
            where = _name(place.country, gazetteer) if place.country else "no single country"
            named = ", ".join(_name(code, gazetteer) for code in codes[:1])
            return Found(item=item, place=place, reason=f"{item.text} lies in {where} today, not in {named}")
    return Found(item=item, place=None, reason=UNKNOWN)


def _hinted(hint: str, codes: Sequence[str], gazetteer: Gazetteer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What brackets say: codes of units within the row's countries, or of other countries."""
    if not hint:
        return (), ()
    candidates = gazetteer.candidates(hint)
    for candidate in candidates:
        if (
            candidate.feature == "ADM1"
            and candidate.admin1_code
            and (not codes or candidate.place.country in codes)
        ):
            return (candidate.admin1_code,), ()
    for candidate in candidates:
        if candidate.feature.startswith("PCL") and candidate.place.country:
            return (), () if candidate.place.country in codes else (candidate.place.country,)
        if candidate.place.precision == "region":
            members = gazetteer.region_members(hint)
            inside = [code for code in codes if code in members or code == candidate.place.country]
            return (), () if inside else members or tuple(filter(None, [candidate.place.country]))
        if candidate.feature == "ADM1" and candidate.place.country and candidate.admin1_code:
            return (candidate.admin1_code,), (candidate.place.country,)
    return (), ()


def _forms(item: Item) -> Iterator[str]:
    """An item as written, then less of it: without the kind of site, without what goes before."""
    yield item.text
    short = _SITE.sub("", item.text)
    if short != item.text:
        yield short
    bare = _HEAD.sub("", short)
    if bare != short:
        yield bare
    if item.hint:
        yield item.hint
    if "-" in item.text:
        yield item.text.replace("-", "")
        yield from item.text.split("-")


def _best(
    name: str, codes: Sequence[str], units: Sequence[str], others: Sequence[Place], gazetteer: Gazetteer
) -> Place | None:
    """The likeliest place of a name in some countries; in some units of them if it is there."""
    candidates = [c for c in find_slate(name, gazetteer).candidates if not codes or c.place.country in codes]
    inside = [c for c in candidates if c.admin1_code in units]
    return max(inside or candidates, key=lambda c: _weight(c, others)).place if candidates else None


def _elsewhere(name: str, others: Sequence[Place], gazetteer: Gazetteer) -> Place | None:
    """A well-known place of a name, wherever it is."""
    known = [
        c
        for c in find_slate(name, gazetteer).candidates
        if c.population >= _WELL_KNOWN
        or c.place.gazetteer == "overlay"
        or c.feature.startswith("PCL")
        or c.feature == "ADM1"
    ]
    return max(known, key=lambda c: _weight(c, others)).place if known else None


def _weight(candidate: Candidate, others: Sequence[Place]) -> tuple[int, float]:
    """Towns and sites before units and regions, those before parts of towns; then size, seat, distance."""
    place, feature = candidate.place, candidate.feature
    kind = 1
    if feature in _PARTS:
        kind = 0
    elif place.precision == "venue" or feature.startswith("PPL"):
        kind = 2
    size = math.log10(candidate.population + 10)
    size += _SEATS.get(candidate.seat, 0.0) + (0.5 if candidate.match == "main" else 0.0)
    size += 2.0 if place.gazetteer == "overlay" else 0.0
    if others:
        nearest = min(kilometres(place.lon, place.lat, other.lon, other.lat) for other in others)
        size += 1.5 if nearest < _NEAR_KM else 0.0
    return kind, size


def _inside(candidates: Sequence[Candidate], codes: Sequence[str]) -> bool:
    return any(not codes or candidate.place.country in codes for candidate in candidates)


def _name(code: str, gazetteer: Gazetteer) -> str:
    return gazetteer.country(code).place.name
