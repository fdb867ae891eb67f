"""Who was there before: 'the first minister to visit Libya since John Foster Dulles in 1953'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Words
from spacy.tokens import Token

from geomap.claims.clauses import Aspect
from geomap.claims.days.when import resolve
from geomap.claims.kinds import is_trip
from geomap.claims.people.offices import comes_from_afar
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import SUBJECTS, is_finite
from geomap.claims.travel.moves import Move
from geomap.claims.vocabulary import base
from geomap.records import UNDATED

_COUNTING = frozenset(["first", "last", "no", "only", "second", "highest", "ranking", "senior", "never"])
_TITLES = 7
"""Words of titles between 'since' and the name, at most."""
_CAME = frozenset(["go", "come", "visit"])
_DATE = 4
"""A date stands at most this many words behind the name."""


def moves_of_forerunners(scene: Scene, who: Who, moves: Sequence[Move]) -> Iterator[Move]:
    """Visits that are told of only to say that the present one is the first since."""
    for token in scene.doc:
        if token.lower_ != "since":
            continue
        present = next(
            (
                move
                for move in sorted(moves, key=lambda move: (move.at > token.i, -move.at))
                if move.spot and move.spot.country and token.sent.start <= move.at < token.sent.end
            ),
            None,
        )
        named = next((n for i in range(token.i + 1, token.i + _TITLES) if (n := who.cast.at.get(i))), None)
        opening = scene.doc[token.sent.start : token.i]
        spot = present.spot if present else _not_come_to(scene, opening)
        if spot is None or named is None or named.last >= token.sent.end:
            continue
        person = who.cast.people[named.key]
        if (
            (present is not None and person in present.who)
            or comes_from_afar(person, spot) is False
            or not any(word.lower_ in _COUNTING for word in opening)
            or _does_something(scene, token, named.last)
        ):
            continue
        dated = [date for date in scene.dates if named.last < date.first <= named.last + _DATE]
        seen = Aspect(status="done", sure=True)
        yield Move(
            who=(person,),
            spot=spot,
            when=resolve(scene, dated, seen, token) if dated else UNDATED,
            aspect=seen,
            at=token.i,
            rule="forerunner since",
        )


def _not_come_to(scene: Scene, opening: Words) -> Spot | None:
    """'No minister of hers has paid a visit to Riga': where nobody came, so that no move tells it."""
    told = [word for word in opening if is_trip(word) or base(word.lower_) in _CAME or word.lower_ == "been"]
    nobody = any(word.lower_ == "no" and word.head.dep_ in SUBJECTS for word in opening)
    if not told or not nobody:
        return None
    behind = (scene.spot_at.get(word.i) for word in opening if word.i > told[0].i)
    return next((spot for spot in behind if spot and spot.use == "name" and spot.country), None)


def _goes_elsewhere(scene: Scene, verb: Token) -> bool:
    """'since Abe went to Riga', 'since X came to power': told for itself."""
    behind = (
        child for child in verb.children if child.i > verb.i and child.dep_ in ("prep", "dobj", "xcomp")
    )
    return any(not any(token.i in scene.date_at for token in child.subtree) for child in behind)


def _does_something(scene: Scene, since: Token, last: int) -> bool:
    """'since Abe went there' tells for itself; 'since Mugabe's fall' tells of no visit."""
    behind = scene.doc[last + 1] if last + 1 < len(scene.doc) else None
    if behind is not None and behind.tag_ == "POS":
        return True
    if behind is not None and base(behind.lower_) in _CAME and not _goes_elsewhere(scene, behind):
        return False
    between = scene.doc[since.i + 1 : last]
    return any(is_finite(word) for word in between) or (
        behind is not None and (is_finite(behind) or behind.pos_ in ("VERB", "AUX"))
    )
