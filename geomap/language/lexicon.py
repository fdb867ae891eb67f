"""A lexicon's answers, remembered: the same few thousand words make up most of what is asked."""

from __future__ import annotations

from functools import lru_cache

from geomap.language.parsed import Lexicon

_REMEMBERED = 100_000


class Memory:
    """Asks a lexicon each question once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.is_place = lru_cache(_REMEMBERED)(lexicon.is_place)
        self.is_demonym = lru_cache(_REMEMBERED)(lambda word: bool(lexicon.demonym_places(word)))
