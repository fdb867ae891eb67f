"""Quotes for a person to read: what matters in them marked, and no longer than it takes."""

import re
from collections.abc import Iterable

_AROUND = 12
"""Words kept on either side of what is marked."""
_SHORT = 40
"""Words of a quote that is shown in full."""
_OPEN, _CLOSE = "[", "]"


def mark(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text with some of its pieces between brackets; of pieces that overlap the first stands."""
    out, at = [], 0
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if start >= at:
            out += [text[at:start], _OPEN, text[start:end], _CLOSE]
            at = end
    return "".join([*out, text[at:]])


def find_words(text: str, words: str) -> list[tuple[int, int]]:
    """Where some words stand in a text, whatever white space is between them."""
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return []
    pattern = rf"(?<!\w){r'\s+'.join(parts)}(?!\w)"
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


def shorten(marked: str) -> str:
    """A marked quote on one line, cut to what is around its marks."""
    words = marked.split()
    if len(words) <= _SHORT:
        return " ".join(words)
    at = [n for n, word in enumerate(words) if _OPEN in word or _CLOSE in word]
    if not at:
        return " ".join([*words[:_SHORT], "…"])
    keep = {n for m in at for n in range(max(0, m - _AROUND), min(len(words), m + _AROUND + 1))}
    out: list[str] = []
    for n, word in enumerate(words):
        if n in keep:
            out.append(word)
        elif not out or out[-1] != "…":
            out.append("…")
    return " ".join(out)
