"""The ends of legs: places that are one, towns of venues, and days that touch."""

from __future__ import annotations

from datetime import date

from geomap.claims.scene import Scene, Spot
from geomap.records import UNDATED, Place, When

_WATERS = frozenset(("lake", "sea", "gulf", "bay", "river", "strait", "canal"))
_BREAK = 2
"""Days between a stop of the past and one to come, at most, where only their dates make them one trip."""
_BREAK_OF_TOUR = 4
"""The same where the text speaks of a tour."""
_TOURS = frozenset(("tour", "swing", "leg", "pilgrimage"))


def in_one_town(a: Place, b: Place) -> bool:
    """Whether two places are one, or in one town."""
    return a.country == b.country and bool({a.name, a.city} & {b.name, b.city} - {None})


def overlap(a: Place, b: Place) -> bool:
    """Whether two places may be one: in one town, or one of them told by its country alone."""
    return in_one_town(a, b) or (a.country == b.country and "country" in (a.precision, b.precision))


def point_of(spot: Spot | None) -> Place | None:
    """The place of a spot; None for none, and for a region that is no island or the like of one country."""
    place = spot.place if spot else None
    if place is None or place.precision != "region":
        return place
    return place if place.country and not _WATERS & set(place.name.lower().split()) else None


def town_of(scene: Scene, place: Place | None) -> Place | None:
    """The town of a venue, if the text names it: legs lead from town to town."""
    if place is None or place.precision != "venue" or not place.city:
        return place
    named = (spot.place for spot in scene.spots if spot.place and spot.place.precision == "city")
    town = next((town for town in named if town.name == place.city), None)
    if town is None and place.city in scene.doc.text:  # 'Norman Manley Airport, Kingston' is one spot
        hits = (hit.place for hit in scene.gazetteer.candidates(place.city))
        town = next((hit for hit in hits if hit.precision == "city" and hit.country == place.country), None)
    return town or place


def first_and_last(when: When) -> tuple[date, date]:
    """First and last day; an end that is not told is taken to be the other."""
    days = [day for day in (when.first, when.last) if day]
    return days[0], days[-1]


def travel_day(a: When, b: When) -> When:
    """The day of the leg, where leaving and arriving fall on one day."""
    if a.last and a.last == b.first and a.exact and b.exact:
        reason = "the day of leaving and of arriving"
        return When(first=a.last, last=a.last, exact=True, text=b.text, reason=reason)
    return UNDATED


def is_interrupted(scene: Scene, a: When, b: When) -> bool:
    """Whether the report appeared between two stops, some days apart: the traveller may be home again."""
    (_, last), (then, _) = first_and_last(a), first_and_last(b)
    published = scene.article.published
    tours = any(token.lower_ in _TOURS for token in scene.doc)
    far = _BREAK_OF_TOUR if tours else _BREAK
    return published is not None and last < published < then and (then - last).days > far
