"""JSON Lines: one article a line, `{"id", "text", "title"?, "source"?, "publisher"?, "published"?}`.

Its address may also stand under "url", the publisher's host under "domain", the day under "date".
"""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from geomap.articles.chained import Chained
from geomap.articles.decoding import clean, decode
from geomap.articles.drafts import Draft
from geomap.articles.facts import Facts
from geomap.articles.inputs import Source
from geomap.errors import InputError
from geomap.records import Unread

LONGEST_LINE = 32_000_000
"""Bytes; what is longer is passed over without being held in memory."""
_SHOWN = 60
_MOST_DIGITS = 1000


def read_records(stream: BinaryIO, source: Source) -> Iterator[Draft | Unread]:
    """The articles of a stream of JSON Lines; a broken line is reported, the rest goes on."""
    number = 0
    stream = _as_utf8(stream)
    while line := stream.readline(LONGEST_LINE):
        number += 1
        where = f"{source.where}:{number}"
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while (more := stream.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
                pass
            yield Unread(
                input=where, status="failed", reason=f"the line is longer than {LONGEST_LINE:,} bytes."
            )
            continue
        if not line.strip(b" \t\r\n\x00\xef\xbb\xbf"):
            continue
        try:
            yield _draft(read_object(line), source, number, where)
        except InputError as error:
            yield Unread(input=where, status="failed", reason=str(error))


def _as_utf8(stream: BinaryIO) -> BinaryIO:
    """The stream itself, or its text as UTF-8 if it begins with a UTF-16 or UTF-32 mark."""
    head = stream.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return io.BytesIO(decode(head + stream.read(LONGEST_LINE)).encode())
    return io.BufferedReader(Chained(head, stream))


def read_object(line: bytes) -> dict[str, Any]:
    """The JSON object that a line holds.

    Raises
    ------
    InputError
        If it holds anything else.
    """
    import orjson

    line = line.removeprefix(b"\xef\xbb\xbf")
    value: Any
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        # The standard library also takes lone surrogates and big numbers; and lines need not be UTF-8.
        try:
            value = json.loads(decode(line), parse_int=_number)
        except (ValueError, RecursionError) as error:
            msg = f'not JSON: {error}. Expected one object a line, as {{"id": …, "text": …}}.'
            raise InputError(msg) from error
    if not isinstance(value, dict):
        msg = f"expected a JSON object with a 'text', got {_shown(value)}."
        raise InputError(msg)
    return value


def _draft(record: dict[str, Any], source: Source, number: int, where: str) -> Draft:
    text = record.get("text")
    if not isinstance(text, str):
        got = "there is none" if "text" not in record else f"got {_shown(text)}"
        msg = f"expected the article's text as a string under 'text'; {got}."
        raise InputError(msg)
    name = record.get("id")
    named = isinstance(name, str | int) and not isinstance(name, bool) and str(name).strip()
    return Draft(
        where=where,
        id=clean(str(name)) if named else f"{source.id}:{number}",
        path=source.path,
        text=clean(text),
        form="text",
        facts=Facts(
            title=_string(record, "title"),
            source=_string(record, "source") or _string(record, "url"),
            publisher=_string(record, "publisher") or _string(record, "domain"),
            published=_string(record, "published") or _string(record, "date"),
        ),
    )


def _number(digits: str) -> float:
    return int(digits) if len(digits) < _MOST_DIGITS else float("inf")


def _string(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    return clean(value).strip() or None if isinstance(value, str) else None


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
