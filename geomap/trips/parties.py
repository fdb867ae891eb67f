"""Who takes part in a meeting, as far as two reports of one meeting must agree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from geomap.records import Person, record
from geomap.trips.people.register import Key, People
from geomap.trips.people.roles import kind_of, roles_fit, specific

_COLLECTIVES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"\bc ?-?5\b|central asian?\b", re.I), ("KZ", "KG", "TJ", "TM", "UZ")),
    (re.compile(r"\bvisegr[aá]d\b|\bv4\b", re.I), ("CZ", "HU", "PL", "SK")),
    (re.compile(r"\bbaltic (states|three|countries|nations)\b|\bb3\b", re.I), ("EE", "LV", "LT")),
    (re.compile(r"\bnordic (states|countries|nations|five)\b", re.I), ("DK", "FI", "IS", "NO", "SE")),
    (re.compile(r"\bgulf cooperation council\b|\bgcc\b", re.I), ("AE", "BH", "KW", "OM", "QA", "SA")),
    (re.compile(r"\bbenelux\b", re.I), ("BE", "LU", "NL")),
    (re.compile(r"\bmercosur\b", re.I), ("AR", "BO", "BR", "PY", "UY")),
    (re.compile(r"\beast african community\b", re.I), ("BI", "CD", "KE", "RW", "SO", "SS", "TZ", "UG")),
)
"""Groups of countries that are as often named one by one."""


@record
class Party:
    """One side of a meeting."""

    key: Key | None
    """A named person's, None for a role."""
    vague: bool
    """Whether it is only 'officials', 'counterparts', 'G7 leaders': some people of no stated country."""
    country: str | None
    kind: str | None
    person: Person


def parties_of(participants: Iterable[Person], article: str, people: People) -> tuple[Party, ...]:
    """The parties, each once; groups of countries as their members, counterparts with their office."""
    parties = [party for person in participants for party in _expand(person, article, people)]
    office = next((p.kind for p in parties if p.key and specific(p.kind)), None)
    found: dict[tuple[str | None, str | None, str | None, str], Party] = {}
    for party in parties:
        kind = office if party.kind == "counterpart" and office else party.kind
        name = party.key or (party.person.label if party.vague or not specific(kind) else "")
        alike = party if party.kind == kind else replace(party, kind=kind)
        found.setdefault((party.key, party.country, kind, name), alike)
    return tuple(found.values())


def _expand(person: Person, article: str, people: People) -> list[Party]:
    key = people.key(person, article)
    known = people.person(key)
    if person.name is not None:
        role = person.role or known.role
        return [Party(key=key, vague=False, country=known.country, kind=kind_of(role), person=known)]
    if person.country is None:
        for pattern, members in _COLLECTIVES:
            if pattern.search(person.role or ""):
                return [_member(person, code) for code in members]
    kind = kind_of(person.role)
    vague = person.country is None and not specific(kind) and kind != "staff"
    return [Party(key=None, vague=vague, country=person.country, kind=kind, person=known)]


def _member(group: Person, country: str) -> Party:
    role = re.sub(
        r"(?i)\b(the|of|from|five|all|c ?-?5|central asian?|states?|countries|nations)\b",
        " ",
        group.role or "",
    )
    role = re.sub(r"\W+$", "", " ".join(role.split()))
    found = re.match(r"(?i)(.*\bminister|president|leader|representative|official)s?$", role)
    title = (found[1] if found else "Representative").strip()
    person = Person(name=None, role=title[:1].upper() + title[1:], country=country)
    return Party(key=None, vague=False, country=country, kind=kind_of(title), person=person)


def same_party(a: Party, b: Party) -> bool:
    """Whether two reports can mean one party: the same person, or a role that the person may hold."""
    if a.key and b.key:
        return a.key == b.key
    if a.country and b.country and a.country != b.country:
        return False
    if a.kind == "staff" or b.kind == "staff":
        return a.kind == b.kind
    if a.country and b.country:
        return _kinds_fit(a, b)
    if a.key or b.key:
        return a.kind == b.kind and specific(a.kind)
    return a.kind == b.kind and a.country == b.country and a.person.label == b.person.label


def _kinds_fit(a: Party, b: Party) -> bool:
    return a.kind is None or b.kind is None or roles_fit(a.kind, b.kind)


def match_parties(a: Sequence[Party], b: Sequence[Party]) -> list[tuple[int, int]]:
    """Pairs of equal parties, one to one; the surest first."""
    pairs = sorted(
        ((p.key != q.key or p.key is None, p.kind != q.kind), i, j)
        for i, p in enumerate(a)
        for j, q in enumerate(b)
        if same_party(p, q)
    )
    used_a: set[int] = set()
    used_b: set[int] = set()
    out = []
    for _, i, j in pairs:
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            out.append((i, j))
    return out


def unite_parties(a: Sequence[Party], b: Sequence[Party]) -> tuple[Party, ...]:
    """All parties of two reports of one meeting; a name stands for the role it fills."""
    pairs = dict(match_parties(a, b))
    met = set(pairs.values())
    out = [_surer(p, b[pairs[i]]) if i in pairs else p for i, p in enumerate(a)]
    out += [q for j, q in enumerate(b) if j not in met]
    return tuple(out)


def _surer(a: Party, b: Party) -> Party:
    """The party that tells more, with the office from the other where only that knows it."""
    best = min(
        a,
        b,
        key=lambda p: (
            p.key is None,
            not p.country,
            not specific(p.kind),
            len(p.person.label),
            p.person.label,
        ),
    )
    other = b if best is a else a
    if specific(other.kind) and not specific(best.kind):
        return replace(best, kind=other.kind)
    return best


class Holders:
    """Who holds which office, by the articles that tell of them."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, str, str], set[Key]] = defaultdict(set)
        self._parties: dict[Key, Party] = {}

    def learn(self, parties: Iterable[Party], articles: Iterable[str]) -> None:
        """Note the named office holders of a meeting that these articles tell of."""
        articles = tuple(articles)
        for party in parties:
            if party.key and party.country and party.kind and specific(party.kind):
                self._parties[party.key] = party
                for article in articles:
                    self._keys[article, party.country, party.kind].add(party.key)

    def name(self, parties: Iterable[Party], articles: Iterable[str]) -> tuple[Party, ...]:
        """Put names to offices where one of the articles that tell of the meeting names the one holder."""
        articles = tuple(articles)
        out = list(parties)
        present = {party.key for party in out}
        for i, party in enumerate(out):
            if party.key or not party.country or not party.kind or not specific(party.kind):
                continue
            found = {key for a in articles for key in self._keys.get((a, party.country, party.kind), ())}
            if len(found) == 1 and not found & present:
                out[i] = self._parties[found.pop()]
                present.add(out[i].key)
        return tuple(out)
