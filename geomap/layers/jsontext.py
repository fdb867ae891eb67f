"""Values to JSON: UTF-8 without NaN, and files of one long list with an item a line."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import batched

import orjson

LINES = 256
"""So many are written at a time."""


def dump_json(value: object) -> bytes:
    """JSON in UTF-8; half surrogates, which no UTF-8 can hold, become the replacement character."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return orjson.dumps(without_surrogates(value))


def document_lines(head: Mapping[str, object], key: str, items: Iterable[object]) -> Iterator[bytes]:
    """An object's lines, some at a time: the members of `head`, then under `key` the `items`, a line each.

    So two builds can be compared with `diff`, and a long list need never be in memory as a whole.
    """
    yield dump_json(head)[:-1] + (b"," if head else b"") + dump_json(key) + b":["
    end = b"\n"
    for some in batched(items, LINES):
        yield end
        yield b",\n".join(map(dump_json, some))
        end = b",\n"
    yield b"\n]}\n"


def without_surrogates(value: object) -> object:
    """A value of texts, lists and mappings in which every half surrogate is the replacement character."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, Mapping):
        return {without_surrogates(k): without_surrogates(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [without_surrogates(v) for v in value]
    return value
