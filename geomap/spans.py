"""Pieces of text, and how records are made: what `geomap.records` itself is built from."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import dataclass_transform


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record[T](cls: type[T]) -> type[T]:
    """Make a class a frozen, slotted, keyword-only dataclass."""
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@record
class Span:
    """A piece of an article's text: ``article.text[start:end] == text``."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text):
            raise ValueError(f"Span {self.start}:{self.end} does not fit its text {self.text[:40]!r}")


@record
class View:
    """The readable part of an article's text: boiler-plate dropped, mojibake repaired.

    The language model reads the view; evidence quotes the original. `pieces` maps one to the other:
    ``(start in view, start in original, length in original)``, in order, without gaps in the view.
    A piece whose two lengths are equal maps character by character; any other was replaced as a whole.
    """

    text: str
    pieces: tuple[tuple[int, int, int], ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the original of the view's ``[start:end]``, which must not be empty."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"View has no {start}:{end}; it is {len(self.text)} characters long")
        return self._source(start)[0], self._source(end - 1)[1]

    def _source(self, at: int) -> tuple[int, int]:
        """Original start and end of the view's one character at `at`."""
        i = bisect.bisect_right(self.pieces, at, key=lambda piece: piece[0]) - 1
        begin, origin, length = self.pieces[i]
        stop = self.pieces[i + 1][0] if i + 1 < len(self.pieces) else len(self.text)
        if stop - begin == length:
            return origin + at - begin, origin + at - begin + 1
        return origin, origin + length
