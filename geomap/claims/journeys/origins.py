"""Where the next leg of a story begins, if its own clause does not say so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Token

from geomap.claims.journeys.ends import first_and_last, is_interrupted, point_of
from geomap.claims.journeys.presence import Stay
from geomap.claims.kinds import is_trip
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import verb_of
from geomap.claims.travel.moves import Move
from geomap.claims.vocabulary import base, words
from geomap.records import When, record

MOTION = frozenset(("toward", "leaving", "taking", "at", "passage"))
"""Rules of moves whose day is a day of travel."""
_ONE_TRIP = 31
"""Days between two stops of one trip at most, where nothing else is told."""
_NEAR = 6
"""Words between a verb and its 'from there', at most."""


@record
class Before:
    """How far a traveller's story has come."""

    last: Move | None = None
    """Where it goes on from; None after a list of stops in no order, and after coming home."""
    arrived: Move | None = None
    """The last place that was certainly reached."""
    left: Move | None = None
    """The last clause that tells only what was left."""
    earlier: Move | None = None
    """The last clause that looks back."""
    told: int = -1
    """The word that told the clause before."""


def origin_told(
    scene: Scene, move: Move, moves: Sequence[Move], before: Before, stays: Sequence[Stay]
) -> Spot | None:
    """Where a move comes from by what was told before it; None where that is not certain."""
    if opens_journey(scene, move):
        return _left(scene, move, before.left)
    origin = (
        _left(scene, move, before.left)
        or _from_earlier(scene, move, moves, before)
        or _from_there(scene, move, moves)
        or _from_last(scene, move, before.last, stays)
        or _from_latest(move, stays)
        or _from_dateline(scene, move, stays)
    )
    several = sum(other.at == move.at for other in moves) > 1
    if origin and several and not any(other.at == move.at and other.origin == move.spot for other in moves):
        return None  # the first of a list of goals, which tells no order
    return _finest(origin, move, stays)


def _left(scene: Scene, move: Move, left: Move | None) -> Spot | None:
    """'She left X on Monday and … travelled to Y': what was left, for the move told next."""
    came = left is not None and left.rule.split()[0] in ("toward", "at") and move.rule.startswith("hosting")
    if left is None or not (_is_motion(move) or came) or not in_one_trip(left.when, move.when):
        return None
    near = scene.doc[move.at].sent.start <= scene.doc[left.at].sent.end
    return left.origin if near else None


def _from_earlier(scene: Scene, move: Move, moves: Sequence[Move], before: Before) -> Spot | None:
    """'Petrov, who had met X in Y earlier in the day, landed': where the same sentence tells of before."""
    earlier, last = before.earlier, before.last
    if earlier is None or scene.doc[earlier.at].sent != scene.doc[move.at].sent:
        return None
    if move.follows and last is not None and came_before(scene.doc[earlier.at]):
        return None  # 'Before that she had been in X, and afterwards she flew on'
    if sum(other.at == earlier.at and other.spot is not None for other in moves) > 1:
        return None  # 'having visited X and Y': in no order
    there = move.rule.split()[0] in (*MOTION, "being") and move.aspect.status == "done"
    return earlier.spot if there and in_one_trip(earlier.when, move.when) else None


def _from_there(scene: Scene, move: Move, moves: Sequence[Move]) -> Spot | None:
    """'The tour began in X. From there she flew to Y': the stop that was named last."""
    verb: Token = scene.doc[move.at]
    start = max(verb.sent.start, verb.i - _NEAR)
    opening = [token.lower_ for token in scene.doc[start : verb.i + _NEAR]]
    if ("from", "there") not in pairwise(opening):
        return None
    named = (
        other.spot
        for other in moves
        if other.spot and other.spot.last < verb.i and other.aspect.status != "cancelled"
    )
    return max(named, key=lambda spot: spot.first, default=None)


def _from_last(scene: Scene, move: Move, last: Move | None, stays: Sequence[Stay]) -> Spot | None:
    """The stop before, of a move that is told to follow it, leads home or leaves, or is dated later."""
    if last is None or last.spot is None:
        return None
    here, there = _days_at(move, stays), _days_at(last, stays)
    if not in_one_trip(last.when if _is_motion(last) else there, move.when):
        return None
    told_late = here.exact and there.exact and here.first and there.first and here.first < there.first
    if told_late and not move.homeward:
        return None
    leaves = move.rule.startswith("leaving") and (last.aspect.sure or _was_there(last, stays))
    if move.homeward or leaves or (move.follows and _is_near(scene, move, last)):
        return last.spot
    if any(child.lower_ == "also" for child in scene.doc[move.at].children):
        return None  # 'will also take her to X': some time
    if _is_motion(move) and (_is_over(scene, last) or _is_begun(scene, last)):
        return last.spot
    if _is_chained(scene, move, last.at) or _lies_ahead(scene, move, last) or _is_underway(scene, move, last):
        return last.spot
    when = _days_at(last, stays)
    later = (
        (_is_motion(move) or _ends_tour(scene, move))
        and when.first
        and move.when.first
        and when.first < move.when.first
    )
    return last.spot if later and not is_interrupted(scene, when, move.when) else None


