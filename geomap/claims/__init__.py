"""The claims room: one parsed article and its places go in; out comes all that it says happened.

Rules read the dependency parse with the open tables of `vocabulary.toml`. First the scene is laid out
(places, dates and people at their tokens), then every verb and noun of travel and of meeting is read for
itself, and only then is put together what belongs together: stays, legs, meetings. One article is all
that this room ever sees; where several articles meet is the next room's work. Precision goes first: an
invented visit does more harm than a missed one. A table's row says in its columns what a text says in
sentences; it is read without the parse.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.claims.homes import homes_of_hosts, homes_told, with_home, with_homes
from geomap.claims.journeys.company import with_leaders_days
from geomap.claims.journeys.gatherings import meetings_of
from geomap.claims.journeys.legs import legs_of
from geomap.claims.journeys.presence import Stay, dated_by_legs, dated_by_meetings
from geomap.claims.journeys.stays import stays_of
from geomap.claims.journeys.turns import in_turn, met_in_turn
from geomap.claims.meetings.sequence import find_encounters
from geomap.claims.people.capitals import capital_spots
from geomap.claims.people.cast import Cast, find_cast, without_people
from geomap.claims.people.offices import is_of_private_people
from geomap.claims.people.predicates import with_predicates
from geomap.claims.people.who import Who
from geomap.claims.rows import read_row
from geomap.claims.scene import Scene, lay_out, with_spots
from geomap.claims.travel.companions import find_companions, until_home, without_absent
from geomap.claims.travel.deeds import find_deeds
from geomap.claims.travel.delegations import Companion, delegation_of
from geomap.claims.travel.moves import Move
from geomap.claims.travel.sequence import find_moves
from geomap.language.parsed import Parsed
from geomap.places.gazetteer import Gazetteer
from geomap.records import Claims, LegClaim, MeetingClaim, Mention, Visit, record

__all__ = ["read_claims", "read_row"]


def read_claims(parsed: Parsed, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Claims:
    """Read one article's claims.

    Parameters
    ----------
    parsed
        The article as the model reads it.
    mentions
        Its toponyms as resolved, one for one with ``parsed.toponyms``.
    gazetteer
        For capitals and for the members of regions.
    """
    scene = lay_out(parsed, mentions, gazetteer)
    cast = with_home(scene, with_predicates(scene, find_cast(scene)))
    if is_of_private_people(scene, cast.people.values()):
        return Claims(article=parsed.article, mentions=(*mentions, *_people_mentioned(scene, cast)))
    reading = _read(scene, cast)
    homes = homes_told(scene, reading.companions, reading.moves, reading.meetings, reading.stays)
    if homes := homes | homes_of_hosts(scene, cast, reading.moves):
        cast = with_homes(cast, homes)
        reading = _read(scene, cast)
    return Claims(
        article=parsed.article,
        mentions=(*mentions, *_people_mentioned(scene, cast)),
        visits=tuple(_visit(scene, stay) for stay in reading.stays if stay.who.name or stay.country),
        legs=tuple(reading.legs),
        meetings=tuple(reading.meetings),
    )


@record
class _Reading:
    """What one look at an article finds."""

    companions: list[Companion]
    moves: list[Move]
    stays: list[Stay]
    legs: list[LegClaim]
    meetings: list[MeetingClaim]


def _read(scene: Scene, cast: Cast) -> _Reading:
    scene = with_spots(without_people(scene, cast), capital_spots(scene, cast))
    who = Who(scene, cast)
    companions = find_companions(scene, who)
    who.delegation = delegation_of(scene, who, companions)
    moves = find_moves(scene, who)
    if not who.delegation and moves:
        led = (companion.person for companion in companions if companion.leader in moves[0].who)
        who.delegation = tuple(dict.fromkeys([*moves[0].who, *led]))
    companions = until_home(companions, moves)
    told = without_absent(scene, who, moves, companions)
    moves = in_turn(scene, told)
    encounters = met_in_turn(scene, find_encounters(scene, who), told, moves)
    stays = stays_of(scene, moves, find_deeds(scene, who), encounters, companions)
    meetings = meetings_of(scene, encounters, moves, stays)
    stays = dated_by_meetings(stays, meetings)
    legs = legs_of(scene, moves, stays, companions)
    stays = with_leaders_days(dated_by_legs(stays, legs), companions)
    return _Reading(companions=companions, moves=moves, stays=stays, legs=legs, meetings=meetings)


def _visit(scene: Scene, stay: Stay) -> Visit:
    evidence = tuple(dict.fromkeys(scene.evidence(scene.doc[at]) for at in stay.at))
    place = stay.place
    return Visit(
        who=stay.who,
        toponym=stay.spot.text,
        place=place,
        when=stay.when,
        status=stay.status,
        evidence=evidence,
        confidence=round((0.9 if stay.aspect.sure else 0.75) * (place.confidence if place else 0.5), 2),
        rule=stay.rule,
    )


def _people_mentioned(scene: Scene, cast: Cast) -> list[Mention]:
    doc = scene.doc
    return [
        Mention(
            span=scene.article.span(doc[named.first].idx, doc[named.last].idx + len(doc[named.last])),
            kind="person",
            person=cast.people[named.key],
        )
        for named in cast.named
    ]
