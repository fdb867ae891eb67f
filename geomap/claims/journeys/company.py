"""Stays of those who come along: a companion has every stop and day of what is shared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from geomap.claims.journeys.presence import APART, Stay, far_apart, same_stay
from geomap.claims.scene import Scene
from geomap.claims.travel.delegations import Companion
from geomap.claims.travel.guests import GUESTS
from geomap.records import Person, When

_POSTED = ("ambassador", "high commissioner", "chargé", "charge d", "consul", "permanent representative")
_SOON = timedelta(days=14)
"""A stay further ahead than this is not of a journey that is under way."""


def shared(scene: Scene, stays: list[Stay], companions: Sequence[Companion]) -> list[Stay]:
    """A companion has every stop, day and status of the part of the trip that is shared."""
    out = list(stays)
    told: dict[str, list[Stay]] = defaultdict(list)
    for stay in stays:
        told[stay.who.label].append(stay)
    own: dict[str, list[int]] = defaultdict(list)
    for n, stay in enumerate(stays):
        own[stay.who.label].append(n)
    for companion in companions:
        at_post = (stay.country for stay in told[companion.leader.label] if stay.country)
        if any(is_resident(scene, companion.person, country) for country in at_post):
            continue
        for stay in _shared_by(scene, companion, told[companion.leader.label]):
            if companion.countries and stay.country not in companion.countries:
                continue
            person = companion.person
            if companion.places and (
                stay.place is None or companion.places.isdisjoint((stay.place.name, stay.place.city))
            ):
                continue
            if companion.aspect.status == "planned" and companion.aspect.sure and stay.status == "done":
                continue
            if stay.country and person.country == stay.country:
                continue
            same = [n for n in own[person.label] if same_stay(out[n], stay)]
            for n in same:
                known = stay.aspect.sure or not out[n].when.dated
                if out[n].rule.startswith("origin") and stay.status == "done" and known:
                    out[n] = replace(out[n], aspect=stay.aspect)  # who is to leave from there is there
                if not out[n].when.text and out[n].status == stay.status:
                    out[n] = replace(out[n], when=stay.when)
            if not same:
                own[person.label].append(len(out))
                out.append(
                    replace(
                        stay,
                        who=person,
                        at=tuple(sorted({*stay.at, companion.at})),
                        rule=f"companion of {companion.leader.label}",
                    )
                )
    return out


def _shared_by(scene: Scene, companion: Companion, stays: Sequence[Stay]) -> list[Stay]:
    """The stays of a leader that are of the journey on which somebody is told to come along.

    'In March she went to Kyiv with X' tells nothing of where she goes now.
    """
    sentence = scene.doc[companion.at].sent
    there = [stay for stay in stays if any(sentence.start <= at < sentence.end for at in stay.at)]
    current = [
        stay
        for stay in stays
        if not _of_another(scene, stay, stays)
        and (stay in there or not (_is_only_left(stay) or stay.rule == GUESTS))
    ]
    if not there or any(stay in current for stay in there) or not all(stay.when.dated for stay in there):
        return current
    return [stay for stay in stays if not all(far_apart(stay.when, one.when) for one in there)]


def _is_only_left(stay: Stay) -> bool:
    """'He arrived from X': where he was before the journey that is told of."""
    return stay.rule.startswith("origin of at") and not stay.when.dated


def with_leaders_days(stays: Sequence[Stay], companions: Sequence[Companion]) -> list[Stay]:
    """Stays of those who came along, with the days that the leader's have come to since."""
    leaders = [(each.person.label, each.leader.label) for each in companions]
    there = {(stay.who.label, _town(stay), stay.country, stay.status): stay.when for stay in stays}

    def days(stay: Stay) -> When:
        for person, leader in leaders:
            when = there.get((leader, _town(stay), stay.country, stay.status))
            open_ = not stay.when.text or stay.rule == f"companion of {leader}"
            if person == stay.who.label and when and when.dated and open_:
                return when
        return stay.when

    return [replace(stay, when=days(stay)) for stay in stays]


def _town(stay: Stay) -> str:
    place = stay.place
    return stay.spot.text if place is None else place.city or place.name


def _of_another(scene: Scene, stay: Stay, own: Sequence[Stay]) -> bool:
    """Whether a stay is of another journey than the article's: long past, or to come after one that is on.

    `own` are all stays of the same person.
    """
    told = scene.article.published
    if told and stay.status == "planned" and stay.when.first and stay.when.first > told + _SOON:
        return any(other.status == "done" for other in own)
    ends = [other.when.last for other in own if other.when.last]
    latest = min(told, max(ends)) if told and ends else told
    return bool(latest and stay.when.last and stay.when.last < latest - APART)


def is_resident(scene: Scene, person: Person, country: str) -> bool:
    """An ambassador at his own post does not travel there."""
    role = (person.role or "").lower()
    capital = scene.gazetteer.capital(country)
    posts = [scene.gazetteer.country(country).place.name, *([capital.place.name] if capital else [])]
    return any(post in role for post in _POSTED) and any(post.lower() in role for post in posts)
