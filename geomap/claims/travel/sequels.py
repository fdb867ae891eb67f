"""The next stop told as a sentence of its own: 'Asmara followed in June', 'Next came Helsinki'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, aspect
from geomap.claims.days.when import when_at
from geomap.claims.people.offices import comes_from_afar
from geomap.claims.scene import Scene, Spot
from geomap.claims.travel.moves import Move
from geomap.claims.vocabulary import base

_NEXT = frozenset(("next", "then", "after", "finally", "last", "later", "first"))
_NEAR = 2
"""The stop before is told at most this many sentences before."""


def moves_of_sequel(scene: Scene, verb: Token, before: Sequence[Move]) -> Iterator[Move]:
    """A stop that is itself the subject; its traveller is who travelled last."""
    lemma = base(verb.lower_)
    if lemma not in ("follow", "come", "be") or verb.dep_ not in ("ROOT", "conj") or not before:
        return
    spot = _stop(scene, verb, lemma)
    seen = aspect(verb)
    if spot is None or seen is None or seen.negated:
        return
    last = before[-1]
    near = last.at >= _sentences_back(verb, _NEAR)
    people = tuple(person for person in last.who if comes_from_afar(person, spot) is not False)
    if near and last.spot and people and last.spot.text != spot.text and last.aspect.status != "cancelled":
        if verb.tag_ in ("VBZ", "VBP"):
            seen = Aspect(status="planned", sure=False)
        yield Move(
            who=people,
            spot=spot,
            when=when_at(scene, verb, seen, spot, [spot]),
            aspect=seen,
            at=verb.i,
            rule=f"sequel {lemma}",
            follows=True,
        )


def _stop(scene: Scene, verb: Token, lemma: str) -> Spot | None:
    """The one place that follows or comes next; 'Asmara followed Addis with a ban' is told of governments."""
    parts = [child for child in verb.children if child.dep_ in ("nsubj", "dobj", "attr")]
    spots = [spot for child in parts if (spot := scene.spot_at.get(child.i)) and spot.use == "name"]
    others = [child for child in parts if child.i not in scene.spot_at and child.lower_ not in _NEXT]
    if len(spots) != 1 or others or spots[0].place is None or spots[0].place.precision == "region":
        return None
    beside = [child for child in verb.children if child.i < verb.i]
    dated = any(token.i in scene.date_at for child in verb.children for token in child.subtree)
    opened = any(child.lower_ in _NEXT for child in beside)
    if lemma != "follow":
        return spots[0] if opened and spots[0].first > verb.i else None
    bare = not any(child.dep_ in ("advcl", "ccomp", "xcomp", "conj") for child in verb.children)
    return spots[0] if bare and (dated or opened) else None


def _sentences_back(token: Token, count: int) -> int:
    start = token.sent.start
    for _ in range(count - 1):
        start = token.doc[start - 1].sent.start if start else 0
    return start
