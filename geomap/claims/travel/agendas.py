"""Programmes of several people: a traveller a line, with the places behind the name.

'- Finance Minister, Ana Ruiz: Lima, then Quito (14-19 March)' under a heading that speaks of travel, and
'Mr Ivan Petrov in Tunis: meets …' under the day of a calendar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from geomap.claims.clauses import Aspect
from geomap.claims.days.when import resolve
from geomap.claims.kinds import is_trip
from geomap.claims.people.cast import Named
from geomap.claims.people.who import Who
from geomap.claims.scene import Dated, Scene, Spot
from geomap.claims.steps import is_finite
from geomap.claims.travel.lists import Item, Line, Programme, lines_of, opening_date, past, past_bullet
from geomap.claims.travel.moves import Move
from geomap.claims.travel.programmes import Heading, as_of, moves_of_list, speaks_of_travel
from geomap.claims.vocabulary import base, words

_LONGEST_TITLE = 20
"""Words of an office and a name at the start of a line, at most."""
_LONGEST_HONOUR = 3
"""Words between a name and its colon, such as letters of honour, at most."""
_REACH = 16
"""Words from a place to a date or to the next place of one line, at most."""
_LINES_ABOVE = 30
_AHEAD = Aspect(status="planned", sure=False)
_RULE = "programme"
_JOINERS = frozenset((",", ";", ")", "/", "&", "and", "then", "on", "to", "the", "in", "followed", "by"))
_BEFORE_DATE = frozenset(("(", ",", "on", "from"))


def moves_of_agendas(scene: Scene, who: Who) -> Iterator[Move]:
    """The stops of everybody who has a line of an agenda."""
    lines = list(lines_of(scene.doc))
    yield from _under_places(scene, who, lines)
    opened = [_opening_name(scene, who, line) for line in lines]
    for number, (line, named) in enumerate(zip(lines, opened, strict=True)):
        if named is None:
            continue
        after = scene.doc[named.last + 1].lower_ if named.last < line.last else ""
        colon = next((i for i in _honours(named, line) if scene.doc[i].text == ":"), None)
        day = _day_above(scene, lines[:number])
        after_colon = scene.doc[colon + 1].lower_ if colon is not None and colon < line.last else ""
        if colon is not None and after_colon == "in" and day is not None:
            items, ordered = _places(scene, colon + 2, line.last)
            items = [Item(at=item.at, spot=item.spot, dated=item.dated or day) for item in items[:1]]
        elif colon is not None and _speaks_of_travel_above(scene, lines[:number], opened):
            items, ordered = _places(scene, colon + 1, line.last)
        elif after == "in":
            items, ordered = _places(scene, named.last + 2, line.last)
            own = [(item, item.dated or day) for item in items[:1]]
            listed = day or any(dated and scene.doc[dated.first - 1].text == "(" for _, dated in own)
            items = [Item(at=item.at, spot=item.spot, dated=dated) for item, dated in own if dated and listed]
        elif day is not None and (at := _visit_to(scene, named, line)) is not None:
            items, ordered = _places(scene, at, line.last)
            items = [Item(at=item.at, spot=item.spot, dated=item.dated or day) for item in items[:1]]
        else:
            continue
        if items:
            heading = Heading(who=(who.cast.people[named.key],), seen=_status(scene.doc, line))
            programme = Programme(line=number, items=tuple(items), ordered=ordered)
            yield from moves_of_list(scene, heading, programme)


def _under_places(scene: Scene, who: Who, lines: Sequence[Line]) -> Iterator[Move]:
    """'CHINA: Trade Commissioner X visits (to 25 May)': a place, and who is there, under a day."""
    doc = scene.doc
    for number, line in enumerate(lines):
        spot = scene.spot_at.get(past_bullet(doc, line))
        colon = spot.last + 1 if spot and spot.use == "name" else line.last
        if spot is None or colon >= line.last or doc[colon].text != ":":
            continue
        verb = next((t for t in doc[colon : line.last + 1] if t.tag_ in ("VBZ", "NNS")), None)
        there = verb is not None and base(verb.lower_) in _there()
        day = _day_above(scene, lines[:number])
        if verb is None or not there or day is None or _is_seat(spot):
            continue
        people = tuple(who.cast.people[each.key] for each in who.cast.between(colon, verb.i))
        abroad = tuple(person for person in people if person.country != spot.country)
        if abroad:
            last = next((d for d in scene.dates_between(verb.i, line.last) if _is_last_day(doc, d)), None)
            when = resolve(scene, [day], _AHEAD, verb)
            end = resolve(scene, [last], _AHEAD, verb).last if last else when.last
            when = replace(when, last=end) if end and when.first and end >= when.first else when
            yield Move(
                who=abroad, spot=spot, when=when, aspect=as_of(scene, when, _AHEAD), at=verb.i, rule=_RULE
            )


def _there() -> frozenset[str]:
    return words("travel", "object", "present", "at") | words("meeting", "verbs") | {"speak", "attend"}


def _is_seat(spot: Spot) -> bool:
    """Where those who have such agendas are at home."""
    return spot.text.lower() in ("brussels", "strasbourg", "luxembourg")


def _is_last_day(doc: Doc, dated: Dated) -> bool:
    return [token.lower_ for token in doc[dated.first - 2 : dated.first]] == ["(", "to"] or (
        doc[dated.first].lower_ == "to" and doc[dated.first - 1].text == "("
    )


def _visit_to(scene: Scene, named: Named, line: Line) -> int | None:
    """'Ms Y on official visit to Dakar': where the place of a line's visit begins."""
    on, *words_behind = range(named.last + 1, min(named.last + 7, line.last + 1)) or (named.last,)
    if scene.doc[on].lower_ != "on":
        return None
    trip = next((i for i in words_behind if is_trip(scene.doc[i])), None)
    to = trip is not None and trip < line.last and scene.doc[trip + 1].lower_ in ("to", "in")
    return trip + 2 if trip is not None and to else None


