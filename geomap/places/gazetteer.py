"""The gazetteer: every place that bears a name, read from one SQLite file.

The file is built by ``scripts/build_gazetteer.py`` from GeoNames and from our own tables of regions,
waters, seats of power and venues. It is read only, needs no load time and is shared by processes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from struct import iter_unpack
from typing import Any, Literal

from geomap.places.folding import fold, singulars, written_short
from geomap.places.grid import cells_within, kilometres
from geomap.places.spelling import distance, one_edit, skeleton
from geomap.places.store import Store
from geomap.records import PRECISIONS, Place, record

type Match = Literal["main", "alternate", "historic", "abbreviation", "demonym", "fuzzy"]

MATCHES: tuple[Match, ...] = ("main", "alternate", "historic", "abbreviation", "abbreviation")
"""By the code in the file; the last is a name only beside another one: 'Paris, Tex.', 'Boise, ID'."""
_CAPITALS, _BESIDE = 3, 4
_LONGEST = 9
_SEATS = {"PPLC": 1, "PPLG": 1, "PPLA": 2, "PPLA2": 3, "PPLA3": 4, "PPLA4": 5, "PPLA5": 6}
_COLUMNS = (
    "id, name, lon, lat, country, admin1, admin2, feature, precision, population, city, geonameid, overlay"
)
_BATCH = 256
_SELECT = {
    room: f"SELECT {_COLUMNS} FROM places WHERE id IN ({','.join('?' * room)})"
    for room in (1 << power for power in range(_BATCH.bit_length()))
}
_TOWNS = (
    "SELECT p.id, p.lon, p.lat FROM cells c JOIN places p ON p.id BETWEEN c.first AND c.last "
    "WHERE c.cell BETWEEN ? AND ? AND p.feature >= 'PPL' AND p.feature < 'PPLX'"
)
_FIRST_KM, _HALF_WAY_ROUND_KM = 25.0, 20_040.0
_FUZZY_POPULATION = 15_000


@record
class Meta:
    """What the gazetteer was built from."""

    version: str
    sources: str
    """One source a line: package, version, licence."""
    hash: str
    """SHA-256 of its content."""


@record
class Candidate:
    """One place that bears a name."""

    place: Place
    feature: str
    """GeoNames feature code: PCLI, ADM1, ADM2, PPLC, PPLA, PPL, RGN, SEA, MT, BLDG …"""
    population: int
    """0 where it is not known."""
    admin1_code: str | None = None
    """'US.TX'."""
    admin2_code: str | None = None
    """'US.TX.201'."""
    match: Match
    """How the place bears the name that was looked up."""
    seat: int = 0
    """0 none, 1 capital or seat of government, 2 of a first-order unit, 3 of a second-order one …"""


class Gazetteer:
    """Looks names up. Safe to share between threads; pickles as its path.

    Parameters
    ----------
    path
        The SQLite file; geomap's own where None.

    Raises
    ------
    DataError
        If the file is missing, damaged or of another version than the code.
    """

    def __init__(self, path: Path | None = None) -> None:
        store = Store(path)
        self.path = store.path
        self._rows = store.rows
        rows = dict(self._rows("SELECT key, value FROM meta"))
        self.meta = Meta(version=rows["version"], sources=rows["sources"], hash=rows["hash"])
        self._entry = lru_cache(maxsize=32_768)(self._read_entry)
        self._found = lru_cache(maxsize=4_096)(self._read_candidates)
        self._fuzzy = lru_cache(maxsize=2_048)(self._read_fuzzy)
        self._admin_name = lru_cache(maxsize=8_192)(self._read_admin_name)
        self._countries = tuple(iso2 for (iso2,) in self._rows("SELECT iso2 FROM countries ORDER BY iso2"))
        self._demonyms: dict[str, list[int]] = {}
        for key, place in self._rows("SELECT key, place FROM demonyms ORDER BY key, rank"):
            self._demonyms.setdefault(key, []).append(place)
        words = [key.split() for key in self._demonyms]
        self._openings = {" ".join(key[:n]) for key in words for n in range(1, len(key))}

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path]]:
        return Gazetteer, (self.path,)

    # ── Names ───────────────────────────────────────────────────────────────────────────────────

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """Every place that bears the name, the overlay's first, then by prominence.

        Abbreviations count only where they are written as such: 'US', 'U.S.', 'Calif.', but not 'us'.
        """
        return self._found(fold(name), written_short(name))

    def fuzzy(self, name: str, limit: int = 5) -> tuple[Candidate, ...]:
        """Well-known places whose name is another transliteration or one or two edits away.

        For names of five letters and more. Nearest first, then by population.
        """
        return self._fuzzy(fold(name))[:limit]

    def is_place(self, name: str) -> bool:
        """Whether any place bears this name, in any script, case and accents folded."""
        codes = self._coded(fold(name))
        if not codes:
            return False
        short = written_short(name)
        return any(_bears(code, short) for _, code in codes if code != _BESIDE)

    def begins(self, name: str) -> bool:
        """Whether any longer name or demonym begins with this one: 'New', 'Port of', 'Cape'."""
        key = fold(name)
        return self._entry(key)[1] or key in self._openings

    def longest(self, words: Sequence[str]) -> int:
        """How many of the first words make up the longest name: 2 for 'New', 'Delhi', 'on'; 0 for none."""
        best = 0
        for n in range(1, min(len(words), _LONGEST) + 1):
            name = " ".join(words[:n])
            if self.is_place(name):
                best = n
            if not self.begins(name) and words[n - 1].lower() != "the":
                break
        return best

    # ── Demonyms ────────────────────────────────────────────────────────────────────────────────

    def demonym(self, word: str) -> str | None:
        """ISO 3166-1 alpha-2 of the country that an adjective or a demonym belongs to ('Kazakhs': KZ)."""
        found = self.demonym_places(word)
        return found[0].place.country if found else None

    def demonym_place(self, word: str) -> Candidate | None:
        """The country, region or city that a demonym belongs to ('Texan': Texas)."""
        found = self.demonym_places(word)
        return found[0] if found else None

    def demonym_places(self, word: str) -> tuple[Candidate, ...]:
        """All that a demonym may belong to, the likeliest first ('Congolese': two countries)."""
        if not word[:1].isupper():
            return ()
        for form in singulars(fold(word)):
            if form in self._demonyms:
                return self._places(self._demonyms[form], "demonym")
        return ()

    # ── Countries, regions, units ───────────────────────────────────────────────────────────────

    def country(self, iso2: str) -> Candidate:
        """A country by its ISO 3166-1 alpha-2 code.

        Raises
        ------
        KeyError
            If no country has the code.
        """
        rows = self._rows("SELECT place FROM countries WHERE iso2 = ?", (iso2.upper(),))
        if not rows:
            raise KeyError(iso2)
        return self._places([rows[0][0]], "main")[0]

    def countries(self) -> tuple[str, ...]:
        """ISO 3166-1 alpha-2 codes of all countries, in order."""
        return self._countries

    def capital(self, iso2: str) -> Candidate | None:
        """A country's capital; None where it has none or the code is unknown."""
        rows = self._rows("SELECT capital FROM countries WHERE iso2 = ?", (iso2.upper(),))
        return self._places([rows[0][0]], "main")[0] if rows and rows[0][0] is not None else None

    def region_members(self, name: str) -> tuple[str, ...]:
        """Codes of the countries in a region ('Central Asia': KZ KG TJ TM UZ); empty for other names."""
        rows = self._rows("SELECT members FROM regions WHERE key = ?", (fold(name),))
        return tuple(rows[0][0].split()) if rows else ()

    def admin1(self, code: str) -> Candidate | None:
        """A first-order unit by its code ('US.TX')."""
        return self._admin(code)

    def admin2(self, code: str) -> Candidate | None:
        """A second-order unit by its code ('US.TX.201')."""
        return self._admin(code)

    def near(self, lon: float, lat: float, limit: int = 1) -> tuple[Candidate, ...]:
        """The towns nearest to a point, nearest first (great circle); parts of towns left out."""
        found: list[tuple[float, int]] = []
        reach = _FIRST_KM
        while len(found) < limit and reach < 2 * _HALF_WAY_ROUND_KM:
            around = (
                (kilometres(lon, lat, x / 1e5, y / 1e5), place)
                for cells in cells_within(lon, lat, reach)
                for place, x, y in self._rows(_TOWNS, cells)
            )
            found = sorted((km, place) for km, place in around if km <= reach)
            reach *= 2
        return self._places([place for _, place in found[:limit]], "main")

    # ── Reading the file ────────────────────────────────────────────────────────────────────────

    def _coded(self, key: str) -> tuple[tuple[int, int], ...]:
        return self._entry(key)[0]

    def _read_entry(self, key: str) -> tuple[tuple[tuple[int, int], ...], bool]:
        """The places that bear a key, each with the code of how, and whether a longer key begins so."""
        rows = self._rows("SELECT key, places FROM names WHERE key >= ? ORDER BY key LIMIT 2", (key,))
        codes: tuple[tuple[int, int], ...] = ()
        if rows and rows[0][0] == key:
            codes = tuple((n >> 3, n & 7) for (n,) in iter_unpack("<I", rows.pop(0)[1]))
        return codes, bool(rows) and rows[0][0].startswith(key + " ")

    def _read_candidates(self, key: str, short: int) -> tuple[Candidate, ...]:
        codes = [(i, code) for i, code in self._coded(key) if _bears(code, short)]
        rows = self._records([i for i, _ in codes])
        return tuple(self._candidate(rows[i], MATCHES[code]) for i, code in codes)

    def _read_fuzzy(self, key: str) -> tuple[Candidate, ...]:
        if len(key) < 5:
            return ()
        limit = 1 if len(key) < 8 else 2
        near: dict[str, int] = {}
        for (other,) in self._rows("SELECT key FROM sounds WHERE skeleton = ?", (skeleton(key),)):
            near[other] = distance(key, other, limit + 1)
        near |= {other: 1 for other in one_edit(key) if other[:1] == key[:1] and self._sounds(other)}
        found: dict[int, tuple[int, Candidate]] = {}
        for other, edits in sorted(near.items(), key=lambda item: (item[1], item[0])):
            if edits > limit + 1 or other == key:
                continue
            bearers = [i for i, code in self._coded(other) if _bears(code, 0)]
            for candidate, i in zip(self._found(other, 0), bearers, strict=True):
                if i not in found and _well_known(candidate):
                    found[i] = edits, _matched(candidate, "fuzzy")
        ranked = sorted(found.values(), key=lambda item: (item[0], _size(item[1]), item[1].place.name))
        return tuple(candidate for _, candidate in ranked[:20])

    def _sounds(self, key: str) -> bool:
        return bool(self._rows("SELECT 1 FROM sounds WHERE skeleton = ? AND key = ?", (skeleton(key), key)))

    def _admin(self, code: str) -> Candidate | None:
        rows = self._rows("SELECT place FROM admins WHERE code = ?", (code,))
        return self._places([rows[0][0]], "main")[0] if rows else None

    def _read_admin_name(self, code: str) -> str | None:
        rows = self._rows(
            "SELECT p.name FROM admins a JOIN places p ON p.id = a.place WHERE a.code = ?", (code,)
        )
        return rows[0][0] if rows else None

    def _places(self, ids: Sequence[int], match: Match) -> tuple[Candidate, ...]:
        rows = self._records(ids)
        return tuple(self._candidate(rows[i], match) for i in ids)

    def _records(self, ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
        found: dict[int, tuple[Any, ...]] = {}
        for start in range(0, len(ids), _BATCH):
            part = ids[start : start + _BATCH]
            room = 1 << (len(part) - 1).bit_length()  # few different statements, each prepared once
            rows = self._rows(_SELECT[room], (*part, *(part[-1],) * (room - len(part))))
            found |= {row[0]: row for row in rows}
        return found

    def _candidate(self, row: tuple[Any, ...], match: Match) -> Candidate:
        _, name, lon, lat, country, unit1, unit2, feature, level, population, city, geonameid, overlay = row
        code1 = f"{country}.{unit1}" if country and unit1 else None
        place = Place(
            name=name,
            lon=lon / 1e5,
            lat=lat / 1e5,
            precision=PRECISIONS[level],
            country=country,
            admin1=self._admin_name(code1) if code1 else None,
            city=name if PRECISIONS[level] == "city" else city,
            geonameid=geonameid,
            gazetteer="overlay" if overlay else "geonames",
        )
        return Candidate(
            place=place,
            feature=feature,
            population=population,
            admin1_code=code1,
            admin2_code=f"{code1}.{unit2}" if code1 and unit2 else None,
            match=match,
            seat=_SEATS.get(feature, 0),
        )


def _bears(code: int, short: int) -> bool:
    """Whether a name that is written so may be of the kind that the code stands for."""
    return code < _CAPITALS or (short == 2) or (code == _BESIDE and short == 1)


def _well_known(candidate: Candidate) -> bool:
    return (
        candidate.population >= _FUZZY_POPULATION
        or candidate.place.gazetteer == "overlay"
        or candidate.feature.startswith(("PCL", "ADM1"))
    )


def _size(candidate: Candidate) -> float:
    """What to sort by for the most populous first, a town before its unit."""
    return -candidate.population * (0.3 if candidate.feature.startswith("ADM") else 1.0)


def _matched(candidate: Candidate, match: Match) -> Candidate:
    return Candidate(
        place=candidate.place,
        feature=candidate.feature,
        population=candidate.population,
        admin1_code=candidate.admin1_code,
        admin2_code=candidate.admin2_code,
        match=match,
        seat=candidate.seat,
    )
