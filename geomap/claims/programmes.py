"""Programmes: journeys told as lists, a stop a line or a stop a comma, and as routes with arrows.

A list is read without the parse, which makes nothing of lists. It needs a heading that speaks of a journey
and lets a traveller be known; its items are a date and a place in either order ('Monday 12 February:
Nairobi', 'Honiara (25 June)'), numbered days ('Day 2 – Suva') or the places of a route ('Ankara → Baku').
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc

from geomap.claims.clauses import Aspect
from geomap.claims.moves import Move
from geomap.claims.scene import Dated, Scene, Spot
from geomap.claims.vocabulary import base, singular, words
from geomap.claims.when import resolve
from geomap.claims.who import Who
from geomap.language.dateforms import Duration
from geomap.records import UNDATED, Person, When, record

_BULLETS = frozenset("-–—•·▪●◦*>|")
_BEFORE_PLACE = frozenset((":", "-", "–", "—", ",", "|", "(", ")", ".", "in", "at", "to", "on"))
_BEFORE_DATE = frozenset((":", "-", "–", "—", ",", "|", "(", "on", "from", "starting", "until"))
_AFTER_ITEM = frozenset((",", ";", ")", "/", "and", "then", "finally", "&", "."))
_ARROWS = frozenset(("→", "->", "–>", "=>", "➔", ">", "►", "⟶"))
_DASHES = frozenset(("-", "–", "—"))
_TOPICS = frozenset(("on", "about", "of", "over", "regarding", "concerning", "with"))
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_HEADING_LINES = 3
"""A list's heading stands at most this many lines above it."""
_LONGEST_GAP = 8
"""Lines without a stop, such as the hours of a day, between two stops of one list at most."""


@record
class Line:
    """Tokens `first` to `last`, both included, between two line ends."""

    first: int
    last: int


@record
class Item:
    """One stop of a list."""

    at: int
    """Index of the token that tells it."""
    spot: Spot | None
    """None for 'home'."""
    dated: Dated | None = None
    origin: Spot | None = None
    """Where an item itself says that the journey comes from: 'Departure from Suva for Apia'."""
    homeward: bool = False


@record
class Programme:
    """A list's items, and the number of the line that it begins in."""

    line: int
    items: tuple[Item, ...]
    ordered: bool
    """Whether its order is that of the journey even without dates."""


@record
class Heading:
    """Whose journey a list is, and whether it lies ahead."""

    who: tuple[Person, ...]
    seen: Aspect


def moves_of_programmes(scene: Scene, who: Who, moves: Sequence[Move]) -> Iterator[Move]:
    """The stops of every list and route whose traveller is known.

    `moves` are those told in sentences: they tell whose journey a list is where its heading does not.
    """
    lines = list(_lines(scene.doc))
    for programme in [*_lists(scene, lines), *_in_lines(scene, lines)]:
        heading = _heading(scene, who, moves, lines, programme)
        if heading is not None:
            yield from _moves(scene, heading, programme)


def _moves(scene: Scene, heading: Heading, programme: Programme) -> Iterator[Move]:
    country = heading.who[0].country
    home = scene.gazetteer.country(country).place if country else None
    before: tuple[Spot, When] | None = None
    for item in programme.items:
        spot = item.spot or (Spot(first=item.at, last=item.at, text="home", use="name", place=home))
        when = _when(scene, item, heading)
        homeward = item.homeward or (country is not None and spot.country == country)
        follows = before is not None and (programme.ordered or _ascend(before[1], when))
        if before or not homeward:
            yield Move(
                who=heading.who,
                spot=spot,
                origin=item.origin or (before[0] if before and follows else None),
                when=when,
                aspect=_aspect(scene, when, heading),
                at=item.at,
                rule="programme",
                follows=follows,
                homeward=homeward,
            )
        before = spot, when


def _ascend(a: When, b: When) -> bool:
    return bool(a.text and b.text) and not (a.first and b.first and a.first > b.first)


def _when(scene: Scene, item: Item, heading: Heading) -> When:
    if item.dated is None:
        return UNDATED
    return resolve(scene, [item.dated], Aspect(status=heading.seen.status, sure=False), scene.doc[item.at])


def _aspect(scene: Scene, when: When, heading: Heading) -> Aspect:
    """A day after publication lies ahead; one before it has passed, whatever the heading's tense."""
    published, first = scene.article.published, when.first
    if published is None or first is None or heading.seen.status == "cancelled":
        return heading.seen
    return Aspect(status="planned" if first >= published else "done", sure=True)


# ── Lines and their items ───────────────────────────────────────────────────────────────────────


