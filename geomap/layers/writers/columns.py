"""A layer's rows as columns, for formats that are tables."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import batched

import orjson

from geomap.layers.fields import FIELDS, Name
from geomap.layers.geojson import Feature

ROWS = 1024
"""In a batch: so few stay near the processor, where all rows at once would take twice as long."""

type Column = Sequence[object]


def batches(name: Name, features: Sequence[Feature]) -> Iterator[tuple[Sequence[Feature], list[Column]]]:
    """Some features at a time, with a column for each field in the order of `FIELDS`; lists as JSON text."""
    lists = [i for i, kind in enumerate(FIELDS[name].values()) if kind == "list"]
    for part in batched(features, ROWS):
        columns: list[Column] = [*zip(*(f["properties"].values() for f in part), strict=True)]
        for i in lists:
            columns[i] = [*_texts(columns[i])]
        yield part, columns


def _texts(values: Iterable[object]) -> Iterator[str]:
    """As JSON; neighbours often share a list, such as the quotes of a sentence that tells of them all."""
    last, text = None, ""
    for value in values:
        if value is not last:
            last, text = value, orjson.dumps(value).decode()
        yield text
