"""Phrases for one day, week, month, season, year or length of time."""

from __future__ import annotations

from dataclasses import replace
from typing import cast, get_args

from geomap.language.dates.days import calendar_day, shared_month
from geomap.language.dates.forms import (
    Day,
    Either,
    Month,
    Part,
    Range,
    Relative,
    Same,
    Season,
    Turn,
    Weekday,
    WeekOf,
    Year,
)
from geomap.language.dates.rules import (
    Hit,
    Tokens,
    clean_number,
    ends_clean,
    glued,
    low,
    month_name,
    tail_year,
    unit,
    weekday_name,
    year_number,
)
from geomap.language.dates.units import counted_phrase, unit_phrase
from geomap.language.dates.words import (
    APOSTROPHES,
    DASHES,
    DAY_PARTS,
    EVENT_TURNS,
    HOLIDAYS,
    NEAR_DAYS,
    ORDINALS,
    PARTS,
    SEASONS,
    TURNS,
)


def single(ts: Tokens, i: int) -> Hit:
    """One date, relative day, stretch or duration, with the time of day that belongs to it."""
    if low(ts, i) == "the" and low(ts, i + 1) in DAY_PARTS and low(ts, i + 2) == "of":
        return calendar_day(ts, i + 3) or _plain_weekday(ts, i + 3)  # 'from the evening of June 11'
    for rule in _RULES:
        if hit := rule(ts, i):
            expression, k = hit
            if isinstance(expression, Day | Either | Weekday | Same) or (
                isinstance(expression, Relative) and expression.unit == "day"
            ):
                k = _time_of_day(ts, k)
                told = isinstance(expression, Relative) and expression.base == "event" and low(ts, k) == ","
                if told and (named := calendar_day(ts, k + 1)):
                    return named  # 'the following morning, Wednesday, 23 June'
            return expression, k
    return None


def _time_of_day(ts: Tokens, i: int) -> int:
    """Past 'morning', 'in the evening', 'at noon'."""
    k = i
    if low(ts, k) in ("in", "at"):
        k += 1 + (low(ts, k + 1) == "the")
    elif low(ts, k) in ("early", "late"):
        k += 1
    return k + 1 if low(ts, k) in DAY_PARTS else i


def _near_day(ts: Tokens, i: int) -> Hit:
    """'today', 'tomorrow Tuesday', 'last night', 'the day before yesterday', 'today (28 Feb.)'."""
    if low(ts, i) == "the" and low(ts, i + 1) == "day" and low(ts, i + 3) in ("yesterday", "tomorrow"):
        step = {"before": -1, "after": 1}.get(low(ts, i + 2))
        return (Relative(unit="day", shift=step + NEAR_DAYS[low(ts, i + 3)]), i + 4) if step else None
    words = low(ts, i), low(ts, i + 1)
    if words[0] in NEAR_DAYS:
        day, k = Relative(unit="day", shift=NEAR_DAYS[words[0]]), i + 1
    elif words[0] == "this" and words[1] in DAY_PARTS:
        day, k = Relative(unit="day"), i + 2
    elif words in (("last", "night"), ("last", "evening")):
        day, k = Relative(unit="day", shift=-1), i + 2
    else:
        return None
    k = _time_of_day(ts, k)
    mark = low(ts, k)
    if (bare := _plain_weekday(ts, k)) and low(ts, i) in NEAR_DAYS:
        return Same(items=(day, bare[0])), bare[1]
    if mark in ("(", ","):
        named = calendar_day(ts, k + 1) or _plain_weekday(ts, k + 1)
        if named and (mark == "," or low(ts, named[1]) == ")"):
            return Same(items=(day, named[0])), named[1] + (mark == "(")
    return day, k


def _plain_weekday(ts: Tokens, i: int) -> Hit:
    """'Tuesday'; an abbreviation is a day where it labels a line: 'Wed: Talks in Suva'."""
    name = weekday_name(ts, i)
    labels = name is not None and low(ts, name[1]) == ":" and (i == 0 or low(ts, i - 1) != "the")
    return (Weekday(weekday=name[0]), name[1]) if name and (labels or not name[2]) else None


def _week_of(ts: Tokens, i: int) -> Hit:
    """'the week of 24 May', 'the week beginning May 23'."""
    i += low(ts, i) == "the"
    if low(ts, i) == "weekend" and low(ts, i + 1) == "of":
        return shared_month(ts, i + 2)  # 'the weekend of 20-21 February'
    if low(ts, i) != "week" or low(ts, i + 1) not in ("of", "beginning", "commencing", "starting"):
        return None
    hit = calendar_day(ts, i + 2)
    return (WeekOf(day=hit[0]), hit[1]) if hit and isinstance(hit[0], Day) else None


