"""Where the person that an article is about comes from, if only the publisher tells.

National media leave out the country of their own officials: 'the Foreign Minister arrived in Tashkent', on a
page of Japan's foreign ministry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from geomap.articles.publishers import agency_homes, agency_of_host
from geomap.claims.journeys.presence import Stay
from geomap.claims.letterheads import letterhead_country
from geomap.claims.links import here
from geomap.claims.people.cast import Cast
from geomap.claims.people.offices import classes_of, seats_of
from geomap.claims.people.topic import topic_of
from geomap.claims.scene import Scene
from geomap.claims.travel.delegations import Companion
from geomap.claims.travel.moves import Move
from geomap.claims.vocabulary import role_class, words
from geomap.places.publishers import find_country
from geomap.records import MeetingClaim, Person

_NEAR = 8
"""Words around a name within which another country would be told."""

_TOWNS = 3
"""So many towns or provinces of one country make a story at home."""
_HOSTING = {
    ("invitation", "of"),
    ("invitation", "from"),
    ("invitation", "by"),
    ("invited", "by"),
    ("guest", "of"),
}
"""Words behind which the host of a journey is named."""
_HOST_REACH = 12
_BEING_THERE = ("being", "present", "acting", "attendance")
"""Rules of moves that tell of being somewhere, not of coming there."""


def with_home(scene: Scene, cast: Cast) -> Cast:
    """The cast with a country for whom the article is about and whom it opens with, if in office."""
    opening = cast.people[cast.named[0].key] if cast.named else None
    asked = [p for p in (topic_of(scene, cast).main, opening) if p and not p.country and classes_of(p.role)]
    asked = [p for p in asked if seats_of(p.role or "") is None]
    home = home_of(scene) if asked else None
    own = [p for p in asked if home and p.name and not _told_elsewhere(scene, cast, p.name, home)]
    people = {k: replace(p, country=home) if p in own else p for k, p in cast.people.items()}
    return replace(cast, people=people, home=letterhead_country(scene))


def homes_told(
    scene: Scene,
    companions: Sequence[Companion],
    moves: Sequence[Move],
    meetings: Sequence[MeetingClaim],
    stays: Sequence[Stay],
) -> dict[str, str]:
    """Countries of people for whom the text names none, by label.

    A companion has that of whom they travel with, an office holder whom a guest meets that of the place; who
    is to leave a country first of all, or returns to one, is from there.
    """
    homes = {
        companion.person.label: companion.leader.country
        for companion in companions
        if companion.person.country is None and companion.leader.country and not companion.places
    }
    for move in moves:
        announced = move.rule.startswith("leaving") and move.aspect.status == "planned"
        left = move.origin if announced else None
        spot = move.spot if move.homeward else left
        home = spot.country if spot else None
        for person in move.who if home else ():
            at_seat = move.homeward and _is_elsewhere(move, person, moves)
            if home and person.country is None and (at_seat or not _goes_to(home, person, moves)):
                homes.setdefault(person.label, home)
    leaders = Counter(companion.person.label for companion in companions)
    for companion in companions:
        home = homes.get(companion.leader.label)
        tours = any(stay.who == companion.leader and stay.country == home for stay in stays)
        if home and companion.person.country is None:
            if tours:
                homes.setdefault(companion.person.label, home)  # on a tour at home both are at home
            elif leaders[companion.person.label] == 1 and not companion.places:
                homes[companion.person.label] = home
    with_somebody = {companion.person.label for companion in companions}
    travelled = {(stay.who.label, stay.country) for stay in stays}
    for meeting in meetings:
        country = meeting.place.country if meeting.place else None
        if country is None or meeting.format not in (None, "bilateral"):
            continue
        local = [p for p in meeting.participants if not _goes_to(country, p, moves)]
        hosts = [p for p in local if p.label not in with_somebody]
        if not any(
            p.name and (p.label, country) in travelled and p not in hosts for p in meeting.participants
        ):
            continue
        for host in hosts if len(hosts) == 1 else ():
            if host.name and host.country is None and classes_of(host.role):
                homes.setdefault(host.label, country)
    return homes | _at_home(scene, stays, homes)


def homes_of_hosts(scene: Scene, cast: Cast, moves: Sequence[Move]) -> dict[str, str]:
    """'At the invitation of Premier A, B visits Laos': A, an office holder of no told country, is Lao."""
    found: dict[str, str] = {}
    for named in cast.named:
        host, sentence = cast.people[named.key], scene.doc[named.first].sent
        if host.country or not classes_of(host.role) or seats_of(host.role or "") is not None:
            continue
        start = max(sentence.start, named.first - _HOST_REACH)
        others = [other.last for other in cast.between(start, named.first) if other.key != named.key]
        before = [token.lower_ for token in scene.doc[max([start, *others]) : named.first]]
        told = [m for m in moves if sentence.start <= m.at < sentence.end and m.spot and m.who]
        apart = "," in before
        countries = {m.spot.country for m in told if m.spot and not (apart and host in m.who)}
        if _HOSTING.intersection(pairwise(before)) and len(countries) == 1 and (home := countries.pop()):
            found.setdefault(host.label, home)
    return found


def _at_home(scene: Scene, stays: Sequence[Stay], homes: Mapping[str, str]) -> dict[str, str]:
    """An office holder who goes from town to town in the publisher's own country is its own.

    Of a guest, its media name the country, or call the journey a visit to theirs. A minister is its own where
    nobody is told to come from abroad or to go there.
    """
    if (country := _only_country(scene)) is not None:
        return {stay.who.label: country for stay in stays if stay.who.country is None}
    home = home_of(scene) or _untold_country(scene)
    own = [stay for stay in stays if stay.who.country is None and stay.who.label not in homes]
    abroad = any(stay.country != home or stay.who.country not in (None, home) for stay in stays)
    found = {}
    for stay in own if home else ():
        told = [other for other in own if other.who == stay.who]
        towns = all(s.country == home and s.spot.precision not in (None, "country") for s in told)
        serves = classes_of(stay.who.role) and seats_of(stay.who.role or "") is None and not abroad
        if home and towns and serves:
            found[stay.who.label] = home
    return found


def _goes_to(country: str, person: Person, moves: Sequence[Move]) -> bool:
    """Whether somebody is told to come to a country otherwise than back home."""
    back = {m.spot.first for m in moves if m.spot and m.homeward}  # 'depart X and return to Y'
    there = (m for m in moves if m.spot and m.spot.country == country and m.spot.first not in back)
    return any(person in move.who for move in there if not move.rule.startswith(_BEING_THERE))


def _is_elsewhere(back: Move, person: Person, moves: Sequence[Move]) -> bool:
    """'Returns to Brasília' after Tefé and Belém: to a town of the same country, and none of the stops."""
    place = back.spot.place if back.spot else None
    apart = back.origin is not None and place is not None and back.origin.country != place.country
    if place is None or place.precision != "city" or apart:
        return False
    told = [m for m in moves if m.spot and m.spot.place and person in m.who]
    others = [m.spot for m in told if m.spot and not (m is back or m.spot == back.spot)]
    return all(spot.country == place.country and spot.place != place for spot in others)


def _only_country(scene: Scene) -> str | None:
    """The country in which all of a story takes place: several towns, and no country named at all.

    Of a guest it would be told where he is from, or to which country he has come.
    """
    places = [spot.place for spot in scene.spots if spot.place is not None]
    countries = {place.country for place in places}
    towns = {place.name for place in places if place.precision in ("city", "admin1")}
    if len(countries) != 1 or len(towns) < _TOWNS or any(place.precision == "country" for place in places):
        return None
    return next(iter(countries))


def _untold_country(scene: Scene) -> str | None:
    """The country of the dateline's town where the text never names it: for its own readers it need not."""
    countries = {spot.country for spot in here(scene)}
    named = {spot.country for spot in scene.spots if spot.precision == "country"}
    guests = any(spot.use == "adjective" for spot in scene.spots)
    return countries.pop() if len(countries) == 1 and not guests and not countries & named else None


