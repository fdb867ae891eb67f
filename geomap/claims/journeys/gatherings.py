"""Meetings as claims: where they are held when their own clause does not say, and of which kind they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from geomap.claims.days.when import status_of
from geomap.claims.formats import kind_of
from geomap.claims.journeys.hosts import host_venue
from geomap.claims.journeys.presence import Stay
from geomap.claims.journeys.venues import dateline_venue, is_told_of, lends_name, venue_of, was_long_before
from geomap.claims.meetings.encounters import Encounter
from geomap.claims.people.offices import is_ruler, is_vague
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import verb_of
from geomap.claims.travel.moves import Move
from geomap.claims.vocabulary import base, singular, words
from geomap.records import MeetingClaim, Person, Status, When

_IN_PASSING = frozenset(
    ["noun host", "noun guest", "noun conference"]
    + [f"verb {verb}" for verb in words("meeting", "topical", "with", "speaking", "together")]
)
"""What those who meet do besides: they sign, discuss, speak, tell their host."""
_EACH_STOP = re.compile(
    r"\s*\b(?:of|from|in|at) (?:(?:each|every|all)(?: one)?(?: of (?:these|those|the))?|both|all)(?: \w+)? "
    r"(?:countr(?:y|ies)|nations?|stops?|capitals?|states)\b"
    r"|(?<=counterparts)\s+(?:there|in (?:these|those|the) (?:\w+ )?(?:countries|nations|capitals))\b"
)
"""'leaders of each of the three countries', 'officials in every capital'."""


def meetings_of(
    scene: Scene, encounters: Sequence[Encounter], moves: Sequence[Move], stays: Sequence[Stay]
) -> list[MeetingClaim]:
    """All meetings that an article claims, each telling of the same parties at one place once."""
    found: list[MeetingClaim] = []
    travellers = {stay.who.label for stay in stays}
    before: tuple[Encounter, Spot] | None = None
    encounters = [each for each in encounters if not _is_told_below(scene, each, encounters)]
    for encounter in (each for told in encounters for each in _one_by_one(scene, told, stays)):
        spot = encounter.spot if is_told_of(scene, encounter.spot) else None
        stated = encounter.virtual or spot is not None or _is_where_gone(scene, encounter, moves)
        if not encounter.virtual and not (spot and spot.sure):
            last = before if before and _goes_on(scene, before[0], encounter) else None
            if last and spot is None and last[0].at != encounter.at and last[0].when == encounter.when:
                spot = last[1]
            else:
                spot = venue_of(scene, encounter, encounters, moves, stays) or spot
                spot = spot or dateline_venue(scene, encounter, stays) or (last[1] if last else None)
                spot = spot or host_venue(scene, encounter, stays)
        if spot and spot.country == encounter.people[0].country and _goes_to_meet(scene, encounter):
            spot = None
        if spot and lends_name(scene, spot) and _is_guests_own(encounter, spot, travellers):
            spot = venue_of(scene, replace(encounter, spot=None), encounters, moves, stays)
        before = (encounter, spot) if spot else None
        at_home = spot is not None and any(_is_host(person, spot) for person in encounter.people[1:])
        at_home = at_home or (spot is not None and encounter.people[0].country == spot.country)
        if encounter.tentative and not stated and not at_home:
            continue
        if (encounter.placed and spot is None) or (spot and _is_among_compatriots(encounter, spot)):
            continue
        people = _with_country(encounter.people, None if encounter.format else spot)
        unknown = [p for p in people if not p.name and not p.country]
        if spot is None and len(people) - len(unknown) < 2 and not encounter.format:
            continue
        if len(people) < 2 or not any(p.role or p.country or p.label in travellers for p in people):
            continue
        claim = MeetingClaim(
            participants=people,
            toponym=spot.text if spot else None,
            place=spot.place if spot else None,
            when=encounter.when,
            format="virtual"
            if encounter.virtual
            else encounter.format.name
            if encounter.format
            else kind_of(people),
            status=_status(scene, encounter, spot, stays),
            evidence=(scene.evidence(scene.doc[encounter.at]),),
            rule=encounter.rule,
        )
        n = next((n for n, other in enumerate(found) if _same(claim, other)), None)
        if n is None:
            found.append(claim)
        else:
            found[n] = _joined(found[n], claim)
    return found


def _is_told_below(scene: Scene, encounter: Encounter, encounters: Sequence[Encounter]) -> bool:
    """'X's Meeting With Y': whether a heading without a verb tells of what the text below it tells."""
    if encounter.spot or encounter.when.text or not scene.is_verbless(encounter.at):
        return False
    people = {person.label for person in encounter.people}
    later = (other for other in encounters if other.at > encounter.at)
    return any({person.label for person in other.people} == people for other in later)


