"""Mojibake: UTF-8 that was read in another code page ('Tokรกyev', 'itâ€™s'), put right run by run.

A run is repaired only if its characters, written back in the code page, are valid UTF-8 and what they
then say is plausible where they stand; genuine text in the letters of that code page stays. The
method per run follows from a measurement: whole texts mix broken and sound words, and detectors guess worse.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from geomap.articles.views import Edit, edited
from geomap.records import View

_LATIN_PAGES = ("cp1252", "cp1250", "cp1254", "cp1257", "mac_roman", "cp850", "cp437")
"""Code pages whose upper half holds Latin letters and signs: any valid sequence may be mojibake."""
_SCRIPT_PAGES = ("cp874", "cp1251", "cp1253", "cp1255", "cp1256", "koi8_r")
"""Code pages whose upper half holds another script: only a run without other letters of it may be."""
_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_ROUNDS = 3
_LONGEST_RUN = 2000
_QUOTES = "‘’“”–—…"
_PUNCTUATION = re.compile(r"[\u2010-\u203a\u20ac]")
_MARKS = re.compile(
    r"[\u2010-\u203a\u20a0-\u20bf\u2100-\u214f\u2190-\u22ff\u2500-\u27bf\ufb01\ufb02\ufeff\ufffd\u02bb-\u02bf]"
)


def repaired(view: View) -> View:
    """The view with mojibake put right."""
    for _ in range(_ROUNDS):
        if view.text.isascii():
            return view
        edits = _repairs(view.text)
        if not edits:
            break
        view = edited(view, edits)
    return edited(view, _stray(view.text))


def _repairs(text: str) -> list[Edit]:
    edits: list[Edit] = []
    for found in _RUN.finditer(text):
        start, end = found.span()
        if end - start <= _LONGEST_RUN:
            pieces = _repair(found[0], text[start - 1 : start], text[end : end + 1])
            edits += [(start + first, start + last, put) for first, last, put in pieces]
    return edits


@lru_cache(maxsize=10_000)
def _repair(run: str, before: str, after: str) -> tuple[Edit, ...]:
    """What to put where in a run of characters beyond ASCII, by the first code page that explains it."""
    leads, rest = _ends()
    if leads.isdisjoint(run) or rest.isdisjoint(run):
        return ()
    for page in _LATIN_PAGES + _SCRIPT_PAGES:
        if pieces := _pieces(run, page, before, after):
            return tuple(pieces)
    return ()


def _pieces(run: str, page: str, before: str, after: str) -> list[Edit]:
    """The repairs by one code page, none if the run is not mojibake of it."""
    table, pattern = _page(page)
    pieces: list[Edit] = []
    for found in pattern.finditer(run):
        try:
            text = bytes(table[character] for character in found[0]).decode("utf-8")
        except UnicodeDecodeError:
            continue
        left = run[found.start() - 1] if found.start() else before
        right = run[found.end()] if found.end() < len(run) else after
        if page in _LATIN_PAGES:
            quote = len(found[0]) == 2 and found[0][-1] in _QUOTES
            sound = _sound(text, left, right) and (not quote or left.islower() or right.islower())
        else:
            letters = (left + right) if page == "cp874" else (before + after)
            sound = _sound(text, left, right) and _foreign(run, found.span(), table, text, letters, page)
        if sound:
            pieces.append((found.start(), found.end(), text))
    return pieces


def _sound(text: str, left: str, right: str) -> bool:
    """Whether the repaired text is plausible between its neighbours."""
    scripts = set()
    for character in text:
        if "\x80" <= character < "\xa0":
            return len(text) > 1 and text[0] in "ÃÂâ"  # broken twice; the next round goes on
        if not _MARKS.match(character) and character >= "\u0180" and not _latin(character):
            if not character.isalpha() and not unicodedata.category(character).startswith(("M", "S")):
                return False
            if unicodedata.category(character) != "So":
                scripts.add(unicodedata.name(character, "?").split(" ")[0])
    if scripts:
        return len(text) >= 2 and len(scripts) == 1 and not left.isalpha() and not right.isalpha()
    if text[0].islower() and left.isupper() and (right.isupper() or not right.isalpha()):
        return False
    return text != "\u2122"


def _foreign(
    run: str, span: tuple[int, int], table: dict[str, int], text: str, around: str, page: str
) -> bool:
    """Whether no other letters of the page's script touch the repaired piece, and Latin text does."""
    start, end = span
    neighbours = run[max(0, start - 1) : start] + run[end : end + 1]
    if any(character in table and _belongs(character) for character in neighbours):
        return False
    if all(_PUNCTUATION.match(character) for character in text):
        return True
    if all(_latin(character) or _MARKS.match(character) for character in text):
        return any(
            character.isalpha() and not (character in table and _belongs(character)) for character in around
        )
    return page != "cp874" and len(text) >= 2


def _belongs(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM" and not _latin(character)


def _latin(character: str) -> bool:
    return (
        "\xa0" <= character < "\u0180"
        or "\u0218" <= character <= "\u021b"
        or "\u1e00" <= character < "\u1f00"
        or "\u0300" <= character < "\u0370"
        or character in "Əə"
    )


def _stray(text: str) -> list[Edit]:
    """What is left of sequences that lost a character, and Windows punctuation read as control characters."""
    edits: list[Edit] = []
    for found in _STRAY.finditer(text):
        if found["right"]:
            put = "”"
        elif found["grave"]:
            put = "à"
        elif found["wide"]:
            put = ""
        else:
            put = found[0].encode("latin-1").decode("cp1252", "ignore")
        edits.append((found.start(), found.end(), put))
    return edits


_STRAY = re.compile(
    r"(?P<right>â€(?=[\s.,;:!?)]|$))|(?P<grave>(?<=[a-z])Ã(?=\s))|(?P<wide>(?<=[a-z0-9.,;:])Â(?=\s))"
    r"|[\x80-\x84\x86-\x9f]"
)


@cache
def _page(page: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """Bytes of a code page's upper half by character, and what UTF-8 sequences look like in it."""
    table: dict[str, int] = {}
    for byte in range(0x80, 0x100):
        raw = bytes([byte])
        try:
            table[raw.decode(page)] = byte
        except UnicodeDecodeError:
            table.setdefault(chr(byte), byte)
            if (western := raw.decode("cp1252", "ignore")) and western not in table:
                table[western] = byte
    if page == "cp1252":
        for byte in range(0x80, 0xA0):
            table.setdefault(chr(byte), byte)

    def some(first: int, last: int) -> str:
        return "[" + "".join(re.escape(key) for key, byte in table.items() if first <= byte <= last) + "]"

    rest = some(0x80, 0xBF)
    pattern = f"(?:{some(0xC2, 0xDF)}{rest}|{some(0xE0, 0xEF)}{rest}{{2}}|{some(0xF0, 0xF4)}{rest}{{3}})+"
    return table, re.compile(pattern)


@cache
def _ends() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that a UTF-8 sequence can begin with in any code page, and those that it can go on with."""
    items = [item for page in _LATIN_PAGES + _SCRIPT_PAGES for item in _page(page)[0].items()]
    leads = frozenset(character for character, byte in items if 0xC2 <= byte <= 0xF4)
    return leads, frozenset(character for character, byte in items if byte <= 0xBF)
