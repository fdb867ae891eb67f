"""Names that are nearly right: other transliterations, and one or two letters wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SOUNDS = (
    ("tsch", "c"), ("dsch", "j"), ("tch", "c"), ("sch", "s"), ("shch", "s"), ("zh", "j"), ("dzh", "j"),
    ("dj", "j"), ("dz", "z"), ("ch", "c"), ("sh", "s"), ("kh", "k"), ("gh", "g"), ("ph", "f"), ("th", "t"),
    ("dh", "d"), ("bh", "b"), ("ts", "s"), ("tz", "s"), ("cz", "c"), ("ck", "k"), ("qu", "k"),
)  # fmt: skip
_LIKE = str.maketrans(
    {"q": "k", "x": "k", "h": "k", "z": "s", "c": "s", "w": "v", "j": "y", "p": "b", "t": "d"}
)
_VOWELS = re.compile(r"[aeiouy]+")


def skeleton(key: str) -> str:
    """The consonants of a folded name as they sound, one code for the usual transliterations.

    'samarqand', 'samarkand' and 'samarkhand' have one skeleton; so do 'tashkent' and 'toshkent'.
    """
    text = key.replace(" ", "")
    for letters, sound in _SOUNDS:
        text = text.replace(letters, sound)
    text = _VOWELS.sub("", text.translate(_LIKE))
    return "".join(c for i, c in enumerate(text) if i == 0 or c != text[i - 1])


def one_edit(key: str) -> Iterator[str]:
    """Every text that is one deletion, transposition, replacement or insertion away."""
    for i in range(len(key)):
        yield key[:i] + key[i + 1 :]
        if i + 1 < len(key):
            yield key[:i] + key[i + 1] + key[i] + key[i + 2 :]
        for letter in _LETTERS:
            yield key[:i] + letter + key[i + 1 :]
    for i in range(len(key) + 1):
        for letter in _LETTERS:
            yield key[:i] + letter + key[i:]


def distance(a: str, b: str, limit: int) -> int:
    """Edits between two texts (optimal string alignment), or ``limit + 1`` where there are more."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return min(last[-1], limit + 1)
