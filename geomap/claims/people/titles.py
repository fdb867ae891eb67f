"""What else the named people of an article are called: second offices, ranks, an office by another word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from geomap.claims.people.cast import Cast
from geomap.claims.people.offices import label_of, phrase_of
from geomap.claims.people.roles import same_office
from geomap.claims.people.subjects import name_behind
from geomap.claims.scene import Scene
from geomap.claims.vocabulary import words
from geomap.records import Person


def further_offices(scene: Scene, cast: Cast) -> Mapping[str, Sequence[str]]:
    """Offices told of people besides the one by their name, by label.

    'The foreign minister, Senator X, …' is the foreign minister, 'Archbishop X' the archbishop.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for token in scene.doc:
        if token.i not in cast.at and (person := name_behind(cast, token)):
            found[person.label].append(label_of(scene, token, phrase_of(token)))
    for named in cast.named:
        rank = scene.doc[named.first - 1].lower_ if named.first else ""
        if rank in words("people", "ranks", "royal"):
            found[cast.people[named.key].label].append(rank)
    return found


def is_chancellor(person: Person) -> bool:
    """Whether somebody may be called so as in Spanish: a foreign minister, of no German land."""
    if person.role is None or person.country in words("people", "chancellors"):
        return False
    return same_office("foreign minister", person.role) or same_office("head diplomacy", person.role)
