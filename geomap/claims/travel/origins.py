"""Where a clause of travel says that its journey comes from: 'from X', 'after talks in X', 'fresh from X'."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from geomap.claims.kinds import is_trip
from geomap.claims.links import here, place_before_where, places_of
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import child_of, is_finite, verb_of, word_after
from geomap.claims.travel.moves import is_stop
from geomap.claims.vocabulary import base, singular, words

_AFTER = frozenset(("after", "following"))
_HEELS = frozenset(("heels", "heel", "back", "end", "close", "conclusion", "completion"))
_NEAR = 5
"""Words from 'straight from' to the place, at most."""


def origin_of(scene: Scene, verb: Token) -> Spot | None:
    """The stop that a clause of travel says its journey comes from, whether or not it says 'from'."""
    return (
        _from_here(scene, verb)
        or _coming_from(scene, verb)
        or _fronted(scene, verb)
        or place_before_where(scene, verb, "from")
        or _way_from(scene, verb)
        or _straight_from(scene, verb)
        or after_what(scene, verb)
    )


def from_to(scene: Scene, verb: Token) -> tuple[Spot, Spot] | None:
    """'flew with a group of … from X to Y': the two ends behind a verb, whatever the parse hangs them on."""
    behind = [spot for spot in scene.spots if verb.i < spot.first < verb.sent.end and spot.use == "name"]
    for origin, goal in pairwise(behind):
        before, between = scene.doc[origin.first - 1].lower_, scene.doc[origin.last + 1].lower_
        if before == "from" and between in ("to", "for") and goal.first == origin.last + 2:
            return origin, goal
    return None


def _from_here(scene: Scene, verb: Token) -> Spot | None:
    """'Leaves here for X', 'will go from here to X': the dateline's place."""
    leaves = base(verb.lower_) in words("travel", "leaving") and any(
        t.lower_ == "here" for t in verb.children
    )
    behind = verb.doc[verb.i + 1 : verb.sent.end]
    if leaves or any(a.lower_ == "from" and b.lower_ == "here" for a, b in pairwise(behind)):
        return next(iter(here(scene)), None)
    return None


def _fronted(scene: Scene, verb: Token) -> Spot | None:
    """'From X, the envoy was due to go to Y': the place that a sentence opens with, whatever it hangs on.

    The parse makes 'he flew' of 'From the Peruvian capital he flew to Y' a clause about the capital.
    """
    sentence = verb.sent
    if sentence[0].lower_ != "from":
        return None
    near = scene.spots_between(sentence.start + 1, min(sentence.start + 1 + _NEAR, verb.i))
    spot = next((spot for spot in near if spot.use == "name"), None)
    if spot is None:
        return None
    after, first = scene.doc[spot.last + 1], scene.doc[sentence.start + 1]
    lost = after.pos_ == "PRON" and verb.dep_ == "relcl" and spot.first <= verb.head.i <= spot.last
    opens = spot.first == first.i and after.text == "," and verb.dep_ in ("ROOT", "xcomp")
    return spot if opens or lost else None


def _coming_from(scene: Scene, verb: Token) -> Spot | None:
    """'reached X, coming from Y', 'returning from Y, she …'."""
    for child in verb.children:
        if child.dep_ in ("advcl", "acl", "conj") and child.tag_ == "VBG" and base(child.lower_) in _COMING:
            for spot, by in places_of(scene, child):
                if by == "from":
                    return spot
    return None


_COMING = frozenset(("come", "return", "arrive", "fly", "travel", "proceed"))


def _way_from(scene: Scene, verb: Token) -> Spot | None:
    """'On her way home from X, she stopped in Y', 'straight from the summit in X'."""
    for child in verb.children:
        if child.dep_ not in ("prep", "advmod", "npadvmod"):
            continue
        tokens = sorted(child.subtree, key=lambda token: token.i)
        if not any(singular(token.lower_) in words("travel", "ways", "rides") for token in tokens):
            continue
        for token in tokens:
            spot = scene.spot_at.get(token.i + 1)
            if token.lower_ == "from" and spot and spot.use == "name":
                return spot
    return None


