"""Lists in a text: lines, and the stops that they and routes with arrows are made of.

Items are a date and a place in either order ('Monday 12 February: Nairobi', 'Honiara (25 June)'), numbered
days ('Day 2 – Suva') or the places of a route ('Ankara → Baku').
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from geomap.claims.scene import Dated, Scene, Spot
from geomap.claims.vocabulary import base, singular, words
from geomap.language.dates.forms import Duration
from geomap.records import record

_BULLETS = frozenset("-–—•·▪●◦*>|")
_BEFORE_PLACE = frozenset((":", "-", "–", "—", ",", "|", "(", ")", ".", "in", "at", "to", "on"))
_BEFORE_DATE = frozenset((":", "-", "–", "—", ",", "|", "(", "on", "from", "starting", "until"))
_AFTER_ITEM = frozenset((",", ";", ")", "/", "and", "then", "finally", "&", "."))
_ARROWS = frozenset(("→", "->", "–>", "=>", "➔", ">", "►", "⟶"))
_DASHES = frozenset(("-", "–", "—"))
_TOPICS = frozenset(("on", "about", "of", "over", "regarding", "concerning", "with"))
_LONGEST_GAP = 8
"""Lines without a stop, such as the hours of a day, between two stops of one list at most."""
_FINITE = ("VBD", "VBZ", "VBP", "MD")


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
    shared: bool = False
    """Whether its date is that of several stops together."""


@record
class Programme:
    """A list's items, and the number of the line that it begins in."""

    line: int
    items: tuple[Item, ...]
    ordered: bool
    """Whether its order is that of the journey even without dates."""


def lines_of(doc: Doc) -> Iterator[Line]:
    """All lines that are not empty."""
    first = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if token.i > first:
                yield Line(first=first, last=token.i - 1)
            first = token.i + 1
    if first < len(doc):
        yield Line(first=first, last=len(doc) - 1)


def past(doc: Doc, i: int, last: int, skipped: frozenset[str]) -> int:
    """The first token from `i` on that is neither a blank nor one of the words to be skipped."""
    while i <= last and (doc[i].is_space or doc[i].lower_ in skipped):
        i += 1
    return i


def past_bullet(doc: Doc, line: Line) -> int:
    """Where a line's text begins, behind a bullet or a number."""
    i = past(doc, line.first, line.last, _BULLETS)
    if i < line.last and doc[i].like_num and doc[i + 1].text in (".", ")"):
        i += 2
    return i


def opening_date(scene: Scene, line: Line) -> Dated | None:
    """The date that a line opens with."""
    i = past_bullet(scene.doc, line)
    dated = scene.date_at.get(i)
    opens = dated is not None and dated.first == i
    return dated if dated and opens and not isinstance(dated.phrase.expression, Duration) else None


def lists_of(scene: Scene, lines: Sequence[Line]) -> Iterator[Programme]:
    """Runs of lines that are items."""
    run: list[Item] = []
    start = gap = 0
    numbered = False
    day: Dated | None = None
    for number, line in enumerate(lines):
        items, opens, counted = items_of(scene, line)
        if opens:
            day = opening_date(scene, line)
        elif day and _is_detail(scene, line):
            items = _places_of_line(scene, past_bullet(scene.doc, line) + 1, line.last, day)
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


def items_of(scene: Scene, line: Line) -> tuple[list[Item], bool, bool]:
    """The items that a line is made of, whether it opens with a date, and whether it numbers a day."""
    doc = scene.doc
    i = past_bullet(doc, line)
    if i > line.last:
        return [], False, False
    if doc[i].lower_ == "day" and i < line.last and doc[i + 1].like_num:
        return (
            _places_of_line(scene, past(doc, i + 2, line.last, _BEFORE_PLACE), line.last, None),
            True,
            True,
        )
    dated = opening_date(scene, line)
    if dated:
        rest = past(doc, dated.last + 1, line.last, _BEFORE_PLACE)
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
        i = past(doc, i, last, frozenset(("in", "at", "to", "the")))
        if i <= last and doc[i].text == "(" and items:
            i = _past_aside(doc, i, last)
            continue
        at, dated, spot = i, scene.date_at.get(i), scene.spot_at.get(i)
        if dated:
            at = past(doc, dated.last + 1, last, _BEFORE_PLACE | words("travel", "arriving"))
            spot = scene.spot_at.get(at)
            end = spot.last if spot else at
        elif spot or (i <= last and doc[i].lower_ == "home"):
            dated = scene.date_at.get(past(doc, (spot.last if spot else i) + 1, last, _BEFORE_DATE))
            end = dated.last if dated else i
        home = spot is None and at <= last and doc[at].lower_ == "home"
        if not dated or not (spot or home) or end > last or isinstance(dated.phrase.expression, Duration):
            break
        if spot and (spot.use != "name" or spot.first != at):
            break
        items.append(Item(at=at, spot=spot, dated=dated, homeward=home))
        if end < last and doc[end + 1].text == "(":
            end = _past_aside(doc, end + 1, last) - 1
        joined = past(doc, end + 1, last, _AFTER_ITEM)
        if joined == end + 1:
            return items, joined
        i = joined
    return items, i


def _past_aside(doc: Doc, i: int, last: int) -> int:
    """Past the bracket that opens at `i`."""
    while i <= last and doc[i].text != ")":
        i += 1
    return i + 1


def _is_detail(scene: Scene, line: Line) -> bool:
    """Whether a line tells an hour of the day above it: '10:00 Meeting with …', '9 a.m.'."""
    i = past_bullet(scene.doc, line)
    return i <= line.last and scene.doc[i].text[:1].isdigit()


def lists_within(scene: Scene, lines: Sequence[Line]) -> Iterator[Programme]:
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
    i = past(doc, i, last, frozenset())
    while i <= last and (spot := scene.spot_at.get(i)) and spot.first == i and spot.use == "name":
        k = past(doc, spot.last + 1, last, frozenset("("))
        dated = scene.date_at.get(k)
        items.append(Item(at=i, spot=spot, dated=dated))
        k = past(doc, dated.last + 1 if dated else spot.last + 1, last, frozenset(")"))
        i = past(doc, k, last, _ARROWS | _DASHES)
        if i == k:
            break
        arrows |= doc[k].text in _ARROWS
    return tuple(items) if len(items) > 2 or (len(items) == 2 and arrows) else ()
