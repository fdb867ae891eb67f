"""Verbs of travel with their travellers, places and dates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, aspect, is_passive, subject_of, verb_of
from geomap.claims.days.when import is_one_day, when_at, when_of
from geomap.claims.links import (
    event_place,
    here,
    near_place,
    places_of,
    relative_place,
    said_place,
)
from geomap.claims.people.offices import comes_from_afar
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene, Spot, is_finer
from geomap.claims.setbacks import gives_up, off_programme
from geomap.claims.travel.frames import (
    comes_together,
    frame_of,
    is_gerund,
    is_honoured,
    is_programme,
    leads_there,
    towns_of_deed,
)
from geomap.claims.travel.hosting import is_host, moves_of_host
from geomap.claims.travel.moves import Move, follows_on, is_bare, named_people
from geomap.claims.travel.nouns import of_whose
from geomap.claims.travel.routes import from_to, goal_of_ride, origin_of
from geomap.claims.vocabulary import base, singular, words
from geomap.records import Person

_LEADING_HOME = frozenset(("leaving", "toward", "due", "at", "being"))
_HOMEWARD = frozenset(("back", "home", "homeland"))
_COMING = frozenset(("arrive", "land"))
"""Told with an origin alone, these end where the story is: 'X, who had arrived from Y, …'."""
_BARE = frozenset(["leave", "depart", "arrive", "land", "travel", "fly"])
"""These tell of a journey even without a place: 'He leaves on Friday.'"""


def moves_of_verb(scene: Scene, who: Who, verb: Token) -> Iterator[Move]:
    """All moves that one verb tells of."""
    lemma = base(verb.lower_)
    if is_host(verb) and not is_honoured(verb):
        yield from moves_of_host(scene, who, verb)
        return
    frame = None if comes_together(verb) or is_gerund(verb) else frame_of(scene, verb, lemma)
    seen = aspect(verb) if frame and not _from_afar(verb) else None
    if frame is None or seen is None:
        return
    people = _travellers(who, verb, frame)
    people = tuple(dict.fromkeys([*people, *_likewise(who, verb)])) if people else ()
    if not people:
        return
    if seen.negated and lemma in words("travel", "accompanying"):
        people = named_people(who.subject(verb))
    origins, goals = _ends_of(scene, verb, frame, people)
    seen = _as_travel_tells(verb, frame, lemma, seen)
    homeward = lemma in words("travel", "homeward") or any(
        token.lower_ in _HOMEWARD for token in verb.doc[verb.i + 1 : verb.i + 4]
    )
    if lemma == "see" and "last" not in {child.lower_ for child in verb.children}:
        travelled = {person for _, others in who.travelled for person in others}
        people = tuple(person for person in people if person in travelled)
        if not people:
            return
    if frame in ("being", "present") and not homeward:
        event = _for_event(verb, people)
        guests = tuple(p for p in people if any(_abroad(who, (p,), spot, goals, event) for spot in goals))
        people = guests or people
        goals = [spot for spot in goals if _abroad(who, people, spot, goals, event)]
    origin = _origin(goals, origins) or origin_of(scene, verb) or _home_left(who, verb, people)
    rule = f"{frame} {lemma}"
    follows = follows_on(verb) or lemma in words("travel", "continuing")
    for n, spot in enumerate(goals):
        then = n > 0 and _then(scene, goals[n - 1], spot)
        yield Move(
            who=people,
            spot=spot,
            origin=goals[n - 1] if then else _latest_before(spot, origins) or origin,
            when=when_at(scene, verb, seen, spot, goals),
            aspect=seen,
            at=verb.i,
            rule=rule,
            follows=follows or then,
            homeward=homeward,
        )
    home = _home(scene, verb, people) if frame in _LEADING_HOME and not goals else None
    if home and (origin or frame != "being" or seen.status == "planned"):
        when = when_at(scene, verb, seen, home, [home])
        for code in dict.fromkeys(person.country for person in people if person.country):
            yield Move(
                who=tuple(person for person in people if person.country == code),
                spot=replace(home, place=scene.gazetteer.country(code).place),
                origin=origin,
                when=when,
                aspect=seen,
                at=verb.i,
                rule=rule,
                homeward=True,
            )
    elif origin and not goals and (frame in ("leaving", "toward") or lemma in _COMING):
        when = when_at(scene, verb, seen, origin, [origin])
        yield Move(
            who=people,
            spot=None,
            origin=origin,
            when=when,
            aspect=seen,
            at=verb.i,
            rule=rule,
            follows=follows,
        )
    elif not goals and not homeward and lemma in _BARE and is_bare(scene, verb):
        when = when_of(scene, verb, seen)
        if is_one_day(when):
            yield Move(who=people, spot=None, when=when, aspect=seen, at=verb.i, rule=rule, follows=follows)


def _ends_of(
    scene: Scene, verb: Token, frame: str, people: tuple[Person, ...]
) -> tuple[list[Spot], list[Spot]]:
    """Where a verb's journey comes from and where it leads."""
    spots = [
        (spot, "from" if spot.first and scene.doc[spot.first - 1].lower_ == "from" else by)
        for spot, by in places_of(scene, verb)
    ]
    origins = [
        spot
        for spot, by in spots
        if frame != "withdrawing"
        and (by == "from" or (frame == "leaving" and by in ("", "at", "in")) or _is_out_of(scene, spot, by))
    ]
    goals = [spot for spot, by in spots if leads_there(frame, by)] or _implied(scene, verb, frame)
    if frame == "acting":
        towns = towns_of_deed(scene, verb)
        goals = [town for town in towns if all(comes_from_afar(person, town) for person in people)]
    if not goals and not origins and frame in ("toward", "leaving") and (route := from_to(scene, verb)):
        origins, goals = [route[0]], [route[1]]
    if frame == "taking" and not origins and (route := from_to(scene, verb)):
        origins = [route[0]]
    if frame == "being" and len(goals) > 1 and goals[0].country == people[0].country != goals[1].country:
        origins, goals = goals[1:2], goals[:1]  # 'is back in X after a week in Y'
    if not goals and frame in ("toward", "leaving"):
        goals = goal_of_ride(scene, verb)
    if not goals and frame == "leaving":
        goals = _for_where(scene, verb)
    if not goals and origins and ((frame == "toward" and _comes_in(verb)) or base(verb.lower_) == "arrive"):
        goals = [spot for spot in here(scene) if spot.place != origins[0].place]
    goals = [spot for spot in goals if not any(_is_within(scene, other, spot) for other in goals)]
    direct = [spot for spot, by in spots if spot in goals and by not in words("travel", "passing")]
    return origins, direct or goals


