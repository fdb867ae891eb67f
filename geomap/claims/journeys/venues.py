"""Where a meeting is held whose own clause does not tell: at the stop that the text is at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from spacy.tokens import Token

from geomap.claims.journeys.presence import Stay
from geomap.claims.links import here
from geomap.claims.meetings.encounters import Encounter
from geomap.claims.openings import fronted_spot
from geomap.claims.scene import Scene, Spot
from geomap.claims.travel.hosting import is_away
from geomap.claims.travel.moves import Move
from geomap.records import Person, When

_AFTERWARDS = ("afterwards", "afterward", "then", "later", "there", "earlier", "subsequently")
_APART = timedelta(days=31)
_SOME_DAYS = timedelta(days=4)
_TALKS_IN = re.compile(
    r"\b(?:talks?|meets?|met|meeting|summit|negotiations|consultations)\b[^.:;]* in (?=[A-Z])"
)
_BUILDINGS = frozenset(
    ("palace", "castle", "building", "house", "hotel", "hall", "room", "club", "centre", "center")
)
_BEFORE_LEAVING = re.compile(
    r"\b(?:before|prior to|ahead of) (?:his |her |their |the )?(?:leaving|departing|departure)\b",
    re.IGNORECASE,
)
LOOKING_BACK = frozenset(("last", "earlier", "previous", "previously", "ago", "had"))


def venue_of(
    scene: Scene,
    encounter: Encounter,
    encounters: Sequence[Encounter],
    moves: Sequence[Move],
    stays: Sequence[Stay],
) -> Spot | None:
    """The place of a meeting, by the journey of whom it is part of; None if nobody who meets travels.

    Who receives does so at home. Else first where this paragraph has put the traveller, then the other side's
    country if he stops there, then what else is told of the same day, then where the text has put him last.
    """
    guest = _guest(encounter, [s for s in stays if not was_long_before(scene, s, encounter)] or stays, moves)
    if home := _home_of_host(scene, encounter, stays):
        return home
    if guest is None:
        return _beside(scene, encounter, encounters) or _where_given_up(encounter, stays)
    own = [s for s in stays if s.who.label == guest.label and s.country and is_told_of(scene, s.spot)]
    own = [stay for stay in own if not _on_other_days(stay.when, encounter.when)]
    late = [stay for stay in own if not was_long_before(scene, stay, encounter)]
    own = late if encounter.when.exact else late or own
    present = _presences(scene, encounter, moves, encounters, guest)
    if encounter.when.exact and (passed := {m.at for m in moves if _is_of_other_entry(m, encounter)}):
        present = [(at, spots) for at, spots in present if at not in passed]
        own = [stay for stay in own if not passed.issuperset(stay.at)]
    if _BEFORE_LEAVING.search(scene.doc[encounter.at].sent.text):
        ahead = {move.at for move in moves if move.rule.startswith("leaving")}
        present = [(at, spots) for at, spots in present if at not in ahead]
    paragraph = paragraph_of(scene, encounter.at)
    headings = {move.at for move in moves if move.rule == "programme"}
    listed = [spots for at, spots in present[-1:] if at in headings and not encounter.aspect.sure]
    near = [spots for at, spots in present if at >= paragraph] or listed
    that_day = [stay for stay in own if _holds_day(stay.when, encounter.when)]
    if that_day:
        left = {stay.country for stay in own if stay.when.exact} - {stay.country for stay in that_day}
        near = [spots for spots in near if not {spot.country for spot in spots} & left]
        own = that_day
    hosts = {person.country for person in encounter.people if person.country} - {guest.country, None}
    gone = {stay.who.label for stay in stays}
    local = {person.country for person in encounter.people if person.label not in gone}
    stops = [stay for stay in own if {stay.country} == local == hosts and guest.country]
    sentence = scene.doc[encounter.at].sent
    if (
        stops
        and present
        and not is_away(sentence)
        and present[-1][0] < sentence.start
        and hosts.isdisjoint(s.country for s in present[-1][1])
    ):
        return stops[0].spot  # 'In Estonia she meets A. On Friday she has talks with Latvian minister B.'
    if near and len({spot.country for spot in near[-1]}) == 1:
        return near[-1][0]
    there = [[spot for spot in spots if spot.country in hosts] for _, spots in present]
    at_home = next((spots for spots in reversed(there) if spots), [])
    at_home = at_home or [stay.spot for stay in own if stay.country in hosts]
    if len({spot.country for spot in at_home}) == 1:
        return at_home[0]
    if given_up := _where_given_up(encounter, stays):
        return given_up
    dateline = (scene.article.dateline or "").lower()
    named = [stay.spot for stay in own if any(name in dateline for name in _names(stay.spot))]
    title = f" {scene.article.title or ''} ".lower()
    titled = [s.spot for s in own if any(re.search(rf"\b{re.escape(n)}\b", title) for n in _names(s.spot))]
    if not named and len({spot.country for spot in titled}) == 1:
        named = titled
    if named:
        return named[0]
    same_day = [
        other.spot
        for other in encounters
        if other.spot
        and other.when.text
        and other.when.text == encounter.when.text
        and guest.label in {person.label for person in other.people}
    ]
    if same_day:
        return same_day[0]
    if present and len(present[-1][1]) == 1:
        return present[-1][1][0]
    alike = [stay for stay in own if stay.status == encounter.aspect.status]
    told = encounter.aspect.status == "done" and encounter.aspect.sure
    come = [stay for stay in own if not (told and stay.status == "planned")]
    for choice in (alike, come):
        if len({stay.country for stay in choice}) == 1:
            return choice[0].spot
    return None


def _is_of_other_entry(move: Move, encounter: Encounter) -> bool:
    """Whether a diary puts somebody elsewhere on another day."""
    return move.rule == "diary" and move.when.first != encounter.when.first


def dateline_venue(scene: Scene, encounter: Encounter, stays: Sequence[Stay]) -> Spot | None:
    """Where a report is from, if the text tells that one of those who meet is on a visit in that country."""
    people = {person.label for person in encounter.people}
    visited = {stay.country for stay in stays if stay.who.label in people and stay.status == "done"}
    fitting = (spot for spot in here(scene) if spot.country and spot.country in visited)
    if titled := _titled_venue(scene):
        return titled
    return next((spot for spot in fitting if not _elsewhere(scene, encounter, spot)), None)


def _titled_venue(scene: Scene) -> Spot | None:
    """'A and B end talks in Almaty': where the title holds the meeting that the article is about."""
    title = scene.article.title or ""
    found = _TALKS_IN.search(title)
    named = (spot for spot in scene.spots if spot.use == "name" and spot.country)
    return next((spot for spot in named if found and title.startswith(spot.text, found.end())), None)


def _elsewhere(scene: Scene, encounter: Encounter, spot: Spot) -> bool:
    """Whether the sentence of a meeting looks back, or names a place in another country."""
    sentence = scene.doc[encounter.at].sent
    named = (s for s in scene.spots if sentence.start <= s.first < sentence.end and s.use == "name")
    back = any(token.lower_ in LOOKING_BACK for token in sentence)
    return back or any(s.country not in (None, spot.country) for s in named)


def _beside(scene: Scene, encounter: Encounter, encounters: Sequence[Encounter]) -> Spot | None:
    """Where nobody is told to travel: where the same people met just before, or what 'Afterwards' follows."""
    people = {person.label for person in encounter.people}
    paragraph = paragraph_of(scene, encounter.at)
    met = [
        other.spot
        for other in encounters
        if paragraph <= other.at < encounter.at and other.spot and people & {p.label for p in other.people}
    ]
    met = met or _at_home_before(scene, encounter)
    start = scene.doc[encounter.at].sent.start
    if met or not start or scene.doc[start].lower_ not in _AFTERWARDS:
        return met[-1] if met else None
    before = scene.doc[start - 1].sent
    spots = [
        spot
        for spot in scene.spots
        if before.start < spot.first < before.end and scene.doc[spot.first - 1].lower_ in ("in", "at")
    ]
    return spots[-1] if spots else None


def _at_home_before(scene: Scene, encounter: Encounter) -> list[Spot]:
    """'held several meetings in Tashkent. At the talks with X …': the town at home told of before."""
    host = encounter.people[0]
    guests = {person.country for person in encounter.people[1:]}
    if not host.country or guests & {None, host.country} or not encounter.rule.startswith("noun"):
        return []
    return [
        spot
        for spot in scene.spots_between(1, encounter.at)
        if spot.country == host.country
        and spot.use == "name"
        and spot.place
        and spot.place.precision == "city"
        and scene.doc[spot.first - 1].lower_ in ("in", "at", "to")
    ]


def is_told_of(scene: Scene, spot: Spot | None) -> bool:
    """Whether a palace or a parliament is in a country that the text tells of elsewhere as well.

    'The White House' tells the country itself.
    """
    if spot is None or spot.place is None or _is_one_of_its_name(scene, spot):
        return True
    venue, lent = spot.place.precision == "venue", lends_name(scene, spot)
    if not (venue or lent) or scene.doc[spot.first : spot.last + 1].text != spot.text:
        return True  # 'Rarotonga, Cook Islands' tells the country itself
    return any(
        other.country == spot.country
        and other.place is not None
        and other.place.precision != "venue"
        and not lends_name(scene, other)
        and (venue or other.use == "name")
        for other in scene.spots
    )


def _is_one_of_its_name(scene: Scene, spot: Spot) -> bool:
    """Whether a single building in the world is called so first of all: 'Kremlin', not 'State House'."""
    bearers = (c for c in scene.gazetteer.candidates(spot.text) if c.match == "main")
    return [c.place.precision for c in bearers if c.place.precision == "venue"] == ["venue"]


def lends_name(scene: Scene, spot: Spot) -> bool:
    """Whether a building is called after a place: 'the Santos Palace' need not be in Santos."""
    tail = scene.doc[spot.last : spot.last + 2]
    return any(token.text[:1].isupper() and token.lower_ in _BUILDINGS for token in tail)


def _where_given_up(encounter: Encounter, stays: Sequence[Stay]) -> Spot | None:
    """'cancelled his visit to Chad', where 'he was to meet President X of Chad': it was to be there."""
    if encounter.aspect.status == "done":
        return None
    homes = {person.label: person.country for person in encounter.people}
    dropped = (s for s in stays if s.status == "cancelled" and s.country and s.who.label in homes)
    return next(
        (s.spot for s in dropped if s.country in homes.values() and homes[s.who.label] != s.country), None
    )


def _names(spot: Spot) -> list[str]:
    """What a spot is called: in the text, by the gazetteer, and by the town that it is in."""
    place = spot.place
    return [name.lower() for name in (spot.text, place and place.name, place and place.city) if name]


def _home_of_host(scene: Scene, encounter: Encounter, stays: Sequence[Stay]) -> Spot | None:
    """The nearest place named in the country of whoever receives, unless the host is abroad as well."""
    host = encounter.host
    if encounter.rule in ("verb call", "noun call", "noun visit"):
        return None  # who is called on may be abroad as well
    if host is None or not host.country or any(stay.who.label == host.label for stay in stays):
        return None
    others = [person for person in encounter.people if person != host]
    posted = "ambassador" in (host.role or "").lower() and any(p.country == host.country for p in others)
    if posted or all(person.country in (None, host.country) for person in others):
        return None
    home = [s for s in scene.spots if s.country == host.country and s.use == "name" and is_told_of(scene, s)]
    home = [
        s for s in home if not s.first or scene.doc[s.first - 1].lower_ != "of"
    ] or home  # 'President of X'
    return min(home, key=lambda spot: abs(spot.first - encounter.at), default=None)


def _holds_day(stay: When, meeting: When) -> bool:
    """Whether a meeting's day lies in somebody's stay; one of which only the end is told lasts some days."""
    day = meeting.first if meeting.exact and meeting.first == meeting.last else None
    if day is None or not stay.exact or not stay.last:
        return False
    return (stay.first or stay.last - _SOME_DAYS) <= day <= stay.last


def was_long_before(scene: Scene, stay: Stay, encounter: Encounter) -> bool:
    """Whether somebody's stay was over more than a month before the meeting, or before the report."""
    meeting = encounter.when.first or scene.article.published
    ago = "ago" in stay.when.text.split() and not encounter.when.text
    return ago or bool(meeting and stay.when.last and stay.when.last + _APART < meeting)


