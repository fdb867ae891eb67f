"""One date out of several reports' dates, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from geomap.records import UNDATED, Conflict, Reading, When
from geomap.trips.tellings import Rank

_DAY = timedelta(days=1)


class Dated(NamedTuple):
    """One report's days of an event."""

    when: When
    article: str
    rank: Rank
    quote: str
    met: bool = False
    """Whether it tells of a meeting that was held then, so of one day of maybe more."""
    planned: bool = False
    """Whether it tells what was to be."""
    moved: bool = False
    """Whether it tells that the event was moved to these days, from those of all earlier reports."""


def show(when: When) -> str:
    """Days as text: '2023-02-28', '2023-03-01..2023-03-05', '2023-03-01..'."""
    first = when.first.isoformat() if when.first else ""
    last = when.last.isoformat() if when.last else ""
    return first if first == last else f"{first}..{last}"


def merge_days(reports: Iterable[Dated]) -> tuple[When, Conflict | None]:
    """The days that reports of one event leave together.

    Stated days beat windows. Stated days that meet or follow each other make one stay, which ends when the
    last report that tells of its end says; of days further apart the latest report's stand, and what was
    moved leaves its former days. Windows are narrowed to what they share. Whatever was stated otherwise
    comes back as a conflict.
    """
    dated = [r for r in reports if r.when.first or r.when.last]
    if len(dated) < 2:
        return dated[0].when if dated else UNDATED, None
    dated.sort(key=lambda r: (r.rank, *_reach(r.when), r.when.exact, r.quote))
    if all(r.when == dated[0].when for r in dated):
        return dated[0].when, None
    since = max((i for i, r in enumerate(dated) if r.moved), default=0)
    exact = [r for r in dated[since:] if r.when.exact]
    if exact:
        kept, used = _stay(exact)
    else:
        kept, used = _shared(dated[since:])
    against = [r for r in dated if _leaves_out(kept, r) or (r not in used and not _meet(r.when, kept))]
    whole = any((r.when.first, r.when.last) == (kept.first, kept.last) for r in used)
    apart = not whole and any(_apart(a, b) for a in used for b in used)
    several = len({r.article for r in dated}) > 1
    if not (against or apart) or not several:
        return kept, None
    voices = {(show(r.when), r.article): r for r in reversed([*against, *used])}
    values = tuple(
        Reading(value=show(r.when), article=r.article, quote=r.quote)
        for r in sorted(voices.values(), key=lambda r: (r.rank, show(r.when)))
    )
    return kept, Conflict(field="date", kept=show(kept), values=values)


def hull(whens: Iterable[When]) -> When:
    """From the first day to the last of several events; exact if all of them are."""
    whens = list(whens)
    dated = [w for w in whens if w.dated]
    if not dated:
        return UNDATED
    firsts = [d for w in dated if (d := w.first or w.last)]
    lasts = [d for w in dated if (d := w.last or w.first)]
    return When(
        first=min(firsts),
        last=max(lasts),
        exact=all(w.exact for w in whens),
        reason="from the first stop to the last",
    )


def _bounds(when: When) -> tuple[date, date]:
    first, last = when.first or when.last, when.last or when.first
    if first is None or last is None:
        msg = "Bounds of an undated event: expected at least one day"
        raise ValueError(msg)
    return first, last


def _reach(when: When) -> tuple[date, date]:
    """The days an event may touch; one without an end may touch any later day."""
    return when.first or date.min, when.last or date.max


def _meet(a: When, b: When) -> bool:
    (x, y), (u, v) = _reach(a), _reach(b)
    return x <= v and u <= y


def _apart(a: Dated, b: Dated) -> bool:
    """Whether two reports tell of different days; a meeting on one day leaves the days beside it open."""
    if _meet(a.when, b.when):
        return False
    (x, y), (u, v) = _reach(a.when), _reach(b.when)
    return not (a.met or b.met) or max(x, u) - min(y, v) > _DAY


def _leaves_out(kept: When, report: Dated) -> bool:
    """Whether a report states more days than were kept."""
    (first, last), told = _reach(kept), report.when
    if not (kept.exact and told.exact):
        return False
    return bool((told.first and told.first < first) or (told.last and told.last > last))


def _closes(report: Dated) -> bool:
    """Whether a report tells when a stay ended: by a departure, or from its first day to its last."""
    when = report.when
    return not report.met and when.last is not None and (when.first is None or when.first < when.last)


def _as_of(closing: Dated | None, report: Dated) -> When | None:
    """The days that are left of a report's once a later one tells when the stay ended; None if none are."""
    when = report.when
    if closing is None or report.rank >= closing.rank or not (report.planned or _closes(report)):
        return when
    (first, last), (begin, end) = _reach(when), _reach(closing.when)
    if end < first or (report.planned and last < begin):
        return None
    begins = begin if report.planned and begin > first else when.first
    return replace(when, first=begins, last=min(last, end) if when.last else None)


def _stay(exact: Sequence[Dated]) -> tuple[When, list[Dated]]:
    """Days stated by one or more reports, as one stay around the latest report's."""
    closing = next((r for r in reversed(exact) if _closes(r)), None)
    rest = [(r, when) for r in exact if (when := _as_of(closing, r))]
    latest, when = next((t for t in reversed(rest) if t[1].first and t[1].last), rest[-1])
    first, last = when.first, when.last
    rest.remove((latest, when))
    used, whens = [latest], [when]
    grown = True
    while grown:
        grown = False
        for report, when in reversed(rest):
            begin, end = _reach(when)
            near = max(begin, first or date.min) - min(end, last or date.max) <= _DAY
            if near or report.article == latest.article:
                first = min((d for d in (first, when.first) if d), default=None)
                last = max((d for d in (last, when.last) if d), default=None)
                used.append(report)
                whens.append(when)
                rest.remove((report, when))
                grown = True
                break
    if first and last and last < first:
        first, last = last, first  # one left when the other came
    whole = [r for r in used if (r.when.first, r.when.last) == (first, last)]
    if whole:
        model = whole[0].when
        return When(first=first, last=last, exact=True, text=model.text, reason=model.reason), used
    whens.sort(key=_bounds)
    texts = dict.fromkeys(when.text for when in whens if when.text)
    reasons = dict.fromkeys(when.reason for when in whens if when.reason)
    apart = any(_apart(a, b) for a in used for b in used)
    return (
        When(first=first, last=last, exact=not apart, text=", ".join(texts), reason="; ".join(reasons)),
        used,
    )


def _shared(windows: Sequence[Dated]) -> tuple[When, list[Dated]]:
    """What windows have in common, taking in the latest report's first."""
    latest = windows[-1]
    first, last = latest.when.first, latest.when.last
    used = [latest]
    for report in reversed(windows[:-1]):
        if not _meet(report.when, When(first=first, last=last)):
            continue
        used.append(report)
        begins = [d for d in (first, report.when.first) if d]
        ends = [d for d in (last, report.when.last) if d]
        first, last = max(begins, default=None), min(ends, default=None)
    model = next((r.when for r in used if (r.when.first, r.when.last) == (first, last)), None)
    if model is not None:
        return When(first=first, last=last, text=model.text, reason=model.reason), used
    texts = dict.fromkeys(r.when.text for r in used if r.when.text)
    reasons = dict.fromkeys(r.when.reason for r in used if r.when.reason)
    return When(first=first, last=last, text=", ".join(texts), reason="; ".join(reasons)), used
