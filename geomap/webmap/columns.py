"""Columns and tables: the same thing is written once.

The map's data holds ten thousands of rows in which most values repeat. Rows become columns, and
values that repeat become positions in a table of distinct values.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
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
    """Write one column: ``{"all": v, "n": n}``, ``{"of": [distinct], "at": [positions]}`` or the list itself.

    Only strings and None are gathered into distinct values; numbers and lists stay as they are,
    unless all are equal.
    """
    if not values:
        return []
    if all(value == values[0] and type(value) is type(values[0]) for value in values):
        return {"all": values[0], "n": len(values)}
    if not all(value is None or isinstance(value, str) for value in values):
        return list(values)
    table: Table[str | None] = Table()
    positions = [table.at(value) for value in values]
    if len(table.rows) * 2 > len(values):
        return list(values)
    return {"of": table.rows, "at": positions}


def pack_rows(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """Turn rows into packed columns, by name."""
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return {name: pack(column) for name, column in zip(names, columns, strict=True)}


def day_number(day: str | date | None) -> int | None:
    """Days since 1970-01-01 of an ISO day; None where there is none or it is not one."""
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day[:10])
        except ValueError:
            return None
    return None if day is None else day.toordinal() - _EPOCH
