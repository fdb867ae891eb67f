"""Words of two scripts: Cyrillic letters that slipped into a Latin word ('Kulubáев', 'Pаris')."""

from __future__ import annotations

import re

from geomap.articles.views import edited
from geomap.records import View

_CYRILLIC = re.compile("[\u0400-\u045f\u0490-\u04ff]")
_MIXED = re.compile(
    "(?<![^\\W\\d_])(?=[^\\W\\d_]*[\u0400-\u04ff])(?=[^\\W\\d_]*[A-Za-z\u00c0-\u024f])[^\\W\\d_]{2,60}(?![^\\W\\d_])"
)
_LOOKALIKES = str.maketrans("аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅ", "aeopcyxijshdqwABEKMHOPCTYXIJS")
_SOUNDS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "yu", "я": "ya", "є": "ye", "і": "i", "ї": "yi", "ґ": "g", "ў": "w", "ј": "j", "љ": "lj",
    "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz", "ѕ": "dz", "ѓ": "gj", "ќ": "kj", "қ": "q", "ғ": "gh",
    "ң": "ng", "ү": "u", "ұ": "u", "ө": "o", "һ": "h", "ә": "a", "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u",
}  # fmt: skip


def in_one_script(view: View) -> View:
    """The view with Latin words that hold Cyrillic letters written in Latin letters throughout.

    Letters that all look Latin stand for what they look like; otherwise each stands for its sound.
    """
    if not _CYRILLIC.search(view.text):
        return view
    edits = []
    for found in _MIXED.finditer(view.text):
        word = found[0]
        cyrillic = _CYRILLIC.findall(word)
        if 2 * len(cyrillic) < len(word):
            edits.append((found.start(), found.end(), _latin(word, cyrillic)))
    return edited(view, edits)


def _latin(word: str, cyrillic: list[str]) -> str:
    if all(ord(letter) in _LOOKALIKES for letter in cyrillic):
        return word.translate(_LOOKALIKES)
    return "".join(_sound(letter) for letter in word)


def _sound(letter: str) -> str:
    sound = _SOUNDS.get(letter.lower())
    if sound is None:
        return letter
    return sound.capitalize() if letter.isupper() else sound