def _is_where_gone(scene: Scene, encounter: Encounter, moves: Sequence[Move]) -> bool:
    """'went to Juba and spoke with X': the clause before tells the place of this one."""
    verb = scene.doc[encounter.at]
    before = verb.head if verb.dep_ == "conj" else verb
    return any(move.at == before.i and move.spot and encounter.people[0] in move.who for move in moves)


def _goes_on(scene: Scene, last: Encounter, encounter: Encounter) -> bool:
    """'saw the president, and then sat down with the opposition': one sentence, and one of the people."""
    same = scene.doc[last.at].sent.start == scene.doc[encounter.at].sent.start
    return same and last.people[0] == encounter.people[0]


def _is_guests_own(encounter: Encounter, spot: Spot, travellers: set[str]) -> bool:
    """Whether a place is in the country of the guest alone, who travels: hardly where they met."""
    own = [person for person in encounter.people if person.country == spot.country]
    return bool(own) and spot.precision != "venue" and all(person.label in travellers for person in own)


def _is_among_compatriots(encounter: Encounter, spot: Spot) -> bool:
    """'was received at the airport of Accra by Chad's ambassador': by those of her own country abroad."""
    host = encounter.host
    if host is None or not host.country or host.country == spot.country:
        return False
    posted = any(
        word in (host.role or "").lower() for word in ("ambassador", "commissioner", "representative")
    )
    return {person.country for person in encounter.people} <= {host.country, None if posted else host.country}


def _goes_to_meet(scene: Scene, encounter: Encounter) -> bool:
    """'Travelled to see her': not at home, wherever it was."""
    verb = verb_of(scene.doc[encounter.at])
    aims = any(child.tag_ == "TO" for child in verb.children)
    goes = words("travel", "toward") - words("status", "intent")
    return aims and verb.head != verb and base(verb.head.lower_) in goes


def _one_by_one(scene: Scene, encounter: Encounter, stays: Sequence[Stay]) -> list[Encounter]:
    """'talks with the presidents X of Kenya and Y of Ghana': one each, where the guest stops in both."""
    guest, *others = encounter.people
    alone = encounter.spot is None or scene.before_in_list(encounter.spot) is not None
    if alone and _EACH_STOP.search(scene.doc[encounter.at : scene.doc[encounter.at].sent.end].text):
        return _at_each_stop(encounter, stays)
    stops = {stay.country for stay in stays if stay.who.label == guest.label and stay.status != "cancelled"}
    hosts: dict[str | None, list[Person]] = {}
    for person, home in zip(others, _homes(others), strict=True):
        hosts.setdefault(home, []).append(person)
    apart = len(hosts) > 1 and set(hosts) <= stops - {guest.country, None}
    one_day = encounter.when.exact and encounter.when.first == encounter.when.last
    spot = encounter.spot
    listed = spot is not None and spot.country in hosts and scene.before_in_list(spot) is not None
    if (spot and not listed) or encounter.virtual or encounter.format or one_day or not apart:
        return [encounter]
    return [
        replace(encounter, people=(guest, *people), spot=None, host=people[0]) for people in hosts.values()
    ]


def _homes(people: Sequence[Person]) -> list[str | None]:
    """The country of each; 'President A and Prime Minister B of Croatia': of both."""
    homes = [person.country for person in people]
    for n in reversed(range(len(homes) - 1)):
        homes[n] = homes[n] or homes[n + 1]
    return homes


def _at_each_stop(encounter: Encounter, stays: Sequence[Stay]) -> list[Encounter]:
    """'She will meet leaders of each of these countries': of every one in which she stops."""
    named = tuple(person for person in encounter.people if person.name)
    groups = [person for person in encounter.people if not person.name and not person.country]
    own = [stay for stay in stays if stay.who in named[:1] and stay.country and stay.status != "cancelled"]
    stops = {stay.country: stay.spot for stay in own if stay.status == encounter.aspect.status}
    if len(named) + len(groups) < len(encounter.people) or not groups or len(stops) < 2:
        return [encounter]
    roles = [_EACH_STOP.split(person.role or "")[0] for person in groups]
    return [
        replace(
            encounter,
            people=(*named, *(Person(name=None, role=role, country=country) for role in roles)),
            spot=spot,
        )
        for country, spot in stops.items()
    ]


