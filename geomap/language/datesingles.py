"""Phrases for one day, week, month, season, year or length of time."""

from __future__ import annotations

from dataclasses import replace
from typing import cast, get_args

from geomap.language.dateforms import (
    DateExpression,
    Day,
    Duration,
    Either,
    Month,
    Part,
    Relative,
    Same,
    Season,
    Stretch,
    Turn,
    Weekday,
    WeekOf,
    Year,
)
from geomap.language.daterules import (
    Hit,
    Tokens,
    calendar_day,
    clean_number,
    count,
    glued,
    low,
    month_name,
    tail_year,
    unit,
    weekday_name,
    year_number,
)
from geomap.language.datewords import (
    COUNTS,
    DASHES,
    DAY_PARTS,
    EVENT_TURNS,
    HOLIDAYS,
    NEAR_DAYS,
    ORDINALS,
    PARTS,
    SEASONS,
    TURNS,
    UNITS,
)


def single(ts: Tokens, i: int) -> Hit:
    """One date, relative day, stretch or duration, with the time of day that belongs to it."""
    for rule in (
        calendar_day,
        _near_day,
        _week_of,
        _weekday,
        _part,
        _unit,
        _counted,
        _month,
        _season,
        _holiday,
        _year,
    ):
        if hit := rule(ts, i):
            expression, k = hit
            if isinstance(expression, Day | Either | Weekday | Same) or (
                isinstance(expression, Relative) and expression.unit == "day"
            ):
                k = _time_of_day(ts, k)
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
    """'today', 'tomorrow night', 'last night', 'the day before yesterday', 'today (28 Feb.)'."""
    if low(ts, i) == "the" and low(ts, i + 1) == "day" and low(ts, i + 3) in ("yesterday", "tomorrow"):
        step = {"before": -1, "after": 1}.get(low(ts, i + 2))
        return (Relative(unit="day", shift=step + NEAR_DAYS[low(ts, i + 3)]), i + 4) if step else None
    words = low(ts, i), low(ts, i + 1)
    if words[0] in NEAR_DAYS:
        day, k = Relative(unit="day", shift=NEAR_DAYS[words[0]]), i + 1
    elif words[0] == "this" and words[1] in DAY_PARTS:
        day, k = Relative(unit="day"), i + 2
    elif words == ("last", "night"):
        day, k = Relative(unit="day", shift=-1), i + 2
    else:
        return None
    k = _time_of_day(ts, k)
    mark = low(ts, k)
    if mark in ("(", ","):
        named = calendar_day(ts, k + 1) or _plain_weekday(ts, k + 1)
        if named and (mark == "," or low(ts, named[1]) == ")"):
            return Same(items=(day, named[0])), named[1] + (mark == "(")
    return day, k


def _plain_weekday(ts: Tokens, i: int) -> Hit:
    name = weekday_name(ts, i)
    return (Weekday(weekday=name[0]), name[1]) if name and not name[2] else None


def _week_of(ts: Tokens, i: int) -> Hit:
    """'the week of 24 May', 'the week beginning May 23'."""
    i += low(ts, i) == "the"
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
        return None
    hit = _plain_weekday(ts, k)
    if hit is None:
        return None
    day, k = cast("Weekday", hit[0]), _time_of_day(ts, hit[1])
    of = low(ts, k) == "of"
    if turn is None and low(ts, k + of) in TURNS and low(ts, k + of + 1) == "week":
        return replace(day, week_shift=TURNS[low(ts, k + of)][0]), k + of + 2
    return replace(day, turn=turn, base="event" if event else "report"), k


