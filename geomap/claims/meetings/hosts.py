"""Hosts and guests told in passing: 'told his host, President X', 'the guest of Prime Minister Y'."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geomap.claims.clauses import aspect
from geomap.claims.meetings.encounters import Encounter, Sides, encounters_of
from geomap.claims.people.parties import Listed
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene
from geomap.claims.steps import owner_of, verb_of
from geomap.claims.vocabulary import singular
from geomap.records import Person

_TITLES = 8
"""A host's name follows within this many words: 'his host, Prime Minister Firstname Lastname'."""


def encounters_of_host(scene: Scene, who: Who, noun: Token) -> Iterator[Encounter]:
    """The meeting of a guest with whoever is called the host; counts where a place is known."""
    guests, hosts = _guest_and_hosts(who, noun)
    verb = verb_of(noun)
    seen = aspect(verb) if verb.pos_ in ("VERB", "AUX") else None
    named = [person for person in hosts if person.name and person not in guests]
    if seen is None or not guests or not named or not any(person.name for person in guests):
        return
    others = (Listed(people=tuple(named), at=noun.i),)
    sides = Sides(own=guests, others=others, placed=True, host=named[0])
    yield from encounters_of(scene, noun, sides, seen, f"noun {singular(noun.lower_)}")


def _guest_and_hosts(who: Who, noun: Token) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    word = singular(noun.lower_)
    if word == "host":
        owner = owner_of(noun)
        if owner is None or noun.i + 1 >= noun.sent.end or noun.nbor(1).text != ",":
            return (), ()
        behind = (who.cast.person_at(i) for i in range(noun.i + 2, min(noun.i + _TITLES, noun.sent.end)))
        host = next((person for person in behind if person), None)
        return who.party(owner).people, (host,) if host else ()
    if word == "guest" and (noun.dep_ == "attr" or noun.head.lower_ == "as"):
        of = next((child for child in noun.children if child.lower_ == "of"), None)
        hosts = tuple(person for child in of.children for person in who.party(child).people) if of else ()
        return who.subject(verb_of(noun)).people, hosts
    return (), ()
