"""Meetings told by those who hold them: 'was co-chaired by A and B', 'a meeting of the presidents of X'."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.people.parties import Listed, listed
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene
from geomap.claims.steps import child_of
from geomap.claims.vocabulary import base, role_class, words


def of_holders(scene: Scene, who: Who, noun: Token) -> Token | None:
    """'A meeting of the presidents of A and B', 'of Foreign Ministers X of A and Y of B': who hold it."""
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    head = child_of(of, "pobj") if of is not None else None
    office = head is not None and (role_class(head.lower_) or head.i in who.cast.at)
    if of is None or not office or noun.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj"):
        return None
    people = [person for item in listed(scene, who, of.i + 1) for person in item.people]
    homes = [person.country for person in people if person.country]
    return of if len(people) > 1 and len(set(homes)) == len(people) else None


def held_by(scene: Scene, who: Who, verb: Token, *, few: int = 2) -> list[Listed]:
    """'was co-chaired by A and B', 'attended by A and B', 'brought A and B together': of a few countries."""
    starts = [child.i + 1 for child in verb.subtree if _leads_to_chairs(child, verb)]
    together = any(child.lower_ == "together" for child in verb.children)
    if (base(verb.lower_) == "bring" and together) or base(verb.lower_) in ("gather", "group", "involve"):
        starts += [min(t.i for t in child.subtree) for child in verb.children if child.dep_ == "dobj"]
    found = list(listed(scene, who, starts[0])) if starts else []
    people = [person for item in found for person in item.people if person.name and person.country]
    return found if len({person.country for person in people}) >= few else []


def _leads_to_chairs(word: Token, verb: Token) -> bool:
    """'by' behind 'chaired', 'of' behind 'under the chairmanship', 'with the participation'."""
    if word.lower_ == "of":
        return word.head.lower_ in words("meeting", "chairmanship")
    above = word.head
    chaired = {above.lower_, word.nbor(-1).lower_ if word.i else ""} & words("meeting", "chaired")
    return word.lower_ == "by" and bool(chaired) and above.i >= verb.left_edge.i
