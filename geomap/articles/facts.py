"""What an article states about itself beside its text."""

from __future__ import annotations

from geomap.records import record


@record
class Facts:
    """From front matter, a record or a page's head; None where nothing is stated."""

    title: str | None = None
    source: str | None = None
    """Its address (URL)."""
    publisher: str | None = None
    published: str | None = None
    """As it is written there."""

    def completed(self, other: Facts) -> Facts:
        """These facts, with those of another where one is missing."""
        return Facts(
            title=self.title or other.title,
            source=self.source or other.source,
            publisher=self.publisher or other.publisher,
            published=self.published or other.published,
        )


NO_FACTS = Facts()
