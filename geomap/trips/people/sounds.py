"""How names sound: spellings of many languages in one coarse romanisation.

Vowels are kept, as three classes, so that 'Hassan' and 'Hussein' stay two names; consonants are folded where
romanisations differ, so that 'Muhriddin' and 'Mukhriddin' are one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфыэіїєґ", "abvgdeziiklmnoprstufyeiieg", strict=True)),
        "ё": "yo",
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
        "қ": "q",
        "ғ": "gh",
        "ң": "n",
        "ө": "o",
        "ү": "u",
        "ұ": "u",
        "ә": "a",
        "һ": "h",
        "ў": "u",
        "ҳ": "h",
        "ҷ": "j",
        "ӣ": "i",
        "ӯ": "u",
        "ј": "j",
        "љ": "lj",
        "њ": "nj",
        "ћ": "c",
        "ђ": "dj",
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ə": "a",
    }
)
_FOREIGN = {chr(code): str(letters) for code, letters in _LETTERS.items() if 0x400 <= code < 0x530}
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"chr", "kr"),
        (r"shch|tsch|tch|sch|dzh|zh|sh|ch|cz|dj", "j"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck", "k"),
        (r"c(?=[eiy])|ts|tz|z", "s"),
        (r"c|q", "k"),
        (r"^x", "s"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"(?<=.)h", ""),
        (r"ou|oo", "u"),
        (r"y", "i"),
        (r"i?ie(?=v)", "e"),
        (r"i[ij]$", "i"),
        (r"e", "i"),
        (r"o", "u"),
        (r"(.)\1+", r"\1"),
    )
)
_CLASSES = str.maketrans({"g": "k", "d": "t", "b": "p", "v": "f", **dict.fromkeys("aiu", "")})


def fold(text: str) -> str:
    """Lower-case Latin letters without accents; Cyrillic letters are romanised, even single ones."""
    low = text.casefold().translate(_LETTERS)
    low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return low.translate(_LETTERS)


def latin(text: str) -> str:
    """A name in Latin letters, where only some of its letters are others."""
    letters = [c for c in text if c.isalpha()]
    foreign = sum(c.casefold() in _FOREIGN for c in letters)
    if not foreign or foreign == len(letters):
        return text
    return "".join(
        _FOREIGN[c]
        if c in _FOREIGN
        else _FOREIGN[c.casefold()].capitalize()
        if c.casefold() in _FOREIGN
        else c
        for c in text
    )


@lru_cache(maxsize=200_000)
def sound(token: str) -> str:
    """The coarse sound of a folded word: 'kassym' and 'kasim' are 'kasim'."""
    for pattern, replacement in _SOUNDS:
        token = pattern.sub(replacement, token)
    return token


def skeleton(sounded: str) -> str:
    """Consonant classes of a sound, for blocking; an initial if there are none."""
    return sounded.translate(_CLASSES) or sounded[:1]
