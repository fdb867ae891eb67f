"""How names are compared: one folded key for all the ways in which a name is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h",
        "ı": "i", "ŋ": "ng", "ə": "a", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ŧ": "t", "ё": "е",
        "&": " and ",
    }
)  # fmt: skip
_DROPPED = re.compile(r"['’‘ʻʼʹʾʿ`´ˈˌ″\"“”.·()\[\]]|\u00ad|[\u200b-\u200f\u2060\ufeff]")
_BREAKS = re.compile(r"[\s\-‐‑‒–—―_/,]+")
_LONG_FORMS = {
    "st": "saint",
    "ste": "sainte",
    "mt": "mount",
    "mtn": "mountain",
    "mts": "mountains",
    "ft": "fort",
}


@lru_cache(maxsize=16_384)
def fold(name: str) -> str:
    """The key of a name: case, accents, apostrophes, dots and hyphens folded.

    A leading 'the' goes; 'St', 'Mt' and 'Ft' are written out. Names that fold to one key are the same
    name: 'Côte d’Ivoire' and "cote d'ivoire", 'St. Petersburg' and 'Saint Petersburg', 'U.S.' and 'US'.
    Folding a key gives the key itself.
    """
    if name.isascii():
        text = name.lower().replace("&", " and ")
    else:
        text = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
        text = "".join(c for c in text if not unicodedata.combining(c)).casefold().translate(_LETTERS)
    words = _BREAKS.sub(" ", _DROPPED.sub("", text)).split()
    while len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join([_LONG_FORMS.get(word, word) for word in words])


def written_short(name: str) -> int:
    """How far a name is written as abbreviations are.

    2 for capitals ('US', 'U.S.'), 1 for a clipped word ('Tex.', 'Calif'), 0 for all else ('us', 'Us').
    """
    if name.isupper():
        return 2
    first = next(filter(str.isalpha, name), "")
    if not first.isupper():
        return 0
    return int("." in name or (len(name) > 4 and sum(map(str.isalpha, name)) > 4))


def singulars(word: str) -> Iterator[str]:
    """A folded demonym and what it may be the plural of: 'kazakhs', 'frenchmen', 'germans'."""
    yield word
    if word.endswith(("women", "woman")):
        yield word[:-5]
        yield word[:-5] + "man"
    if word.endswith(("men", "man")):
        yield word[:-3] + "man"
        yield word[:-3]
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
