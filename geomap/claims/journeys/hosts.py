"""Meetings at somebody's home where no journey is told: 'Oslo, May 3 – Norway's minister met his guest'."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from geomap.claims.journeys.presence import Stay
from geomap.claims.journeys.venues import LOOKING_BACK
from geomap.claims.links import here
from geomap.claims.meetings.encounters import Encounter
from geomap.claims.people.offices import classes_of, seats_of
from geomap.claims.scene import Scene, Spot
from geomap.claims.travel.hosting import is_away, land_of
from geomap.records import Person

_NEWS = timedelta(days=8)
"""What is reported from where it happened, happened in these days."""


def host_venue(scene: Scene, encounter: Encounter, stays: Sequence[Stay]) -> Spot | None:
    """The country of whoever is called on, or the town of the dateline if one side is at home in it.

    None where anybody is told to be on a journey, and for what may have been said on the telephone.
    """
    if encounter.tentative or encounter.placed or encounter.format or is_away(scene.doc[encounter.at].sent):
        return None
    people = {person.label for person in encounter.people}
    if any(stay.who.label in people for stay in stays):
        return None
    host = encounter.host
    if host and host.country and any(p.country not in (None, host.country) for p in encounter.people):
        return next(iter(here_in(scene, host.country)), land_of(scene, host.country, scene.doc[encounter.at]))
    published, day = scene.article.published, encounter.when.first
    if encounter.aspect.status != "done" or (published and day and published - day > _NEWS):
        return None
    spot = next(iter(here(scene)), None)
    if spot is None or not spot.country or _elsewhere(scene, encounter, spot):
        return None
    guests = [p for p in encounter.people if p.country not in (None, spot.country)]
    hosts = [p for p in encounter.people if p not in guests]
    return spot if guests and any(_may_be_at_home(person) for person in hosts) else None


def here_in(scene: Scene, country: str) -> list[Spot]:
    """The place of the dateline, if it is in a country."""
    return [spot for spot in here(scene) if spot.country == country]


def _elsewhere(scene: Scene, encounter: Encounter, here: Spot) -> bool:
    """Whether the sentence of a meeting looks back, or puts somebody in another country."""
    sentence = scene.doc[encounter.at].sent
    led = [s for s in scene.spots_between(sentence.start, sentence.end) if s.use == "name" and s.first]
    led = [s for s in led if scene.doc[s.first - 1].lower_ in ("in", "at", "to", "near")]
    return any(t.lower_ in LOOKING_BACK for t in sentence) or any(s.country != here.country for s in led)


def _may_be_at_home(person: Person) -> bool:
    """Whether somebody is at home where the report is from, as nobody tells otherwise."""
    own = bool(person.country) or (bool(classes_of(person.role)) and seats_of(person.role or "") is None)
    return bool(person.name) and own
