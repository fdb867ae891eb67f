"""Tables of trips: CSV, TSV and XLSX, one article a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from geomap.articles.days import DayOrder, find_order, read_when
from geomap.articles.decoding import clean, decode
from geomap.articles.headings import FIELDS, Field, find_columns, read_status
from geomap.articles.inputs import Source
from geomap.articles.views import whole
from geomap.errors import InputError
from geomap.records import Article, Row, Span, Unread, record

LARGEST_TABLE = 256_000_000
"""Bytes of a table, unpacked."""
_LONGEST_CELL = 100_000
_HEAD = 25
"""Rows among which the headings are looked for."""
_DELIMITERS = ",;\t|"
_NO_HEADINGS = (
    "no columns of trips were recognised: a table needs a heading for who travels and one for the country or"
    " the place. Name the columns with --columns who=…,country=…,locale=…,start=…,end=…."
)

type Cells = Sequence[str]


@record
class Column:
    """Where the cells of a table stand that matter."""

    at: dict[Field, int]
    heading: int
    """Number of the row of headings, as a spreadsheet shows it."""

    def cell(self, row: Cells, field: Field) -> str:
        """The text of a field in a row, on one line; '' where there is none."""
        i = self.at.get(field, len(row))
        return " ".join(row[i].split()) if i < len(row) else ""


def read_delimited(stream: BinaryIO, source: Source) -> Iterator[Article | Unread]:
    """The rows of a CSV or TSV file, whatever stands between its cells.

    Raises
    ------
    InputError
        If it is no text, or no table at all.
    """
    data = stream.read(LARGEST_TABLE + 1)
    _check_size(len(data))
    text = decode(data)
    first, _, rest = text.partition("\n")
    marked = first.strip().lower()
    if marked.startswith("sep=") and len(marked) == 5:
        text = "\n" + rest
    best: tuple[int, str] | None = None
    failure: InputError | None = None
    for delimiter in _DELIMITERS:
        try:
            columns = _find_headings(enumerate(islice(_parsed(text, delimiter), _HEAD), 1), source)
        except InputError as error:
            failure = error
            continue
        if columns and (best is None or len(columns.at) > best[0]):
            best = len(columns.at), delimiter
    if best is None:
        if failure:
            raise failure
        yield _no_trips(source)
        return
    rows = list(enumerate(_parsed(text, best[1]), 1))
    if _is_open(text, best[1]):
        number, _ = rows.pop()
        reason = "a quotation mark is opened here and never closed; all that follows is unread."
        yield Unread(input=f"{source.where}:{number}", status="failed", reason=reason)
    yield from _read_rows(rows, source, source.id)


def read_workbook(stream: BinaryIO, source: Source) -> Iterator[Article | Unread]:
    """The rows of every sheet of an Excel workbook that is a table of trips.

    A formula counts with the value that was last computed and stored.

    Raises
    ------
    InputError
        If the file is damaged.
    """
    from zipfile import BadZipFile, ZipFile

    from openpyxl import load_workbook

    data = io.BytesIO(stream.read(LARGEST_TABLE + 1))
    try:
        with ZipFile(data) as archive:
            _check_size(sum(info.file_size for info in archive.infolist()))
        values = load_workbook(data, read_only=True, data_only=True)
        formulas = load_workbook(data, read_only=True)
        sheets = [
            (sheet.title, list(_sheet_rows(sheet.iter_rows(), formulas[sheet.title].iter_rows())))
            for sheet in values.worksheets
        ]
    except InputError:
        raise
    except (BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError, SyntaxError) as error:
        msg = f"it is damaged or no Excel workbook ({error}). Save it anew as .xlsx, or as .csv."
        raise InputError(msg) from error
    tables = [(name, rows) for name, rows in sheets if _find_headings(rows[:_HEAD], source)]
    if not tables:
        yield _no_trips(source)
    for i, (name, rows) in enumerate(tables):
        yield from _read_rows(rows, source, source.id, "" if i == 0 else f"{clean(name)}!")


def _parsed(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            msg = f"line {reader.line_num} is no row of a table: {error}."
            raise InputError(msg) from error


def _is_open(text: str, delimiter: str) -> bool:
    """Whether the last cell begins with a quotation mark that nothing closes."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _no_trips(source: Source) -> Unread:
    """Any other table: a failure where it was named, passed over where it lies in a folder."""
    return Unread(input=source.where, status="failed" if source.named else "skipped", reason=_NO_HEADINGS)


