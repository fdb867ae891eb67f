"""Days of the calendar, alone or several of one month: 'Tuesday (Feb. 28)', '24-27 May 2022'."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from geomap.language.dates.forms import DateExpression, Day, Either, Listing, Range
from geomap.language.dates.numbers import build_day, numbered_range, numeric_day
from geomap.language.dates.rules import (
    RUN,
    Hit,
    Tokens,
    day_number,
    ends_clean,
    glued,
    low,
    month_name,
    ordinal_number,
    tail_year,
    weekday_name,
    year_number,
)
from geomap.language.dates.words import (
    DASHES,
    DAY_PARTS,
    FRENCH_MONTHS,
    FRENCH_WEEKDAYS,
    ORDINAL_DAYS,
    TURNS,
    UNTIL,
)


def calendar_day(ts: Tokens, i: int) -> Hit:
    """A day of the calendar with or without its weekday: 'Tuesday (Feb. 28)', '24 May 2022', 'the 24th'.

    The time of day may stand between them: 'Tuesday evening, 28 February'.
    """
    if low(ts, i) in FRENCH_WEEKDAYS:
        return _french_day(ts, i)
    if lead := weekday_name(ts, i):
        weekday, k, _ = lead
        if low(ts, k) in DAY_PARTS:
            k += 1
            if not _dated(ts, k + (low(ts, k) in ("(", ","))):
                return None
        bracket = low(ts, k) == "("
        k += low(ts, k) in ("(", ",")
        k += low(ts, k) == "the"
        if (hit := _dated(ts, k)) and (not bracket or low(ts, hit[1]) == ")"):
            return _on(hit[0], weekday), hit[1] + bracket
        number = None if bracket else day_number(ts, k)
        if number:
            bare, end = _bare_day(ts, number[0], number[1])
            alone = k == lead[1] and (end > number[1] or _ends_day_of_week(ts, end))
            if number[2] or alone:
                return replace(bare, weekday=weekday), end
        return None
    the = low(ts, i) == "the"
    if low(ts, i + the) in TURNS and (hit := _dated(ts, i + the + 1)):
        return hit  # 'next June 3', 'the past 3 May': the nearest such day
    if special := numbered_range(ts, i) or (_spelled(ts, i + 1) if the else None):
        return special
    hit = None if the and not ordinal_number(ts, i + 1) else _dated(ts, i + the)
    if hit is None:
        number = day_number(ts, i + the)
        return _bare_day(ts, number[0], number[1]) if the and number and number[2] else None
    day, k = hit
    if low(ts, k) in ("(", ","):
        name = weekday_name(ts, k + 1 + (low(ts, k + 1) == "a"))
        if name and not name[2] and (low(ts, k) == "," or low(ts, name[1]) == ")"):
            return _on(day, name[0]), name[1] + (low(ts, k) == "(")
    return day, k


def _french_day(ts: Tokens, i: int) -> Hit:
    """'Lundi 18 février 2019', written out in full."""
    number = day_number(ts, i + 1)
    month = FRENCH_MONTHS.get(low(ts, number[1])) if number else None
    year = year_number(ts, number[1] + 1) if number else None
    if number is None or month is None or year is None:
        return None
    day = Day(day=number[0], month=month, year=year[0], weekday=FRENCH_WEEKDAYS[low(ts, i)])
    return day, year[1]


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
        if len(run) < 2 or (low(ts, i) == "the" and not ordinal_number(ts, i + 1)):
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


def bracketed_days(ts: Tokens, i: int, before: DateExpression) -> Hit:
    """'(17-18)', '(19)' behind 'Fiji (15-16 May)': days of the month told in brackets before."""
    while isinstance(before, Range | Listing):
        before = before.last if isinstance(before, Range) else before.items[-1]
    run = _day_run(ts, i + 1)
    if not isinstance(before, Day) or before.month is None or not 1 <= len(run) <= 2:
        return None
    if low(ts, run[-1].end) != ")" or (len(run) == 2 and run[1].joint == "or"):
        return None
    days = [build_day(step.day, before.month, before.year, before.year_shift) for step in run]
    if days[0] is None or days[-1] is None or not before.day <= days[0].day <= days[-1].day:
        return None
    return (days[0] if len(days) == 1 else Range(first=days[0], last=days[-1])), run[-1].end


def _dated(ts: Tokens, i: int) -> tuple[Day | Either, int] | None:
    """A day with its month, without any weekday."""
    if i < len(ts) and ts[i].kind == "date":
        day = numeric_day(ts[i].text)
        return (day, i + 1) if day else None
    if number := day_number(ts, i):
        k = number[1] + (low(ts, number[1]) == "of")
        if glued(ts, k) == "." and (name := month_name(ts, k + 1)):
            led = low(ts, i - 1) in ("on", "from", "since", "until", "to", "by")
            k += led or year_number(ts, name[1]) is not None  # '7. June 2021'
        if glued(ts, k) in DASHES and glued(ts, k + 2) in DASHES and year_number(ts, k + 3):
            return _dashed(ts, number[0], k)
        name = month_name(ts, k, any_case=year_number(ts, k + 1) is not None)
        if name is None:
            return None
        day_of_month, k = number[0], name[1]
    elif name := month_name(ts, i):
        k = name[1] + (low(ts, name[1]) == "the")
        if number := day_number(ts, k):
            day_of_month, k = number[0], number[1]
        elif k > name[1] and (spelled := _ordinal_day(ts, k)):
            day_of_month, k = spelled
        else:
            return None
    else:
        return None
    year, shift, k = tail_year(ts, k)
    day = build_day(day_of_month, name[0], year, shift)
    return (day, k) if day else None


def _spelled(ts: Tokens, i: int) -> tuple[Day, int] | None:
    """'the fifth of January 2015', 'the twenty-first of May', 'the tenth of this month'."""
    ordinal = _ordinal_day(ts, i)
    if ordinal is None or low(ts, ordinal[1]) != "of":
        return None
    day, k = ordinal
    name = month_name(ts, k + 1)
    if name is None:
        hit = _bare_day(ts, day, k)
        return hit if hit[1] > k else None
    year, shift, end = tail_year(ts, name[1])
    found = build_day(day, name[0], year, shift)
    return (found, end) if found else None


def _ordinal_day(ts: Tokens, i: int) -> tuple[int, int] | None:
    """'fifth', 'twenty-first'."""
    tens = {"twenty": 20, "thirty": 30}.get(low(ts, i), 0)
    k = i + (tens and 1 + (low(ts, i + 1) in DASHES))
    day = tens + ORDINAL_DAYS.get(low(ts, k), 0)
    return (day, k + 1) if day > tens and day <= 31 else None


def _dashed(ts: Tokens, day: int, i: int) -> tuple[Day, int] | None:
    """'28-Feb-2023', from its first dash on."""
    name, year = month_name(ts, i + 1), year_number(ts, i + 3)
    found = build_day(day, name[0], year[0]) if name and year else None
    return (found, i + 4) if found else None


def _on(day: DateExpression, weekday: int) -> DateExpression:
    if isinstance(day, Day):
        return replace(day, weekday=weekday)
    if isinstance(day, Either):
        return Either(days=(replace(day.days[0], weekday=weekday), replace(day.days[1], weekday=weekday)))
    return day


def _ends_day_of_week(ts: Tokens, i: int) -> bool:
    """Whether 'Tuesday 15' ends there: nothing is counted, and no other number is joined to it."""
    if low(ts, i) in DASHES and weekday_name(ts, i + 1):
        return True  # 'Mon 6 – Tue 7 March'
    joint = low(ts, i) in ("and", "to", "or", "through", "until")
    if joint and not weekday_name(ts, i + 1):
        return low(ts, i) in ("and", "to") and i + 1 < len(ts) and ts[i + 1].kind == "word"
    return ends_clean(ts, i) and low(ts, i) not in ("of", *DASHES)


def _bare_day(ts: Tokens, day: int, i: int) -> tuple[Day, int]:
    """'the 24th', 'the 24th of this month', 'of the current month'."""
    k = i + (low(ts, i) == "of")
    k += k > i and low(ts, k) == "the"
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
        if glued(ts, end) == "." and (low(ts, end + 1) in DASHES or (run and month_name(ts, end + 1))):
            end += 1  # '7.-9. June'
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
