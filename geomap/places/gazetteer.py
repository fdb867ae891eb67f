"""The gazetteer: every place that bears a name, read from one SQLite file.

The file is built by ``scripts/build_gazetteer.py`` from GeoNames and from our own tables of regions,
waters, seats of power and venues. It is read only, needs no load time and is shared by processes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from struct import iter_unpack

from geomap.places.folding import fold, singulars, written_short
from geomap.places.grid import cells_within, kilometres
from geomap.places.register import Candidate, Match, Register
from geomap.places.spelling import distance, one_edit, skeleton
from geomap.places.store import Store
from geomap.records import record

MATCHES: tuple[Match, ...] = ("main", "alternate", "historic", "abbreviation", "abbreviation")
"""By the code in the file; the last is a name only beside another one: 'Paris, Tex.', 'Boise, ID'."""
_CAPITALS, _BESIDE = 3, 4
_LONGEST = 9
_FIRST_KM, _HALF_WAY_ROUND_KM = 25.0, 20_040.0
_FUZZY_POPULATION = 15_000
_LEAST_FUZZY, _MOST_FUZZY = 5, 20


@record
class Meta:
    """What the gazetteer was built from."""

    version: str
    sources: str
    """One source a line: package, version, licence."""
    hash: str
    """SHA-256 of its content."""


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
        self._register = Register(dict(self._rows("SELECT name, content FROM register")))
        self._entry = lru_cache(maxsize=32_768)(self._read_entry)
        self._found = lru_cache(maxsize=4_096)(self._read_candidates)
        self._alike = lru_cache(maxsize=2_048)(self._read_alike)
        self._fuzzy = lru_cache(maxsize=2_048)(self._read_fuzzy)
        self._countries = {
            iso2: (place, capital)
            for iso2, place, capital in self._rows("SELECT iso2, place, capital FROM countries ORDER BY iso2")
        }
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

    def alike(self, name: str) -> tuple[Candidate, ...]:
        """Well-known places whose name sounds the same: 'Samarkhand'. Nearest in spelling first."""
        return self._alike(fold(name))

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
                return tuple(self._candidate(number, "demonym") for number in self._demonyms[form])
        return ()

    # ── Countries, regions, units ───────────────────────────────────────────────────────────────

    def country(self, iso2: str) -> Candidate:
        """A country by its ISO 3166-1 alpha-2 code.

        Raises
        ------
        KeyError
            If no country has the code.
        """
        return self._candidate(self._countries[iso2.upper()][0])

    def countries(self) -> tuple[str, ...]:
        """ISO 3166-1 alpha-2 codes of all countries, in order."""
        return tuple(self._countries)

    def capital(self, iso2: str) -> Candidate | None:
        """A country's capital; None where it has none or the code is unknown."""
        _, capital = self._countries.get(iso2.upper(), (0, None))
        return self._candidate(capital) if capital else None

    def region_members(self, name: str) -> tuple[str, ...]:
        """Codes of the countries in a region ('Central Asia': KZ KG TJ TM UZ); empty for other names."""
        rows = self._rows("SELECT members FROM regions WHERE key = ?", (fold(name),))
        return tuple(rows[0][0].split()) if rows else ()

    def admin1(self, code: str) -> Candidate | None:
        """A first-order unit by its code ('US.TX')."""
        return self._unit(code)

    def admin2(self, code: str) -> Candidate | None:
        """A second-order unit by its code ('US.TX.201')."""
        return self._unit(code)

    def near(self, lon: float, lat: float, limit: int = 1) -> tuple[Candidate, ...]:
        """The towns nearest to a point, nearest first (great circle); parts of towns left out."""
        found: list[tuple[float, int, Candidate]] = []
        reach = _FIRST_KM
        while len(found) < limit and reach < 2 * _HALF_WAY_ROUND_KM:
            around = (
                (kilometres(lon, lat, town.lon, town.lat), number, town)
                for cells in cells_within(lon, lat, reach)
                for number, town in self._towns(cells)
            )
            found = sorted(near for near in around if near[0] <= reach)
            reach *= 2
        return tuple(town for _, _, town in found[:limit])

    def _towns(self, cells: tuple[int, int]) -> Iterator[tuple[int, Candidate]]:
        for first, last in self._rows("SELECT first, last FROM cells WHERE cell BETWEEN ? AND ?", cells):
            for number in range(first, last + 1):
                place = self._candidate(number)
                if "PPL" <= place.feature < "PPLX":
                    yield number, place

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
        return tuple(
            [self._candidate(i, MATCHES[code]) for i, code in self._coded(key) if _bears(code, short)]
        )

    def _read_alike(self, key: str) -> tuple[Candidate, ...]:
        return self._nearest(key, self._same_sound(key)) if len(key) >= _LEAST_FUZZY else ()

    def _read_fuzzy(self, key: str) -> tuple[Candidate, ...]:
        if len(key) < _LEAST_FUZZY:
            return ()
        edited = {other: 1 for other in one_edit(key) if other[:1] == key[:1] and self._sounds(other)}
        return self._nearest(key, self._same_sound(key) | edited)

    def _same_sound(self, key: str) -> dict[str, int]:
        """Well-known keys that sound like this one, with their edits."""
        rows = self._rows("SELECT key FROM sounds WHERE skeleton = ?", (skeleton(key),))
        return {other: distance(key, other, _edits(key) + 1) for (other,) in rows}

    def _nearest(self, key: str, near: Mapping[str, int]) -> tuple[Candidate, ...]:
        """The bearers of keys, those of the fewest edits first."""
        found: dict[int, tuple[int, Candidate]] = {}
        for other, edits in sorted(near.items(), key=lambda item: (item[1], item[0])):
            if edits > _edits(key) + 1 or other == key:
                continue
            for i, code in self._coded(other):
                candidate = self._candidate(i, "fuzzy")
                if _bears(code, 0) and i not in found and _well_known(candidate):
                    found[i] = edits, candidate
        ranked = sorted(found.values(), key=lambda item: (item[0], _size(item[1]), item[1].place.name))
        return tuple(candidate for _, candidate in ranked[:_MOST_FUZZY])

    def _sounds(self, key: str) -> bool:
        return bool(self._rows("SELECT 1 FROM sounds WHERE skeleton = ? AND key = ?", (skeleton(key), key)))

    def _unit(self, code: str) -> Candidate | None:
        number = self._register.unit(code)
        return self._candidate(number) if number else None

    def _candidate(self, number: int, match: Match = "main") -> Candidate:
        return Candidate(self._register, number, match)


def _edits(key: str) -> int:
    """Letters that may be wrong in a name of this length."""
    return 1 if len(key) < 8 else 2


def _bears(code: int, short: int) -> bool:
    """Whether a name that is written so may be of the kind that the code stands for."""
    return code < _CAPITALS or (short == 2) or (code == _BESIDE and short == 1)


def _well_known(candidate: Candidate) -> bool:
    return (
        candidate.population >= _FUZZY_POPULATION
        or candidate.curated
        or candidate.feature.startswith(("PCL", "ADM1"))
    )


def _size(candidate: Candidate) -> float:
    """What to sort by for the most populous first, a town before its unit."""
    return -candidate.population * (0.3 if candidate.feature.startswith("ADM") else 1.0)
