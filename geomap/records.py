"""The nouns of geomap: what every room takes and gives.

All records are frozen, slotted and keyword-only, and check themselves. Longitude comes before
latitude, in degrees (EPSG:4326). Offsets count characters of `Article.text`, the text exactly as
decoded, unless a docstring says otherwise.
"""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from geomap.spans import Span as Span  # noqa: PLC0414  part of the nouns
from geomap.spans import View as View  # noqa: PLC0414  part of the nouns
from geomap.spans import record as record  # noqa: PLC0414  part of the nouns

type Precision = Literal["venue", "city", "admin1", "country", "region"]
type Status = Literal["planned", "done", "cancelled"]
type TripStatus = Literal["planned", "under way", "done", "cancelled"]
type Use = Literal["name", "adjective", "organisation"]
type Kind = Literal["toponym", "person", "role", "date", "venue"]
type PublishedFrom = Literal["given", "dateline"]

PRECISIONS: tuple[Precision, ...] = get_args(Precision.__value__)
"""Finest first."""


# ── Text ────────────────────────────────────────────────────────────────────────────────────────


@record
class Article:
    """One report. A table's row is an article too: its text is the rendered line."""

    id: str
    path: Path | None = None
    """None for standard input."""
    text: str
    """Exactly as decoded; nothing normalised."""
    view: View
    title: str | None = None
    source: str | None = None
    """Its address (URL)."""
    publisher: str | None = None
    published: date | None = None
    published_from: PublishedFrom | None = None
    dateline: str | None = None
    """Place names of the dateline as they stand in the view: 'KABUL', 'Astana'."""
    dated: str | None = None
    """The words of the dateline's date as they stand in the view: '28 Feb.'; the year may be missing."""
    row: Row | None = None
    """What a table says in its columns; None for every other report."""
    file: str = ""
    """Where it stands: the file's path relative to the input, and the line or row where there are several."""
    warnings: tuple[str, ...] = ()
    """What was passed over in it, in words."""

    def span(self, start: int, end: int) -> Span:
        """The original's span under the view's ``[start:end]``."""
        first, last = self.view.original(start, end)
        return Span(start=first, end=last, text=self.text[first:last])


@record
class Unread:
    """An input, or a part of one, that did not become an article."""

    input: str
    """Path, or path and line, as a person would look for it."""
    status: Literal["failed", "skipped"]
    reason: str
    file: str = ""
    """The same place, its path relative to the input."""


# ── What a text names ───────────────────────────────────────────────────────────────────────────


@record
class Place:
    """The point that a toponym resolves to."""

    name: str
    """Today's usual English name."""
    lon: float
    lat: float
    precision: Precision
    country: str | None
    """ISO 3166-1 alpha-2 of the country today, None for regions and seas."""
    admin1: str | None = None
    city: str | None = None
    """The city itself, or the one that the venue is in."""
    geonameid: int | None = None
    gazetteer: str
    """Where the place was found: 'geonames', 'overlay', 'nominatim' …"""
    confidence: float = 1.0
    alternatives: tuple[Place, ...] = ()

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lon) and math.isfinite(self.lat)):
            raise ValueError(f"Place {self.name!r} has no finite point: {self.lon}, {self.lat}")
        if not (-180 <= self.lon <= 180 and -90 <= self.lat <= 90):
            raise ValueError(f"Place {self.name!r} is off the globe: lon {self.lon}, lat {self.lat}")


@record
class Person:
    """Someone who travels or is met; an office holder named by role alone has no name."""

    name: str | None
    role: str | None = None
    """'Secretary of State', 'Foreign Minister' …"""
    country: str | None = None
    """ISO 3166-1 alpha-2 that the person acts for, where the text tells."""
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not (self.name or self.role):
            raise ValueError("A person needs a name or a role")

    @property
    def label(self) -> str:
        """How to call the person: the name, else 'role (country)'."""
        if self.name:
            return self.name
        return f"{self.role} ({self.country})" if self.country else str(self.role)


@record
class Mention:
    """A toponym or a person in an article's text."""

    span: Span
    kind: Kind
    use: Use | None = None
    place: Place | None = None
    person: Person | None = None
    reason: str | None = None
    """Why a toponym has no place, or why its place is not what the words alone would say."""


