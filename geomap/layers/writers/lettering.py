"""Texts on a picture: in letters that its one font has, and how wide they are.

matplotlib brings DejaVu Sans, which has Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian and Georgian
letters among others. Others are written in Latin letters rather than in whatever font a machine happens
to have: the same layers give the same picture everywhere.
"""

from functools import cache
from typing import TYPE_CHECKING

from geomap.layers.writers.xmltext import legal

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

FONT = "DejaVu Sans"
_POINTS_AN_INCH = 72


def readable(text: str) -> str:
    """A text whose every letter the font has."""
    clean = legal(text)
    if clean.isascii():
        return clean
    return "".join(letter if _has(letter) else _latin(letter) for letter in clean)


@cache
def text_width(text: str, size: float) -> float:
    """Points that one line takes, `size` points high."""
    font = _font()
    font.set_size(size, _POINTS_AN_INCH)
    font.set_text(text, 0.0)
    return float(font.get_width_height()[0]) / 64


def _has(letter: str) -> bool:
    return letter.isspace() or _font().get_char_index(ord(letter)) != 0


@cache
def _latin(letter: str) -> str:
    from anyascii import anyascii

    return anyascii(letter)


@cache
def _font() -> "FT2Font":
    from matplotlib.font_manager import findfont
    from matplotlib.ft2font import FT2Font

    return FT2Font(findfont(FONT))
