"""One person's stay at one place, and its days where its own clause does not tell them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from geomap.claims.clauses import Aspect, verb_of
from geomap.claims.moves import Move
from geomap.claims.scene import Scene, Spot
from geomap.claims.vocabulary import base, words
from geomap.claims.when import lasting
from geomap.records import MeetingClaim, Person, Place, Status, When, record

APART = timedelta(days=31)
"""Stays of one trip are no further apart."""


@record
class Stay:
    """One person at one place, as far as one article tells."""

    who: Person
    spot: Spot
    when: When
    aspect: Aspect
    at: tuple[int, ...]
    """Words that tell it, in order."""
    rule: str

    @property
    def place(self) -> Place | None:
        """Where it is, if the gazetteer knows."""
        return self.spot.place

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2 of the place's country."""
        return self.spot.country

    @property
    def status(self) -> Status:
        """Planned, done or cancelled."""
        return self.aspect.status


def within_trip(scene: Scene, stay: Stay, stays: Sequence[Stay], moves: Sequence[Move]) -> Stay:
    """Give a stay without a day the window of the trip that it belongs to."""
    if stay.when.text or stay.status == "cancelled":
        return stay
    own = [
        move
        for move in moves
        if any(person.label == stay.who.label for person in move.who)
        and (move.spot is None or (move.spot.place is not None and holds(scene, move.spot.place, stay)))
    ]
    begins = [move.when for move in own if move.when.exact and _begins(scene, move)]
    lengths = [move.when for move in own if move.when.text and not move.when.dated]
    windows = [lasting(begin, length) for begin in begins for length in lengths]
    windows += [move.when for move in own if move.when.first and move.when.last and not _one_day(move.when)]
    known = [other.when for other in stays if other.who.label == stay.who.label and other.when.dated]
    windows = [window for window in windows if not any(far_apart(window, when) for when in known)]
    if not windows or not windows[0].dated:
        return stay
    reason = f"the trip as a whole: {windows[0].reason}"
    return replace(stay, when=replace(windows[0], exact=False, reason=reason))


def _begins(scene: Scene, move: Move) -> bool:
    """Whether a move tells on which day a trip begins."""
    verb = verb_of(scene.doc[move.at])
    return base(verb.lower_) in words("travel", "beginning")


def _one_day(when: When) -> bool:
    return when.exact and when.first == when.last


def holds(scene: Scene, place: Place, stay: Stay) -> bool:
    """Whether a region or a country holds the place of a stay."""
    if place.precision == "country":
        return place.country == stay.country and stay.place is not None and stay.place.precision != "country"
    return place.country is None and stay.country in scene.gazetteer.region_members(place.name)


def far_apart(a: When, b: When) -> bool:
    """Whether two windows lie too far apart for one trip."""
    if not (a.first and a.last and b.first and b.last):
        return False
    return a.first > b.last + APART or b.first > a.last + APART


def dated_by_meetings(stays: Iterable[Stay], meetings: Sequence[MeetingClaim]) -> list[Stay]:
    """Stays without any day, with the days of the meetings that somebody has there."""
    return [stay if stay.when.dated else _with_days(stay, meetings) for stay in stays]


def _with_days(stay: Stay, meetings: Sequence[MeetingClaim]) -> Stay:
    own = [
        meeting.when
        for meeting in meetings
        if meeting.when.exact
        and meeting.status == stay.status
        and _is_there(stay, meeting.place)
        and any(person.label == stay.who.label for person in meeting.participants)
    ]
    days = sorted(day for when in own for day in (when.first, when.last) if day)
    if not days or days[-1] - days[0] > APART:
        return stay
    text = "; ".join(dict.fromkeys(when.text for when in own))
    when = When(first=days[0], last=days[-1], exact=True, text=text, reason="the days of the meetings there")
    return replace(stay, when=when)


def _is_there(stay: Stay, place: Place | None) -> bool:
    if place is None or stay.place is None or place.country != stay.country:
        return False
    names = {place.name, place.city} & {stay.place.name, stay.place.city} - {None}
    return bool(names) or "country" in (place.precision, stay.place.precision)
