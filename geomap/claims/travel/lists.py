"""Lists in a text: lines, and the stops that they and routes with arrows are made of.

Items are a date and a place in either order ('Monday 12 February: Nairobi', 'Honiara (25 June)'), numbered
days ('Day 2 – Suva') or the places of a route ('Ankara → Baku').
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from geomap.claims.scene import Dated, Scene, Spot
from geomap.claims.steps import is_finite
from geomap.claims.vocabulary import base, singular, words
from geomap.language.dates.forms import Duration
from geomap.records import record

_BULLETS = frozenset("-–—•·▪●◦*>|")
_BEFORE_PLACE = frozenset((":", "-", "–", "—", ",", "|", "(", ")", ".", "in", "at", "to", "on", "the"))
_BEFORE_DATE = frozenset((":", "-", "–", "—", ",", "|", "(", "on", "from", "starting", "until"))
_AFTER_ITEM = frozenset((",", ";", ")", "/", "and", "then", "finally", "&", "."))
_ARROWS = frozenset(("→", "->", "–>", "=>", "➔", ">", "►", "⟶"))
_DASHES = frozenset(("-", "–", "—"))
_TOPICS = frozenset(("on", "about", "of", "over", "regarding", "concerning", "with"))
_LEAD = 4
"""Words of a lead such as 'Second stop:', its colon counted, at most."""
_POINT = 25
"""Words of a point below a day, at most."""
_FILLER = 6
"""Words of a line that tells nothing, at most."""
_LONGEST_GAP = 8
"""Lines without a stop, such as the hours of a day, between two stops of one list at most."""
_JOINTS = frozenset((",", "/", "→", "–", "—", "-", "to"))


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
    follows: bool = False
    """Whether its hour tells that it comes after the item before."""


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
    elif i < line.last and doc[i].text[-1] in ".)" and doc[i].text[:-1].isdigit():
        i += 1  # '1.' is one word
    lead = [token.lower_ for token in doc[i : i + _LEAD]]
    if ":" in lead and {singular(word) for word in lead} & words("travel", "parts"):
        i += lead.index(":") + 1  # 'Stop one: Jakarta'
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
    numbered = route = headed = False
    day: Dated | None = None
    for number, line in enumerate(lines):
        items, opens, counted = items_of(scene, line)
        if opens:
            day, route = opening_date(scene, line), len(items) > 1
        elif day and _is_detail(scene, line):
            items = [] if route else hour_of(scene, past_bullet(scene.doc, line), line.last, day, run)
        if items:
            start, headed = (start if run else number), (headed or not run) and _is_header(items)
            run, gap, numbered = run + items, 0, numbered or counted
            continue
        gap += 1
        goes_on = opens or counted or _is_detail(scene, line) or _is_filler(scene.doc, line)
        goes_on |= day is not None and _is_point(scene.doc, line)
        if run and not headed and (gap > _LONGEST_GAP or not goes_on):
            yield Programme(line=start, items=tuple(run), ordered=numbered)
            run, numbered = [], False
    if run:
        yield Programme(line=start, items=tuple(run), ordered=numbered)


def _is_header(items: Sequence[Item]) -> bool:
    """'Kenya, 17-18 November' on a line of its own, above the paragraphs on that stop."""
    dated = items[0].dated
    return len(items) == 1 and dated is not None and dated.first > items[0].at


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
    whole = end > line.last or doc[end].text == "|" or (i > line.first and doc[end].text in _DASHES)
    return (items if whole else []), False, False


def _places_of_line(scene: Scene, i: int, last: int, dated: Dated | None) -> list[Item]:
    """The stops of a line that opens with its day: named at once, or behind 'arrival in', 'talks in'."""
    doc = scene.doc
    spot = scene.spot_at.get(i) if i <= last else None
    items = []
    if spot and spot.first == i:
        following = doc[spot.last + 1] if spot.last < last else None
        word = following is not None and following.is_alpha and following.pos_
        if _is_figure(scene, past(doc, spot.last + 1, last, frozenset("|"))):
            return []  # 'June 3 | London | 1,400 dollars'
        if spot.use != "name" or word in ("NOUN", "PROPN", "VERB"):
            return []
        items.append(Item(at=i, spot=spot, dated=dated))
        i = spot.last + 1
        while (k := past(doc, i, last, _JOINTS)) > i and (spot := scene.spot_at.get(k)) and spot.first == k:
            items.append(Item(at=k, spot=spot, dated=dated, follows=True))
            i = spot.last + 1
    origin = None
    travels = topic = homeward = False
    for token in doc[i : last + 1]:
        if is_finite(token) or (token.text == ";" and items):
            break
        travels |= singular(token.lower_) in words(
            "travel", "nouns", "passages", "rides", "setting_out", "coming_in"
        )
        homeward |= base(token.lower_) in words("travel", "homeward")
        topic |= token.lower_ in _TOPICS
        if homeward and token.lower_ == "home":
            return [*items, Item(at=token.i, spot=None, dated=dated, homeward=True)]
        spot = scene.spot_at.get(token.i)
        if spot is None or spot.first != token.i or spot.use != "name" or token.i == i:
            continue
        before = doc[token.i - 1].lower_
        comes = base(before) in words("travel", "coming_in", "homeward")
        if travels and (before == "from" or (base(before) in words("travel", "setting_out") and not comes)):
            origin = spot
        elif (before in ("in", "at") and not items and not topic) or (
            (comes or before in ("to", "for", "into", "in")) and (travels or homeward)
        ):
            items.append(Item(at=token.i, spot=spot, dated=dated, origin=origin, homeward=homeward))
            origin, travels, homeward = None, False, False
    if origin and not items:
        items.append(Item(at=origin.first, spot=origin, dated=dated, origin=origin))
    return items


def _is_figure(scene: Scene, i: int) -> bool:
    """Whether a number stands there that is neither an hour nor a part of a date."""
    token = scene.doc[i] if i < len(scene.doc) else None
    return token is not None and token.like_num and ":" not in token.text and i not in scene.date_at


def _pairs(scene: Scene, i: int, last: int) -> tuple[list[Item], int]:
    """Places each with its own date, in either order, from token `i` on; and where they end."""
    doc = scene.doc
    items: list[Item] = []
    while i <= last:
        back = i <= last and doc[i].lower_ == "back"
        i = past(doc, i, last, frozenset(("in", "at", "to", "the", "back")))
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
        items.append(Item(at=at, spot=spot, dated=dated, homeward=home or back))
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
    """Whether a line tells an hour or a way of the day above: '9 a.m.', 'Depart Lima', 'Return to Oslo'."""
    i = past_bullet(scene.doc, line)
    if i > line.last:
        return False
    ways = words("travel", "setting_out", "coming_in", "homeward")
    return scene.doc[i].text[:1].isdigit() or base(scene.doc[i].lower_) in ways


def _is_point(doc: Doc, line: Line) -> bool:
    """What is done on the day above, point by point: 'Address to students', with no verb of its own."""
    words_of = doc[line.first : line.last + 1]
    return len(words_of) <= _POINT and not any(is_finite(token) for token in words_of)


def _is_filler(doc: Doc, line: Line) -> bool:
    """'Private programme', 'Free time': a few words that name nobody and nothing."""
    return line.last - line.first < _FILLER and not any(
        token.text[:1].isupper() or token.text == ":" for token in doc[line.first + 1 : line.last + 1]
    )


def hour_of(scene: Scene, i: int, last: int, day: Dated, before: Sequence[Item]) -> list[Item]:
    """The stops that an hour of a day tells: '14.00 Depart Lima for Quito', '18.00 Dinner, Old Hall, Oslo'.

    `before` are the items above: who leaves without a word from where has been at the last of them that day.
    """
    doc = scene.doc
    verbs = {base(token.lower_) for token in doc[i : last + 1]}
    leaves, back = bool(verbs & words("travel", "setting_out")), bool(verbs & words("travel", "homeward"))
    arrives = back or bool(verbs & words("travel", "coming_in"))
    here = before[-1].spot if before else None
    items: list[Item] = []
    for spot in scene.spots:
        if not i < spot.first <= last or spot.use != "name" or spot.country is None or spot.place is None:
            continue
        word = doc[spot.first - 1]
        told = word.lower_ if word.lower_ != "the" else word.nbor(-1).lower_
        left = leaves and (told == "from" or base(told) in words("travel", "setting_out"))
        goal = told in ("to", "for", "into", "in", "at") if leaves or arrives else told in (",", "in", "at")
        goal |= base(told) in words("travel", "coming_in", "homeward")
        inside = spot.place.precision in ("city", "venue") and (here is None or here.country == spot.country)
        if left or (goal and (leaves or arrives or inside)):
            homeward = back and goal and not left
            items.append(Item(at=spot.first, spot=spot, dated=day, follows=True, homeward=homeward))
            here = spot
    if leaves and before and items and before[-1].spot and _tells_goal_only(doc, items[0]):
        items.insert(0, Item(at=i, spot=before[-1].spot, dated=day, follows=True))
    return items if leaves or arrives else items[-1:]


def _tells_goal_only(doc: Doc, item: Item) -> bool:
    """'Departure for Pretoria': not 'Departure from Maputo …'."""
    return doc[item.at - 1].lower_ in ("for", "to")


def lists_within(scene: Scene, lines: Sequence[Line]) -> Iterator[Programme]:
    """Lists and routes behind a colon within a line."""
    doc = scene.doc
    for number, line in enumerate(lines):
        for i in range(line.first + 1, line.last):
            if doc[i].text not in (":", "):") or i in scene.date_at:
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
