"""Which visits belong to one trip.

First, what one article tells of one traveller is parted into accounts: visits that are told as one tour
(one sentence, or days close together), with undated ones beside the dated. Then accounts of several
articles are joined where their stated days touch, or, for windows and undated ones, where they also share
a place. A trip of an earlier year told as background stays apart. All of it goes by sorting and by look-up
of shared places, per traveller.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from geomap.trips.spots import same_spot
from geomap.trips.tellings import Telling, order_of

_TOUCH = timedelta(days=2)
"""Stops this far apart are one trip, whoever tells of them."""
_TOUR = timedelta(days=10)
"""Stops this far apart are one trip where one article tells of both."""
_SHORT = timedelta(days=10)
"""A longer window says little about when, and joins by place only."""

_ABOUT = timedelta(days=3)
"""Articles this far apart look back at the same events."""

type Span = tuple[date, date]


class _Group:
    """Tellings of one trip in the making."""

    __slots__ = ("tellings",)

    def __init__(self, tellings: list[Telling]) -> None:
        self.tellings = tellings

    @property
    def short(self) -> Span | None:
        return _hull([t.span for t in self.tellings if t.span and _is_short(t.span)])

    @property
    def stated(self) -> Span | None:
        return _hull([t.span for t in self.tellings if t.span])

    @property
    def near(self) -> Span | None:
        return _hull([t.near for t in self.tellings if t.near])


def group_tellings(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Part one traveller's tellings into trips; the input's order does not matter."""
    by_article: dict[str, list[Telling]] = defaultdict(list)
    for telling in sorted(tellings, key=order_of):
        by_article[telling.article].append(telling)
    accounts = [_Group(part) for article in sorted(by_article) for part in _accounts(by_article[article])]
    dated = _join_by_days([a for a in accounts if a.short])
    trips = _join_by_place(dated, [a for a in accounts if not a.short])
    return [sorted(trip.tellings, key=order_of) for trip in trips]


def _hull(spans: Sequence[Span]) -> Span | None:
    return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else None


def _is_short(span: Span) -> bool:
    return span[1] - span[0] <= _SHORT


def _overlap(a: Span, b: Span, gap: timedelta = timedelta(0)) -> bool:
    return a[0] <= b[1] + gap and b[0] <= a[1] + gap


def _accounts(tellings: list[Telling]) -> list[list[Telling]]:
    """Part what one article tells of one traveller into tours."""
    dated = [t for t in tellings if t.span]
    undated = [t for t in tellings if not t.span]
    parts: list[list[Telling]] = []
    for telling in sorted(dated, key=lambda t: (t.span or (date.min, date.min), order_of(t))):
        homes = [part for part in parts if any(_one_tour(telling, other) for other in part)]
        joined = [t for part in homes for t in part] + [telling]
        parts = [part for part in parts if all(part is not home for home in homes)] + [joined]
    if not parts:
        return [undated]
    news = min(parts, key=_distance_to_report)
    for telling in undated:
        _told_with(telling, parts, news).append(telling)
    return parts


def _one_tour(a: Telling, b: Telling) -> bool:
    if a.span is None or b.span is None:
        return False
    if _is_short(a.span) and _is_short(b.span):
        return _overlap(a.span, b.span, _TOUR)
    return _overlap(a.span, b.span) and (
        a.span == b.span
        or same_spot(a.spot, b.spot)
        or _one_sentence(a, b)
        or "region" in (a.spot.level, b.spot.level)
    )


def _one_sentence(a: Telling, b: Telling) -> bool:
    return any(
        x.article == y.article and x.span.start < y.span.end and y.span.start < x.span.end
        for x in a.evidence
        for y in b.evidence
    )


def _distance_to_report(part: list[Telling]) -> tuple[object, ...]:
    """The news comes first: the tour nearest to publication, a plan before background."""
    gaps = [
        max(t.span[0] - t.near[1], t.near[0] - t.span[1], timedelta(0)) for t in part if t.span and t.near
    ]
    return (
        min(gaps) if gaps else timedelta.max,
        all(t.visit.status == "done" for t in part),
        not any(t.span and _is_short(t.span) for t in part),
        [-t.span[1].toordinal() for t in part if t.span][:1],
        order_of(part[0]),
    )


def _told_with(telling: Telling, parts: list[list[Telling]], news: list[Telling]) -> list[Telling]:
    """The tour that an undated telling belongs to: same place, then same sentence, then the news."""
    for fits in (_same_place, _one_sentence):
        found = [part for part in parts if any(fits(telling, other) for other in part)]
        if found:
            return news if any(part is news for part in found) else found[0]
    return news


def _same_place(a: Telling, b: Telling) -> bool:
    return same_spot(a.spot, b.spot)