def _is_near(scene: Scene, move: Move, last: Move) -> bool:
    """Whether 'the next day' a guest was received can be counted from the stop before: told just before."""
    start = scene.doc[move.at].sent.start
    return not move.rule.startswith("hosting") or last.at >= scene.doc[max(start - 1, 0)].sent.start


def _is_over(scene: Scene, last: Move) -> bool:
    """'wrapped up her visit to X': what comes next begins there."""
    token = scene.doc[last.at]
    ends = base(token.lower_) in words("travel", "ending") or base(verb_of(token).lower_) in words(
        "travel", "ending"
    )
    return ends and last.aspect.status == "done"


def _ends_tour(scene: Scene, move: Move) -> bool:
    """'She will end her tour in X': the last stop of it, behind those told before."""
    token = scene.doc[move.at]
    ends = base(verb_of(token).lower_) in words("travel", "ending")
    return token.dep_ == "dobj" and token.lower_ in ("tour", "trip", "journey") and ends


def _is_begun(scene: Scene, last: Move) -> bool:
    """'The trip, which began in X, took her to Y': what is told next comes next."""
    token = scene.doc[last.at]
    begins = base(token.lower_) in words("travel", "beginning")
    return begins or (token.pos_ == "NOUN" and base(verb_of(token).lower_) in words("travel", "beginning"))


def _was_there(last: Move, stays: Sequence[Stay]) -> bool:
    """Whether who set out for a place is told to have come there as well."""
    return any(
        stay.status == "done" and last.at in stay.at and len(stay.at) > 1
        for stay in stays
        if last.spot and stay.spot.text == last.spot.text
    )


def _lies_ahead(scene: Scene, move: Move, last: Move) -> bool:
    """'who came to X on Monday, will pass to Y', 'the tour will end in Y': from where a traveller is."""
    beside = scene.doc[last.at].sent == scene.doc[move.at].sent
    ends = base(scene.doc[move.at].lower_) in words("travel", "ending") or _ends_tour(scene, move)
    when = any(child.lower_ == "when" and child.i < move.at for child in scene.doc[move.at].children)
    there = last.aspect.status == "done" and (ends or when or last.rule.split()[0] in MOTION)
    ahead = move.aspect.status == "planned" and (_is_motion(move) or ends)
    return ahead and ((there and beside) or (ends and (there or beside)))


def _is_underway(scene: Scene, move: Move, last: Move) -> bool:
    """'will stop in X on the way to Y': from where the way is interrupted."""
    return move.rule.startswith("passage") and verb_of(scene.doc[move.at]).i == last.at


def _is_chained(scene: Scene, move: Move, before: int) -> bool:
    """'Met the king in X and flew to Y': one clause after the other in one sentence."""
    verb = scene.doc[move.at]
    goes = _is_motion(move) or (verb.pos_ == "VERB" and base(verb.lower_) in words("travel", "ending"))
    return goes and verb.dep_ == "conj" and verb.sent.start <= before < verb.i


def _from_latest(move: Move, stays: Sequence[Stay]) -> Spot | None:
    """The latest stop by its days, of a move that leads home."""
    dated = [stay for stay in stays if stay.when.exact and in_one_trip(stay.when, move.when)]
    dated = [stay for stay in dated if stay.status != "cancelled"]
    if not move.homeward or not dated:
        return None
    # of two that end on one day, the one that began on a known day was come to when the other was left
    return max(dated, key=lambda stay: (first_and_last(stay.when)[1], stay.when.first is not None)).spot


def _from_dateline(scene: Scene, move: Move, stays: Sequence[Stay]) -> Spot | None:
    """'PARIS - The envoy set off for X': the dateline's town, of those who are told to be there."""
    dateline = (scene.article.dateline or "").lower()
    if not dateline or move.rule not in ("leaving leave", "leaving depart", "leaving take", "toward set"):
        return None
    return next((stay.spot for stay in stays if stay.spot.text.lower() in dateline), None)


def _finest(spot: Spot | None, move: Move, stays: Sequence[Stay]) -> Spot | None:
    """The one other city told of in a country, where the start of a leg is not told but follows."""
    if spot is None or spot.precision != "country":
        return spot
    own = [
        stay.spot
        for stay in stays
        if stay.country == spot.country and move.spot and stay.spot.text != move.spot.text
        if not (stay.when.first and move.when.first and stay.when.first > move.when.first)
    ]
    return own[0] if len(own) == 1 else spot


