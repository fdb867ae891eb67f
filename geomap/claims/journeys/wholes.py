"""What a clause tells of the days of a whole journey: 'the five-day tour', 'her visit ends', 'he leaves'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Token

from geomap.claims.clauses import aspect
from geomap.claims.days.calendar import plus
from geomap.claims.days.stages import Part, stage_of
from geomap.claims.days.when import is_one_day, when_of
from geomap.claims.journeys.presence import Stay, Told, far_apart, holds, part_of
from geomap.claims.kinds import is_trip
from geomap.claims.scene import Scene
from geomap.claims.steps import verb_of
from geomap.claims.travel.moves import Move
from geomap.claims.vocabulary import base, singular, words
from geomap.language.dates import parse_date
from geomap.language.dates.forms import Range
from geomap.language.dates.forms import Stay as Lasting
from geomap.records import Place, When, record

LONGEST_STOP = timedelta(days=10)
"""From the first day at a stop to the day of travel to the next one, at most."""
_OTHER = frozenset(
    ["such", "previous", "earlier", "past", "similar", "another", "other", "former", "separate"]
)
_PARTS = frozenset(["leg", "stop", "stopover", "stage"])
_STOPS = frozenset(["leg", "stop", "stage", "destination", "port"])
_JOURNEYS = frozenset(["tour", "trip", "journey", "mission", "swing", "voyage", "travel"])
_TAKING = frozenset(["take", "bring", "carry", "lead"])


@record
class Whole:
    """What a clause tells of the days of a whole journey, or of its part in one country or region."""

    part: Part
    when: When
    at: int
    planned: bool
    place: Place | None = None
    """The country or region; None for all of the journey."""
    around: bool = False
    """Whether the day only bounds the journey: of leaving or reaching home, of the first or the last stop."""


def wholes_of(scene: Scene, stays: Sequence[Stay], moves: Sequence[Move]) -> Iterator[Whole]:
    """What the moves of one person tell of the days of the journey that the stays belong to."""
    for move in moves:
        token = scene.doc[move.at]
        others = {child.lower_ for child in token.children if child.dep_ == "amod"} & _OTHER
        if others or singular(token.lower_) in _PARTS or _takes_along(token):
            continue
        place = move.spot.place if move.spot else None
        several = place is not None and sum(holds(scene, place, stay) for stay in stays) > 1
        late = _is_to_come(scene, move.when)
        planned = move.aspect.status == "planned" and (move.aspect.sure or late)
        if move.aspect.status == "cancelled" or _is_former(token):
            continue
        if move.when.text and (several or (move.spot is None and is_trip(token))):
            part, region = part_of(scene, move), place if several else None
            yield Whole(part=part, when=move.when, at=move.at, planned=planned, place=region)
        if bound := _bound(scene, stays, move):
            yield Whole(part=bound.part, when=bound.when, at=move.at, planned=planned, around=True)
        bare = move.spot is None and move.origin is None and token.pos_ == "VERB" and not move.homeward
        if bare and is_one_day(move.when) and (told := _on_the_road(scene, stays, move)):
            yield Whole(part=told.part, when=told.when, at=move.at, planned=planned)
        if is_trip(token) and (end := _end(scene, token)):
            alone = [stay for stay in stays if move.at in stay.at]
            one = alone[0].place if len(alone) == 1 else None
            yield Whole(part=end.part, when=end.when, at=move.at, planned=planned, place=one)


def _is_former(noun: Token) -> bool:
    """'The trip was originally planned for May': the days are those of a journey that came otherwise."""
    return any(child.lower_ in ("originally", "initially") for child in verb_of(noun).children)


def _is_to_come(scene: Scene, when: When) -> bool:
    """'The tour ends on Friday': whatever the tense tells."""
    today = scene.article.published
    return bool(today and is_one_day(when) and when.first and when.first > today)


def _takes_along(noun: Token) -> bool:
    """'The last leg takes her to X', not 'the tour takes place in May'."""
    verb = verb_of(noun)
    if not noun.dep_.startswith("nsubj"):
        return False  # 'will lead a delegation on a trip to X'
    place = any(child.lower_ == "place" and child.dep_ == "dobj" for child in verb.children)
    return base(verb.lower_) in _TAKING and not place


def _bound(scene: Scene, stays: Sequence[Stay], move: Move) -> Told | None:
    """'Left home on Monday for X', 'came home on Friday', 'ends the tour in X' on a day told elsewhere."""
    home, token = move.who[0].country, scene.doc[move.at]
    if (
        token.pos_ == "NOUN"
        and singular(token.lower_) in _JOURNEYS
        and (part := part_of(scene, move)) != "presence"
    ):
        there = (stay.when for stay in stays if move.at in stay.at and is_one_day(stay.when))
        return next((Told(part=part, when=when) for when in there), None)
    if not is_one_day(move.when):
        return None
    if move.homeward and move.spot is None:
        return Told(part="departure", when=move.when)
    if move.homeward and move.spot:
        elsewhere = all(stay.country != move.spot.country for stay in stays)
        if move.spot.country == home or (home is None and elsewhere):
            return Told(part="departure", when=move.when)
    if home is None:
        return None
    leaves = move.rule.split()[0] in ("leaving", "toward") and move.origin and move.origin.country == home
    return Told(part="arrival", when=move.when) if leaves else None


def _on_the_road(scene: Scene, stays: Sequence[Stay], move: Move) -> Told | None:
    """'He leaves on Friday': from the stop that he has reached, or that ends beside it, else from home."""
    day = move.when.first
    if day is None or move.rule.split()[0] != "leaving":
        return Told(part="arrival", when=move.when)
    if any(stay.when.exact and stay.when.first and stay.when.first < day for stay in stays):
        return Told(part="departure", when=move.when)
    told = scene.doc[scene.doc[move.at].sent.start : move.at]
    if any(stage_of(token) == "departure" for token in told if is_trip(token)):
        return Told(part="departure", when=move.when)
    reason = f"leaves then: {move.when.reason}"
    window = replace(move.when, last=plus(day, 1), exact=False, reason=reason)
    return Told(part="arrival", when=window)


def _end(scene: Scene, noun: Token) -> Told | None:
    """'… her visit to X, which ends tomorrow': what a clause behind a noun of travel tells of its end."""
    for token in scene.doc[noun.i : noun.sent.end]:
        lemma = base(token.lower_)
        ends, begins = lemma in words("travel", "ending"), lemma in words("travel", "beginning")
        if not (ends or begins) or token.pos_ != "VERB":
            continue
        relative = any(child.lower_ in ("which", "that") for child in token.children)
        between = any(is_trip(other) for other in scene.doc[noun.i + 1 : token.i])
        seen = aspect(token)
        if relative and not between and seen and (when := when_of(scene, token, seen)).text:
            return Told(part="departure" if ends else "arrival", when=when)
    return None


def covers(scene: Scene, stays: Sequence[Stay], whole: Whole, stay: Stay) -> bool:
    """Whether what is told of a journey as a whole holds for a stay."""
    ahead = whole.planned and whole.part != "departure"
    if ahead and stay.status == "done" and stay.aspect.sure:
        return False
    place = whole.place
    if place is not None and not (place == stay.place or holds(scene, place, stay)):
        return False
    if stay.when.dated:
        return not far_apart(whole.when, stay.when)
    known = [other.when for other in stays if other.when.dated]
    return not known or any(not far_apart(whole.when, when) for when in known)


def agree(when: When, whole: Whole) -> bool:
    """Whether the day of a journey can be one of a stay that is dated otherwise."""
    if not when.text:
        return True
    day = whole.when.first
    if when.first and day is None and whole.when.last and whole.when.exact:
        return timedelta() <= whole.when.last - when.first <= LONGEST_STOP  # 'the visit lasts until Friday'
    if not (whole.when.exact and when.first and day):
        return not when.dated
    if not when.exact:
        return when.first <= day and (when.last is None or day <= when.last)
    return abs(day - when.first) <= LONGEST_STOP


def has_begin(when: When) -> bool:
    """Whether the first day is stated: 'Monday for 4 days', 'from 3 to 8 May'."""
    expression = parse_date(when.text)
    return when.exact or isinstance(expression, Lasting | Range)


def is_first(scene: Scene, stay: Stay) -> bool:
    """'The first stop is X', 'a tour …, beginning in X': told as the first stop of a journey."""
    for at in stay.at:
        token = scene.doc[at]
        if singular(token.lower_) in _STOPS and any(child.lower_ == "first" for child in token.children):
            return True
    sentences = {scene.doc[at].sent.start for at in stay.at}
    for spot in (spot for spot in scene.spots if spot.country == stay.country):
        before = [token.lower_ for token in scene.doc[max(0, spot.first - 2) : spot.first]]
        begins = len(before) == 2 and base(before[0]) in words("travel", "beginning")
        if begins and before[1] in ("in", "with", "at", "from"):
            return scene.doc[spot.first].sent.start in sentences
    return False