def _is_long_ago(scene: Scene, move: Move, encounter: Encounter) -> bool:
    """Whether a move belongs to another journey: by more than a month before the meeting, or the report."""
    meeting = encounter.when.first or scene.article.published
    if "ago" in move.when.text.split():
        return True
    if not (move.when.last and meeting):
        return False
    ahead = move.when.last - meeting  # a programme may lie months ahead of the report
    return -ahead > _APART or (ahead > _APART and encounter.when.first is not None)


def _looks_back(token: Token) -> bool:
    """'…, with whom he had last met in X', 'X, where she was on Monday': told aside, of another time."""
    if token.dep_ == "relcl" and token.lower_ in ("was", "were"):
        return True
    earlier = any(child.lower_ in ("last", "first", "earlier", "previously") for child in token.children)
    return any(child.lower_ == "had" for child in token.children) and (earlier or token.dep_ == "relcl")


def _on_other_days(stay: When, meeting: When) -> bool:
    """Whether somebody's own days at a place are told, and the meeting's day is not among them."""
    if not (stay.exact and meeting.exact and stay.first and stay.last and meeting.first):
        return False
    one = timedelta(days=1)
    return stay.first != stay.last and not stay.first - one <= meeting.first <= stay.last + one


def _is_home(move: Move, guest: Person, encounter: Encounter) -> bool:
    """Whether somebody goes home; 'returns to X' may lead to where he is to meet others, too."""
    ahead = encounter.aspect.status == "planned" and move.aspect.status == "planned"
    return not (ahead and guest.country and move.spot and move.spot.country != guest.country)


