"""Stays: what an article's moves and meetings come to, one per person and place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.clauses import Aspect
from geomap.claims.days.phrases import narrow
from geomap.claims.days.when import is_one_day, resolve
from geomap.claims.journeys.company import is_resident, shared
from geomap.claims.journeys.ends import in_one_town
from geomap.claims.journeys.occasions import dated_by_occasions
from geomap.claims.journeys.plans import ahead, dropped_with, given_up, under_way
from geomap.claims.journeys.presence import (
    APART,
    Stay,
    Told,
    days_of,
    far_apart,
    part_of,
    same_stay,
    tells_of_leaving,
)
from geomap.claims.journeys.timeline import with_days
from geomap.claims.kinds import is_trip
from geomap.claims.links import here
from geomap.claims.meetings.encounters import Encounter
from geomap.claims.people.offices import classes_of, comes_from_afar, seats_of
from geomap.claims.scene import Scene
from geomap.claims.steps import verb_of
from geomap.claims.travel.delegations import Companion
from geomap.claims.travel.moves import Deed, Move
from geomap.claims.vocabulary import words
from geomap.records import UNDATED, Person, Place

_HEADING = 400
_SCHEDULE = re.compile(r"(?im)^\W*(?:\w+\W+){0,6}(?:schedule|appointments|agenda|diary)\b[^.\n]{0,30}$")
_FIRST_YEAR = 1850
"""Voyages before the age of official travel are history, not visits."""


def stays_of(
    scene: Scene,
    moves: Sequence[Move],
    deeds: Sequence[Deed],
    encounters: Sequence[Encounter],
    companions: Sequence[Companion],
) -> list[Stay]:
    """All stays that an article claims: folded, dated by the trip as a whole, shared with companions."""
    raw = [*_from_moves(scene, moves), *_from_encounters(scene, encounters, moves)]
    people = list(dict.fromkeys(stay.who.label for stay in raw))
    stays: list[Stay] = []
    for label in people:
        own = _foreign(scene, [stay for stay in raw if stay.who.label == label])
        own = [_at_dateline(scene, _refined(scene, stay), own) for stay in dropped_with(scene, own)]
        done = [deed for deed in deeds if deed.who == label]
        stays += _without_regions([_with_days_of(_in_town(scene, stay, done), done) for stay in _fold(own)])
    stays = with_days(scene, [given_up(scene, stay, moves) for stay in stays], moves, encounters)
    stays = dated_by_occasions(scene, stays)
    leaving = under_way(scene, moves)
    stays = [ahead(scene, _on_schedule(scene, stay), stays, leaving) for stay in stays]
    stays = [stay for stay in stays if stay.when.last is None or stay.when.last.year >= _FIRST_YEAR]
    stays = [stay for stay in stays if stay.country is None or not is_resident(scene, stay.who, stay.country)]
    return shared(scene, stays, companions)


def _from_moves(scene: Scene, moves: Sequence[Move]) -> Iterable[Stay]:
    stops = Counter(move.at for move in moves if move.spot)
    goals = {
        (person, move.spot.country)
        for move in moves
        if move.spot and move.spot.country and not move.homeward
        for person in move.who
    }
    for move in moves:
        for person in move.who:
            if move.spot and not move.homeward:
                told = Told(part=part_of(scene, move), when=move.when)
                if told.part == "departure" and stops[move.at] > 1 and is_one_day(move.when):
                    told = replace(told, when=replace(move.when, first=None, exact=False))  # of the last stop
                yield Stay(
                    who=person,
                    spot=move.spot,
                    when=days_of((told,)) if told.part == "departure" else move.when,
                    aspect=move.aspect,
                    at=(move.at,),
                    rule=move.rule,
                    told=(told,),
                    former=_is_former(scene.doc[move.at]),
                )
            origin = move.origin
            if (
                origin
                and origin.use == "name"
                and move.rule != "programme"
                and origin.place
                and origin.place.precision != "region"
                and (
                    (_was_busy(scene, move) or (person, origin.country) in goals)
                    if (far := comes_from_afar(person, origin)) is None
                    else far
                )
            ):
                left = move.when if tells_of_leaving(move) else UNDATED
                there = Aspect(
                    status="done" if move.aspect.status == "done" or move.aspect.past else "planned",
                    sure=False,
                )
                yield Stay(
                    who=person,
                    spot=origin,
                    when=days_of((Told(part="departure", when=left),)),
                    aspect=there,
                    at=(move.at,),
                    rule=f"origin of {move.rule}",
                    told=(Told(part="departure", when=left),),
                )


def _is_former(token: Token) -> bool:
    """'Was last in X', 'last visited X', 'her previous visit'."""
    before = words("status", "former")
    return any(
        child.lower_ in before and child.dep_ in ("advmod", "amod", "acomp") for child in token.children
    )


def _was_busy(scene: Scene, move: Move) -> bool:
    """'left Skopje after two days of talks': who had something to do there was on a visit."""
    words_after = {token.lower_ for token in scene.doc[move.at].subtree if token.i > move.at}
    return bool(words_after & {"after", "following", "ending", "concluding", "wrapping"})


def _from_encounters(scene: Scene, encounters: Iterable[Encounter], moves: Sequence[Move]) -> Iterable[Stay]:
    """Who meets the other side abroad, at a place that the clause states, has been there."""
    travellers = {person.label for move in moves for person in move.who}
    dropped = {
        (person.label, move.spot.country)
        for move in moves
        if move.spot and move.aspect.status == "cancelled"
        for person in move.who
    }
    former = {scene.doc[move.at].sent.start for move in moves if _is_former(scene.doc[move.at])}
    away_on_visit = any(is_trip(token) and _is_owned(token) for token in scene.doc)
    for encounter in encounters:
        spot = encounter.spot
        if spot is None or spot.country is None or not spot.sure or encounter.virtual:
            continue
        if encounter.aspect.status == "cancelled":
            continue  # who avoids a meeting may well be there
        hosts = [person for person in encounter.people if person.country == spot.country]
        away = all(comes_from_afar(person, spot) for person in encounter.people if person.name)
        local = hosts or [person for person in encounter.people[1:] if person.country is None and person.role]
        for person in encounter.people:
            abroad = bool(comes_from_afar(person, spot))
            if encounter.aspect.status == "planned" and (person.label, spot.country) in dropped:
                continue
            untold = away_on_visit and person is encounter.people[0] and hosts == list(encounter.people[1:])
            if person.name and (
                (untold and not person.country and _serves_state(person))
                or (person.label in travellers and person not in hosts)
                or (abroad and local and person is encounter.people[0])
                or (abroad and away and len(encounter.people) > 1)
            ):
                yield Stay(
                    who=person,
                    spot=spot,
                    when=encounter.when,
                    aspect=encounter.aspect,
                    at=(encounter.at,),
                    rule=f"meeting {encounter.rule}",
                    told=(Told(part="presence", when=encounter.when),),
                    former=scene.doc[encounter.at].sent.start in former,
                )


def _serves_state(person: Person) -> bool:
    """Whether somebody is in office, and in no international organisation's."""
    return bool(classes_of(person.role)) and seats_of(person.role or "") is None


