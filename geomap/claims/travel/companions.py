"""Who travels with whom: delegations, and those who join or accompany a traveller."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.clauses import agent_of, aspect, is_passive
from geomap.claims.kinds import is_trip
from geomap.claims.links import places_of, relative_place
from geomap.claims.people.offices import is_ruler
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import SUBJECTS, child_of, verb_of, word_after
from geomap.claims.travel.beside import beside, sharing, spouse, taken_along
from geomap.claims.travel.delegations import THERE, Companion, is_delegation, listed, members_told
from geomap.claims.travel.moves import Move
from geomap.claims.vocabulary import base, singular, words
from geomap.records import Person

type _Parts = tuple[frozenset[str], frozenset[str]]
"""Countries, and names of towns."""
_MOTION = frozenset(("travel", "go", "fly", "arrive", "come", "tour", "visit", "head", "journey", "leave"))


def find_companions(scene: Scene, who: Who) -> list[Companion]:
    """Everybody who travels with somebody, as far as one article tells, once each."""
    found = [
        companion
        for token in scene.doc
        for told in (
            members_told(who, token),
            _accompanying(scene, who, token),
            _travelling_with(scene, who, token),
            beside(who, token),
            taken_along(who, token),
            sharing(who, token),
            spouse(who, token),
        )
        for companion in told
    ]
    once: dict[tuple[str, str], Companion] = {}
    for companion in found:
        pair = companion.person.label, companion.leader.label
        once[pair] = _narrowed(who, once[pair], companion) if pair in once else companion
    return [
        companion
        for companion in once.values()
        if companion.aspect.status != "cancelled"
        and companion.person.name
        and companion.leader.name
        and companion.person != companion.leader
    ]


def _narrowed(who: Who, told: Companion, again: Companion) -> Companion:
    """'Accompanied by X and Y, who joined him in A and came to B': what one sentence tells of Y alone."""
    sentence = who.scene.doc[again.at].sent
    before = who.named_in(sentence.start, again.at)
    if told.at < sentence.start or again.person not in before[-1:]:
        return told
    return replace(told, countries=told.countries | again.countries, places=told.places | again.places)


def until_home(companions: Sequence[Companion], moves: Sequence[Move]) -> list[Companion]:
    """Who goes home alone shares the stops up to where he leaves the others, or those that are past."""
    return [_until_home(companion, moves) for companion in companions]


def _until_home(companion: Companion, moves: Sequence[Move]) -> Companion:
    person, leader = companion.person, companion.leader
    back = next((m for m in moves if m.homeward and person in m.who and leader not in m.who), None)
    if back is None or companion.countries or companion.places:
        return companion
    told = [m for m in moves if leader in m.who and not m.homeward and m.spot and m.spot.place]
    left = back.origin.place if back.origin else None
    last = max((n for n, m in enumerate(told) if m.spot and m.spot.place == left), default=-1)
    shared = told[: last + 1] if left else [m for m in told if m.aspect.status == "done"]
    ends = [end for m in shared for end in (m.origin, m.spot)]
    places = frozenset(end.place.name for end in ends if end and end.place)
    return replace(companion, places=places)  # none known: as before


def without_absent(
    scene: Scene, who: Who, moves: Sequence[Move], companions: Sequence[Companion]
) -> list[Move]:
    """Moves of a delegation without those who come along elsewhere only."""
    limited = [
        companion
        for companion in companions
        if (companion.countries or companion.places)
        and base(scene.doc[companion.at].lower_) in words("travel", "accompanying")
    ]
    kept = []
    for move in moves:
        place = move.spot.place if move.spot else None
        named = who.named_in(scene.doc[move.at].sent.start, scene.doc[move.at].sent.end)
        absent = {
            companion.person
            for companion in limited
            if place and companion.person not in named and companion.leader in move.who
            if (companion.countries and place.country not in companion.countries)
            or (companion.places and place.name not in companion.places)
        }
        kept.append(replace(move, who=tuple(person for person in move.who if person not in absent)))
    return kept


def _accompanying(scene: Scene, who: Who, verb: Token) -> Iterator[Companion]:
    """'Accompanied by X', 'X joins her in Maputo', 'Among those accompanying him are X and Y'."""
    if base(verb.lower_) not in words("travel", "accompanying"):
        return
    if verb.pos_ in ("NOUN", "PROPN"):  # a verb behind a long list of names is easily taken for one more
        led, named = who.named_in(verb.i + 1, verb.sent.end), who.named_in(verb.sent.start, verb.i)
        for person in named if led else ():
            yield Companion(person=person, leader=led[0], aspect=THERE, at=verb.i)
        return
    seen = aspect(verb)
    if seen is None or _is_for_a_moment(scene, verb):
        return
    objects = [child for child in verb.children if child.dep_ in ("dobj", "pobj")]
    objects = [*(child for child in verb.children if _is_whom(child, verb)), *objects]
    agent = agent_of(verb) or (_far_agent(verb) if is_passive(verb) else None)
    members: Sequence[Person]
    inverted = _behind_copula(who, verb) if objects else ()
    if agent is not None or (is_passive(verb) and not inverted):
        leaders = who.subject(verb).people or who.subject(verb_of(verb.head)).people
        members = [
            *(who.party(agent).people if agent is not None else ()),
            *(listed(who, agent.left_edge.i, agent.sent.end) if agent is not None else ()),
        ]
        if not members and verb.i + 1 < verb.sent.end and word_after(verb) == "by":
            members = listed(who, verb.i + 2, verb.sent.end)  # 'accompanied by, among others, X'
    elif objects:
        leaders = who.party(objects[0]).people
        members = inverted or [person for person in who.subject(verb).people if person not in leaders]
        members = members or listed(who, objects[0].right_edge.i + 1, verb.sent.end)
    else:
        return
    countries, places = _shared_places(scene, verb)
    if _joins_from_here(verb):
        countries |= {spot.country for spot in scene.named_between(0, verb.i)[-1:] if spot.country}
    main = who.topic.main
    joined = objects[0] if objects else None
    thing = (
        joined is not None and joined.pos_ == "NOUN" and joined.lower_ not in ("husband", "wife", "spouse")
    )
    thing = thing and joined is not None and not (is_delegation(joined) or is_trip(joined))
    if leaders[:1] != (main,) and set(leaders[:1]) & set(members):
        leaders = ()  # 'the leader, accompanied by X, the chancellor, …', misread
    leaders = leaders or ((main,) if main and main not in members and not thing else ())
    for leader in leaders[:1]:
        each = _parts_of(who, members, verb)
        for member in dict.fromkeys(members):
            part = each.get(member, (countries, places))
            yield Companion(
                person=member, leader=leader, countries=part[0], places=part[1], aspect=seen, at=verb.i
            )


def _parts_of(who: Who, members: Sequence[Person], verb: Token) -> dict[Person, _Parts]:
    """'Accompanied by A in Hanoi and by B and C in Manila': where alone each comes along, by name."""
    named = [each for each in who.cast.between(verb.i, verb.sent.end) if who.cast.people[each.key] in members]
    found: dict[Person, _Parts] = {}
    for n, each in enumerate(named):
        end = named[n + 1].first if n + 1 < len(named) else verb.sent.end
        if who.scene.doc[each.last + 1 : each.last + 2].text not in ("in", "to", "on"):
            continue
        spots = who.scene.listed_with(spot) if (spot := _first_spot(who, each.last + 1, end)) else []
        told = [spot.place for spot in spots if spot.place and spot.first < end]
        countries = frozenset(p.country for p in told if p.precision == "country" and p.country)
        towns = frozenset(p.name for p in told if p.precision in ("city", "venue"))
        for other in named[: n + 1]:
            if told:
                found.setdefault(who.cast.people[other.key], (countries, towns))
    return found if len(set(found.values())) > 1 or len(named) == 1 else {}


def _first_spot(who: Who, start: int, end: int) -> Spot | None:
    """The place that 'in' leads to right behind a name."""
    return next((spot for spot in who.scene.spots_between(start, min(end, start + 4))), None)


def _joins_from_here(verb: Token) -> bool:
    """'Will be joined from this point in the programme by X'."""
    return any(
        token.lower_ == "from" and word_after(token) in ("this", "that", "here", "there")
        for token in verb.subtree
        if token.i > verb.i
    )


def _is_whom(child: Token, verb: Token) -> bool:
    """'To the minister accompany her X and Y': right behind the verb, whatever the parse makes of it."""
    return child.i == verb.i + 1 and child.lower_ in ("him", "her", "them") and child.dep_ == "dative"


def _is_for_a_moment(scene: Scene, verb: Token) -> bool:
    """'Joined by the general, they spoke', 'saw a school, accompanied by him': no company on the way."""
    if verb.dep_ not in ("advcl", "acl", "conj") or verb.tag_ not in ("VBN", "VBD"):
        return False
    carrier = verb_of(verb.head)
    lemma = base(carrier.lower_)
    talks = words("meeting", "verbs", "conferring", "speaking", "topical", "with")
    if base(verb.lower_) == "join" and lemma in talks:
        return True
    what = child_of(carrier, "dobj")
    seeing = words("travel", "object", "present") - words("travel", "toward")
    local = lemma in seeing and what is not None and what.i not in scene.spot_at and not is_trip(what)
    return local and not any(by in ("", "in", "at", "to") for _, by in places_of(scene, carrier))


def _far_agent(verb: Token) -> Token | None:
    """'Accompanied on his visit to X by Y': the agent that the parse hangs on a noun in between."""
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.pos_ in ("VERB", "AUX"):
            return None
        if token.lower_ == "by":
            return child_of(token, "pobj")
    return None


def _behind_copula(who: Who, verb: Token) -> Sequence[Person]:
    """'Also accompanying him were X and Y': those named behind 'were'."""
    opens = all(not token.is_alpha for token in verb.doc[verb.sent.start : verb.i])
    if verb.tag_ != "VBG" and not opens:
        return ()
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.lower_ in ("is", "are", "was", "were", "be"):
            opens = not any(t.pos_ == "VERB" for t in verb.doc[verb.sent.start : verb.i])
            return listed(who, token.i + 1, verb.sent.end) if opens else ()
    return ()


def _travelling_with(scene: Scene, who: Who, verb: Token) -> Iterator[Companion]:
    """'X will travel with her', 'X flew to Lima with Y and Z': they have the same stops."""
    if any(child.lower_ == "together" for child in verb.children) and base(verb.lower_) == "come":
        return  # to meet, not to travel
    main = who.topic.main
    if (
        main
        and base(verb.lower_) in _MOTION
        and any(t.lower_ == "same" and t.head.lower_ in words("travel", "vehicles") for t in verb.subtree)
    ):
        for person in who.subject(verb).people:
            yield Companion(person=person, leader=main, aspect=THERE, at=verb.i)
        return
    beside = verb.pos_ == "AUX" and verb.dep_ not in ("aux", "auxpass")
    if not beside and (verb.pos_ != "VERB" or base(verb.lower_) not in _MOTION):
        return
    seen, (countries, towns) = aspect(verb), _shared_places(scene, verb)
    if beside and not towns and not _is_with_whom(verb):
        return
    for child in verb.children:
        if seen is None or child.dep_ != "prep" or child.lower_ not in ("with", "alongside"):
            continue
        named = [noun for noun in child.children if noun.pos_ != "PRON"]
        if beside and any(is_ruler(p.role or "") for noun in named for p in who.party(noun).people):
            continue  # 'is with President X at the palace': received there
        others = [
            person
            for noun in child.children
            for person in (
                *who.party(noun).people,
                *listed(who, noun.left_edge.i, noun.right_edge.i + 1),
                *_going_on(who, noun.right_edge.i + 1),
            )
        ]
        own = [person for person in who.subject(verb).people if person not in others]
        if inverted := _behind_copula(who, verb):
            own, others = others[:1], list(inverted)
        pairs = [(a, b) for a in own[:1] for b in others] + [(b, a) for b in others[:1] for a in own]
        for leader, member in pairs:
            yield Companion(
                person=member, leader=leader, countries=countries, places=towns, aspect=seen, at=verb.i
            )


def _is_with_whom(verb: Token) -> bool:
    """'The foreign minister was with her': nothing else is said of him."""
    others = [child for child in verb.children if child.dep_ in ("attr", "acomp", "dobj", "advmod")]
    company = (token.lower_ for child in verb.children if child.lower_ == "with" for token in child.children)
    return not others and not {"him", "her", "them"}.isdisjoint(company)


def _going_on(who: Who, at: int) -> Iterator[Person]:
    """'… with the director, X, and the envoy, Y': who follows in a list that the parse broke off."""
    doc = who.scene.doc
    start = at
    while at < len(doc) and (doc[at].text in (",", "and") or (doc[at].pos_ == "DET" and at > start)):
        at += 1
    named = who.cast.at.get(at)
    if named and at > start and any(token.lower_ == "and" for token in doc[start:at]):
        behind = doc[max(named.last, at) + 1 :][:1].text
        if behind in (".", ",", ";", "") or doc[max(named.last, at) + 1].pos_ == "ADP":
            yield who.cast.people[named.key]


def _shared_places(scene: Scene, verb: Token) -> tuple[frozenset[str], frozenset[str]]:
    """Where alone someone comes along: countries, and names of towns.

    'Joins her in Maputo', 'visited Busan, accompanied by …', 'joined in Niger and Chad by …', 'for the stops
    in the United Kingdom'.
    """
    acts = any(child.dep_ in SUBJECTS and child.tag_ not in ("WP", "WDT") for child in verb.children)
    hangs = verb.dep_ in ("advcl", "acl", "relcl", "conj") and verb.head.pos_ == "VERB"
    carrier = verb.head if hangs and not acts else verb
    own = list(places_of(scene, verb)) or [(spot, "in") for spot in relative_place(scene, verb)]
    spots = own or list(places_of(scene, carrier))
    leaves = base(carrier.lower_) in words("travel", "leaving")
    left = leaves or all(by == "from" for _, by in spots)
    left = left and base(carrier.lower_) not in words("travel", "homeward")
    near = [
        spot.place for spot, by in spots if spot.place and by in ("", "in", "at", "to", "from") and not left
    ]  # 'flew out from X with her': wherever they go
    towns = frozenset(place.name for place in near if place.precision in ("city", "venue"))
    inside = [spot.place for spot, by in own if spot.place and by in ("in", "at", "to")]
    inside += [
        spot.place
        for token in verb.subtree
        if (spot := scene.spot_at.get(token.i)) and spot.use == "name" and spot.place
        if any(singular(a.lower_) in words("travel", "parts") and a.pos_ == "NOUN" for a in token.ancestors)
    ]
    countries = frozenset(p.country for p in inside if p.country and p.precision == "country")
    regions = [p.name for p in inside if p.precision == "region" and not p.country]
    countries |= {code for name in regions for code in scene.gazetteer.region_members(name)}
    towns |= {p.name for p in inside if p.precision == "city"}
    return countries, towns
