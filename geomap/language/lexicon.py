"""A lexicon's answers, remembered: the same few thousand words make up most of what is asked."""

from __future__ import annotations

import math
from functools import lru_cache

from geomap.language.parsed import Bearer, Lexicon
from geomap.language.whereabouts import Whereabouts, find_whereabouts

_REMEMBERED = 100_000
_PLACES = 5_000
_LARGE = 100_000


class Memory:
    """Asks a lexicon each question once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.is_place = lru_cache(_REMEMBERED)(lexicon.is_place)
        self.begins = lru_cache(_REMEMBERED)(lexicon.begins)
        self.is_demonym = lru_cache(_REMEMBERED)(self._is_demonym)
        self.fame = lru_cache(_REMEMBERED)(self._fame)
        self.whereabouts = lru_cache(_PLACES)(self._whereabouts)

    def _is_demonym(self, word: str) -> bool:
        """Whether a word is a demonym, and no country's own name ('Laos', 'Philippines')."""
        if not self._lexicon.demonym_places(word):
            return False
        named = (bearer for bearer in self._lexicon.candidates(word) if bearer.match == "main")
        return not any(bearer.feature.startswith("PCL") for bearer in named)

    def _fame(self, name: str) -> str:
        """The class of the best-known bearer of a name: '-' for none."""
        if not self.is_place(name):
            return "-"
        return max(map(_fame, self._lexicon.candidates(name)), default="-")

    def _whereabouts(self, name: str) -> Whereabouts:
        return find_whereabouts(self._lexicon.candidates(name))


def _fame(bearer: Bearer) -> str:
    """A class that sorts by fame: 'alias', 'other', 'town0' to 'town6', 'unit', 'whole' for a country."""
    if bearer.feature.startswith("PCL"):
        return "whole"
    if bearer.feature == "ADM1" and bearer.population >= _LARGE:
        return "unit"
    if bearer.match == "alternate":
        return f"alias{min(int(math.log10(bearer.population + 1)), 6)}"
    if bearer.feature.startswith(("PPL", "ADM")):
        return f"town{min(int(math.log10(bearer.population + 1)), 6)}"
    return "other"