def _is_owned(trip: Token) -> bool:
    """'his visit', 'During the visit': of somebody whom the article is about."""
    return any(child.lower_ in ("his", "her", "the", "'s", "’s") for child in trip.subtree)


def _refined(scene: Scene, stay: Stay) -> Stay:
    """'Her visit to Chad dealt with … in Abéché': the one city there in the same clause."""
    place = stay.place
    if place is None or place.precision != "country" or len(stay.at) != 1:
        return stay
    token = scene.doc[stay.at[0]]
    verb = verb_of(token)
    if token.pos_ != "NOUN" or not any(child.dep_ == "nsubj" and child == token for child in verb.children):
        return stay
    end = max(t.i for t in verb.subtree)
    cities = [
        spot
        for spot in scene.spots
        if token.i < spot.first <= end
        and spot.use == "name"
        and spot.place is not None
        and spot.place.precision == "city"
        and spot.country == place.country
        and scene.doc[spot.first - 1].lower_ in ("in", "at")
        and not any(
            t.tag_ in ("VBD", "VBZ", "VBP") and t != verb and t.i > verb.i
            for t in scene.doc[verb.i : spot.first]
        )
    ]
    return replace(stay, spot=cities[0]) if len({spot.text for spot in cities}) == 1 else stay


def _on_schedule(scene: Scene, stay: Stay) -> Stay:
    """In the schedule of one day, headed by its date, everybody is where they are told to be on that day."""
    text = scene.doc[:_HEADING].text  # a token has a character at least
    if stay.when.text or stay.status == "cancelled" or not _SCHEDULE.search(text[:_HEADING]):
        return stay
    lines = [
        dated
        for dated in scene.dates
        if scene.doc[dated.first].idx < _HEADING and _alone(text, dated.phrase.start, dated.phrase.end)
    ]
    if len(lines) != 1:
        return stay
    day = resolve(scene, lines, stay.aspect, scene.doc[lines[0].first])
    return replace(stay, when=day) if is_one_day(day) else stay


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text has its line for itself."""
    line = text[text.rfind("\n", 0, start) + 1 : (text.find("\n", end) + 1 or len(text) + 1) - 1]
    return line.strip(" *#\t") == text[start:end].strip()


def _in_town(scene: Scene, stay: Stay, deeds: Sequence[Deed]) -> Stay:
    """The one town of a country in which somebody is told to do something, or that the report is from."""
    if stay.place is None or stay.place.precision != "country":
        return stay
    now = scene.article.published
    long_ago = bool(now and stay.when.last and stay.when.last < now - APART)
    told = {scene.doc[at].sent.start for at in stay.at}
    towns = [
        deed.spot
        for deed in deeds
        if deed.spot.country == stay.country
        and deed.spot.precision in ("city", "venue")
        and not (long_ago and scene.doc[deed.at].sent.start not in told and not narrow(stay.when, deed.when))
    ]
    if not towns and stay.status == "done" and not long_ago:
        towns = [spot for spot in here(scene) if spot.country == stay.country and spot.place]
    names = {spot.place.city or spot.place.name for spot in towns if spot.place}
    return replace(stay, spot=towns[0]) if len(names) == 1 else stay


def _with_days_of(stay: Stay, deeds: Sequence[Deed]) -> Stay:
    """'In Accra on 15 June she will open a school': the days of a visit are those of what is done there."""
    if stay.when.exact or stay.place is None or stay.status == "cancelled":
        return stay
    told = tuple(
        Told(part="presence", when=deed.when)
        for deed in deeds
        if deed.when.exact
        and deed.status == stay.status
        and deed.spot.place
        and in_one_town(stay.place, deed.spot.place)
        and (not stay.when.dated or narrow(stay.when, deed.when))
    )
    return replace(stay, told=(*stay.told, *told), when=days_of((*stay.told, *told))) if told else stay


def _at_dateline(scene: Scene, stay: Stay, stays: Sequence[Stay]) -> Stay:
    """'WARSAW - … visiting Poland … goes to Kraków tomorrow': still in the dateline's town."""
    if stay.status != "done" or stay.place is None or stay.place.precision != "country":
        return stay
    there = [
        other for other in stays if other.country == stay.country and _coarseness(other) < _coarseness(stay)
    ]
    towns = [spot for spot in here(scene) if spot.country == stay.country and spot.place]
    ahead = bool(there) and all(other.status == "planned" for other in there)
    return replace(stay, spot=towns[0]) if towns and ahead else stay


