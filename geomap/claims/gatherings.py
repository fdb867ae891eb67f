"""Meetings as claims: where they are held when their own clause does not say, and of which kind they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geomap.claims.encounters import Encounter
from geomap.claims.formats import kind_of
from geomap.claims.moves import Move
from geomap.claims.offices import is_vague
from geomap.claims.openings import fronted_spot
from geomap.claims.scene import Scene, Spot
from geomap.claims.stays import Stay
from geomap.claims.vocabulary import singular, words
from geomap.claims.when import status_of
from geomap.records import MeetingClaim, Person


def meetings_of(
    scene: Scene, encounters: Sequence[Encounter], moves: Sequence[Move], stays: Sequence[Stay]
) -> list[MeetingClaim]:
    """All meetings that an article claims, each telling of the same parties at one place once."""
    found: list[MeetingClaim] = []
    travellers = {stay.who.label for stay in stays}
    for encounter in encounters:
        spot = encounter.spot
        if encounter.tentative and spot is None and not encounter.virtual:
            continue
        if not encounter.virtual and not (spot and spot.sure):
            spot = _where(scene, encounter, encounters, moves, stays) or spot
        if encounter.placed and spot is None:
            continue
        people = _with_country(encounter.people, spot)
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
            status=status_of(scene, encounter.aspect.status, encounter.when),
            evidence=(scene.evidence(scene.doc[encounter.at]),),
            rule=encounter.rule,
        )
        n = next((n for n, other in enumerate(found) if _same(claim, other)), None)
        if n is None:
            found.append(claim)
        else:
            found[n] = _joined(found[n], claim)
    return found


def _with_country(people: tuple[Person, ...], spot: Spot | None) -> tuple[Person, ...]:
    """Those who meet, with the country of unnamed officials: 'senior officials' met in Fiji are Fiji's.

    So is the staff of an embassy there. 'Officials' of nobody knows where are no party.
    """
    country = spot.country if spot else None
    guests = {person.country for person in people if person.name}
    placed = []
    for person in people:
        role = person.role or ""
        local = "embassy" in role.lower() or (_is_of_government(role) and guests != {country})
        if country and local and not person.name and not person.country:
            placed.append(replace(person, country=country))
        elif person.name or person.country or not is_vague(role):
            placed.append(person)
    return tuple(placed)


def _is_of_government(role: str) -> bool:
    return any(
        singular(word) in words("people", "governing") for word in role.lower().replace("-", " ").split()
    )


def _same(a: MeetingClaim, b: MeetingClaim) -> bool:
    ours, theirs = ({person.label for person in claim.participants} for claim in (a, b))
    named = [{person.label for person in claim.participants if person.name} for claim in (a, b)]
    near = a.place is None or b.place is None or a.place.country == b.place.country
    apart = a.when.exact and b.when.exact and (a.when.first, a.when.last) != (b.when.first, b.when.last)
    return (
        near
        and not apart
        and (a.status == "cancelled") == (b.status == "cancelled")
        and (ours <= theirs or theirs <= ours)
        and (ours == theirs or a.evidence == b.evidence or (named[0] == named[1] and len(named[0]) > 1))
    )


def _joined(claim: MeetingClaim, again: MeetingClaim) -> MeetingClaim:
    """A meeting told twice, with what only the second telling states."""
    placed = again if claim.place is None and again.place else claim
    dated = again if not claim.when.dated and again.when.dated else claim
    evidence = tuple(dict.fromkeys([*claim.evidence, *placed.evidence, *dated.evidence]))
    return replace(
        claim,
        place=placed.place,
        toponym=placed.toponym,
        when=dated.when,
        format=claim.format or again.format,
        evidence=evidence,
    )


def _where(
    scene: Scene,
    encounter: Encounter,
    encounters: Sequence[Encounter],
    moves: Sequence[Move],
    stays: Sequence[Stay],
) -> Spot | None:
    """Where a meeting is held whose clause does not tell: at the stop that the text is at."""
    people = {person.label for person in encounter.people}
    own = [stay for stay in stays if stay.who.label in people and stay.status != "cancelled" and stay.country]
    if not own:
        return None
    present = _presences(scene, encounter, moves, encounters, people)
    paragraph = _paragraph(scene, encounter.at)
    near = [spots for at, spots in present if at >= paragraph]
    if near and len(near[-1]) == 1:
        return near[-1][0]
    if same_day := [
        e.spot
        for e in encounters
        if e.spot
        and e.when.text
        and e.when.text == encounter.when.text
        and people & {p.label for p in e.people}
    ]:
        return same_day[0]
    parties = {person.country for person in encounter.people if person.country}
    at_home = [stay for stay in own if stay.country in parties and stay.country != stay.who.country]
    if len({stay.country for stay in at_home}) == 1:
        return at_home[0].spot
    if present and len(present[-1][1]) == 1:
        return present[-1][1][0]
    alike = [stay for stay in own if stay.status == encounter.aspect.status]
    for choice in (alike, own):
        if len({stay.spot.text for stay in choice}) == 1:
            return choice[0].spot
    return None


def _presences(
    scene: Scene,
    encounter: Encounter,
    moves: Sequence[Move],
    encounters: Sequence[Encounter],
    people: set[str],
) -> list[tuple[int, list[Spot]]]:
    """Where the text before a meeting puts those who meet: word index and spots, in order."""
    told: dict[int, list[Spot]] = {}
    for move in moves:
        if (
            move.at < encounter.at
            and move.spot
            and move.spot.country
            and people & {p.label for p in move.who}
        ):
            told.setdefault(move.at, []).append(move.spot)
    for other in encounters:
        if other.at < encounter.at and other.spot and people & {p.label for p in other.people}:
            told.setdefault(other.at, []).append(other.spot)
    for sentence in scene.doc.sents:
        if sentence.start < encounter.at and (spot := fronted_spot(scene, sentence.start)) and spot.country:
            told.setdefault(spot.first, []).append(spot)
    return sorted(told.items())


def _paragraph(scene: Scene, at: int) -> int:
    """Index of the first token of a token's paragraph."""
    i = at
    while i > 0 and "\n\n" not in scene.doc[i - 1].text_with_ws and scene.doc[i - 1].text.count("\n") < 2:
        i -= 1
    return i
