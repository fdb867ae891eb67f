"""One office's diary: 'Weekly schedule of President X', days as headings, and 'Visit to Y (local time)'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from geomap.claims.clauses import Aspect
from geomap.claims.days.when import resolve
from geomap.claims.kinds import is_trip
from geomap.claims.people.offices import comes_from_afar
from geomap.claims.people.who import Who
from geomap.claims.scene import Dated, Scene, Spot
from geomap.claims.travel.lists import Line, lines_of, past
from geomap.claims.travel.moves import Move
from geomap.claims.vocabulary import words
from geomap.records import Person

_TITLES = 4
"""Lines at the head of a text in which it says whose diary it is."""
_KINDS = frozenset(("agenda", "engagements", "week"))
"""Words for a diary, beside those for programmes."""
_WAYS = frozenset(("official", "state", "working", "visit", "trip", "to", "the"))
_LOCAL = frozenset(("local", "time", "(", ")"))


def moves_of_diaries(scene: Scene, who: Who) -> Iterator[Move]:
    """The places that stand as headings in the days of a diary, if its title says whose it is."""
    lines = list(lines_of(scene.doc))
    owner = _owner(scene, who, lines)
    day: Dated | None = None
    there: str | None = None
    for line in lines if owner else ():
        heading = scene.date_at.get(line.first)
        if heading in scene.headings:
            day, there = heading, None
        elif owner and day and (spot := _place_of(scene, owner, line, there)):
            there = spot.country
            seen = Aspect(status="planned", sure=True)
            when = resolve(scene, [day], seen, scene.doc[spot.first])
            published = scene.article.published
            if published and when.last and when.last < published:
                seen = Aspect(status="done", sure=True)
            yield Move(who=(owner,), spot=spot, when=when, aspect=seen, at=spot.first, rule="diary")


def _owner(scene: Scene, who: Who, lines: Sequence[Line]) -> Person | None:
    """The one person whom a line at the head names beside a word for a diary."""
    for line in islice(lines, _TITLES):
        told = {token.lower_ for token in scene.doc[line.first : line.last + 1]}
        if told & (words("travel", "programmes") | _KINDS):
            people = who.named_in(line.first, line.last + 1)
            return people[0] if len(people) == 1 and people[0].role else None
    return None


def _place_of(scene: Scene, owner: Person, line: Line, there: str | None) -> Spot | None:
    """The place of 'Visit to Y', of 'Y (local time)', or of 'Y' alone where its owner is a guest."""
    doc = scene.doc
    at = past(doc, line.first, line.last, _WAYS)
    spot = scene.spot_at.get(at)
    if spot is None or spot.first != at or spot.use != "name" or not spot.sure or spot.last > line.last:
        return None
    rest = [token for token in doc[spot.last + 1 : line.last + 1] if token.lower_ not in _LOCAL]
    local = not rest and spot.last < line.last
    visit = any(is_trip(token) for token in doc[line.first : at]) and doc[at - 1].lower_ in ("to", "the")
    away = comes_from_afar(owner, spot)
    alone = not rest and (away or spot.country == there)
    return spot if away is not False and (visit or local or alone) else None
