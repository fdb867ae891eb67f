"""Guests: who is received, welcomed or hosted has visited the host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Words
from spacy.tokens import Token

from geomap.claims.clauses import Aspect, agent_of, aspect, has_guest, is_passive, subject_of
from geomap.claims.days.when import when_of
from geomap.claims.links import here, near_place, places_of
from geomap.claims.people.offices import classes_of, comes_from_afar, is_ruler, seats_of
from geomap.claims.people.parties import listed, past_place
from geomap.claims.people.who import NOBODY, Party, Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import owner_of, verb_of
from geomap.claims.travel.moves import Move, follows_on, named_people
from geomap.claims.vocabulary import base, words
from geomap.records import UNDATED, Person

_TITLES = 8
"""Words of titles between 'visiting' and the name, at most."""
_ELSEWHERE = frozenset(
    ("sidelines", "sideline", "margins", "margin", "fringes", "summit", "conference", "forum")
) | frozenset(("assembly", "congress", "funeral", "inauguration", "festival", "coronation", "wedding"))
"""Where these are told of, host and guest may both be abroad."""
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
    if has_guest(verb) or _is_given_welcome(verb):
        return True
    plain = not any(child.dep_ in ("ccomp", "xcomp", "oprd") for child in beside)
    if lemma == "have":
        return plain and verb.dep_ not in ("aux", "auxpass") and any(child.dep_ == "dobj" for child in beside)
    return lemma in words("travel", "awaiting") and plain and not is_passive(verb)


def _is_given_welcome(verb: Token) -> bool:
    """'Was accorded a warm welcome by X'."""
    given = base(verb.lower_) in words("meeting", "giving") | {"accord"} and is_passive(verb)
    return given and any(child.lower_ in ("welcome", "reception") for child in verb.children)


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
    if not spots and base(verb.lower_) in words("travel", "hosting") and home is not None:
        spots = host_land(who, home, host.people, people)
    for spot in spots:
        if spot.country in homes or None in homes:
            yield _received(scene, verb, people, spot, seen)


def host_land(who: Who, at: Token, hosts: Sequence[Person], guests: Sequence[Person]) -> list[Spot]:
    """'President X of Chad received Y': with no place told, a guest from abroad is in the host's country.

    Not where hosts are abroad themselves, as at a summit.
    """
    lands = {host.country for host in hosts}
    code = next(iter(lands)) if len(lands) == 1 else None
    near = here(who.scene)
    if lands == {None} and near and all(classes_of(p.role) and not seats_of(p.role or "") for p in hosts):
        code = near[0].country  # 'Minsk – President X received Y of Chad'
    gone = {person.label for _, people in who.travelled for person in people}
    if code is None or is_away(at.sent) or any(person.label in gone for person in (*hosts, *guests)):
        return []
    if not all(guest.country and guest.country != code for guest in guests):
        return []
    return near if near and near[0].country == code else [land_of(who.scene, code, at)]


def is_away(sentence: Words) -> bool:
    """Whether a sentence tells of an event where hosts may be abroad as well, or of no meeting in person."""
    return any(word.lower_ in _ELSEWHERE | words("meeting", "virtual", "remote") for word in sentence)


def land_of(scene: Scene, country: str, at: Token) -> Spot:
    """A country as the place of what a word tells."""
    place = scene.gazetteer.country(country).place
    return Spot(first=at.i, last=at.i, text=place.name, use="name", place=place)


def moves_of_visiting(scene: Scene, who: Who, word: Token) -> Iterator[Move]:
    """'Held talks with visiting minister X': X is where the others of the sentence are at home."""
    named = next(
        (n for i in range(word.i + 1, min(word.i + _TITLES, len(scene.doc))) if (n := who.cast.at.get(i))),
        None,
    )
    before = word.nbor(-1) if word.i > word.sent.start else None
    people_do = before is not None and before.pos_ in ("NOUN", "AUX")  # 'those visiting X'
    if named is None or named.last >= word.sent.end or people_do:
        return
    demonym = scene.spot_at.get(word.i + 1)
    if who.cast.at.get(word.i + 1) != named and (demonym is None or demonym.use != "adjective"):
        return  # 'is visiting Fiji, where X …'
    guest = who.cast.people[named.key]
    near = [each for each in who.named_in(word.sent.start, word.sent.end) if each != guest]
    others = [each for each in near if each.country] or [each for each in near if classes_of(each.role)]
    seen = aspect(verb_of(word))
    if seen is None or seen.status != "done":
        return
    for spot in host_land(who, word, [each for each in others if each.country != guest.country], [guest]):
        yield _received(scene, verb_of(word), (guest,), spot, seen)


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
