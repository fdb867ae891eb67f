"""Programmes: journeys told as lists, a stop a line or a stop a comma, and as routes with arrows.

A list is read without the parse, which makes nothing of lists. It needs a heading that speaks of a journey
and lets a traveller be known; its items are a date and a place in either order ('Monday 12 February:
Nairobi', 'Honiara (25 June)'), numbered days ('Day 2 – Suva') or the places of a route ('Ankara → Baku').
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice, pairwise

from spacy.tokens import Doc

from geomap.claims.clauses import Aspect
from geomap.claims.days.when import resolve
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import SUBJECTS, is_finite
from geomap.claims.travel.lists import (
    Item,
    Line,
    Programme,
    items_of,
    lines_of,
    lists_of,
    lists_within,
    past_bullet,
)
from geomap.claims.travel.moves import Move, home_spot
from geomap.claims.vocabulary import base, singular, words
from geomap.language.dates.forms import Weekday
from geomap.records import UNDATED, Person, When, record

_HEADING_LINES = 3
"""A list's heading stands at most this many lines above it, other than lists, …"""
_REACH = 40
"""… and at most this many lines in all."""
_INTRODUCTION = 6
"""Lines above the days of a programme that may announce it, at most."""
_MARKS = ".,:;!?'’\"“”()"


@record
class Heading:
    """Whose journey a list is, and whether it lies ahead."""

    who: tuple[Person, ...]
    seen: Aspect


def moves_of_programmes(scene: Scene, who: Who, moves: Sequence[Move]) -> Iterator[Move]:
    """The stops of every list and route whose traveller is known.

    `moves` are those told in sentences: they tell whose journey a list is where its heading does not.
    """
    lines = list(lines_of(scene.doc))
    noted = [move.spot for move in moves if move.spot and who.notes.tells(scene.doc[move.at])]
    whole = list(lists_of(scene, lines))
    for programme in [*whole, *lists_within(scene, lines)]:
        heading = _heading(scene, who, moves, lines, programme)
        if heading is None and programme in whole:
            heading = _above_notes(scene, who, lines, programme)
        if heading is not None:
            stops = [m for m in moves_of_list(scene, heading, programme) if not _does(scene, m.spot)]
            stops = [m for m in stops if m.origin or m.spot not in noted]
            for before, move in zip([None, *stops], stops, strict=False):
                yield _of_own(scene, who, _by_way(before, move, moves) if before else move)


def _does(scene: Scene, spot: Spot | None) -> bool:
    """'20 August: Fiji and Tonga hold talks': a government, not a stop."""
    head = scene.head(spot) if spot else None
    does = head is not None and head.dep_ in SUBJECTS and is_finite(head.head) and head.i < head.head.i
    return does and head is not None and all(token.text != ";" for token in scene.doc[head.i : head.head.i])


def _by_way(before: Move, move: Move, told: Sequence[Move]) -> Move:
    """A stop of a list without its origin, where a sentence of the list tells of a stop in between."""
    between = (m for m in told if before.at < m.at < move.at and m.spot and set(m.who) & set(move.who))
    passed = any(m.spot not in (before.spot, move.spot) for m in between)
    return replace(move, origin=None, follows=False) if passed else move


def _of_own(scene: Scene, who: Who, move: Move) -> Move:
    """'14-15 November: Kenyatta in Washington': a chronology's line has a traveller of its own."""
    spot, doc = move.spot, scene.doc
    if spot is None or spot.first < 1 or doc[spot.first - 1].lower_ not in ("in", "at"):
        return move
    named = who.cast.at.get(spot.first - 2)
    own = named and doc[max(0, named.first - 1)].text in (":", "-", "–") and who.cast.people[named.key]
    return replace(move, who=(own,), origin=None, follows=False) if own and own not in move.who else move


