"""When a clause says that something happens: the date phrase that belongs to a verb or a noun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, aspect, climb, verb_of
from geomap.claims.dates import combine, resolve_when
from geomap.claims.scene import Dated, Scene, Spot
from geomap.claims.vocabulary import base, singular, words
from geomap.language.dateforms import DateExpression, Duration, Open, Range, Relative, Weekday
from geomap.language.dates import parse_date
from geomap.records import UNDATED, Status, When

type Tense = Literal["past", "present", "future"]

_TO_PLACE = frozenset(("to", "in", "at", "for", ",", "the"))
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_SCHEDULE_LINES = 40
"""Lines from an hour of a schedule up to the day that it belongs to, at most."""


def when_of(scene: Scene, trigger: Token, seen: Aspect) -> When:
    """The days of what a verb or a noun tells, as far as its own clause or the schedule around it says."""
    own = [dated for dated in _dates_in(scene, trigger) if _belongs(scene, dated, trigger)]
    own = own or list(_day_of_schedule(scene, trigger))
    return resolve(scene, own, seen, trigger) if own else UNDATED


def when_at(scene: Scene, verb: Token, seen: Aspect, spot: Spot, goals: Sequence[Spot]) -> When:
    """When a verb puts somebody at one of its places: 'in A on Monday and B on Friday' has two days."""
    own = [dated for dated in _dates_in(scene, verb) if _belongs(scene, dated, verb) or _beside(dated, goals)]
    if len(goals) > 1 and len(own) > 1:
        own = [dated for dated in own if _told_of(scene, dated, goals) == spot]
    own = own or list(_day_of_schedule(scene, verb))
    return resolve(scene, own, seen, verb) if own else UNDATED


def status_of(scene: Scene, status: Status, when: When) -> Status:
    """What lies after publication is planned, whatever the tense: 'visited' on a day to come."""
    published = scene.article.published
    ahead = published is not None and when.first is not None and when.first > published
    return "planned" if ahead and status == "done" else status


def new_date(scene: Scene, trip: Token) -> Dated | None:
    """The day that a visit is moved to: 'postponed until May 4', 'brought forward from June to May'."""
    verb = verb_of(trip)
    particles = {child.lower_ for child in verb.children}
    moved = base(verb.lower_) in words("status", "moving") or (
        base(verb.lower_) in words("status", "putting") and particles & {"back", "off", "forward"}
    )
    if not moved or trip.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return None
    for dated in _dates_in(scene, trip):
        if dated.first < verb.i or verb_of(scene.head(dated)) != verb:
            continue
        expression = dated.phrase.expression
        before = scene.doc[dated.first - 1].lower_
        if isinstance(expression, Range):
            return _with(dated, expression.last)
        if isinstance(expression, Open) and expression.edge in ("until", "from"):
            return _with(dated, expression.inner)
        if before in ("to", "for", "until", "till"):
            return dated
    return None


def _with(dated: Dated, expression: DateExpression) -> Dated:
    return replace(dated, phrase=replace(dated.phrase, expression=expression))


def resolve(
    scene: Scene,
    dates: Sequence[Dated],
    seen: Aspect,
    trigger: Token,
    *,
    week: int | None = None,
    after: date | None = None,
) -> When:
    """One When from the date phrases of a clause, the nearest first: a day and a duration make a window.

    A weekday lies in the week (0 for this one) or after the day that is given, else after the weekday that
    the sentence tells of before it: 'on Monday, on Tuesday and until Friday'.
    """
    tense = _tense(seen)
    found, length = UNDATED, UNDATED
    for dated in sorted(dates, key=lambda dated: abs(dated.first - trigger.i)):
        phrase = dated.phrase
        if _contradicts(phrase.expression, tense):
            continue
        expression, anchor = phrase.expression, scene.article.published
        if anchor and tense == "future" and (day := _plain_weekday(expression)):
            told = _week_told(scene, dated) if week is None else week
            if told is not None and expression is day:
                expression = replace(day, week_shift=told)
            elif earlier := after or _weekday_before(scene, dated, seen):
                anchor = max(anchor, earlier)
        when = resolve_when(expression, anchor, tense=tense, text=phrase.text)
        if isinstance(expression, Duration):
            length = length if length.text else when
        elif not found.text or (when.dated and not found.dated):
            found = when
    if not found.text:
        return length
    return lasting(found, length) if length.text else found


def lasting(start: When, length: When) -> When:
    """The window of a stay that begins at `start` and is told to last as long as `length` says."""
    expression = parse_date(length.text)
    days = expression.days if isinstance(expression, Duration) else None
    return combine(start, days) if days and start.first else start


def _contradicts(expression: DateExpression, tense: Tense) -> bool:
    """Whether a phrase looks the other way than its clause: 'will meet … last year'."""
    turn = getattr(expression, "turn", None)
    shift = getattr(expression, "shift", 0) or getattr(expression, "direction", 0)
    back, ahead = turn == "last" or shift < 0, turn == "next" or shift > 0
    return (back and tense == "future") or (ahead and tense == "past")


def _tense(seen: Aspect) -> Tense:
    if seen.status == "cancelled" and not seen.negated:
        return "present"  # the day it was planned for lies ahead
    if seen.status == "planned" or seen.negated:
        return "future" if seen.status == "planned" else "past"
    return "past" if seen.sure or seen.past else "present"


# ── Weekdays in a row ───────────────────────────────────────────────────────────────────────────


def _plain_weekday(expression: DateExpression) -> Weekday | None:
    """The weekday of 'on Friday' and 'until Friday', where nothing says of which week."""
    inner = expression.inner if isinstance(expression, Open) else expression
    if isinstance(inner, Weekday) and inner == Weekday(weekday=inner.weekday):
        return inner
    return None


def _before_in_sentence(scene: Scene, dated: Dated) -> Iterator[Dated]:
    """The dates that a sentence tells of before one of its dates, the nearest first."""
    start = scene.doc[dated.first].sent.start
    for other in reversed(scene.dates):
        if start <= other.first < dated.first:
            yield other


def _week_told(scene: Scene, dated: Dated) -> int | None:
    """'Next week he is in Bonn on Monday': the week that the sentence opens with."""
    for other in _before_in_sentence(scene, dated):
        expression = other.phrase.expression
        weekly = isinstance(expression, Relative) and expression.unit == "week" and not expression.about
        if weekly and isinstance(expression, Relative) and not _is_of_saying(scene, other):
            return expression.shift
    return None


def _weekday_before(scene: Scene, dated: Dated, seen: Aspect) -> date | None:
    """The day of the weekday before, where the same clause or one of the same tense tells it."""
    for other in _before_in_sentence(scene, dated):
        if _plain_weekday(other.phrase.expression) is None or _is_of_saying(scene, other):
            continue
        verb = verb_of(scene.head(other))
        if _is_before(verb):
            continue
        told = aspect(verb) if verb.pos_ in ("VERB", "AUX") else seen
        if told is not None and told.status == seen.status:
            return resolve(scene, [other], seen, scene.doc[other.first]).first
    return None


def _is_before(verb: Token) -> bool:
    """'Before going to X on Friday, …': what the sentence tells later comes first."""
    return (verb.dep_ == "pcomp" and verb.head.lower_ == "before") or any(
        child.lower_ == "before" and child.dep_ == "mark" for child in verb.children
    )


def _is_of_saying(scene: Scene, dated: Dated) -> bool:
    return base(verb_of(scene.head(dated)).lower_) in words("status", "saying")


# ── Which dates belong to a word ────────────────────────────────────────────────────────────────


def _beside(dated: Dated, goals: Sequence[Spot]) -> bool:
    """'Almaty on Monday': a date right behind a place belongs to it."""
    return len(goals) > 1 and any(0 < dated.first - spot.last <= 2 for spot in goals)


def _told_of(scene: Scene, dated: Dated, goals: Sequence[Spot]) -> Spot:
    """The place that a date is told of: right behind it ('on Monday to A'), else before it."""
    i = dated.last + 1
    while i < len(scene.doc) and scene.doc[i].lower_ in _TO_PLACE:
        i += 1
    ahead = [spot for spot in goals if spot.first == i]
    before = [spot for spot in goals if spot.last < dated.first]
    if ahead and (not before or scene.doc[dated.last + 1].text != ","):
        return ahead[0]
    return before[-1] if before else goals[0]


def _dates_in(scene: Scene, trigger: Token) -> list[Dated]:
    sentence = trigger.sent
    return [dated for dated in scene.dates if sentence.start <= dated.first < sentence.end]


def _belongs(scene: Scene, dated: Dated, trigger: Token) -> bool:
    """Whether a date phrase hangs on a word, or on nothing nearer in its clause."""
    if dated.last == trigger.i - 1:
        return True
    token = scene.head(dated)
    for ancestor, _ in climb(token):
        if ancestor.i == trigger.i:
            return True
        if ancestor.pos_ in ("VERB", "AUX"):
            if _tells_when(ancestor):
                continue
            return ancestor.i == verb_of(trigger).i or _carries(ancestor, trigger)
        if singular(ancestor.lower_) in words("travel", "nouns") and trigger.pos_ == "NOUN":
            return False
    return False


def _tells_when(verb: Token) -> bool:
    """'the summit, which is held on 3 May': the clause only dates the noun that it hangs on."""
    return verb.dep_ in ("relcl", "acl") and base(verb.lower_) in words("status", "dating")


def _carries(verb: Token, trigger: Token) -> bool:
    """'is expected on Monday to visit': the date hangs on the verb that carries the trigger."""
    token = verb_of(trigger)
    while token.dep_ == "xcomp":
        token = token.head
        if token.i == verb.i:
            return True
    return False


def _day_of_schedule(scene: Scene, trigger: Token) -> Iterator[Dated]:
    """The day over a schedule's line that opens with an hour: '9:30 a.m. The minister meets …'."""
    doc = scene.doc
    start = _line_start(scene, trigger.i)
    if not _is_hour(scene, start):
        return
    for _ in range(_SCHEDULE_LINES):
        if start < 2:
            return
        end, start = start, _line_start(scene, start - 2)
        found = [dated for dated in scene.dates if start <= dated.first < end]
        if found and not any(token.tag_ in _FINITE for token in doc[start:end]):
            yield found[0]
            return


def _line_start(scene: Scene, i: int) -> int:
    while i > 0 and "\n" not in scene.doc[i - 1].text:
        i -= 1
    return i


def _is_hour(scene: Scene, i: int) -> bool:
    """Whether an hour of the day stands at a token: '9:30', '10.00', '9 a.m.', '1400'."""
    text, after = scene.doc[i].text, scene.doc[i + 1].lower_ if i + 1 < len(scene.doc) else ""
    hour, _, minute = text.replace(".", ":").replace("h", ":").partition(":")
    if not hour.isdigit() or i in scene.date_at:
        return False
    return (minute.isdigit() and len(minute) == 2) or after in ("am", "a.m.", "pm", "p.m.", "hrs", "hours")
