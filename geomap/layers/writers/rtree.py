"""The tables behind an SQLite R-tree, packed at once.

Inserting boxes one by one takes most of the time of a GeoPackage. Known boxes are rather sorted into
tiles (Leutenegger, Lopez and Edgington, "STR: a simple and efficient algorithm for R-tree packing",
1997) and written as SQLite keeps them (https://www.sqlite.org/rtree.html and the head of its rtree.c):
a node is two bytes of depth, in the root only, two bytes of how many cells, then the cells, each a
64-bit id and least and greatest x and y as 32-bit floats, big-endian. The root is node 1.
"""

import math
import sqlite3
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

CELLS = 51
"""A node's most, in SQLite's default page."""
_CELL = np.dtype([("id", ">i8"), ("box", ">f4", 4)])
_NODE_BYTES = 4 + CELLS * _CELL.itemsize

type Cells = npt.NDArray[Any]


def fill_rtree(
    database: sqlite3.Connection, table: str, boxes: Sequence[tuple[int, Sequence[float]]]
) -> None:
    """Fill an empty R-tree.

    Parameters
    ----------
    table
        Its name; it has two dimensions and an index alone.
    boxes
        Ids with least and greatest x, least and greatest y.
    """
    if not boxes:
        return
    cells = np.empty(len(boxes), _CELL)
    cells["id"] = [identity for identity, _ in boxes]
    cells["box"] = _outward(np.array([box for _, box in boxes], dtype=float))
    free, depth = 2, 0
    while len(cells) > CELLS:
        groups = _tiles(cells)
        numbers = range(free, free + len(groups))
        free += len(groups)
        _write_nodes(database, table, groups, numbers, leaves=depth == 0)
        cells, depth = _parents(groups, numbers), depth + 1
    _write_nodes(database, table, [cells], range(1, 2), leaves=depth == 0, depth=depth)


def _outward(boxes: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """To 32 bits, so that no box becomes smaller."""
    near = boxes.astype(np.float32)
    below = np.where(near > boxes, np.nextafter(near, np.float32(-np.inf)), near)
    above = np.where(near < boxes, np.nextafter(near, np.float32(np.inf)), near)
    return np.stack([below[:, 0], above[:, 1], below[:, 2], above[:, 3]], axis=1)


def _tiles(cells: Cells) -> list[Cells]:
    """Nodes of neighbours: sorted into upright slices by x, each slice into nodes by y."""
    box = cells["box"].astype(float)
    x, y = box[:, 0] + box[:, 1], box[:, 2] + box[:, 3]
    slice_size = CELLS * math.ceil(math.sqrt(len(cells) / CELLS))
    by_x = np.argsort(x, kind="stable")
    slices = [by_x[i : i + slice_size] for i in range(0, len(by_x), slice_size)]
    ordered = np.concatenate([part[np.argsort(y[part], kind="stable")] for part in slices])
    return [cells[ordered[i : i + CELLS]] for i in range(0, len(ordered), CELLS)]


def _parents(groups: Sequence[Cells], numbers: Sequence[int]) -> Cells:
    cells = np.empty(len(groups), _CELL)
    cells["id"] = numbers
    for cell, group in zip(cells, groups, strict=True):
        least, greatest = group["box"].min(axis=0), group["box"].max(axis=0)
        cell["box"] = least[0], greatest[1], least[2], greatest[3]
    return cells


def _write_nodes(
    database: sqlite3.Connection,
    table: str,
    groups: Sequence[Cells],
    numbers: Sequence[int],
    *,
    leaves: bool,
    depth: int = 0,
) -> None:
    head = depth.to_bytes(2, "big")
    nodes = [
        (number, (head + len(group).to_bytes(2, "big") + group.tobytes()).ljust(_NODE_BYTES, b"\0"))
        for number, group in zip(numbers, groups, strict=True)
    ]
    database.executemany(f'INSERT OR REPLACE INTO "{table}_node" VALUES (?, ?)', nodes)
    within = [(i, n) for n, group in zip(numbers, groups, strict=True) for i in group["id"].tolist()]
    kind = "rowid" if leaves else "parent"
    database.executemany(f'INSERT INTO "{table}_{kind}" VALUES (?, ?)', within)
