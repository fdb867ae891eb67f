"""Days of reports and of what they tell, made consistent with each other.

A small constraint network (arc consistency after Mackworth, 1977): every undated article has a set of days
on which it can have appeared, every stop a set of days on which it can have been visited, and every phrase
('on Tuesday', said of something ahead) relates one to the other. All days lie in a horizon of some weeks,
kept as bit sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from geomap.claims.days.phrases import Tense, resolve_when
from geomap.language.dates import parse_date
from geomap.records import Status, record

REACH = 60
"""Days to either side of the day around which everything is tried."""
_STAY = 6
"""Days at one place within which the next leg is looked for; a longer stay would be told."""

type Days = int
"""A set of days of the horizon: bit n is its n-th day."""


@record
class Saying:
    """One article's words on when a stop is visited."""

    article: str
    stop: str
    text: str
    """Empty where no date is given: then only the tense tells something."""
    status: Status


@record
class Solution:
    """What is left of all days."""

    articles: Mapping[str, tuple[date, ...]]
    stops: Mapping[str, tuple[date, ...]]
    broken: tuple[Saying, ...]
    """Sayings that fit nothing else."""
    cost: int
    """The weight of the dated sayings that do not fit."""
    weight: int
    """The weight of all dated sayings."""


def weight_of(saying: Saying) -> int:
    """What happened weighs more than a plan: plans change, and who leaves tonight arrives tomorrow."""
    if not saying.text:
        return 0
    return 2 if saying.status == "done" else 1


def tense_of(status: Status) -> Tense:
    """The tense in which a claim of this status speaks."""
    return {"planned": "future", "done": "past", "cancelled": "present"}[status]  # type: ignore[return-value]


@lru_cache(maxsize=200_000)
def days_said(text: str, tense: Tense, published: date) -> tuple[date, date] | None:
    """First and last day that a phrase means in an article of that day."""
    expression = parse_date(text)
    if expression is None:
        return None
    when = resolve_when(expression, published, tense=tense)
    first, last = when.first or when.last, when.last or when.first
    return (first, last) if first and last else None


class Horizon:
    """All days from `REACH` before to `REACH` after a day."""

    def __init__(self, middle: date) -> None:
        number = min(max(middle.toordinal(), REACH + 1), date.max.toordinal() - REACH)
        self._first = number - REACH
        self.size = 2 * REACH + 1
        self.all: Days = (1 << self.size) - 1

    def bits(self, first: date, last: date) -> Days:
        """The days of an interval that lie within."""
        low = max(0, first.toordinal() - self._first)
        high = min(self.size - 1, last.toordinal() - self._first)
        return ((1 << (high - low + 1)) - 1) << low if low <= high else 0

    def days(self, bits: Days) -> tuple[date, ...]:
        """The days of a set, in order."""
        return tuple(date.fromordinal(self._first + n) for n in range(self.size) if bits >> n & 1)

    def solve(
        self,
        articles: Mapping[str, Days],
        stops: Mapping[str, Days],
        sayings: Sequence[Saying],
        legs: Iterable[tuple[str, str]],
    ) -> Solution | None:
        """Narrow all days until everything that can fit together does.

        Parameters
        ----------
        articles
            Days on which each can have appeared, for every article of `sayings`.
        stops
            Days of the stops that are known from elsewhere.
        sayings
            In any order; where two contradict each other, that of an article of known day gives way, as it
            can be understood by itself.
        legs
            Stops known to follow each other.

        Returns
        -------
        Solution or None
            None if an article or a known stop has no day to begin with.
        """
        if not all(articles.values()) or not all(stops.values()):
            return None
        told, went = dict(articles), {s.stop: self.all for s in sayings} | dict(stops)
        ordered = sorted(sayings, key=lambda s: (not s.text, told[s.article].bit_count() == 1, *_key(s)))
        links = sorted(set(legs))
        broken: list[Saying] = []
        for tier in ("said", "order", "tense"):
            live = ordered if tier == "tense" else [s for s in ordered if s.text]
            changed = True
            while changed:
                changed = False
                for saying in live:
                    if saying in broken:
                        continue
                    found = self._said(saying, told[saying.article], went[saying.stop])
                    if found is None:
                        broken.append(saying)
                    else:
                        changed |= found != (told[saying.article], went[saying.stop])
                        told[saying.article], went[saying.stop] = found
                if tier != "said":
                    changed |= _follow(went, links)
                if tier == "tense":
                    changed |= _tenses(told, went, ordered)
        return Solution(
            articles={key: self.days(bits) for key, bits in told.items()},
            stops={key: self.days(bits) for key, bits in went.items()},
            broken=tuple(broken),
            cost=sum(map(weight_of, broken)),
            weight=sum(map(weight_of, sayings)),
        )

    def _said(self, saying: Saying, told: Days, went: Days) -> tuple[Days, Days] | None:
        """What a phrase leaves of the days of its article and its stop; None if nothing."""
        if not saying.text:
            return told, went
        tense = tense_of(saying.status)
        left_told, left_went = 0, 0
        for n in range(self.size):
            if told >> n & 1:
                span = days_said(saying.text, tense, date.fromordinal(self._first + n))
                met = self.bits(*span) & went if span else went
                if met:
                    left_told |= 1 << n
                    left_went |= met
        return (left_told, left_went) if left_told else None


def _key(saying: Saying) -> tuple[str, ...]:
    return saying.article, saying.stop, saying.text, saying.status


def _low(bits: Days) -> int:
    return (bits & -bits).bit_length() - 1


def _from(bits: Days, first: int) -> Days:
    return bits >> first << first if first > 0 else bits


def _until(bits: Days, last: int) -> Days:
    return bits & ((1 << (last + 1)) - 1)


def _follow(went: dict[str, Days], links: Iterable[tuple[str, str]]) -> bool:
    """One stop follows another within days; a leg that cannot be is passed over."""
    changed = False
    for a, b in links:
        if a not in went or b not in went:
            continue
        later = _until(_from(went[b], _low(went[a])), went[a].bit_length() - 1 + _STAY)
        earlier = _from(_until(went[a], went[b].bit_length() - 1), _low(went[b]) - _STAY)
        if later and earlier and (later, earlier) != (went[b], went[a]):
            went[b], went[a] = later, earlier
            changed = True
    return changed


def _tenses(told: dict[str, Days], went: dict[str, Days], sayings: Iterable[Saying]) -> bool:
    """What is planned lies ahead of its report, what is done behind it, wherever that can be."""
    changed = False
    for s in sayings:
        mine, days = told[s.article], went[s.stop]
        if s.status == "planned":
            new, ahead = _until(mine, days.bit_length() - 1), _from(days, _low(mine))
        elif s.status == "done":
            new, ahead = _from(mine, _low(days)), _until(days, mine.bit_length() - 1)
        else:
            continue
        if new and ahead and (new, ahead) != (mine, days):
            told[s.article], went[s.stop] = new, ahead
            changed = True
    return changed
