"""Which visits belong to one trip.

First, what one article tells of one traveller is parted into accounts: visits that are told as one tour
(one sentence, or days close together), with undated ones beside the dated. Then accounts of several
articles are joined where their stated days touch, or, for windows and undated ones, where they also share
a place. A trip of an earlier year told as background stays apart. All of it goes by sorting and by look-up
of shared places, per traveller.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from geomap.trips.accounts import TOUR, Span, hull_of, is_short, overlap, part_article
from geomap.trips.blocks import join_by_days
from geomap.trips.spots import same_spot
from geomap.trips.tellings import MOVED, Telling, order_of

_FEW = 2
_NEVER = (date.max, date.max)


class _Group:
    """Tellings of one trip in the making."""

    __slots__ = ("keys", "looks_back", "near", "reported", "short", "stated", "tellings")

    def __init__(self, tellings: Iterable[Telling]) -> None:
        self.tellings = list(tellings)
        spans = [t.span for t in self.tellings if t.span]
        self.short = hull_of([span for span in spans if is_short(span)])
        self.stated = hull_of(spans)
        self.near = hull_of([t.near for t in self.tellings if t.near])
        self.reported = hull_of([t.reported for t in self.tellings if t.reported])
        self.looks_back = all(t.visit.status == "done" for t in self.tellings)
        finer = {t.spot.country or t.spot.key for t in self.tellings if t.spot.level != "region"}
        self.keys = finer or {t.spot.key for t in self.tellings}
        """The countries (or unlocated names); the regions if there is nothing finer."""

    def add(self, other: _Group) -> None:
        self.tellings.extend(other.tellings)
        self.short = hull_of([s for s in (self.short, other.short) if s])
        self.stated = hull_of([s for s in (self.stated, other.stated) if s])
        self.near = _common(self.near, other.near)
        self.reported = hull_of([s for s in (self.reported, other.reported) if s])
        self.looks_back = self.looks_back and other.looks_back
        self.keys |= other.keys

    @property
    def weeks(self) -> set[int]:
        """In which its days were stated."""
        return {d.toordinal() // 7 for t in self.tellings if t.reported and t.span for d in t.reported}

    @property
    def regional(self) -> bool:
        return all(t.spot.level == "region" for t in self.tellings)


def _common(a: Span | None, b: Span | None) -> Span | None:
    """The days that two reports of one visit leave; those of the first where they share none."""
    if a is None or b is None:
        return a or b
    return (max(a[0], b[0]), min(a[1], b[1])) if overlap(a, b) else a


def group_tellings(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Part one traveller's tellings into trips; the input's order does not matter."""
    by_article: dict[str, list[Telling]] = defaultdict(list)
    for telling in _follow_moves(sorted(tellings, key=order_of)):
        by_article[telling.article].append(telling)
    accounts = [_Group(part) for article in sorted(by_article) for part in part_article(by_article[article])]
    short = [a for a in accounts if a.short]
    dated = [_joined([short[i] for i in block]) for block in join_by_days([a.tellings for a in short])]
    trips = _join_put_off(_join_by_place(dated, [a for a in accounts if not a.short]))
    return [sorted(trip.tellings, key=order_of) for trip in trips]


def _joined(accounts: Sequence[_Group]) -> _Group:
    return accounts[0] if len(accounts) == 1 else _Group(t for account in accounts for t in account.tellings)


def _follow_moves(tellings: list[Telling]) -> list[Telling]:
    """Let each plan that was put off or brought forward be of its new days."""
    out = list(tellings)
    for moved in (t for t in tellings if t.visit.rule.startswith(MOVED)):
        told = moved.reported
        if told is None or moved.span is None:
            continue
        plans = {
            i: max(t.span[0] - told[1], told[0] - t.span[1], timedelta(0))
            for i, t in enumerate(out)
            if t.span
            and t.visit.status == "planned"
            and t.rank < moved.rank
            and same_spot(t.spot, moved.spot)
            if t.span[1] >= told[0] - TOUR
        }
        for i, gap in plans.items():
            if gap <= min(plans.values()) + TOUR:
                out[i] = out[i]._replace(span=moved.span, near=moved.near)
    return out


