"""Journeys without a verb of their traveller: 'the tour begins in X', 'the train to Y', 'back from Z'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, aspect, subject_of
from geomap.claims.days.when import resolve, when_at, when_of
from geomap.claims.kinds import is_trip
from geomap.claims.links import places_of
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.setbacks import is_negated
from geomap.claims.steps import SUBJECTS, is_finite, owner_of, verb_of, word_after
from geomap.claims.travel.frames import is_programme
from geomap.claims.travel.moves import Move, follows_on, home_spot, named_people, place_of_noun
from geomap.claims.travel.nouns import noun_aspect, travellers_of
from geomap.claims.vocabulary import base, singular, words
from geomap.records import UNDATED, Person, Status

_LONGEST = 14
"""Words of a passage from its noun to its last place, at most."""
_NEAR = 5
"""Words from 'back from' to the place, at most."""


def moves_of_course(scene: Scene, who: Who, verb: Token, before: Sequence[Move]) -> Iterator[Move]:
    """'The tour begins in X, continues to Y and ends in Z': a journey is itself the subject."""
    lemma = base(verb.lower_)
    known = words("travel", "beginning", "continuing", "ending")
    if lemma not in known and not (lemma in words("travel", "toward") and follows_on(verb)):
        return
    trip = subject_of(verb)
    part = trip is not None and singular(trip.lower_) in words("travel", "parts", "programmes")
    again = trip is not None and trip.lower_ == "it" and bool(before) and _is_course_before(trip, before[-1])
    seen = aspect(verb) if part or again or is_trip(trip) else None
    if trip is None or seen is None:
        return
    if verb.tag_ == "VBZ":
        seen = Aspect(status="planned", sure=False)
    goals = [spot for spot, by in places_of(scene, verb) if by in ("in", "at", "to", "with", "on")]
    goals = goals or _within(scene, verb)
    people = before[-1].who if again else travellers_of(scene, who, trip, before)
    if not people and before and before[-1].at >= trip.sent.start:
        people = before[-1].who
    # 'came to X on Monday on a tour that began in Y': the day is of X
    dated = verb.dep_ != "relcl" or any(token.i in scene.date_at for token in verb.subtree)
    for spot in goals if people else ():
        yield Move(
            who=people,
            spot=spot,
            when=when_at(scene, verb, seen, spot, goals) if dated else UNDATED,
            aspect=seen,
            at=verb.i,
            rule=f"course {lemma}",
            follows=lemma in words("travel", "continuing") or follows_on(verb),
        )


def moves_of_stations(scene: Scene, who: Who, verb: Token, before: Sequence[Move]) -> Iterator[Move]:
    """'The other countries on the tour were X and Y', 'also on her itinerary are X and Y'."""
    if verb.lower_ not in ("is", "are", "was", "were") or is_negated(verb):
        return
    sides = [child for child in verb.children if child.dep_ in ("nsubj", "attr", "prep")]
    tour = next((word for side in sides for word in side.subtree if _lists_stations(word, side)), None)
    people = travellers_of(scene, who, tour, before) if tour is not None else ()
    named = (scene.spot_at.get(word.i) for side in sides for word in (side, *side.conjuncts))
    status: Status = "planned" if verb.lower_ in ("is", "are") else "done"
    if people and before and before[-1].aspect.status == "planned":
        status = "planned"
    for spot in named if people else ():
        if spot and spot.use == "name":
            seen = Aspect(status=status, sure=False)
            yield Move(who=people, spot=spot, when=UNDATED, aspect=seen, at=verb.i, rule="course be")


def _lists_stations(tour: Token, side: Token) -> bool:
    """Whether a journey is that on which something is: 'countries on the tour', 'on the itinerary'."""
    on = tour.head
    if on.dep_ != "prep" or on.lower_ != "on" or not is_programme(tour):
        return False
    return on == side or (on.head == side and singular(side.lower_) in words("travel", "stations"))


def _is_course_before(it: Token, last: Move) -> bool:
    """'The tour starts in X. It will end in Y': the sentence before tells of a journey as well."""
    start = it.doc[it.sent.start - 1].sent.start if it.sent.start else 0
    return last.rule.startswith(("course", "noun")) and start <= last.at < it.sent.end


def _within(scene: Scene, verb: Token) -> list[Spot]:
    """'Opens with a visit to the parliament in Oslo': where that with which a journey goes on is held."""
    things = [
        noun
        for by in verb.children
        if by.lower_ in ("with", "in")
        for noun in by.children
        if by.dep_ == "prep"
    ]
    spots = (spot for noun in things if (spot := place_of_noun(scene, noun)))
    return list(spots)[:1]


def moves_of_passage(scene: Scene, who: Who, noun: Token) -> Iterator[Move]:
    """'Took the night train from X to Y', 'said on the flight from X to Y', 'on his way to Y'."""
    ride = singular(noun.lower_) in words("travel", "rides")
    if not ride and noun.lower_ not in words("travel", "ways") and noun.dep_ != "dobj":
        return
    seen = noun_aspect(noun)
    people = _of_passage(who, noun)
    if seen is None or not people:
        return
    origin, goal = _ends(scene, noun)
    verb = verb_of(noun)
    told = aspect(verb)
    boards = base(verb.lower_) == "board"
    country = people[0].country
    home = home_spot(scene, country, noun.i) if country else None
    leads_home = noun.dep_ == "dobj" and word_after(noun) == "home"
    if goal is None and (leads_home or (noun.lower_ == "return" and origin)):
        goal = home
    if goal is None or (origin is None and ride and not boards and not leads_home):
        return
    if noun.dep_ in SUBJECTS and (home is None or goal.country != home.country):
        return
    on_the_way = not ride and noun.dep_ == "pobj" and goal is not home
    if noun.dep_ == "dobj" and verb.tag_ == "VBZ":
        seen = Aspect(status="planned", sure=False)
    when = when_of(scene, noun, seen)
    if not when.text and told is not None and noun.dep_ in ("dobj", *SUBJECTS):
        when = when_of(scene, verb, told)
    yield Move(
        who=people,
        spot=goal,
        origin=origin,
        when=UNDATED if on_the_way and seen.status == "done" else when,
        aspect=Aspect(status="planned", sure=False) if on_the_way and not seen.sure else seen,
        at=noun.i,
        rule=f"passage {noun.lower_}",
        homeward=noun.lower_ == "return"
        or word_after(noun) == "back"
        or any(goal.country == person.country for person in people),
    )


def moves_of_return(scene: Scene, who: Who, word: Token) -> Iterator[Move]:
    """'Gusmão, back from Lisbon, …', 'Fresh from a trip to Lisbon, he …': where somebody has just been."""
    if word.lower_ not in ("back", "fresh") or word.i + 1 >= len(word.doc):
        return
    verb = verb_of(word)
    if word_after(word) in ("in", "at") and word.i > word.sent.start and word.nbor(-1).lower_ == "and":
        yield from _back_home(scene, who, word, verb)
    if word_after(word) != "from":
        return
    behind = word.head == verb and word.i > verb.i and verb.pos_ == "VERB"
    if behind and base(verb.lower_) not in words("status", "saying"):
        return  # 'came back from': the verb tells
    near = scene.spots_between(word.i + 2, min(word.i + 2 + _NEAR, word.sent.end))
    origin = next((spot for spot in near if spot.use == "name" and spot.country), None)
    before = word.nbor(-1) if word.i > word.sent.start else None
    named = who.cast.person_at(before.i - 1) if before is not None and before.text == "," else None
    people = (named,) if named else named_people(who.subject(verb)) if verb.pos_ in ("VERB", "AUX") else ()
    if origin and people:
        seen = Aspect(status="done", sure=True)
        yield Move(
            who=people, spot=None, origin=origin, when=UNDATED, aspect=seen, at=word.i, rule="passage back"
        )


def goal_of_ride(scene: Scene, verb: Token) -> list[Spot]:
    """'leaves by the evening flight for X', 'flew in the king's plane to Y': where the ride leads."""
    for child in verb.children:
        for noun in child.children if child.lower_ in ("by", "on", "in", "aboard", "with") else ():
            if singular(noun.lower_) in words("travel", "rides"):
                goal = _ends(scene, noun)[1]
                return [goal] if goal else []
    return []