def _sheet_rows(
    values: Iterable[Sequence[object]], formulas: Iterable[Sequence[object]]
) -> Iterator[tuple[int, list[str]]]:
    for number, (row, written) in enumerate(zip(values, formulas, strict=False), 1):
        yield number, [_shown(_value(cell), _value(other)) for cell, other in zip(row, written, strict=False)]


def _value(cell: object) -> object:
    return getattr(cell, "value", None)


_UNCOMPUTED = "\0formula"


def _shown(value: object, written: object) -> str:
    """A cell as text: days in ISO form, whole numbers without a point."""
    if value is None:
        return _UNCOMPUTED if isinstance(written, str) and written.startswith("=") else ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value))


def _find_headings(rows: Iterable[tuple[int, Cells]], source: Source) -> Column | None:
    for number, row in rows:
        if found := find_columns(row, source.columns):
            return Column(at=found, heading=number)
    return None


def _read_rows(
    rows: Sequence[tuple[int, Cells]], source: Source, name: str, sheet: str = ""
) -> Iterator[Article | Unread]:
    columns = _find_headings(rows, source)
    if columns is None:
        raise InputError(_NO_HEADINGS)
    body = [(number, row) for number, row in rows if number > columns.heading]
    order = find_order(columns.cell(row, field) for _, row in body for field in ("start", "end"))
    for number, row in body:
        cells = {field: columns.cell(row, field) for field in columns.at}
        if any(cell.strip() for cell in row):
            where = f"{source.where}:{sheet}{number}"
            yield _read_row(cells, order, f"{name}#{sheet}{number}", where, source.path)


def _read_row(
    cells: dict[Field, str], order: DayOrder | None, name: str, where: str, path: Path | None
) -> Article | Unread:
    if problem := _problem(cells):
        return Unread(input=where, status="failed", reason=problem)
    status = read_status(cells.get("status", ""))
    when = read_when(cells.get("start", ""), cells.get("end", ""), order)
    shown: dict[Field, str] = {**cells, "start": when.text, "end": ""}
    if not status:
        shown["remarks"] = "; ".join(filter(None, (cells.get("remarks"), cells.get("status"))))
    text, spans = _rendered(shown)
    return Article(
        id=name,
        path=path,
        file=where,
        text=text,
        view=whole(text),
        source=cells.get("source") or None,
        row=Row(
            who=spans["who"],
            role=spans.get("role"),
            when=when,
            country=spans.get("country"),
            locale=spans.get("locale"),
            remarks=spans.get("remarks"),
            status=status or "done",
        ),
    )


def _problem(cells: dict[Field, str]) -> str | None:
    for field, cell in cells.items():
        if cell == _UNCOMPUTED:
            return (
                f"the cell of {field} is a formula without a stored value."
                " Open the workbook in a spreadsheet programme and save it, or put the value there."
            )
        if len(cell) > _LONGEST_CELL:
            return f"the cell of {field} has {len(cell):,} characters; at most {_LONGEST_CELL:,} are read."
    if not cells.get("who"):
        return "the row does not say who travels."
    if not cells.get("country") and not cells.get("locale"):
        return "the row names neither a country nor a place."
    return None


def _rendered(cells: dict[Field, str]) -> tuple[str, dict[str, Span]]:
    """The row as a line, 'Name, office; days; country; places; remarks', and where each field stands."""
    text, spans = "", dict[str, Span]()
    for field in FIELDS:
        cell = cells.get(field, "")
        if cell and field not in ("status", "source"):
            text += ("; " if field != "role" else ", ") if text else ""
            spans[field] = Span(start=len(text), end=len(text) + len(cell), text=cell)
            text += cell
    return text, spans


def _check_size(size: int) -> None:
    if size > LARGEST_TABLE:
        msg = f"it holds more than {LARGEST_TABLE:,} bytes. Split it into smaller tables."
        raise InputError(msg)