def with_homes(cast: Cast, homes: Mapping[str, str]) -> Cast:
    """The cast with countries added, by label."""
    people = {
        key: replace(person, country=homes.get(person.label, person.country))
        for key, person in cast.people.items()
    }
    return replace(cast, people=people)


def home_of(scene: Scene) -> str | None:
    """The country that an article's publisher writes for: by its address, as an agency, by a release's head.

    ISO 3166-1 alpha-2; None for international media and for domains that are sold to anybody.
    """
    article = scene.article
    home = find_country(article, scene.gazetteer.countries())
    home = home or _home_of_agency(scene, article.publisher)
    home = home or _home_of_agency(scene, agency_of_host(article.source or ""))
    return home or letterhead_country(scene)


def _home_of_agency(scene: Scene, publisher: str | None) -> str | None:
    if publisher is None or publisher in _international():
        return None
    desks = (scene.gazetteer.candidates(city) for city in agency_homes(publisher))
    found = {hits[0].place.country for hits in desks if hits}
    return found.pop() if len(found) == 1 else None


@cache
def _international() -> frozenset[str]:
    return frozenset(name.replace("_", " ") for name in words("media", "international"))


def _told_elsewhere(scene: Scene, cast: Cast, name: str, home: str) -> bool:
    """Whether another country stands beside the name where it is told first."""
    named = next(named for named in cast.named if cast.people[named.key].name == name)
    near = range(named.first - _NEAR, named.last + _NEAR)
    spots = [spot for i in near if (spot := scene.spot_at.get(i)) and spot.country != home]
    if any(spot.use == "adjective" or scene.head(spot).dep_ == "poss" for spot in spots):
        return True
    before = range(scene.doc[named.first].sent.start, named.first)
    owners = (spot for i in before if (spot := scene.spot_at.get(i)) and spot.country != home)
    return any(  # 'Brunei's Minister at the Office of …, X'
        head.dep_ == "poss" and role_class(head.head.lower_) for head in (scene.head(spot) for spot in owners)
    )
