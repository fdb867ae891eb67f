"""The places that a table lists in one cell, each found in the country of its row."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geomap.places.folding import fold
from geomap.places.gazetteer import Gazetteer
from geomap.places.grid import kilometres
from geomap.places.register import Candidate
from geomap.places.resolver import UNKNOWN
from geomap.places.slate import find_slate
from geomap.places.spelling import distance
from geomap.records import Place, record

_SEPARATOR = re.compile(r"\s*[,;/|]\s*|\s+(?:and|&)\s+|\s+[–—]\s+")
_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_SITE = re.compile(
    r"\s+(?:air(?:\s?force)?\s+base|air\s?base|air\s?field|airport|naval\s+(?:base|station)|military\s+base"
    r"|army\s+base|base|field|island|islands|beach|harbou?r|port|castle|palace|resort|village|city|area"
    r"|valley|oasis|refugee\s+camp|camp)$",
    re.IGNORECASE,
)
_HEAD = re.compile(r"^(?:near|outside|off|city of|port of|east|west|north|south)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|at|ad|an|az)[- ](?=\w{5})", re.IGNORECASE)
_LARGE = 1_000_000
"""Inhabitants of a city that may be meant although it lies in another country than the row says."""
_ACROSS_KM = 500.0
"""How far from the row's other places, else from the capital, a smaller one may lie in another country."""
_LEAST_LETTERS = 5
_LEAST_ALIKE = 7
"""Letters of a name that may be spelt nearly so."""
_ALIKE = 0.6
"""Confidence in such a place."""
_TOWN = 100_000
"""Inhabitants of a town that a unit of the same name behind it does not qualify: 'New York, Washington'."""
_NEAR_KM = 150.0
"""What lies this near to another place of the row is likelier to be meant."""
_VILLAGE = 500
"""Inhabitants of a town that goes before the first-order unit of its name."""
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
    note = f"in {_name(others[0], gazetteer)}, as the brackets say" if others else None
    for form in _forms(item):
        if place := _best(form, wanted, units, near, gazetteer):
            return Found(item=item, place=place, reason=note)
    around = near or [c.place for code in codes for c in (gazetteer.capital(code),) if c]
    for form in _forms(item):
        if place := _elsewhere(form, around, gazetteer):
            return Found(item=item, place=place, reason=_apart(item.text, place, codes, gazetteer))
    for form in dict.fromkeys((item.text, _SITE.sub("", item.text))):
        if place := _alike(form, wanted, near, gazetteer):
            reason = f"no gazetteer knows “{item.text}”; {place.name} is spelt nearly so"
            return Found(item=item, place=place, reason=reason)
    if item.hint and (place := _best(item.hint, wanted, (), near, gazetteer)):
        reason = f"no gazetteer knows “{item.text}”; {item.hint} stands beside it"
        return Found(item=item, place=place, reason=reason)
    return Found(item=item, place=None, reason=UNKNOWN)


def _apart(text: str, place: Place, codes: Sequence[str], gazetteer: Gazetteer) -> str | None:
    """Why a place is not in the country of its row."""
    if not codes:
        return None
    where = _name(place.country, gazetteer) if place.country else "no single country"
    return f"{text} lies in {where} today, not in {_name(codes[0], gazetteer)}"


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
    parts = re.split(r"\s*-\s*", item.text)
    if len(parts) > 1:
        yield "".join(parts)
    if len(parts) == 2:  # in longer ones, the parts name each other: 'Weston-under-Lizard'
        yield from (part for part in parts if len(part) >= _LEAST_LETTERS)


def _best(
    name: str, codes: Sequence[str], units: Sequence[str], others: Sequence[Place], gazetteer: Gazetteer
) -> Place | None:
    """The likeliest place of a name in some countries; in some units of them if it is there."""
    candidates = [c for c in find_slate(name, gazetteer).candidates if not codes or c.place.country in codes]
    if not candidates:
        return None
    inside = [c for c in candidates if c.admin1_code in units]
    best = max(inside or candidates, key=lambda c: _weight(c, fold(name), others))
    return None if best.match != "main" and _is_elsewhere(name, codes, gazetteer) else best.place


def _is_elsewhere(name: str, codes: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether another country or dependency of today is called so."""
    return any(
        c.feature.startswith("PCL") and c.feature != "PCLH" and fold(c.place.name) == fold(name)
        for c in gazetteer.candidates(name)
        if c.place.country not in codes
    )


def _alike(name: str, codes: Sequence[str], others: Sequence[Place], gazetteer: Gazetteer) -> Place | None:
    """A well-known town in the countries that is spelt nearly so: 'Beersheva', 'Kishenev'."""
    for form in dict.fromkeys((name, _ARTICLE.sub("", name))):
        near = [c for c in gazetteer.fuzzy(form, 20) if c.place.country in codes]
        key = fold(form)
        if near and len(key) >= _LEAST_ALIKE:
            best = min(
                near, key=lambda c: (distance(key, fold(c.place.name), 4), -_weight(c, key, others)[1])
            )
            return replace(best.place, confidence=_ALIKE)
    return None


def _elsewhere(name: str, around: Sequence[Place], gazetteer: Gazetteer) -> Place | None:
    """A place in a country that the row does not name: a country or its capital, else one near by."""
    slate = find_slate(name, gazetteer)
    known = [c for c in slate.candidates if slate.exact and _plain_elsewhere(c, around)]
    if not known:
        return None
    return max(known, key=lambda c: (c.feature.startswith("PCL"), _weight(c, fold(name), around))).place


def _plain_elsewhere(candidate: Candidate, around: Sequence[Place]) -> bool:
    place = candidate.place
    if candidate.feature.startswith("PCL") or candidate.seat == 1 or candidate.population >= _LARGE:
        return True
    if place.gazetteer == "overlay" and place.precision == "region":
        return True
    return bool(around) and _kilometres(place, around) < _ACROSS_KM


def _weight(candidate: Candidate, key: str, others: Sequence[Place]) -> tuple[float, float]:
    """Towns and sites before units and regions, those before parts of towns; then size, seat, distance.

    `key` is the folded name that was looked for.
    """
    place, feature = candidate.place, candidate.feature
    kind = 0.5
    if feature in _PARTS:
        kind = 0.0
    elif place.precision == "venue" or (feature.startswith("PPL") and candidate.population >= _VILLAGE):
        kind = 2.0
    elif feature.startswith(("PPL", "PCL")) or feature == "ADM1" or place.precision == "region":
        kind = 1.0
    size = math.log10(candidate.population + 10)
    size += _SEATS.get(candidate.seat, 0.0) + (0.3 if candidate.match == "main" else 0.0)
    size += 0.7 if fold(place.name) == key else 0.0
    size += 2.0 if place.gazetteer == "overlay" else 0.0
    if others:
        size += 0.8 if _kilometres(place, others) < _NEAR_KM else 0.0
    return kind, size


def _kilometres(place: Place, others: Sequence[Place]) -> float:
    """To the nearest of others."""
    return min(kilometres(place.lon, place.lat, other.lon, other.lat) for other in others)


def _inside(candidates: Sequence[Candidate], codes: Sequence[str]) -> bool:
    return any(not codes or candidate.place.country in codes for candidate in candidates)


def _name(code: str, gazetteer: Gazetteer) -> str:
    return gazetteer.country(code).place.name
