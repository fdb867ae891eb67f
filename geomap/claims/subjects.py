"""Subjects that the parse hides: before 'who', behind 'with', joined by 'and', named right before a verb."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geomap.claims.cast import Cast
from geomap.claims.clauses import SUBJECTS
from geomap.records import Person

_TOGETHER = 6
"""A name stands at most this many tokens behind 'together with'."""


def relative_subject(cast: Cast, verb: Token) -> Person | None:
    """'X, who will …': the name in front of 'who', whatever the parse hangs the clause on."""
    for child in verb.children:
        if child.lower_ == "who" and child.dep_ in SUBJECTS and child.i:
            before = child.nbor(-1)
            before = before.nbor(-1) if before.text == "," and before.i else before
            return cast.person_at(before.i)
    return None


def absolute_subject(cast: Cast, verb: Token) -> Person | None:
    """'…, with President X choosing Kenya …': a subject behind 'with' for this verb alone."""
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.pos_ in ("VERB", "AUX") or token.text in ",;":
            return None
        if token.lower_ == "with":
            return next((p for t in verb.doc[token.i : verb.i] if (p := cast.person_at(t.i))), None)
    return None


def joined_subjects(cast: Cast, token: Token, verb: Token) -> Iterator[Person]:
    """'A, head of X, and B, envoy to Y, met …': those joined by 'and' between a subject and its verb."""
    doc = verb.doc
    for named in cast.named:
        if token.i < named.first < verb.i:
            i = named.first - 1
            while i > token.i and (cast.at.get(i) == named):
                i -= 1
            if doc[i].lower_ in ("and", "&") and not any(
                t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[token.i + 1 : i]
            ):
                yield cast.people[named.key]


def companions_named(cast: Cast, verb: Token) -> Iterator[Person]:
    """'together with X', 'along with X', 'alongside X': those who do the same."""
    for token in verb.sent:
        if token.lower_ == "alongside" or (
            token.lower_ == "with" and token.i and token.nbor(-1).lower_ in ("together", "along")
        ):
            for named in cast.named:
                if token.i < named.first <= token.i + _TOGETHER and named.first < token.sent.end:
                    yield cast.people[named.key]
                    break


def name_before(cast: Cast, verb: Token) -> Person | None:
    """The person named last before a verb in its sentence, where the parse gives no subject."""
    doc = verb.doc
    i = verb.i - 1
    while i >= verb.sent.start:
        token = doc[i]
        if token.pos_ == "VERB" and token.i != verb.i and token.tag_ in ("VBD", "VBZ", "VBP"):
            return None
        named = cast.at.get(i)
        if named:
            first = min(named.first, i)
            while first > verb.sent.start and cast.at.get(first - 1) == named:
                first -= 1
            ahead = doc[first - 1] if first else None
            if ahead is None or ahead.pos_ != "ADP" or (ahead.lower_ == "with" and verb.tag_ == "VBG"):
                return cast.people[named.key]
            i = min(i, named.first)
        i -= 1
    return None
