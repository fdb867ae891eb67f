"""Guests: who is received, welcomed or hosted has visited the host."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, agent_of, aspect, has_guest, is_passive, subject_of
from geomap.claims.days.when import when_of
from geomap.claims.links import near_place, places_of
from geomap.claims.people.offices import comes_from_afar, is_ruler
from geomap.claims.people.parties import listed, past_place
from geomap.claims.people.who import NOBODY, Party, Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import owner_of, verb_of
from geomap.claims.travel.moves import Move, follows_on, named_people
from geomap.claims.vocabulary import base, words
from geomap.records import UNDATED, Person

_AT_THE_DOOR = frozenset(
    ("airport", "airfield", "station", "tarmac", "palace", "harbour", "port", "stairs", "steps")
)


def is_host(verb: Token) -> bool:
    """Whether a verb tells of a host: 'received', 'plays host', 'had her in Doha', 'awaits him in Lima'."""
    lemma, beside = base(verb.lower_), [child for child in verb.children if child.i > verb.i]
    if lemma in words("travel", "hosting"):
        return True
    if lemma == "play":
        return any(child.lower_ == "host" for child in beside)
    if has_guest(verb):
        return True
    plain = not any(child.dep_ in ("ccomp", "xcomp", "oprd") for child in beside)
    if lemma == "have":
        return plain and verb.dep_ not in ("aux", "auxpass") and any(child.dep_ == "dobj" for child in beside)
    return lemma in words("travel", "awaiting") and plain and not is_passive(verb)


def moves_of_host(scene: Scene, who: Who, verb: Token) -> Iterator[Move]:
    """'The king received the envoy in Amman', 'Chad plays host to X': the guest has visited."""
    seen = aspect(verb)
    if seen is None:
        return
    if base(verb.lower_) in words("travel", "awaiting") and seen.status == "done":
        if verb.tag_ not in ("VBZ", "VBP", "VBG") and not _at_the_door(verb):
            return
        seen = seen if _at_the_door(verb) else Aspect(status="planned", sure=True)
    if is_passive(verb):
        if not agent_of(verb):
            yield from _welcomed(scene, who, verb, seen)
            return
        guest, host, home = who.subject(verb), who.agent(verb), agent_of(verb)
    else:
        guest, host, home = _guest(scene, who, verb), _host(scene, who, verb), subject_of(verb)
    people = tuple(
        person
        for person in guest.people
        if person.name and person not in host.people and not _is_posted(person)
    )
    if not people or not host.people:
        return
    homes = {person.country for person in host.people}
    spots = [
        spot
        for spot, by in places_of(scene, verb)
        if by in ("in", "at", "on", "to") or (spot.first and scene.doc[spot.first - 1].lower_ == "in")
    ]  # 'hosted him for dinner at her home in X'
    if base(verb.lower_) == "have" and not has_guest(verb):  # who has somebody in a town, is at home there
        homes -= {None} if not any(is_ruler(person.role) for person in host.people) else set()
        spots = [spot for spot in spots or near_place(scene, verb) if homes & {spot.country, None}]
        spots = spots if len(people) == 1 else []
    else:
        spots = spots or near_place(scene, verb)
    if not spots and home is not None:
        spots = [spot for spot in (scene.spot_at.get(home.i),) if spot and spot.use == "name"]
    for spot in spots:
        if spot.country in homes or None in homes:
            yield _received(scene, verb, people, spot, seen)


def _received(scene: Scene, verb: Token, people: tuple[Person, ...], spot: Spot, seen: Aspect) -> Move:
    return Move(
        who=people,
        spot=spot,
        when=when_of(scene, verb, seen),
        aspect=seen,
        at=verb.i,
        rule=f"hosting {base(verb.lower_)}",
        follows=follows_on(verb),
    )


def _is_posted(person: Person) -> bool:
    """'Received the Russian ambassador': he lives there."""
    role = f" {(person.role or '').lower()} "
    return "ambassador" in role and not any(word in role for word in (" at large", " special ", " to "))


def _at_the_door(verb: Token) -> bool:
    """'Awaited him at the airport': he came."""
    return any(token.lower_ in _AT_THE_DOOR for token in verb.subtree if token.i > verb.i)


def _welcomed(scene: Scene, who: Who, verb: Token, seen: Aspect) -> Iterator[Move]:
    """'Was welcomed in Dili on Monday', by whomever: told of who is known to come from elsewhere."""
    people = named_people(who.subject(verb))
    for spot, by in places_of(scene, verb):
        far = people and all(comes_from_afar(person, spot) for person in people)
        if by in ("in", "at") and far and "as" not in {child.lower_ for child in verb.children}:
            yield _received(scene, verb, people, spot, seen)


def moves_of_hosts(scene: Scene, who: Who, noun: Token) -> Iterator[Move]:
    """'Her hosts in Tashkent showed her a factory': whose hosts they are, is there."""
    owner = owner_of(noun)
    seen = aspect(verb_of(noun)) if owner is not None else None
    people = named_people(who.party(owner)) if owner is not None else ()
    if seen is None or seen.status == "cancelled":
        return
    for spot, by in places_of(scene, noun):
        if by == "in" and people and all(comes_from_afar(person, spot) for person in people):
            yield Move(
                who=people, spot=spot, when=UNDATED, aspect=seen, at=noun.i, rule=f"hosting {noun.lower_}"
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
    past = past_place(scene, who, verb)
    return _all(scene, who, past) if past else NOBODY


def _all(scene: Scene, who: Who, start: int) -> Party:
    return Party(people=tuple(person for item in listed(scene, who, start) for person in item.people))


def _host(scene: Scene, who: Who, verb: Token) -> Party:
    token = subject_of(verb)
    spot = scene.spot_at.get(token.i) if token is not None else None
    if spot and spot.country:
        return Party(people=(Person(name=None, role="government", country=spot.country),), collective=True)
    return who.subject(verb)
