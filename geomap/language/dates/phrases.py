"""Find date phrases in English text.

The grammar knows what a phrase means; here is decided whether it stands in the text as a date at all:
'May' can be a verb or a prime minister, '2254' a resolution and 'Sunday' a newspaper.
"""

from __future__ import annotations

from geomap.language.dates import forms as form
from geomap.language.dates.days import bracketed_days
from geomap.language.dates.grammar import phrase
from geomap.language.dates.rules import Tokens, ends_clean, low, possessive
from geomap.language.dates.words import (
    COUNTS,
    DAY_PARTS,
    EDGES,
    EVENT_TURNS,
    FRENCH_WEEKDAYS,
    HOLIDAYS,
    MONTHS,
    NEAR_DAYS,
    OCCASIONS,
    ORDINALS,
    PARTS,
    PLURALS,
    SEASONS,
    TURNS,
    UNITS,
    WEEKDAYS,
    tokenize,
    word_set,
)
from geomap.records import record


@record
class DatePhrase:
    """A date phrase in a text: ``text[start:end]``, and what it says."""

    start: int
    end: int
    text: str
    expression: form.DateExpression


def find_dates(text: str) -> tuple[DatePhrase, ...]:
    """All date phrases of a text, in order, without overlaps, each as long as it can be.

    Takes time linear in the length of the text, whatever stands in it.
    """
    tokens = tokenize(text)
    near = _near_core(tokens)
    found: list[DatePhrase] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if near[i] and (token.low in _STARTERS or token.kind in ("number", "date")):
            hit = phrase(tokens, i)
            if hit and _stands(tokens, i, hit[1], hit[0]):
                start, end = token.start, tokens[hit[1] - 1].end
                found.append(DatePhrase(start=start, end=end, text=text[start:end], expression=hit[0]))
                i = hit[1]
                continue
        if token.low == "(" and found and (hit := bracketed_days(tokens, i, found[-1].expression)):
            start, end = tokens[i + 1].start, tokens[hit[1] - 1].end
            if start - found[-1].end < _BRACKETS:
                found.append(DatePhrase(start=start, end=end, text=text[start:end], expression=hit[0]))
                i = hit[1]
                continue
        i += 1
    return tuple(found)


def parse_date(text: str) -> form.DateExpression | None:
    """What one date phrase says, from end to end of a text; 'on', 'in' or 'at' may stand before it."""
    tokens = tokenize(text.strip())
    for start in (0, 1):
        if start and low(tokens, 0) not in ("on", "in", "at", "during"):
            return None
        if start < len(tokens):
            hit = phrase(tokens, start)
            if hit and (
                hit[1] == len(tokens) or (hit[1] == len(tokens) - 1 and low(tokens, hit[1]) in ".,:;")
            ):
                return hit[0]
    return None


def _near_core(tokens: Tokens) -> list[bool]:
    """For each token whether a word or a number that makes a date stands there or soon after: it is quick."""
    near = [False] * len(tokens)
    core = len(tokens) + _LOOKAHEAD
    for i in range(len(tokens) - 1, -1, -1):
        if tokens[i].low in _CORE or tokens[i].kind in ("number", "date"):
            core = i
        near[i] = core - i < _LOOKAHEAD
    return near


_LOOKAHEAD = 8
_CORE = (
    frozenset((*WEEKDAYS, *FRENCH_WEEKDAYS, *MONTHS, *SEASONS, *NEAR_DAYS, *UNITS, *PLURALS, *DAY_PARTS))
    | frozenset(words[-1] for words in HOLIDAYS)
    | word_set("daylong weeklong monthlong yearlong")
)
_STARTERS = (
    frozenset(
        (
            *WEEKDAYS,
            *FRENCH_WEEKDAYS,
            *MONTHS,
            *SEASONS,
            *NEAR_DAYS,
            *PARTS,
            *TURNS,
            *EVENT_TURNS,
            *COUNTS,
            *UNITS,
        )
    )
    | frozenset((*ORDINALS, *(words[0] for words in EDGES), *(words[0] for words in HOLIDAYS)))
    | word_set(
        "the a an several few many over in within during for lasting that between q final opening recent"
    )
    | word_set("daylong weeklong monthlong yearlong")
)

_DETERMINERS = word_set("the a an his her its their our this that s first second third last planned upcoming")
_SCHEDULED = word_set(
    "scheduled planned set slated expected due postponed moved delayed rescheduled deferred pencilled"
)
_MOVED = word_set("postponed moved delayed rescheduled deferred postpone move delay reschedule defer")
_TITLES_BEFORE = word_set(
    "black good ash palm easter bloody super cyber maundy holy giving whit shrove ruby sheffield freaky man"
)
_TITLES_AFTER = word_set(
    "times telegraph express mirror mail post herald age independent standard observer tribune "
    "guardian star world school sport nation addams business review magazine punch"
)
_TITLES_ON = word_set("mail independent scotland wales business")
_EVENTS_AFTER = word_set("committee movement insurrection panel riot revolution uprising alliance")
_OUTSTANDING = word_set("first second third fourth fifth sixth last only once time times")
_LOOKBACK = 12
_BRACKETS = 60
"""Characters from 'Fiji (15-16 May)' to 'Samoa (17)', at most."""


