"""Encounters: one clause that tells of a meeting, with its parties, place, days and format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from geomap.claims.clauses import Aspect
from geomap.claims.days.when import when_of
from geomap.claims.formats import Format, format_in
from geomap.claims.meetings.collectives import neighbourhood
from geomap.claims.meetings.places import stated_place
from geomap.claims.openings import fronted_spots
from geomap.claims.people.parties import Listed, single_parties
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import verb_of
from geomap.claims.vocabulary import words
from geomap.records import UNDATED, Person, When, record

_EACH = frozenset(("calls", "bilaterals", "audiences", "visits", "encounters"))
"""'Calls on A and B' are one each, 'talks with A and B' are one."""

_MARKED = 5
"""Words of ', separately, with' and 'in a separate meeting with' at most."""
_SEVERAL = frozenset(("meetings", "discussions", "conversations", "encounters", "interviews"))
"""So are 'meetings with A and with B', or with those of several countries."""


@record
class Encounter:
    """One clause that tells of a meeting."""

    people: tuple[Person, ...]
    spot: Spot | None
    """The place that the clause itself states."""
    when: When
    aspect: Aspect
    at: int
    """Index of the word that tells it."""
    format: Format | None
    virtual: bool
    rule: str
    tentative: bool = False
    """Whether it counts only where its own clause tells a place: 'discussed' may be done by telephone."""
    placed: bool = False
    """Whether it counts only where a place is known: 'saw'."""
    host: Person | None = None
    """Who receives the others."""


@record
class Sides:
    """Who meets whom."""

    own: tuple[Person, ...]
    others: tuple[Listed, ...]
    virtual: bool = False
    tentative: bool = False
    placed: bool = False
    host: Person | None = None


def encounters_of(scene: Scene, trigger: Token, sides: Sides, seen: Aspect, rule: str) -> Iterator[Encounter]:
    """One meeting with all of the other side, or one with each where the text tells them apart."""
    others = sides.others
    own = tuple(person for person in sides.own if not any(person in item.people for item in others))
    when = when_of(scene, trigger, seen)
    form = format_in(trigger.sent.text) if trigger.pos_ != "VERB" or others else None
    opening = fronted_spots(scene, trigger.sent.start)
    if len(opening) > 1 and trigger.i > opening[-1].last:
        meetings: list[tuple[Sequence[Listed], Spot | None]] = [(others, spot) for spot in opening]
    else:
        stated = stated_place(scene, trigger)
        groups = _groups(trigger, others) if own else [others]
        meetings = [(group, next((item.spot for item in group if item.spot), stated)) for group in groups]
    for group, spot in meetings:
        people = _each_once([*own, *(person for item in group for person in item.people)])
        if len(people) < 2 or not any(person.name or person.country for person in people):
            continue
        own_when = next((item.when(scene, seen, trigger) for item in group if item.dates), UNDATED)
        yield Encounter(
            people=people,
            spot=None if sides.virtual else spot,
            when=own_when if own_when.text else when,
            aspect=seen,
            at=trigger.i,
            format=_format(form, trigger, group),
            virtual=sides.virtual,
            rule=rule,
            tentative=sides.tentative,
            placed=sides.placed,
            host=sides.host if sides.host in people else None,
        )


def are_two_sides(who: Who, people: Sequence[Person]) -> bool:
    """Whether people who 'met' met each other: of two countries, or two whose countries are not told."""
    known = {person.country for person in people if person.country}
    told = all(person.country for person in people)
    unknown = (len(people) == 2 and not told) or (len(people) > 1 and not known)
    return len(known) > 1 or (unknown and not set(people) <= set(who.delegation))


def _each_once(people: Sequence[Person]) -> tuple[Person, ...]:
    """'The King of Eswatini, King Mswati', whom a list may have with his country and without: once."""
    known = {person.name: person for person in people if person.name and person.country}
    return tuple(dict.fromkeys(known.get(person.name or "", person) for person in people))


def called_upon(callers: Sequence[Person], others: Sequence[Listed]) -> Person | None:
    """Who is called on by those of another country: at home, as far as nothing else is told."""
    called = next((person for item in others for person in item.people), None)
    abroad = callers and all(called and p.country and p.country != called.country for p in callers)
    return called if abroad and called and called.country else None


def _format(form: Format | None, trigger: Token, group: Sequence[Listed]) -> Format | None:
    """A named format belongs to the meeting only where it names the event, not its topic."""
    if form is None or any(person.name and not item.member for item in group for person in item.people):
        return None
    return form if form == format_in(neighbourhood(trigger)) else None


def _groups(trigger: Token, others: Sequence[Listed]) -> Sequence[Sequence[Listed]]:
    """Those who are met together: all, each alone, or in 'A and B and, separately, C' first A and B."""
    if not _apart(trigger, others):
        return [others]
    marks = (token.i for token in trigger.sent if token.lower_ in words("meeting", "apart"))
    mark = next((i for i in marks if i > trigger.i), 0)
    first = [item for item in others if item.at < mark]
    later = [item for item in others if item.at > mark]
    behind = {token.lower_ for token in trigger.doc[mark + 1 : min(mark + _MARKED, trigger.sent.end)]}
    parted = len(first) > 1 and (later or "with" in behind) and trigger.lower_ not in _SEVERAL
    return [group for group in (first, later) if group] if parted else single_parties(others)


def _apart(trigger: Token, others: Sequence[Listed]) -> bool:
    """'Separately', 'bilateral talks with A, B and C', places or days of their own: a meeting each."""
    if len({item.spot.text for item in others if item.spot}) > 1:
        return True
    between = trigger.doc[min(item.at for item in others) : max(item.at for item in others)] if others else ()
    if any(token.lower_ in ("then", "later", "afterwards", "afterward") for token in between):
        return True
    if trigger.lower_ in _SEVERAL:
        homes = {person.country for item in others for person in item.people if person.country}
        if len(homes) > 1 or any(token.lower_ == "with" for token in between):
            return True
    if "one after the other" in trigger.sent.text or "one after another" in trigger.sent.text:
        return True
    if trigger.lower_ in _EACH and sum(len(item.people) for item in others) > 1:
        return True
    near = {token.lower_ for token in trigger.subtree} | {child.lower_ for child in verb_of(trigger).children}
    return bool(near & words("meeting", "apart")) and sum(len(item.people) for item in others) > 1
