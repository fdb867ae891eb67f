"""Which event is meant, and where it is: 'Kazan hosts the summit', and a sentence later 'X will attend'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Span as Words
from spacy.tokens import Token

from geomap.claims.clauses import Aspect, is_passive
from geomap.claims.days.when import is_one_day, when_of
from geomap.claims.kinds import is_occasion
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import main_of, sentences_back, subject_beside, verb_of
from geomap.claims.vocabulary import base, singular, words
from geomap.language.dates.forms import Duration
from geomap.records import UNDATED, When

_MEMORY = 4
"""An event is told of this many sentences before those who come to it, at most."""
_LEAD = 5
"""Sentences in which an article tells what it is about, at most."""
_GENERAL = frozenset(("event", "gathering", "meeting", "occasion", "session"))
_FINE = ("city", "venue", "admin1")


def event_of(verb: Token) -> Token | None:
    """'the summit' of 'the summit is held', 'takes place', 'is due to run'."""
    if any(child.dep_ == "dobj" and child.lower_ != "place" for child in verb.children):
        return None
    noun = subject_beside(main_of(verb))
    return noun if noun is not None and is_occasion(noun) else None


def event_attended(verb: Token) -> Token | None:
    """'The summit' of 'attend the summit', 'take part in the talks', 'is expected at the forum'."""
    for child in verb.children:
        nouns = [child] if child.dep_ == "dobj" else list(child.children) if child.dep_ == "prep" else []
        for noun in nouns:
            if is_occasion(noun):
                return noun
    return None


def held_at(scene: Scene, noun: Token | None, verb: Token) -> list[tuple[Spot, Token]]:
    """The town of the event that a clause without a place is about, and the verb that tells of the event.

    `noun` is what the clause calls it ('the summit', 'the African Union summit'), None where it says nothing.
    The clause's own sentence goes first, then those before it; what is called otherwise is another event.
    """
    for back, sentence in enumerate(sentences_back(verb, _MEMORY + 1)):
        if found := _told_in(scene, sentence, noun, verb):
            return found
        if back and sentence.start and "\n\n" in scene.doc[sentence.start - 1].text:
            break
    sentence = scene.doc[0].sent
    for _ in range(_LEAD):  # what the article is about
        if sentence.end >= verb.sent.start:
            break
        if found := _told_in(scene, sentence, noun, verb):
            return found
        sentence = scene.doc[sentence.end].sent
    return []


def days_of_event(scene: Scene, teller: Token, seen: Aspect) -> When:
    """The days of an event, of which those who come to it are there on some.

    Of 'the three-day summit opens on Tuesday' it is three days; where nothing tells how long, none.
    """
    when = when_of(scene, teller, seen)
    if base(teller.lower_) not in words("travel", "beginning"):
        return replace(when, exact=is_one_day(when))
    lengths = (
        dated.phrase.expression.days
        for dated in scene.dates_between(teller.sent.start, teller.i)
        if isinstance(dated.phrase.expression, Duration)
    )
    length = next(lengths, None)
    if length is None or when.first is None:
        return UNDATED
    return replace(when, last=when.first + timedelta(days=length - 1), exact=False)


def _told_in(scene: Scene, sentence: Words, noun: Token | None, verb: Token) -> list[tuple[Spot, Token]]:
    """The event told of in one sentence, nearest to a verb, a town rather than a country."""
    told = [
        (abs(spot.first - verb.i), spot, teller)
        for spot in scene.spots_between(sentence.start, sentence.end)
        if spot.use == "name" and spot.sure and spot.country
        for event, teller in _events_at(scene, spot)
        if event == noun or (not _is_former(event) and (noun is None or _is_same(event, noun)))
    ]
    fine = [item for item in told if item[1].place and item[1].place.precision in _FINE] or told
    return [min(fine, key=lambda item: item[0])[1:]] if fine else []


def _is_same(event: Token, noun: Token) -> bool:
    """Whether what a later clause calls 'the summit' may be an event told before: no word of it is new."""
    if noun.i < event.i or not any(child.lower_ in ("the", "this", "that") for child in noun.children):
        return False
    called = {child.lower_ for child in noun.children if child.dep_ in ("compound", "amod", "nummod", "poss")}
    known = {token.lower_ for token in event.subtree}
    alike = singular(event.lower_) == singular(noun.lower_) or singular(noun.lower_) in _GENERAL
    return called <= known and alike


def _is_former(event: Token) -> bool:
    """'Last year's summit': another one than that to which people come now."""
    return any(
        child.lower_ in ("last", "previous", "earlier") for child in event.subtree if child.i < event.i
    )


def _events_at(scene: Scene, spot: Spot) -> Iterator[tuple[Token, Token]]:
    """The events held at a place, each with its verb: 'the summit in X', 'X hosts the summit'."""
    head = scene.head(spot)
    head = head.head if head.dep_ == "appos" else head  # 'the capital, Harare, hosts …'
    verb = head.head
    if head.dep_ == "pobj" and verb.lower_ in ("in", "at", "to"):
        above = verb.head
        if is_occasion(above) and verb.lower_ != "to":
            yield above, verb_of(above)
        elif above.pos_ in ("VERB", "AUX") and base(above.lower_) in words("status", "dating"):
            if (event := event_of(above)) is not None:
                yield event, above
            elif above.dep_ in ("relcl", "acl") and is_occasion(above.head):
                yield above.head, above
        else:  # 'her trip to X for the summit', 'leaders gather in X for a summit'
            near = [*above.children, *(above.head.children if above.pos_ == "NOUN" else ())]
            aims = [child for child in near if child.lower_ == "for" and child.i > spot.last]
            yield from ((noun, verb_of(above)) for aim in aims for noun in aim.children if is_occasion(noun))
    elif head.dep_ == "nsubj" and base(verb.lower_) in words("meeting", "hosting") and not is_passive(verb):
        if verb.dep_ == "relcl" and is_occasion(verb.head):
            yield verb.head, verb
        yield from ((child, verb) for child in verb.children if child.dep_ == "dobj" and is_occasion(child))
    elif head.dep_ in ("compound", "nmod") and is_occasion(verb):
        yield verb, verb_of(verb)
