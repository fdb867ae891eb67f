"""Who is who across articles: each person's usual name, role, country and other names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from geomap.records import Claims, Person
from geomap.trips.people.names import read_name
from geomap.trips.people.namesakes import Naming, Told, find_bearers, naming_of
from geomap.trips.people.roles import kind_of
from geomap.trips.people.sounds import fold, latin

type Key = str
"""Names one resolved person; stable between runs over the same claims."""


class People:
    """The persons of all claims, resolved."""

    def __init__(self, keys: Mapping[Told, Key], persons: Mapping[Key, Person]) -> None:
        self._keys = keys
        self._persons = persons

    def key(self, person: Person) -> Key:
        """Which resolved person a claim's person is. Raises KeyError for someone not in the claims."""
        return self._keys[person.name, person.role, person.country]

    def person(self, key: Key) -> Person:
        """The resolved person: canonical name, most frequent role and country, other names as aliases."""
        return self._persons[key]


def persons_of(claims: Claims) -> Iterator[Person]:
    """Everyone an article's claims speak of, once per claim."""
    yield from (visit.who for visit in claims.visits)
    yield from (leg.who for leg in claims.legs)
    yield from chain.from_iterable(meeting.participants for meeting in claims.meetings)


def resolve_people(all_claims: Sequence[Claims]) -> People:
    """Find out who is who. The order of the claims does not matter."""
    told: Counter[Told] = Counter()
    for claims in all_claims:
        told.update({(p.name, p.role, p.country) for p in persons_of(claims)})
    namings: dict[Naming, Counter[Told]] = defaultdict(Counter)
    keys: dict[Told, Key] = {}
    persons: dict[Key, Person] = {}
    for words, count in told.items():
        name, role, country = words
        if name is not None:
            namings[naming_of(words)][words] += count
            continue
        key = f"role:{' '.join(fold(role or '').split())}|{country or ''}"
        keys[words] = key
        known = persons.get(key)
        if known is None or (role or "") < (known.role or ""):
            persons[key] = Person(name=None, role=role, country=country)
    news = cache(lambda: _news(all_claims))
    for bearer in find_bearers(namings, lambda words: news()[words]):
        forms: Counter[Told] = Counter()
        for naming in bearer.namings:
            forms.update(namings[naming])
        person = _person(forms)
        key = f"{fold(person.name or '')}|{person.country or ''}"
        while key in persons:
            key += f"|{person.role or ''}+"
        persons[key] = person
        keys.update(dict.fromkeys(forms, key))
    return People(keys, persons)


def _news(all_claims: Iterable[Claims]) -> dict[Told, list[int]]:
    """By way of naming, the days of which claims tell, else those on which they were made."""
    found: dict[Told, list[int]] = defaultdict(list)
    for claims in all_claims:
        told = [(visit.when, (visit.who,)) for visit in claims.visits]
        told += [(leg.when, (leg.who,)) for leg in claims.legs]
        for when, people in (*told, *((meeting.when, meeting.participants) for meeting in claims.meetings)):
            day = when.first or when.last or claims.article.published
            for p in people:
                found[p.name, p.role, p.country].extend([day.toordinal()] if day else [])
    return found


def _person(told: Counter[Told]) -> Person:
    forms: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    for (name, role, country), count in told.items():
        forms[name or ""] += count
        if role and (name is None or kind_of(role) != "counterpart"):
            roles[role] += count
        if country:
            countries[country] += count
    shown: Counter[str] = Counter()
    for form, count in forms.items():
        shown[_shown(form)] += count
    name = min(shown, key=lambda form: (*_worth(form), -shown[form], -len(form), form))
    return Person(
        name=name,
        role=min(roles, key=lambda r: (-roles[r], -len(r), r)) if roles else None,
        country=min(countries, key=lambda c: (-countries[c], c)) if countries else None,
        aliases=tuple(sorted({*forms, *shown} - {name})),
    )


def _shown(form: str) -> str:
    """A form without honorifics, and without the odd foreign letter in a Latin word."""
    return latin(read_name(form).text or form)


_WELL_FORMED = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-Ž'’ʻ]?[\w'’ʻ‘`.\-]*(?:[ \-][\w'’ʻ‘`.\-]+)*$")


def _worth(form: str) -> tuple[bool, bool, bool]:
    """Worse is larger: mojibake or mixed scripts, a bare family name, shouting or no capitals."""
    name = read_name(form)
    letters = [c for c in form if c.isalpha()]
    foreign = any(ord(c) > 0x24F and not 0x1E00 <= ord(c) <= 0x1EFF for c in letters)
    spelled = bool(_WELL_FORMED.match(form)) and not foreign
    return (
        not spelled,
        not name.full and name.ordinal is None,
        form.upper() == form or form.lower() == form or any(len(t) == 1 for t in name.tokens[:1]),
    )