def _weekday(ts: Tokens, i: int) -> Hit:
    """'Tuesday', 'last Tuesday', 'this coming Friday', 'Tuesday next week', 'the following Tuesday'."""
    the = low(ts, i) == "the"
    k = i + the
    turn: Turn | None = None
    event = the and low(ts, k) in EVENT_TURNS
    if event:
        turn, k = EVENT_TURNS[low(ts, k)][1], k + 1
    elif low(ts, k) in TURNS:
        turn, k = TURNS[low(ts, k)][1], k + 1
        if turn == "this" and low(ts, k) in ("coming", "past"):
            turn, k = TURNS[low(ts, k)][1], k + 1
        if turn == "next" and low(ts, k - 1) != "next":
            turn = None
    elif the:
        name = weekday_name(ts, k)
        side = low(ts, name[1]) if name and ends_clean(ts, name[1] + 1, words=False) else ""
        if name is None or side not in ("before", "after"):
            return None
        turn = "last" if side == "before" else "next"
        return Weekday(weekday=name[0], turn=turn, base="event"), name[1] + 1
    if turn and (dated := calendar_day(ts, k)) and isinstance(dated[0], Day) and dated[0].month:
        return dated  # 'last Monday, June 1'
    hit = _plain_weekday(ts, k)
    if hit is None:
        return None
    day, k = cast("Weekday", hit[0]), _time_of_day(ts, hit[1])
    if turn is None and not the and low(ts, k) == "last" and ends_clean(ts, k + 1):
        return replace(day, turn="last"), k + 1
    of = low(ts, k) == "of"
    if turn is None and low(ts, k + of) in TURNS and low(ts, k + of + 1) == "week":
        return replace(day, week_shift=TURNS[low(ts, k + of)][0]), k + of + 2
    return replace(day, turn=turn, base="event" if event else "report"), k


def _part(ts: Tokens, i: int) -> Hit:
    """'mid-May', 'early next month', 'the end of 2020', 'the first week of June', 'later on Tuesday'."""
    named = _ordinal_part(ts, i) or _named_part(ts, i)
    if named is None:
        return _quarter(ts, i)
    part, k, loose = named
    if low(ts, k) in ("to", "or") and low(ts, k + 1) in PARTS:
        end = _part(ts, k + 1)
        if end and isinstance(end[0], Month | Year):
            return Range(first=replace(end[0], part=part), last=end[0]), end[1]
        return None
    if low(ts, k) == "the" and (what := unit(ts, k + 1)) and not what[3] and what[0] != "weekend":
        if what[0] == "day":
            return (Relative(unit="day", base="event"), what[2]) if part in ("earlier", "later") else None
        return Relative(unit=what[0], part=part), what[2]
    hit = _month(ts, k) or _season(ts, k) or _year(ts, k) or unit_phrase(ts, k)
    if hit and isinstance(hit[0], Month | Season | Year | Relative) and not getattr(hit[0], "part", None):
        if isinstance(hit[0], Relative) and (hit[0].unit in ("day", "weekend") or hit[0].base == "event"):
            return None
        if "week" in part and not isinstance(hit[0], Month) and getattr(hit[0], "unit", "") != "month":
            return None
        return replace(hit[0], part=part), hit[1]
    if loose:
        return calendar_day(ts, k) or _near_day(ts, k) or _weekday(ts, k)
    return None


def _named_part(ts: Tokens, i: int) -> tuple[Part, int, bool] | None:
    the = low(ts, i) == "the"
    word = low(ts, i + the)
    if word not in PARTS:
        return None
    k = i + the + 1
    loose = word in ("early", "earlier", "late", "later") and not the
    if low(ts, k) in DASHES and ts[k].glued:
        return PARTS[word], k + 1, False
    if word in ("beginning", "start", "end", "middle"):
        return (PARTS[word], k + 1, False) if low(ts, k) == "of" else None
    if loose and low(ts, k) in ("in", "on"):
        return PARTS[word], k + 1, True
    return PARTS[word], k, loose


