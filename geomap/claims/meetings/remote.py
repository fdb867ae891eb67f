"""Whether those who meet are in one place: face to face, by video, or on the telephone."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.people.offices import is_ruler
from geomap.claims.people.who import Who
from geomap.claims.vocabulary import words

_REACH = 12
BEING = frozenset(("is", "was", "are", "were"))
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


def is_in_company(who: Who, verb: Token) -> bool:
    """'The premier was with President X for an hour': with somebody in office, of another country."""
    beside = next((c for c in verb.children if c.lower_ == "with" and c.i > verb.i), None)
    if verb.lower_ not in BEING or verb.dep_ in ("aux", "auxpass") or beside is None:
        return False
    people = [person for noun in beside.children for person in who.party(noun).people]
    homes = {person.country for person in who.subject(verb).people if person.name} - {None}
    named = all(p.name and p.role and (p.country or is_ruler(p.role)) for p in people)
    return named and bool(homes and people) and not homes & {person.country for person in people}


def shares_meal(verb: Token) -> bool:
    """'raised it with the minister over dinner'."""
    meals = words("meeting", "meals") | {"coffee", "tea", "drinks"}
    over = (child for child in verb.subtree if child.lower_ == "over" and child.i > verb.i)
    return any(noun.lower_ in meals for child in over for noun in child.children)
