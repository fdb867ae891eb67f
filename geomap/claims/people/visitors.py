"""People by their journeys: 'the guest', 'the diplomat', 'the party' are those who travelled before."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from geomap.claims.people.offices import countries_in, phrase_of
from geomap.claims.people.topic import Topic
from geomap.claims.scene import Scene
from geomap.claims.steps import SUBJECTS, verb_of
from geomap.claims.vocabulary import base, role_class, words
from geomap.records import Person

type Journeys = Sequence[tuple[int, tuple[Person, ...]]]
"""Word index and travellers of every move so far, in order."""


def travels(token: Token) -> bool:
    """Whether a noun is the subject of a verb of travel."""
    going = words("travel", "object", "toward", "at", "leaving", "homeward", "present")
    return token.dep_ in SUBJECTS and base(token.head.lower_) in going


def visitor(scene: Scene, topic: Topic, travelled: Journeys, token: Token) -> Person | None:
    """'The Cuban visitor', 'the guest': who travelled last before it, else whom the article is about."""
    if not any(child.lower_ in ("the", "this", "their", "his", "her") for child in token.children):
        return None
    country = next(iter(countries_in(scene, token, phrase_of(token))), None)
    near = [person for at, people in reversed(travelled) if at < token.i for person in people[:1]]
    known = [p for p in (*near, topic.main) if p and country and p.country == country]
    fitting = [p for p in (*near, topic.main) if p and (country is None or p.country is None)]
    return next(iter([*known, *fitting]), None)


def fellows(travelled: Journeys, token: Token) -> tuple[Person, ...]:
    """'Tuesday they fly on': those who travelled last."""
    if base(verb_of(token).lower_) not in words("travel", "toward", "leaving"):
        return ()
    return next((people for at, people in reversed(travelled) if at < token.i), ())


def lone_traveller(topic: Topic, travelled: Journeys, token: Token, country: str | None) -> Person | None:
    """'The diplomat', 'the minister': the one official who travels, where nobody else fits."""
    before = {person.label: person for at, people in travelled if at < token.i for person in people}
    main = topic.main
    goes = token.dep_ in SUBJECTS and base(token.head.lower_) in words("travel", "toward", "at", "object")
    plain = not any(child.lower_ in words("people", "portfolios") for child in token.children)
    alone = len(before) == 1 or (goes and plain and main is not None and main.label in before)
    if not alone or not any(child.lower_ == "the" for child in token.children):
        return None
    person = next(iter(before.values())) if len(before) == 1 or main is None else main
    officer = role_class(token.lower_) in ("minister", "diplomat", "official")
    fits = country is None or person.country in (None, country)
    return (
        person
        if officer and fits and role_class((person.role or "official").split()[0].lower()) != "head_of_state"
        else None
    )