def _lines(doc: Doc) -> Iterator[Line]:
    first = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if token.i > first:
                yield Line(first=first, last=token.i - 1)
            first = token.i + 1
    if first < len(doc):
        yield Line(first=first, last=len(doc) - 1)


def _lists(scene: Scene, lines: Sequence[Line]) -> Iterator[Programme]:
    """Runs of lines that are items."""
    run: list[Item] = []
    start = gap = 0
    numbered = False
    for number, line in enumerate(lines):
        items, opens, counted = _items(scene, line)
        if items:
            start = start if run else number
            run, gap, numbered = run + items, 0, numbered or counted
            continue
        gap += 1
        if run and (gap > _LONGEST_GAP or not (opens or counted or _is_detail(scene, line))):
            yield Programme(line=start, items=tuple(run), ordered=numbered)
            run, numbered = [], False
    if run:
        yield Programme(line=start, items=tuple(run), ordered=numbered)


def _items(scene: Scene, line: Line) -> tuple[list[Item], bool, bool]:
    """The items that a line is made of, whether it opens with a date, and whether it numbers a day."""
    doc = scene.doc
    i = _past_bullet(doc, line)
    if i > line.last:
        return [], False, False
    if doc[i].lower_ == "day" and i < line.last and doc[i + 1].like_num:
        return (
            _places_of_line(scene, _past(doc, i + 2, line.last, _BEFORE_PLACE), line.last, None),
            True,
            True,
        )
    dated = scene.date_at.get(i)
    if dated and dated.first == i and not isinstance(dated.phrase.expression, Duration):
        rest = _past(doc, dated.last + 1, line.last, _BEFORE_PLACE)
        return _places_of_line(scene, rest, line.last, dated), True, False
    items, end = _pairs(scene, i, line.last)
    return (items if end > line.last else []), False, False


def _places_of_line(scene: Scene, i: int, last: int, dated: Dated | None) -> list[Item]:
    """The stops of a line that opens with its day: named at once, or behind 'arrival in', 'talks in'."""
    doc = scene.doc
    spot = scene.spot_at.get(i) if i <= last else None
    items = []
    if spot and spot.first == i:
        following = doc[spot.last + 1] if spot.last < last else None
        if spot.use != "name" or (following is not None and following.pos_ in ("NOUN", "PROPN", "VERB")):
            return []
        items.append(Item(at=i, spot=spot, dated=dated))
        i = spot.last + 1
    origin = None
    travels = topic = homeward = False
    for token in doc[i : last + 1]:
        if token.tag_ in _FINITE or (token.text == ";" and items):
            break
        travels |= singular(token.lower_) in words("travel", "nouns", "passages")
        homeward |= base(token.lower_) in words("travel", "homeward")
        topic |= token.lower_ in _TOPICS
        spot = scene.spot_at.get(token.i)
        if spot is None or spot.first != token.i or spot.use != "name" or token.i == i:
            continue
        before = doc[token.i - 1].lower_
        if before == "from" and travels:
            origin = spot
        elif (before in ("in", "at") and not items and not topic) or (
            before in ("to", "for", "into", "in") and (travels or homeward)
        ):
            items.append(Item(at=token.i, spot=spot, dated=dated, origin=origin, homeward=homeward))
            origin, travels, homeward = None, False, False
    return items


def _pairs(scene: Scene, i: int, last: int) -> tuple[list[Item], int]:
    """Places each with its own date, in either order, from token `i` on; and where they end."""
    doc = scene.doc
    items: list[Item] = []
    while i <= last:
        i = _past(doc, i, last, frozenset(("in", "at", "to", "the")))
        at, dated, spot = i, scene.date_at.get(i), scene.spot_at.get(i)
        if dated:
            at = _past(doc, dated.last + 1, last, _BEFORE_PLACE)
            spot = scene.spot_at.get(at)
            end = spot.last if spot else at
        elif spot or (i <= last and doc[i].lower_ == "home"):
            dated = scene.date_at.get(_past(doc, (spot.last if spot else i) + 1, last, _BEFORE_DATE))
            end = dated.last if dated else i
        home = spot is None and at <= last and doc[at].lower_ == "home"
        if not dated or not (spot or home) or end > last or isinstance(dated.phrase.expression, Duration):
            break
        if spot and (spot.use != "name" or spot.first != at):
            break
        items.append(Item(at=at, spot=spot, dated=dated, homeward=home))
        joined = _past(doc, end + 1, last, _AFTER_ITEM)
        if joined == end + 1:
            return items, joined
        i = joined
    return items, i


def _past(doc: Doc, i: int, last: int, skipped: frozenset[str]) -> int:
    while i <= last and (doc[i].is_space or doc[i].lower_ in skipped):
        i += 1
    return i


