"""The days of a journey in their turn: who goes on from a stop goes there later than he has come to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from spacy.tokens import Token

from geomap.claims.clauses import Aspect
from geomap.claims.days.calendar import plus
from geomap.claims.days.when import is_one_day
from geomap.claims.meetings.encounters import Encounter
from geomap.claims.people.offices import comes_from_afar
from geomap.claims.scene import Scene
from geomap.claims.travel.moves import Move
from geomap.language.dates import parse_date
from geomap.language.dates.forms import Open, Weekday
from geomap.records import When

_FAR_BEFORE = 3
"""Days before the stop that was told last, at least, from which a weekday is taken for the next one."""
_A_WEEK = timedelta(days=7)
_LONGEST = timedelta(days=10)
"""From one stop to the next, at most, where a weekday is moved to follow."""


def in_turn(scene: Scene, moves: Sequence[Move]) -> list[Move]:
    """Moves whose weekdays and status follow from the stop that they lead on from.

    'Came to A on Monday … moves on Friday to B': on the Friday after. 'Will be in A on Wednesday. From A he
    moved on Friday to B': that is still to come. 'Began last week in A … On Thursday she went on to B': on
    the Thursday of that week.
    """
    told: list[Move] = []
    for move in moves:
        before = _stop_before(move, told)
        turned = _after(scene, move, before) if before else move
        turned = replace(turned, when=_in_row(scene, turned, told))
        told.append(replace(turned, when=_in_week_of_trip(turned, told)))
    return told


def _in_week_of_trip(move: Move, told: Sequence[Move]) -> When:
    """'Her trip to A and B next week … she will open a fair in A on Friday': the Friday of that week."""
    when = move.when
    for other in told if move.spot and move.aspect.status == "planned" else ():
        same = other.spot and move.spot and other.spot.country == move.spot.country
        if same and set(other.who) & set(move.who):
            when = _in_week(when, other.when)
    return when


def _in_row(scene: Scene, move: Move, told: Sequence[Move]) -> When:
    """'Will be in A on Tuesday. On Thursday he goes to B': the Thursday after, not the one before.

    So where it lies days before the plan that the sentence before tells of, or before the stop that 'He will
    then travel to B, where he arrives on Thursday' leads on from.
    """
    own = [other for other in told if other.spot and set(other.who) & set(move.who)]
    if move.spot is None or not own or not _is_weekday(move.when):
        return move.when
    before, verb = own[-1], scene.doc[move.at]
    day = move.when.first or move.when.last
    if onward := _is_led_on(scene, move, before):
        dated = [other for other in own if other.when.exact and other.spot and other.spot != before.spot]
        before = dated[-1] if dated else before
    elif before.spot == move.spot and before.when.first and move.when.first is None:
        onward = day is not None and day < before.when.first  # 'arrives on Thursday and stays until Saturday'
    known = {other.spot.text for other in own if other.spot}
    near = before.at >= scene.doc[max(verb.sent.start - 1, 0)].sent.start
    first = not onward and (not near or move.spot.text in known or not is_one_day(before.when))
    plans = before.aspect.status == "planned" and (onward or move.aspect.status == "planned")
    since = before.when.first
    if first or not (plans and day and since and before.when.exact) or before.homeward:
        return move.when
    if (since - day).days < (1 if onward else _FAR_BEFORE) or not _is_main(verb):
        return move.when
    return _moved(move.when, since, 7)


def _is_led_on(scene: Scene, move: Move, before: Move) -> bool:
    """'He will then travel to Fiji, where he lands in Suva on Thursday': the stop of the clause before."""
    same = before.spot is not None and move.spot is not None and before.spot.country == move.spot.country
    ahead = before.follows and before.aspect.status == "planned" and not before.when.text
    return same and ahead and before.at >= scene.doc[move.at].sent.start


def _is_main(verb: Token) -> bool:
    """Not 'before going to A on Friday'."""
    clauses = [verb, *verb.ancestors]
    return not any(child.lower_ == "before" for clause in clauses for child in clause.children) and not any(
        clause.dep_ == "pcomp" for clause in clauses
    )


def met_in_turn(
    scene: Scene, encounters: Sequence[Encounter], told: Sequence[Move], turned: Sequence[Move]
) -> list[Encounter]:
    """Encounters on the day that the moves of their sentence were moved to, or in the week of the stay."""
    days = {
        (scene.doc[old.at].sent.start, old.when): new.when
        for old, new in zip(told, turned, strict=True)
        if old.when != new.when
    }
    return [_met_in_turn(scene, each, days, turned) for each in encounters]


def _met_in_turn(
    scene: Scene, met: Encounter, days: Mapping[tuple[int, When], When], moves: Sequence[Move]
) -> Encounter:
    start = scene.doc[met.at].sent.start
    if day := days.get((start, met.when)):
        return replace(met, when=day)
    for move in moves:
        if start <= move.at < met.at and move.spot and met.spot and move.spot.place == met.spot.place:
            met = replace(met, when=_in_week(met.when, move.when))
    return met


def _stop_before(move: Move, told: Sequence[Move]) -> Move | None:
    """The clause that brought the same people to where a move leads on from, or is told of.

    Of several the one that tells a week or the like, which holds for all.
    """
    there = move.spot if move.rule == "where" else move.origin
    if move.spot is None or move.homeward or not (there or move.follows):
        return None
    found: Move | None = None
    for before in reversed(told):
        spot = before.spot
        if spot is None or before.aspect.status == "cancelled" or not set(before.who) & set(move.who):
            continue
        if before.homeward or any(comes_from_afar(person, spot) is False for person in move.who):
            return found
        there = there or spot
        if spot.place == there.place:
            found = before if found is None or not before.when.exact else found
    return found


def _after(scene: Scene, move: Move, before: Move) -> Move:
    published, came, day = scene.article.published, before.when, move.when.first
    if published is None or came.first is None or before.aspect.negated or move.aspect.status == "cancelled":
        return move
    apart = scene.doc[before.at].sent != scene.doc[move.at].sent
    ahead = before.aspect.status == "planned" and came.first > published and move.aspect.status == "done"
    if not _is_weekday(move.when):
        return move
    if apart and came.exact and day and day < came.first and (ahead or move.aspect.status == "planned"):
        status = Aspect(status="planned", sure=True) if ahead else move.aspect
        return replace(move, when=_moved(move.when, came.first, 7), aspect=status)
    told = _in_week(move.when, came)
    gone = move.aspect.status == "planned" and told.last is not None and told.last < published
    return move if gone else replace(move, when=told)


def _is_weekday(when: When) -> bool:
    told = parse_date(when.text) if when.text else None
    last = isinstance(told, Open) and isinstance(told.inner, Weekday) and when.first is None
    return last or (is_one_day(when) and isinstance(told, Weekday))


def _in_week(when: When, week: When) -> When:
    """'Was in A last week, where she met X on Thursday': the Thursday of that week."""
    if not (_is_weekday(when) and when.first and week.first and week.last) or week.exact:
        return when
    if week.last < when.first <= plus(week.last, 7):
        return _moved(when, week.first, -7)
    early = plus(week.first, -7) <= when.first < week.first and week.last - week.first < _A_WEEK
    return _moved(when, week.first, 7) if early else when


def _moved(when: When, came: date, days: int) -> When:
    """A weekday so many days off, if that is soon after coming to the stop before."""
    told = when.first or when.last
    if told is None or not timedelta(0) <= (day := plus(told, days)) - came <= _LONGEST:
        return when
    return replace(
        when,
        first=day if when.first else None,
        last=day,
        reason=f"{when.reason}; a week off, to follow the stop before",
    )
