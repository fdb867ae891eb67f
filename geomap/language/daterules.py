"""The small rules of date phrases: numbers, names, and the days of the calendar.

Each takes the tokens and a position, and gives what it read with the position after it, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from geomap.language.dateforms import DateExpression, Day, Either, Listing, Range, Unit
from geomap.language.datewords import (
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
    UNTIL,
    WEEKDAYS,
    Token,
)

type Tokens = Sequence[Token]
type Hit = tuple[DateExpression, int] | None

FIRST_YEAR, LAST_YEAR = 1800, 2199
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
    if before.kind in ("word", "number", "address") or before.low in "$€£¥₹#@_/\\:+%&=~*^":
        return False
    beyond = ts[i - 2].kind if before.glued and i > 1 else ""
    if before.low in ".,'’" and beyond == "number":
        return _opens_year(ts, i)
    if before.low in DASHES and beyond == "word":
        return _date_word(ts, i - 2) or low(ts, i - 2) in PARTS
    return True


def _clean_after(ts: Tokens, i: int) -> bool:
    after = glued(ts, i + 1)
    if not after:
        return True
    if ts[i + 1].kind in ("word", "number"):
        return after in ("st", "nd", "rd", "th") and not glued(ts, i + 2).isalnum()
    if after in "%°$€£¥/\\_+=&@*^":
        return False
    return not (after in ".,:" and glued(ts, i + 2).isdigit() and not _opens_year(ts, i + 2))


def day_number(ts: Tokens, i: int) -> tuple[int, int, bool] | None:
    """A day of the month, and whether it is an ordinal: '24', '24th'."""
    if not clean_number(ts, i) or len(ts[i].low) > 2 or not 1 <= int(ts[i].low) <= 31:
        return None
    ordinal = glued(ts, i + 1) in ("st", "nd", "rd", "th")
    return int(ts[i].low), i + 1 + ordinal, ordinal


def _ordinal(ts: Tokens, i: int) -> bool:
    number = day_number(ts, i)
    return number is not None and number[2]


def year_number(ts: Tokens, i: int) -> tuple[int, int] | None:
    """A year in four digits that counts nothing: not '2000 troops', not '1990s'."""
    if not clean_number(ts, i) or len(ts[i].low) != 4 or glued(ts, i + 1) in ("st", "nd", "rd", "th"):
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
    if clean_number(ts, i) and len(word) <= 3 and glued(ts, i + 1) not in ("st", "nd", "rd", "th"):
        return int(word), i + 1
    return None


def year_turn(ts: Tokens, i: int) -> tuple[int, int] | None:
    """'last year', 'of this year', 'next year': how many years away."""
    i += low(ts, i) == "of"
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


def calendar_day(ts: Tokens, i: int) -> Hit:
    """A day of the calendar with or without its weekday: 'Tuesday (Feb. 28)', '24 May 2022', 'the 24th'."""
    if lead := weekday_name(ts, i):
        weekday, k, _ = lead
        bracket = low(ts, k) == "("
        k += low(ts, k) in ("(", ",")
        k += low(ts, k) == "the"
        if (hit := _dated(ts, k)) and (not bracket or low(ts, hit[1]) == ")"):
            return _on(hit[0], weekday), hit[1] + bracket
        number = None if bracket else day_number(ts, k)
        alone = number and number[1] == i + 2 and ends_clean(ts, number[1], words=False)
        if number and (number[2] or (alone and low(ts, number[1]) not in DASHES)):
            return Day(day=number[0], weekday=weekday), number[1]
        return None
    the = low(ts, i) == "the"
    hit = None if the and not _ordinal(ts, i + 1) else _dated(ts, i + the)
    if hit is None:
        number = day_number(ts, i + the)
        return _bare_day(ts, number[0], number[1]) if the and number and number[2] else None
    day, k = hit
    if low(ts, k) in ("(", ","):
        name = weekday_name(ts, k + 1 + (low(ts, k + 1) == "a"))
        if name and not name[2] and (low(ts, k) == "," or low(ts, name[1]) == ")"):
            return _on(day, name[0]), name[1] + (low(ts, k) == "(")
    return day, k


def shared_month(ts: Tokens, i: int, *, between: bool = False) -> Hit:
    """Several days of one month: '24-27 May 2022', 'May 24 to 27', '24, 25 and 27 May'."""
    if name := month_name(ts, i):
        run = _day_run(ts, name[1])
        while run and (run[-1].joint == "," or not run[-1].firm or month_name(ts, run[-1].end)):
            run.pop()
        if len(run) < 2:
            return None
        month, k = name[0], run[-1].end
    else:
        run = _day_run(ts, i)
        if len(run) < 2 or (low(ts, i) == "the" and not _ordinal(ts, i + 1)):
            return None
        k = run[-1].end + (low(ts, run[-1].end) == "of")
        name = month_name(ts, k, any_case=year_number(ts, k + 1) is not None)
        if name is None:
            return None
        month, k = name[0], name[1]
    year, shift, k = tail_year(ts, k)
    if between and len(run) == 2 and run[1].joint == "and":
        run[1] = run[1]._replace(joint="to")
    items: list[Day | Range] = []
    for n, step in enumerate(run):
        day = build_day(step.day, month, year, shift)
        if day is None:
            return None
        if step.joint != "to":
            items.append(day)
        elif isinstance(items[-1], Day) and run[n - 1].day < step.day:
            items[-1] = Range(first=items[-1], last=day, between=between)
        else:
            return None
    if len(items) == 1:
        return items[0], k
    return Listing(items=tuple(items), either=run[-1].joint == "or"), k


def build_day(day: int, month: int | None, year: int | None, shift: int | None = None) -> Day | None:
    """The day, or None where the calendar has none such."""
    try:
        return Day(day=day, month=month, year=year, year_shift=shift)
    except ValueError:
        return None


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


def _dated(ts: Tokens, i: int) -> tuple[Day | Either, int] | None:
    """A day with its month, without any weekday."""
    if i < len(ts) and ts[i].kind == "date":
        day = _numeric(ts[i].text)
        return (day, i + 1) if day else None
    if number := day_number(ts, i):
        k = number[1] + (low(ts, number[1]) == "of")
        if glued(ts, k) in DASHES and glued(ts, k + 2) in DASHES and year_number(ts, k + 3):
            return _dashed(ts, number[0], k)
        name = month_name(ts, k, any_case=year_number(ts, k + 1) is not None)
        if name is None:
            return None
        day_of_month, k = number[0], name[1]
    elif name := month_name(ts, i):
        number = day_number(ts, name[1] + (low(ts, name[1]) == "the"))
        if number is None:
            return None
        day_of_month, k = number[0], number[1]
    else:
        return None
    year, shift, k = tail_year(ts, k)
    day = build_day(day_of_month, name[0], year, shift)
    return (day, k) if day else None


def _dashed(ts: Tokens, day: int, i: int) -> tuple[Day, int] | None:
    """'28-Feb-2023', from its first dash on."""
    name, year = month_name(ts, i + 1), year_number(ts, i + 3)
    found = build_day(day, name[0], year[0]) if name and year else None
    return (found, i + 4) if found else None


def _numeric(text: str) -> Day | Either | None:
    """'2022-05-24', '24.05.2022' (day first, as wherever points are written), '05/24/2022'."""
    mark = next(letter for letter in text if not letter.isdigit())
    a, b, c = (int(number) for number in text.split(mark))
    readings = [(c, b, a)] if a > 31 else [(a, b, c)] if mark == "." else [(a, b, c), (b, a, c)]
    days: list[Day] = []
    for day, month, year in readings:
        if not (1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
            continue
        reading = build_day(day, month, year)
        if reading and reading not in days:
            days.append(reading)
    if len(days) == 2:
        return Either(days=(days[0], days[1]))
    return days[0] if days else None


def _on(day: DateExpression, weekday: int) -> DateExpression:
    if isinstance(day, Day):
        return replace(day, weekday=weekday)
    if isinstance(day, Either):
        return Either(days=(replace(day.days[0], weekday=weekday), replace(day.days[1], weekday=weekday)))
    return day


def _bare_day(ts: Tokens, day: int, i: int) -> Hit:
    """'the 24th', 'the 24th of this month'."""
    k = i + (low(ts, i) == "of")
    if k > i and low(ts, k) in TURNS and low(ts, k + 1) == "month":
        return Day(day=day, month_shift=TURNS[low(ts, k)][0]), k + 2
    return Day(day=day), i


class _Step(NamedTuple):
    """One day of a run: what joins it to the one before, its end, and whether it surely counts no things."""

    day: int
    joint: str
    end: int
    firm: bool


def _day_run(ts: Tokens, i: int) -> list[_Step]:
    """Days of the month joined by dashes, commas and words."""
    run: list[_Step] = []
    joint, tight, k = "", True, i
    for _ in range(RUN):
        number = day_number(ts, k + (low(ts, k) == "the"))
        if number is None:
            break
        day, end, ordinal = number
        run.append(_Step(day, joint, end, tight or ordinal or ends_clean(ts, end)))
        word = low(ts, end)
        if word in UNTIL or word in DASHES:
            joint, tight, k = "to", word in UNTIL or ts[end].glued, end + 1
        elif word in ("and", "&", "or"):
            joint, tight, k = "or" if word == "or" else "and", False, end + 1
        elif word == "," and low(ts, end + 1) in ("and", "or"):
            joint, tight, k = low(ts, end + 1), False, end + 2
        elif word == ",":
            joint, tight, k = ",", False, end + 1
        else:
            break
    return run
