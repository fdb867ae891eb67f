"""Phrases that count units of the calendar: 'this week', 'two years ago', 'five-day', 'the next day'."""

from __future__ import annotations

from geomap.language.dates.forms import Duration, Month, Relative, Stretch, Unit, Weekday
from geomap.language.dates.rules import (
    Hit,
    Tokens,
    count,
    ends_clean,
    glued,
    low,
    month_name,
    unit,
    weekday_name,
)
from geomap.language.dates.words import APOSTROPHES, DASHES, DAY_PARTS, EVENT_TURNS, TURNS, UNITS

_LEADS = frozenset(("for", "lasting", "over", "in", "within"))
_AWAY = {
    "later": 1,
    "after": 1,
    "afterwards": 1,
    "afterward": 1,
    "earlier": -1,
    "before": -1,
    "previously": -1,
    "prior": -1,
}


def unit_phrase(ts: Tokens, i: int) -> Hit:
    """'Last year', 'the weekend', 'the past two weeks', 'the next day', 'next week on Tuesday'."""
    led = low(ts, i) in ("over", "in", "within", "during")
    k = i + led
    if (
        led
        and low(ts, k) == "the"
        and low(ts, k + 1) in ("last", "final", "first")
        and low(ts, k + 3) == "of"
    ):
        return None  # 'in the last days of June'
    the = low(ts, k) == "the"
    k += the
    word = low(ts, k)
    if not led and (hit := _time_of_that_day(ts, k, the)):
        return hit
    if word == "that" and not led and not the:
        return _that(ts, k + 1)
    if the and word == "eve":
        stands = ends_clean(ts, k + 1) and low(ts, k + 1) != "of"
        return (Relative(unit="day", shift=-1, base="event"), k + 1) if stands and not led else None
    if word == "weekend" and the:
        return (Relative(unit="weekend"), k + 1) if low(ts, i) not in ("in", "within") else None
    beyond = {"after next": 2, "before last": -2}.get(f"{low(ts, k + 1)} {low(ts, k + 2)}")
    if the and beyond and word in ("week", "weekend", "month", "year"):
        return Relative(unit=UNITS[word][0], shift=beyond), k + 3
    if word in ("recent", "coming", "upcoming") and (what := unit(ts, k + 1)) and what[3]:
        return Stretch(unit=what[0], count=None, direction=-1 if word == "recent" else 1), what[2]
    if word not in TURNS and word not in EVENT_TURNS:
        return None
    k += 1
    if word == "this" and low(ts, k) in ("coming", "past", "current"):
        word, k = low(ts, k), k + 1
    number = None if low(ts, k) in ("a", "an") else count(ts, k)
    what = unit(ts, number[1] if number else k)
    if what is None:
        return None
    name, factor, end, plural = what
    if number or plural:
        return _many_units(word, number[0] if number else None, what) if plural else None
    if led and low(ts, end) == "of":
        return None
    shift = TURNS[word][0] if word in TURNS else 0
    if not led and word in EVENT_TURNS and (the or word in ("next", "same")):
        if the or name == "day":
            return Relative(unit=name, shift=EVENT_TURNS[word][0] * factor, base="event"), end
    elif word not in TURNS:
        return None
    if shift and (word in ("past", "coming") or (led and the) or (the and word == "last")):
        if name == "day" and word != "past":
            return None
        return Stretch(unit=name, count=factor, direction=1 if shift > 0 else -1), end
    if word not in TURNS or name == "day" or led:
        return None
    return _inside(ts, Relative(unit=name, shift=shift * factor), end)


def _time_of_that_day(ts: Tokens, i: int, the: bool) -> Hit:
    """'the next morning', 'that same evening', of what was told before."""
    word = low(ts, i)
    i += word == "that" and low(ts, i + 1) == "same"
    if low(ts, i + 1) not in DAY_PARTS or not (word == "that" if not the else word in EVENT_TURNS):
        return None
    return Relative(unit="day", shift=EVENT_TURNS[word][0] if the else 0, base="event"), i + 2


def _that(ts: Tokens, i: int) -> Hit:
    """'that day', 'that same week'."""
    i += low(ts, i) == "same"
    what = unit(ts, i)
    if what is None or what[3] or what[0] not in ("day", "week", "weekend", "month"):
        return None
    return Relative(unit=what[0], base="event"), what[2]


def _many_units(word: str, number: int | None, what: tuple[Unit, int, int, bool]) -> Hit:
    """'the last two weeks', 'the next few days'."""
    shift = TURNS[word][0] if word in TURNS else 0
    if not shift:
        return None
    name, factor, end, _ = what
    return Stretch(
        unit=name, count=number * factor if number else None, direction=1 if shift > 0 else -1
    ), end


