"""Who goes where: the verbs and nouns of travel with their travellers, places and dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, agent_of, aspect, climb, is_passive, subject_of, verb_of
from geomap.claims.scene import Scene, Spot
from geomap.claims.vocabulary import base, role_class, singular, words
from geomap.claims.when import when_of
from geomap.claims.who import NOBODY, Party, Who
from geomap.records import UNDATED, Person, When, record

_AHEAD = frozenset(["before", "ahead", "prior", "eve"])
_HEDGED = frozenset(["possible", "potential", "any", "proposed", "hypothetical", "no"])


@record
class Move:
    """One clause that puts people at a place, brings them there or takes them away."""

    who: tuple[Person, ...]
    spot: Spot | None
    """Where to; None where only the trip as a whole is told of ('his five-day visit')."""
    origin: Spot | None = None
    when: When
    aspect: Aspect
    at: int
    """Index of the word that tells it."""
    rule: str
    follows: bool = False
    """Whether it is told as coming after the stop before ('then', 'later', 'on to')."""
    homeward: bool = False


_ONWARD = (("after", "which"), ("followed", "by"), ("and", "then"), (",", "then"))
_OUTSIDE = ("nsubj", "poss", "agent")
_LONGEST_LIST = 12


def find_moves(scene: Scene, who: Who) -> list[Move]:
    """Every move that an article tells of, in the order of the text."""
    moves: list[Move] = []
    for token in scene.doc:
        found: list[Move] = []
        if token.pos_ in ("VERB", "AUX"):
            found = list(_of_verb(scene, who, token))
            if not found and base(token.lower_) == "visit":
                found = list(_visit_there(who, token, moves))
        elif token.pos_ in ("NOUN", "PROPN") and singular(token.lower_) in words("travel", "nouns"):
            found = list(_of_noun(scene, who, token, moves))
        moves += found
        moves += _onward(scene, found)
        who.travelled += [(move.at, move.who) for move in found]
    return moves


def _visit_there(who: Who, verb: Token, before: list[Move]) -> Iterator[Move]:
    """'The last president to visit': the place that the article is about."""
    topic = next((move.spot for move in before if move.spot), None)
    seen = aspect(verb)
    if (
        topic is None
        or verb.dep_ not in ("relcl", "acl")
        or any(child.dep_ in ("dobj", "prep") for child in verb.children)
    ):
        return
    when = who.dates(verb.head, seen) if seen else None
    people = _named(who.party(verb.head))
    if people and when:
        past = Aspect(status="done", sure=True)
        yield Move(who=people, spot=topic, when=when, aspect=past, at=verb.i, rule="object visit")


def _onward(scene: Scene, moves: list[Move]) -> Iterator[Move]:
    """'… in Kenya, after which Uganda', 'to Oslo, followed by Riga': the next stop without a verb of its own."""
    told = {move.spot.first for move in moves if move.spot}
    for move in moves:
        if move.spot is None or move.spot.last < scene.doc[move.at].sent.start:
            continue
        sentence = scene.doc[move.at].sent
        for spot in scene.spots:
            if move.spot.last < spot.first < sentence.end and spot.first not in told and spot.use == "name":
                words_before = [
                    token.lower_ for token in scene.doc[max(move.spot.last + 1, spot.first - 3) : spot.first]
                ]
                if tuple(words_before[-2:]) in _ONWARD or tuple(words_before[-3:-1]) in _ONWARD:
                    told.add(spot.first)
                    yield replace(move, spot=spot, origin=move.spot, when=UNDATED, follows=True)


# ── Verbs ───────────────────────────────────────────────────────────────────────────────────────


def _of_verb(scene: Scene, who: Who, verb: Token) -> Iterator[Move]:
    lemma = base(verb.lower_)
    if lemma in words("travel", "hosting"):
        yield from _hosted(scene, who, verb)
        return
    frame = next(
        (name for name in ("object", "leaving", "toward", "at", "present") if lemma in words("travel", name)),
        None,
    )
    if frame is None and lemma in words("travel", "taking") and _is_trip(subject_of(verb)):
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
    spots = list(_places_of(scene, verb))
    origins = [
        spot
        for spot, preposition in spots
        if preposition == "from" or (frame == "leaving" and preposition == "")
    ]
    goals = [spot for spot, preposition in spots if _leads_there(frame, preposition)]
    if not goals and frame in ("toward", "present"):
        goals = _event_place(scene, verb)
    if not goals and frame in ("at", "object", "toward", "present"):
        goals = _relative_place(scene, verb)
    origin = origins[0] if origins else _place_before_where(scene, verb, "from")
    when = when_of(scene, verb, seen)
    homeward = lemma in words("travel", "homeward")
    follows = _follows(verb)
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
    spots = [spot for spot, preposition in _places_of(scene, verb) if preposition in ("in", "at", "on", "to")]
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


# ── Nouns ───────────────────────────────────────────────────────────────────────────────────────


def _of_noun(scene: Scene, who: Who, noun: Token, before: list[Move]) -> Iterator[Move]:
    """'Her visit to Quito', 'the trip, her first to Asia', 'paid a visit to Suva'."""
    if noun.dep_ == "compound" and noun.head.pos_ in ("NOUN", "PROPN") and noun.head.dep_ not in ("pobj",):
        return
    seen = noun_aspect(noun)
    if seen is None:
        return
    people = _of_whose(scene, who, noun) or _focus(noun, before)
    if not people:
        return
    goals = [
        spot
        for spot, preposition in _places_of(scene, noun)
        if preposition in ("to", "in", "of", "into", "at", "on", "across", "through", "around", "")
    ]
    when = when_of(scene, noun, seen)
    governor = verb_of(noun)
    origin = _place_before_where(scene, governor, "from") if governor.pos_ in ("VERB", "AUX") else None
    follows = governor.pos_ in ("VERB", "AUX") and _follows(governor)
    rule = f"noun {singular(noun.lower_)}"
    for spot in goals:
        yield Move(
            who=people,
            spot=spot,
            origin=origin,
            when=when,
            aspect=seen,
            at=noun.i,
            rule=rule,
            follows=follows,
        )
    if not goals and when.text:
        yield Move(who=people, spot=None, when=when, aspect=seen, at=noun.i, rule=rule)


def noun_aspect(noun: Token) -> Aspect | None:
    """Whether a visit told of by a noun was, is planned or was given up."""
    modifiers = {child.lower_ for child in noun.children if child.dep_ in ("amod", "det", "compound", "nmod")}
    if modifiers & _HEDGED:
        return None
    if modifiers & words("status", "upcoming"):
        return Aspect(status="planned", sure=True)
    if {base(word) for word in modifiers} & words("status", "dropping"):
        return Aspect(status="cancelled", sure=True)
    verb = verb_of(noun)
    if verb.pos_ not in ("VERB", "AUX"):
        return Aspect(status="done", sure=False)
    for ancestor in _above(noun, verb):
        if ancestor.lower_ in _AHEAD:
            return Aspect(status="planned", sure=True)
        if ancestor.lower_ in ("invitation", "offer", "request", "possibility", "idea", "prospect"):
            return None
    lemma = base(verb.lower_)
    governed = noun.head == verb
    if governed and lemma in words("status", "dropping"):
        found = aspect(verb)
        return Aspect(status="cancelled", sure=True) if found and not found.negated else found
    if governed and lemma in words("status", "open"):
        return None
    if governed and lemma in ("plan", "schedule", "announce", "expect", "set", "prepare"):
        return Aspect(status="planned", sure=True)
    found = aspect(verb)
    if governed and lemma in words("travel", "light"):
        return found
    if found is None or found.status == "cancelled":
        return Aspect(status="done", sure=False)
    return Aspect(status=found.status, sure=False)


def _above(token: Token, stop: Token) -> Iterator[Token]:
    while token.head != token and token != stop:
        token = token.head
        yield token


def _of_whose(scene: Scene, who: Who, noun: Token) -> tuple[Person, ...]:
    """The traveller of a visit told of by a noun."""
    for child in noun.children:
        if child.dep_ == "poss":
            return _named(who.party(child))
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "of"):
            for grandchild in child.children:
                if grandchild.i not in scene.spot_at and (people := _named(who.party(grandchild))):
                    return people
    governor = verb_of(noun)
    if (
        governor.pos_ in ("VERB", "AUX")
        and base(governor.lower_) in words("travel", "light", "toward", "leaving", "at")
        and _is_object(noun, governor)
    ):
        return _named(who.agent(governor) if is_passive(governor) else who.subject(governor))
    return ()


def _is_object(noun: Token, verb: Token) -> bool:
    return any(ancestor == verb for ancestor, _ in climb(noun)) and noun.dep_ not in ("nsubj",)


def _named(party: Party) -> tuple[Person, ...]:
    return tuple(person for person in party.people if person.name or not party.collective)


def _focus(noun: Token, before: list[Move]) -> tuple[Person, ...]:
    """Whose 'this visit' or 'the trip' is: that of the people who travelled last."""
    definite = any(child.lower_ in ("the", "this", "his", "her", "their", "first") for child in noun.children)
    governor = verb_of(noun)
    topic = subject_of(governor) if governor.pos_ in ("VERB", "AUX") else None
    definite = (
        definite
        or _is_trip(topic)
        or any(child.dep_ == "nsubj" and child.lower_ == "it" for child in governor.children)
    )
    copular = (
        noun.dep_ == "attr"
        and subject_of(noun.head) is not None
        and subject_of(noun.head).lower_ in ("this", "it")
    )  # type: ignore[union-attr]
    return before[-1].who if before and (definite or copular) else ()


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


def _event_place(scene: Scene, verb: Token) -> list[Spot]:
    """'lead a delegation to a conference on trade in Accra': the city that the event's own phrase ends on."""
    events = [
        t for t in verb.subtree if t.i > verb.i and singular(t.lower_) in words("travel", "event_nouns")
    ]
    if not events:
        return []
    for spot in scene.spots:
        inside = events[0].i < spot.first < verb.sent.end and spot.use == "name" and spot.place is not None
        if (
            inside
            and scene.doc[spot.first - 1].lower_ in ("in", "at")
            and spot.place.precision in ("city", "venue")
        ):  # type: ignore[union-attr]
            between = scene.doc[events[0].i + 1 : spot.first]
            return [spot] if not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in between) else []
    return []


