"""Who travels by what a verb tells: its subject, those aboard, those who do likewise."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.clauses import is_passive, subject_of
from geomap.claims.people.who import Who
from geomap.claims.setbacks import off_programme
from geomap.claims.steps import owner_of
from geomap.claims.travel.frames import is_programme
from geomap.claims.travel.moves import named_people
from geomap.claims.travel.nouns import of_whose
from geomap.claims.vocabulary import base, words
from geomap.records import Person


def travellers_of_verb(who: Who, verb: Token, frame: str) -> tuple[Person, ...]:
    """Who travels by what a verb tells, told of in one of the frames of travel."""
    topic = subject_of(verb)
    if topic is not None and (topic.lower_ in words("travel", "vehicles") or is_programme(topic)):
        if people := _aboard(who, topic):
            return people
        if base(verb.lower_) in words("travel", "covering") or _is_official(topic):
            return who.leading_at(verb.i)
    if frame == "object" and is_passive(verb) and (programme := off_programme(verb)) is not None:
        owner = owner_of(programme)
        return named_people(who.party(owner)) if owner is not None else who.leading_at(verb.i)
    if frame == "taking" and not is_passive(verb):
        objects = (who.party(child) for child in verb.children if child.dep_ in ("dobj", "dative"))
        taken = next((people for party in objects if (people := named_people(party))), ())
        return taken or (named_people(who.agent(verb)) if base(verb.lower_) == "lead" else ())
    if frame == "toward" and base(verb.lower_) in words("travel", "accompanying"):
        parties = (
            who.subject(verb),
            who.agent(verb),
            *(who.party(child) for child in verb.children if child.dep_ == "dobj"),
        )
        return tuple(dict.fromkeys(person for party in parties for person in named_people(party)))
    return named_people(who.agent(verb) if is_passive(verb) and frame == "object" else who.subject(verb))


def likewise(who: Who, verb: Token) -> tuple[Person, ...]:
    """'Attended the funeral, as did A', 'will go, as will B'."""
    for child in verb.children:
        short = child.pos_ == "AUX" or child.lower_ in ("did", "does")
        if short and child.dep_ == "advcl" and any(mark.lower_ == "as" for mark in child.children):
            return named_people(who.subject(child))
    return ()


def _is_official(vehicle: Token) -> bool:
    """'The royal plane', 'the presidential train': of whoever travels."""
    modifiers = {child.lower_ for child in vehicle.children}
    return "the" in modifiers and bool(modifiers & words("travel", "of_state"))


def _aboard(who: Who, noun: Token) -> tuple[Person, ...]:
    """'The minister's plane', 'a jet carrying Mary Ann Thomas', 'her programme': whose journey it is."""
    load = (
        who.party(thing)
        for child in noun.children
        if child.dep_ in ("acl", "relcl") and base(child.lower_) in ("carry", "bring", "take")
        for thing in child.children
        if thing.dep_ == "dobj"
    )
    return of_whose(who.scene, who, noun) or next((p for party in load if (p := named_people(party))), ())