def moves_of_list(scene: Scene, heading: Heading, programme: Programme) -> Iterator[Move]:
    """The stops of one list."""
    country = heading.who[0].country
    before: tuple[Spot, When] | None = None
    start = programme.items[0].origin or _both_ends(programme)
    for item in programme.items:
        spot = item.spot or home_spot(scene, country, item.at)
        when = _when(scene, item, heading)
        if before and item.dated and isinstance(item.dated.phrase.expression, Weekday):
            when = _not_before(before[1], when)
        homeward = item.homeward or (country is not None and spot.country == country)
        homeward |= start is not None and spot.text == start.text
        homeward |= country is None and item is programme.items[-1] and _leads_home(scene, item)
        follows = before is not None and (programme.ordered or item.follows or _ascend(before[1], when))
        if before or not homeward:
            yield Move(
                who=heading.who,
                spot=spot,
                origin=item.origin or (before[0] if before and follows else None),
                when=when,
                aspect=as_of(scene, when, heading.seen),
                at=item.at,
                rule="programme",
                follows=follows,
                homeward=homeward,
            )
        before = spot, when


def _leads_home(scene: Scene, item: Item) -> bool:
    """'Departure for Oslo', 'Back in Berlin': what a programme ends with, whoever travels."""
    before = scene.doc[scene.line_start(item.at) : item.at]
    leaves = any(base(token.lower_) in words("travel", "setting_out", "homeward") for token in before)
    return before[-2:-1].text.lower() == "back" or (leaves and before[-1:].text.lower() in ("for", "to"))


def _both_ends(programme: Programme) -> Spot | None:
    """Where a journey of several stops both begins and ends: home, whoever travels."""
    first, last = programme.items[0].spot, programme.items[-1].spot
    several = len({item.spot.text for item in programme.items if item.spot}) > 1
    return first if several and first and last and first.text == last.text else None


