"""Around which days a heap of undated articles may lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from geomap.claims.days.calendar import spoken
from geomap.records import record
from geomap.trips.chronology.bylines import Byline
from geomap.trips.chronology.news import Claimed, area_of, partial_day

_YEARS = 3
"""How many years after the latest dated event of its text an undated article is looked for."""
_SHORT = timedelta(days=10)
_BREAK = timedelta(days=14)
"""After so long a gap a traveller's next known day is another trip's."""


@record
class Guess:
    """A day around which everything may lie."""

    middle: date
    stops: Mapping[str, tuple[date, date]]
    """Days known there, by country."""
    why: str


def guess_days(
    cluster: Sequence[Claimed],
    known: Sequence[Claimed],
    bylines: Mapping[str, Byline],
    days: Mapping[str, tuple[date, ...]],
) -> Iterator[Guess]:
    """The traveller's known trips to the same countries; else every year for a day without one."""
    areas = {area_of(c.spot) for c in cluster}
    anchored = sorted({days[c.article][0] for c in cluster if c.article in days})
    own = [c for c in cluster if c.when.dated]
    blocks = _blocks([*known, *own])
    fitting = [block for block in blocks if areas & block.keys()]
    if anchored:
        yield Guess(middle=anchored[0], stops={}, why="what the same article tells of other travellers")
        return
    for block in fitting:
        first = min(span[0] for span in block.values())
        stops = {k: v for k, v in block.items() if k in areas}
        yield Guess(middle=first, stops=stops, why=f"reports of the trip of {spoken(first)}")
    if fitting:
        return
    articles = sorted({c.article for c in cluster})
    bounds = [(after, bylines[a].after_words, a) for a in articles if (after := bylines[a].after)]
    if not bounds:
        return
    after, words, source = max(bounds, key=lambda b: (b[0], b[2]))
    named = {
        (d.month, d.day, d.weekday): f"'{c.when.text}' in {c.article}"
        for c in cluster
        if not c.when.dated and (d := partial_day(c.when.text))
    }
    named |= {
        (d.month, d.day, d.weekday): f"'{bylines[a].words}' in {a}" for a in articles if (d := bylines[a].day)
    }
    for (month, number, weekday), text in sorted(named.items(), key=str):
        for year in range(after.year, after.year + _YEARS + 1):
            try:
                day = date(year, month or 1, number)
            except ValueError:
                continue
            if after <= day <= after + timedelta(days=366 * _YEARS) and weekday in (None, day.weekday()):
                yield Guess(middle=day, stops={}, why=f"{text} and later than '{words}' in {source}")


def _blocks(claimed: Iterable[Claimed]) -> list[dict[str, tuple[date, date]]]:
    """The known trips of a traveller: days by country."""
    spans = sorted(
        (first, last, area_of(c.spot))
        for c in claimed
        if (first := c.when.first or c.when.last)
        and (last := c.when.last or c.when.first)
        and last - first <= _SHORT
    )
    blocks: list[dict[str, tuple[date, date]]] = []
    end: date | None = None
    for first, last, area in spans:
        if end is None or first - end > _BREAK:
            blocks.append({})
            end = last
        block = blocks[-1]
        old = block.get(area, (first, last))
        block[area] = (min(old[0], first), max(old[1], last))
        end = max(end, last)
    return blocks
