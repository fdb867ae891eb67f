"""Who is told to be beside a traveller: on his plane, in his party, taken along."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geomap.claims.clauses import aspect
from geomap.claims.kinds import is_group
from geomap.claims.people.who import Who
from geomap.claims.steps import child_of, verb_of, word_after
from geomap.claims.travel.delegations import THERE, Companion, is_delegation, listed
from geomap.claims.vocabulary import base, singular, words
from geomap.records import Person

_RIDING = frozenset(("fly", "travel", "journey"))
_TAKING = ("take", "bring")
_OWN = frozenset(("him", "her", "them"))
_ABOARD = frozenset(("in", "on", "aboard", "among"))
_COPULAS = frozenset(("is", "are", "was", "were", "be", "been"))


def beside(who: Who, verb: Token) -> Iterator[Companion]:
    """'With her on the plane was X', 'In his delegation are X and Y', 'X was with him on the flight'."""
    seen = aspect(verb) if verb.lower_ in _COPULAS and verb.dep_ not in ("aux", "auxpass") else None
    if seen is None or seen.status == "cancelled":
        return
    inverted = all(t.pos_ != "VERB" for t in verb.doc[verb.sent.start : verb.i])
    for child in verb.children:
        noun = child_of(child, "pobj")
        if child.dep_ != "prep" or noun is None:
            continue
        fronted = inverted and child.i < verb.i
        too = any(t.lower_ in ("also", "too") for t in verb.children)
        leader = _leader(who, child, noun, fronted=fronted, too=too)
        if leader is None:
            continue
        members = listed(who, verb.i + 1, verb.sent.end) if fronted else who.subject(verb).people
        part = any(singular(t.lower_) in words("travel", "parts") - {"visit"} for t in verb.subtree)
        spots = who.scene.spots_between(verb.sent.start, verb.sent.end) if part else ()
        towns = frozenset(spot.place.name for spot in spots if spot.place and spot.use == "name")
        for member in members if towns or not part else ():
            if member != leader:
                yield Companion(person=member, leader=leader, places=towns, aspect=THERE, at=verb.i)


def _leader(who: Who, preposition: Token, noun: Token, *, fronted: bool, too: bool) -> Person | None:
    """Beside whom somebody is: 'with her on the plane', 'at his side', 'in his delegation'."""
    owner = next((t for t in (*noun.children, *noun.subtree) if t.dep_ == "poss"), None)
    people: tuple[Person, ...] = ()
    if preposition.lower_ in ("with", "alongside", "beside"):
        riding = any(_is_ride(token) for token in preposition.head.subtree)
        people = who.single(noun).people if fronted or riding else ()
    elif preposition.lower_ == "at" and noun.lower_ == "side":
        people = who.single(owner).people if owner is not None and fronted else ()
    elif preposition.lower_ in _ABOARD:
        riding = (fronted or too) and (_is_ride(noun) or noun.lower_ == "board")
        if riding or is_delegation(noun) or is_group(noun):
            main = who.topic.main
            people = who.single(owner).people if owner is not None else (main,) if main else ()
    return people[0] if people else None


def taken_along(who: Who, token: Token) -> Iterator[Companion]:
    """'He took X along', 'brings X with her', 'X came along', 'in the company of X'."""
    if token.lower_ not in ("company", "along") and base(token.lower_) not in _TAKING:
        return
    doc, end, main = token.doc, token.sent.end, who.topic.main
    leaders: tuple[Person, ...] = ()
    members: tuple[Person, ...] = ()
    if token.lower_ == "company" and token.i + 1 < end and word_after(token) in ("of", "with"):
        before = doc[max(token.sent.start, token.i - 2) : token.i]
        goes = base(verb_of(token).lower_) in words("travel", "leaving", "at") | _RIDING
        told = goes and any(t.lower_ == "in" for t in before)
        members = tuple(listed(who, token.i + 2, end)) if told else ()
        leaders = who.subject(verb_of(token)).people
    elif token.pos_ == "VERB" and base(token.lower_) in _TAKING:
        told = any(t.lower_ == "along" for t in token.children) or any(
            t.lower_ == "with" and doc[t.i + 1].lower_ in _OWN for t in doc[token.i : end - 1]
        )
        members = tuple(listed(who, token.i + 1, end)) if told else ()
        leaders = who.subject(token).people or who.subject(verb_of(token.head)).people
    elif token.lower_ == "along" and base(token.head.lower_) == "come" and token.dep_ in ("advmod", "prt"):
        members, leaders = who.subject(token.head).people, (main,) if main else ()
    seen = aspect(verb_of(token)) if members else None
    leader = next(
        (person for person in (*leaders, *((main,) if main else ())) if person not in members), None
    )
    if leader and seen and seen.status != "cancelled":
        for member in members:
            yield Companion(person=member, leader=leader, aspect=THERE, at=token.i)


def sharing(who: Who, verb: Token) -> Iterator[Companion]:
    """'X made the trip with him', 'X also made the journey', 'X took part in the Chilean leg of the trip'."""
    thing = child_of(verb, "dobj")
    if thing is None or verb.pos_ != "VERB" or base(verb.lower_) not in ("make", "take"):
        return
    seen = aspect(verb)
    if seen is None or seen.status == "cancelled":
        return
    phrase = list(verb.subtree)
    trips = words("travel", "nouns") | words("travel", "parts")
    if base(verb.lower_) == "make":
        also = any(
            t.lower_ in ("too", "also") or (t.lower_ in _OWN and t.head.lower_ == "with") for t in phrase
        )
        told = singular(thing.lower_) in trips and also
    else:
        told = thing.lower_ == "part" and any(
            t.lower_ == "in" and any(singular(noun.lower_) in trips for noun in t.children) for t in phrase
        )
    main, here = who.topic.main, who.scene.spots_between(verb.i, verb.sent.end)
    countries = frozenset(spot.country for spot in here if spot.country) if told else frozenset()
    for person in who.subject(verb).people if told else ():
        if main and person != main:
            yield Companion(person=person, leader=main, countries=countries, aspect=THERE, at=verb.i)


def spouse(who: Who, verb: Token) -> Iterator[Companion]:
    """'The Duke and Duchess landed in Belize', 'X and his wife Y continued their tour': both, all the way."""
    trip = child_of(verb, "dobj")
    going = words("travel", "object", "toward", "at", "leaving")
    touring = trip is not None and singular(trip.lower_) in words("travel", "nouns")
    if not who.couple or verb.pos_ != "VERB" or (base(verb.lower_) not in going and not touring):
        return
    seen = aspect(verb)
    if seen and seen.status != "cancelled" and set(who.couple) <= set(who.subject(verb).people):
        leader, member = who.couple
        yield Companion(person=member, leader=leader, aspect=THERE, at=verb.i)


def _is_ride(token: Token) -> bool:
    return singular(token.lower_) in words("travel", "vehicles", "nouns") and token.pos_ == "NOUN"