def _past_bullet(doc: Doc, line: Line) -> int:
    i = line.first
    while i <= line.last and (doc[i].is_space or doc[i].text in _BULLETS):
        i += 1
    if i < line.last and doc[i].like_num and doc[i + 1].text in (".", ")"):
        i += 2
    return i


def _is_detail(scene: Scene, line: Line) -> bool:
    """Whether a line tells an hour of the day above it: '10:00 Meeting with …', '9 a.m.'."""
    i = _past_bullet(scene.doc, line)
    return i <= line.last and scene.doc[i].text[:1].isdigit()


def _in_lines(scene: Scene, lines: Sequence[Line]) -> Iterator[Programme]:
    """Lists and routes behind a colon within a line."""
    doc = scene.doc
    for number, line in enumerate(lines):
        for i in range(line.first + 1, line.last):
            if doc[i].text != ":" or i in scene.date_at:
                continue
            route = _route(scene, i + 1, line.last)
            pairs = () if route else tuple(_pairs(scene, i + 1, line.last)[0])
            if route or len(pairs) > 1:
                yield Programme(line=number, items=route or pairs, ordered=bool(route))
                break


def _route(scene: Scene, i: int, last: int) -> tuple[Item, ...]:
    """'Ankara → Bishkek → Dushanbe', 'Quito - Lima (Feb 10) - Quito': places joined by arrows or dashes."""
    doc = scene.doc
    items: list[Item] = []
    arrows = False
    i = _past(doc, i, last, frozenset())
    while i <= last and (spot := scene.spot_at.get(i)) and spot.first == i and spot.use == "name":
        k = _past(doc, spot.last + 1, last, frozenset("("))
        dated = scene.date_at.get(k)
        items.append(Item(at=i, spot=spot, dated=dated))
        k = _past(doc, dated.last + 1 if dated else spot.last + 1, last, frozenset(")"))
        i = _past(doc, k, last, _ARROWS | _DASHES)
        if i == k:
            break
        arrows |= doc[k].text in _ARROWS
    return tuple(items) if len(items) > 2 or (len(items) == 2 and arrows) else ()


# ── Whose journey a list is ─────────────────────────────────────────────────────────────────────


def _heading(
    scene: Scene, who: Who, moves: Sequence[Move], lines: Sequence[Line], programme: Programme
) -> Heading | None:
    """The nearest lines above a list, or before it in its own line, that speak of a journey."""
    doc = scene.doc
    own, first = lines[programme.line], programme.items[0]
    start = min(first.at, first.dated.first if first.dated else first.at)
    above = [Line(first=own.first, last=start - 1)] if start > _past_bullet(doc, own) else []
    plain = [line for line in lines[: programme.line] if not any(_items(scene, line))]
    above += plain[: -_HEADING_LINES - 1 : -1]
    if len(programme.items) == 1 and not (above and doc[above[0].last].text == ":"):
        return None
    people: tuple[Person, ...] = ()
    for line in above:
        people = people or _named(scene, who, line)
        if _speaks_of_travel(doc, line):
            earlier = [move.who for move in moves if move.at < start]
            people = people or (earlier[-1] if earlier else ())
            return Heading(who=people, seen=_tense(doc, line)) if people else None
        if any(token.tag_ in _FINITE for token in doc[line.first : line.last + 1]):
            return None
    return None


def _named(scene: Scene, who: Who, line: Line) -> tuple[Person, ...]:
    """The first person that a heading names, with those joined to it by 'and'."""
    found = [named for named in who.cast.named if line.first <= named.first <= line.last]
    people = found[:1]
    for a, b in pairwise(found):
        joint = scene.doc[a.last + 1 : b.first]
        if a in people and len(joint) < 8 and any(token.lower_ in ("and", "&", ",") for token in joint):
            people.append(b)
    return tuple(dict.fromkeys(who.cast.people[named.key] for named in people))


def _speaks_of_travel(doc: Doc, line: Line) -> bool:
    nouns = words("travel", "nouns", "programmes")
    verbs = words("travel", "object", "toward", "leaving")
    return any(
        singular(token.lower_) in nouns or (token.pos_ == "VERB" and base(token.lower_) in verbs)
        for token in doc[line.first : line.last + 1]
    )


def _tense(doc: Doc, line: Line) -> Aspect:
    """Whether a heading looks back ('has returned', 'visited') or ahead, as most do."""
    tags = {token.tag_ for token in doc[line.first : line.last + 1]}
    past = tags & {"VBD", "VBN"} and "MD" not in tags
    return Aspect(status="done" if past else "planned", sure=True)
