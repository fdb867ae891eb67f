"""Who goes where, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, aspect
from geomap.claims.days.when import resolve, when_of
from geomap.claims.kinds import is_trip
from geomap.claims.people.who import Who
from geomap.claims.scene import Dated, Scene, Spot
from geomap.claims.travel.agendas import moves_of_agendas
from geomap.claims.travel.attendance import moves_of_attendance
from geomap.claims.travel.diaries import moves_of_diaries
from geomap.claims.travel.forerunners import moves_of_forerunners
from geomap.claims.travel.guests import moves_of_guests
from geomap.claims.travel.headings import with_headings
from geomap.claims.travel.hosting import moves_of_hosts, moves_of_visiting
from geomap.claims.travel.missions import moves_of_missions
from geomap.claims.travel.moves import Move, is_next_day, named_people
from geomap.claims.travel.nouns import moves_of_noun
from geomap.claims.travel.programmes import moves_of_programmes
from geomap.claims.travel.remarks import moves_of_remarks
from geomap.claims.travel.routes import moves_of_course, moves_of_passage, moves_of_return, moves_of_stations
from geomap.claims.travel.sojourns import moves_of_sojourn
from geomap.claims.travel.turns import moves_of_turn
from geomap.claims.travel.verbs import moves_of_verb
from geomap.claims.vocabulary import base, singular, words
from geomap.records import UNDATED, Person

_ASIDE = 8
"""Words from the place or the date of an aside to the comma that closes it, at most."""
_ONWARD = frozenset(
    (joint, word)
    for joint in ("and", ",")
    for word in ("then", "finally", "later", "afterwards", "on", "lastly")
) | {("after", "which"), ("followed", "by"), ("then", "on")}


def find_moves(scene: Scene, who: Who) -> list[Move]:
    """Every move that an article tells of, in the order of the text."""
    moves: list[Move] = []
    for token in scene.doc:
        found: list[Move] = []
        if token.pos_ in ("VERB", "AUX") or token.lower_ in ("due", "bound", "expected"):
            found = list(moves_of_verb(scene, who, token))
            if not found and base(token.lower_) == "visit":
                found = list(_visit_there(who, token, moves))
            found = found or list(moves_of_course(scene, who, token, moves))
            found = found or list(moves_of_stations(scene, who, token, moves))
            found = found or list(moves_of_attendance(scene, who, token))
            found = found or list(moves_of_sojourn(scene, who, token, moves))
            found = found or list(moves_of_turn(scene, who, token, moves))
            found = found or list(moves_of_guests(scene, who, token, moves))
        elif token.pos_ in ("NOUN", "PROPN"):
            if is_trip(token):
                found = list(moves_of_noun(scene, who, token, moves))
            if token.lower_ == "hosts":
                found = list(moves_of_hosts(scene, who, token))
            if singular(token.lower_) in words("travel", "nouns", "rides", "ways"):
                told = [move.spot for move in found]
                ways = moves_of_passage(scene, who, token)
                found += [move for move in ways if move.origin or move.spot not in told]
        elif token.lower_ in ("back", "fresh"):
            found = list(moves_of_return(scene, who, token))
        moves += found
        moves += _onward(scene, found)
        who.travelled += [(move.at, move.who) for move in found]
        who.away |= {person.label for move in found if not _is_ahead(move) for person in move.who}
    lines = [*moves_of_programmes(scene, who, moves), *moves_of_agendas(scene, who)]
    lines += moves_of_diaries(scene, who)
    moves += lines
    who.travelled = sorted(
        [*who.travelled, *((move.at, move.who) for move in lines)], key=lambda told: told[0]
    )
    moves = _ended(who, with_headings(scene, who, moves))
    moves += list(_asides(scene, who))
    moves += list(_doings(scene, who, moves))
    moves += list(moves_of_remarks(scene, who))
    moves += list(moves_of_missions(scene, who, moves))
    moves += [
        move
        for token in scene.doc
        if token.lower_ == "visiting"
        for move in moves_of_visiting(scene, who, token)
    ]
    moves += list(moves_of_forerunners(scene, who, moves))
    return [_as_told_below(who, move, moves) for move in sorted(moves, key=lambda move: move.at)]


def _as_told_below(who: Who, move: Move, moves: Sequence[Move]) -> Move:
    """'X's Travel to Y' over a text that announces it: a heading without a verb has the text's status."""
    if not (move.rule.startswith("noun") and move.aspect.status == "done" and not move.aspect.sure):
        return move
    if move.when.text or not who.scene.is_verbless(move.at):
        return move
    below = (m for m in moves if m.at > move.at and m.aspect.sure and set(m.who) & set(move.who))
    told = next(below, None)
    if told is None or told.aspect.status != "planned":
        return move
    past = (token for token in who.scene.doc[move.at : told.at] if token.tag_ == "VBD")
    if any(set(who.subject(verb).people) & set(move.who) for verb in past):
        return move  # 'X's visit to Y / X met Z on Monday. He will fly on to …'
    return replace(move, aspect=Aspect(status="planned", sure=False))


def _ended(who: Who, moves: list[Move]) -> list[Move]:
    """The moves, where the notes of a programme that end with 'Depart X for Y' end at home."""
    last = max(moves, key=lambda move: move.spot.first if move.spot else -1, default=None)
    start = who.notes.first
    if last is None or start is None or last.at < start or not last.rule.startswith("leaving"):
        return moves
    return [replace(move, homeward=True) if move is last else move for move in moves]


def _is_ahead(move: Move) -> bool:
    """'Flies to Apia on Thursday', 'will leave': not yet on the way."""
    return move.aspect.status != "done" and not move.rule.startswith(("noun", "being"))


def _asides(scene: Scene, who: Who) -> Iterator[Move]:
    """'In Suva on Monday, X told …', 'X, in Suva since Monday, …': where somebody is, without a verb."""
    for spot in scene.spots:
        before = scene.doc[spot.first - 1] if spot.first else None
        if before is None or before.lower_ not in ("in", "at") or spot.use != "name" or not spot.sure:
            continue
        verb = before.sent.root
        opening = before.nbor(-1) if before.i > before.sent.start else None
        dates = [dated for dated in scene.dates if spot.last < dated.first <= spot.last + 3]
        if opening is None or (opening.lower_ == "while" and opening.i == before.sent.start):
            people = (
                _acting_there(who, verb) if opening or (dates and spot.precision in ("city", "venue")) else ()
            )
        else:
            named = who.cast.at.get(opening.i - 1) if opening.text == "," else None
            people = (who.cast.people[named.key],) if named and _closes(scene, spot, dates) else ()
        seen = aspect(verb)
        if seen and people and all(_is_guest(person, spot) for person in people):
            there = Aspect(status="done", sure=seen.sure) if opening and opening.text == "," else seen
            when = resolve(scene, dates, there, before) if dates else UNDATED
            follows = is_next_day(scene.doc[spot.last + 1 : spot.last + 4])
            yield Move(
                who=people,
                spot=spot,
                when=when,
                aspect=there,
                at=before.i,
                rule="aside in",
                follows=follows,
            )


def _doings(scene: Scene, who: Who, moves: list[Move]) -> Iterator[Move]:
    """'To Oslo, where she is to open a fair on Monday': the day of what a traveller does there."""
    told = {move.at for move in moves if move.when.text}
    for move in moves:
        verb = _done_there(scene, move.spot) if move.spot else None
        if verb is None or move.aspect.status == "cancelled":
            continue
        doings = [verb, *(child for child in verb.subtree if child.dep_ in ("xcomp", "acomp"))]
        seen = aspect(doings[-1])
        people = named_people(who.subject(verb))
        if seen is None or seen.status == "cancelled" or any(each.i in told for each in doings):
            continue
        when = next((when for each in doings if (when := when_of(who.scene, each, seen)).dated), UNDATED)
        if when.dated and set(people) & set(move.who):
            told.add(verb.i)
            yield Move(
                who=tuple(person for person in move.who if person in people),
                spot=move.spot,
                when=when,
                aspect=seen,
                at=verb.i,
                rule="where",
            )


def _done_there(scene: Scene, spot: Spot) -> Token | None:
    """The verb of the clause that begins with 'where' behind a place, or behind its date."""
    i = spot.last + 1
    while i < len(scene.doc) and (scene.doc[i].text == "," or i in scene.date_at):
        i += 1
    if i >= len(scene.doc) or scene.doc[i].lower_ != "where":
        return None
    verb = scene.doc[i].head
    return verb if verb.pos_ in ("VERB", "AUX") and verb.i > i else None


def _acting_there(who: Who, verb: Token) -> tuple[Person, ...]:
    """The subject of what is done there in person: to speak, to meet, to sign."""
    lemma = base(verb.lower_)
    if lemma in words("status", "saying") or lemma in words("travel", "present") | words("meeting", "verbs"):
        return named_people(who.subject(verb))
    return ()


def _closes(scene: Scene, spot: Spot, dates: list[Dated]) -> bool:
    """Whether an aside that begins with a place ends soon, by a comma."""
    last = max([spot.last, *(dated.last for dated in dates)])
    return any(token.text == "," for token in scene.doc[last + 1 : last + _ASIDE])


def _is_guest(person: Person, spot: Spot) -> bool:
    """Whether somebody is known to come from elsewhere, and is not posted there."""
    abroad = person.country is not None and spot.country not in (None, person.country)
    return abroad and "ambassador" not in (person.role or "").lower()


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
    when = when_of(who.scene, verb.head, seen) if seen else None
    people = named_people(who.party(verb.head))
    if people and when:
        past = Aspect(status="done", sure=True)
        yield Move(who=people, spot=topic, when=when, aspect=past, at=verb.i, rule="object visit")


def _onward(scene: Scene, moves: list[Move]) -> Iterator[Move]:
    """'… in Kenya, after which Uganda', 'to Oslo, followed by Riga': a stop without a verb."""
    told = {move.spot.first for move in moves if move.spot}
    for move in moves:
        here = move.spot
        if here is None or here.last < scene.doc[move.at].sent.start:
            continue
        for spot in scene.spots_between(here.last + 1, scene.doc[move.at].sent.end):
            if spot.first <= here.last or spot.use != "name":
                continue
            if spot.first not in told and _is_onward(scene, here, spot):
                told.add(spot.first)
                yield replace(move, spot=spot, origin=here, when=UNDATED, follows=True)
                here = spot
            elif spot.country not in (None, here.country):
                break  # the stop of another clause


def _is_onward(scene: Scene, here: Spot, spot: Spot) -> bool:
    """Whether the words before a place tell that it comes next."""
    before = tuple(token.lower_ for token in scene.doc[max(here.last + 1, spot.first - 3) : spot.first])
    return before[-2:] in _ONWARD or before[-3:-1] in _ONWARD or before[-1:] == ("before",)