def _back_home(scene: Scene, who: Who, word: Token, verb: Token) -> Iterator[Move]:
    """'is due in X on Monday and back in Y on Friday': home again, without a verb of its own."""
    spot, seen = scene.spot_at.get(word.i + 2), aspect(verb)
    people = named_people(who.subject(verb)) if spot and seen else ()
    if spot and seen and people and all(person.country == spot.country for person in people):
        dates = [dated for dated in scene.dates if spot.last < dated.first <= spot.last + 3]
        yield Move(
            who=people,
            spot=spot,
            when=resolve(scene, dates, seen, word) if dates else UNDATED,
            aspect=seen,
            at=word.i,
            rule="passage back",
            follows=True,
            homeward=True,
        )


def _of_passage(who: Who, noun: Token) -> tuple[Person, ...]:
    """Whose passage it is: the owner's, or the subject's of 'took', 'boarded', 'said on'."""
    verb = verb_of(noun)
    owner = owner_of(noun)
    if owner is not None and owner.lower_ not in ("his", "her", "their", "our", "my"):
        return named_people(who.party(owner))
    if verb.pos_ not in ("VERB", "AUX"):
        return ()
    if noun.dep_ in SUBJECTS:  # 'the return to Suva is planned for Friday': of whoever travelled last
        last = who.travelled[-1][1] if who.travelled else tuple(p for p in (who.topic.main,) if p)
        return last if noun.lower_ == "return" else ()
    begins = words("travel", "beginning") if word_after(noun) == "home" else frozenset[str]()
    taken = noun.dep_ == "dobj" and base(verb.lower_) in words("travel", "riding") | begins
    aboard = noun.dep_ == "pobj" and noun.head.lower_ in ("on", "aboard", "during", "en")
    return named_people(who.subject(verb)) if taken or aboard else ()


def _ends(scene: Scene, noun: Token) -> tuple[Spot | None, Spot | None]:
    """The places behind 'from' and 'to' that follow a noun."""
    origin = goal = None
    end = min(noun.i + _LONGEST, noun.sent.end)
    for token in noun.doc[noun.i + 1 : end]:
        if is_finite(token) or token.text in (";", ":") or (token.text == "," and (origin or goal)):
            break
        spot = scene.spot_at.get(token.i)
        if spot is None or spot.first != token.i or spot.use != "name":
            continue
        before = noun.doc[token.i - 1].lower_
        if before == "the" and token.i > 1:
            before = noun.doc[token.i - 2].lower_
        if before == "from":
            origin = origin or spot
        elif before in ("to", "for", "into"):
            goal = goal or spot
    return origin, goal
