"""When a clause says that something happens: the date phrase that belongs to a verb or a noun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, climb, verb_of
from geomap.claims.dates import combine, resolve_when
from geomap.claims.scene import Dated, Scene, Spot
from geomap.claims.vocabulary import base, singular, words
from geomap.language.dateforms import DateExpression, Duration
from geomap.language.dates import parse_date
from geomap.records import UNDATED, When

type Tense = Literal["past", "present", "future"]


def when_of(scene: Scene, trigger: Token, seen: Aspect) -> When:
    """The days of what a verb or a noun tells, as far as its own clause says."""
    own = [dated for dated in _dates_in(scene, trigger) if _belongs(scene, dated, trigger)]
    if not own:
        return UNDATED
    return resolve(scene, own, seen, trigger)


def when_at(scene: Scene, verb: Token, seen: Aspect, spot: Spot, goals: Sequence[Spot]) -> When:
    """When a verb puts somebody at one of its places: 'in A on Monday and B on Friday' has two days."""
    own = [dated for dated in _dates_in(scene, verb) if _belongs(scene, dated, verb) or _beside(dated, goals)]
    if len(goals) > 1 and len(own) > 1:
        own = [dated for dated in own if _nearest(dated, goals) == spot]
    return resolve(scene, own, seen, verb) if own else UNDATED


def _beside(dated: Dated, goals: Sequence[Spot]) -> bool:
    """'Almaty on Monday': a date right behind a place belongs to it."""
    return len(goals) > 1 and any(0 < dated.first - spot.last <= 2 for spot in goals)


def _nearest(dated: Dated, goals: Sequence[Spot]) -> Spot:
    """The place that a date is told of: the one before it, else the first."""
    before = [spot for spot in goals if spot.last < dated.first]
    return before[-1] if before else goals[0]


def resolve(scene: Scene, dates: list[Dated], seen: Aspect, trigger: Token) -> When:
    """One When from the date phrases of a clause, the nearest first: a day and a duration make a window."""
    tense = _tense(seen)
    found, length = UNDATED, UNDATED
    for dated in sorted(dates, key=lambda dated: abs(dated.first - trigger.i)):
        phrase = dated.phrase
        if _contradicts(phrase.expression, tense):
            continue
        when = resolve_when(phrase.expression, scene.article.published, tense=tense, text=phrase.text)
        if isinstance(phrase.expression, Duration):
            length = length if length.text else when
        elif not found.text or (when.dated and not found.dated):
            found = when
    if not found.text:
        return length
    return lasting(found, length) if length.text else found


def _contradicts(expression: DateExpression, tense: Tense) -> bool:
    """Whether a phrase looks the other way than its clause: 'will meet … last year'."""
    turn = getattr(expression, "turn", None)
    shift = getattr(expression, "shift", 0) or getattr(expression, "direction", 0)
    back, ahead = turn == "last" or shift < 0, turn == "next" or shift > 0
    return (back and tense == "future") or (ahead and tense == "past")


def lasting(start: When, length: When) -> When:
    """The window of a stay that begins at `start` and is told to last as long as `length` says."""
    expression = parse_date(length.text)
    days = expression.days if isinstance(expression, Duration) else None
    return combine(start, days) if days and start.first else start


def _tense(seen: Aspect) -> Tense:
    if seen.status == "cancelled" and not seen.negated:
        return "present"  # the day it was planned for lies ahead
    if seen.status == "planned" or seen.negated:
        return "future" if seen.status == "planned" else "past"
    return "past" if seen.sure or seen.past else "present"


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