def _part(ts: Tokens, i: int) -> Hit:
    """'mid-May', 'early next month', 'the end of 2020', 'the first week of June', 'later on Tuesday'."""
    named = _ordinal_part(ts, i) or _named_part(ts, i)
    if named is None:
        return None
    part, k, loose = named
    if low(ts, k) == "the" and (what := unit(ts, k + 1)) and not what[3] and what[0] != "weekend":
        if what[0] == "day":
            return (Relative(unit="day", base="event"), what[2]) if part in ("earlier", "later") else None
        return Relative(unit=what[0], part=part), what[2]
    hit = _month(ts, k) or _season(ts, k) or _year(ts, k) or _unit(ts, k)
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
    if word not in ORDINALS and word not in ("last", "final", "opening"):
        return None
    if low(ts, k + size + 1) != "of":
        return None
    end = k + size + 2
    if what == "days" and word in ("first", "opening", "last", "final"):
        return ("start" if word in ("first", "opening") else "end"), end, False
    if word in ("last", "final") and what == "week":
        return "last week", end, False
    part = f"{what} {ORDINALS.get(word, 0)}"
    return (cast("Part", part), end, False) if part in get_args(Part.__value__) else None


def _unit(ts: Tokens, i: int) -> Hit:
    """'this week', 'last year', 'the weekend', 'the past two weeks', 'the next day', 'next week on Tuesday'."""
    led = low(ts, i) in ("over", "in", "within", "during")
    k = i + led
    the = low(ts, k) == "the"
    k += the
    if low(ts, k) == "that":
        k += 1 + (low(ts, k + 1) == "same")
        what = unit(ts, k)
        fits = what and not what[3] and what[0] in ("day", "week", "month", "weekend") and not led and not the
        return (Relative(unit=what[0], base="event"), what[2]) if what and fits else None
    if low(ts, k) == "weekend" and the:
        return (Relative(unit="weekend"), k + 1) if not led or low(ts, i) in ("over", "during") else None
    word = low(ts, k)
    if word == "recent" or word in ("coming", "upcoming"):
        what = unit(ts, k + 1)
        if what and what[3]:
            return Stretch(unit=what[0], count=None, direction=-1 if word == "recent" else 1), what[2]
    if word not in TURNS and word not in EVENT_TURNS:
        return None
    k += 1
    if word == "this" and low(ts, k) in ("coming", "past", "current"):
        word, k = low(ts, k), k + 1
    number = count(ts, k) if low(ts, k) not in ("a", "an") else None
    what = unit(ts, number[1] if number else k)
    if what is None:
        return None
    name, factor, end, plural = what
    shift = TURNS[word][0] if word in TURNS else 0
    if number or plural:
        if not plural or shift == 0:
            return None
        many = number[0] * factor if number and number[0] else None
        return Stretch(unit=name, count=many, direction=1 if shift > 0 else -1), end
    if word in EVENT_TURNS and (the or name == "day") and not led and word not in TURNS:
        bare = not the and word != "same"
        return None if bare else (Relative(unit=name, shift=EVENT_TURNS[word][0], base="event"), end)
    if word == "next" and (the or name == "day") and not led:
        return Relative(unit=name, shift=1, base="event"), end
    if word not in TURNS:
        return None
    if shift and (word in ("past", "coming") or (led and the) or (the and word == "last")):
        return Stretch(unit=name, count=factor, direction=1 if shift > 0 else -1), end
    if name == "day" or led or (the and name not in ("week", "month", "quarter", "year", "weekend")):
        return None
    return _inside(ts, Relative(unit=name, shift=shift * factor), end)


def _inside(ts: Tokens, whole: Relative, i: int) -> Hit:
    """'next week on Tuesday', 'last year in May': the smaller unit behind the greater."""
    k = i + (low(ts, i) in ("on", "in"))
    if whole.unit == "week" and (hit := _plain_weekday(ts, k)):
        return replace(cast("Weekday", hit[0]), week_shift=whole.shift), hit[1]
    if whole.unit == "year" and k > i and low(ts, i) == "in" and (name := month_name(ts, k)) and not name[2]:
        return Month(month=name[0], year_shift=whole.shift), name[1]
    return whole, i


