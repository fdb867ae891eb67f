"""The gazetteer's SQLite file: opened read-only, looked over before it is believed."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote
from weakref import WeakSet

from geomap.datafiles import data_path
from geomap.errors import DataError

FILE = "gazetteer/gazetteer.sqlite"
APPLICATION = 0x67656F6D
"""SQLite's application_id of our files ('geom')."""
SCHEMA = 2
"""Raised whenever the file's tables or their meaning change; SQLite's user_version."""
REBUILD = "python scripts/build_gazetteer.py"


class Store:
    """One open file. Safe to share between threads; a forked process opens it anew.

    Parameters
    ----------
    path
        The file; geomap's own where None.

    Raises
    ------
    DataError
        If the file is missing, damaged or of another version than the code.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path if path is not None else _own_file()
        self._connection = _open(self.path)
        _stores.add(self)

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query.

        Raises
        ------
        DataError
            If the file turns out to be damaged.
        """
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise _unreadable(self.path, f"is damaged ({error})") from error

    def reopen(self) -> None:
        """Open the file anew: no connection may be carried over into a forked process."""
        self._connection = _open(self.path)


_stores: WeakSet[Store] = WeakSet()


def _reopen_all() -> None:
    for store in tuple(_stores):
        store.reopen()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_reopen_all)


def _own_file() -> Path:
    try:
        return data_path(FILE)
    except DataError as error:
        msg = f"{error} In a checkout, build it with: {REBUILD}"
        raise DataError(msg) from error


def _unreadable(path: Path, what: str) -> DataError:
    return DataError(f"The gazetteer {path} {what}. Build it again with: {REBUILD}")


def _open(path: Path) -> sqlite3.Connection:
    """Open a gazetteer read-only, after a look at its header.

    Raises
    ------
    DataError
        If the file is missing, cut short, no gazetteer, or of another version.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise _unreadable(path, f"cannot be read ({error.strerror})") from error
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise _unreadable(path, "is damaged (it is no SQLite file)")
    page = int.from_bytes(header[16:18], "big")
    expected = int.from_bytes(header[28:32], "big") * (65_536 if page == 1 else page)
    if path.stat().st_size != expected:
        raise _unreadable(path, f"is damaged ({path.stat().st_size:,} bytes instead of {expected:,})")
    if int.from_bytes(header[68:72], "big") != APPLICATION:
        raise _unreadable(path, "is some other SQLite file, not a gazetteer of geomap")
    version = int.from_bytes(header[60:64], "big")
    if version != SCHEMA:
        age = "older" if version < SCHEMA else "newer"
        raise _unreadable(path, f"is {age} than this geomap (format {version}, expected {SCHEMA})")
    uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    connection.execute(f"PRAGMA mmap_size = {expected}")  # pages are shared between processes, not copied
    return connection
