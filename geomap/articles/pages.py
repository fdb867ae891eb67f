"""Web pages: which pieces of an HTML source are the article, and what the page says about itself."""

from __future__ import annotations

import html
import json
import logging
import re
from itertools import islice

from geomap.articles.facts import Facts
from geomap.articles.paragraphs import BREAK, CELL
from geomap.articles.tags import Piece, attributes, read_pieces
from geomap.articles.views import Edit, edited, whole
from geomap.errors import InputError
from geomap.records import View, record

_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset "  # noqa: SIM905
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html li link main menu meta nav "
    "ol option p pre section summary table tbody td tfoot th thead title tr ul".split()
)
_CHROME = frozenset(
    "nav footer aside button menu dialog head figure figcaption caption".split()  # noqa: SIM905
)
_LETTERS = re.compile(r"[\W_]+")
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_PUBLISHER = re.compile(r'"publisher"\s*:\s*\{[^{}]{0,400}?"name"\s*:\s*("(?:[^"\\]|\\.){1,120}")')
_LARGEST = 3_000_000
_DEEPEST = 200
_MOST_PIECES = 400_000
_LEAST_SHARE = 0.25
_PROSE = 80
_SURE = 25
_LONGEST_ROW = 400
"""Characters of a table's row, at most."""


@record
class _Block:
    start: int
    end: int
    chrome: bool
    heading: bool
    text: str


def read_page(source: str) -> tuple[View, Facts]:
    """The article in an HTML source, and what the page states about it.

    The view has blank lines between paragraphs; its offsets count characters of the source.

    Raises
    ------
    InputError
        If it has so many tags that it is no article.
    """
    pieces = list(islice(read_pieces(source), _MOST_PIECES + 1))
    if len(pieces) > _MOST_PIECES:
        msg = f"the page has more than {_MOST_PIECES:,} tags. Save the article alone, as text."
        raise InputError(msg)
    facts = _facts(source, pieces)
    blocks, edits = _blocks(source, pieces)
    kept = _content(source, pieces, blocks)
    dropped = [(block.start, block.end, "") for block in blocks if block.start not in kept]
    view = edited(whole(source), _joined(_merged(edits, dropped)))
    return view, facts


def _blocks(source: str, pieces: list[Piece]) -> tuple[list[_Block], list[Edit]]:
    """The texts between block tags, and the edits that take all tags and entities away."""
    edits: list[Edit] = []
    blocks: list[_Block] = []
    words: list[str] = []
    chrome: list[str] = []
    heading = False
    begin = -1
    last = 0
    inside = _in_rows(pieces)

    def close() -> None:
        nonlocal begin
        if begin >= 0:
            text = "".join(words)
            blocks.append(_Block(start=begin, end=last, chrome=bool(chrome), heading=heading, text=text))
        words.clear()
        begin = -1

    for piece in pieces:
        if piece.start > last:  # a comment or declaration
            edits.append((last, piece.start, ""))
        if piece.kind == "text":
            text = source[piece.start : piece.end]
            if begin < 0 and not text.isspace():
                begin = piece.start
            words.append(html.unescape(text))
            edits += _spaces_and_entities(text, piece.start)
        elif piece.kind == "raw":
            edits.append((piece.start, piece.end, ""))
        elif piece.start in inside and piece.name in _BLOCKS:
            cell = piece.name in ("td", "th") and piece.kind == "open" and begin >= 0
            edits.append((piece.start, piece.end, CELL if cell else " "))
            words.append(" ")
        elif piece.name in _BLOCKS:
            close()
            edits.append((piece.start, piece.end, BREAK))
            if piece.name in _CHROME:
                if piece.kind == "open":
                    chrome.append(piece.name)
                elif piece.name in chrome:
                    while chrome.pop() != piece.name:
                        pass
            if piece.name in {"h1", "body", "html", "main"}:
                heading = piece.name == "h1" and piece.kind == "open"
                if piece.name != "h1":
                    chrome.clear()
        else:
            edits.append((piece.start, piece.end, ""))
        last = piece.end
    close()
    if last < len(source):
        edits.append((last, len(source), ""))
    return blocks, edits


def _in_rows(pieces: list[Piece]) -> set[int]:
    """Starts of the tags inside the rows of tables that hold data: short, with two cells or more.

    Longer rows hold the layout of a page.
    """
    found: set[int] = set()
    row: list[Piece] = []
    for piece in pieces:
        if piece.name == "tr" and piece.kind == "open":
            row = [piece]
        elif piece.name == "tr" and row:
            cells = sum(each.name in ("td", "th") and each.kind == "open" for each in row)
            length = sum(each.end - each.start for each in row if each.kind == "text")
            if cells > 1 and length <= _LONGEST_ROW and not any(each.name == "table" for each in row):
                found |= {each.start for each in row[1:] if each.kind != "text"}
            row = []
        elif row:
            row.append(piece)
    return found


_GAP = re.compile(r"\s+|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")


def _spaces_and_entities(text: str, at: int) -> list[Edit]:
    edits: list[Edit] = []
    for found in _GAP.finditer(text):
        put = " " if found[0].isspace() else html.unescape(found[0])
        if put != found[0]:
            edits.append((at + found.start(), at + found.end(), put))
    return edits


def _merged(edits: list[Edit], dropped: list[Edit]) -> list[Edit]:
    """Both lists in order; a dropped block swallows the edits inside it."""
    result: list[Edit] = []
    waiting = iter(dropped)
    block = next(waiting, None)
    for edit in edits:
        while block and block[1] <= edit[0]:
            result.append(block)
            block = next(waiting, None)
        if not (block and block[0] <= edit[0] < block[1]):
            result.append(edit)
    while block:
        result.append(block)
        block = next(waiting, None)
    return result


