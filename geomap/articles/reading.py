"""From inputs to articles: which reader takes which file, and what becomes of everything else."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import BinaryIO

from geomap.articles.chained import Chained
from geomap.articles.decoding import decode
from geomap.articles.drafts import Draft, Form, build_article
from geomap.articles.inputs import Source, find_sources
from geomap.articles.jsonlines import read_object, read_records
from geomap.articles.tables import read_delimited, read_workbook
from geomap.errors import InputError
from geomap.records import Article, Unread

type Reader = Callable[[BinaryIO, Source], Iterator[Draft | Article | Unread]]

LARGEST_FILE = 32_000_000
"""Bytes of one article in a file of its own, markup included."""


def read_articles(
    inputs: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    language: str = "en",
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | Unread]:
    """Read all articles, and report everything that did not become one.

    Parameters
    ----------
    inputs
        Files, folders (searched to the bottom), patterns, or '-' for standard input, which is taken as
        JSON Lines if its first line is a JSON object, else as one text.
    stdin
        What '-' reads; by default the process's own.
    language
        ISO 639-1 code of the language that the model reads. Articles in others are skipped.

    columns
        Headings of tables by field ('who', 'start', 'country' …), where they are not the usual ones.

    Returns
    -------
    Articles and failures in the order of the inputs, folders sorted by name, records by line. The
    inputs are looked for at once, the files are read as the iterator goes on.

    Raises
    ------
    NoInputError
        At once, if nothing is given, an input does not exist, or a folder is empty.
    """
    sources = [
        replace(source, columns=columns) if columns and isinstance(source, Source) else source
        for source in find_sources(inputs)
    ]
    return _read_all(sources, stdin, language)


def _read_all(
    sources: list[Source | Unread], stdin: BinaryIO | None, language: str
) -> Iterator[Article | Unread]:
    taken = {source.id for source in sources if isinstance(source, Source)}
    given: set[str] = set()
    for source in sources:
        if isinstance(source, Unread):
            yield source
            continue
        for draft in _drafts(source, stdin):
            article = build_article(draft, language) if isinstance(draft, Draft) else draft
            if isinstance(article, Unread):
                yield replace(article, file=_within(article.input, source))
                continue
            name = _free(article.id, source, taken, given)
            given.add(name)
            yield replace(article, id=name, file=_within(article.file, source))


def _within(where: str, source: Source) -> str:
    """A place in a source, its path relative to the input: the same wherever the input lies."""
    return source.id + where.removeprefix(source.where)


def _free(name: str, source: Source, taken: set[str], given: set[str]) -> str:
    """The id, or the first longer one that no other article has."""
    if name == source.id and name not in given:
        return name
    number = 2
    for candidate in (name, *(f"{prefix}/{name}" for prefix in source.prefixes)):
        if candidate not in given and candidate not in taken:
            return candidate
    while (candidate := f"{name}#{number}") in given or candidate in taken:
        number += 1
    return candidate


def _drafts(source: Source, stdin: BinaryIO | None) -> Iterator[Draft | Article | Unread]:
    """What the reader of a source's kind finds in it."""
    suffix = PurePath(source.path).suffix.lower() if source.path else ""
    reader = READERS.get(suffix)
    if reader is None:
        if not source.named:
            kind = f"{suffix} files" if suffix else "files without a suffix"
            reason = f"geomap does not read {kind} in folders; it reads {', '.join(READERS)}."
            yield Unread(input=source.where, status="skipped", reason=reason)
            return
        reader = read_unknown
    try:
        if source.path is None:
            yield from reader(stdin or sys.stdin.buffer, source)
        else:
            with source.path.open("rb") as stream:
                yield from reader(stream, source)
    except InputError as error:
        yield Unread(input=source.where, status="failed", reason=str(error))
    except OSError as error:
        yield Unread(
            input=source.where, status="failed", reason=f"it cannot be read: {error.strerror or error}."
        )


def read_text(stream: BinaryIO, source: Source) -> Iterator[Draft]:
    """A text file: one article."""
    yield _whole_file(stream, source, "text")


def read_markdown(stream: BinaryIO, source: Source) -> Iterator[Draft]:
    """A Markdown file: one article."""
    yield _whole_file(stream, source, "markdown")


def read_page(stream: BinaryIO, source: Source) -> Iterator[Draft]:
    """A web page: one article, its text the HTML source."""
    yield _whole_file(stream, source, "page")


def read_unknown(stream: BinaryIO, source: Source) -> Iterator[Draft | Unread]:
    """Standard input, or a file that was named but whose suffix tells nothing."""
    head = stream.readline(LARGEST_FILE)
    while not head.strip() and len(head) < LARGEST_FILE and (line := stream.readline(LARGEST_FILE)):
        head += line
    rest = Chained(head, stream)
    if _is_record(head):
        yield from read_records(io.BufferedReader(rest), source)
    else:
        yield from read_text(io.BufferedReader(rest), source)


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_page,
    ".htm": read_page,
    ".xhtml": read_page,
    ".jsonl": read_records,
    ".ndjson": read_records,
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".tab": read_delimited,
    ".xlsx": read_workbook,
    ".xlsm": read_workbook,
}
"""Readers of files by suffix."""


def _whole_file(stream: BinaryIO, source: Source, form: Form) -> Draft:
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        msg = (
            f"it is larger than {LARGEST_FILE:,} bytes, which no article is."
            " Split it into articles, one a file or one a line of JSON Lines."
        )
        raise InputError(msg)
    text = decode(data, markup=form == "page")
    return Draft(where=source.where, id=source.id, path=source.path, text=text, form=form)


def _is_record(line: bytes) -> bool:
    if not line.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    try:
        read_object(line.strip())
    except InputError:
        return False
    return True