def _lies_ahead(move: Move, encounter: Encounter) -> bool:
    """Whether somebody who met others in the past is to go somewhere only later."""
    told = encounter.aspect.status == "done" and encounter.aspect.sure
    return move.aspect.status == "planned" and move.rule != "programme" and told


def paragraph_of(scene: Scene, at: int) -> int:
    """Index of the first token of a token's paragraph."""
    i = at
    while i > 0 and "\n\n" not in scene.doc[i - 1].text_with_ws and scene.doc[i - 1].text.count("\n") < 2:
        i -= 1
    return i


def _guest(encounter: Encounter, stays: Sequence[Stay], moves: Sequence[Move]) -> Person | None:
    """Who of those who meet travels: who is told of most."""
    abroad = {
        stay.who.label
        for stay in stays
        if stay.country and stay.status != "cancelled" and stay.country != stay.who.country
    }
    told = Counter(person.label for move in moves for person in move.who)
    travelling = [person for person in encounter.people if person.label in abroad]
    return max(travelling, key=lambda person: told[person.label], default=None)


def _presences(
    scene: Scene,
    encounter: Encounter,
    moves: Sequence[Move],
    encounters: Sequence[Encounter],
    guest: Person,
) -> list[tuple[int, list[Spot]]]:
    """Where the text before a meeting puts the traveller: word index and spots, in order."""
    told: dict[int, list[Spot]] = {}
    for move in moves:
        if (
            move.at < encounter.at
            and move.spot
            and move.spot.country
            and not (move.homeward and _is_home(move, guest, encounter))
            and is_told_of(scene, move.spot)
            and not _is_long_ago(scene, move, encounter)
            and not _lies_ahead(move, encounter)
            and (move.aspect.status != "cancelled" or encounter.aspect.status == "cancelled")
            and not _on_other_days(move.when, encounter.when)
            and not _looks_back(scene.doc[move.at])
            and guest.label in {person.label for person in move.who}
        ):
            told.setdefault(move.at, []).append(move.spot)
    for other in encounters:
        if (
            other.at < encounter.at
            and other.spot
            and is_told_of(scene, other.spot)
            and guest.label in {p.label for p in other.people}
            and not _looks_back(scene.doc[other.at])
        ):
            told.setdefault(other.at, []).append(other.spot)
    paragraph = paragraph_of(scene, encounter.at)
    own = [move.at for move in moves if guest.label in {person.label for person in move.who}]
    own += [other.at for other in encounters if guest.label in {person.label for person in other.people}]
    sentences = {scene.doc[at].sent.start for at in [*own, *range(paragraph, encounter.at)]}
    for start in sorted(sentences):
        if start < encounter.at and (spot := fronted_spot(scene, start)) and spot.country:
            told.setdefault(spot.first, []).append(spot)
    return [(at, list(dict.fromkeys(spots))) for at, spots in sorted(told.items())]