def leads_on(scene: Scene, move: Move, moves: Sequence[Move], before: Before, stays: Sequence[Stay]) -> bool:
    """Whether the story goes on from where a move leads, which is no earlier than where it was."""
    last = before.last
    if move.spot is None or move.aspect.status == "cancelled":
        return False
    if not move.spot.sure or not point_of(move.spot):
        return False
    if opens_journey(scene, move):
        return True
    if _is_aside(scene, move, moves, before):
        return False
    if last is None or last.spot is None:
        return True
    here = move.when if _is_motion(move) else _days_at(move, stays)
    there = last.when if _is_motion(move) else _days_at(last, stays)
    day, since = here.first if there.exact else here.last, there.first or there.last
    return not (day and since and day < since)


def opens_journey(scene: Scene, move: Move) -> bool:
    """'She had begun her tour when she landed in X', 'the trip started in X': where its story begins."""
    token = scene.doc[move.at]
    verb = token if token.pos_ in ("VERB", "AUX") else verb_of(token)
    above = verb.head if verb.dep_ == "advcl" else verb
    return move.aspect.status == "done" and any(
        base(doing.lower_) in words("travel", "beginning") and any(is_trip(child) for child in doing.children)
        for doing in (verb, above)
    )


def _is_aside(scene: Scene, move: Move, moves: Sequence[Move], before: Before) -> bool:
    """'came from Y, where he had talks and visited Z': what is told of a place that was left already."""
    left = [other.origin for other in moves] + [before.earlier.spot if before.earlier else None]
    spots = {i for spot in left if spot for i in (spot.first, spot.last)}
    token = scene.doc[move.at]
    clauses = (token, *token.ancestors)
    begins = token.dep_ == "relcl" and base(token.lower_) in words("travel", "beginning")
    if begins and before.last is not None and before.last.at >= token.sent.start:
        return True  # 'came to X on a tour that began in Y'
    told = any(word.dep_ == "relcl" and word.head.i in spots and _is_relative(word) for word in clauses)
    while token.dep_ == "conj":
        token = token.head
    return told or (before.last is not None and token.dep_ == "advcl" and _is_long_past(token.head))


def _is_relative(verb: Token) -> bool:
    """Whether a clause has its 'where' or 'who', without which the parse only takes it for a relative one."""
    return any(word.tag_ in ("WDT", "WP", "WRB") for word in verb.subtree if word.i < verb.i)


def looks_back(scene: Scene, move: Move, last: Move | None) -> bool:
    """'Earlier he had been in X', 'having been in X', 'She had been in X before': told out of turn."""
    if opens_journey(scene, move):
        return False
    verb: Token = scene.doc[move.at]
    verb = verb_of(verb) if verb.dep_ in ("dobj", "pobj") else verb
    near = [
        *verb.children,
        *(word for child in verb.children if child.dep_ == "prep" for word in child.children),
    ]
    told = any(word.dep_ == "advmod" and word.lower_ in words("status", "earlier") for word in near)
    told |= any(child.lower_ == "having" for child in verb.children) or came_before(verb)
    after = last is not None and last.at < verb.sent.start and not _is_long_past(scene.doc[last.at])
    return move.aspect.status == "done" and (told or (after and not move.follows and _is_long_past(verb)))


def came_before(verb: Token) -> bool:
    """'Before that she was in X', 'was in X the day before': right before what was told last."""
    clause = [token.lower_ for token in verb.subtree]
    return any(
        (a == "before" and b in ("that", "then")) or (a == "day" and b in ("before", "earlier"))
        for a, b in pairwise(clause)
    )


def _is_long_past(verb: Token) -> bool:
    """'had visited': earlier than what is told beside it."""
    return any(child.lower_ == "had" and child.dep_ == "aux" for child in verb.children)


def _days_at(move: Move, stays: Sequence[Stay]) -> When:
    """The days of the stay that a move leads to; of a country, those of all stays there."""
    spot = move.spot
    named = [stay.when for stay in stays if spot and stay.spot.text == spot.text and stay.when.dated]
    inside = [
        stay.when for stay in stays if spot and spot.precision == "country" and stay.country == spot.country
    ]
    days = [day for when in inside for day in (when.first, when.last) if day]
    if named or not days:
        return named[0] if named else move.when
    return When(first=min(days), last=max(days), text=move.when.text)


def _is_motion(move: Move) -> bool:
    comes = move.rule in ("object reach", "at arrive", "at land", "at touch", "at disembark", "at alight")
    return comes or move.rule.split()[0] in MOTION - {"at"}


def in_one_trip(a: When, b: When) -> bool:
    """Whether what is dated second can be of the journey of the first."""
    if not (a.first and b.first):
        return True
    return (b.first - a.first).days >= -1 and (b.first - (a.last or a.first)).days <= _ONE_TRIP
