"""Cyrillic names as newspapers write them: 'Rudny', where GeoNames has 'Rudnyy' and 'Рудный'."""

from __future__ import annotations

from collections.abc import Iterable

from gazetteer.entry import ALTERNATE, Entry
from geomap.places.folding import fold
from geomap.places.spelling import skeleton

CYRILLIC = {"BA", "BG", "BY", "KG", "KZ", "ME", "MK", "MN", "RS", "RU", "TJ", "TM", "UA", "UZ"}
"""Countries where the script is, or lately was, the usual one."""
SHORTEST = 5
"""Letters of a name that is no chance likeness."""
_LETTERS = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "yu", "я": "ya", "і": "i", "є": "ye", "ґ": "g", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u",
    "ү": "u", "һ": "h", "ә": "a", "ҳ": "h", "ҷ": "j", "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c",
    "џ": "dz", "ѓ": "gj", "ќ": "kj", "ѕ": "dz",
})  # fmt: skip
_ADJECTIVES = ("ыи", "ии")
"""Endings of folded names: 'Рудный', 'Заречный', 'Жуковский' end on -y in print."""


def add_romanised(places: Iterable[Entry]) -> None:
    """Give towns their Cyrillic names in Latin letters, where these only spell their own in another way."""
    for place in places:
        if place.country not in CYRILLIC or not place.feature.startswith("PPL"):
            continue
        own = fold(place.name)
        names = [romanised(key) for key in place.names if "а" <= key[0] <= "ӿ"]
        for name in names:
            alike = name[:1] == own[:1] and skeleton(name) == skeleton(own)
            if alike and name.isascii() and len(name) >= SHORTEST:
                place.add(name, ALTERNATE)


def romanised(key: str) -> str:
    """A folded Cyrillic name in Latin letters: 'рудныи' is 'rudny'."""
    words = [word[:-2] + "ы" if word.endswith(_ADJECTIVES) else word for word in key.split()]
    return " ".join(words).translate(_LETTERS)
