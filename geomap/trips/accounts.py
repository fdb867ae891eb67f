"""What one article tells of one traveller, parted into tours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from geomap.trips.spots import same_spot
from geomap.trips.tellings import Telling, order_of

TOUR = timedelta(days=10)
"""Stops this far apart are one trip where one article tells of both."""
_SHORT = timedelta(days=10)
"""A longer window says little about when, and joins by place only."""

type Span = tuple[date, date]


def hull_of(spans: Sequence[Span]) -> Span | None:
    """From the first day of all to the last."""
    if len(spans) < 2:
        return spans[0] if spans else None
    return min(spans)[0], max([last for _, last in spans])


def is_short(span: Span) -> bool:
    """Whether a span tells the days, more or less."""
    return span[1] - span[0] <= _SHORT


def overlap(a: Span, b: Span, gap: timedelta = timedelta(0)) -> bool:
    """Whether two spans share a day, or are no further apart than `gap`."""
    return a[0] <= b[1] + gap and b[0] <= a[1] + gap


def part_article(tellings: list[Telling]) -> list[list[Telling]]:
    """Part what one article tells of one traveller into tours."""
    if len(tellings) == 1:
        return [tellings]
    dated = [t for t in tellings if t.span]
    undated = [t for t in tellings if not t.span]
    parts: list[list[Telling]] = []
    for telling in sorted(dated, key=lambda t: (t.span or (date.min, date.min), order_of(t))):
        homes = [part for part in parts if any(_one_tour(telling, other) for other in reversed(part))]
        if len(homes) == 1:
            homes[0].append(telling)
            continue
        joined = [t for part in homes for t in part] + [telling]
        parts = [part for part in parts if all(part is not home for home in homes)] + [joined]
    if not (parts and undated):
        return parts or [undated]
    if len(parts) == 1:
        parts[0].extend(undated)
        return parts
    news = min(parts, key=_distance_to_report)
    for telling in undated:
        _told_with(telling, parts, news).append(telling)
    return parts


def _one_tour(a: Telling, b: Telling) -> bool:
    if a.span is None or b.span is None:
        return False
    if is_short(a.span) and is_short(b.span):
        return overlap(a.span, b.span, TOUR)
    return overlap(a.span, b.span) and (
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
        not any(t.span and is_short(t.span) for t in part),
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
