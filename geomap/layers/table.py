"""Rows to CSV that a spreadsheet opens safely: UTF-8, RFC 4180, no cell that runs as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""First characters that make a spreadsheet compute a cell."""


def dump_csv(columns: Sequence[str], rows: Iterable[Sequence[object]], *, bom: bool = False) -> bytes:
    """The file's bytes.

    A text that begins like a formula gets an apostrophe before it, which spreadsheets take for 'this is
    text'. Numbers stay as they are; None is an empty cell; `bom` helps old spreadsheets to see UTF-8.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    text = out.getvalue().encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return ("\ufeff" if bom else "").encode() + text.encode()


def _cell(value: object) -> object:
    if isinstance(value, str):
        clean = value.replace("\x00", "")
        return f"'{clean}" if clean.lstrip(" \u00a0\u200b\ufeff").startswith(FORMULA) else clean
    return value
