"""The small rules of date phrases: numbers, names of months and weekdays, units of the calendar.

Each takes the tokens and a position, and gives what it read with the position after it, or None.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language.dates.forms import DateExpression, Unit
from geomap.language.dates.words import (
    APOSTROPHES,
    COUNTED,
    COUNTS,
    DASHES,
    FUNCTION_WORDS,
    MONTHS,
    PARTS,
    PLAIN_MONTHS,
    PLURALS,
    SHORT,
    TURNS,
    UNITS,
    WEEKDAYS,
    Token,
)

type Tokens = Sequence[Token]
type Hit = tuple[DateExpression, int] | None

FIRST_YEAR, LAST_YEAR = 1800, 2199
_ORDINAL_ENDS = ("st", "nd", "rd", "th")
RUN = 8
"""Most days that one phrase names one by one."""


def low(ts: Tokens, i: int) -> str:
    """The token in small letters, '' beyond either end."""
    return ts[i].low if 0 <= i < len(ts) else ""


def glued(ts: Tokens, i: int) -> str:
    """The token in small letters if it is glued to the one before, else ''."""
    return ts[i].low if 0 <= i < len(ts) and ts[i].glued else ""


def possessive(ts: Tokens, i: int) -> bool:
    """Whether an apostrophe and an s stand at `i`."""
    return glued(ts, i) in APOSTROPHES and glued(ts, i + 1) == "s"


def clean_number(ts: Tokens, i: int) -> bool:
    """Whether a number stands for itself: no part of an amount, a time of day, a code or a word."""
    return 0 <= i < len(ts) and ts[i].kind == "number" and _clean_before(ts, i) and _clean_after(ts, i)


def _clean_before(ts: Tokens, i: int) -> bool:
    if i == 0 or not ts[i].glued:
        return True
    before = ts[i - 1]
    if before.low == "*":  # '**21–23 May**' is in bold, '3*21' a product
        first = next(k for k in range(i - 1, -1, -1) if k == 0 or ts[k - 1].low != "*")
        return first == 0 or not ts[first].glued or ts[first - 1].kind not in ("word", "number")
    if before.kind in ("word", "number", "address") or before.low in "$€£¥₹#@_/\\:+%&=~^":
        return False
    beyond = ts[i - 2].kind if before.glued and i > 1 else ""
    if before.low in ".,'’" and beyond == "number":
        return _opens_year(ts, i)
    if before.low in DASHES and beyond == "word":
        ordinal = low(ts, i - 2) in _ORDINAL_ENDS and ts[i - 2].glued and low(ts, i - 3).isdigit()
        return ordinal or _date_word(ts, i - 2) or low(ts, i - 2) in PARTS
    return True


def _clean_after(ts: Tokens, i: int) -> bool:
    after = glued(ts, i + 1)
    if not after:
        return True
    if ts[i + 1].kind in ("word", "number"):
        return after in _ORDINAL_ENDS and not glued(ts, i + 2).isalnum()
    if after == "*":
        return not glued(ts, i + 2).isalnum()
    if after in "%°$€£¥/\\_+=&@^":
        return False
    return not (after in ".,:" and glued(ts, i + 2).isdigit() and not _opens_year(ts, i + 2))


def day_number(ts: Tokens, i: int) -> tuple[int, int, bool] | None:
    """A day of the month, and whether it is an ordinal: '24', '24th'."""
    if not clean_number(ts, i) or len(ts[i].low) > 2 or not 1 <= int(ts[i].low) <= 31:
        return None
    ordinal = glued(ts, i + 1) in _ORDINAL_ENDS
    return int(ts[i].low), i + 1 + ordinal, ordinal


def ordinal_number(ts: Tokens, i: int) -> bool:
    """Whether a day of the month stands there as an ordinal."""
    number = day_number(ts, i)
    return number is not None and number[2]


def year_number(ts: Tokens, i: int) -> tuple[int, int] | None:
    """A year in four digits that counts nothing: not '2000 troops', not '1990s'."""
    if not clean_number(ts, i) or len(ts[i].low) != 4 or glued(ts, i + 1) in _ORDINAL_ENDS:
        return None
    if glued(ts, i + 1) in DASHES and glued(ts, i + 2).isdigit() and len(ts[i + 2].low) != 4:
        return None
    year = int(ts[i].low)
    if not FIRST_YEAR <= year <= LAST_YEAR or low(ts, i + 1) in COUNTED:
        return None
    return year, i + 1


def month_name(ts: Tokens, i: int, *, any_case: bool = False) -> tuple[int, int, bool] | None:
    """A month, and whether it is an abbreviation without a full stop."""
    if not _date_word(ts, i) or low(ts, i) not in MONTHS:
        return None
    token = ts[i]
    if not (token.text[0].isupper() or token.low in PLAIN_MONTHS or any_case):
        return None
    short = token.low in SHORT
    dotted = short and glued(ts, i + 1) == "."
    return MONTHS[token.low], i + 1 + dotted, short and not dotted


def weekday_name(ts: Tokens, i: int) -> tuple[int, int, bool] | None:
    """A day of the week, and whether it is an abbreviation."""
    if not _date_word(ts, i) or low(ts, i) not in WEEKDAYS:
        return None
    short = ts[i].low in SHORT
    if short and not ts[i].text[0].isupper():
        return None
    return WEEKDAYS[ts[i].low], i + 1 + (short and glued(ts, i + 1) == "."), short


def unit(ts: Tokens, i: int) -> tuple[Unit, int, int, bool] | None:
    """A unit of the calendar, how many of it the word means, where it ends, and whether it is a plural."""
    word = low(ts, i)
    if word in UNITS:
        return *UNITS[word], i + 1, False
    if word in PLURALS:
        return *PLURALS[word], i + 1, True
    return None


def count(ts: Tokens, i: int) -> tuple[int | None, int] | None:
    """How many: '3', 'three', 'a', 'a couple of'; None for 'a few' and 'several'."""
    word = low(ts, i)
    if word in ("a", "an"):
        if low(ts, i + 1) == "couple":
            return 2, i + 2 + (low(ts, i + 2) == "of")
        return (None, i + 2) if low(ts, i + 1) == "few" else (1, i + 1)
    if word in ("few", "several", "many"):
        return None, i + 1
    if word in COUNTS:
        return COUNTS[word], i + 1
    if clean_number(ts, i) and len(word) <= 3 and glued(ts, i + 1) not in _ORDINAL_ENDS:
        return int(word), i + 1
    return None


def year_turn(ts: Tokens, i: int) -> tuple[int, int] | None:
    """'last year', 'of this year', 'of the past year': how many years away."""
    i += low(ts, i) == "of"
    i += low(ts, i) == "the" and low(ts, i - 1) == "of"
    if low(ts, i) in TURNS and low(ts, i + 1) == "year":
        return TURNS[low(ts, i)][0], i + 2
    return None


def tail_year(ts: Tokens, i: int) -> tuple[int | None, int | None, int]:
    """The year behind a day or a month: its number, or how many years away, and the end of it."""
    k = i + (low(ts, i) in (",", "of"))
    if year := year_number(ts, k):
        return year[0], None, year[1]
    if turn := year_turn(ts, i):
        return None, *turn
    return None, None, i


def ends_clean(ts: Tokens, i: int, *, words: bool = True) -> bool:
    """Whether a number that ends before `i` counts nothing: no noun follows."""
    return i >= len(ts) or ts[i].kind in ("mark", "break") or (words and ts[i].low in FUNCTION_WORDS)


def _opens_year(ts: Tokens, i: int) -> bool:
    """Whether the number at `i` can be the year in 'May 24,2022'."""
    return low(ts, i - 1) == "," and len(ts[i].low) == 4 and ts[i].low[:2] in ("18", "19", "20", "21")


def _date_word(ts: Tokens, i: int) -> bool:
    """Whether a word with the name of a month or a day stands alone, not inside a code or an address."""
    if not 0 <= i < len(ts) or ts[i].kind != "word" or ts[i].low not in _NAMES:
        return False
    if ts[i].glued and i and (ts[i - 1].kind in ("word", "number") or ts[i - 1].low in "_@/\\&+="):
        return False
    return not (
        i + 1 < len(ts) and ts[i + 1].glued and (ts[i + 1].kind == "number" or ts[i + 1].low in "_@\\=+")
    )


_NAMES = frozenset((*MONTHS, *WEEKDAYS))
