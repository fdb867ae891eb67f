"""Lines of lists: 'Minister X in Quito (16-17/03): meets …', '- Minister Y: London, meeting with …'."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.people.cast import Cast
from geomap.claims.scene import Scene, Spot
from geomap.records import Person

_LONGEST = 80
"""Words that a colon and what it leads to are apart at most."""
_BULLETS = ("-", "–", "•", "*", "·")


def line_place(scene: Scene, token: Token) -> Spot | None:
    """The place that a line states before or right behind its colon, in front of a word."""
    colon = _colon(token, last=True)
    if colon is None:
        return None
    start = _line_start(token)
    doc = scene.doc
    spots = [spot for spot in scene.spots if start <= spot.first < token.i and spot.use == "name"]
    behind = [spot for spot in spots if spot.first == colon + 1 and doc[spot.last + 1].tag_ != "POS"]
    ahead = [
        spot
        for spot in spots
        if spot.last < colon
        and (
            doc[spot.first - 1].lower_ in ("in", "at")
            or ((spot.first == start or doc[spot.first - 1].text in _BULLETS) and spot.last + 1 == colon)
        )
    ]
    found = behind or ahead
    return found[-1] if found else None


def line_owner(cast: Cast, token: Token) -> Person | None:
    """The one person whom a line names before its colon."""
    colon = _colon(token)
    if colon is None:
        return None
    start = _line_start(token)
    keys = dict.fromkeys(named.key for named in cast.between(start, colon))
    return cast.people[next(iter(keys))] if len(keys) == 1 else None


def _line_start(token: Token) -> int:
    i = token.i
    while i > 0 and token.i - i < _LONGEST and "\n" not in token.doc[i - 1].text:
        i -= 1
    return i


def _colon(token: Token, *, last: bool = False) -> int | None:
    """The first or the last colon of a line in front of a word."""
    colons = [t.i for t in token.doc[_line_start(token) : token.i] if t.text.endswith(":")]
    return (colons[-1] if last else colons[0]) if colons else None