def _is_trip(token: Token | None) -> bool:
    return token is not None and singular(token.lower_) in words("travel", "nouns")


# ── Places of a clause ──────────────────────────────────────────────────────────────────────────


def _places_of(scene: Scene, trigger: Token) -> Iterator[tuple[Spot, str]]:
    """The spots that hang on a word, each with the preposition nearest to it."""
    start, end = trigger.sent.start, trigger.sent.end
    if end < len(scene.doc) and scene.doc[end - 1].text == ":":
        end = scene.doc[end].sent.end
    for spot in scene.spots:
        if start <= spot.first < end and spot.use == "name":
            preposition = link(scene, spot, trigger)
            if preposition is not None:
                yield spot, preposition


def link(scene: Scene, spot: Spot, trigger: Token) -> str | None:
    """The preposition by which a spot hangs on a word ('' for an object); None if it does not.

    In a plain list each item hangs where the item before it hangs, whatever the parse says; after a
    colon, where the noun before the colon does.
    """
    items = [spot]
    while len(items) < _LONGEST_LIST and (before := scene.before_in_list(items[0])):
        items.insert(0, before)
    for item in items:
        found = _link(scene, item, _colon_noun(scene, item) or scene.head(item), trigger)
        if found is not None:
            return found
    return None


def _link(scene: Scene, spot: Spot, token: Token, trigger: Token) -> str | None:
    blocked, inner = token.dep_ in _OUTSIDE, ""
    for ancestor, preposition in climb(token):
        if blocked:
            return None
        if ancestor.i == trigger.i:
            return preposition
        inner = inner or preposition
        exact = spot.place is not None and spot.place.precision in ("city", "venue")
        if not _passable(scene, ancestor, inner if exact else preposition):
            return None
        blocked = ancestor.dep_ in _OUTSIDE
    return None


