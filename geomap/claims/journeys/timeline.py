"""The days of a journey: what several clauses and sentences together tell of each of its stops.

One sentence has the arrival, another the day of leaving; 'the five-day tour' holds all stops; who leaves for
the next stop has left the one before; what lies between two dated stops lies between their days. Stated days
become days, all the rest an honest window or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from geomap.claims.days.calendar import plus
from geomap.claims.days.stages import Part
from geomap.claims.days.when import is_one_day, lasting
from geomap.claims.journeys.counted import days_counted
from geomap.claims.journeys.presence import APART, Stay, Told, days_of, part_of, tells_of_leaving
from geomap.claims.journeys.wholes import LONGEST_STOP, Whole, agree, covers, has_begin, is_first, wholes_of
from geomap.claims.meetings.encounters import Encounter
from geomap.claims.scene import Scene, Spot
from geomap.claims.travel.moves import Move
from geomap.language.dates import parse_date
from geomap.language.dates.forms import Open, Weekday
from geomap.records import When

_WIDEST = timedelta(days=14)
"""A window between two dated stops, at most."""
_QUIET = timedelta(days=3)
"""For how long a last stop of which nothing more is told goes on until the journey ends, at most."""
_WIDE = timedelta(days=5)
"""A window that a journey of several stops fits in: a week, a month, a year."""
_GOES_HOME = frozenset(("toward fly", "toward head", "leaving leave", "leaving depart"))


def with_days(
    scene: Scene, stays: Sequence[Stay], moves: Sequence[Move], encounters: Sequence[Encounter]
) -> list[Stay]:
    """Stays with the days that the rest of the article gives them; in their order."""
    dated = list(stays)
    for label in dict.fromkeys(stay.who.label for stay in stays):
        own = [n for n, stay in enumerate(dated) if stay.who.label == label and stay.status != "cancelled"]
        if not own:
            continue
        journey = _Journey(
            scene=scene,
            stays=[dated[n] for n in own],
            moves=[move for move in moves if any(person.label == label for person in move.who)],
            days=_days_with_others(encounters, label),
        )
        for n, stay in zip(own, journey.read(), strict=True):
            dated[n] = stay
    return dated


def _days_with_others(encounters: Sequence[Encounter], label: str) -> list[tuple[int, date]]:
    return [
        (encounter.at, encounter.when.first)
        for encounter in encounters
        if is_one_day(encounter.when) and encounter.when.first
        if any(person.label == label for person in encounter.people)
    ]


class _Journey:
    """The stays of one person, and what is told of them."""

    def __init__(
        self, scene: Scene, stays: list[Stay], moves: Sequence[Move], days: list[tuple[int, date]]
    ) -> None:
        self.scene = scene
        self.stays = stays
        self.moves = moves
        self.days = days
        told = list(wholes_of(scene, stays, moves))
        self.wholes = [whole for whole in told if not whole.around]
        self.bounds = [whole for whole in told if whole.around]
        self.next: dict[int, int] = {}
        """Which stop follows directly on which, as far as the text says."""

    def read(self) -> list[Stay]:
        self._order()
        self._follow()
        for n in range(len(self.stays)):
            self._take_wholes(n)
        self._begin()
        self._begin_listed()
        self._leave()
        for n, told in days_counted(self.scene, self.stays, self.wholes):
            self._told(n, told.part, told.when)
        for n in range(len(self.stays)):
            if not self.stays[n].when.text:
                self._bound(n)
        for n, stay in enumerate(self.stays):
            if not stay.when.text or _lasts(stay.when, _WIDEST) or _is_open(stay.when):
                self._take_window(n)
        for n in range(len(self.stays)):
            self._narrow(n)
        self._share_windows()
        return self.stays

    def _order(self) -> None:
        """'Opens in A on Sunday … reaches B on Thursday': not today, though today is a Thursday."""
        today = self.scene.article.published
        told = sorted(range(len(self.stays)), key=lambda n: self.stays[n].at)
        for k, n in enumerate(told):
            stay = self.stays[n]
            start = self.scene.doc[stay.at[0]].sent.start
            ahead = (self.stays[m].when.first for m in told[:k] if self.stays[m].at[0] < start)
            late = any(day and today and day > today for day in ahead)
            named = isinstance(parse_date(stay.when.text), Weekday) and not stay.aspect.past
            named &= not stay.when.text.lower().startswith("earlier")
            if today and late and named and is_one_day(stay.when) and stay.when.first == today:
                day = plus(today, 7)
                reason = f"{stay.when.reason}; a week later, after the stop told before"
                when = replace(stay.when, first=day, last=day, reason=reason)
                self.stays[n] = replace(stay, when=when, told=(Told(part="arrival", when=when),))

    def _share_windows(self) -> None:
        """'In July he went to A, then on to B and finally to C': all of it in July."""
        pairs = list(self.next.items())
        for a, b in [*pairs, *((b, a) for a, b in reversed(pairs))]:
            when, stay = self.stays[a].when, self.stays[b]
            if _lasts(when, _WIDE) and not stay.when.text and stay.status == self.stays[a].status:
                self.stays[b] = replace(stay, when=replace(when, reason=f"the same journey: {when.reason}"))

    # ── The journey as a whole ──────────────────────────────────────────────────────────────────

    def _take_wholes(self, n: int) -> None:
        """The days of a journey with one stop are those of the stop."""
        stay = self.stays[n]
        for whole in self.wholes:
            covered = self._covered(whole)
            if len(covered) > 1 and is_one_day(whole.when):
                alike = [m for m in covered if (self.stays[m].status == "planned") == whole.planned]
                covered = alike if len(alike) == 1 else covered
            if covered == [n] and whole.at not in stay.at and agree(stay.when, whole):
                stay = self._told(n, whole.part, whole.when)

    def _covered(self, whole: Whole) -> list[int]:
        """The stops that what is told of a journey as a whole holds for."""
        return [n for n, stay in enumerate(self.stays) if covers(self.scene, self.stays, whole, stay)]

    def _take_window(self, n: int) -> None:
        """A stop without a day of its own lies within the journey."""
        own = [whole for whole in self.wholes if covers(self.scene, self.stays, whole, self.stays[n])]
        around = [whole for whole in self.bounds if covers(self.scene, self.stays, whole, self.stays[n])]
        exact = [whole for whole in (*own, *around) if whole.when.exact]
        begins = [whole.when for whole in exact if whole.part == "arrival"]
        ends = [whole.when for whole in exact if whole.part == "departure"]
        lengths = [whole.when for whole in own if not whole.when.dated]
        windows = [lasting(begin, length) for begin in begins for length in lengths]
        windows += [lasting(end, length, ends=True) for end in ends for length in lengths]
        windows += [
            When(first=a.first, last=b.last, text=a.text, reason=a.reason)
            for a in begins
            for b in ends
            if a.first and b.last and a.first <= b.last and self._is_all_within(a.first, b.last)
        ]
        windows += [whole.when for whole in own if whole.when.first and whole.when.last]
        told = self.stays[n].when
        windows = [when for when in windows if when.dated and not is_one_day(when) and _narrows(when, told)]
        if windows:
            reason = f"the trip as a whole: {windows[0].reason}"
            window = replace(windows[0], exact=False, reason=reason)
            self.stays[n] = replace(self.stays[n], when=window)

    def _narrow(self, n: int) -> None:
        """'Tours A and B next month … arrives in A on the 11th … returns home on the 19th': 11th to 19th."""
        stay, when = self.stays[n], self.stays[n].when
        if when.exact or when.first is None:
            return
        latest = when.last or when.first + APART
        listed = [other for other in self.stays if other is not stay and set(other.at) & set(stay.at)]
        days = [other.when.first for other in listed if other.when.exact and other.when.first]
        ends = [
            whole.when.last
            for whole in (*self.wholes, *self.bounds)
            if whole.part == "departure" and whole.when.exact and covers(self.scene, self.stays, whole, stay)
        ]
        inside = [day for day in ends if day and when.first <= day <= latest]
        first = min([day for day in days if when.first <= day <= latest], default=when.first)
        left = [self.stays[a].when for a, b in self.next.items() if b == n]
        first = max(
            [day.last for day in left if day.exact and day.last and first < day.last <= latest], default=first
        )
        wide = when.last is None or _lasts(when, _WIDEST)
        last = max(inside) if inside and wide and first <= max(inside) else when.last
        if last != when.last or (left and first != when.first):
            self.stays[n] = replace(stay, when=replace(when, first=first, last=last))

    def _is_all_within(self, begin: date, end: date) -> bool:
        """Whether the text tells of this one journey: no other stop of these weeks lies outside it."""
        days = [stay.when.first for stay in self.stays if is_one_day(stay.when)]
        return all(begin <= day <= end or abs(day - begin) > APART for day in days if day)

    # ── From stop to stop ───────────────────────────────────────────────────────────────────────

    def _follow(self) -> None:
        """Note which stop comes after which, and the day of travel as the last day of the one before."""
        before: int | None = None
        last: Move | None = None
        for move in self.moves:
            goal = self._stop(move.spot, move.at)
            if move.aspect.status == "cancelled":
                continue
            origin = self._stop(move.origin, None) if move.origin else None
            listed = last is not None and sum(last.at in stay.at for stay in self.stays) > 1
            goes_on = self._goes_on(move) and (move.follows or not listed)
            goes_on |= last is not None and self._is_next(last, move)
            if origin is None and before is not None and before != goal and goes_on:
                origin = before
            if origin is not None and goal is not None and origin != goal:
                self.next.setdefault(origin, goal)
            if origin is not None and origin != goal:
                self._left(origin, move)
            before, last = (goal, move) if goal is not None else (before, last)

    def _goes_on(self, move: Move) -> bool:
        rule = move.rule.split()
        return move.follows or rule[0] == "leaving" or rule[-1] in ("proceed", "continue")

    def _is_next(self, a: Move, b: Move) -> bool:
        """'Flew to A and reached B on Tuesday': told in the order of travel."""
        first, then = self.scene.doc[a.at], self.scene.doc[b.at]
        ordered = then.dep_ == "conj" and then.head == first and a.aspect.status == b.aspect.status
        return ordered and part_of(self.scene, a) == "arrival" and then.pos_ == "VERB"

    def _left(self, n: int, move: Move) -> None:
        """Who travels to the next stop on a day has stayed until then."""
        stay, day = self.stays[n], move.when.first
        person = stay.who
        home = move.spot is not None and move.spot.country == person.country
        if not tells_of_leaving(move) or (home and move.rule not in _GOES_HOME) or day is None:
            return
        first = stay.when.first
        known = any(told.part == "departure" and told.when.dated for told in stay.told)
        if not known and stay.when.exact and first and first <= day <= first + LONGEST_STOP:
            self._told(n, "departure", move.when)

    def _begin(self) -> None:
        """The first day of the journey is that of its first stop, where all others are later."""
        for whole in self.wholes:
            covered = self._covered(whole)
            day = whole.when.first
            if len(covered) < 2 or day is None or whole.part == "departure" or not has_begin(whole.when):
                continue
            if whole.place and sum(move.at == whole.at for move in self.moves) > 1:
                continue  # 'a nine-day visit to A and B', where B has several stops
            told_first = [n for n in covered if is_first(self.scene, self.stays[n])]
            first, *rest = told_first[:1] or covered
            later = bool(told_first) or all(self._comes_after(n, first, day) for n in rest)
            own = self.stays[first].when
            if later and (not own.text or (told_first and not own.exact)):
                begin = replace(whole.when, last=day, exact=True)
                self._told(first, "arrival", begin)

    def _begin_listed(self) -> None:
        """'A visit to A, B and C from 3 to 9 May, beginning in A': its first day is that of A."""
        for n, stay in enumerate(self.stays):
            when = stay.when
            shared = sum(
                (other.when.first, other.when.last) == (when.first, when.last) for other in self.stays
            )
            open_days = when.first and when.first != when.last and not when.exact and has_begin(when)
            if shared > 1 and open_days and is_first(self.scene, stay):
                self._told(n, "arrival", replace(when, last=when.first, exact=True))
            begun = [told.when for told in stay.told if _is_open(told.when)]
            if begun and when.exact and when.first is None and n in self.next and n not in self.next.values():
                self._told(n, "arrival", replace(begun[0], last=begun[0].first, exact=True))

    def _comes_after(self, n: int, first: int, day: date) -> bool:
        begin = self.stays[n].when.first
        if begin is not None:
            return begin > day
        seen = {first}
        at: int | None = first
        while at is not None and at not in seen - {first}:
            seen.add(at)
            at = self.next.get(at)
            if at == n:
                return True
        return any(
            self.next.get(m) == n and (told := other.when.first) is not None and told >= day
            for m, other in enumerate(self.stays)
        )

    def _leave(self) -> None:
        """The end of the journey is the end of its last stop."""
        for whole in (*self.wholes, *self.bounds):
            covered = self._covered(whole)
            ends = [n for n in covered if self.next.get(n) not in covered]
            starts = [n for n in covered if n not in self.next.values()]
            day = whole.when.first
            if whole.part != "departure" or not is_one_day(whole.when) or day is None:
                continue
            if len(ends) != 1 or len(starts) != 1:
                continue
            stay = self.stays[ends[0]]
            known = any(told.part == "departure" and told.when.dated for told in stay.told)
            first = stay.when.first if stay.when.exact else None
            if len(covered) > 1 or whole.around:
                begun = first is not None and first <= day <= first + _QUIET
                if begun or not (known or stay.when.dated):
                    self._told(ends[0], "departure", whole.when)

    def _bound(self, n: int) -> None:
        """A stop between two dated ones lies between their days."""
        after = [b for a, b in self.next.items() if a == n]
        before = [a for a, b in self.next.items() if b == n]
        if not before:
            return
        lows = [day for a in before for day in (self.stays[a].when.last or self.stays[a].when.first,) if day]
        at = self.stays[n].at[0]
        paragraph = self.scene.doc[at].sent.start
        near = [day for told, day in self.days if told < at and paragraph - told < _NEAR]
        lows += near[-1:]
        highs = [day for b in after for day in (self.stays[b].when.first,) if day]
        highs += [
            whole.when.last
            for whole in (*self.wholes, *self.bounds)
            if whole.part == "departure" and is_one_day(whole.when) and whole.when.last
            if covers(self.scene, self.stays, whole, self.stays[n])
        ]
        if not highs and (ends := [day for a in before if (day := self._end_told(a))]):
            window = When(first=ends[0], last=plus(ends[0], 1), reason="the stop before is left then")
            self.stays[n] = replace(self.stays[n], when=window)
        if not lows or not highs:
            return
        low, high = max(lows), min(highs)
        if timedelta(0) <= high - low <= _WIDEST:
            reason = "between the days told before and after"
            when = When(first=low, last=high, exact=low == high, reason=reason)
            self.stays[n] = replace(self.stays[n], when=when)

    def _end_told(self, n: int) -> date | None:
        """The day of leaving that the text states: 'stays until Sunday', 'leaves on Sunday'."""
        for told in self.stays[n].told:
            expression = parse_date(told.when.text)
            until = isinstance(expression, Open) and expression.edge == "until"
            if told.when.exact and (until or (told.part == "departure" and is_one_day(told.when))):
                return told.when.last
        return None

    def _stop(self, spot: Spot | None, at: int | None) -> int | None:
        """Which stay a clause speaks of."""
        if spot is None:
            return None
        fits = [
            n
            for n, stay in enumerate(self.stays)
            if (at is None or at in stay.at) and stay.country == spot.country and stay.country
        ]
        named = [n for n in fits for place in (self.stays[n].place,) if place and place.name == _name(spot)]
        if named:
            return named[0]
        whole = spot.precision == "country"
        return fits[0] if len(fits) == 1 and (whole or at is not None) else None

    def _told(self, n: int, part: Part, when: When) -> Stay:
        stay = self.stays[n]
        told = (*stay.told, Told(part=part, when=when))
        self.stays[n] = replace(stay, told=told, when=days_of(told))
        return self.stays[n]


_NEAR = 60
"""Words back from a sentence in which the day of something done before may stand."""


def _lasts(when: When, days: timedelta) -> bool:
    """Whether it is a window of so many days."""
    return bool(when.first and when.last and not when.exact and when.last - when.first >= days)


def _is_open(when: When) -> bool:
    """Whether only the beginning of a window is known: 'left on Monday for A and B'."""
    return bool(when.first and when.last is None and not when.exact)


def _narrows(when: When, told: When) -> bool:
    """Whether a window lies within what is told already: 'later this month', 'a tour of three days'."""
    if not (told.first and told.last and when.first and when.last):
        return True
    return told.first <= when.first and when.last <= told.last


def _name(spot: Spot) -> str | None:
    return spot.place.name if spot.place else None