def _join_by_days(accounts: list[_Group]) -> list[_Group]:
    """Join accounts whose stated days touch; windows of some days must overlap."""
    parent = list(range(len(accounts)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    exact = sorted(
        (t.span[0], t.span[1], i)
        for i, account in enumerate(accounts)
        for t in account.tellings
        if t.span and t.when.exact and _is_short(t.span)
    )
    last: date | None = None
    holder = -1
    blocks: list[tuple[date, date, int]] = []
    for first, until, i in exact:
        if last is not None and first - last <= _TOUCH:
            parent[root(i)] = root(holder)
            last = max(last, until)
            blocks[-1] = (blocks[-1][0], last, holder)
        else:
            holder, last = i, until
            blocks.append((first, until, i))
    starts = [block[0] for block in blocks]
    windows = sorted(
        (t.span[0], t.span[1], i, t.spot.key)
        for i, account in enumerate(accounts)
        for t in account.tellings
        if t.span and not t.when.exact and _is_short(t.span)
    )
    recent: dict[str, tuple[date, int]] = {}
    same_days: dict[tuple[date, date], int] = {}
    for first, until, i, spot in windows:
        at = bisect.bisect_right(starts, until)
        met = {root(block[2]) for block in blocks[max(0, at - 8) : at] if block[1] >= first}
        if len(met) == 1:
            parent[root(i)] = met.pop()
        held = recent.get(spot)
        if held and held[0] >= first:
            parent[root(i)] = root(held[1])
        if held is None or held[0] < until:
            recent[spot] = (until, i)
        twin = same_days.setdefault((first, until), i)
        parent[root(i)] = root(twin)
    groups: dict[int, _Group] = {}
    for i, account in enumerate(accounts):
        groups.setdefault(root(i), _Group([])).tellings.extend(account.tellings)
    return list(groups.values())


def _join_by_place(trips: list[_Group], accounts: list[_Group]) -> list[_Group]:
    """Let each account without stated days join the one trip that shares places with it at a fitting time."""
    trips = list(trips)
    index: dict[str, list[int]] = defaultdict(list)
    for i, trip in enumerate(trips):
        for key in _countries(trip):
            index[key].append(i)
    accounts = sorted(
        accounts,
        key=lambda a: (
            a.stated is None,
            a.near is None,
            -len(_countries(a)),
            [order_of(t) for t in a.tellings],
        ),
    )
    for account in accounts:
        keys = _countries(account)
        shared: dict[int, int] = defaultdict(int)
        for key in keys:
            for i in index[key]:
                shared[i] += 1
        fits = {i: n for i, n in shared.items() if _time_fits(account, trips[i])}
        fits = fits or {i: n for i, n in shared.items() if _told_at_once(account, trips[i])}
        if not fits and all(t.spot.level == "region" for t in account.tellings):
            fits = {i: 1 for i, trip in enumerate(trips) if _same_days(account, trip)}
            fits = fits or {i: 1 for i, trip in enumerate(trips) if _time_fits(account, trip)}
        best = [i for i in fits if fits[i] == max(fits.values())]
        if len(best) == 1:
            home = best[0]
            trips[home].tellings.extend(account.tellings)
        else:
            home = len(trips)
            trips.append(account)
        for key in keys:
            if home not in index[key]:
                index[key].append(home)
    return trips


def _countries(group: _Group) -> set[str]:
    """The countries (or unlocated names) of a group; its regions if there is nothing finer."""
    found = {t.spot.country or t.spot.key for t in group.tellings if t.spot.level != "region"}
    return found or {t.spot.key for t in group.tellings}


def _time_fits(account: _Group, trip: _Group) -> bool:
    """Whether an account without stated days can speak of a trip."""
    if account.stated and trip.stated:
        return _overlap(account.stated, trip.stated)
    days = account.stated or account.near
    others = trip.stated or trip.near
    if days is None or others is None:
        return True
    return _overlap(days, others)


def _told_at_once(account: _Group, trip: _Group) -> bool:
    """Whether an undated look back may be at the trip that other articles of those days look back at."""
    if account.stated or any(t.visit.status != "done" for t in account.tellings):
        return False
    mine = _hull([t.reported for t in account.tellings if t.reported])
    return mine is not None and any(t.reported and _overlap(mine, t.reported, _ABOUT) for t in trip.tellings)


def _same_days(account: _Group, trip: _Group) -> bool:
    """Whether both are known to be of the same days: all that can join a region to a trip."""
    if account.stated and trip.stated:
        return _overlap(account.stated, trip.stated)
    days, others = account.stated or account.near, trip.stated or trip.near
    return days is not None and others is not None and _overlap(days, others)
