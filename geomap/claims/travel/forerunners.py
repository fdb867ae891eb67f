"""Who was there before: 'the first minister to visit Libya since John Foster Dulles in 1953'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from geomap.claims.clauses import Aspect
from geomap.claims.days.when import resolve
from geomap.claims.people.offices import comes_from_afar
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene
from geomap.claims.steps import is_finite
from geomap.claims.travel.moves import Move
from geomap.records import UNDATED

_COUNTING = frozenset(["first", "last", "no", "only", "second", "highest", "ranking", "senior", "never"])
_TITLES = 7
"""Words of titles between 'since' and the name, at most."""
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
        if present is None or present.spot is None or named is None or named.last >= token.sent.end:
            continue
        person = who.cast.people[named.key]
        opening = scene.doc[token.sent.start : token.i]
        if (
            person in present.who
            or comes_from_afar(person, present.spot) is False
            or not any(word.lower_ in _COUNTING for word in opening)
            or _does_something(scene, token, named.last)
        ):
            continue
        dated = [date for date in scene.dates if named.last < date.first <= named.last + _DATE]
        seen = Aspect(status="done", sure=True)
        yield Move(
            who=(person,),
            spot=present.spot,
            when=resolve(scene, dated, seen, token) if dated else UNDATED,
            aspect=seen,
            at=token.i,
            rule="forerunner since",
        )


def _does_something(scene: Scene, since: Token, last: int) -> bool:
    """'since Abe went there' tells for itself; 'since Mugabe's fall' tells of no visit."""
    behind = scene.doc[last + 1] if last + 1 < len(scene.doc) else None
    if behind is not None and behind.tag_ == "POS":
        return True
    between = scene.doc[since.i + 1 : last]
    return any(is_finite(word) for word in between) or (
        behind is not None and (is_finite(behind) or behind.pos_ in ("VERB", "AUX"))
    )
