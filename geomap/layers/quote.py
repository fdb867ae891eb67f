"""The piece of an article around a mention, verbatim."""

import re

LONGEST = 300
_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?=\s)|[\r\n]")


def quote_around(text: str, start: int, end: int, longest: int = LONGEST) -> str:
    """The sentence around ``text[start:end]``, or what of it fits into `longest` characters.

    A sentence ends at a full stop before white space or with its line; a longer one is cut at spaces.
    What comes back stands in `text` exactly so.
    """
    room = max(0, longest - (end - start)) // 2
    lowest, highest = max(0, start - room), min(len(text), end + room)
    ends = [match.end() for match in _END.finditer(text, lowest, start)]
    first = ends[-1] if ends and ends[-1] <= start else _cut(text, lowest, start)
    after = _END.search(text, end, highest)
    last = after.end() if after else highest
    if not after and highest < len(text):
        last = max(end, text.rfind(" ", end, highest))
    return text[first:last].strip()


def _cut(text: str, lowest: int, start: int) -> int:
    """Where the first whole word at or after `lowest` begins."""
    if lowest == 0 or text[lowest - 1].isspace():
        return lowest
    space = text.find(" ", lowest, start)
    return start if space < 0 else space + 1
