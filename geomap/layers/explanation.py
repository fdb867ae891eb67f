"""Why a stop, a leg or a meeting is on the map, in words: sentences, rules, dates, merging, conflicts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from geomap.errors import ConfigError
from geomap.layers.excerpt import find_words, mark, shorten
from geomap.records import (
    Claims,
    Evidence,
    Leg,
    LegClaim,
    Meeting,
    MeetingClaim,
    Merged,
    Person,
    Place,
    Report,
    Stop,
    Trip,
    Visit,
    When,
)

type Item = Trip | Stop | Leg | Meeting
type Claim = Visit | LegClaim | MeetingClaim


def explain(identity: str, claims: Sequence[Claims], merged: Merged) -> str:
    """How one item came about, as text for a person.

    Reports are numbered, and named by their number from then on.

    Parameters
    ----------
    identity
        Id of a trip, stop, leg or meeting, as the layers and the map give it.
    claims, merged
        What the articles say, and what it was merged to.

    Raises
    ------
    ConfigError
        If nothing has that id.
    """
    trip, item = _find(identity, merged)
    articles = {told.article.id: told for told in claims}
    if isinstance(item, Trip):
        return "\n".join(_trip_lines(item, merged.meetings, articles))
    return "\n".join(_Explained(item, trip, articles).lines())


def _find(identity: str, merged: Merged) -> tuple[Trip | None, Item]:
    for trip in merged.trips:
        items: list[Item] = [trip, *trip.stops, *trip.legs]
        for item in items:
            if item.id == identity:
                return trip, item
    for meeting in merged.meetings:
        if meeting.id == identity:
            return next((trip for trip in merged.trips if trip.id in meeting.trips), None), meeting
    msg = (
        f"Nothing has the id {identity!r}. Take one from the property `id` of the layers of the same inputs."
    )
    raise ConfigError(msg)


def _trip_lines(trip: Trip, meetings: Iterable[Meeting], articles: dict[str, Claims]) -> Iterator[str]:
    numbers = {article: n for n, article in enumerate(trip.sources, 1)}
    yield f"{trip.id}: {trip.title}, {trip.status}"
    yield f"When: {_days(trip.when)}"
    if trip.companions:
        yield f"With: {', '.join(person.label for person in trip.companions)}"
    held = [meeting for meeting in meetings if trip.id in meeting.trips]
    items: list[Stop | Leg | Meeting] = [*trip.stops, *trip.legs, *held]
    for item in items:
        told = " ".join(f"[{numbers[a]}]" for a in item.sources if a in numbers)
        number = f"{item.seq}. " if isinstance(item, Stop | Leg) and item.seq else ""
        yield f"  {item.id}: {number}{_heading(item, None)} ({_days(item.when)}) {told}".rstrip()
    yield f"Told by {_count(len(trip.sources), 'report')}:"
    yield from (f"  [{n}] {article}, {_published(articles[article])}" for article, n in numbers.items())
    for conflict in trip.conflicts:
        yield f"Reports disagree on the {conflict.field}; kept: {conflict.kept}"
        for value in conflict.values:
            yield f"  {value.value} [{numbers.get(value.article, value.article)}]: “{shorten(value.quote)}”"


class _Explained:
    """One stop, leg or meeting, and the claims that it was made of."""

    def __init__(self, item: Stop | Leg | Meeting, trip: Trip | None, articles: dict[str, Claims]) -> None:
        self.item = item
        self.trip = trip
        self.articles = articles
        self.history: tuple[Report, ...] = () if isinstance(item, Leg) else item.history
        order = [*(step.article for step in self.history), *item.sources]
        self.numbers = {article: n for n, article in enumerate(dict.fromkeys(order), 1)}
        self.told = {article: self._claims(articles[article]) for article in self.numbers}

    def lines(self) -> Iterator[str]:
        item, trip = self.item, self.trip
        yield f"{item.id}: {_heading(item, trip)}"
        if trip:
            yield f"Part of {trip.id}: {trip.title}"
        if not isinstance(item, Leg):
            yield from self._where(item)
        yield from self._when(item.when)
        if isinstance(item, Stop):
            yield f"Order: {f'stop {item.seq}' if item.seq else 'not stated'}"
        yield from self._reports()
        yield from self._conflicts()

    def _where(self, item: Stop | Meeting) -> Iterator[str]:
        yield f"Where: {_where(item.place, item.toponym)}"
        names: dict[str, list[str]] = {}
        for article, told in self.told.items():
            for claim in told:
                if not isinstance(claim, LegClaim) and claim.toponym:
                    names.setdefault(claim.toponym, []).append(article)
        if len(names) > 1:
            named = (f"'{name}' {self._cited(told)}" for name, told in names.items())
            yield f"  merged from {', '.join(named)}"

    def _when(self, when: When) -> Iterator[str]:
        words = f", from '{when.text}'" if when.text else ""
        yield f"When: {_days(when)}{words}"
        reasons = dict.fromkeys(self._shown(part) for part in _apart(when.reason))
        yield from (f"  {reason}" for reason in reasons)

    def _reports(self) -> Iterator[str]:
        yield f"Told by {_count(len(self.numbers), 'report')}{', oldest first' * (len(self.numbers) > 1)}:"
        steps = {step.article: step for step in self.history}
        for article, n in self.numbers.items():
            yield f"  [{n}] {article}, {_published(self.articles[article])}"
            shown: set[tuple[int, int]] = set()
            for claim in self.told[article]:
                days = f", '{claim.when.text}'" if claim.when.text else ""
                yield f"      {_said(claim)}: {claim.status}{days}; rule “{claim.rule}”"
                for evidence in claim.evidence:
                    span = (evidence.span.start, evidence.span.end)
                    if span not in shown:
                        yield f"      “{self._marked(evidence, claim)}”"
                    shown.add(span)
            if not self.told[article]:
                step = steps.get(article)
                quotes = (e.span.text for e in self.item.evidence if e.article == article)
                quote = step.quote if step else next(quotes, "")
                yield f"      {f'{step.status}: ' if step else ''}“{shorten(quote)}”"

    def _conflicts(self) -> Iterator[str]:
        told = self.item if isinstance(self.item, Meeting) else self.trip
        for conflict in told.conflicts if told else ():
            if not any(value.article in self.numbers for value in conflict.values):
                continue
            if " of " in conflict.field and not any(conflict.field.endswith(name) for name in self._names()):
                continue
            yield f"Reports disagree on the {conflict.field}; kept: {conflict.kept}"
            for value in conflict.values:
                yield f"  {value.value} {self._cited([value.article])}: “{shorten(value.quote)}”"

    def _names(self) -> list[str]:
        """What conflicts call the places of the item."""
        item = self.item
        places = [item.origin, item.destination] if isinstance(item, Leg) else [item.place]
        names = [place.city or place.name for place in places if place]
        return [f" of {name}" for name in (names or [str(getattr(item, "toponym", ""))])]

    def _claims(self, told: Claims) -> list[Claim]:
        """The claims of an article that the item was made of: with its sentences, place and people."""
        kinds: dict[type, tuple[tuple[Claim, ...], ...]] = {
            Stop: (told.visits, told.meetings),
            Leg: (told.legs,),
            Meeting: (told.meetings,),
        }
        for claims in kinds[type(self.item)]:
            found = [claim for claim in claims if self._made_of(claim)]
            if found:
                return found
        return []

    def _made_of(self, claim: Claim) -> bool:
        if not any(evidence in self.item.evidence for evidence in claim.evidence):
            return False
        if isinstance(claim, LegClaim):
            ours = self.item.destination if isinstance(self.item, Leg) else None
            same = ours is not None and ours.country == claim.destination.country
            return same and self._is_traveller(claim.who)
        if isinstance(self.item, Leg):
            return False
        ours = self.item.place
        if ours and claim.place and ours.country != claim.place.country:
            return False
        if isinstance(claim, Visit):
            return self._is_traveller(claim.who)
        if isinstance(self.item, Stop):
            return any(self._is_traveller(person) for person in claim.participants)
        here = self.item.participants
        return all(
            any(_same(person, other) for other in here) or not person.country for person in claim.participants
        )

    def _is_traveller(self, person: Person) -> bool:
        return self.trip is None or person.name is None or _same(person, self.trip.traveller)

    def _marked(self, evidence: Evidence, claim: Claim) -> str:
        """The quote with the place, the people and the date that the claim rests on between brackets."""
        text = evidence.span.text
        people = claim.participants if isinstance(claim, MeetingClaim) else (claim.who,)
        words = [claim.when.text, *(person.name for person in people if person.name)]
        words += [name.split()[-1] for name in words[1:] if name]
        if isinstance(claim, LegClaim):
            countries = {claim.origin.country, claim.destination.country}
        else:
            words.append(claim.toponym or "")
            countries = {claim.place.country if claim.place else None}
        spans = [span for phrase in words for span in find_words(text, phrase or "")]
        for mention in self.articles[evidence.article].mentions:
            start, end = mention.span.start - evidence.span.start, mention.span.end - evidence.span.start
            if mention.kind == "toponym" and mention.place and start >= 0 and end <= len(text):
                spans += [(start, end)] if mention.place.country in countries - {None} else []
        return shorten(mark(text, spans))

    def _cited(self, articles: Iterable[str]) -> str:
        return " ".join(f"[{self.numbers.get(article, article)}]" for article in dict.fromkeys(articles))

    def _shown(self, reason: str) -> str:
        """A reason with the numbers of the reports that it names."""
        for article in sorted(self.numbers, key=len, reverse=True):
            reason = reason.replace(article, f"[{self.numbers[article]}]")
        return reason


def _heading(item: Stop | Leg | Meeting, trip: Trip | None) -> str:
    match item:
        case Stop():
            where = item.place.name if item.place else item.toponym
            return f"{trip.traveller.label} at {where}, {item.status}" if trip else f"{where}, {item.status}"
        case Leg():
            return f"{item.origin.name} → {item.destination.name}, {item.status}"
        case Meeting():
            people = ", ".join(person.label for person in item.participants)
            return f"{item.format or 'meeting'} of {people}, {item.status}"


def _said(claim: Claim) -> str:
    """Whom and where a claim speaks of, in its own words."""
    match claim:
        case Visit():
            return f"{claim.who.label} at {claim.toponym}"
        case LegClaim():
            return f"{claim.who.label}, {claim.origin.name} → {claim.destination.name}"
        case MeetingClaim():
            return (
                f"{', '.join(person.label for person in claim.participants)} at {claim.toponym or 'no place'}"
            )


def _same(a: Person, b: Person) -> bool:
    if a.name and b.name:
        return bool({a.name, *a.aliases} & {b.name, *b.aliases})
    return a.country == b.country


def _where(place: Place | None, toponym: str | None) -> str:
    if place is None:
        return f"'{toponym}' is in no gazetteer" if toponym else "not stated"
    point = f"lon {place.lon:.4f}, lat {place.lat:.4f}"
    source = f"{place.gazetteer}{f' {place.geonameid}' if place.geonameid else ''}"
    others = ", ".join(f"{other.name} ({other.country})" for other in place.alternatives)
    known = f"{place.precision}; {point}; {source}; confidence {place.confidence:.2f}"
    return f"'{toponym}' is {place.name}, {place.country or 'no country'} ({known})" + (
        f"; not {others}" if others else ""
    )


def _days(when: When) -> str:
    if not when.dated:
        return "not resolved"
    if when.first == when.last:
        return str(when.first)
    return f"{when.first or '…'} to {when.last or '…'}{'' if when.exact else ', some of these days'}"


def _apart(reason: str) -> Iterator[str]:
    """The parts of a reason, what several have in common once."""
    yield from (part for part in re.split(r"; (?![^(]*\))|\s+(?=\(inferred: )", reason) if part)


def _published(told: Claims) -> str:
    day = told.article.published
    return (
        f"{day} (from the dateline)"
        if told.article.published_from == "dateline"
        else str(day or "date not stated")
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