def _honours(named: Named, line: Line) -> range:
    return range(named.last + 1, min(named.last + 2 + _LONGEST_HONOUR, line.last))


def _opening_name(scene: Scene, who: Who, line: Line) -> Named | None:
    """The person whom a line names before any verb."""
    start = past_bullet(scene.doc, line)
    for i in range(start, min(start + _LONGEST_TITLE, line.last)):
        named = who.cast.at.get(i)
        if named and named.first >= start and named.last < line.last:
            before = scene.doc[start : named.first]
            return None if any(is_finite(token) or token.text == ":" for token in before) else named
    return None


def _day_above(scene: Scene, above: Sequence[Line]) -> Dated | None:
    """The day of a calendar that a line stands under."""
    for line in reversed(above[-_LINES_ABOVE:]):
        dated = opening_date(scene, line)
        if dated and line.last - dated.last <= 1:
            return dated
    return None


def _speaks_of_travel_above(scene: Scene, above: Sequence[Line], opened: Sequence[Named | None]) -> bool:
    """Whether the next line above that is nobody's own speaks of a journey."""
    for line, named in zip(reversed(above), reversed(opened[: len(above)]), strict=True):
        if named is None:
            return speaks_of_travel(scene.doc, line)
    return False


def _status(doc: Doc, line: Line) -> Aspect:
    off = any(base(token.lower_) in words("status", "dropping") for token in doc[line.first : line.last + 1])
    return Aspect(status="cancelled" if off else "planned", sure=True)


def _places(scene: Scene, i: int, last: int) -> tuple[list[Item], bool]:
    """The places of one traveller from token `i` on, with their dates; and whether they are in order.

    A date behind several places is of all of them together.
    """
    doc = scene.doc
    items: list[Item] = []
    waiting = 0
    ordered = False
    while i <= last:
        start, i = i, past(doc, i, last, _JOINERS)
        spot = scene.spot_at.get(i)
        if spot is None or spot.first != i or spot.use != "name":
            break
        ordered |= bool(items) and any(t.lower_ in ("then", "followed", "to") for t in doc[start:i])
        items.append(Item(at=i, spot=spot))
        i = spot.last + 1
        dated = scene.date_at.get(past(doc, i, last, _BEFORE_DATE))
        if dated:
            items[waiting:] = _dated(items[waiting:], dated)
            waiting, i = len(items), dated.last + 1
    if waiting < len(items) and (later := _date_behind(scene, i, last)):
        items[waiting:] = _dated(items[waiting:], later)
    if items and (further := _further(scene, i, last)):
        items.append(further)
        ordered |= doc[further.at - 1].lower_ != "previously"
    return items, ordered


def _further(scene: Scene, i: int, last: int) -> Item | None:
    """'…, and on to the troops in Tibnin', '…; previously Oslo': one more stop behind what is told."""
    doc = scene.doc
    for k in range(i, last):
        onward = doc[k].lower_ == "on" and doc[k + 1].lower_ == "to"
        if not onward and doc[k].lower_ not in ("previously", "then", "afterwards"):
            continue
        for spot in scene.spots:
            if k < spot.first <= min(k + _REACH, last) and spot.use == "name":
                return Item(at=spot.first, spot=spot, dated=_date_behind(scene, spot.last + 1, last))
    return None


def _dated(items: Sequence[Item], dated: Dated) -> list[Item]:
    return [Item(at=item.at, spot=item.spot, dated=dated, shared=len(items) > 1) for item in items]


def _date_behind(scene: Scene, i: int, last: int) -> Dated | None:
    """'London, meeting with the chancellor, on 14 March': the one date of what is told of a place."""
    for k in range(i, min(i + _REACH, last + 1)):
        if scene.doc[k].text == ";" or k in scene.spot_at:
            return None
        if dated := scene.date_at.get(k):
            return dated
    return None
