"""Talks told by their two sides: 'The Mongolian side was headed by A, the Chilean side by B'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, aspect, is_passive
from geomap.claims.kinds import is_meeting
from geomap.claims.meetings.encounters import Encounter, Sides, encounters_of
from geomap.claims.meetings.places import stated_place
from geomap.claims.people.parties import Listed
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene
from geomap.claims.steps import sentences_back
from geomap.claims.vocabulary import base, words
from geomap.records import Person, record

_SIDES = frozenset(("side", "delegation", "team", "one"))
_FAR = 8
"""Words from a side to its head's name at most, or from the head to his side."""
_APART = 45
"""Words from one side to the other at most."""
_BACK = 4
"""Sentences that the talks themselves are looked for in."""


@record
class _Headed:
    """A side of talks with whoever heads it."""

    person: Person
    at: int


def find_talks(scene: Scene, who: Who) -> Iterator[Encounter]:
    """Each meeting of two delegations whose heads are told one after the other."""
    before: _Headed | None = None
    for token in scene.doc:
        side = _headed(scene, who, token)
        if side is None:
            continue
        if before is None or before.person.country == side.person.country or side.at - before.at > _APART:
            before = side
            continue
        talks = _talks(scene, token)
        if talks is not None:
            others = (Listed(people=(side.person,), at=side.at),)
            near = {word.lower_ for word in (*talks.sent, *token.sent)}
            sides = Sides(
                own=(before.person,), others=others, virtual=bool(near & words("meeting", "virtual"))
            )
            verb = scene.doc[token.i].head
            seen = (aspect(verb) if verb.pos_ == "VERB" else None) or Aspect(status="done", sure=True)
            yield from encounters_of(scene, talks, sides, seen, "noun consultation")
        before = None


def _headed(scene: Scene, who: Who, token: Token) -> _Headed | None:
    """'The Chilean side was headed by X', 'X led the Chilean delegation', 'the Chilean side, by X'."""
    spot = scene.spot_at.get(token.i - 1) if token.lower_ in _SIDES else None
    if spot is None or not spot.country or spot.use == "name":
        return None
    doc = scene.doc
    for i in range(token.i + 1, min(token.i + _FAR, token.sent.end)):
        word = doc[i]
        if word.lower_ == "by":
            people = who.named_in(i, min(i + 2 * _FAR, token.sent.end))
            return _head(people[:1], spot.country, token, sure=True)
        if not (word.pos_ in ("AUX", "ADV", "PUNCT") or _leads(word)):
            break
    for i in range(spot.first - 1, max(spot.first - _FAR, token.sent.start), -1):
        if _leads(doc[i]) and not is_passive(doc[i]):
            people = list(who.subject(doc[i]).people) if doc[i].pos_ == "VERB" else []
            return _head(people or who.named_in(token.sent.start, i)[-1:], spot.country, token)
        if doc[i].pos_ not in ("DET", "ADJ", "PUNCT", "PROPN", "NUM", "NOUN"):
            break
    if token.lower_ == "one" or spot.first > token.sent.start:
        named = who.named_in(max(token.sent.start, spot.first - 2 * _FAR), spot.first)
        above = {base(word.lower_) for word in doc[token.sent.start : spot.first] if _leads(word)}
        if above and named and doc[spot.first - 1].lower_ == "the" and doc[spot.first - 2].i in who.cast.at:
            return _head(named[-1:], spot.country, token)
    return None


def _leads(word: Token) -> bool:
    return base(word.lower_) in words("meeting", "heading")


def _head(people: list[Person], country: str, at: Token, *, sure: bool = False) -> _Headed | None:
    """The head of a side; where he is only told near it, he must be no other country's."""
    if len(people) != 1 or not (sure or people[0].country in (None, country)):
        return None
    return _Headed(person=replace(people[0], country=country), at=at.i)


def _talks(scene: Scene, token: Token) -> Token | None:
    """The talks that sides belong to: the nearest word of meeting, in this or the sentences before."""
    for sentence in sentences_back(token, _BACK):
        before = [word for word in sentence if word.i < token.i]
        found = [word for word in before if is_meeting(word) and word.dep_ != "compound"]
        found += [word for word in before if base(word.lower_) == "meet"]
        if found:
            placed = (word for word in found if stated_place(scene, word))
            return next(placed, found[0])
    return None