def _colon_noun(scene: Scene, spot: Spot) -> Token | None:
    """'three nations: Fiji, …': the noun before the colon that a list begins after."""
    i = spot.first - 1
    while i > 0 and scene.doc[i].lower_ in ("the", "both"):
        i -= 1
    if i < 1 or scene.doc[i].text not in (":", "–", "—", "-"):
        return None
    noun = scene.doc[i - 1]
    return noun if singular(noun.lower_) in words("travel", "place_nouns", "nouns") else None


def _passable(scene: Scene, token: Token, preposition: str) -> bool:
    """Whether the place of an event may hang on it through this word."""
    if token.i in scene.spot_at:
        return scene.spot_at[token.i].use == "name" or token.pos_ == "PROPN"
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    lemma = singular(token.lower_)
    if lemma in words("travel", "nouns"):
        return False
    if lemma in words("travel", "place_nouns", "event_nouns"):
        return True
    if lemma in words("meeting", "nouns") or lemma in words("people", "delegation"):
        return True
    person = (
        token.ent_type_ == "PERSON" or role_class(token.lower_) or token.lower_ in words("people", "group")
    )
    return bool(person) and preposition in ("in", "at", "on")


def _relative_place(scene: Scene, verb: Token) -> list[Spot]:
    """'Fiji, where they met …': the spot that a relative clause hangs on."""
    spot = _place_before_where(scene, verb, "")
    return [spot] if spot else []


def _place_before_where(scene: Scene, verb: Token, preposition: str) -> Spot | None:
    """The spot that 'where' (after 'from', if asked for) in a verb's clause stands for."""
    for child in verb.children:
        if child.lower_ != "where":
            continue
        before = child.nbor(-1).lower_ if child.i else ""
        if (before == "from") != (preposition == "from"):
            continue
        earlier = [
            spot
            for spot in scene.spots
            if spot.last < child.i and spot.first >= child.sent.start and spot.use == "name"
        ]
        if earlier:
            return earlier[-1]
    return None


def _follows(verb: Token) -> bool:
    """Whether a clause is told as coming after what was told before."""
    for token in verb.subtree:
        if token.head.i == verb.i and token.lower_ in words("status", "later"):
            return True
        if (
            token.lower_ in ("on", "onward", "onwards")
            and token.head.i == verb.i
            and token.i + 1 < len(verb.doc)
            and token.nbor(1).lower_ == "to"
        ):
            return True
    for token in verb.doc[verb.i + 1 : min(verb.i + 4, verb.sent.end)]:
        if token.lower_ == "later":
            return True
    head = verb.head
    return (verb.dep_ == "pcomp" and head.lower_ in ("before",)) or (
        verb.dep_ == "advcl" and any(child.lower_ == "before" for child in verb.children)
    )
