"""Verbs of travel with their travellers, places and dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, aspect, subject_of
from geomap.claims.days.when import is_one_day, when_at, when_of
from geomap.claims.people.offices import comes_from_afar
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.setbacks import gives_up
from geomap.claims.travel.frames import (
    comes_together,
    frame_of,
    is_awaited,
    is_gerund,
    is_honoured,
)
from geomap.claims.travel.goals import ends_of
from geomap.claims.travel.homecoming import HOMEWARD, home_left, word_of_home
from geomap.claims.travel.hosting import is_host, moves_of_host
from geomap.claims.travel.moves import (
    Move,
    follows_on,
    home_spot,
    is_bare,
    is_further,
    is_ordered,
    named_people,
)
from geomap.claims.travel.origins import origin_of
from geomap.claims.travel.travellers import likewise, travellers_of_verb
from geomap.claims.vocabulary import base, singular, words
from geomap.records import UNDATED, Person, When

_ONE_TOUR = 7
"""Days between two goals of one verb that are of one tour, at most."""
_LEADING_HOME = frozenset(("leaving", "toward", "due", "at", "being"))
_COMING = frozenset(("arrive", "land"))
"""Told with an origin alone, these end where the story is: 'X, who had arrived from Y, …'."""
_BARE = frozenset(["leave", "depart", "arrive", "land", "travel", "fly"])
"""These tell of a journey even without a place: 'He leaves on Friday.'"""


def moves_of_verb(scene: Scene, who: Who, verb: Token) -> Iterator[Move]:
    """All moves that one verb tells of: to its goals, else home, else from an origin, else on a day alone."""
    if is_host(verb) and not is_honoured(verb):
        yield from moves_of_host(scene, who, verb)
        return
    lemma = base(verb.lower_)
    frame = None if comes_together(verb) or is_gerund(verb) else frame_of(scene, verb, lemma)
    seen = aspect(verb) if frame and not _from_afar(verb) else None
    people = _travellers(who, verb, lemma, frame, seen) if frame and seen else ()
    if frame is None or seen is None or not people:
        return
    origins, goals = ends_of(scene, verb, frame, people)
    seen = _as_travel_tells(verb, frame, lemma, seen)
    homeward = _is_homeward(verb, lemma)
    if frame in ("being", "present") and not homeward:
        people, goals = _those_abroad(who, verb, seen, people, goals)
    origin = _origin(goals, origins) or origin_of(scene, verb) or home_left(who, verb, people)
    if origin and goals and all(spot.place == origin.place for spot in goals):
        goals = []  # 'arrived back in the country after talks in X'
    stage = subject_of(verb) if frame == "taking" else None
    follows = follows_on(verb) or lemma in words("travel", "continuing")
    follows |= stage is not None and is_further(stage)
    told = Move(
        who=people, spot=None, when=UNDATED, aspect=seen, at=verb.i, rule=f"{frame} {lemma}", origin=origin
    )
    if goals:
        yield from _to_goals(scene, verb, replace(told, follows=follows, homeward=homeward), goals, origins)
    away = frame != "being" or seen.status == "planned" or any(p.label in who.away for p in people)
    leads_home = not goals and frame in _LEADING_HOME and (origin or away)
    if home := tuple(_homewards(scene, verb, told)) if leads_home else ():
        yield from home
    elif origin and not goals and (frame in ("leaving", "toward") or lemma in _COMING):
        yield replace(told, when=when_at(scene, verb, seen, origin, [origin]), follows=follows)
    elif not goals and not homeward and lemma in _BARE and is_bare(scene, verb):
        when = when_of(scene, verb, seen)
        if is_one_day(when):
            yield replace(told, origin=None, when=when, follows=follows)


def _travellers(who: Who, verb: Token, lemma: str, frame: str, seen: Aspect) -> tuple[Person, ...]:
    """Who moves; 'X saw Lima' tells a journey only of somebody who is on one."""
    people = travellers_of_verb(who, verb, frame)
    people = tuple(dict.fromkeys([*people, *likewise(who, verb)])) if people else ()
    if people and seen.negated and lemma in words("travel", "accompanying"):
        return named_people(who.subject(verb))
    if lemma == "see" and "last" not in {child.lower_ for child in verb.children}:
        travelled = {person for _, others in who.travelled for person in others}
        return tuple(person for person in people if person in travelled)
    return people


def _is_homeward(verb: Token, lemma: str) -> bool:
    """'Returned to Y', 'flew back to Y', 'left X on his return to Y'."""
    if lemma in words("travel", "homeward"):
        return True
    if any(token.lower_ in HOMEWARD for token in verb.doc[verb.i + 1 : verb.i + 4]):
        return True
    return any(
        child.lower_ == "on" and noun.lower_ == "return" for child in verb.children for noun in child.children
    )


def _those_abroad(
    who: Who, verb: Token, seen: Aspect, people: tuple[Person, ...], goals: list[Spot]
) -> tuple[tuple[Person, ...], list[Spot]]:
    """Of those who are somewhere, the ones who come from elsewhere, and where they do."""
    event = _for_event(verb, people) or (seen.status == "planned" and _is_to_travel(who, verb, people))
    guests = tuple(p for p in people if any(_abroad(who, (p,), spot, goals, event) for spot in goals))
    people = guests or people
    return people, [spot for spot in goals if _abroad(who, people, spot, goals, event)]


def _to_goals(
    scene: Scene, verb: Token, told: Move, goals: Sequence[Spot], origins: Sequence[Spot]
) -> Iterator[Move]:
    """A move to each goal, from the one before where the text or the days put them in a row."""
    days = [when_at(scene, verb, told.aspect, spot, goals) for spot in goals]
    for n, spot in enumerate(goals):
        then = n > 0 and (
            _then(scene, goals[n - 1], spot) or is_ordered(verb) or _is_later(*days[n - 1 : n + 1])
        )
        yield replace(
            told,
            spot=spot,
            origin=goals[n - 1] if then else _latest_before(spot, origins) or told.origin,
            when=days[n],
            follows=told.follows or then,
        )


def _homewards(scene: Scene, verb: Token, told: Move) -> Iterator[Move]:
    """'Flew home': each to the country that is theirs; where none is known, to none that is told."""
    homes = dict.fromkeys(person.country for person in told.who if person.country and told.who[0].country)
    word = word_of_home(scene, verb)
    if word is None:
        return
    if not (homes or told.origin) and told.aspect.status != "cancelled":
        when = when_at(scene, verb, told.aspect, home_spot(scene, None, word.i), [])
        yield replace(told, when=when, homeward=True)
    for code in homes:
        home = home_spot(scene, code, word.i)
        yield replace(
            told,
            who=tuple(person for person in told.who if person.country == code),
            spot=home,
            when=when_at(scene, verb, told.aspect, home, [home]),
            homeward=True,
        )


def _as_travel_tells(verb: Token, frame: str, lemma: str, seen: Aspect) -> Aspect:
    """What a verb of travel makes of its tense: who set out may still be expected, a dropped stop is off."""
    departs = lemma in words("travel", "departing") or (frame == "leaving" and lemma == "take")
    if departs and seen.status == "done" and seen.sure and not seen.negated:
        if is_awaited(verb):
            return Aspect(status="planned", sure=False, past=True)
        return Aspect(status="done", sure=False, past=True)
    if lemma in words("travel", "covering") and verb.tag_ in ("VBZ", "VBP") and frame == "object":
        return Aspect(status="planned", sure=False)
    gone = frame == "withdrawing" or (frame == "object" and gives_up(verb))
    if gone and not seen.negated:
        return Aspect(status="cancelled", sure=True)
    return seen


def _origin(goals: Sequence[Spot], origins: Sequence[Spot]) -> Spot | None:
    """Where the way to the first goal begins; in 'goes to A, and from A to B' that is not told."""
    again = len(goals) > 1 and origins and goals[0].last < origins[0].first < goals[-1].first
    return origins[0] if origins and not again else None


def _latest_before(goal: Spot, origins: Sequence[Spot]) -> Spot | None:
    """'flew from A to B on Monday and from B to C on Friday': each goal has its own origin."""
    return next((origin for origin in reversed(origins) if origin.first < goal.first), None)


def _abroad(who: Who, people: tuple[Person, ...], spot: Spot, goals: list[Spot], on_purpose: bool) -> bool:
    """Being somewhere is a visit only of those who are known to come from elsewhere.

    Of whom nothing is known, it is one if they are there `on_purpose`: for an event, on a journey.
    """
    travelled = who.away | {person.label for person in who.delegation}
    if len({goal.country for goal in goals if goal.country}) > 1:
        return True
    if spot.country is None:
        return False
    known = (comes_from_afar(person, spot) for person in people)
    return all(
        person.label in travelled or on_purpose if far is None else far
        for person, far in zip(people, known, strict=True)
    )


def _for_event(verb: Token, people: tuple[Person, ...]) -> bool:
    """'was in Paris for the summit', of somebody in office or with a full name."""
    purpose = (noun for child in verb.children if child.lower_ == "for" for noun in child.children)
    events = words("travel", "event_nouns") | words("meeting", "nouns")
    named = all(person.role or " " in person.label for person in people)
    return named and any(singular(noun.lower_) in events for noun in purpose)


def _is_to_travel(who: Who, verb: Token, people: tuple[Person, ...]) -> bool:
    """'will fly to Lima on Monday … will be in Quito on Friday': of a journey told before."""
    before = [person for at, others in who.travelled if at < verb.i for person in others]
    return all(person in before for person in people)


def _from_afar(verb: Token) -> bool:
    """'addressed the summit by video', 'in his speech he went from X to Y': nobody travels."""
    remote = words("meeting", "virtual") | {"phone", "telephone", "telephoned", "letter"}
    if any(_is_halt(token, verb) for token in verb.subtree if token.i > verb.i):
        return True
    if any(
        token.lower_ in words("travel", "telling")
        for token in verb.sent
        if token.dep_ == "pobj" and token.head.head == verb
    ):
        return True
    return any(token.lower_ in remote for token in verb.subtree if token.i > verb.i)


def _is_halt(token: Token, verb: Token) -> bool:
    """'Stopped for refuelling', 'landed on a technical stop': told of the verb itself."""
    if token.lower_ not in words("travel", "refuelling"):
        return False
    purpose = token.head if token.dep_ in ("amod", "compound") else token
    return purpose.head == verb or (purpose.head.head == verb and purpose.head.lower_ in ("for", "on", "in"))


def _is_later(before: When, when: When) -> bool:
    """'to New York on Monday and to Ottawa on Thursday': each goal on its own day."""
    if not (is_one_day(before) and is_one_day(when) and before.first and when.first):
        return False
    return 0 < (when.first - before.first).days <= _ONE_TOUR


def _then(scene: Scene, before: Spot, spot: Spot) -> bool:
    """'for Tbilisi and then Yerevan': the list states an order."""
    between = {token.lower_ for token in scene.doc[before.last + 1 : spot.first]}
    behind = scene.doc[spot.last + 1].lower_ if spot.last + 1 < len(scene.doc) else ""
    told = bool(between & words("status", "later")) or behind in (
        "afterwards",
        "afterward",
        "thereafter",
        "later",
    )
    words_between = [token.lower_ for token in scene.doc[before.last + 1 : spot.first]]
    turn = words_between[-1:] == ["before"] or words_between[-2:] == ["followed", "by"]
    return told or turn or {"from", "there"} <= between or ("on", "to") in pairwise(words_between)