def _is_host(person: Person, spot: Spot) -> bool:
    """Whether somebody who is met is at home there, as far as the text tells."""
    return person.country == spot.country or (person.country is None and bool(person.role))


def _status(scene: Scene, encounter: Encounter, spot: Spot | None, stays: Sequence[Stay]) -> Status:
    """A meeting that lies ahead falls with the visit that it was to be part of."""
    people = {person.label for person in encounter.people}
    there = [stay for stay in stays if stay.who.label in people and spot and stay.country == spot.country]
    ahead = [stay for stay in there if stay.status != "done" or not was_long_before(scene, stay, encounter)]
    if encounter.aspect.status == "planned" and ahead and all(stay.status == "cancelled" for stay in ahead):
        return "cancelled"
    bare = not encounter.aspect.sure and not encounter.aspect.past
    if encounter.aspect.status == "done" and bare and there and all(s.status == "planned" for s in there):
        return "planned"  # a programme's 'meets', or no verb at all
    return status_of(scene, encounter.aspect.status, encounter.when)


def _with_country(people: tuple[Person, ...], spot: Spot | None) -> tuple[Person, ...]:
    """Those who meet, with the country of unnamed officials: 'senior officials' met in Fiji are Fiji's.

    'Officials' of nobody knows where are no party; the staff of an embassy acts for no host.
    """
    country = spot.country if spot else None
    guests = {person.country for person in people if person.name}
    placed = []
    for person in people:
        role = person.role or ""
        local = _is_of_government(role) and guests != {country} and "embassy" not in role.lower()
        local = local or (is_ruler(role) and not guests <= {country, None})
        if country and local and not person.name and not person.country:
            placed.append(replace(person, country=country))
        elif person.name or person.country or not is_vague(role):
            placed.append(person)
    return tuple(placed)


def _is_of_government(role: str) -> bool:
    """'Officials', 'government leaders'; not 'business leaders', nor 'leaders' of some region."""
    told = {singular(word) for word in role.lower().replace("-", " ").split()}
    return bool(told & words("people", "governing") - {"leader"})


def _same(a: MeetingClaim, b: MeetingClaim) -> bool:
    """Whether a clause tells again of a meeting: of the same parties, or in passing of some of them."""
    ours, theirs = ({person.label for person in claim.participants} for claim in (a, b))
    named = [{person.label for person in claim.participants if person.name} for claim in (a, b)]
    near = a.place is None or b.place is None or a.place.country == b.place.country
    if not near or _on_other_days(a.when, b.when) or (a.status == "cancelled") != (b.status == "cancelled"):
        return False
    if a.format and a.format == b.format != "bilateral" and named[0] == named[1]:
        return True
    if a.evidence == b.evidence and _by_office(a, b):
        return True
    if not (ours <= theirs or theirs <= ours):
        return False
    again = a.rule in _IN_PASSING and not a.when.exact and len(named[0]) > 1
    return again or ours == theirs or a.evidence == b.evidence or (named[0] == named[1] and len(named[0]) > 1)


def _by_office(a: MeetingClaim, b: MeetingClaim) -> bool:
    """'A and B held talks at the meeting of Chinese and Russian prime ministers': again, by their offices."""
    homes = [{person.country for person in claim.participants} for claim in (a, b)]
    unnamed = any(all(not person.name for person in claim.participants) for claim in (a, b))
    return unnamed and homes[0] == homes[1] and None not in homes[0]


def _on_other_days(a: When, b: When) -> bool:
    """Whether two meetings cannot be one: exact days that differ, or days that do not overlap."""
    if a.exact and b.exact and (a.first, a.last) != (b.first, b.last):
        return True
    return bool((a.last and b.first and a.last < b.first) or (b.last and a.first and b.last < a.first))


def _joined(claim: MeetingClaim, again: MeetingClaim) -> MeetingClaim:
    """A meeting told twice, with what only the second telling states."""
    placed = again if claim.place is None and again.place else claim
    dated = again if not claim.when.dated and again.when.dated else claim
    evidence = tuple(dict.fromkeys([*claim.evidence, *placed.evidence, *dated.evidence]))
    named = again if not any(person.name for person in claim.participants) else claim
    return replace(
        claim,
        participants=named.participants,
        place=placed.place,
        toponym=placed.toponym,
        when=dated.when,
        format=claim.format or again.format,
        evidence=evidence,
    )
