"""Offices that a sentence tells of somebody: 'X became the first Russian defence minister to …'; openers."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from spacy.tokens import Token

from geomap.claims.kinds import is_trip
from geomap.claims.people.cast import Cast
from geomap.claims.people.offices import countries_in, countries_of_joined, label_of, phrase_of
from geomap.claims.people.subjects import conjuncts, relative_subject
from geomap.claims.scene import Scene
from geomap.claims.setbacks import is_negated
from geomap.claims.steps import SUBJECTS, subject_beside
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
    for key, role, country in [opener] if opener else _joined_openers(scene, cast):
        people[key] = replace(people[key], role=role, country=country)
    return replace(cast, people=people)


def _told_of(scene: Scene, cast: Cast, token: Token) -> tuple[Person, str, str] | None:
    """Who is told to be 'the first Russian minister to visit X', that office and its country."""
    verb = token.head
    if not role_class(token.lower_) or verb.lower_ not in _BEING or is_negated(verb):
        return None
    subject = subject_beside(verb)
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


def _joined_openers(scene: Scene, cast: Cast) -> list[tuple[str, str, str]]:
    """'Chad's army chief and foreign minister are to fly to X. … The visit by Y and Z': two who open a text.

    Their offices have no names beside them, and the two names that come next, joined as well, no offices.
    """
    opening = list(islice(scene.doc.sents, 2 * _OPENING))
    heads = (t for sent in opening for t in sent if t.dep_ in SUBJECTS and t.i not in cast.at)
    pairs = (list(conjuncts(token)) for token in heads)
    offices = next((two for two in pairs if len(two) == 2 and all(role_class(t.lower_) for t in two)), [])
    phrases = [phrase_of(office) for office in offices]
    lands = {
        countries_in(scene, office, phrase) or countries_of_joined(scene, office)
        for office, phrase in zip(offices, phrases, strict=True)
    }
    country = next(iter(lands), ())
    if len(lands) != 1 or len(country) != 1 or any(p.country == country[0] for p in cast.people.values()):
        return []
    later = [item for item in cast.named if offices[0].sent.end <= item.first]
    if len(later) < 2 or scene.doc[later[0].last + 1 : later[1].first].text != "and":
        return []
    noun = scene.doc[later[0].last]
    told = (
        [cast.people[item.key] for item in later[:2]] if noun.dep_ in SUBJECTS or _is_traveller(noun) else []
    )
    if not told or any(person.role or person.country or " " not in (person.name or "") for person in told):
        return []
    labels = [label_of(scene, office, phrase) for office, phrase in zip(offices, phrases, strict=True)]
    return [(item.key, label, country[0]) for item, label in zip(later[:2], labels, strict=True)]


def _is_traveller(noun: Token) -> bool:
    """'The visit by X', 'the trip of X'."""
    return noun.head.lower_ in ("by", "of") and is_trip(noun.head.head)
