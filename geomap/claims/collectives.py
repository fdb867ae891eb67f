"""Who takes part in a summit or a ministerial meeting that is named as a whole."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.formats import Format
from geomap.claims.offices import countries_of
from geomap.claims.scene import Scene
from geomap.claims.who import Who
from geomap.records import Person


def participants_of(scene: Scene, noun: Token, form: Format | None) -> tuple[Person, ...]:
    """Who takes part in 'the G20 summit' or 'the ministerial meeting of the five … countries'."""
    if form and form.region:
        members = scene.gazetteer.region_members(form.region)
        return tuple(Person(name=None, role="representatives", country=code) for code in members)
    if form:
        return (Person(name=None, role=f"{form.body} {_kind_of_party(noun)}"),)
    countries: list[str] = []
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for token in child.subtree:
                spot = scene.spot_at.get(token.i)
                if spot and spot.first == token.i:
                    countries += countries_of(scene, spot)
    return tuple(Person(name=None, role="representatives", country=code) for code in dict.fromkeys(countries))


def named_members(who: Who, people: tuple[Person, ...]) -> tuple[Person, ...]:
    """The ministers whom the article names, in place of the unnamed representatives of their countries."""

    def member(person: Person) -> Person:
        named = [
            p
            for p in who.cast.people.values()
            if p.country == person.country and p.country and _is_minister(p)
        ]
        return named[0] if len(named) == 1 else person

    return tuple(member(person) for person in people)


def _is_minister(person: Person) -> bool:
    role = (person.role or "counterpart").lower()
    return any(
        word in role
        for word in ("foreign minister", "counterpart", "external affairs", "minister of foreign")
    )


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
