"""Whether those who meet are in one place: face to face, by video, or on the telephone."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.vocabulary import words

_REACH = 12
_AFAR = frozenset(("phone", "telephone", "telephonic", "videocall", "letter", "phoned"))


def is_in_person(verb: Token) -> bool:
    """'spoke with her on the sidelines of the summit', 'talked face to face'."""
    near = {token.lower_ for token in verb.sent}
    aside = near & (words("meeting", "aside") | {"tête-à-tête", "face-to-face"})
    return bool(aside) or {"face", "to"} <= near or {"in", "person"} <= near


def remoteness(verb: Token) -> str:
    """'remote' for a telephone call, 'virtual' for video, '' for a meeting in person."""
    near = {
        token.lower_
        for token in verb.subtree
        if (abs(token.i - verb.i) < _REACH and token.head.head.i == verb.i)
        or token.head.i == verb.i
        or (token.dep_ == "compound" and token.head.head.head.i == verb.i)  # 'in a telephone call, X …'
    }
    if near & words("meeting", "virtual"):
        return "virtual"
    return "remote" if near & _AFAR else ""