def _foreign(scene: Scene, stays: list[Stay]) -> list[Stay]:
    """Without stays at home; away from its capital only beside stops abroad, told in one sentence."""
    abroad = {
        scene.doc[i].sent.start
        for stay in stays
        if stay.country is not None and comes_from_afar(stay.who, stay.spot) is not False
        for i in stay.at
    }

    lands = {spot.country for spot in scene.spots if spot.country}

    def kept(stay: Stay) -> bool:
        if stay.place is None and lands == {stay.who.country}:
            return False  # a village of the only country that the report names
        if comes_from_afar(stay.who, stay.spot) is not False:
            return True
        return bool(
            stay.place
            and stay.place.precision in ("admin1", "city")
            and not _is_capital(scene, stay.place)
            and {scene.doc[i].sent.start for i in stay.at} & abroad
        )

    return [stay for stay in stays if kept(stay)]


def _is_capital(scene: Scene, place: Place) -> bool:
    capital = scene.gazetteer.capital(place.country) if place.country else None
    return capital is not None and capital.place.geonameid == place.geonameid


def _fold(stays: list[Stay]) -> list[Stay]:
    """One stay per place; a stay told of by country alone joins those at a city there."""
    folded: list[Stay] = []
    for stay in sorted(stays, key=lambda stay: (_coarseness(stay), stay.at)):
        fits = [n for n, other in enumerate(folded) if same_stay(other, stay)]
        several = len(fits) > 1 and _coarseness(stay) > _coarseness(folded[fits[0]])
        alike = [n for n in fits if folded[n].status == stay.status]
        ahead = stay.status == "done" and stay.aspect.sure and all(folded[n].aspect.sure for n in fits)
        if not fits or (several and ahead and not alike):
            folded.append(stay)  # has come to the country, and none of the towns ahead is told to be reached
            continue
        n = (alike or fits)[0] if several else fits[0]
        town = stay.place is not None and stay.place.precision == "city"
        folded[n] = _joined(folded[n], replace(stay, told=()) if several and not town else stay)
    return sorted(folded, key=lambda stay: stay.at)


