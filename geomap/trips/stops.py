"""The stops of one trip: one per place, however many articles tell of it, or per stay that a table lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from operator import itemgetter

from geomap.claims.rows import ROW
from geomap.records import UNDATED, Conflict, Evidence, Place, Report, Status, Stop, When, record
from geomap.trips.chronology.calendar import Chronology
from geomap.trips.days import Dated, merge_days
from geomap.trips.ids import Ids
from geomap.trips.spots import Spot, finer, lies_in
from geomap.trips.tellings import MEETING, MOVED, Telling, order_of, rank_of

_WEIGHT: dict[Status, int] = {"planned": 0, "cancelled": 1, "done": 2}
"""Within one article a visit made beats one called off, which beats the plan."""


@record
class Built:
    """A stop with the spot it stands for and its disagreements."""

    stop: Stop
    spot: Spot
    conflict: Conflict | None
    """Of its days."""
    tellings: tuple[Telling, ...]


def build_stops(tellings: Sequence[Telling], trip_id: str, chronology: Chronology, ids: Ids) -> list[Built]:
    """The stops of one trip, unordered (`seq` is None), sorted by date and place."""
    whole = [t for t in tellings if t.spot.level == "region"]
    homes = _homes(tellings)
    tour = _tour(whole) if homes and any(t.spot.level != "region" for t in tellings) else None
    built = [
        _build(spot, stay, trip_id, chronology, ids, tour)
        for spot, told in sorted(homes.items(), key=_by_key)
        for stay in _stays(told)
    ]
    return sorted(built, key=lambda b: (str(b.stop.when.first or b.stop.when.last or "9999"), b.spot.key))


def _stays(told: list[Telling]) -> list[list[Telling]]:
    """What is told of one place, by stays: rows of tables whose days lie apart tell of several."""
    rows = sorted(
        ((t.span, t) for t in told if t.visit.rule == ROW and t.span), key=lambda r: (r[0], order_of(r[1]))
    )
    stays: list[list[Telling]] = []
    spans: list[tuple[date, date]] = []
    for span, telling in rows:
        if spans and (span[0] < spans[-1][1] or span == spans[-1]):
            stays[-1].append(telling)
            spans[-1] = (spans[-1][0], max(spans[-1][1], span[1]))
        else:
            stays.append([telling])
            spans.append(span)
    if len(stays) < 2:
        return [told]
    for telling in told:
        if telling.visit.rule != ROW or not telling.span:
            own = telling.span
            at = (i for i, (first, last) in enumerate(spans) if own and own[0] <= last and own[1] >= first)
            stays[next(at, 0)].append(telling)
    return stays


def _by_key(item: tuple[Spot, list[Telling]]) -> str:
    return item[0].key


def _homes(tellings: Sequence[Telling]) -> dict[Spot, list[Telling]]:
    """Which tellings go to which stop: what is told of a country goes to the one city in it."""
    homes: dict[Spot, list[Telling]] = defaultdict(list)
    wide: list[Telling] = []
    for telling in tellings:
        if telling.spot.level in ("city", "unknown") or telling.visit.rule == ROW:
            homes[telling.spot].append(telling)
        else:
            wide.append(telling)
    for telling in [t for t in wide if t.spot.level == "admin1"]:
        inside = [s for s, told in homes.items() if any(lies_in(t.visit.place, telling.spot) for t in told)]
        homes[inside[0] if len(inside) == 1 else telling.spot].append(telling)
    for telling in sorted((t for t in wide if t.spot.level == "country"), key=order_of):
        inside = sorted(
            (s for s in homes if s.country == telling.spot.country and s.level != "country"), key=_key
        )
        if len(inside) > 1:
            chosen = [s for s in inside if _told_together(telling, homes[s])]
            inside = chosen if len(chosen) == 1 else []
            if not inside:
                continue
        homes[inside[0] if inside else telling.spot].append(telling)
    if not homes:
        for telling in wide:
            homes[telling.spot].append(telling)
    return homes


def _key(spot: Spot) -> str:
    return spot.key


def _told_together(telling: Telling, others: Iterable[Telling]) -> bool:
    """Whether a telling of a country means one of its cities: the same days, or the same sentence."""
    return any(
        (telling.span is not None and telling.span == other.span)
        or any(a.article == b.article and a.span == b.span for a in telling.evidence for b in other.evidence)
        for other in others
    )


def _tour(whole: Iterable[Telling]) -> When | None:
    """The days of a tour told as a whole ('a five-day trip to the region from 24 May')."""
    days, _ = _days(whole)
    if not days.dated:
        return None
    reason = f"within the tour: {days.reason}" if days.reason else "within the tour"
    return When(first=days.first, last=days.last, text=days.text, reason=reason)


def _days(told: Iterable[Telling]) -> tuple[When, Conflict | None]:
    dated = [t for t in told if t.when.dated]
    if len(dated) < 2:
        return dated[0].when if dated else UNDATED, None
    return merge_days(map(_dated, dated))


def _dated(telling: Telling) -> Dated:
    """A telling as a report of days."""
    visit = telling.visit
    return Dated(
        when=telling.when,
        article=telling.article,
        rank=telling.rank,
        quote=_quote(telling),
        met=visit.status == "done" and visit.rule.startswith(MEETING),
        planned=visit.status == "planned",
        moved=visit.rule.startswith(MOVED),
    )


def _quote(telling: Telling) -> str:
    """The sentence that gives the days, else the first."""
    words = telling.when.text
    quotes = [e.span.text for e in telling.evidence]
    return next((quote for quote in quotes if words and words in quote), quotes[0])


def _build(
    spot: Spot, told: list[Telling], trip_id: str, chronology: Chronology, ids: Ids, tour: When | None
) -> Built:
    told = sorted(told, key=order_of)
    history = build_history([(t.article, t.visit.status, t.evidence) for t in told], chronology)
    status = history[-1].status
    live = [t for t in told if (t.visit.status == "cancelled") == (status == "cancelled")]
    when, conflict = _days(live)
    if not when.dated and status == "cancelled":
        when, conflict = _days(t for t in told if t.visit.status == "planned")
        when = replace(when, reason=f"planned for then: {when.reason}") if when.dated else when
    if not when.dated and tour is not None:
        when = tour
    places = [t.visit.place for t in told if t.visit.place is not None]
    place = _place(places)
    named = [t for t in told if t.visit.place == place] or told
    confidence = 1.0
    for value in sorted({t.article: t.visit.confidence for t in told}.values()):
        confidence *= 1 - value
    stop = Stop(
        id=ids.give("stop", trip_id, spot.key),
        seq=None,
        toponym=named[0].visit.toponym,
        place=place,
        when=when,
        status=status,
        sources=tuple(sorted({t.article for t in told})),
        evidence=unite_evidence(t.evidence for t in told),
        history=history,
        confidence=round(1 - confidence, 4),
    )
    return Built(stop=stop, spot=spot, conflict=conflict, tellings=tuple(told))


def _place(places: Sequence[Place]) -> Place | None:
    best: Place | None = None
    for place in places:
        best = place if best is None else finer(best, place)
    return best


def build_history(
    told: Iterable[tuple[str, Status, tuple[Evidence, ...]]], chronology: Chronology
) -> tuple[Report, ...]:
    """One report per article, in order of publication; the last tells how things stand."""
    by_article: dict[str, tuple[Status, tuple[Evidence, ...]]] = {}
    for article, status, evidence in told:
        known = by_article.setdefault(article, (status, evidence))
        if known[1] is not evidence:
            by_article[article] = max(
                known, (status, evidence), key=lambda s: (_WEIGHT[s[0]], -s[1][0].span.start)
            )
    ranked = []
    for article, (status, evidence) in by_article.items():
        anchor = chronology.anchor(article)
        report = Report(status=status, article=article, published=anchor.day, quote=evidence[0].span.text)
        ranked.append((rank_of(article, status, anchor), report))
    ranked.sort(key=itemgetter(0))
    return tuple([report for _, report in ranked])


def unite_evidence(parts: Iterable[Sequence[Evidence]]) -> tuple[Evidence, ...]:
    """All evidence once, by article and place in it."""
    found = {(e.article, e.span.start, e.span.end): e for part in parts for e in part}
    return tuple([found[key] for key in sorted(found)])
