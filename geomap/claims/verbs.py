"""Verbs of travel with their travellers, places and dates."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geomap.claims.clauses import agent_of, aspect, is_passive, subject_of
from geomap.claims.links import event_place, place_before_where, places_of, relative_place
from geomap.claims.moves import Move, follows_on, is_trip
from geomap.claims.scene import Scene
from geomap.claims.vocabulary import base, singular, words
from geomap.claims.when import when_of
from geomap.claims.who import NOBODY, Party, Who
from geomap.records import Person


def moves_of_verb(scene: Scene, who: Who, verb: Token) -> Iterator[Move]:
    """All moves that one verb tells of."""
    lemma = base(verb.lower_)
    if lemma in words("travel", "hosting"):
        yield from _hosted(scene, who, verb)
        return
    frame = next(
        (name for name in ("object", "leaving", "toward", "at", "present") if lemma in words("travel", name)),
        None,
    )
    if frame is None and lemma in words("travel", "taking") and is_trip(subject_of(verb)):
        frame = "taking"
    if frame is None and lemma in words("travel", "choosing") and _chooses(verb):
        frame = "object"
    if frame is None and lemma in words("travel", "leading") and _leads(verb):
        frame = "toward"
    if frame is None and lemma in words("meeting", "light") and _holds_talks(verb):
        frame = "present"
    if frame is None:
        return
    seen = aspect(verb)
    if seen is None:
        return
    people = _travellers(who, verb, frame)
    if not people:
        return
    spots = list(places_of(scene, verb))
    origins = [
        spot
        for spot, preposition in spots
        if preposition == "from" or (frame == "leaving" and preposition == "")
    ]
    goals = [spot for spot, preposition in spots if _leads_there(frame, preposition)]
    if not goals and frame in ("toward", "present"):
        goals = event_place(scene, verb)
    if not goals and frame in ("at", "object", "toward", "present"):
        goals = relative_place(scene, verb)
    origin = origins[0] if origins else place_before_where(scene, verb, "from")
    when = when_of(scene, verb, seen)
    homeward = lemma in words("travel", "homeward")
    follows = follows_on(verb)
    for spot in goals:
        yield Move(
            who=people,
            spot=spot,
            origin=origin,
            when=when,
            aspect=seen,
            at=verb.i,
            rule=f"{frame} {lemma}",
            follows=follows,
            homeward=homeward,
        )
    if origin and not goals and frame == "leaving":
        yield Move(
            who=people,
            spot=None,
            origin=origin,
            when=when,
            aspect=seen,
            at=verb.i,
            rule=f"{frame} {lemma}",
            follows=follows,
        )


def _leads_there(frame: str, preposition: str) -> bool:
    match frame:
        case "object":
            return preposition in ("", "in", "at", "to")
        case "toward" | "taking":
            return preposition in words("travel", "towards")
        case "leaving":
            return preposition in ("for", "to")
        case _:
            return preposition in ("in", "at", "on", "near")


def _travellers(who: Who, verb: Token, frame: str) -> tuple[Person, ...]:
    if frame == "taking":
        return next(
            (
                party.people
                for child in verb.children
                if child.dep_ in ("dobj", "dative") and (party := who.single(child)).people
            ),
            (),
        )
    party = who.agent(verb) if is_passive(verb) and frame == "object" else who.subject(verb)
    return tuple(person for person in party.people if person.name or not party.collective)


def _hosted(scene: Scene, who: Who, verb: Token) -> Iterator[Move]:
    """'The king received the envoy in Amman': the guest has visited."""
    seen = aspect(verb)
    if seen is None:
        return
    if is_passive(verb):
        guest, host = who.subject(verb), who.agent(verb)
        if not agent_of(verb):
            return
    else:
        guests = [child for child in verb.children if child.dep_ == "dobj"]
        guest = who.party(guests[0]) if guests else NOBODY
        host = _host(scene, who, verb)
    people = tuple(person for person in guest.people if person.name)
    if not people or not host.people:
        return
    homes = {person.country for person in host.people}
    spots = [spot for spot, preposition in places_of(scene, verb) if preposition in ("in", "at", "on", "to")]
    if not spots and (token := agent_of(verb) if is_passive(verb) else subject_of(verb)) is not None:
        spots = [spot for spot in (scene.spot_at.get(token.i),) if spot and spot.use == "name"]
    for spot in spots:
        if spot.country in homes or None in homes:
            yield Move(
                who=people,
                spot=spot,
                when=when_of(scene, verb, seen),
                aspect=seen,
                at=verb.i,
                rule=f"hosting {base(verb.lower_)}",
            )


def _host(scene: Scene, who: Who, verb: Token) -> Party:
    token = subject_of(verb)
    if token is None:
        return NOBODY
    spot = scene.spot_at.get(token.i)
    if spot and spot.country:
        return Party(people=(Person(name=None, role="government", country=spot.country),), collective=True)
    return who.subject(verb)


def _leads(verb: Token) -> bool:
    return any(
        child.dep_ == "dobj" and singular(child.lower_) in words("people", "delegation")
        for child in verb.children
    )


def _chooses(verb: Token) -> bool:
    """'chose Kenya for her first trip abroad'."""
    return any(
        child.lower_ == "for"
        and any(singular(noun.lower_) in words("travel", "nouns") for noun in child.children)
        for child in verb.children
    )


def _holds_talks(verb: Token) -> bool:
    return any(
        child.dep_ == "dobj" and singular(child.lower_) in words("meeting", "nouns")
        for child in verb.children
    )
