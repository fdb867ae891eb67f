"""HTML source cut into tags and text, with offsets into the source, in one pass of linear time.

The usual parsers give no offsets, recurse, or take quadratic time on broken pages; quotes need offsets
and pages from the web are broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from geomap.records import record

RAW = frozenset(
    "script style template noscript svg math iframe object textarea select title xmp noembed".split()  # noqa: SIM905
)
"""Elements whose content is no running text; it is handed over as one raw piece."""
_BEGIN = re.compile(r"<(?:(/?)([A-Za-z][A-Za-z0-9:-]*)|[!?])")
_STOP = re.compile("[\"'>]")
_ATTRIBUTE = re.compile(r"([A-Za-z_:][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LONGEST_TAG = 20_000


@record
class Piece:
    """A tag, or text between tags, at ``source[start:end]``."""

    kind: str
    """'open', 'close', 'text' or 'raw' (the content of a raw element)."""
    name: str
    """Of the element, lower case; '' for text."""
    start: int
    end: int


def read_pieces(source: str) -> Iterator[Piece]:
    """All tags and texts of a page in order; comments, declarations and instructions are left out."""
    at, size = 0, len(source)
    missing: set[str] = set()
    trust_quotes = True
    while at < size:
        begin = _BEGIN.search(source, at)
        opening = begin.start() if begin else size
        if opening > at:
            yield Piece(kind="text", name="", start=at, end=opening)
        if not begin:
            return
        if not begin[2]:
            at = _after_declaration(source, opening, missing)
            continue
        end = _end_of_tag(source, begin.end()) if trust_quotes else -1
        if end < 0:
            trust_quotes = False
            end = source.find(">", begin.end()) + 1 or size
        name = begin[2].lower()
        yield Piece(kind="close" if begin[1] else "open", name=name, start=opening, end=end)
        at = end
        if not begin[1] and name in RAW and source[end - 2 : end] != "/>" and name not in missing:
            close = _closing(source, name, end)
            if close < 0:
                missing.add(name)
                continue
            yield Piece(kind="raw", name=name, start=end, end=close)
            at = close


def attributes(source: str, tag: Piece) -> dict[str, str]:
    """The attributes of an opening tag, names in lower case, values as they stand."""
    text = source[tag.start : min(tag.end, tag.start + _LONGEST_TAG)]
    return {found[1].lower(): found[2] or found[3] or found[4] or "" for found in _ATTRIBUTE.finditer(text)}


def _end_of_tag(source: str, at: int) -> int:
    """Just behind the tag's '>', which may not be in quotes; -1 if the quotes are not closed."""
    while found := _STOP.search(source, at):
        if found[0] == ">":
            return found.end()
        before = source[found.start() - 1 : found.start()]
        close = source.find(found[0], found.end()) if before in "= \t\r\n" else found.start()
        if close < 0:
            return -1
        at = close + 1
    return -1


def _closing(source: str, name: str, at: int) -> int:
    found = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE).search(source, at)
    return found.start() if found else -1


def _after_declaration(source: str, at: int, missing: set[str]) -> int:
    for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>")):
        if source.startswith(opening, at) and closing not in missing:
            end = source.find(closing, at + len(opening))
            if end >= 0:
                return end + len(closing)
            missing.add(closing)
    end = source.find(">", at)
    return end + 1 if end >= 0 else len(source)
