"""Those who are told or handed something in a stated place."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.meetings.encounters import Encounter
from geomap.claims.people.parties import Listed
from geomap.claims.people.who import Who
from geomap.claims.vocabulary import base, words


def is_face_to_face(encounter: Encounter) -> bool:
    """Whether somebody of one country told those of another something, at a place that the clause states."""
    speaker, *others = encounter.people
    spot = encounter.spot
    if spot is None or not speaker.name or not speaker.country:
        return False
    homes = {person.country for person in others}
    return speaker.country not in homes and (None not in homes or spot.country != speaker.country)


def addressed(who: Who, verb: Token) -> list[Listed]:
    """'told President X in Lima', 'handed the minister a letter in Lima': who is told of by office."""
    gives = base(verb.lower_) not in words("status", "saying")
    things = [child.lower_ for child in verb.children if child.dep_ == "dobj"]
    if gives and not set(things) & words("meeting", "handed"):
        return []
    nouns = [child for child in verb.children if child.dep_ in ("dobj", "dative") and child.i > verb.i]
    carriers = [verb, *(child for child in verb.children if child.dep_ == "dobj")]
    to = (child for word in carriers for child in word.children if child.lower_ == "to")
    nouns += [noun for word in to for noun in word.children]
    nouns = [n for noun in nouns for n in ([noun] if noun.pos_ != "ADP" else noun.children)]
    people = [person for noun in nouns for person in who.party(noun).people]
    told = tuple(person for person in people if person.name and person.role)
    return [Listed(people=told, at=verb.i)] if told and len(told) == len(people) else []
