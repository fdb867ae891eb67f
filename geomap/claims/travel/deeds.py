"""What people do at places, whatever it is: it tells in which town of a country they are, and when."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.clauses import aspect, is_passive
from geomap.claims.days.when import when_of
from geomap.claims.links import event_place, near_place, places_of
from geomap.claims.people.who import Party, Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.travel.moves import Deed
from geomap.claims.vocabulary import base, words
from geomap.records import UNDATED

_ACTING = ("verbs", "conferring", "with", "speaking", "on", "light", "topical")
_LEADING = ("object", "toward", "at", "leaving")


def find_deeds(scene: Scene, who: Who) -> list[Deed]:
    """All deeds of named people in towns and venues, in the order of the text."""
    deeds: list[Deed] = []
    for token in scene.doc:
        seen = aspect(token) if token.pos_ == "VERB" else None
        if seen is None or seen.status == "cancelled":
            continue
        acts, goes = _places(scene, token), _goals(scene, token)
        people = [person for person in _doers(who, token).people if person.name] if acts or goes else []
        for spot in acts or goes:
            when = when_of(scene, token, seen) if acts else UNDATED
            deeds += [
                Deed(who=person.label, spot=spot, when=when, status=seen.status, at=token.i)
                for person in people
            ]
    return deeds


def _places(scene: Scene, verb: Token) -> list[Spot]:
    """The places of a deed: its own, else the town of the people whom it is about."""
    own = [
        spot
        for spot, by in places_of(scene, verb)
        if by in ("in", "at") and spot.use == "name" and spot.place
    ]
    acts = base(verb.lower_) in words("meeting", *_ACTING) | words("travel", "present")
    return own or (near_place(scene, verb) if acts else [])


def _goals(scene: Scene, verb: Token) -> list[Spot]:
    """'To visit Turkey for the summit in Antalya': the town, though not on the day of setting out."""
    return event_place(scene, verb) if base(verb.lower_) in words("travel", *_LEADING) else []


def _doers(who: Who, verb: Token) -> Party:
    """'She laid a wreath', 'a wreath was laid by her'."""
    agent = who.agent(verb) if is_passive(verb) else None
    return agent if agent and agent.people else who.subject(verb)