def _ordinal_part(ts: Tokens, i: int) -> tuple[Part, int, bool] | None:
    """'the first half of', 'the second quarter of', 'the last week of', 'the first days of', 'Q1'."""
    if low(ts, i) == "q" and glued(ts, i + 1) in ("1", "2", "3", "4"):
        return cast("Part", f"quarter {low(ts, i + 1)}"), i + 2 + (low(ts, i + 2) == "of"), False
    k = i + (low(ts, i) == "the")
    word, size = low(ts, k), 1
    if clean_number(ts, k):
        word, size = word + glued(ts, k + 1), 2
    what = low(ts, k + size)
    if word in ("first", "last", "final") and what in (
        "two",
        "three",
        "ten",
        "fifteen",
        "2",
        "3",
        "10",
        "15",
    ):
        if low(ts, k + size + 1) != "days" or low(ts, k + size + 2) != "of":
            return None
        long = what in ("fifteen", "15")
        part: Part = ("half 1" if long else "start") if word == "first" else "half 2" if long else "end"
        return part, k + size + 3, False
    if what == "fortnight" and word in ("first", "second", "last") and low(ts, k + size + 1) == "of":
        return "half 1" if word == "first" else "half 2", k + size + 2, False
    if word not in ORDINALS and word not in ("last", "final", "opening"):
        return None
    end = k + size + 2
    if low(ts, end - 1) != "of":
        if what not in ("half", "quarter") or not year_number(ts, end - 1):
            return None
        end -= 1
    if what == "days" and word in ("first", "opening", "last", "final"):
        return ("start" if word in ("first", "opening") else "end"), end, False
    if word in ("last", "final") and what == "week":
        return "last week", end, False
    named = f"{what} {ORDINALS.get(word, 0)}"
    return (cast("Part", named), end, False) if named in get_args(Part.__value__) else None


def _quarter(ts: Tokens, i: int) -> Hit:
    """'the first quarter', of the year of publication."""
    if low(ts, i) == "the" and low(ts, i + 1) in ORDINALS and low(ts, i + 2) == "quarter":
        part = cast("Part", f"quarter {ORDINALS[low(ts, i + 1)]}")
        return (Relative(unit="year", part=part), i + 3) if low(ts, i + 3) not in ("of", "-") else None
    return None


def _month(ts: Tokens, i: int) -> Hit:
    """'May', 'September 2022', 'last September', 'May next year'."""
    turn: Turn | None = None
    k = i
    if low(ts, k) in TURNS:
        turn, k = TURNS[low(ts, k)][1], k + 1
        if turn == "this" and low(ts, k) in ("coming", "past"):
            turn, k = TURNS[low(ts, k)][1], k + 1
    name = month_name(ts, k)
    if name is None:
        return None
    month, k, short = name
    year, shift, end = tail_year(ts, k)
    if turn:
        return (Month(month=month, turn=turn), k) if not short else None
    if short and year is None and shift is None:
        return None
    return Month(month=month, year=year, year_shift=shift), end


def _season(ts: Tokens, i: int) -> Hit:
    """'spring 2021', 'the summer of 2020', 'last autumn'."""
    k = i + (low(ts, i) == "the")
    turn: Turn | None = None
    if low(ts, k) in TURNS:
        turn, k = TURNS[low(ts, k)][1], k + 1
    word = low(ts, k)
    if word not in SEASONS:
        return None
    year, shift, end = tail_year(ts, k + 1)
    season = Season(season=SEASONS[word], year=None if turn else year, turn=turn)
    return (season, k + 1) if turn else (replace(season, year_shift=shift), end)


def _holiday(ts: Tokens, i: int) -> Hit:
    """Feasts with a fixed day: 'New Year's Eve', 'May Day'."""
    if low(ts, i) not in _FEASTS or not ts[i].text[0].isupper():
        return None
    for words, (month, day) in HOLIDAYS.items():
        found = tuple("'" if low(ts, i + n) in APOSTROPHES else low(ts, i + n) for n in range(len(words)))
        if found == words:
            year, shift, k = tail_year(ts, i + len(words))
            return Day(day=day, month=month, year=year, year_shift=shift), k
    return None


_FEASTS = frozenset(words[0] for words in HOLIDAYS)


def _year(ts: Tokens, i: int) -> Hit:
    """'2020', 'the year 2020'."""
    k = i + (low(ts, i) == "the")
    k += low(ts, k) == "year"
    if low(ts, k - 1) == "the" and k > i:
        return None
    year = year_number(ts, k)
    return (Year(year=year[0]), year[1]) if year else None


_RULES = (
    _holiday,
    calendar_day,
    _near_day,
    _week_of,
    _weekday,
    _part,
    unit_phrase,
    counted_phrase,
    _month,
    _season,
    _year,
)
"""In the order in which they are tried."""
