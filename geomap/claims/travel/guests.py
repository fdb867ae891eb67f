"""Who else comes, told without a place: 'So will X', 'X is to follow', 'X and Y are expected to attend'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, aspect
from geomap.claims.days.when import when_at
from geomap.claims.links import places_of
from geomap.claims.people.offices import comes_from_afar
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.setbacks import is_negated
from geomap.claims.steps import SUBJECTS, sentences_back
from geomap.claims.travel.events import days_of_event, event_attended, held_at
from geomap.claims.travel.moves import Move, named_people
from geomap.claims.travel.travellers import likewise
from geomap.claims.vocabulary import base, words
from geomap.records import UNDATED, Person, Status, When

GUESTS = "attendance guests"
"""The rule of all these moves: who came along on a journey need not have been there."""
_ATTENDING = frozenset(("attend", "participate", "expect", "await", "due", "be"))
_GOING = frozenset(("travel", "go", "fly", "come", "follow", "attend", "arrive", "be", "make"))
_TOO = frozenset(("also", "too", "well", "likewise", "there"))
_IT = frozenset(("it", "trip", "journey", "visit", "place", "part"))
_MEMORY = 3
"""Sentences back to the clause that tells where, at most."""
_HOME = frozenset(("home", "back", "letter", "message"))
"""Who sends these, or turns back, does not come."""
_ASIDE = frozenset(("with", "on", "through", "into", "up", "over", "ahead", "out", "about", "by", "under"))
"""'Followed with criticism', 'went on television', 'came under fire': nothing of a journey."""
_FULL = frozenset(("in", "at", "to", "for", "from", "with", "into"))


def moves_of_guests(scene: Scene, who: Who, verb: Token, before: Sequence[Move]) -> Iterator[Move]:
    """Those who come to a place that another clause tells; `before` are the moves so far."""
    if verb.pos_ == "AUX" and verb.dep_ not in ("aux", "auxpass") and (people := _so(who, verb)):
        status: Status = "done" if verb.lower_ in ("did", "was", "were", "has", "had", "have") else "planned"
        if (echo := _last(verb, before, status)) is not None:
            yield from _moves(scene, verb, people, echo.spot, echo.aspect, echo.when)
        return
    off = _stays_away(verb)
    lemma = base(verb.lower_)
    part = lemma == "take" and any(child.lower_ == "part" for child in verb.children)
    if not off and lemma not in _ATTENDING | _GOING | words("travel", "present"):
        return
    if any(child.dep_ in ("xcomp", "ccomp", "acomp") for child in verb.children) or _is_elsewhere(
        scene, verb
    ):
        return
    words_behind = {token.lower_ for token in verb.sent if token.i > verb.i}
    if words_behind & (words("meeting", "virtual") | _HOME):
        return
    people, seen = (*named_people(who.subject(verb)), *likewise(who, verb)), aspect(verb)
    if not people or (seen is None and not off):
        return
    seen = Aspect(status="cancelled", sure=True) if off or seen is None else seen
    noun = event_attended(verb)
    alone = noun is None and (off or not _has_object(scene, verb))
    present = noun is not None and lemma in words("travel", "present")
    if lemma in _ATTENDING or off or part or present:
        held = held_at(scene, noun, verb) if noun is not None or alone else []
        if held and (lemma != "be" or "there" in {child.lower_ for child in verb.children}):
            spot, teller = held[0]
            yield from _moves(scene, verb, people, spot, seen, days_of_event(scene, teller, seen))
            return
    too = {child.lower_ for child in verb.children} & _TOO or lemma == "follow" or off
    too = too or (is_negated(verb) and lemma in _GOING)
    echo = _last(verb, before, "done" if seen.status == "done" else "planned")
    if alone and too and echo is not None and not set(people) & set(echo.who):
        yield from _moves(scene, verb, people, echo.spot, seen, UNDATED if lemma == "follow" else echo.when)


def _moves(
    scene: Scene, verb: Token, people: Sequence[Person], spot: Spot | None, seen: Aspect, theirs: When
) -> Iterator[Move]:
    travels = base(verb.lower_) in words("travel", "toward") | {"follow"}
    guests = tuple(
        person
        for person in people
        if spot and (travels if (far := comes_from_afar(person, spot)) is None else far)
    )
    if spot is None or not guests:
        return
    when = when_at(scene, verb, seen, spot, [spot])
    yield Move(
        who=guests,
        spot=spot,
        when=when if when.text else theirs,
        aspect=replace(seen, sure=True),
        at=verb.i,
        rule=GUESTS,
    )


def _last(verb: Token, before: Sequence[Move], status: Status) -> Move | None:
    """The last move of that status to a place, a few sentences back at most."""
    *_, furthest = sentences_back(verb, _MEMORY + 1)
    for move in reversed(before):
        if move.at < furthest.start:
            return None
        if move.spot and move.spot.country and not move.homeward and move.aspect.status == status:
            return move
    return None


def _so(who: Who, verb: Token) -> tuple[Person, ...]:
    """'So will X', 'So is Y of Z': who stands behind an auxiliary that opens a sentence with 'so'."""
    opening = next((token for token in verb.sent if token.is_alpha), verb)
    if opening.lower_ != "so" or not 0 < verb.i - opening.i < 3:
        return ()
    return tuple(
        person
        for child in verb.children
        if child.i > verb.i and child.dep_ in (*SUBJECTS, "attr")
        for person in named_people(who.party(child))
    )


def _stays_away(verb: Token) -> bool:
    """'has declined', 'pulled out', 'stayed away': without what follows it."""
    if any(child.dep_ in ("dobj", "xcomp", "ccomp") for child in verb.children) or is_negated(verb):
        return False
    lemma = base(verb.lower_)
    if lemma == "decline":
        return True
    beside = {f"{lemma}+{child.lower_}" for child in verb.children}
    return bool(beside & words("status", "withdrawing"))


def _has_object(scene: Scene, verb: Token) -> bool:
    """Whether a clause tells of something else than who, when and why: 'followed with criticism'."""
    for child in verb.children:
        if child.dep_ == "dobj" and child.lower_ not in _IT:
            return True
        dated = any(token.i in scene.date_at for token in child.subtree)
        if child.dep_ in ("prep", "prt") and child.lower_ in _ASIDE and not dated:
            return True
    return False


def _is_elsewhere(scene: Scene, verb: Token) -> bool:
    """Whether a clause has a place of its own."""
    return any(by in _FULL or by == "" for _, by in places_of(scene, verb))