def _coarseness(stay: Stay) -> int:
    order = ("venue", "city", "admin1", "country", "region")
    return order.index(stay.place.precision) if stay.place else 1


def _joined(stay: Stay, other: Stay) -> Stay:
    """One stay of both; who has come to a country on a day is not yet in the town that he goes to later."""
    day, came = stay.when.first, other.when.last or other.when.first
    later = stay.status == "planned" and other.status == "done" and _coarseness(other) > _coarseness(stay)
    if later and stay.when.exact and other.when.exact and day and came and came < day:
        return replace(stay, at=tuple(sorted({*stay.at, *other.at})))
    added = tuple(each for each in other.told if each not in stay.told)
    told = (*stay.told, *added)
    return replace(
        stay,
        when=days_of(told) if added else stay.when,
        told=told,
        aspect=_stronger(stay, other).aspect,
        at=tuple(sorted({*stay.at, *other.at})),
    )


def _stronger(a: Stay, b: Stay) -> Stay:
    """Done for sure beats planned, planned beats a bare present; who is to leave may be there by now."""

    def rank(stay: Stay) -> int:
        if stay.status == "planned":
            return -1 if stay.rule.startswith("origin") else 1
        return 2 if stay.status == "done" and stay.aspect.sure else 0

    return max(a, b, key=rank)


def _without_regions(stays: list[Stay]) -> list[Stay]:
    """A region counts only where no country is named for the trip."""
    regions = [stay for stay in stays if stay.country is None]
    countries = [stay for stay in stays if stay.country is not None and stay.status != "cancelled"]
    kept = [stay for stay in stays if stay.country is not None]
    for region in regions:
        if not any(not far_apart(region.when, stay.when) for stay in countries):
            kept.append(region)
    return kept
