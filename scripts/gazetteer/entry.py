"""What the gazetteer holds while it is built: places and the names they bear."""

from __future__ import annotations

from dataclasses import dataclass, field

from geomap.places.folding import fold

MAIN, ALTERNATE, HISTORIC, ABBREVIATION, BESIDE = range(5)
"""How a place bears a name; the codes of `geomap.places.gazetteer.MATCHES`. Names of the last kind
stand only beside another one: 'Paris, Tex.', 'Boise, ID'."""

VENUE, CITY, ADMIN1, COUNTRY, REGION = range(5)
"""The codes of `geomap.records.PRECISIONS`."""

LATIN, CYRILLIC, OTHER = range(3)


@dataclass
class Entry:
    """One place, before it has its number in the file."""

    name: str
    lon: float
    lat: float
    feature: str
    precision: int
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    city: str | None = None
    population: int = 0
    geonameid: int | None = None
    overlay: bool = False
    names: dict[str, int] = field(default_factory=dict)
    """How it bears each folded name."""
    own: frozenset[str] = frozenset()
    """The names that our table gives it."""

    def add(self, name: str, match: int) -> None:
        """Let the place bear a name; the stronger of two ways wins."""
        key = fold(name)
        if key and match < self.names.get(key, BESIDE + 1):
            self.names[key] = match

    def mark(self, name: str, match: int) -> None:
        """Let the place bear a name in just this way."""
        key = fold(name)
        if key and self.names.get(key) != MAIN:
            self.names[key] = match


def script(name: str) -> int:
    """Latin, Cyrillic or another script, by the first letter outside ASCII."""
    for letter in name:
        if letter > "\u024f" and letter.isalpha():
            if "\u0400" <= letter <= "\u052f":
                return CYRILLIC
            if not ("\u1e00" <= letter <= "\u1eff" or "\u02b0" <= letter <= "\u036f" or letter == "ə"):
                return OTHER
    return LATIN
