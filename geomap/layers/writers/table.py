"""Rows to CSV that a spreadsheet opens safely: UTF-8, RFC 4180, no cell that runs as a formula."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from geomap.layers.jsontext import without_surrogates

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""First characters that make a spreadsheet compute a cell."""
_BLANKS = " \u00a0\u200b\ufeff"
_DOUBTFUL = frozenset((*FORMULA, *_BLANKS))


def write_csv(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]], *, bom: bool = False
) -> None:
    """Write a table to `path`.

    A text that begins like a formula gets an apostrophe before it, which spreadsheets take for 'this is
    text'. Numbers stay as they are; None is an empty cell; `bom` helps old spreadsheets to see UTF-8.
    """
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            cells = [
                _safe(cell) if isinstance(cell, str) and (cell[:1] in _DOUBTFUL or "\x00" in cell) else cell
                for cell in row
            ]
            try:
                writer.writerow(cells)
            except UnicodeEncodeError:
                writer.writerow(without_surrogates(cells))  # type: ignore[arg-type]


def _safe(text: str) -> str:
    clean = text.replace("\x00", "")
    return f"'{clean}" if clean.lstrip(_BLANKS).startswith(FORMULA) else clean
