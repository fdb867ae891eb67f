"""Who is who across articles: each person's usual name, role, country and other names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from geomap.records import Claims, Person
from geomap.trips.people.names import read_name
from geomap.trips.people.namesakes import find_bearers
from geomap.trips.people.namings import Naming, Told, Use, naming_of
from geomap.trips.people.roles import kind_of
from geomap.trips.people.sounds import fold, latin

type Key = str
"""Names one resolved person; stable between runs over the same claims."""


class People:
    """The persons of all claims, resolved."""

    def __init__(
        self, keys: Mapping[Told, Key], apart: Mapping[tuple[Told, str], Key], persons: Mapping[Key, Person]
    ) -> None:
        self._keys = keys
        self._apart = apart
        self._persons = persons

    def key(self, person: Person, article: str) -> Key:
        """Which resolved person an article's claims mean. Raises KeyError for someone not in the claims."""
        told = (person.name, person.role, person.country)
        return self._keys.get(told) or self._apart[told, article]

    def person(self, key: Key) -> Person:
        """The resolved person: canonical name, most frequent role and country, other names as aliases."""
        return self._persons[key]


def resolve_people(all_claims: Sequence[Claims]) -> People:
    """Find out who is who. The order of the claims does not matter."""
    uses: dict[Told, list[Use]] = defaultdict(list)
    for claims in all_claims:
        article, published = claims.article.id, claims.article.published
        made = published.toordinal() if published else 0
        for told, day in _days_of(claims).items():
            uses[told].append(Use(day or made, article, told))
    namings: dict[Naming, list[Use]] = defaultdict(list)
    keys: dict[Told, Key] = {}
    persons: dict[Key, Person] = {}
    for told, heard in uses.items():
        if told[0] is None:
            keys[told] = _office(told, persons)
        else:
            namings[naming_of(told)].extend(heard)
    apart: dict[tuple[Told, str], Key] = {}
    found = find_bearers(namings)
    borne = Counter(told for bearer in found for told in {use.told for use in bearer.uses})
    for bearer in found:
        forms = Counter(use.told for use in bearer.uses)
        person = _person(forms)
        key = f"{fold(person.name or '')}|{person.country or ''}"
        while key in persons:
            key += f"|{person.role or ''}+"
        persons[key] = person
        keys |= dict.fromkeys((told for told in forms if borne[told] == 1), key)
        if any(borne[told] > 1 for told in forms):
            apart |= {(use.told, use.article): key for use in bearer.uses}
    return People(keys, apart, persons)


def _office(told: Told, persons: dict[Key, Person]) -> Key:
    """The key of an office holder named by role alone; the first spelling of the role stands."""
    _, role, country = told
    key = f"role:{' '.join(fold(role or '').split())}|{country or ''}"
    known = persons.get(key)
    if known is None or (role or "") < (known.role or ""):
        persons[key] = Person(name=None, role=role, country=country)
    return key


def _days_of(claims: Claims) -> dict[Told, int]:
    """Everyone of whom an article's claims speak, with the last day (ordinal) it tells; 0 for none."""
    found: dict[Told, int] = {}
    said = [(visit.when, (visit.who,)) for visit in claims.visits]
    said += [(leg.when, (leg.who,)) for leg in claims.legs]
    for when, people in (*said, *((meeting.when, meeting.participants) for meeting in claims.meetings)):
        first = when.first or when.last
        day = first.toordinal() if first else 0
        for p in people:
            told = (p.name, p.role, p.country)
            if found.get(told, -1) < day:
                found[told] = day
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
    bare = Counter({form: n for form, n in shown.items() if not read_name(form).full})
    heard = {form: n + sum(bare[word] for word in form.split()) for form, n in shown.items()}
    name = min(shown, key=lambda form: (*_worth(form), -heard[form], -len(form), form))
    return Person(
        name=name,
        role=min(roles, key=lambda r: (-roles[r], -len(r), r)) if roles else None,
        country=min(countries, key=lambda c: (-countries[c], c)) if countries else None,
        aliases=tuple(sorted({*forms, *shown} - {name})),
    )


def _shown(form: str) -> str:
    """A form without honorifics, and without the odd foreign letter in a Latin word."""
    return latin(read_name(form).text or form)


_WELL_FORMED = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-Ž'’ʻ]?[\w'’ʻ‘`.\-]*(?: [\w'’ʻ‘`.\-]+)*$")


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