def _join_by_place(trips: list[_Group], accounts: list[_Group]) -> list[_Group]:
    """Let each account without stated days join the one trip that shares places with it at a fitting time.

    Where it also shares others of its places with a trip of the same days, both were one tour.
    """
    trips = list(trips)
    index: dict[str, set[int]] = defaultdict(set)
    for i, trip in enumerate(trips):
        for key in trip.keys:
            index[key].add(i)
    for account in sorted(
        accounts,
        key=lambda a: (
            a.stated is None,
            a.near is None,
            -len(a.keys),
            [order_of(t) for t in a.tellings],
        ),
    ):
        home = _home(account, trips, index)
        if home is None:
            home = len(trips)
            trips.append(account)
        else:
            for i in _same_tour(account, home, trips, index):
                trips[home].add(trips[i])
                for key in trips[i].keys:
                    index[key].discard(i)
                    index[key].add(home)
                trips[i] = _Group(())
            trips[home].add(account)
        for key in account.keys:
            index[key].add(home)
    return [trip for trip in trips if trip.tellings]


def _same_tour(account: _Group, home: int, trips: list[_Group], index: dict[str, set[int]]) -> list[int]:
    """The trips at other places of an account, so near in time that its article tells of one tour."""
    days = trips[home].stated
    if not days or account.stated:
        return []
    others = {i for key in account.keys - trips[home].keys for i in index[key]} - {home}
    told = account.reported or days
    spans = ((i, trips[i].stated) for i in sorted(others))
    return [i for i, span in spans if span and overlap(days, span, TOUR) and overlap(told, span, TOUR)]


def _join_put_off(trips: list[_Group]) -> list[_Group]:
    """Join a visit that was called off with the one to the same places that came about soon after."""
    trips = sorted(trips, key=lambda t: (t.stated is None, t.stated, order_of(t.tellings[0])))
    kept: list[_Group] = []
    for trip in trips:
        before = kept[-1] if kept else None
        if before and before.stated and trip.stated and _put_off(before, trip):
            before.add(trip)
        else:
            kept.append(trip)
    return kept


def _put_off(before: _Group, after: _Group) -> bool:
    statuses = {t.visit.status for t in before.tellings}
    if "cancelled" not in statuses or "done" in statuses or not before.keys <= after.keys:
        return False
    soon = overlap(before.stated or _NEVER, after.stated or _NEVER, TOUR)
    return soon and max(map(order_of, before.tellings)) < max(map(order_of, after.tellings))


def _home(account: _Group, trips: list[_Group], index: dict[str, set[int]]) -> int | None:
    """The one trip that an account tells of: most places shared, then nearest to its report."""
    shared: dict[int, int] = defaultdict(int)
    for key in account.keys:
        for i in index[key]:
            shared[i] += 1
    fits = [i for i, n in shared.items() if _time_fits(account, trips[i]) and _is_told(account, trips[i], n)]
    fits = fits or [i for i in shared if _told_at_once(account, trips[i])]
    if not fits and account.regional:
        fits = [i for i, trip in enumerate(trips) if _same_days(account, trip)]
        fits = fits or [i for i, trip in enumerate(trips) if _time_fits(account, trip)]
    if len(fits) > 1:
        ranks = {i: (-shared.get(i, 0), _distance(account, trips[i])) for i in fits}
        best = min(ranks.values())
        fits = [i for i in fits if ranks[i] == best]
    if len(fits) > 1:
        first = min(fits)
        if {first, *_same_tour(account, first, trips, index)}.issuperset(fits):
            return first  # parts of one tour
        fits = [i for i in fits if trips[i].stated is None]  # what could be of any trip stays together
    return fits[0] if len(fits) == 1 else None


def _is_told(account: _Group, trip: _Group, shared: int) -> bool:
    """Whether so many places in common tell a trip by themselves: of two longer tours more than half."""
    size = min(len(account.keys), len(trip.keys))
    return account.stated is not None or account.near is not None or size <= _FEW or 2 * shared > size


def _distance(account: _Group, trip: _Group) -> int:
    """Days between a trip and the report that may tell of it; 0 where either is not known."""
    mine, days = account.stated or account.reported, trip.stated
    if mine is None or days is None:
        return 0
    return max((days[0] - mine[1]).days, (mine[0] - days[1]).days, 0)


def _time_fits(account: _Group, trip: _Group) -> bool:
    """Whether an account without stated days can speak of a trip."""
    days, others = account.stated or account.near, trip.stated or trip.near
    return days is None or others is None or overlap(days, others)


def _same_days(account: _Group, trip: _Group) -> bool:
    """Whether both are known to be of the same days."""
    days, others = account.stated or account.near, trip.stated or trip.near
    return days is not None and others is not None and overlap(days, others)


def _told_at_once(account: _Group, trip: _Group) -> bool:
    """Whether an undated look back may be at the trip that other articles of those days look back at."""
    if account.stated or not account.looks_back or not account.reported:
        return False
    first, last = (day.toordinal() // 7 for day in account.reported)
    return last - first < 5 and any(week in trip.weeks for week in range(first - 1, last + 2))