def _stands(ts: Tokens, i: int, end: int, expression: form.DateExpression) -> bool:
    """Whether a phrase is used as a date where it stands."""
    match expression:
        case form.Range(first=first, last=last):
            if low(ts, i) in ("from", "between"):
                return not isinstance(last, form.Day) or last.month is not None or ends_clean(ts, end)
            return _stands(ts, i, end, first)
        case form.Listing(items=(first, *_)):
            return _stands(ts, i, end, first)
        case form.Year(part=None):
            return low(ts, i) in ("the", "year") or _year_stands(ts, i, end)
        case form.Month(year=None, part=None, turn=None, year_shift=None):
            return _month_stands(ts, i, end)
        case form.Relative(unit="year", shift=0, part=str()) if "quarter" in low(ts, end - 1):
            return low(ts, i - 1) in ("in", "during")
        case form.Season(year=None, part=None, turn=None, year_shift=None):
            name = end < len(ts) and ts[end].text[0].isupper()
            return low(ts, i - 1) in ("in", "during") and low(ts, end) != "of" and not name
        case form.Weekday(turn=None, week_shift=None):
            return _weekday_stands(ts, i, end)
        case form.Day(month=None, weekday=None, month_shift=None):
            of = low(ts, i) == "the" and low(ts, i + 1) in DAY_PARTS  # 'the evening of the 11th'
            return (of or low(ts, i - 1) == "on") and _ends_day(ts, end)
        case form.Day(month=int(), year=None):
            return low(ts, end) not in _EVENTS_AFTER and low(ts, i - 1) != "long"
        case form.Open(edge="by" | "about", inner=form.Month(month=5, year=None, part=None, turn=None)):
            return False
        case form.Open(inner=form.Day(month=None, weekday=None, month_shift=None)):
            return _ends_day(ts, end)
        case form.Open(inner=form.Season(year=None, part=None, turn=None, year_shift=None)):
            return False
        case form.Relative(shift=shift) if low(ts, i) == "in" and shift > 0 and low(ts, end - 1) != "time":
            return not any(low(ts, k) in _OUTSTANDING for k in range(max(0, i - _LOOKBACK), i))
    return True


def _ends_day(ts: Tokens, end: int) -> bool:
    """Whether 'the 24th' ends there: not 'the 24th meeting', 'the 24th of the series'."""
    return ends_clean(ts, end) and low(ts, end) not in ("of", "and", "or", "to", "through")


def _year_stands(ts: Tokens, i: int, end: int) -> bool:
    before = low(ts, i - 1)
    if before in ("in", "during") or (before == "(" and low(ts, end) == ")"):
        return True
    return before in _DETERMINERS and _before_occasion(ts, end)


def _month_stands(ts: Tokens, i: int, end: int) -> bool:
    before = low(ts, i - 1)
    if before in ("in", "during"):
        return not possessive(ts, end)
    if before in ("for", "to", "until"):
        return low(ts, i - 2) in _SCHEDULED or _is_moved_to(ts, i, end)
    if before == "of":
        return low(ts, i - 2) == "month"
    return before in _DETERMINERS and _before_occasion(ts, end)


def _is_moved_to(ts: Tokens, i: int, end: int) -> bool:
    """'postponed her visit to Seoul to June'."""
    before = [low(ts, k) for k in range(max(0, i - _LOOKBACK), i)]
    if "." in before:
        before = before[len(before) - before[::-1].index(".") :]
    return ts[i].text[0].isupper() and ends_clean(ts, end, words=False) and not _MOVED.isdisjoint(before)


def _before_occasion(ts: Tokens, end: int) -> bool:
    """Whether a visit, a summit or the like follows: 'the 2022 visit', 'her June state visit'."""
    for k in range(end, min(end + 5, len(ts))):
        if ts[k].low in OCCASIONS:
            return True
        if ts[k].kind not in ("word", "number") and ts[k].low not in ("+", "-"):
            return False
    return False


def _weekday_stands(ts: Tokens, i: int, end: int) -> bool:
    before, after = low(ts, i - 1), low(ts, end)
    if before in _TITLES_BEFORE and i and ts[i - 1].text[0].isupper():
        return False
    if before == "on" and low(ts, i - 2) in _TITLES_ON and ts[i - 2].text[0].isupper():
        return False
    return not (after in _TITLES_AFTER and ts[end].text[0].isupper())
