"""One clause that puts people at a place, brings them there or takes them away."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from spacy.tokens import Token

from geomap.claims.clauses import Aspect
from geomap.claims.people.who import Party
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import main_of, word_after
from geomap.claims.vocabulary import role_class, singular, words
from geomap.records import Person, Status, When, record


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


@record
class Deed:
    """Something that somebody does at a place."""

    who: str
    """Label of the person."""
    spot: Spot
    when: When
    status: Status
    at: int


def named_people(party: Party) -> tuple[Person, ...]:
    """Who of a party can travel: the named, and the one who holds an office of a country alone."""
    return tuple(
        person for person in party.people if person.name or (not party.collective and _is_sole(person))
    )


def _is_sole(person: Person) -> bool:
    """'The foreign minister of Oman', not 'an envoy', 'Iran's own envoy' or 'the festival's director'."""
    told = (person.role or "").lower().replace("-", " ").split()
    heads = bool(set(told) & words("people", "heading") and set(told) & words("people", "services"))
    return bool(person.country) and (heads or any(role_class(word) in _SOLE for word in told))


def home_spot(scene: Scene, country: str | None, at: int) -> Spot:
    """Home, which is not named where a word leads there: the country, if it is known."""
    place = scene.gazetteer.country(country).place if country else None
    return Spot(first=at, last=at, text="home", use="name", place=place)


def is_stop(noun: Token) -> bool:
    """Whether a noun tells of a part of a journey."""
    return singular(noun.lower_) in ("stop", "leg", "stage", "stopover", "destination")


def is_further(noun: Token) -> bool:
    """'The next stop', 'the second leg': told as coming after the one before."""
    return is_stop(noun) and any(child.lower_ in _FURTHER for child in noun.children)


def place_of_noun(scene: Scene, noun: Token) -> Spot | None:
    """The place of a visit or a meeting, further down its phrase too: 'talks with the senate in Asunción'."""
    events = words("travel", "nouns") | words("meeting", "nouns")
    if singular(noun.lower_) not in events:
        return None
    for spot in scene.spots_between(noun.i + 1, noun.right_edge.i + 1):
        before = scene.doc[spot.first - 1]
        before = before.nbor(-1) if before.lower_ == "the" else before
        if spot.use == "name" and spot.country and before.lower_ in ("in", "to", "at"):
            return spot
    return None


def is_bare(scene: Scene, verb: Token) -> bool:
    """Whether nothing but the time is told of a journey: 'leaves on Friday', not 'leaves office'."""
    for child in verb.children:
        if child.dep_ in ("dobj", "prt", "dative"):
            return child.i in scene.date_at
        port = child.lower_ == "at" and any(place.lower_ in _PORTS for place in child.children)
        company = child.lower_ == "with"
        if child.dep_ == "prep" and not (
            port or company or any(part.i in scene.date_at for part in child.children)
        ):
            return False
    return True


_PORTS = frozenset(("airport", "aerodrome", "airfield", "port", "harbour", "harbor"))


def follows_on(verb: Token) -> bool:
    """Whether a clause is told as coming after what was told before."""
    if verb.sent[0].lower_ == "back" and verb == verb.sent.root:
        return True
    for token in verb.subtree:
        if token.head.i == verb.i and token.lower_ in words("status", "later"):
            return True
        if (
            token.lower_ in ("on", "onward", "onwards")
            and token.head.i == verb.i
            and token.i + 1 < len(verb.doc)
            and word_after(token) == "to"
        ):
            return True
        if token.lower_ == "from" and token.head.i == verb.i and word_after(token) in ("there", "here"):
            return True
    if (
        _opens_later(verb)
        or _tells_next_day(verb)
        or _is_on_the_way_home(verb)
        or _by_then(verb)
        or _stands_behind_then(verb)
    ):
        return True
    before = [token.lower_ for token in verb.doc[max(verb.sent.start, verb.i - 4) : verb.i]]
    if any(pair in (("from", "there"), ("after", "which"), ("after", "that")) for pair in pairwise(before)):
        return True
    for token in verb.doc[verb.i + 1 : min(verb.i + 4, verb.sent.end)]:
        if token.lower_ == "later":
            return True
    head = verb.head
    return (verb.dep_ == "pcomp" and head.lower_ in ("before",)) or (
        verb.dep_ == "advcl" and any(child.lower_ == "before" for child in verb.children)
    )


def _opens_later(verb: Token) -> bool:
    """'Following that, she plans to travel to X', 'Thereafter he intends to visit X'."""
    sentence, clause = verb.sent, main_of(verb)
    words_of = [token.lower_ for token in sentence[:3]]
    told = words_of[:1] == ["thereafter"] or (
        words_of[0] in ("following", "after") and words_of[1:] in (["that", ","], ["this", ","])
    )
    return told and clause == sentence.root


def _tells_next_day(verb: Token) -> bool:
    """'The same evening she flew …': the day of a verb is counted from what was told before."""
    for child in verb.children:
        noun = next(iter(child.children), child) if child.lower_ in ("on", "in") else child
        if noun.dep_ in ("npadvmod", "pobj") and is_next_day((*noun.lefts, noun)):
            return True
        if child.lower_ in ("in", "at") and noun.lower_ in _LATE and len(list(noun.children)) < 2:
            return True  # 'In the evening he was in X'
    return False


def _stands_behind_then(verb: Token) -> bool:
    """'… until Thursday, then cross the river to X', 'then he will be in X': whatever 'then' hangs on."""
    i = verb.i - 1
    while i > verb.sent.start and verb.doc[i].lower_ in _BETWEEN:
        i -= 1
    return i >= verb.sent.start and verb.doc[i].lower_ in _THEN


def _by_then(verb: Token) -> bool:
    """'By evening she was in X': later on the same day."""
    tokens = [token.lower_ for token in verb.subtree]
    return any(a == "by" and (b in _DAY or b == "nightfall") for a, b in pairwise(tokens))


def _is_on_the_way_home(verb: Token) -> bool:
    """'En route home she will stop in X', 'on the way back he was in Y'."""
    text = [token.lower_ for token in verb.subtree]
    ways = words("travel", "ways")
    return any(a in ways and b in ("home", "back") for a, b in pairwise(text))


def is_ordered(verb: Token) -> bool:
    """'will visit X, Y and Z, in that order': the list states an order."""
    text = [token.lower_ for token in verb.sent]
    orders = zip(text, text[1:], text[2:], strict=False)
    told = any(a == "in" and b in ("that", "this") and c == "order" for a, b, c in orders)
    return told or ("in", "succession") in pairwise(text) or "successively" in text


def is_next_day(tokens: Iterable[Token]) -> bool:
    """Whether words hold 'the next day', 'that night': counted from what was told before."""
    turned = False
    for token in tokens:
        if turned and token.lower_ in _DAY:
            return True
        turned |= token.lower_ in _NEXT
    return False


_FURTHER = frozenset(["next", "second", "third", "fourth", "fifth"])
_THEN = frozenset(["then", "thereafter", "afterwards", "subsequently"])
_BETWEEN = frozenset(["will", "would", "is", "was", "to", "he", "she", "they", "has", "had", "be"])
_SOLE = ("head_of_state", "head_of_government", "minister")
_DAY = frozenset(["day", "morning", "afternoon", "evening", "night"])
_LATE = frozenset(["afternoon", "evening", "night", "midnight"])
_NEXT = frozenset(["same", "next", "following", "that"])
