"""Who travels with whom: delegations, and those who join or accompany a traveller."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, agent_of, aspect, is_passive
from geomap.claims.links import places_of
from geomap.claims.scene import Scene
from geomap.claims.vocabulary import base, singular, words
from geomap.claims.who import Who
from geomap.records import Person, record

_LEADING = frozenset(("lead", "head", "headed", "chair", "comprise", "include"))


@record
class Companion:
    """Someone who has the stops of another, all or those in one country."""

    person: Person
    leader: Person
    country: str | None
    """Only the stops there; None for all."""
    places: frozenset[str]
    """Names of the only stops shared ('joins her in Maputo'); empty for all."""
    aspect: Aspect
    at: int


def delegation_of(scene: Scene, who: Who) -> tuple[Person, ...]:
    """The named people who lead or make up the delegation that an article is about."""
    members: list[Person] = []
    for token in scene.doc:
        if singular(token.lower_) in ("delegation", "team") and token.pos_ == "NOUN":
            members += [person for person in _leaders(who, token) if person.name and person not in members]
        elif base(token.lower_) in ("include", "comprise") and members == [] and _of_a_team(token):
            objects = [child for child in token.children if child.dep_ == "dobj"]
            members += [person for child in objects for person in who.party(child).people if person.name]
    return tuple(members)


def _of_a_team(verb: Token) -> bool:
    """'A delegation landed. It includes …'."""
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or subject.lower_ not in ("it", "which") or verb.sent.start == 0:
        return False
    before = verb.doc[verb.sent.start - 1].sent
    return any(singular(token.lower_) in ("delegation", "team") for token in before)


def _leaders(who: Who, noun: Token) -> Iterator[Person]:
    for child in noun.children:
        if child.dep_ == "acl" and base(child.lower_) in _LEADING:
            agent = agent_of(child)
            if agent is not None:
                yield from who.party(agent).people
                yield from _named_until_dash(who, agent)
    verb = noun.head
    while verb.dep_ in ("pobj", "prep", "dobj") and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head
    lemma = base(verb.lower_)
    if verb.pos_ == "VERB" and lemma in _LEADING:
        if noun.dep_ == "dobj":
            yield from who.subject(verb).people
        elif noun.dep_ == "nsubj" and lemma in ("include", "comprise"):
            for child in verb.children:
                if child.dep_ == "dobj":
                    yield from who.party(child).people


def _named_until_dash(who: Who, agent: Token) -> Iterator[Person]:
    """'led by A, B, and C – visited': everyone listed up to the next verb or dash."""
    doc = agent.doc
    i = agent.i
    while (
        i < agent.sent.end
        and doc[i].text not in ("–", "—", ")", ";")
        and not (doc[i].pos_ == "VERB" and doc[i].i > agent.i and doc[i].tag_ in ("VBD", "VBZ"))
    ):
        named = who.cast.at.get(i)
        if named and named.first == i:
            yield who.cast.people[named.key]
        i += 1


def find_companions(scene: Scene, who: Who) -> list[Companion]:
    """Those who 'join' or 'accompany' a traveller or the delegation."""
    found: list[Companion] = []
    for verb in scene.doc:
        found += _travelling_with(who, verb)
        if verb.pos_ != "VERB" or base(verb.lower_) not in words("travel", "accompanying"):
            continue
        seen = aspect(verb)
        if seen is None:
            continue
        objects = [child for child in verb.children if child.dep_ == "dobj"]
        if is_passive(verb) or (verb.dep_ == "advcl" and verb.tag_ == "VBN" and agent_of(verb) is not None):
            leaders, members = who.subject(verb).people, who.agent(verb).people
            agent = agent_of(verb)
            if agent is not None:
                members = tuple(dict.fromkeys([*members, *_named_until_dash(who, agent)]))
        elif objects:
            leaders, members = who.party(objects[0]).people, who.subject(verb).people
        else:
            continue
        country, places = _scope(scene, verb), _shared_places(scene, verb)
        found += [
            Companion(person=member, leader=leader, country=country, places=places, aspect=seen, at=verb.i)
            for leader in leaders[:1]
            for member in members
            if member.name and leader.name and member.name != leader.name
        ]
    return found


def _travelling_with(who: Who, verb: Token) -> list[Companion]:
    """'X will travel with her': X has her stops."""
    seen = aspect(verb)
    if base(verb.lower_) not in ("travel", "go", "fly") or seen is None:
        return []
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "with":
            leaders = [person for noun in child.children for person in who.single(noun).people if person.name]
            members = [person for person in who.subject(verb).people if person.name and person not in leaders]
            return [
                Companion(
                    person=member, leader=leader, country=None, places=frozenset(), aspect=seen, at=verb.i
                )
                for leader in leaders[:1]
                for member in members
            ]
    return []


def _shared_places(scene: Scene, verb: Token) -> frozenset[str]:
    """Where alone someone comes along: 'joins her in Maputo', 'visited Busan, accompanied by …'."""
    carrier = (
        verb.head if verb.dep_ in ("advcl", "acl", "relcl", "conj") and verb.head.pos_ == "VERB" else verb
    )
    spots = list(places_of(scene, verb)) or list(places_of(scene, carrier))
    return frozenset(
        spot.place.name
        for spot, preposition in spots
        if spot.place and spot.place.precision in ("city", "venue") and preposition in ("", "in", "at", "to")
    )


def _scope(scene: Scene, verb: Token) -> str | None:
    """'for the stops in the United Kingdom': the one country that the company is kept in."""
    for token in verb.subtree:
        spot = scene.spot_at.get(token.i)
        if (
            spot
            and spot.country
            and spot.use == "name"
            and spot.place
            and spot.place.precision == "country"
            and any(
                singular(ancestor.lower_) in ("stop", "leg", "visit", "part", "portion")
                for ancestor in token.ancestors
            )
        ):
            return spot.country
    return None