def _counted(ts: Tokens, i: int) -> Hit:
    """'three days ago', 'a week later', 'five-day', 'for two weeks', 'in three days', 'the day before'."""
    lead = low(ts, i)
    if (
        lead == "the"
        and low(ts, i + 1) in ("day", "week", "month", "year")
        and low(ts, i + 2) in ("before", "after")
    ):
        shift = 1 if low(ts, i + 2) == "after" else -1
        return Relative(unit=UNITS[low(ts, i + 1)][0], shift=shift, base="event"), i + 3
    if long := _long(ts, i):
        return long
    k = i + (lead in ("for", "lasting", "over", "in", "within"))
    number = count(ts, k)
    if number is None:
        return None
    many, k = number
    dashed = glued(ts, k) in DASHES
    what = unit(ts, k + (glued(ts, k) in DASHES))
    if what is None:
        return None
    name, factor, end, plural = what
    if dashed or (
        not plural and lead not in ("a", "an", "for", "lasting", "over", "in", "within") and many != 1
    ):
        fits = many is not None and not plural and lead not in ("a", "an", "few", "several")
        return (Duration(count=many * factor, unit=name), end) if fits and many else None
    if lead in ("for", "lasting", "over"):
        return (Duration(count=many * factor, unit=name), end) if many else None
    if lead == "within":
        return (Stretch(unit=name, count=many * factor, direction=1), end) if many else None
    if lead == "in":
        if not many or name == "year":
            return None
        end += (glued(ts, end) in "'’s") if False else 0
        return Relative(unit=name, shift=many * factor, about=name != "day"), _past_time(ts, end)
    return _away(ts, name, None if many is None else many * factor, end)


def _past_time(ts: Tokens, i: int) -> int:
    """Past the end of 'in two weeks’ time'."""
    k = i
    while glued(ts, k) in ("'", "’", "s") and k < i + 2:
        k += 1
    return k + 1 if k > i and low(ts, k) == "time" else i


def _away(ts: Tokens, name: str, many: int | None, i: int) -> Hit:
    """What follows 'three days': 'ago', 'later', 'earlier', 'before', 'after', 'from now'."""
    word = low(ts, i)
    unit_ = UNITS[name][0]
    if word == "ago":
        if many is None:
            return Stretch(unit=unit_, count=None, direction=-1), i + 1
        return Relative(unit=unit_, shift=-many, about=unit_ != "day"), i + 1
    if word == "hence" or (word == "from" and low(ts, i + 1) in ("now", "today")):
        return (
            (Relative(unit=unit_, shift=many, about=unit_ != "day"), i + 1 + (word == "from"))
            if many
            else None
        )
    step = {
        "later": 1,
        "after": 1,
        "afterwards": 1,
        "afterward": 1,
        "earlier": -1,
        "before": -1,
        "previously": -1,
    }
    if word in step and many:
        return Relative(unit=unit_, shift=step[word] * many, base="event", about=unit_ != "day"), i + 1
    return None


def _long(ts: Tokens, i: int) -> Hit:
    """'weeklong', 'month-long'."""
    word = low(ts, i)
    if word in ("daylong", "weeklong", "monthlong", "yearlong"):
        return Duration(count=1, unit=UNITS[word[:-4]][0]), i + 1
    if word in UNITS and glued(ts, i + 1) in DASHES and glued(ts, i + 1) and glued(ts, i + 2) == "long":
        return Duration(count=UNITS[word][1], unit=UNITS[word][0]), i + 3
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
    for words, (month, day) in HOLIDAYS.items():
        if low(ts, i) != words[0]:
            continue
        found = tuple("'" if low(ts, i + n) == "’" else low(ts, i + n) for n in range(len(words)))
        if found == words and ts[i].text[0].isupper():
            year, shift, k = tail_year(ts, i + len(words))
            return Day(day=day, month=month, year=year, year_shift=shift), k
    return None


def _year(ts: Tokens, i: int) -> Hit:
    """'2020', 'the year 2020'."""
    k = i + (low(ts, i) == "the")
    k += low(ts, k) == "year"
    if low(ts, k - 1) == "the" and k > i:
        return None
    year = year_number(ts, k)
    return (Year(year=year[0]), year[1]) if year else None
