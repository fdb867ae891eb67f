"""Tables open in a spreadsheet without running anything."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from travels import CLAIMS, COUNTRIES, MERGED, files_of

from geomap.layers import build_layers
from geomap.layers.writers.table import write_csv


def table(columns, rows, **options):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        write_csv(path, columns, rows, **options)
        return path.read_bytes()


def read(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_rows_come_back_as_they_were():
    rows = [["Ashgabat", "Ürümqi, China", 'He said "no"', "two\nlines", 12, None, -3.5]]
    assert read(table(["a", "b", "c", "d", "e", "f", "g"], rows)) == [
        ["a", "b", "c", "d", "e", "f", "g"],
        ["Ashgabat", "Ürümqi, China", 'He said "no"', "two\nlines", "12", "", "-3.5"],
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", " =1+1", "\u200b@x"]
)
def test_a_formula_is_made_text(text):
    assert read(table(["a"], [[text]]))[1] == ["'" + text]


@given(st.lists(st.lists(st.text(st.characters(codec=None)), min_size=2, max_size=2), max_size=5))
def test_any_text_gives_a_table_of_the_same_shape_without_formulas(rows):
    got = read(table(["a", "b"], rows))
    assert [len(row) for row in got] == [2] * (len(rows) + 1)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in got for cell in row)


def test_the_mark_for_old_spreadsheets_is_an_option():
    assert table(["a"], [], bom=True) == b"\xef\xbb\xbfa\r\n"
    assert table(["a"], []) == b"a\r\n"


def test_unlocated_is_such_a_table():
    layers = build_layers(CLAIMS, MERGED, COUNTRIES)
    got = read(files_of(layers)["unlocated.csv"])
    assert got[0][:5] == ["kind", "id", "article", "toponym", "reason"]
    assert len(got) == len(layers.unlocated) + 1
