"""Who goes where, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, aspect
from geomap.claims.moves import Move, named_people
from geomap.claims.nouns import moves_of_noun
from geomap.claims.scene import Scene
from geomap.claims.verbs import moves_of_verb
from geomap.claims.vocabulary import base, singular, words
from geomap.claims.when import resolve
from geomap.claims.who import Who
from geomap.records import UNDATED

_ONWARD = (("after", "which"), ("followed", "by"), ("and", "then"), (",", "then"))


def find_moves(scene: Scene, who: Who) -> list[Move]:
    """Every move that an article tells of, in the order of the text."""
    moves: list[Move] = []
    for token in scene.doc:
        found: list[Move] = []
        if token.pos_ in ("VERB", "AUX") or token.lower_ in ("due", "bound", "expected"):
            found = list(moves_of_verb(scene, who, token))
            if not found and base(token.lower_) == "visit":
                found = list(_visit_there(who, token, moves))
        elif token.pos_ in ("NOUN", "PROPN") and singular(token.lower_) in words("travel", "nouns"):
            found = list(moves_of_noun(scene, who, token, moves))
        moves += found
        moves += _onward(scene, found)
        who.travelled += [(move.at, move.who) for move in found]
    moves += list(_listed_days(scene, moves))
    moves += list(_meanwhile(scene, who))
    return sorted(moves, key=lambda move: move.at)


def _listed_days(scene: Scene, moves: list[Move]) -> Iterator[Move]:
    """'Monday 12 February: Nairobi', one a line: the programme of whoever travelled last before it."""
    for dated in scene.dates:
        after = dated.last + 1
        if after + 1 >= len(scene.doc) or scene.doc[after].text not in (":", "-", "–", "—"):
            continue
        if (
            dated.first
            and not scene.doc[dated.first - 1].is_space
            and scene.doc[dated.first - 1].text not in "-•*–"
        ):
            continue
        spot = scene.spot_at.get(after + 1)
        before = [move for move in moves if move.at < dated.first]
        if spot is None or spot.first != after + 1 or not before or spot.use != "name":
            continue
        seen = Aspect(status=before[-1].aspect.status, sure=True)
        when = resolve(scene, [dated], seen, scene.doc[dated.first])
        yield Move(who=before[-1].who, spot=spot, when=when, aspect=seen, at=spot.first, rule="programme")


def _meanwhile(scene: Scene, who: Who) -> Iterator[Move]:
    """'While in Suva on Monday, X telephoned Y': the subject of the sentence is there."""
    for sentence in scene.doc.sents:
        first = sentence[0]
        spot = scene.spot_at.get(first.i + 2)
        if (
            first.lower_ != "while"
            or spot is None
            or scene.doc[first.i + 1].lower_ not in ("in", "at")
            or spot.use != "name"
        ):
            continue
        verb = sentence.root
        seen, people = aspect(verb), named_people(who.subject(verb))
        if seen is None or not people or any(person.country == spot.country for person in people):
            continue
        dates = [dated for dated in scene.dates if spot.last < dated.first <= spot.last + 3]
        when = resolve(scene, dates, seen, first) if dates else UNDATED
        yield Move(who=people, spot=spot, when=when, aspect=seen, at=first.i, rule="opening while")


def _visit_there(who: Who, verb: Token, before: list[Move]) -> Iterator[Move]:
    """'The last president to visit': the place that the article is about."""
    topic = next((move.spot for move in before if move.spot), None)
    seen = aspect(verb)
    if (
        topic is None
        or verb.dep_ not in ("relcl", "acl")
        or any(child.dep_ in ("dobj", "prep") for child in verb.children)
    ):
        return
    when = who.dates(verb.head, seen) if seen else None
    people = named_people(who.party(verb.head))
    if people and when:
        past = Aspect(status="done", sure=True)
        yield Move(who=people, spot=topic, when=when, aspect=past, at=verb.i, rule="object visit")


def _onward(scene: Scene, moves: list[Move]) -> Iterator[Move]:
    """'… in Kenya, after which Uganda', 'to Oslo, followed by Riga': a stop without a verb."""
    told = {move.spot.first for move in moves if move.spot}
    for move in moves:
        if move.spot is None or move.spot.last < scene.doc[move.at].sent.start:
            continue
        sentence = scene.doc[move.at].sent
        for spot in scene.spots:
            if move.spot.last < spot.first < sentence.end and spot.first not in told and spot.use == "name":
                words_before = [
                    token.lower_ for token in scene.doc[max(move.spot.last + 1, spot.first - 3) : spot.first]
                ]
                if tuple(words_before[-2:]) in _ONWARD or tuple(words_before[-3:-1]) in _ONWARD:
                    told.add(spot.first)
                    yield replace(move, spot=spot, origin=move.spot, when=UNDATED, follows=True)
