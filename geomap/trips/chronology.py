"""When articles appeared and what their days were, inferred over all articles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from geomap.records import Claims, When, record
from geomap.trips.people import People


@record
class Anchor:
    """The days on which an article can have appeared."""

    first: date | None = None
    last: date | None = None
    reason: str = ""

    @property
    def day(self) -> date | None:
        """The day of publication, where only one is left."""
        return self.first if self.first == self.last else None


class Chronology:
    """Publication days and resolved dates."""

    def __init__(self, anchors: dict[str, Anchor], whens: dict[tuple[str, When], When]) -> None:
        self._anchors = anchors
        self._whens = whens

    def anchor(self, article: str) -> Anchor:
        return self._anchors[article]

    def when(self, article: str, when: When) -> When:
        """A claim's days, resolved by what other articles tell."""
        return self._whens.get((article, when), when)


def infer_chronology(all_claims: Iterable[Claims], people: People) -> Chronology:
    anchors = {
        c.article.id: Anchor(
            first=c.article.published, last=c.article.published, reason=c.article.published_from or ""
        )
        for c in all_claims
    }
    return Chronology(anchors, {})
