"""Several people meant by one word: 'they', 'both', 'the two presidents', 'the three'."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from spacy.tokens import Span as Words
from spacy.tokens import Token

from geomap.claims.people.cast import Cast
from geomap.claims.people.offices import number_of
from geomap.claims.steps import SUBJECTS, owner_of, sentences_back, subject_beside, verb_of
from geomap.claims.vocabulary import role_class, singular, words
from geomap.records import Person

_MEMORY = 4
"""Sentences that such a word looks back over."""
_COUPLE = 8
"""A couple stays one for longer."""
_ANYBODY = frozenset(
    (
        "sides",
        "envoys",
        "guests",
        "visitors",
        "dignitaries",
        "statesmen",
        "men",
        "women",
        "leaders",
        "politicians",
        "officials",
        "diplomats",
    )
)
_PRONOUNS = frozenset(("he", "she", "him", "her"))

type Antecedent = Callable[[Token], Person | None]


def pair_before(cast: Cast, token: Token) -> tuple[Person, ...]:
    """'They' after 'A met B' or 'A and B went': the people of the nearest sentence with two or more."""
    for sentence in sentences_back(token, _COUPLE if token.lower_ == "couple" else _MEMORY):
        keys = dict.fromkeys(named.key for named in cast.between(sentence.start, min(sentence.end, token.i)))
        if len(keys) > 1:
            return tuple(cast.people[key] for key in keys)
    return ()


def counted_before(cast: Cast, token: Token, meant: Antecedent) -> tuple[Person, ...]:
    """'The two ministers', 'the three leaders', 'the two': the last so many.

    Of an office that is named, only its holders count. Pronouns count as whom they stand for.
    """
    count = _count(token)
    if not count:
        return ()
    word = singular(token.lower_)
    office = role_class(word) if token.lower_ not in _ANYBODY else None
    owner = owner_of(token)
    apart = (cast.person_at(owner.i) or meant(owner)) if owner is not None else None
    if owner is not None:  # 'she and her two colleagues'
        office = None
    found: dict[str, Person] = {}
    for sentence in sentences_back(token, _MEMORY + 1):
        told = _told_in(cast, sentence, token.i, meant)
        told = [person for person in told if person != apart]
        here = {person.label: person for person in told if office is None or may_hold(person, word, office)}
        if len(here) == count:
            return tuple(here.values())
        if len(found) < count:
            found = {**here, **found}
    return tuple(found.values()) if len(found) == count else ()


def _count(token: Token) -> int | None:
    """How many a definite plural or a bare number stands for; None if it is neither."""
    fellows = singular(token.lower_) in words("people", "colleague")
    if not any(
        child.lower_ in ("the", "these", "both") or (fellows and child.dep_ == "poss")
        for child in token.children
    ):
        return None
    if token.pos_ == "NUM" and token.dep_ in SUBJECTS:
        return number_of(token)
    one = singular(token.lower_)
    plural = token.lower_ in words("people", "group") or token.lower_ in _ANYBODY
    if plural or (one != token.lower_ and role_class(one) is not None):
        if any(child.lower_ == "both" for child in token.children):
            return 2
        return next((number_of(child) for child in token.children if child.pos_ == "NUM"), None)
    return None


def _told_in(cast: Cast, sentence: Words, end: int, meant: Antecedent) -> list[Person]:
    """Those who are named or meant in a sentence, before token `end`."""
    people = []
    for token in sentence:
        if token.i >= end:
            break
        named = cast.at.get(token.i)
        if named and named.first == token.i:
            people.append(cast.people[named.key])
        elif token.lower_ in _PRONOUNS and (person := meant(token)):
            people.append(person)
    return people


def may_hold(person: Person, word: str, office: str) -> bool:
    """Whether somebody is known to hold an office: a deputy does not, any minister is a minister."""
    role = (person.role or "counterpart").lower()
    if set(role.split()) & words("people", "colleague"):
        return True
    if role.startswith(("deputy", "vice")):
        return False
    if office == "official":
        return word in {singular(part) for part in role.split()}
    return office in {role_class(part) for part in role.split()}


def they_before(cast: Cast, token: Token, meant: Antecedent) -> tuple[Person, ...]:
    """'They' after 'The two presidents signed …': the same people."""
    for sentence in islice(sentences_back(token, 2), 1, None):
        for other in sentence:
            if other.dep_ in SUBJECTS and (people := counted_before(cast, other, meant)):
                return people
    return ()


def subject_above(token: Token) -> Token | None:
    """'The governments said they …', 'the couple flies on Friday, when they …': the subject before 'they'."""
    verb = verb_of(token)
    while verb.head != verb and verb.dep_ in ("ccomp", "advcl", "conj", "relcl", "acl"):
        verb = verb_of(verb.head)
        subject = subject_beside(verb)
        if subject is not None and subject.i < token.i and subject.lower_ not in ("i", "we"):
            return subject
    return None