def _is_out_of(scene: Scene, spot: Spot, preposition: str) -> bool:
    """'flew out of Geneva'; which capital is left by somebody at home is hard to tell."""
    before = scene.doc[spot.first - 2].lower_ if spot.first > 1 else ""
    return preposition == "of" and before == "out" and spot.text != "the capital"


def _as_travel_tells(verb: Token, frame: str, lemma: str, seen: Aspect) -> Aspect:
    """What a verb of travel makes of its tense: who set out may still be expected, a dropped stop is off."""
    departs = lemma in words("travel", "departing") or (frame == "leaving" and lemma == "take")
    if departs and seen.status == "done" and seen.sure and not seen.negated:
        if _is_awaited(verb):
            return Aspect(status="planned", sure=False, past=True)
        return Aspect(status="done", sure=False, past=True)
    if lemma in words("travel", "covering") and verb.tag_ in ("VBZ", "VBP") and frame == "object":
        return Aspect(status="planned", sure=False)
    gone = frame == "withdrawing" or (frame == "object" and gives_up(verb))
    if gone and not seen.negated:
        return Aspect(status="cancelled", sure=True)
    return seen


def _is_awaited(verb: Token) -> bool:
    """'Left for X, where she is to open a fair': on the way there."""
    for clause in verb.subtree:
        opens = any(child.lower_ == "where" and child.i < clause.i for child in clause.children)
        if opens and clause.pos_ in ("VERB", "AUX") and clause.i > verb.i:
            doings = [clause, *(child for child in clause.children if child.dep_ in ("xcomp", "acomp"))]
            told = aspect(doings[-1])
            return told is not None and told.status == "planned"
    return False


def _origin(goals: Sequence[Spot], origins: Sequence[Spot]) -> Spot | None:
    """Where the way to the first goal begins; in 'goes to A, and from A to B' that is not told."""
    again = len(goals) > 1 and origins and goals[0].last < origins[0].first < goals[-1].first
    return origins[0] if origins and not again else None


