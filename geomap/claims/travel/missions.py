"""Announced delegations: one sentence tells where one is sent, another who leads it and who belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, agent_of, aspect
from geomap.claims.days.when import resolve
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import subject_beside
from geomap.claims.travel.delegations import LEADING, listed
from geomap.claims.travel.moves import Move
from geomap.claims.vocabulary import base, singular, words
from geomap.records import Person

_SENTENCES = 4
"""A delegation's head and its members are told in so many sentences, that of its journey counted."""


def moves_of_missions(scene: Scene, who: Who, moves: Sequence[Move]) -> Iterator[Move]:
    """'A delegation to Apia to attend …' with 'X will lead the delegation' or 'Members:' in what follows."""
    for noun in scene.doc:
        if not _is_delegation(noun) or (spot := _sent_to(scene, noun)) is None:
            continue
        people, seen = _sent(scene, who, noun)
        when = resolve(scene, list(scene.dates_between(noun.i, noun.sent.end)), seen, noun)
        told = {
            p.label for m in moves if _is_told(m, spot) and (m.when.first or not when.first) for p in m.who
        }
        if fresh := tuple(person for person in people if person.label not in told):
            yield Move(who=fresh, spot=spot, when=when, aspect=seen, at=noun.i, rule="mission")


def _is_told(move: Move, spot: Spot) -> bool:
    return move.spot is not None and move.spot.country == spot.country


def _is_delegation(noun: Token) -> bool:
    return noun.pos_ in ("NOUN", "PROPN") and singular(noun.lower_) in words("people", "team")


def _sent_to(scene: Scene, noun: Token) -> Spot | None:
    """The place of the journey or of the occasion that a delegation is 'to'."""
    doc, end = scene.doc, noun.sent.end
    if noun.i + 2 >= end or doc[noun.i + 1].lower_ != "to":
        return None
    later = list(scene.named_between(noun.i + 2, end))
    for ways in (("to", "in", "at"), ("of",)):
        for spot in later:
            before = doc[spot.first - 1 - (doc[spot.first - 1].lower_ == "the")]
            if before.lower_ in ways and spot.country:
                return spot
    return None


def _sent(scene: Scene, who: Who, noun: Token) -> tuple[list[Person], Aspect]:
    """Who leads a delegation, as that sentence or the next ones tell, then its members, one a line."""
    doc, people = scene.doc, list[Person]()
    seen = Aspect(status="planned", sure=True)
    at = noun.sent.start
    for _ in range(_SENTENCES):
        for verb in doc[at].sent:
            if verb.pos_ == "VERB" and base(verb.lower_) in LEADING and (heads := _heads(who, verb)):
                people += heads
                seen = aspect(verb) or seen
        if (at := doc[at].sent.end) >= len(doc):
            break
    colons = (t for t in doc[noun.i : at] if t.text == ":" and "\n" in doc[t.i + 1 : t.i + 2].text)
    for colon in colons:
        above = doc[scene.line_start(colon.i) : colon.i]
        if any(_is_delegation(word) or word.lower_ == "members" for word in above):
            people += listed(who, colon.i, colon.i)
    return list(dict.fromkeys(people)), seen


def _heads(who: Who, verb: Token) -> Sequence[Person]:
    """'X will lead the delegation', 'the delegation will be led by X'."""
    subject, agent = subject_beside(verb), agent_of(verb)
    if agent is not None and subject is not None and _is_delegation(subject):
        return [person for person in who.party(agent).people if person.name]
    led = any(child.dep_ == "dobj" and _is_delegation(child) for child in verb.children)
    return [person for person in who.subject(verb).people if person.name] if led else []
