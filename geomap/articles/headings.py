"""Which column of a table holds what: by its heading, or as the user says."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from geomap.errors import ConfigError, InputError
from geomap.records import Status

type Field = Literal["who", "role", "start", "end", "country", "locale", "remarks", "status", "source"]

FIELDS: tuple[Field, ...] = get_args(Field.__value__)
"""What a table may say of a trip, in the order of a row's text."""

_TABLES = Path(__file__).with_name("headings.toml")
_SIGNS = re.compile(r"[\W_]+")


def find_columns(row: Sequence[str], chosen: Mapping[str, str]) -> dict[Field, int]:
    """The columns of the fields that a row of headings names; empty if it is no row of headings.

    It is one if it names who travels and a country or a locale.

    Parameters
    ----------
    chosen
        Headings by field, as the user gave them; they go before the usual ones.

    Raises
    ------
    InputError
        If the row is one of headings but lacks a heading that the user chose.
    """
    keys = [folded(cell) for cell in row]
    wanted = {field: folded(name) for field, name in chosen.items()}
    found: dict[Field, int] = {}
    for field in FIELDS:
        if field in wanted and wanted[field] in keys:
            found[field] = keys.index(wanted[field])
    for field, names in _synonyms().items():
        if field not in wanted:
            free = (keys.index(name) for name in names if name in keys)
            at = next((i for i in free if i not in found.values()), None)
            if at is not None:
                found[field] = at
    if "who" not in found or not {"country", "locale"} & found.keys():
        return {}
    missing = [chosen[field] for field in chosen if field not in found]
    if missing:
        there = ", ".join(filter(None, row))
        msg = f"no column is headed {' or '.join(map(repr, missing))}; there are {there}."
        raise InputError(msg)
    return found


def read_columns(given: str | None) -> dict[str, str]:
    """The headings by field of an option such as 'who=Name,start=From'.

    Raises
    ------
    ConfigError
        If it is written otherwise or names a field that there is not.
    """
    columns: dict[str, str] = {}
    for part in (given or "").split(","):
        if not part.strip():
            continue
        field, sign, heading = (piece.strip() for piece in part.partition("="))
        if not sign or not heading or field not in FIELDS:
            msg = (
                f"Columns are given as field=heading, such as who=Name,start=From; got {part.strip()!r}."
                f" The fields are {', '.join(FIELDS)}."
            )
            raise ConfigError(msg)
        columns[field] = heading
    return columns


def read_status(cell: str) -> Status | None:
    """What a cell of the status column says; 'done' where it is empty, None for words not in the table."""
    word = folded(cell)
    if not word:
        return "done"
    tables = cast("dict[Status, list[str]]", _tables()["status"])
    return next((status for status, words in tables.items() if word in map(folded, words)), None)


@cache
def folded(text: str) -> str:
    """A heading as it is compared: lower case, without accents, signs as spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _SIGNS.sub(" ", plain.casefold()).strip()


@cache
def _synonyms() -> dict[Field, list[str]]:
    fields = cast("dict[Field, list[str]]", _tables()["fields"])
    return {field: [folded(name) for name in names] for field, names in fields.items()}


@cache
def _tables() -> dict[str, object]:
    with _TABLES.open("rb") as file:
        return tomllib.load(file)
