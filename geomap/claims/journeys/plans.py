"""What becomes of plans: given up with another, later, or by now behind us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from spacy.tokens import Token

from geomap.claims.clauses import Aspect
from geomap.claims.days.when import resolve, status_of
from geomap.claims.journeys.presence import APART, Stay, Told, far_apart, holds
from geomap.claims.scene import Scene
from geomap.claims.steps import verb_of
from geomap.claims.travel.moves import Move
from geomap.claims.vocabulary import base, words
from geomap.language.dates.forms import Weekday

_WAS_TO = frozenset(("was", "were", "had", "would"))
_WILL = frozenset(("will", "now", "instead", "is", "are"))
_NEAR = 3
"""Sentences from what is called off to what was planned besides, at most."""


def dropped_with(scene: Scene, stays: list[Stay]) -> list[Stay]:
    """'Called off her trip to Algeria … She was due in Oran on Friday': what was planned there is off too."""
    dropped = [stay for stay in stays if stay.status == "cancelled" and not stay.aspect.negated]

    def off(stay: Stay) -> Stay:
        verb = verb_of(scene.doc[stay.at[0]])
        before = {token.lower_ for token in scene.doc[verb.sent.start : verb.i + 1]}
        due = stay.status == "planned" and bool(before & _WAS_TO) and not before & _WILL
        told = (other for other in dropped if other.at[0] < stay.at[0] and other.country == stay.country)
        for other in told if due else ():
            gap = scene.doc[other.at[0] : stay.at[0]]
            near = len({token.sent.start for token in gap}) <= _NEAR
            if near and not far_apart(stay.when, other.when):
                return replace(stay, aspect=other.aspect)
        return stay

    return [off(stay) for stay in stays]


def given_up(scene: Scene, stay: Stay, moves: Sequence[Move]) -> Stay:
    """'…, but the trip was called off', 'It was moved to May 4': told later of the trip as a whole."""
    for move in moves:
        own = any(person.label == stay.who.label for person in move.who)
        whole = move.spot is None and move.at > stay.at[-1]
        region = move.spot.place if move.spot else None
        if region and region.country is None and move.aspect.status == "cancelled":
            whole = holds(scene, region, stay)
        published, last = scene.article.published, move.when.last
        if not own or not whole or (published and last and published - last > APART):
            continue  # of somebody else, or of a journey of long ago
        if not move.when.text and _is_of_long_ago(scene, move):
            continue
        if move.aspect.status == "cancelled" and stay.status == "planned":
            return replace(stay, aspect=move.aspect, at=(*stay.at, move.at))
        if move.rule.startswith("moved") and stay.status != "done":
            moved = (Told(part="presence", when=move.when),)
            return replace(stay, aspect=move.aspect, when=move.when, told=moved, at=(*stay.at, move.at))
    return stay


def _is_of_long_ago(scene: Scene, move: Move) -> bool:
    """'The journey ought to have taken place last July and was put off': the days told just before tell."""
    token, published, then = scene.doc[move.at], scene.article.published, Aspect(status="done", sure=True)
    before = scene.doc[token.sent.start - 1].sent if token.sent.start else token.sent
    for sentence in (token.sent, before):
        near = [date for date in scene.dates if sentence.start <= date.first < sentence.end]
        days = [day for date in near if (day := resolve(scene, [date], then, token).last)]
        if days:
            return published is not None and all(published - day > APART for day in days)
    return False


def under_way(scene: Scene, moves: Sequence[Move]) -> frozenset[str]:
    """Labels of who 'left for X on Monday', told on that Monday: still on the way.

    So is who left on the day before for what is yet to come: 'left on Sunday for tomorrow's talks in X'.
    """
    today = scene.article.published
    return frozenset(
        person.label
        for move in moves
        if today and move.when.first and _sets_out(scene, move)
        if move.when.first == today
        or (move.when.first == today - timedelta(1) and _looks_ahead(scene, scene.doc[move.at], today))
        for person in move.who
    )


def _sets_out(scene: Scene, move: Move) -> bool:
    """'Left for X', 'left on a visit to X', 'left to pay a visit to X'."""
    verb = verb_of(scene.doc[move.at])
    chain = (verb, verb.head) if verb.dep_ in ("advcl", "xcomp") else (verb,)
    departs = any(base(each.lower_) in words("travel", "departing") - {"start"} for each in chain)
    return departs and move.aspect.status == "done" and not (move.aspect.sure or move.homeward)


def _looks_ahead(scene: Scene, word: Token, today: date) -> bool:
    """Whether a sentence of the past names a day to come."""
    then = Aspect(status="planned", sure=True)
    days = (
        resolve(scene, [dated], then, scene.doc[dated.first])
        for dated in scene.dates_between(word.sent.start, word.sent.end)
        if not isinstance(dated.phrase.expression, Weekday)
    )
    return any(day.exact and day.first and day.first > today for day in days)


def _has_just_left(stay: Stay, today: date, leaving: frozenset[str]) -> bool:
    """Whether nothing but setting out is told of a stay."""
    left = [told.when.last for told in stay.told if told.part == "departure" and told.when.last]
    stays_on = not stay.rule.startswith("origin") or any(day > today for day in left)
    going = stay.status == "done" and not stay.aspect.sure and stays_on
    begin = stay.when.first or stay.when.last
    return going and stay.who.label in leaving and (begin is None or begin >= today - timedelta(1))


def _is_added(scene: Scene, stay: Stay, stays: Sequence[Stay]) -> bool:
    """'She then travelled to B on 20 May', of a page of 13 May that tells of that day: added later."""
    today = scene.article.published
    days = [other.when.first for other in stays if other.status == "done" and other.when.exact]
    report = any(day and today and timedelta(0) <= today - day < APART for day in days)
    past = all(verb_of(scene.doc[at]).tag_ == "VBD" for at in stay.at)
    return report and past and stay.aspect.sure and stay.when.exact


def ahead(scene: Scene, stay: Stay, stays: Sequence[Stay], leaving: frozenset[str]) -> Stay:
    """A day after publication lies ahead, whatever the tense; so does the goal of who is still `leaving`.

    So do all but the first stop of 'is visiting A, B and C from 3 to 9 May' on one of these days.
    """
    ahead = status_of(scene, stay.status, stay.when) != stay.status and not _is_added(scene, stay, stays)
    today, begin, end = scene.article.published, stay.when.first, stay.when.last
    if today and begin and end and begin <= today < end and not stay.when.exact:
        listed = [other for other in stays if other.who == stay.who and stay.at[0] in other.at]
        open_end = stay.status == "done" and not (stay.aspect.sure or stay.aspect.past)
        first = min(listed, key=lambda other: (len(other.at) == 1, other.spot.first))
        ahead |= open_end and len(stay.at) == 1 and first is not stay
    # 'takes place on' a day gone by; not 'left last night for X, where she is to speak'
    waits = stay.aspect.past and today and end and end >= today - timedelta(1)
    past = not stay.aspect.sure and today and end and end < today and not waits
    ends = [told.when.first for told in stay.told if told.part == "departure" and told.when.first]
    comes = [told.when.first for told in stay.told if told.part == "arrival" and told.when.first]
    # 'ends a three-day visit tomorrow', 'ends her visit today'
    begun = today and any(first < today for first in ends)
    begun = begun or (today in ends and today not in comes and not stay.aspect.sure)
    if stay.status == "planned" and (past or begun):
        return replace(stay, aspect=Aspect(status="done", sure=False))
    ahead |= today is not None and _has_just_left(stay, today, leaving)
    return replace(stay, aspect=Aspect(status="planned", sure=True)) if ahead else stay