@record
class When:
    """The days of an event, as wide as the text leaves them.

    `exact`: the event's own first and last day (either may be open). Otherwise a window: it happened
    on some days within, both included.
    """

    first: date | None = None
    last: date | None = None
    exact: bool = False
    text: str = ""
    """The words it came from."""
    reason: str = ""
    """How they were resolved: 'Tuesday after publication on 27 February 2023'."""

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise ValueError(f"When ends before it begins: {self.first} … {self.last}")

    @property
    def dated(self) -> bool:
        """Whether anything is known of the days."""
        return self.first is not None or self.last is not None


UNDATED = When()


@record
class Row:
    """A table's row, told apart by its columns: spans of the article's text."""

    who: Span
    role: Span | None = None
    when: When = UNDATED
    country: Span | None = None
    locale: Span | None = None
    """One place or several, as the cell lists them; where both are None there is no row."""
    remarks: Span | None = None
    status: Status = "done"


# ── What one article says ───────────────────────────────────────────────────────────────────────


@record
class Evidence:
    """The verbatim sentence, or part of one, that says so."""

    article: str
    span: Span


@record
class Visit:
    """One article's claim that someone is, was or will be at a place."""

    who: Person
    toponym: str
    """The place as the text names it."""
    place: Place | None
    """None where the gazetteers do not know the toponym."""
    when: When = UNDATED
    status: Status
    evidence: tuple[Evidence, ...]
    confidence: float = 1.0
    rule: str = ""
    """Name of the rule that made the claim."""

    def __post_init__(self) -> None:
        _needs_evidence(self.evidence, f"visit of {self.who.label} to {self.toponym}")


@record
class LegClaim:
    """One article's claim that someone goes from one place to another."""

    who: Person
    origin: Place
    destination: Place
    when: When = UNDATED
    status: Status
    evidence: tuple[Evidence, ...]
    confidence: float = 1.0
    rule: str = ""

    def __post_init__(self) -> None:
        _needs_evidence(self.evidence, f"leg of {self.who.label} to {self.destination.name}")


@record
class MeetingClaim:
    """One article's claim that two or more parties meet, met or will meet."""

    participants: tuple[Person, ...]
    toponym: str | None = None
    place: Place | None = None
    """None for a virtual meeting and where the text does not tell."""
    when: When = UNDATED
    format: str | None = None
    """'bilateral', 'C5+1', 'G20', 'virtual' …"""
    status: Status
    evidence: tuple[Evidence, ...]
    confidence: float = 1.0
    rule: str = ""

    def __post_init__(self) -> None:
        _needs_evidence(self.evidence, "meeting")


@record
class Claims:
    """All that one article says: the result of the map step."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    visits: tuple[Visit, ...] = ()
    legs: tuple[LegClaim, ...] = ()
    meetings: tuple[MeetingClaim, ...] = ()


# ── What all articles together say ──────────────────────────────────────────────────────────────


@record
class Report:
    """One step of a status history."""

    status: Status
    article: str
    published: date | None
    quote: str


@record
class Reading:
    """One article's side of a conflict."""

    value: str
    article: str
    quote: str


@record
class Conflict:
    """Where reports disagree: what was kept, and every reading."""

    field: str
    kept: str
    values: tuple[Reading, ...]


@record
class Stop:
    """One place on a trip."""

    id: str
    seq: int | None
    """1-based; None where the order is not known."""
    toponym: str
    place: Place | None
    when: When
    status: Status
    sources: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    history: tuple[Report, ...]
    confidence: float


@record
class Leg:
    """From stop to stop."""

    id: str
    seq: int | None
    origin: Place
    destination: Place
    when: When
    status: Status
    sources: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@record
class Meeting:
    """One meeting, however many reports tell of it."""

    id: str
    trips: tuple[str, ...]
    """Ids of the trips of those who travelled to it; the first is the main one."""
    participants: tuple[Person, ...]
    format: str | None
    toponym: str | None
    place: Place | None
    when: When
    status: Status
    sources: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    history: tuple[Report, ...]
    conflicts: tuple[Conflict, ...] = ()


@record
class Trip:
    """One traveller's bounded itinerary."""

    id: str
    traveller: Person
    title: str
    """'Antony Blinken: Astana, Tashkent, New Delhi'."""
    when: When
    status: TripStatus
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    companions: tuple[Person, ...]
    sources: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


@record
class Merged:
    """The result of the reduce step."""

    trips: tuple[Trip, ...]
    meetings: tuple[Meeting, ...]


def _needs_evidence(evidence: tuple[Evidence, ...], what: str) -> None:
    if not evidence:
        raise ValueError(f"The {what} has no evidence; nothing is claimed without a verbatim quote")
