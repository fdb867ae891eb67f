"""Dates whose place in the sentence tells more than the parse: clefts, trailing days, days of plans."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Token

from geomap.claims.clauses import is_last_to
from geomap.claims.days.stages import is_within
from geomap.claims.kinds import is_trip
from geomap.claims.scene import Dated, Scene
from geomap.claims.steps import is_finite, verb_of
from geomap.claims.vocabulary import base, singular, words

_PLANNED = frozenset(
    ("planned", "scheduled", "set", "due", "foreseen", "slated", "expected", "programmed", "fixed")
)
_HOLDING = frozenset(
    ("for", "on", "from", "in", "at", "between", "to", "be", "held", "take", "place", "begin", "start")
) | {"open", "run", "the"}
_LINKING = frozenset((",", "which", "that", "had", "has", "been", "was", "were", "is", "are"))
_NEAR = 9
"""Words from a visit or a summit to what it is planned for, at most."""
_COUNTING = frozenset(("first", "last", "only", "second"))
_OFFICES = frozenset(("office", "power", "post", "charge", "helm", "government"))
_FORMER = 5
"""Words from 'originally' to the day, at most."""
_FORERUNNER = 9
"""Words from 'since' over titles and a name to the year, at most."""


def trails(scene: Scene, dated: Dated, verb: Token) -> bool:
    """'… X, the last president to come to Lima, in March 2008.': the day of the last thing told."""
    if not is_last_to(verb) or verb.i > dated.first:
        return False
    after = scene.doc[dated.last + 1] if dated.last + 1 < len(scene.doc) else None
    gap = scene.doc[verb.i + 1 : dated.first]
    above = verb.head.head if verb.head.dep_.startswith("nsubj") else None  # 'The last to come was X, in …'
    return (after is None or after.is_punct or after.is_space) and not any(
        is_finite(token) and not (token == above and token.lower_ in ("is", "was")) for token in gap
    )


def is_of_forerunner(scene: Scene, dated: Dated) -> bool:
    """'The first minister there since 1968', 'since Thanat Khoman in 1968': the year of the visit before."""
    if scene.doc[dated.first].lower_ == "since":
        opening = scene.doc[scene.doc[dated.first].sent.start : dated.first]
        told = scene.doc[dated.last + 1 : dated.last + 3].text
        return "when" not in told and any(token.lower_ in _COUNTING for token in opening)
    named = False
    for token in reversed(scene.doc[max(0, dated.first - _FORERUNNER) : dated.first]):
        if token.lower_ == "since":
            return named
        trip = is_trip(token)
        if token.pos_ in ("VERB", "AUX") or token.text in ",;:" or trip:
            return False
        named = named or (token.pos_ == "PROPN" and token.i not in scene.spot_at)
    return False


def is_of_telling(scene: Scene, dated: Dated, noun: Token) -> bool:
    """'Her visit to X was announced on Monday', 'spoke on Monday of her visit': the day of the telling."""
    verb = verb_of(noun)
    told = base(verb.lower_) in words("status", "talking", "saying") | words("meeting", "speaking")
    announced = noun.dep_ == "nsubjpass" and noun.head == verb
    of = noun.head if noun.dep_ == "pobj" and noun.head.lower_ in ("of", "about") else None
    spoken_of = of is not None and (of.head == verb or of.head.i in scene.date_at)
    if not told or not (announced or spoken_of) or is_within(scene, dated, noun):
        return False
    return scene.word_before(dated) != "for" and verb_of(scene.head(dated)) == verb


def is_of_office(scene: Scene, dated: Dated) -> bool:
    """'X, in office since 2016, is visiting Y': since when somebody holds an office."""
    before = scene.doc[max(0, dated.first - 2) : dated.first + 1]
    return any(a.lower_ in _OFFICES and b.lower_ == "since" for a, b in pairwise(before))


def is_former(scene: Scene, dated: Dated) -> bool:
    """'originally planned for May 20': the day before the visit was moved."""
    before = scene.doc[max(0, dated.first - _FORMER) : dated.first]
    return any(token.lower_ in ("originally", "initially", "previously") for token in before)


def is_planned_for(scene: Scene, dated: Dated, trigger: Token) -> bool:
    """'Called off a trip to X planned for Friday', 'the summit in X, due to be held on 12 May'.

    Read word by word, as the parse hangs such a participle on almost anything.
    """
    doc = scene.doc
    i = dated.first - 1
    while i > trigger.i and doc[i].lower_ in _HOLDING:
        i -= 1
    if i <= trigger.i or doc[i].lower_ not in _PLANNED or doc[i].tag_ not in ("VBN", "VBD", "JJ"):
        return False
    i -= 1
    while i > trigger.i and (doc[i].lower_ in _LINKING or doc[i].pos_ == "ADV"):
        i -= 1
    between = doc[trigger.i + 1 : i + 1]
    if len(between) > _NEAR or any(token.pos_ in ("VERB", "AUX") or token.text in ",;:" for token in between):
        return False
    nouns = [singular(token.lower_) for token in (trigger, *between)]
    trips = words("travel", "nouns")
    if trigger.pos_ == "NOUN":
        return nouns[0] in trips and not any(noun in trips for noun in nouns[1:])
    events = words("travel", "event_nouns") | words("meeting", "nouns")
    return any(noun in events for noun in nouns[1:])


def is_put_first(scene: Scene, dated: Dated, trigger: Token) -> bool:
    """'It was in March 2009 that she visited X', 'that he became the first minister to visit X'."""
    verb = verb_of(scene.head(dated))
    if verb.lower_ not in ("is", "was") or not any(c.lower_ == "it" and c.i < verb.i for c in verb.children):
        return False
    clause = trigger
    while clause.head != verb and clause.dep_ in ("xcomp", "acl", "relcl", "attr", "dobj", "conj"):
        clause = clause.head
    opening = {child.lower_ for child in clause.children if child.i < clause.i}
    return clause.head == verb and clause.i > dated.last and bool(opening & {"that", "when"})


def is_of_last_time(scene: Scene, dated: Dated, verb: Token) -> bool:
    """'The last time that she visited X was in June': the day of the visit."""
    time = verb.head
    told = verb.dep_ in ("relcl", "acl") and time.lower_ == "time" and time.dep_ == "nsubj"
    return told and verb_of(scene.head(dated)) == time.head and time.head.pos_ == "AUX"
