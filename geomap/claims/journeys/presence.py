"""One person's presence at one place: everything that an article tells of its days, and what they come to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import reduce

from geomap.claims.clauses import Aspect
from geomap.claims.days.phrases import narrow
from geomap.claims.days.stages import Part, stage_of
from geomap.claims.days.when import is_one_day
from geomap.claims.journeys.ends import overlap
from geomap.claims.scene import Scene, Spot
from geomap.claims.travel.moves import Move
from geomap.language.dates import parse_date
from geomap.language.dates.forms import Stay as Lasting
from geomap.records import UNDATED, LegClaim, MeetingClaim, Person, Place, Status, When, record

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WEEKS = timedelta(days=15)
"""A visit whose days are counted is shorter than this."""
_MONTH = timedelta(days=27)
APART = timedelta(days=31)
"""Days told further apart than this are of two stays."""


@record
class Told:
    """What one clause tells of the days of a stay."""

    part: Part
    when: When


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
    told: tuple[Told, ...] = ()
    """What `when` comes from."""
    former: bool = False
    """Whether it is told as an earlier one: 'was last there in May', 'on his previous visit'."""

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


def far_apart(a: When, b: When) -> bool:
    """Whether two dates are certainly of two journeys."""
    ours = [day for day in (a.first, a.last) if day]
    theirs = [day for day in (b.first, b.last) if day]
    if not ours or not theirs:
        return False
    return ours[0] > theirs[-1] + APART or theirs[0] > ours[-1] + APART


def holds(scene: Scene, place: Place, stay: Stay) -> bool:
    """Whether a country or a region holds the place of a stay."""
    if place.precision == "country":
        inside = stay.place is not None and stay.place.precision != "country"
        return place.country == stay.country and inside
    return place.country is None and stay.country in scene.gazetteer.region_members(place.name)


def _is_of_before(past: Stay, plan: Stay) -> bool:
    """'Will soon visit X … was there in March 2011': a month of a stated year is of another visit."""
    first, last = past.when.first, past.when.last
    long = first and last and last - first >= _MONTH and not past.when.exact
    of_year = long and _YEAR.search(past.when.text)
    undated = plan.status == "planned" and plan.aspect.sure and not plan.when.dated
    return bool(of_year and undated and past.status == "done")


def same_stay(fine: Stay, coarse: Stay) -> bool:
    """Whether two tellings are of one stay, the coarser one told by country or region of the finer."""
    if (fine.status == "cancelled") != (coarse.status == "cancelled") or far_apart(fine.when, coarse.when):
        return False
    if _is_of_before(fine, coarse) or _is_of_before(coarse, fine):
        return False
    earlier, other = (fine, coarse) if fine.former else (coarse, fine)
    if earlier.former and not other.former and earlier.when.dated and not other.when.dated:
        return False
    a, b = fine.place, coarse.place
    if a is None or b is None:
        return fine.spot.text == coarse.spot.text
    if a.country != b.country:
        return False
    if b.precision == "country":
        return a.country is not None
    if b.precision == "admin1":
        return b.name in (a.admin1, a.name)
    if b.precision == "city" and a.precision == "venue":
        return a.city == b.name
    return a.name == b.name


def days_of(told: Sequence[Told]) -> When:
    """From the first stated day to the last; else what the windows leave; else the words alone.

    A day of departure alone leaves the beginning open.
    """
    known = [each for each in told if each.when.dated]
    if not known:
        return next((each.when for each in told if each.when.text), UNDATED)
    exact = [each for each in known if each.when.exact]
    if not exact:
        return reduce(lambda a, b: narrow(a, b) or a, (each.when for each in known))
    model = exact[0].when
    near = [each for each in exact if not far_apart(each.when, model)]
    firsts = [each.when.first for each in near if each.part != "departure" and each.when.first]
    firsts += [each.when.first for each in near if each.when.first and each.when.first != each.when.last]
    lasts = [day for each in near for day in (each.when.last or each.when.first,) if day]
    if not firsts:  # 'left on Monday for a three-day visit … comes home on Thursday'
        begun = [each.when for each in known if each.part != "departure" and _is_begun(each.when)]
        firsts = [when.first for when in begun if when.first]
    last = max(lasts)
    if not firsts:  # 'left on Thursday, ending a three-day visit'
        lengths = [each.when for each in known if not each.when.exact and each.when.last == last]
        firsts = [when.first for when in lengths if when.first and last - when.first < _WEEKS]
    first = min(firsts, default=None)
    if first and first > last:
        first = None
    for each in near:
        if (each.when.first, each.when.last) == (first, last):
            return each.when
    return When(
        first=first,
        last=last,
        exact=True,
        text="; ".join(dict.fromkeys(each.when.text for each in near if each.when.text)),
        reason="; ".join(dict.fromkeys(each.when.reason for each in near if each.when.reason)),
    )


def _is_begun(when: When) -> bool:
    """'Monday for three days'."""
    return isinstance(parse_date(when.text), Lasting)


def part_of(scene: Scene, move: Move) -> Part:
    """Whether a clause tells of the beginning, of the end, or of some day of a stay."""
    token = scene.doc[move.at]
    if token.pos_ in ("NOUN", "PROPN"):
        return stage_of(token)
    return "arrival" if move.rule.split()[0] in ("toward", "at", "leaving", "taking") else "presence"


def tells_of_leaving(move: Move) -> bool:
    """Whether the day of a move to a place is the day on which the place before is left.

    'Leaves for X', 'flies from Y to X', 'returns from Y', not 'arrived from Y' nor a line of a programme.
    """
    back = move.rule.endswith(" return") and move.origin is not None
    return is_one_day(move.when) and (_is_of_leaving(move.rule) or back)


def _is_of_leaving(rule: str) -> bool:
    frame, _, lemma = rule.partition(" ")
    return frame in ("toward", "leaving") and lemma not in ("come", "return")


def dated_by_meetings(stays: Sequence[Stay], meetings: Sequence[MeetingClaim]) -> list[Stay]:
    """Stays without a day of their own, with the days of the meetings that somebody has there.

    A window that several stops share is that of the journey, and tells no day of a single stop.
    """
    windows = Counter((stay.who.label, stay.when.first, stay.when.last) for stay in stays)

    def is_open(stay: Stay) -> bool:
        told = any(each.when.dated for each in stay.told)
        return not told or windows[stay.who.label, stay.when.first, stay.when.last] > 1

    return [stay if stay.when.exact or not is_open(stay) else _with_days(stay, meetings) for stay in stays]


def dated_by_legs(stays: Sequence[Stay], legs: Sequence[LegClaim]) -> list[Stay]:
    """Stays without any day, up to the day on which somebody goes on from there: 'leaves for X on Friday'."""
    return [stay if stay.when.dated else _with_leaving(stay, legs) for stay in stays]


def _with_leaving(stay: Stay, legs: Sequence[LegClaim]) -> Stay:
    for leg in legs:
        own = leg.who.label == stay.who.label and "cancelled" not in (leg.status, stay.status)
        if own and is_one_day(leg.when) and _is_there(stay, leg.origin) and _is_of_leaving(leg.rule):
            return replace(stay, when=days_of((Told(part="departure", when=leg.when),)))
    return stay


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
    if stay.when.dated and not all(narrow(stay.when, when) for when in own):
        return stay
    text = "; ".join(dict.fromkeys(when.text for when in own))
    when = When(first=days[0], last=days[-1], exact=True, text=text, reason="the days of the meetings there")
    return replace(stay, when=when)


def _is_there(stay: Stay, place: Place | None) -> bool:
    return place is not None and stay.place is not None and overlap(stay.place, place)
