"""Texts as strings of word numbers: one character a word.

Quotes are most of the map's data, and too short for gzip to learn their words. So each distinct word,
with the space before it, becomes one character, the commonest the lowest; gzip does the rest. Lossless.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

FIRST = 0x20
_GAP = (0xD800, 0xE000)
"""Surrogates, which are no characters."""
_MOST = 0x110000 - FIRST - (_GAP[1] - _GAP[0])
_TOKEN = re.compile(r" ?\w+|\W")


def code_texts(texts: Sequence[str]) -> dict[str, Any]:
    """Return ``{"tokens": [...], "coded": [...]}``; the tokens are None if there are too many to number."""
    split = [_TOKEN.findall(text) for text in texts]
    counts = Counter(token for tokens in split for token in tokens)
    if len(counts) > _MOST:
        return {"tokens": None, "coded": list(texts)}
    order = [token for token, _ in counts.most_common()]
    letters = {token: _letter(rank) for rank, token in enumerate(order)}
    return {"tokens": order, "coded": ["".join(map(letters.__getitem__, tokens)) for tokens in split]}


def _letter(rank: int) -> str:
    code = rank + FIRST
    return chr(code if code < _GAP[0] else code + _GAP[1] - _GAP[0])
