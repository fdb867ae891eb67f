"""A packed R-tree is one that SQLite itself finds sound, and finds the same things by."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.layers.writers.rtree import CELLS, fill_rtree

COORDINATES = st.floats(-180, 180, width=64)
BOXES = st.tuples(COORDINATES, COORDINATES, COORDINATES, COORDINATES).map(
    lambda box: (*sorted(box[:2]), *sorted(box[2:]))
)
MEETS = "SELECT id FROM tree WHERE minx <= ? AND maxx >= ? AND miny <= ? AND maxy >= ? ORDER BY id"


def packed(boxes):
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE tree USING rtree(id, minx, maxx, miny, maxy)")
    fill_rtree(database, "tree", list(enumerate(boxes, start=1)))
    assert database.execute("SELECT rtreecheck('tree')").fetchone() == ("ok",)
    return database


def found(database, box):
    left, right, bottom, top = box
    return [row[0] for row in database.execute(MEETS, (right, left, top, bottom))]


@pytest.mark.parametrize("count", [0, 1, CELLS, CELLS + 1, CELLS**2, CELLS**2 + 1, 10_000])
def test_trees_of_every_depth_are_sound(count):
    places = [((i * 0.618 % 1) * 360 - 180, i % 181 - 90.0) for i in range(count)]
    database = packed([(x, x, y, y) for x, y in places])
    assert found(database, (-180, 180, -90, 90)) == list(range(1, count + 1))
    inside = [i for i, (x, y) in enumerate(places, start=1) if -10 <= x <= 30 and -5 <= y <= 20]
    assert found(database, (-10, 30, -5, 20)) == inside


@given(st.lists(BOXES, max_size=200), BOXES)
def test_nothing_that_meets_a_box_is_missed(boxes, asked):
    left, right, bottom, top = asked
    meeting = {
        i
        for i, b in enumerate(boxes, start=1)
        if b[0] <= right and b[1] >= left and b[2] <= top and b[3] >= bottom
    }
    assert meeting <= set(found(packed(boxes), asked))


def test_a_packed_tree_can_grow_and_shrink():
    database = packed([(i, i + 1, i, i + 1) for i in range(500)])
    database.executemany("INSERT INTO tree VALUES (?, 0, 1, 0, 1)", [(i,) for i in range(1000, 1300)])
    database.executemany("DELETE FROM tree WHERE id = ?", [(i,) for i in range(1, 400)])
    assert database.execute("SELECT rtreecheck('tree')").fetchone() == ("ok",)
    assert database.execute("SELECT count(*) FROM tree").fetchone() == (401,)
