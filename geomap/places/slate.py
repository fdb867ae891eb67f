"""All places that a name may mean, with what is known of each before any text is read."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set

import numpy as np
from numpy.typing import NDArray

from geomap.language import cues
from geomap.places.folding import fold
from geomap.places.gazetteer import Gazetteer
from geomap.places.register import Candidate
from geomap.places.spelling import skeleton
from geomap.records import record

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

MOST = 80
"""Places of one name that are weighed; the gazetteer gives the prominent ones first."""

TRAITS = (
    "population",
    "share of the name's largest population",
    "most populous of the name",
    "population unknown",
    "country",
    "former country or dependency",
    "first-order unit",
    "second-order unit",
    "lower unit",
    "capital",
    "capital, by the people of its country",
    "seat of a first-order unit",
    "seat of a lower unit",
    "part of a town",
    "region or continent",
    "natural feature",
    "site",
    "curated",
    "by another name",
    "by a former name",
    "by an abbreviation",
    "by its demonym",
    "unit around a town of the same name",
    "second-order unit around a town of the same name",
)
"""What is known of a candidate without a text; each has a weight."""


@record
class Slate:
    """The candidates of one name, laid out as arrays in the same order."""

    candidates: tuple[Candidate, ...]
    traits: Floats
    """One row a candidate, one column for each of `TRAITS`."""
    country: Ints
    admin1: Ints
    admin2: Ints
    """Codes as hashes, 0 where a candidate has none."""
    level: Ints
    """0 a country, 1 a first-order, 2 a second-order unit, 3 anything smaller, 4 a region above countries."""
    points: Floats
    """Unit vectors from the centre of the globe."""
    small: Floats
    """1 where a candidate is small enough for distances to tell something, else 0."""
    exact: bool
    """Whether the candidates bear the name itself, not a part of it or another spelling."""
    general: bool
    """Whether the name is made of general words, so that any country may have it: 'Parliament House'."""


def read_slate(
    candidates: Sequence[Candidate], gazetteer: Gazetteer, *, exact: bool = True, general: bool = False
) -> Slate:
    """Lay out candidates; only the first `MOST` are kept."""
    kept = tuple(candidates[:MOST])
    most = max(map(_size, [c for c in kept if not _borrowed(c)] or kept), default=0)
    towns = {c.admin1_code for c in kept if c.feature.startswith("PPL") and c.population >= _TOWN}
    traits = [_traits(c, gazetteer, most, towns) for c in kept]
    level = np.array([_level(c) for c in kept], dtype=np.int64)
    return Slate(
        candidates=kept,
        traits=np.array(traits, dtype=float).reshape(len(kept), len(TRAITS)),
        country=_codes([c.country for c in kept]),
        admin1=_codes([c.admin1_code for c in kept]),
        admin2=_codes([c.admin2_code for c in kept]),
        level=level,
        points=np.array([_vector(c.lon, c.lat) for c in kept], dtype=float).reshape(len(kept), 3),
        small=((level == 2) | (level == 3)).astype(float),
        exact=exact,
        general=general,
    )


def find_slate(name: str, gazetteer: Gazetteer, *, adjective: bool = False) -> Slate:
    """The places that a name as it stands in a text may mean: by exact name, by a part, by spelling."""
    peoples = gazetteer.demonym_places(name)
    if adjective and peoples:
        return read_slate(peoples, gazetteer)
    for form in _forms(name):
        found = _named(form, gazetteer)
        if found:
            general = _GENERAL.issuperset(form.lower().split())
            return read_slate((*peoples, *found), gazetteer, general=general)
    if peoples or adjective:
        return read_slate(peoples, gazetteer)
    found = tuple(c for c in _named(_site_of(name), gazetteer) if not _chance(c))
    return read_slate(found or _transliterations(name, gazetteer), gazetteer, exact=False)


def _named(name: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """The places that bear a name; an abbreviation in a text is an abbreviation of a place."""
    found = gazetteer.candidates(name) if name else ()
    if (name.isupper() and len(name) <= _INITIALS) or (name.endswith(".") and len(name) <= _ABBREVIATED):
        return tuple(c for c in found if c.match == "abbreviation")
    if name.isupper() and len(name) <= _CAPITALS:
        return tuple(c for c in found if c.match == "abbreviation" or c.population >= _TOWN or not c.country)
    return found


def _site_of(name: str) -> str:
    """The place that a site's name begins with, or 'of' which it is: 'Tashkent International Airport'."""
    words = name.split()
    kinds = [i for i, word in enumerate(words) if word.lower() in cues.SITE | cues.BODY]
    if not kinds or not cues.STREET.isdisjoint(word.lower() for word in words):
        return ""
    if kinds[0] == 0:
        return " ".join(words[2:]) if len(words) > 2 and words[1] == "of" else ""
    stop = kinds[0]
    while stop > 1 and words[stop - 1].lower() in _QUALIFIERS:
        stop -= 1
    return " ".join(words[:stop])


