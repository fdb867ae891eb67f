"""The editing of views: every cleaning step takes a view and gives a view that still maps to the original."""

from __future__ import annotations

from collections.abc import Iterable

from geomap.records import View

type Edit = tuple[int, int, str]
"""Start and end in the view, and what stands there instead; '' drops the piece."""


def whole(text: str) -> View:
    """The view of a text as it stands."""
    return View(text=text, pieces=((0, 0, len(text)),) if text else ())


def edited(view: View, edits: Iterable[Edit]) -> View:
    """Replace or drop pieces of a view.

    Parameters
    ----------
    edits
        In order, without overlaps, none of them empty: nothing can be put in where there is nothing
        to map it to.
    """
    weave = _Weave(view)
    for start, end, text in edits:
        weave.keep(start)
        weave.replace(end, text)
    if weave.read == 0:
        return view
    weave.keep(len(view.text))
    return weave.view()


class _Weave:
    """One pass over a view, from left to right."""

    def __init__(self, view: View) -> None:
        self.old = view
        self.read = 0
        self.index = 0
        self.parts: list[str] = []
        self.pieces: list[tuple[int, int, int]] = []
        self.written = 0

    def keep(self, end: int) -> None:
        """Take the old view over up to `end`."""
        while self.read < end:
            begin, origin, length, stop = self._piece(self.read)
            upto = min(stop, end)
            if stop - begin == length:
                self._put(self.old.text[self.read : upto], origin + self.read - begin, upto - self.read)
            else:
                self._put(self.old.text[self.read : upto], origin, length)
            self.read = upto

    def replace(self, end: int, text: str) -> None:
        """Put `text` in the place of the old view up to `end`."""
        if text:
            begin, origin, length, stop = self._piece(self.read)
            first = origin + self.read - begin if stop - begin == length else origin
            begin, origin, length, stop = self._piece(end - 1)
            last = origin + end - begin if stop - begin == length else origin + length
            self._put(text, first, last - first)
        self.read = end

    def view(self) -> View:
        return View(text="".join(self.parts), pieces=tuple(self.pieces))

    def _piece(self, at: int) -> tuple[int, int, int, int]:
        """Start, origin, length and end of the piece at `at`, which never lies before the last one asked."""
        pieces = self.old.pieces
        while self.index + 1 < len(pieces) and pieces[self.index + 1][0] <= at:
            self.index += 1
        stop = pieces[self.index + 1][0] if self.index + 1 < len(pieces) else len(self.old.text)
        return *pieces[self.index], stop

    def _put(self, text: str, origin: int, length: int) -> None:
        if len(text) == length and self.pieces:
            begin, before, size = self.pieces[-1]
            if before + size == origin and self.written - begin == size:
                self.pieces[-1] = (begin, before, size + length)
                self.parts.append(text)
                self.written += length
                return
        self.pieces.append((self.written, origin, length))
        self.parts.append(text)
        self.written += len(text)