def _not_before(before: When, when: When) -> When:
    """The day of a weekday that stands below another day in a list."""
    if not (before.exact and before.first and when.exact and when.first and when.first < before.first):
        return when
    late = timedelta(days=-((when.first - before.first).days // 7) * 7)
    return replace(when, first=when.first + late, last=when.last + late if when.last else None)


def _ascend(a: When, b: When) -> bool:
    if a == b or not (a.text and b.text):
        return False
    return not (a.first and b.first and a.first > b.first)


def _when(scene: Scene, item: Item, heading: Heading) -> When:
    if item.dated is None:
        return UNDATED
    seen = Aspect(status=heading.seen.status, sure=False)
    when = resolve(scene, [item.dated], seen, scene.doc[item.at])
    return replace(when, exact=when.exact and not item.shared)


def as_of(scene: Scene, when: When, seen: Aspect) -> Aspect:
    """A day after publication lies ahead; one before it has passed, whatever the heading's tense."""
    published, first = scene.article.published, when.first
    if published is None or first is None or seen.status == "cancelled":
        return seen
    return Aspect(status="planned" if first >= published else "done", sure=True)


# ── Whose journey a list is ─────────────────────────────────────────────────────────────────────


def _heading(
    scene: Scene, who: Who, moves: Sequence[Move], lines: Sequence[Line], programme: Programme
) -> Heading | None:
    """The nearest lines above a list, or before it in its own line, that speak of a journey."""
    doc = scene.doc
    own, first = lines[programme.line], programme.items[0]
    start = min(first.at, first.dated.first if first.dated else first.at)
    above = [Line(first=own.first, last=start - 1)] if start > past_bullet(doc, own) else []
    near = (line for line in reversed(lines[max(0, programme.line - _REACH) : programme.line]))
    near = (line for line in near if doc[line.first].text != "|")  # the heading of a table's columns
    near = (line for line in near if not any(who.notes.tells(token) for token in doc[line.first : line.last]))
    above += islice((line for line in near if not any(items_of(scene, line))), _HEADING_LINES)
    if len(programme.items) == 1 and not (above and doc[above[0].last].text == ":"):
        return None
    people: tuple[Person, ...] = ()
    within = above[:1] if above and above[0].first == own.first and not items_of(scene, own)[1] else []
    if any(not speaks_of_travel(doc, line) and not _named(scene, who, line) for line in within):
        return None  # what is listed behind a colon is something else
    for line in above:
        if _tells_company(who, line):
            continue
        people = people or _named(scene, who, line)
        if speaks_of_travel(doc, line):
            earlier = [move.who for move in moves if move.at < start]
            people = people or (earlier[-1] if earlier else _told_before(who, start))
            people = people or _arriving(scene, who, programme.items[0])
            return Heading(who=people, seen=_tense(doc, line)) if people else None
        if any(is_finite(token) for token in doc[line.first : line.last + 1]):
            return None
    return None


def _above_notes(scene: Scene, who: Who, lines: Sequence[Line], programme: Programme) -> Heading | None:
    """Whose programme the days and notes of an article are, of which a list is a part."""
    people, first = announced(scene, who, lines), who.notes.first
    if not people or first is None or lines[programme.line].first < first:
        return None
    return Heading(who=people, seen=Aspect(status="planned", sure=False))


def announced(scene: Scene, who: Who, lines: Sequence[Line]) -> tuple[Person, ...]:
    """Of whose journey the title, or what stands over the first day of an article, speaks."""
    people, first = who.of_notes(), who.notes.first
    if not people or first is None:
        return ()
    words_of = (scene.article.title or "").replace("’", "'").replace("'s", "").split()
    title = [word.strip(_MARKS).lower() for word in words_of]
    above = [line for line in lines if line.first < first][-_INTRODUCTION:]
    told = any(speaks_of_travel(scene.doc, line) for line in above)
    told |= any(singular(word) in words("travel", "nouns", "programmes") for word in title)
    told |= any(base(word) in words("travel", "object", "toward", "leaving") for word in title)
    known = {*title, *(token.lower_ for token in scene.doc[:first])}
    names = people[0].label.lower().split()
    return people if told and known & {names[0], names[-1]} else ()


def _tells_company(who: Who, line: Line) -> bool:
    """'He is accompanied by X', 'Talks with X': who goes along or is met, not whose journey it is."""
    first = next((named.first for named in who.cast.between(line.first, line.last + 1)), line.first)
    before = [base(token.lower_) for token in who.scene.doc[line.first : first]]
    if "with" in before and not speaks_of_travel(who.scene.doc, line):
        return True
    return "by" in before and bool(words("travel", "accompanying") & set(before))


def _arriving(scene: Scene, who: Who, item: Item) -> tuple[Person, ...]:
    """'Arrival of President X in Y': whom the first point of a programme names."""
    sentence = scene.doc[item.at].sent
    comes = any(base(token.lower_) in words("travel", "coming_in") for token in sentence[:4])
    return (
        tuple(who.cast.people[each.key] for each in who.cast.between(sentence.start, item.at))[:1]
        if comes
        else ()
    )


def _told_before(who: Who, start: int) -> tuple[Person, ...]:
    """Whom an article is about, if a list that begins at token `start` stands below the name."""
    main = who.topic.main
    told = main is not None and any(who.cast.people[each.key] == main for each in who.cast.between(0, start))
    return (main,) if main and told else ()


def _named(scene: Scene, who: Who, line: Line) -> tuple[Person, ...]:
    """The first person that a heading names, with those joined to it by 'and'."""
    found = list(who.cast.between(line.first, line.last + 1))
    people = found[:1]
    for a, b in pairwise(found):
        joint = scene.doc[a.last + 1 : b.first]
        joined = any(token.lower_ in ("and", "&") for token in joint) or [t.text for t in joint] == [","]
        if a in people and len(joint) < 8 and joined:
            people.append(b)
    return tuple(dict.fromkeys(who.cast.people[named.key] for named in people))


def speaks_of_travel(doc: Doc, line: Line) -> bool:
    """Whether a line tells of a journey or a programme."""
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
