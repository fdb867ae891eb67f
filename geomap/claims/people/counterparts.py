"""The office of 'his Omani counterpart X': that of whose counterpart X is."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from geomap.claims.people.cast import Cast
from geomap.claims.people.offices import plain_office
from geomap.claims.vocabulary import role_class

_REACH = 60
"""Words between somebody and the name of his counterpart, at most."""
_RULING = ("head_of_state", "head_of_government")


def offices_of_counterparts(cast: Cast) -> Mapping[str, str]:
    """Offices of those who are only told to be another's counterparts, by label."""
    found: dict[str, str] = {}
    for before, named in pairwise(cast.named):
        person, other = cast.people[named.key], cast.people[before.key]
        near = named.first - before.first < _REACH
        if person.role == "counterpart" and near and other.role and other.role != "counterpart":
            found.setdefault(person.label, _alike(other.role))
    return found


def _alike(office: str) -> str:
    """The same office of another country: 'President' for 'President of the Republic of Serbia'."""
    head = office.split(" of ", maxsplit=1)[0]
    rules = role_class(head.split()[-1].lower()) in _RULING if head else False
    return head if rules else plain_office(office.split(" of the Republic", maxsplit=1)[0])
