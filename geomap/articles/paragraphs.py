"""From lines to paragraphs: blank lines between paragraphs, single spaces within, nothing invisible."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from itertools import pairwise

from geomap.articles.views import Edit, edited
from geomap.records import View

BREAK = "\n\n"
_BLANK = re.compile(r"\s{2,}|[^\S ]|\A | \Z")
"""All white space that is not one space between two words."""
CELL = " | "
"""Between two cells of one row."""
_COLUMN = re.compile(r" *\t[ \t]*|[ \xa0]{3,}")
_NEWLINE = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]+"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LINK = re.compile(
    r"!?\[([^\[\]\n]{0,300})\]\((?:https?://|/|mailto:|#)[^()\s]{0,2000}(?:\s+\"[^\"\n]{0,200}\")?\)"
)
_MARK = re.compile(
    r"^ {0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+(?=\S)|\d{1,3}[.)]\s+(?=\S)|(?:[-*_]\s*){3,}$|```.*$)"
    r"|(?<!\w)(\*\*|__|\*|_|`)(?=\S)|(?<=\S)(\*\*|__|\*|`)(?!\w)",
    re.MULTILINE,
)
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|__)(?=[^\s*_])([^*\n]{0,200}[^\s*])\1(?![\w*])")
"""'**Word**' in a text that is no Markdown otherwise."""
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_BEHIND = ",;)"
"""What no line begins with."""
_FEWEST = 2
"""Words of a line, more than which it takes to be the beginning of a sentence."""
_WIDEST = 120
_NARROWEST = 35


def without_markup(view: View, *, markdown: bool = False) -> View:
    """Entities decoded, links as their words, no marks of emphasis; `markdown`: nor of headings, lists."""
    text = view.text
    edits: list[Edit] = []
    if "](" in text:
        for found in _LINK.finditer(text):
            if found[0].startswith("!"):
                edits.append((found.start(), found.end(), ""))
            else:
                edits.append((found.start(), found.start(1), ""))
                edits.append((found.end(1), found.end(), ""))
        view, edits = edited(view, edits), []
        text = view.text
    if markdown:
        view = edited(view, [(found.start(), found.end(), "") for found in _MARK.finditer(text) if found[0]])
        text = view.text
    elif "*" in text or "__" in text:
        marked = list(_EMPHASIS.finditer(text))
        edits = [(at, at + len(each[1]), "") for each in marked for at in (each.start(), each.end(2))]
        view, edits = edited(view, edits), []
        text = view.text
    if "&" in text:
        for found in _ENTITY.finditer(text):
            if (character := html.unescape(found[0])) != found[0]:
                edits.append((found.start(), found.end(), character))
    return edited(view, edits)


def visible(view: View) -> View:
    """Without soft hyphens, marks of direction and other invisible characters.

    Where a zero-width space or a control character alone keeps two words apart, a space stands instead.
    """
    text = view.text
    edits: list[Edit] = []
    for found in _INVISIBLE.finditer(text):
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        parts = any(character == "\u200b" or character < "\xa0" for character in found[0])
        apart = parts and before.isalnum() and after.isalnum()
        edits.append((found.start(), found.end(), " " if apart else ""))
    return edited(view, edits)


def paragraphs(view: View, *, lines: bool = True) -> View:
    """Each run of white space as one space within a paragraph and as a blank line between two.

    Where lines below each other are set in columns, by tabs or by blanks, their cells are parted by a bar.

    Parameters
    ----------
    lines
        Whether a single line break ends a paragraph, as news text usually has it, unless the text is
        wrapped to a width. Otherwise only blank lines do.
    """
    text = view.text
    width = _wrapped_at(text) if lines else 0
    rows = _rows(text) if lines else []
    edits: list[Edit] = []
    joined = -1
    for found in _BLANK.finditer(text):
        start, end = found.span()
        gap = found[0]
        if start == 0 or end == len(text):
            edits.append((start, end, ""))
            continue
        row = bisect_right(rows, (start, len(text))) - 1 if rows and _COLUMN.fullmatch(gap) else -1
        if row >= 0 and start < rows[row][1]:
            edits.append((start, end, CELL))
            continue
        breaks = len(_NEWLINE.findall(gap))
        if breaks == 1 and lines and _runs_on(text, start, end, joined):
            joined = end
            edits.append((start, end, "" if text[end] in _BEHIND else " "))
            continue
        parts = breaks > 1 or (breaks == 1 and lines and not (width and _wraps(text, start, end, width)))
        edits.append((start, end, BREAK if parts else " "))
    return edited(view, edits)


def _runs_on(text: str, start: int, end: int, joined: int) -> bool:
    """Whether a sentence goes on below, as where a link stood: 'President X / left Lima', 'X / , minister'.

    `joined` is where the line begins that the last such break joined to the one above.
    """
    begin = max(text.rfind("\n", 0, start) + 1, start - _WIDEST * 8)
    line = text[begin:start].strip()
    if not line or not line[-1].isalnum():
        return False
    if text[end] in _BEHIND:
        return True
    words = line.split()
    opens = begin == joined or line[0].isupper()
    named = len(words) > _FEWEST and words[-1][0].isupper() and words[-2][-1] not in ".!?"
    return text[end].islower() and opens and named


def spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each paragraph of a view's text."""
    found, start = [], 0
    while start < len(text):
        end = text.find(BREAK, start)
        if end < 0:
            end = len(text)
        if end > start:
            found.append((start, end))
        start = end + len(BREAK)
    return found


