"""Columns and tables: the same thing is written once.

The map's data holds ten thousands of rows in which most values repeat. Rows become columns, and
values that repeat become positions in a table of distinct values.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from itertools import pairwise, takewhile
from typing import Any

_EPOCH = date(1970, 1, 1).toordinal()


class Table[T: Hashable]:
    """Distinct rows in order of first appearance; `at` tells a row's position."""

    def __init__(self) -> None:
        self.rows: list[T] = []
        self._positions: dict[T, int] = {}

    def at(self, row: T) -> int:
        """Position of `row`, which is added if it is new."""
        position = self._positions.get(row)
        if position is None:
            position = self._positions[row] = len(self.rows)
            self.rows.append(row)
        return position


def pack(values: Sequence[Any]) -> list[Any] | dict[str, Any]:
    """Write one column in the first of these ways that fits.

    - ``{"all": v, "n": n}``: all values are v;
    - ``{"steps": list}``: integers that never fall, as differences, the first from 0;
    - ``{"sizes": column, "flat": column}``: lists of integers;
    - ``{"prefix": p, "width": w, "rest": text}``: ASCII texts of one length, without what all begin with;
    - ``{"of": [distinct], "at": [positions]}``: texts (or None) that repeat;
    - the list itself.
    """
    if not values:
        return []
    first = values[0]
    kinds = set(map(type, values))
    if len(kinds) == 1 and all(value == first for value in values):
        return {"all": first, "n": len(values)}
    if kinds == {int} and all(a <= b for a, b in pairwise(values)):
        return {"steps": [b - a for a, b in pairwise((0, *values))]}
    if kinds <= {list, tuple} and all(type(part) is int for value in values for part in value):
        return {
            "sizes": pack([len(value) for value in values]),
            "flat": pack([n for value in values for n in value]),
        }
    if kinds <= {str, type(None)}:
        return _pack_texts(values)
    return list(values)


def _pack_texts(values: Sequence[str | None]) -> list[Any] | dict[str, Any]:
    table: Table[str | None] = Table()
    positions = [table.at(value) for value in values]
    if len(table.rows) * 2 <= len(values):
        return {"of": table.rows, "at": positions}
    texts = [value for value in values if value is not None]
    width = len(texts[0])
    if len(texts) < len(values) or any(len(text) != width or not text.isascii() for text in texts):
        return list(values)
    ends = zip(min(texts), max(texts), strict=True)  # what they share, all share
    prefix = "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], ends))
    rest = "".join(text[len(prefix) :] for text in texts)
    return {"prefix": prefix, "width": width - len(prefix), "rest": rest}


def pack_rows(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """Turn rows into packed columns, by name; `n` tells how many there are."""
    rows = list(rows)
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    return {"n": len(rows), **{name: pack(column) for name, column in zip(names, columns, strict=True)}}


def day_number(day: str | date | None) -> int | None:
    """Days since 1970-01-01 of an ISO day; None where there is none or it is not one."""
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day[:10])
        except ValueError:
            return None
    return None if day is None else day.toordinal() - _EPOCH
