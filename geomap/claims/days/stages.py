"""What a date tells of a stay: its beginning, its end, or some day of it."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from geomap.claims.kinds import is_trip
from geomap.claims.scene import Dated, Scene
from geomap.claims.steps import verb_of
from geomap.claims.vocabulary import base, singular, words

type Part = Literal["arrival", "presence", "departure"]

_BEHIND = frozenset(("after", "following", "completing", "from", "upon"))
_ENDS = frozenset(("end", "conclusion", "completion", "close"))
_TOURS = frozenset(("tour", "trip", "journey", "swing", "mission", "voyage"))
_STARTS = frozenset(("start", "beginning", "outset"))
_NEAR = 8
"""Words from a visit to the place behind it, at most."""


def stage_of(noun: Token) -> Part:
    """What a clause tells of the visit that its noun names.

    'Began her visit', 'his arrival': the beginning. 'Concludes the visit', 'cut it short', 'her visit ends',
    'left after a visit', 'returned from a visit': the end.
    """
    if singular(noun.lower_) == "arrival":
        return "arrival"
    verb = verb_of(noun)
    lemma = base(verb.lower_)
    carrier = noun.head if noun.dep_ == "pobj" else noun
    if carrier.head == verb:
        if lemma in words("travel", "ending", "shortening") or (lemma == "wrap" and carrier.lower_ == "up"):
            return "departure"
        if lemma in words("travel", "beginning"):
            return "arrival"
        away = words("travel", "leaving", "homeward")
        if carrier.lower_ in _BEHIND and lemma in away:
            return "departure"
    if carrier.head.lower_ in _ENDS and carrier.head != verb:
        return "departure"
    return "arrival" if _is_at_start(carrier.head) and carrier.head != verb else "presence"


def _is_at_start(noun: Token) -> bool:
    """'At the start of', 'on the first leg of' a tour."""
    first = any(child.lower_ in ("first", "opening") for child in noun.children)
    return noun.lower_ in _STARTS or (singular(noun.lower_) in ("leg", "stop", "stage") and first)


def edge_of(scene: Scene, dated: Dated, noun: Token) -> Part | None:
    """'Her visit, which began on Monday and is to end on Friday': what such a clause dates."""
    verb = verb_of(scene.head(dated))
    lemma, clause = base(verb.lower_), verb
    while clause.dep_ in ("xcomp", "acomp", "conj", "attr") and clause.head.i > noun.i:
        clause = clause.head
    inside = noun.is_ancestor(clause) or (clause.head.i in scene.spot_at and clause.head.i - noun.i <= _NEAR)
    if clause.dep_ not in ("relcl", "acl") or clause.i < noun.i or not inside or verb.pos_ != "VERB":
        return None
    if any(is_trip(token) for token in scene.doc[noun.i + 1 : clause.i]):
        return None
    if any(child.dep_ == "dobj" for child in verb.children) or singular(clause.head.lower_) in words(
        "travel", "event_nouns"
    ):
        return None
    if lemma in words("travel", "ending"):
        return "departure"
    return "arrival" if lemma in words("travel", "beginning") else None


def stage_of_day(scene: Scene, dated: Dated, trigger: Token) -> Part:
    """Whether a stay of some days begins or ends on a day, or the day is any one of it.

    'Met the king on Monday as part of her three-day visit' leaves open which of the three it is.
    """
    if trigger.pos_ != "NOUN":
        return "arrival"
    stage = stage_of(trigger)
    if stage != "presence" or is_within(scene, dated, trigger):
        return "arrival" if stage == "presence" else stage
    verb = verb_of(trigger)
    carrier = trigger.head if trigger.dep_ == "pobj" else trigger
    goes = words("travel", "light", "toward", "at", "object", "leaving", "taking")
    return "arrival" if carrier.head == verb and (base(verb.lower_) in goes or is_due(verb)) else "presence"


def is_due(verb: Token) -> bool:
    """'is due', 'was bound': the verb only carries what is to come."""
    return any(
        child.dep_ in ("acomp", "attr") and child.lower_ in ("due", "bound") for child in verb.children
    )


def lasts_from(scene: Scene, length: Dated, trigger: Token) -> bool:
    """Whether a length of time is that of what a word tells: not in 'left after a three-day visit'.

    Nor is it in 'arrived at the start of a three-day tour'.
    """
    if trigger.pos_ not in ("VERB", "AUX"):
        return True
    token = scene.head(length)
    tour = singular(token.head.lower_) in _TOURS
    while token not in (trigger, token.head):
        if token.lower_ in _BEHIND | _ENDS or (_is_at_start(token) and tour):
            return False
        token = token.head
    return True


def is_within(scene: Scene, dated: Dated, noun: Token) -> bool:
    """Whether a date hangs on a noun, wherever."""
    return any(noun.is_ancestor(scene.doc[i]) for i in range(dated.first, dated.last + 1))
