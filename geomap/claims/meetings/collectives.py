"""Who takes part in a summit or a ministerial meeting that is named as a whole."""

from __future__ import annotations

import re

from spacy.tokens import Token

from geomap.claims.formats import format_in
from geomap.claims.people.offices import countries_of
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene
from geomap.claims.territory import find_territory
from geomap.claims.vocabulary import role_class
from geomap.records import Person

_PAIR = re.compile(r"\b([A-Z][\w.]*)\s?[-–—]\s?([A-Z][\w.]*(?: [A-Z][\w.]*)?)\b")
_FOREIGN = (
    "foreign minister",
    "counterpart",
    "external affairs",
    "minister of foreign",
    "secretary of state",
)
_FEW = 6
"""Members of a region that are told one by one, at most: those of the EU or ASEAN come as one."""
_SOME = frozenset(("some", "several", "many", "various", "certain", "most", "other", "few"))
"""Of a region's countries not all: 'several ministers of Arab countries'."""
_CLASSES = {"ministers": ("foreign minister",), "leaders": ("head_of_state", "head_of_government")}


def participants_of(scene: Scene, who: Who, noun: Token) -> tuple[Person, ...]:
    """Who takes part in 'the G20 summit' or 'the ministerial meeting of the five … countries'.

    Of a format whose members are told apart, those whom the article names stand for their countries.
    """
    form = format_in(neighbourhood(noun))
    if form and not form.region:
        return (Person(name=None, role=f"{form.body} {_kind_of_party(noun)}"),)
    if form and form.region:
        countries = scene.gazetteer.region_members(form.region)
    else:
        countries = _members_named(scene, noun)
    kind = _kind_of_party(noun)
    if not countries and (pair := _pair_of(noun)):
        return tuple(dict.fromkeys(party for name in pair for party in _land(scene, who, name, kind)))
    return tuple(_representative(who, code, kind) for code in dict.fromkeys(countries))


def _members_named(scene: Scene, noun: Token) -> tuple[str, ...]:
    """'the meeting of the five … countries', 'the summit of Chad, Niger and Mali'."""
    spots = [
        scene.spot_at.get(token.i)
        for child in noun.children
        if child.dep_ == "prep" and child.lower_ == "of"
        for token in child.subtree
        if token.i and scene.doc[token.i - 1].lower_ not in ("in", "at")
    ]
    told = [spot for spot in spots if spot and spot.place and spot.place.precision in ("country", "region")]
    whole = not any(token.lower_ in _SOME for token in noun.subtree)
    return tuple(code for spot in told for code in countries_of(scene, spot, whole=whole))


def _pair_of(noun: Token) -> tuple[str, ...]:
    """'the U.S.-Fiji Strategic Dialogue', 'the India-Central Asia summit': names joined by a hyphen."""
    start = min(token.i for token in noun.subtree)
    pair = _PAIR.search(noun.doc[start : noun.i + 1].text)
    return tuple(pair.groups()) if pair else ()


def _land(scene: Scene, who: Who, name: str, kind: str) -> tuple[Person, ...]:
    """Who comes for a name of one or two words: a country's, those of a region, or a body of many as one."""
    for form in (name, name.split(maxsplit=1)[0]):
        land = find_territory(form, scene.gazetteer)
        if land and land.codes and land.place.precision == "country":
            return (_representative(who, land.codes[0], kind),)
        if members := scene.gazetteer.region_members(form):
            if len(members) > _FEW:
                return (Person(name=None, role=f"{form} {kind}"),)
            return tuple(_representative(who, code, kind) for code in members)
    return ()


def _representative(who: Who, country: str, kind: str) -> Person:
    """The one minister (or leader) of a country whom the article names, else an unnamed representative."""
    classes = _CLASSES.get(kind, ())
    named = [
        person
        for person in who.cast.people.values()
        if person.country == country and _office_class(person) in classes
    ]
    return named[0] if len(named) == 1 else Person(name=None, role="representatives", country=country)


def _office_class(person: Person) -> str:
    """'foreign minister' also for a counterpart and for whom no office is told."""
    role = (person.role or "counterpart").lower()
    if any(word in role for word in _FOREIGN):
        return "foreign minister"
    classes = [role_class(word) for word in role.split()]
    return next((name for name in ("head_of_state", "head_of_government") if name in classes), "")


def neighbourhood(noun: Token) -> str:
    """The words around a noun, up to a bracket or a semicolon: 'the … meeting in the C5+1 format'."""
    sentence = noun.sent
    words_around = noun.doc[max(sentence.start, noun.i - 8) : min(sentence.end, noun.i + 10)].text
    at = words_around.find(noun.text)
    before, after = words_around[:at], words_around[at:]
    for mark in ");":
        after = after.split(mark)[0]
        before = before.rsplit(mark)[-1]
    return before + after


def _kind_of_party(noun: Token) -> str:
    """Leaders go to summits, ministers to ministerial meetings."""
    near = neighbourhood(noun).lower()
    if "minist" in near:
        return "ministers"
    return "leaders" if "summit" in near or "leader" in near else "participants"