def _latest_before(goal: Spot, origins: Sequence[Spot]) -> Spot | None:
    """'flew from A to B on Monday and from B to C on Friday': each goal has its own origin."""
    return next((origin for origin in reversed(origins) if origin.first < goal.first), None)


def _for_where(scene: Scene, verb: Token) -> list[Spot]:
    """'left the island on Monday for Antananarivo to lead the team': whatever the parse makes of 'for'."""
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        spot = scene.spot_at.get(token.i + 1)
        if token.lower_ == "for" and spot and spot.first == token.i + 1 and spot.use == "name":
            return [spot]
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD") or token.text in ",;:":
            return []
    return []


def _comes_in(verb: Token) -> bool:
    """'had flown in from New York': to where the report is from."""
    return any(
        child.lower_ == "in" and child.dep_ in ("prt", "advmod", "prep") and not list(child.children)
        for child in verb.children
    )


def _home(scene: Scene, verb: Token, people: tuple[Person, ...]) -> Spot | None:
    """'leaves for home', 'flew home', 'came back': the country that a traveller is known to come from."""
    behind = (token for token in verb.subtree if token.lower_ in _HOMEWARD and token.i > verb.i)
    word = next((token for token in behind if verb_of(token) == verb), None)
    country = people[0].country
    if word is None and base(verb.lower_) in words("travel", "homeward") and verb.tag_ != "VBG":
        word = next((token for token in verb.children if token.lower_ == "from"), None)
    if word is None or country is None or (word.lower_ != "from" and word.i - verb.i > 4):
        return None
    following = verb.doc[word.i + 1 : word.i + 4]
    elsewhere = any(token.lower_ in ("to", "in", "into", "with") for token in following)
    country_itself = any(token.lower_ in ("country", "island", "home") for token in following)
    if word.lower_ == "back" and elsewhere and not country_itself:
        return None
    place = scene.gazetteer.country(country).place
    return Spot(first=word.i, last=word.i, text="home", use="name", place=place)


def _home_left(who: Who, verb: Token, people: tuple[Person, ...]) -> Spot | None:
    """'left the country', 'leaves home': the country that a traveller is known to come from.

    'The island' may as well be where somebody has come to, of whom a journey is told before.
    """
    country = people[0].country
    what = next((child for child in verb.children if child.dep_ in ("dobj", "advmod")), None)
    if country is None or what is None or base(verb.lower_) not in words("travel", "leaving"):
        return None
    abroad = any(set(people) & set(others) for at, others in who.travelled if at < verb.i)
    described = what.lower_ in words("travel", "homelands") and _is_the(what) and not abroad
    if what.lower_ not in ("country", "home", "homeland") and not described:
        return None
    place = who.scene.gazetteer.country(country).place
    return Spot(first=what.i, last=what.i, text="home", use="name", place=place)


def _is_the(noun: Token) -> bool:
    """'The country', 'the island nation': told of before; not 'a country', 'the island of X'."""
    children = {child.lower_ for child in noun.children}
    return bool(children & {"the", "his", "her", "their"}) and "of" not in children


def _implied(scene: Scene, verb: Token, frame: str) -> list[Spot]:
    """The place of a verb that has none of its own: that of the event, of 'where', 'there' or 'here'."""
    found: list[Spot] = []
    if frame in ("toward", "present"):
        found = event_place(scene, verb) or _to_see(scene, verb, frame)
    if not found and frame in ("at", "object", "toward", "present", "being"):
        found = relative_place(scene, verb)
    if not found and frame in ("at", "object", "toward", "present", "being", "due"):
        found = said_place(scene, verb)
    if not found and frame in ("at", "present"):
        found = _fronted(scene, verb) or near_place(scene, verb)
    return found


def _fronted(scene: Scene, verb: Token) -> list[Spot]:
    """'In Astana, he is due to open a fair': the place that a sentence opens with."""
    sentence = verb.sent
    spot = scene.spot_at.get(sentence.start + 1)
    fronted = spot is not None and spot.use == "name" and sentence[0].lower_ in ("in", "at")
    main = verb
    while main.dep_ in ("xcomp", "acomp") and main.head != main:
        main = main.head
    return [spot] if spot and fronted and main != verb and sentence[0].head == main else []


