"""Offices that a sentence tells of somebody: 'X became the first Russian defence minister to …'; openers."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.clauses import SUBJECTS
from geomap.claims.people.cast import Cast
from geomap.claims.people.offices import countries_in, label_of, phrase_of
from geomap.claims.people.subjects import relative_subject
from geomap.claims.scene import Scene
from geomap.claims.setbacks import is_negated
from geomap.claims.vocabulary import base, role_class, singular
from geomap.records import Person

_BEING = frozenset(("is", "was", "became", "becomes"))
_OPENING = 3
"""Sentences behind the first within which its office gets a name."""


def with_predicates(scene: Scene, cast: Cast) -> Cast:
    """The cast with offices and countries that are told by a sentence rather than beside the name."""
    people = dict(cast.people)
    for token in scene.doc:
        if token.dep_ == "attr" and (found := _told_of(scene, cast, token)):
            person, role, country = found
            for key, known in people.items():
                if known == person:
                    people[key] = replace(known, role=known.role or role, country=country)
    cast = replace(cast, people=people)
    opener = _opener(scene, cast)
    if opener:
        key, role, country = opener
        people[key] = replace(people[key], role=role, country=country)
    return replace(cast, people=people)


def _told_of(scene: Scene, cast: Cast, token: Token) -> tuple[Person, str, str] | None:
    """Who is told to be 'the first Russian minister to visit X', that office and its country."""
    verb = token.head
    if not role_class(token.lower_) or verb.lower_ not in _BEING or is_negated(verb):
        return None
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    person = relative_subject(cast, verb) or (cast.person_at(subject.i) if subject is not None else None)
    phrase = phrase_of(token)
    countries = countries_in(scene, token, phrase)
    if person is None or person.country or len(countries) != 1 or not person.name:
        return None
    return person, label_of(scene, token, phrase), countries[0]


def _opener(scene: Scene, cast: Cast) -> tuple[str, str, str] | None:
    """'The President of Chad arrived in X. … It is the first visit of Firstname Y': who opens a text.

    The office has no name beside it, and the name that follows soon no office: they are one, where no
    other person of that country is named.
    """
    first = next((sent for sent in scene.doc.sents if any(t.is_alpha for t in sent)), None)
    token = next((t for t in first or () if t.dep_ in SUBJECTS and t.head.dep_ == "ROOT"), None)
    if first is None or token is None or token.i in cast.at:
        return None
    high = ("head_of_state", "head_of_government", "minister")
    phrase = phrase_of(token)
    countries = countries_in(scene, token, phrase)
    definite = any(child.lower_ == "the" for child in token.children)
    if role_class(token.lower_) not in high or singular(token.lower_) != token.lower_:
        return None
    if not definite or len(countries) != 1 or base(token.head.lower_) in ("say", "tell"):
        return None
    if any(person.country == countries[0] for person in cast.people.values()):
        return None
    end = first.end
    for _ in range(_OPENING):
        end = scene.doc[end].sent.end if end < len(scene.doc) else end
    for named in cast.named:
        person = cast.people[named.key]
        named_after = {t.lower_ for t in scene.doc[max(0, named.first - 3) : named.first]} & {"name", "named"}
        if first.start <= named.first < end and not named_after and not person.role and not person.country:
            full = person.name and " " in person.name
            return (named.key, label_of(scene, token, phrase), countries[0]) if full else None
    return None