def _straight_from(scene: Scene, verb: Token) -> Spot | None:
    """'landed in X, fresh from Y', 'came to X straight from talks in Y': by the words alone."""
    for token in verb.doc[verb.i + 1 : verb.sent.end - 2]:
        if is_finite(token) or token.text == ";":
            return None
        if token.lower_ in _STRAIGHT and word_after(token) == "from":
            near = scene.spots_between(token.i + 2, min(token.i + 2 + _NEAR, verb.sent.end))
            return next((spot for spot in near if spot.use == "name" and spot.country), None)
    return None


_STRAIGHT = frozenset(("fresh", "straight", "direct", "directly"))


def after_what(scene: Scene, verb: Token) -> Spot | None:
    """'After a day in X, she flew on', 'on the heels of talks in X': the one place of what came before."""
    before = _AFTER | ({"from"} if base(verb.lower_) in _COMING else set())
    for child in _hanging_on(verb):
        if child.lower_ in ("on", "at"):
            what = _on_the_heels_of(child)
        elif child.lower_ in before and child.dep_ in ("prep", "mark", "advmod"):
            what = child_of(child, "pobj", "pcomp")
        else:
            what = None
        if what is not None and (spot := _place_of_what(scene, what)):
            return spot
    return None


def _hanging_on(verb: Token) -> Iterator[Token]:
    """What hangs on a verb, or opens the clause of 'is to continue', 'is due to fly'."""
    yield from verb.children
    for noun in (word for child in verb.children if child.dep_ == "prep" for word in child.children):
        if is_stop(noun):  # 'came on the second leg of her tour after Lima'
            yield from (word for word in noun.subtree if word.dep_ == "prep" and word.lower_ in _AFTER)
    while verb.dep_ in ("xcomp", "acomp") and verb.head != verb:
        verb = verb.head
        yield from (child for child in verb.children if child.i < verb.i)


def _on_the_heels_of(preposition: Token) -> Token | None:
    """'On the heels of a visit', 'at the end of talks': what it is that somebody comes after."""
    heels = next((word for word in preposition.children if word.lower_ in _HEELS), None)
    of = next((word for word in heels.children if word.lower_ == "of"), None) if heels is not None else None
    return child_of(of, "pobj") if of is not None else None


def _place_of_what(scene: Scene, what: Token) -> Spot | None:
    """The one place of a visit, of talks or of some days."""
    if not (what.i in scene.spot_at or _puts_there(what)):
        return None
    if any(token.lower_ in words("travel", "refuelling", "halting") for token in what.children):
        return None
    apart = {i for word in what.subtree if word.dep_ == "relcl" for i in (each.i for each in word.subtree)}
    tokens = {token.i for token in what.subtree} - apart  # not 'at the end of a tour that began in X'
    spots = [spot for spot in scene.spots if spot.first in tokens and spot.use == "name" and spot.country]
    spots = [spot for spot in spots if scene.head(spot).dep_ != "poss"]
    alone = len({spot.text for spot in spots}) == 1 and scene.doc[spots[0].first - 1].lower_ != "for"
    return spots[0] if alone else None


def _puts_there(what: Token) -> bool:
    """Whether those who come 'after' this have been where it was: a visit, talks, some days."""
    if what.tag_ == "VBG":
        known = words("travel", "object", "at", "present", "toward", "leaving", "light", "ending")
        known |= words("meeting", "verbs", "light")
        return base(what.lower_) in known
    noun = singular(what.lower_)
    return noun in words("travel", "nouns", "event_nouns", "rides", "spells") or noun in words(
        "meeting", "nouns"
    )


def origin_of_visit(scene: Scene, noun: Token) -> Spot | None:
    """'A visit to X comes after talks in Y', 'follows a trip to Y', 'after Y he ends the tour in X'."""
    verb = verb_of(noun)
    if (spot := place_before_where(scene, verb, "from")) is not None:
        return spot
    lemma = base(verb.lower_)
    if noun.dep_ == "nsubj" and lemma == "follow":
        before = next((child for child in verb.children if child.dep_ == "dobj" and is_trip(child)), None)
        others = before is not None and any(
            child.dep_ == "poss" or child.lower_ == "by" for child in before.children
        )
        return None if before is None or others else _place_of_what(scene, before)
    carries = noun.dep_ == "dobj" and lemma in words("travel", "light")
    return after_what(scene, verb) if carries or (noun.dep_ == "nsubj" and lemma == "come") else None
