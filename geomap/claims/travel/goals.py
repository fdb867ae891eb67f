"""Where the journey of a verb comes from and where it leads."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.links import (
    event_place,
    here,
    near_place,
    places_of,
    relative_place,
    said_place,
)
from geomap.claims.people.offices import comes_from_afar
from geomap.claims.scene import Scene, Spot, is_finer
from geomap.claims.steps import is_finite
from geomap.claims.travel.frames import leads_there, towns_of_deed
from geomap.claims.travel.origins import from_to
from geomap.claims.travel.routes import goal_of_ride
from geomap.claims.vocabulary import base, words
from geomap.records import Person

_AIMS = frozenset(("attend", "participate", "take", "join", "address", "represent"))
"""'Left to attend the summit in Suva', 'to take part in the summit', 'to join the talks'."""


def ends_of(
    scene: Scene, verb: Token, frame: str, people: tuple[Person, ...]
) -> tuple[list[Spot], list[Spot]]:
    """Where a verb's journey comes from and where it leads."""
    spots = [
        (spot, "from" if spot.first and scene.doc[spot.first - 1].lower_ == "from" else by)
        for spot, by in places_of(scene, verb)
    ]
    origins = [
        spot
        for spot, by in spots
        if frame != "withdrawing"
        and (by == "from" or (frame == "leaving" and by in ("", "at", "in")) or _is_out_of(scene, spot, by))
    ]
    bare = base(verb.lower_) == "arrive"  # 'arrived Abuja', as West Africa says
    goals = [spot for spot, by in spots if leads_there(frame, by) or (bare and by == "")]
    goals = goals or _implied(scene, verb, frame)
    if frame == "acting":
        towns = towns_of_deed(scene, verb)
        goals = [town for town in towns if all(comes_from_afar(person, town) for person in people)]
    route = from_to(scene, verb) if not goals and frame in ("toward", "leaving") else None
    if route and (not origins or route[0] in origins):
        origins, goals = [route[0]], [route[1]]
    if frame == "taking" and not origins and (route := from_to(scene, verb)):
        origins = [route[0]]
    if frame == "being" and len(goals) > 1 and goals[0].country == people[0].country != goals[1].country:
        origins, goals = goals[1:2], goals[:1]  # 'is back in X after a week in Y'
    if not goals and frame in ("toward", "leaving"):
        goals = goal_of_ride(scene, verb)
    if not goals and (frame == "leaving" or (frame == "toward" and origins)):
        goals = _for_where(scene, verb)
    if not goals and origins and ((frame == "toward" and _comes_in(verb)) or base(verb.lower_) == "arrive"):
        goals = [spot for spot in here(scene) if spot.place != origins[0].place]
    goals = [spot for spot in goals if not any(_is_within(scene, other, spot) for other in goals)]
    direct = [spot for spot, by in spots if spot in goals and by not in words("travel", "passing")]
    return origins, direct or goals


def _is_out_of(scene: Scene, spot: Spot, preposition: str) -> bool:
    """'flew out of Geneva'; which capital is left by somebody at home is hard to tell."""
    before = scene.doc[spot.first - 2].lower_ if spot.first > 1 else ""
    return preposition == "of" and before == "out" and spot.text != "the capital"


def _for_where(scene: Scene, verb: Token) -> list[Spot]:
    """'left the island on Monday for Antananarivo', 'flew out of Tunis, bound for Amman': by the words alone.

    So are 'departs Lima en route to Quito' and 'on her way to Quito'.
    """
    for token in verb.doc[verb.i + 1 : verb.sent.end - 1]:
        spot = scene.spot_at.get(token.i + 1)
        leads = token.lower_ == "for" or (
            token.lower_ in ("to", "towards") and token.nbor(-1).lower_ in words("travel", "ways")
        )
        if leads and spot and spot.first == token.i + 1 and spot.use == "name":
            return [spot]
        if is_finite(token) or token.text in ";:":
            return []
        if token.text == "," and not _heads_on(token):
            return []
    return []


def _heads_on(comma: Token) -> bool:
    """', bound for', ', en route to', ', on her way to', ', heading for'."""
    behind = [token.lower_ for token in comma.doc[comma.i + 1 : min(comma.i + 4, comma.sent.end)]]
    return behind[:1] in (["bound"], ["heading"], ["headed"], ["destined"]) or bool(
        behind[:1] in (["en"], ["on"]) and words("travel", "ways") & set(behind)
    )


def _comes_in(verb: Token) -> bool:
    """'had flown in from New York': to where the report is from."""
    return any(
        child.lower_ == "in" and child.dep_ in ("prt", "advmod", "prep") and not list(child.children)
        for child in verb.children
    )


def _implied(scene: Scene, verb: Token, frame: str) -> list[Spot]:
    """The place of a verb that has none of its own: that of the event, of 'where', 'there' or 'here'."""
    found: list[Spot] = []
    if frame in ("toward", "present", "leaving"):
        found = (event_place(scene, verb) if frame != "leaving" else []) or _to_see(scene, verb, frame)
    if not found and frame in ("at", "object", "toward", "present", "being"):
        found = relative_place(scene, verb)
    if not found and frame in ("at", "object", "toward", "present", "being", "due"):
        found = said_place(scene, verb)
    if not found and frame in ("at", "present"):
        found = _fronted(scene, verb) or near_place(scene, verb)
    return found


def _fronted(scene: Scene, verb: Token) -> list[Spot]:
    """'In Astana, he is due to open a fair': the place that a sentence opens with."""
    sentence = verb.sent
    spot = scene.spot_at.get(sentence.start + 1)
    fronted = spot is not None and spot.use == "name" and sentence[0].lower_ in ("in", "at")
    main = verb
    while main.dep_ in ("xcomp", "acomp") and main.head != main:
        main = main.head
    return [spot] if spot and fronted and main != verb and sentence[0].head == main else []


def _to_see(scene: Scene, verb: Token, frame: str) -> list[Spot]:
    """'Goes to see the president in Pretoria', 'left to attend the summit in Pretoria'."""
    if frame == "present":
        return []
    for child in verb.children:
        aim = child.dep_ in ("advcl", "xcomp") and child.tag_ == "VB" and child.i > verb.i
        if aim and base(child.lower_) in words("meeting", "verbs", "seeing", "with") | _AIMS:
            return near_place(scene, child)
    return []


def _is_within(scene: Scene, fine: Spot, spot: Spot) -> bool:
    """'Kazan, the capital of the Republic of Tatarstan': the land beside its town is no goal of its own."""
    between = scene.doc[fine.last + 1 : spot.first]
    near = len(between) < 4 or (len(between) < 10 and any(token.lower_ == "capital" for token in between))
    return fine.last < spot.first and near and is_finer(fine, spot) and fine.country == spot.country
