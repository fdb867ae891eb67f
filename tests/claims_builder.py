"""Write claims as they would be read out of a text: `told("a", text).visit("Ann Lee", OSLO, "flew to Oslo")`.

Every quote must stand verbatim in the text; dates are given as the claims room gives them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from geomap.records import (
    UNDATED,
    Article,
    Claims,
    Evidence,
    LegClaim,
    MeetingClaim,
    Person,
    Place,
    Span,
    Status,
    View,
    Visit,
    When,
)


def place(
    name: str, country: str | None, lon: float, lat: float, precision: str = "city", **more: object
) -> Place:
    city = name if precision == "city" else None
    values = {"name": name, "country": country, "lon": lon, "lat": lat, "precision": precision, "city": city}
    return Place(**{**values, "gazetteer": "test", **more})


ASTANA = place("Astana", "KZ", 71.45, 51.18)
ALMATY = place("Almaty", "KZ", 76.95, 43.25)
KAZAKHSTAN = place("Kazakhstan", "KZ", 68.0, 48.0, "country")
TASHKENT = place("Tashkent", "UZ", 69.22, 41.26)
SAMARKAND = place("Samarkand", "UZ", 66.96, 39.65)
UZBEKISTAN = place("Uzbekistan", "UZ", 63.85, 41.71, "country")
NEW_DELHI = place("New Delhi", "IN", 77.21, 28.64)
CENTRAL_ASIA = place("Central Asia", None, 66.0, 44.0, "region")
OSLO = place("Oslo", "NO", 10.75, 59.91)
BERGEN = place("Bergen", "NO", 5.32, 60.39)
NORWAY = place("Norway", "NO", 10.0, 62.0, "country")
LIMA = place("Lima", "PE", -77.04, -12.04)
QUITO = place("Quito", "EC", -78.52, -0.23)
BOGOTA = place("Bogotá", "CO", -74.08, 4.61)
HOME = place("Ottawa", "CA", -75.7, 45.42)


def day(text: str, words: str = "") -> When:
    """An exact stay: 'YYYY-MM-DD' or 'YYYY-MM-DD..YYYY-MM-DD'."""
    first, _, last = text.partition("..")
    return When(
        first=date.fromisoformat(first),
        last=date.fromisoformat(last or first),
        exact=True,
        text=words or text,
    )


def window(first: str, last: str, words: str = "") -> When:
    return When(
        first=date.fromisoformat(first), last=date.fromisoformat(last), text=words or f"{first} to {last}"
    )


def words(text: str) -> When:
    """A date that one article alone cannot resolve."""
    return When(text=text, reason="no publication date")


@dataclass
class Told:
    """One article's claims in the making."""

    id: str
    text: str
    published: date | None = None
    visits: list[Visit] = field(default_factory=list)
    legs: list[LegClaim] = field(default_factory=list)
    meetings: list[MeetingClaim] = field(default_factory=list)

    def quote(self, text: str) -> tuple[Evidence, ...]:
        start = self.text.index(text)
        return (Evidence(article=self.id, span=Span(start=start, end=start + len(text), text=text)),)

    def visit(
        self,
        who: Person | str,
        where: Place | str,
        quote: str,
        when: When = UNDATED,
        status: Status = "done",
        rule: str = "visit",
    ) -> Told:
        self.visits.append(
            Visit(
                who=person(who),
                toponym=where if isinstance(where, str) else where.name,
                place=None if isinstance(where, str) else where,
                when=when,
                status=status,
                evidence=self.quote(quote),
                confidence=0.8,
                rule=rule,
            )
        )
        return self

    def leg(
        self,
        who: Person | str,
        origin: Place,
        destination: Place,
        quote: str,
        when: When = UNDATED,
        status: Status = "done",
    ) -> Told:
        self.legs.append(
            LegClaim(
                who=person(who),
                origin=origin,
                destination=destination,
                when=when,
                status=status,
                evidence=self.quote(quote),
                rule="leg",
            )
        )
        return self

    def meeting(
        self,
        parties: list[Person | str],
        where: Place | None,
        quote: str,
        when: When = UNDATED,
        status: Status = "done",
        format: str | None = None,  # noqa: A002
    ) -> Told:
        self.meetings.append(
            MeetingClaim(
                participants=tuple(person(p) for p in parties),
                toponym=where.name if where else None,
                place=where,
                when=when,
                format=format,
                status=status,
                evidence=self.quote(quote),
                rule="meeting",
            )
        )
        return self

    def claims(self) -> Claims:
        view = View(text=self.text, pieces=((0, 0, len(self.text)),) if self.text else ())
        return Claims(
            article=Article(
                id=self.id,
                text=self.text,
                view=view,
                published=self.published,
                published_from="given" if self.published else None,
            ),
            visits=tuple(self.visits),
            legs=tuple(self.legs),
            meetings=tuple(self.meetings),
        )


def told(article: str, text: str, published: str | None = None) -> Told:
    return Told(id=article, text=text, published=date.fromisoformat(published) if published else None)


def person(who: Person | str) -> Person:
    """A name, or 'role (country)' for an office holder named by role alone."""
    if isinstance(who, Person):
        return who
    if who.endswith(")"):
        role, _, country = who[:-1].rpartition(" (")
        return Person(name=None, role=role, country=country)
    return Person(name=who)