def without(view: View, dropped: list[tuple[int, int]]) -> View:
    """The view without these pieces of it, in order, and with single blank lines between what is left."""
    if not dropped:
        return view
    view = edited(view, [(start, end, "") for start, end in dropped])
    text = view.text
    edits: list[Edit] = []
    for found in _BLANK.finditer(text):
        gap = found[0]
        if found.start() == 0 or found.end() == len(text):
            edits.append((*found.span(), ""))
        elif gap != BREAK:
            edits.append((*found.span(), BREAK if BREAK in gap else " "))
    return edited(view, edits)


def _rows(text: str) -> list[tuple[int, int]]:
    """Start and end of the runs of lines that are set in columns."""
    if "\t" not in text and "   " not in text:
        return []
    found: list[tuple[int, int]] = []
    run: list[tuple[int, int]] = []
    start = 0
    for line in [*text.split("\n"), ""]:
        end = start + len(line)
        if _COLUMN.search(line.strip()):
            run.append((start, end))
        elif line.strip() or end >= len(text):
            found += [(run[0][0], run[-1][1])] if len(run) > 1 else []
            run = []
        start = end + 1
    return found


def _wrapped_at(text: str) -> int:
    """The width that the text's lines are wrapped to, 0 if they are not wrapped."""
    rows = [row.strip() for row in _NEWLINE.split(text)]
    width = max(map(len, rows), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    pairs = [(row, after) for row, after in pairwise(rows) if row and after]
    running = sum(1 for row, after in pairs if not _SENTENCE_END.search(row[-4:]) and after[0].islower())
    return width if running >= 2 and running >= (0.3 if running > 2 else 0.5) * len(pairs) else 0


def _wraps(text: str, start: int, end: int, width: int) -> bool:
    """Whether the line that ends at `start` was full: the next word had no room on it."""
    begin = start
    limit = max(0, start - width - 1)
    while begin > limit and text[begin - 1] not in "\n\r":
        begin -= 1
    stop = end
    while stop < len(text) and stop < end + width and not text[stop].isspace():
        stop += 1
    line = text[begin:start].strip()
    return len(line) + 1 + stop - end > 0.9 * width or (
        text[end].islower() and not _SENTENCE_END.search(line[-4:])
    )