def _transliterations(name: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Well-known places that sound the same and begin with the same letter: 'Samarkhand'.

    A looser likeness misleads: in annotated news, it was right in none of a dozen cases.
    """
    key = fold(name)
    if len(key) < _LEAST_LETTERS or not key.isalpha() or name.endswith("."):
        return ()
    return tuple(
        c
        for c in gazetteer.alike(name)
        if fold(c.place.name)[:1] == key[:1]
        and skeleton(fold(c.place.name)) == skeleton(key)
        and (c.population >= _WELL_KNOWN or c.feature.startswith("PCL"))
    )


_WORLD = 1_000_000_000
"""An ocean or a continent is as well known as a country of this size."""
_REGION = 5_000_000
"""So is any other region or sea."""
_SITE = 200_000
"""A site is as well known as a town of this size."""
_TOWN = 50_000
"""People of a town that may be meant where a unit bears the same name."""
_METROPOLIS = 500_000
_LEAST_LETTERS = 6
_WELL_KNOWN = 100_000
_QUALIFIERS = frozenset(
    {
        "international",
        "national",
        "central",
        "city",
        "regional",
        "municipal",
        "state",
        "main",
        "general",
        "old",
    }
)
_GENERAL = (
    cues.SITE | cues.BODY | cues.AREA | cues.OFFICE | cues.TITLE | _QUALIFIERS
    | {"of", "the", "presidential", "royal", "executive", "supreme", "federal", "people's", "great"}
)  # fmt: skip
_ABBREVIATED = 6
"""Letters of an abbreviation with its full stop ('Calif.') at most."""
_INITIALS = 3
"""Capitals up to this many are initials ('UN', 'EU'), not a town's name in a headline."""
_CAPITALS = 6
"""Capitals up to this many ('NATO') are no small town's name either."""
_HEADS = (
    "city of ", "town of ", "village of ", "county of ", "province of ", "state of ", "district of ",
    "port of ", "republic of ", "kingdom of ", "county ",
)  # fmt: skip
_TAILS = (" city", " province", " state", " region", " district", " town", " village", " area", " metro")


def _forms(name: str) -> list[str]:
    """A name as written, then without words that may not belong to it."""
    text = " ".join(name.split())
    forms = [text]
    low = text.lower()
    if low.startswith("the "):
        forms.append(text[4:])
        text, low = text[4:], low[4:]
    forms += [text[len(head) :] for head in _HEADS if low.startswith(head)]
    forms += [text[: -len(tail)] for tail in _TAILS if low.endswith(tail)]
    first, _, rest = text.partition(" ")
    if rest and first.lower() in cues.DIRECTION:
        forms.append(rest)
    return list(dict.fromkeys(forms))


def _importance(c: Candidate, gazetteer: Gazetteer) -> float:
    """Of a capital, how large its country is, on the scale of populations: it stands for its government."""
    if c.feature != "PPLC" or c.country is None:
        return 0.0
    return math.log10(gazetteer.country(c.country).population + 1) / 7


def _traits(c: Candidate, gazetteer: Gazetteer, most: int, towns: Set[str | None]) -> list[float]:
    feature, code = c.feature, c.feature[:3]
    people = min(_size(c), most) if _borrowed(c) else _size(c)
    size = math.log10(people + 1)
    populated = feature.startswith("PPL")
    return [
        size / 7,
        (size - math.log10(most + 1)) / 7,
        float(people == most and most > 0),
        float(people == 0),
        float(feature in ("PCLI", "PCL")),
        float(code == "PCL" and feature not in ("PCLI", "PCL")),
        float(feature == "ADM1"),
        float(feature == "ADM2"),
        float(code == "ADM" and feature not in ("ADM1", "ADM2")),
        float(c.seat == 1),
        _importance(c, gazetteer),
        float(c.seat == 2),
        float(c.seat > 2),
        float(feature in ("PPLX", "PPLL", "PPLF")),
        float(c.precision == "region" and c.country is None),
        float(not populated and code not in ("PCL", "ADM") and c.precision != "venue"),
        float(c.precision == "venue"),
        float(c.curated),
        float(_borrowed(c)),
        float(c.match == "historic"),
        float(c.match == "abbreviation"),
        float(c.match == "demonym"),
        float(c.feature == "ADM1" and c.admin1_code in towns),
        float(c.feature == "ADM2" and c.admin1_code in towns),
    ]


def _size(c: Candidate) -> int:
    """People of a place, or what its fame is worth where our own table has it and nobody counted them."""
    if c.population or not c.curated:
        return c.population
    if c.feature in ("OCN", "CONT"):
        return _WORLD
    return _REGION if c.precision == "region" else _SITE


def _chance(c: Candidate) -> bool:
    """Whether a site is hardly called after a place: not by one of the other names of a lesser town."""
    return _borrowed(c) and c.population < _METROPOLIS


def _borrowed(c: Candidate) -> bool:
    """Whether the name is one of GeoNames' many other names, which may be anything; our own are chosen."""
    return c.match == "alternate" and not c.curated


def _level(c: Candidate) -> int:
    if c.feature.startswith("PCL"):
        return 0
    if c.feature == "ADM1":
        return 1
    if c.feature == "ADM2":
        return 2
    if c.country is None or c.precision == "region":
        return 4
    return 3


def _codes(codes: Sequence[str | None]) -> Ints:
    return np.array([hash(code) & 0x7FFF_FFFF_FFFF if code else 0 for code in codes], dtype=np.int64)


def _vector(lon: float, lat: float) -> tuple[float, float, float]:
    x, y = math.radians(lon), math.radians(lat)
    return math.cos(y) * math.cos(x), math.cos(y) * math.sin(x), math.sin(y)