def _to_see(scene: Scene, verb: Token, frame: str) -> list[Spot]:
    """'Goes to see the president in Pretoria'."""
    if frame != "toward":
        return []
    for child in verb.children:
        aim = child.dep_ in ("advcl", "xcomp") and child.tag_ == "VB" and child.i > verb.i
        if aim and base(child.lower_) in words("meeting", "verbs", "seeing", "with") | {"attend"}:
            return near_place(scene, child)
    return []


def _abroad(who: Who, people: tuple[Person, ...], spot: Spot, goals: list[Spot], on_purpose: bool) -> bool:
    """Being somewhere is a visit only of those who are known to come from elsewhere.

    Of whom nothing is known, it is one if they are there for an event.
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


def _is_within(scene: Scene, fine: Spot, spot: Spot) -> bool:
    """'Kazan, the capital of the Republic of Tatarstan': the land beside its town is no goal of its own."""
    between = scene.doc[fine.last + 1 : spot.first]
    near = len(between) < 4 or (len(between) < 10 and any(token.lower_ == "capital" for token in between))
    return fine.last < spot.first and near and is_finer(fine, spot) and fine.country == spot.country


def _is_halt(token: Token, verb: Token) -> bool:
    """'Stopped for refuelling', 'landed on a technical stop': told of the verb itself."""
    if token.lower_ not in words("travel", "refuelling"):
        return False
    purpose = token.head if token.dep_ in ("amod", "compound") else token
    return purpose.head == verb or (purpose.head.head == verb and purpose.head.lower_ in ("for", "on", "in"))


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
    return told or {"from", "there"} <= between or ("on", "to") in pairwise(words_between)


def _travellers(who: Who, verb: Token, frame: str) -> tuple[Person, ...]:
    topic = subject_of(verb)
    if topic is not None and (topic.lower_ in words("travel", "vehicles") or is_programme(topic)):
        if people := _aboard(who, topic):
            return people
        if base(verb.lower_) in words("travel", "covering") or _is_official(topic):
            return who.leading_at(verb.i)
    if frame == "object" and is_passive(verb) and (programme := off_programme(verb)) is not None:
        owner = next((child for child in programme.children if child.dep_ == "poss"), None)
        return named_people(who.party(owner)) if owner is not None else who.leading_at(verb.i)
    if frame == "taking" and not is_passive(verb):
        objects = (who.party(child) for child in verb.children if child.dep_ in ("dobj", "dative"))
        taken = next((people for party in objects if (people := named_people(party))), ())
        return taken or (named_people(who.agent(verb)) if base(verb.lower_) == "lead" else ())
    if frame == "toward" and base(verb.lower_) in words("travel", "accompanying"):
        parties = (
            who.subject(verb),
            who.agent(verb),
            *(who.party(child) for child in verb.children if child.dep_ == "dobj"),
        )
        return tuple(dict.fromkeys(person for party in parties for person in named_people(party)))
    return named_people(who.agent(verb) if is_passive(verb) and frame == "object" else who.subject(verb))


def _likewise(who: Who, verb: Token) -> tuple[Person, ...]:
    """'Attended the funeral, as did A', 'will go, as will B'."""
    for child in verb.children:
        short = child.pos_ == "AUX" or child.lower_ in ("did", "does")
        if short and child.dep_ == "advcl" and any(mark.lower_ == "as" for mark in child.children):
            return named_people(who.subject(child))
    return ()


def _is_official(vehicle: Token) -> bool:
    """'The royal plane', 'the presidential train': of whoever travels."""
    modifiers = {child.lower_ for child in vehicle.children}
    return "the" in modifiers and bool(modifiers & words("travel", "of_state"))


def _aboard(who: Who, noun: Token) -> tuple[Person, ...]:
    """'The minister's plane', 'a jet carrying Mary Ann Thomas', 'her programme': whose journey it is."""
    load = (
        who.party(thing)
        for child in noun.children
        if child.dep_ in ("acl", "relcl") and base(child.lower_) in ("carry", "bring", "take")
        for thing in child.children
        if thing.dep_ == "dobj"
    )
    people = of_whose(who.scene, who, noun) or next((p for party in load if (p := named_people(party))), ())
    stately = any(child.lower_ in words("travel", "stately") for child in noun.children)
    return people or (who.leading_at(noun.i) if stately else ())
