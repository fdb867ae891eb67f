"""Guests: who is received, welcomed or hosted has visited the host."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geomap.claims.clauses import agent_of, aspect, is_passive, subject_of
from geomap.claims.days.when import when_of
from geomap.claims.links import near_place, places_of
from geomap.claims.people.parties import listed
from geomap.claims.people.who import NOBODY, Party, Who
from geomap.claims.scene import Scene
from geomap.claims.travel.moves import Move, follows_on
from geomap.claims.vocabulary import base
from geomap.records import Person


def moves_of_host(scene: Scene, who: Who, verb: Token) -> Iterator[Move]:
    """'The king received the envoy in Amman', 'Chad plays host to X': the guest has visited."""
    seen = aspect(verb)
    if seen is None:
        return
    if is_passive(verb):
        if not agent_of(verb):
            return
        guest, host, home = who.subject(verb), who.agent(verb), agent_of(verb)
    else:
        guest, host, home = _guest(scene, who, verb), _host(scene, who, verb), subject_of(verb)
    people = tuple(person for person in guest.people if person.name and person not in host.people)
    if not people or not host.people:
        return
    homes = {person.country for person in host.people}
    spots = [
        spot
        for spot, by in places_of(scene, verb)
        if by in ("in", "at", "on", "to") or (spot.first and scene.doc[spot.first - 1].lower_ == "in")
    ]  # 'hosted him for dinner at her home in X'
    spots = spots or near_place(scene, verb)
    if not spots and home is not None:
        spots = [spot for spot in (scene.spot_at.get(home.i),) if spot and spot.use == "name"]
    for spot in spots:
        if spot.country in homes or None in homes:
            yield Move(
                who=people,
                spot=spot,
                when=when_of(scene, verb, seen),
                aspect=seen,
                at=verb.i,
                rule=f"hosting {base(verb.lower_)}",
                follows=follows_on(verb),
            )


def _guest(scene: Scene, who: Who, verb: Token) -> Party:
    """The object of a host's verb, or who follows 'host to'."""
    for child in verb.children:
        if child.dep_ == "dobj" and child.lower_ == "host":
            to = next((t for t in child.children if t.lower_ == "to"), None)
            to = to or next((t for t in verb.children if t.lower_ == "to"), None)
            return _all(scene, who, to.i + 1) if to is not None else NOBODY
        if child.dep_ in ("dobj", "dative") and who.party(child).people:
            return _all(scene, who, min(t.i for t in child.subtree))
    return NOBODY


def _all(scene: Scene, who: Who, start: int) -> Party:
    return Party(people=tuple(person for item in listed(scene, who, start) for person in item.people))


def _host(scene: Scene, who: Who, verb: Token) -> Party:
    token = subject_of(verb)
    spot = scene.spot_at.get(token.i) if token is not None else None
    if spot and spot.country:
        return Party(people=(Person(name=None, role="government", country=spot.country),), collective=True)
    return who.subject(verb)
