"""When articles appeared and what their days were, inferred over all articles.

Undated articles that tell of one traveller at shared places are taken together. Each day and month without
a year among them, each trip of that traveller whose days are known, is tried: which one lets all of their
phrases hold at once? 28 February (a dateline) that is a Tuesday (two other reports) and later than January
2022 (a past event in the text) can only be 2023. Nothing is taken that is not the only best answer, and
today's date is never looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from geomap.claims.days.calendar import spoken
from geomap.claims.days.phrases import Anchor as Day
from geomap.claims.days.phrases import resolve_when
from geomap.language.dates import parse_date
from geomap.records import Claims, Status, When, record
from geomap.trips.chronology.bylines import Byline, read_byline
from geomap.trips.chronology.guesses import guess_days
from geomap.trips.chronology.horizon import Days, Horizon, Saying, Solution, tense_of
from geomap.trips.chronology.news import Claimed, area_of, claimed_by, cluster_news, links_by
from geomap.trips.people.register import Key, People
from geomap.trips.spots import Spot

_TOLD = 3
"""How many phrases a reason names."""
_MOST = 200
"""A larger heap of undated articles about one traveller is no single trip."""
_WIDEST = timedelta(days=90)
"""A date that could be anywhere in a longer time than this stays open."""


@record
class Anchor:
    """The days on which an article can have appeared."""

    first: date | None = None
    last: date | None = None
    reason: str = ""
    middle: int = 0
    """In half days since the year 1, for sorting; 0 where nothing is known."""

    @property
    def day(self) -> date | None:
        """The day of publication, where only one is left."""
        return self.first if self.first == self.last else None


UNKNOWN = Anchor()


def _anchor(first: date, last: date, reason: str) -> Anchor:
    return Anchor(first=first, last=last, reason=reason, middle=first.toordinal() + last.toordinal())


@record
class _Trial:
    """A guess at the year or the trip, and what follows from it."""

    solution: Solution
    why: str


class Chronology:
    """Publication days, given or inferred, and what dates mean by them."""

    def __init__(
        self,
        anchors: Mapping[str, Anchor],
        days: Mapping[str, tuple[date, ...]],
        stops: Mapping[tuple[str, str, str], frozenset[date]],
    ) -> None:
        self._anchors = anchors
        self._days = days
        self._stops = stops

    def anchor(self, article: str) -> Anchor:
        """When an article appeared; `UNKNOWN` where nothing tells."""
        return self._anchors.get(article, UNKNOWN)

    def when(
        self, article: str, when: When, status: Status, who: Iterable[Key] = (), spot: Spot | None = None
    ) -> When:
        """A claim's days; those that need the day of publication by the inferred one.

        Parameters
        ----------
        article
            Which makes the claim.
        when
            As the article alone gives it.
        status
            Tells the tense.
        who, spot
            Whose days at which place other reports have narrowed.
        """
        if when.dated or not when.text or article not in self._days:
            return when
        anchor = self._anchors[article]
        expression = parse_date(when.text)
        if expression is None:
            return when
        found = [
            resolve_when(
                expression, Day(day=day, reason=anchor.reason), tense=tense_of(status), text=when.text
            )
            for day in self._days[article]
        ]
        found = [w for w in found if w.first and w.last]
        allowed = next(
            (days for key in who if spot and (days := self._stops.get((article, key, area_of(spot))))), None
        )
        if allowed is not None:
            fitting = [
                w for w in found if any(w.first <= day <= w.last for day in allowed if w.first and w.last)
            ]
            found = fitting or found
        if not found:
            return when
        reported = self._days[article]
        if len(reported) == 1:
            return found[0]
        first = min(w.first for w in found if w.first)
        last = max(w.last for w in found if w.last)
        if allowed is not None and fitting:
            first, last = max(first, min(allowed)), min(last, max(allowed))
        if last - first > _WIDEST:
            return when
        told = f"'{when.text}' of a report of {spoken(reported[0])} to {spoken(reported[-1])}"
        return When(
            first=first,
            last=last,
            exact=all((w.first, w.last, w.exact) == (first, last, True) for w in found),
            text=when.text,
            reason=f"{told} ({anchor.reason})",
        )


def infer_chronology(all_claims: Sequence[Claims], people: People) -> Chronology:
    """Find the days of undated articles from what all articles tell."""
    anchors = {
        c.article.id: _anchor(c.article.published, c.article.published, c.article.published_from or "")
        if c.article.published
        else UNKNOWN
        for c in all_claims
    }
    undated = {
        c.article.id: c.article
        for c in all_claims
        if c.article.published is None and c.article.row is None and (c.visits or c.meetings)
    }
    days: dict[str, tuple[date, ...]] = {}
    stops: dict[tuple[str, str, str], frozenset[date]] = {}
    if not undated:
        return Chronology(anchors, days, stops)
    claimed = claimed_by(all_claims, people, undated)
    links = links_by(all_claims, people, undated)
    bylines: dict[str, Byline] = {}
    clusters = [
        (who, cluster)
        for who in sorted(claimed)
        for cluster in cluster_news([c for c in claimed[who] if c.article in undated])
    ]
    clusters.sort(
        key=lambda c: (-len({x.article for x in c[1]}), -len({area_of(x.spot) for x in c[1]}), c[0])
    )
    for who, cluster in clusters:
        articles = sorted({c.article for c in cluster})
        if len(articles) > _MOST or all(a in days for a in articles):
            continue
        for article in articles:
            if article not in bylines:
                bylines[article] = read_byline(undated[article])
        trial = _solve(cluster, claimed[who], links[who], bylines, days)
        if trial is None:
            continue
        for article in articles:
            left = trial.solution.articles[article]
            if article not in days:
                days[article] = left
                anchors[article] = _anchor(left[0], left[-1], f"inferred: {trial.why}")
            for area, found in trial.solution.stops.items():
                stops[article, who, area] = frozenset(found)
    return Chronology(anchors, days, stops)


def _solve(
    cluster: Sequence[Claimed],
    claimed: Iterable[Claimed],
    links: Iterable[tuple[str, str, str]],
    bylines: Mapping[str, Byline],
    days: Mapping[str, tuple[date, ...]],
) -> _Trial | None:
    """The one guess under which most of a cluster's phrases hold."""
    articles = sorted({c.article for c in cluster})
    sayings = sorted(
        {
            Saying(
                article=c.article,
                stop=area_of(c.spot),
                text="" if c.when.dated else c.when.text,
                status=c.status,
            )
            for c in cluster
            if c.status != "cancelled"
        },
        key=lambda s: (s.article, s.stop, s.text, s.status),
    )
    if not any(s.text for s in sayings) and not any(bylines[a].day for a in articles):
        return None
    legs = [(a, b) for article, a, b in links if article in articles]
    own = set(articles)
    known = [c for c in claimed if c.article not in own]
    trials: list[tuple[int, date, _Trial]] = []
    for guess in guess_days(cluster, known, bylines, days):
        horizon = Horizon(guess.middle)
        told = {a: _own_days(horizon, guess.middle, bylines[a], days.get(a)) for a in articles}
        stops = {area: horizon.bits(*span) for area, span in guess.stops.items()}
        solution = horizon.solve(told, stops, sayings, legs)
        if solution is not None:
            trials.append((solution.cost, guess.middle, _Trial(solution=solution, why=guess.why)))
    if not trials:
        return None
    best = min(cost for cost, _, _ in trials)
    winners = [trial for trial in trials if trial[0] == best]
    if len({middle for _, middle, _ in winners}) > 1 or best * 3 > winners[0][2].solution.weight:
        return None
    trial = min(winners, key=lambda t: t[2].why)[2]
    return replace(trial, why=f"{trial.why}{_with(sayings, trial.solution)}")


def _with(sayings: Iterable[Saying], solution: Solution) -> str:
    """The phrases that agree with a guess, as part of its reason."""
    agreed: dict[str, list[str]] = defaultdict(list)
    for saying in sayings:
        if saying.text and saying not in solution.broken and saying.article not in agreed[saying.text]:
            agreed[saying.text].append(saying.article)
    told = [f"'{text}' in {', '.join(articles)}" for text, articles in sorted(agreed.items())]
    return f", with {'; '.join(told[:_TOLD])}" if told else ""


def _own_days(horizon: Horizon, middle: date, byline: Byline, fixed: tuple[date, ...] | None) -> Days:
    """The days on which an article can have appeared, by itself."""
    if fixed:
        return horizon.bits(fixed[0], fixed[-1])
    found = horizon.all
    if byline.after:
        found &= horizon.bits(byline.after, date.max)
    day = byline.day
    if day is not None and day.month is not None:
        named = 0
        for year in range(middle.year - 1, middle.year + 2):
            try:
                own = date(year, day.month, day.day)
            except ValueError:
                continue
            named |= horizon.bits(own, own)
        found &= named
    return found