def _inside(ts: Tokens, whole: Relative, i: int) -> Hit:
    """'next week on Tuesday', 'last year in May': the smaller unit behind the greater."""
    k = i + (low(ts, i) in ("on", "in"))
    if whole.unit == "week":
        day = weekday_name(ts, k)
        if day and not day[2]:
            return Weekday(weekday=day[0], week_shift=whole.shift), day[1]
    if whole.unit == "year" and low(ts, i) == "in":
        month = month_name(ts, k)
        if month and not month[2]:
            return Month(month=month[0], year_shift=whole.shift), month[1]
    return whole, i


def counted_phrase(ts: Tokens, i: int) -> Hit:
    """'three days ago', 'a week later', 'five-day', 'for two weeks', 'in three days', 'the day before'."""
    if low(ts, i) == "the":
        step = {"after": 1, "before": -1}.get(low(ts, i + 2))
        if step == -1 and low(ts, i + 1) in ("night", "evening") and ends_clean(ts, i + 3, words=False):
            return Relative(unit="day", shift=-1, base="event"), i + 3
        if low(ts, i - 1) == "of" and low(ts, i + 3) in ("he", "she", "they"):
            return None  # 'his second trip of the year after he travelled to X in May'
        if step and low(ts, i + 1) in ("day", "week", "month", "year"):
            return Relative(unit=UNITS[low(ts, i + 1)][0], shift=step, base="event"), i + 3
        return None
    if long := _long(ts, i):
        return long
    lead = low(ts, i) if low(ts, i) in _LEADS else ""
    number = count(ts, i + bool(lead))
    if number is None:
        return None
    many, k = number
    dashed = glued(ts, k) in DASHES
    what = unit(ts, k + dashed)
    if what is None:
        return None
    name, factor, end, plural = what
    if many is not None:
        many *= factor
    if dashed or (not lead and not plural and (many or 0) > factor):
        return None if lead or plural or name == "quarter" or _old(ts, end) else _lasting(many, name, end)
    if not lead:
        return _away(ts, name, many, end)
    if lead not in ("for", "lasting") and (low(ts, end) in _AWAY or low(ts, end) in ("ago", "hence")):
        return None
    if lead == "within":
        return (Stretch(unit=name, count=many, direction=1), end) if many else None
    if lead == "in":
        ahead = many and name != "year"
        return (
            (Relative(unit=name, shift=many or 0, about=name != "day"), _past_time(ts, end))
            if ahead
            else None
        )
    return _lasting(many, name, end)


def _lasting(many: int | None, name: Unit, end: int) -> Hit:
    return (Duration(count=many, unit=name), end) if many else None


def _old(ts: Tokens, i: int) -> bool:
    """Whether an age is told: 'five-year-old', 'four year old'."""
    return low(ts, i + (low(ts, i) in DASHES)) in ("old", "olds")


def _past_time(ts: Tokens, i: int) -> int:
    """Past the end of 'in two weeks' time'."""
    k = i
    while k < i + 2 and (glued(ts, k) in APOSTROPHES or (k > i and glued(ts, k) == "s")):
        k += 1
    return k + 1 if k > i and low(ts, k) == "time" else i


def _away(ts: Tokens, name: Unit, many: int | None, i: int) -> Hit:
    """What follows 'three days': 'ago', 'later', 'earlier', 'before', 'after', 'from now'."""
    word = low(ts, i)
    about = name != "day"
    if word == "ago":
        if many is None:
            return Stretch(unit=name, count=None, direction=-1), i + 1
        return Relative(unit=name, shift=-many, about=about), i + 1
    if not many:
        return None
    if word == "hence":
        return Relative(unit=name, shift=many, about=about), i + 1
    if word == "from" and low(ts, i + 1) in ("now", "today"):
        return Relative(unit=name, shift=many, about=about), i + 2
    if word in _AWAY:
        return Relative(unit=name, shift=_AWAY[word] * many, base="event", about=about), i + 1
    return None


def _long(ts: Tokens, i: int) -> Hit:
    """'weeklong', 'month-long'."""
    word = low(ts, i)
    if word in ("daylong", "weeklong", "monthlong", "yearlong"):
        return Duration(count=1, unit=UNITS[word[:-4]][0]), i + 1
    if word in UNITS and glued(ts, i + 1) in DASHES and glued(ts, i + 2) == "long":
        name, factor = UNITS[word]
        return Duration(count=factor, unit=name), i + 3
    return None