def _joined(edits: list[Edit]) -> list[Edit]:
    """Tags in a row as one edit: a break if one of them is one."""
    result: list[Edit] = []
    for start, end, text in edits:
        if result and result[-1][1] == start and not text.strip() and not result[-1][2].strip():
            begin, _, before = result[-1]
            result[-1] = (begin, end, BREAK if BREAK in {before, text} else before or text)
        else:
            result.append((start, end, text))
    return result


def _content(source: str, pieces: list[Piece], blocks: list[_Block]) -> set[int]:
    """Starts of the article's own blocks; of all but menus where the extractor loses too much."""
    plain = [block for block in blocks if not block.chrome]
    if _prose(plain) < 0.5 * _prose(blocks) or not plain:
        plain = blocks  # a menu that was never closed
    lines = _extracted(source) if len(source) <= _LARGEST and _depth(pieces) <= _DEEPEST else ""
    known = {_key(line) for line in lines.split("\n")} - {""}
    joined = "\n".join(sorted(known))
    kept = [block for block in blocks if _is_known(_key(block.text), known, joined)]
    if not kept or _prose(kept) < _LEAST_SHARE * _prose(plain):
        return {block.start for block in plain}
    # Prose amid the article is the article's own, though the extractor left it out.
    first, last = kept[0].start, kept[-1].start
    amid = [block.start for block in plain if first < block.start < last and _is_prose(block.text)]
    heading = [block.start for block in blocks if block.heading and _key(block.text)][:1]
    return {*heading, *amid, *(block.start for block in kept)}


def _prose(blocks: list[_Block]) -> int:
    """How many characters of whole sentences blocks hold, about."""
    return sum(len(block.text) for block in blocks if len(block.text) >= _PROSE)


def _is_prose(text: str) -> bool:
    return len(text) >= _PROSE and text.rstrip().endswith((".", "!", "?", "”", '"', "…"))


def _is_known(key: str, known: set[str], joined: str) -> bool:
    """Whether a block is a line that the extractor gave, or a longer part of one."""
    return key in known or (len(key) >= _SURE and key in joined)


def _extracted(source: str) -> str:
    """What trafilatura takes for the article, a paragraph a line; '' if it fails."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        return (
            trafilatura.extract(source, include_comments=False, include_tables=True, favor_recall=True) or ""
        )
    except Exception:  # whatever it stumbles over, the blocks are still there
        return ""


def _depth(pieces: list[Piece]) -> int:
    """How deep elements may be nested, counted as the excess of opening over closing tags."""
    depth = deepest = 0
    for piece in pieces:
        if piece.kind == "open" and piece.name not in {"br", "img", "meta", "link", "hr", "input", "p", "li"}:
            depth += 1
            deepest = max(deepest, depth)
        elif piece.kind == "close" and depth:
            depth -= 1
    return deepest


def _facts(source: str, pieces: list[Piece]) -> Facts:
    """Title, source, publisher and published, each from the most explicit place that has it."""
    found: dict[str, str] = {}

    def note(field: str, rank: int, value: str | None) -> None:
        value = " ".join(html.unescape(value or "").split())[:500]
        if value:
            found.setdefault(f"{rank}{field}", value)

    for index, piece in enumerate(pieces):
        if piece.kind == "raw" and piece.name == "title":
            note("title", 3, source[piece.start : piece.end])
        elif piece.kind == "raw" and piece.name == "script":
            data = source[piece.start : min(piece.end, piece.start + 200_000)]
            if match := _PUBLISHED.search(data):
                note("published", 1, match[1])
            if match := _PUBLISHER.search(data):
                note("publisher", 2, _json_text(match[1]))
        elif piece.kind == "open" and piece.name == "meta":
            values = attributes(source, piece)
            name = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
            if name in _META:
                note(*_META[name], values.get("content"))
        elif piece.kind == "open" and piece.name == "link":
            values = attributes(source, piece)
            if values.get("rel", "").lower() == "canonical":
                note("source", 1, values.get("href"))
        elif piece.kind == "open" and piece.name == "time":
            values = attributes(source, piece)
            note(
                "published",
                3 if "pubdate" in values or values.get("itemprop") == "datePublished" else 4,
                values.get("datetime"),
            )
        elif piece.kind == "open" and piece.name == "h1":
            text = ""
            for inner in pieces[index + 1 : index + 40]:
                if inner.kind == "close" and inner.name == "h1":
                    break
                if inner.kind == "text":
                    text += source[inner.start : inner.end]
            note("title", 4, text)
    facts: dict[str, str] = {}
    for key in sorted(found):
        facts.setdefault(key[1:], found[key])
    address = facts.get("source", "")
    return Facts(
        title=facts.get("title"),
        source=address if address.startswith(("http://", "https://")) else None,
        publisher=facts.get("publisher"),
        published=facts.get("published"),
    )


_META = {
    "og:title": ("title", 1),
    "twitter:title": ("title", 2),
    "og:url": ("source", 2),
    "og:site_name": ("publisher", 1),
    "application-name": ("publisher", 3),
    "article:published_time": ("published", 1),
    "datepublished": ("published", 2),
    "pubdate": ("published", 2),
    "publishdate": ("published", 2),
    "publish-date": ("published", 2),
    "parsely-pub-date": ("published", 2),
    "sailthru.date": ("published", 2),
    "dc.date": ("published", 3),
    "dc.date.issued": ("published", 2),
    "dcterms.created": ("published", 3),
    "date": ("published", 3),
}


def _json_text(value: str) -> str | None:
    try:
        text = json.loads(value)
    except ValueError:
        return None
    return text if isinstance(text, str) else None


def _key(text: str) -> str:
    return _LETTERS.sub("", text).casefold()
