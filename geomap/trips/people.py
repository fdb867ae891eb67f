"""Who is who across articles.

Every distinct (name, country) of the claims is a node. Nodes are taken from the fullest name to the
barest, each joins the one cluster whose members all can bear it, or founds its own; where two clusters
are equally likely it stays alone, since two ministers with one surname are two. Look-up goes by pairs of
consonant skeletons (first name × any later word), so the work grows with the number of names, not its
square.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from geomap.records import Claims, Person, record
from geomap.trips.likeness import Likeness, is_familiar, likeness
from geomap.trips.names import FAMILY_FIRST_NAMES, Name, family_first, read_name
from geomap.trips.roles import kind_of, roles_fit, specific
from geomap.trips.sounds import fold, latin, skeleton, sound

type Key = str
"""Names one resolved person; stable between runs over the same claims."""


@record
class _Node:
    """One way of naming someone: everything that bears the same words, country and, for a bare family
    name, kind of office.
    """

    name: Name
    country: str | None
    kind: str | None


class _Cluster:
    """Nodes that are one person."""

    __slots__ = ("country", "kinds", "nodes")

    def __init__(self, node: _Node, kinds: frozenset[str]) -> None:
        self.nodes = [node]
        self.country = node.country
        self.kinds = set(kinds)

    def add(self, node: _Node, kinds: frozenset[str]) -> None:
        self.nodes.append(node)
        self.country = self.country or node.country
        self.kinds |= kinds


class People:
    """The persons of all claims, resolved."""

    def __init__(
        self, keys: dict[tuple[str | None, str | None, str | None], Key], persons: dict[Key, Person]
    ) -> None:
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


def resolve_people(all_claims: Iterable[Claims]) -> People:
    """Find out who is who. The order of the claims does not matter."""
    told: Counter[tuple[str | None, str | None, str | None]] = Counter()
    for claims in all_claims:
        told.update({(p.name, p.role, p.country) for p in persons_of(claims)})
    nodes: dict[_Node, Counter[tuple[str | None, str | None, str | None]]] = defaultdict(Counter)
    keys: dict[tuple[str | None, str | None, str | None], Key] = {}
    persons: dict[Key, Person] = {}
    for triple, count in told.items():
        name, role, country = triple
        if name is None:
            key = f"role:{' '.join(fold(role or '').split())}|{country or ''}"
            keys[triple] = key
            known = persons.get(key)
            if known is None or (role or "") < (known.role or ""):
                persons[key] = Person(name=None, role=role, country=country)
            continue
        read = read_name(name)
        kind = None if read.full else kind_of(role)
        nodes[_Node(name=_bare(read), country=country, kind=kind)][triple] += count
    for cluster in _clusters(nodes):
        triples: Counter[tuple[str | None, str | None, str | None]] = Counter()
        for node in cluster.nodes:
            triples.update(nodes[node])
        person = _person(triples)
        key = f"{fold(person.name or '')}|{person.country or ''}"
        while key in persons:
            key += f"|{person.role or ''}+"
        persons[key] = person
        keys.update(dict.fromkeys(triples, key))
    return People(keys, persons)


def _bare(name: Name) -> Name:
    """The name without its written form, so that spellings that fold alike are one node."""
    return Name(
        text="",
        joined=name.joined,
        tokens=name.tokens,
        sounds=name.sounds,
        ordinal=name.ordinal,
        royal=name.royal,
        son=name.son,
    )


def _clusters(nodes: dict[_Node, Counter[tuple[str | None, str | None, str | None]]]) -> list[_Cluster]:
    def fullness(node: _Node) -> tuple[object, ...]:
        name = node.name
        return (
            not name.full,
            node.country is None,
            -sum(len(t) > 1 for t in name.tokens),
            -nodes[node].total(),
            name.tokens,
            node.country or "",
            node.kind or "",
            name.ordinal or "",
            name.royal,
        )

    clusters: list[_Cluster] = []
    index: dict[tuple[str, ...], list[_Cluster]] = defaultdict(list)
    named: dict[tuple[str, str], list[tuple[str, _Cluster]]] = defaultdict(list)
    """Full names, by country and office."""
    for node in sorted(nodes, key=fullness):
        kinds = frozenset(kind for _, role, _ in nodes[node] if (kind := kind_of(role)))
        home = _home(node, kinds, index)
        office = [(node.country, kind) for kind in sorted(kinds) if node.country and specific(kind)]
        if home is None and not node.name.full:
            home = _called(node.name.tokens[0], [named[block] for block in office])
        if home is None:
            home = _Cluster(node, kinds)
            clusters.append(home)
        else:
            home.add(node, kinds)
        for block in _blocks(node):
            if home not in index[block]:
                index[block].append(home)
        if node.name.full:
            for block in office:
                named[block].extend((name, home) for name, _, _ in nodes[node] if name)
    return clusters


def _called(word: str, offices: Iterable[Sequence[tuple[str, _Cluster]]]) -> _Cluster | None:
    """The one holder of an office whom the press calls by a word that is no family name."""
    found = {
        id(cluster): cluster
        for named in offices
        for name, cluster in named
        if is_familiar(word, read_name(name))
    }
    return found.popitem()[1] if len(found) == 1 else None


def _home(
    node: _Node, kinds: frozenset[str], index: dict[tuple[str, ...], list[_Cluster]]
) -> _Cluster | None:
    """The one likeliest cluster that can take the node, None if there is none or a tie."""
    ranked: list[tuple[tuple[int, ...], _Cluster]] = []
    seen: set[int] = set()
    for block in _blocks(node):
        if node.name.full and block[0] == "one":
            continue  # bare names come after all full ones
        for cluster in index.get(block, ()):
            if id(cluster) in seen:
                continue
            seen.add(id(cluster))
            like = _fit(node, cluster)
            if like is None:
                continue
            other_office = bool(kinds and cluster.kinds) and not any(
                roles_fit(a, b) for a in kinds for b in cluster.kinds
            )
            if like is Likeness.FAMILY and other_office and not _heads(kinds, cluster.kinds):
                continue
            ranked.append(((like, cluster.country != node.country, other_office), cluster))
    if not ranked:
        return None
    best = min(rank for rank, _ in ranked)
    found = [cluster for rank, cluster in ranked if rank == best]
    return found[0] if len(found) == 1 else None


def _heads(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether both lead a state or a government, which reports confuse."""
    heads = {"head of state", "head of government", "leader"}
    return not heads.isdisjoint(a) and not heads.isdisjoint(b)


def _fit(node: _Node, cluster: _Cluster) -> Likeness | None:
    """The best likeness to any member, provided that every member can be the same person."""
    if node.country and cluster.country and node.country != cluster.country:
        return None
    if (
        node.kind
        and not cluster.nodes[0].name.full
        and not any(roles_fit(node.kind, k) for k in cluster.kinds or [""])
    ):
        return None
    best: Likeness | None = None
    country = node.country or cluster.country
    for member in cluster.nodes:
        if cluster.nodes[0].name.full and not member.name.full:
            continue  # bare names are held against the full ones
        like = likeness(node.name, member.name, country=country)
        if like is None:
            return None
        best = like if best is None else min(best, like)
    return best


def _blocks(node: _Node) -> list[tuple[str, ...]]:
    """The look-up keys of a node: a bare name meets full names by their ends, full names meet by pairs."""
    name = node.name
    tokens = name.tokens
    heads = [skeleton(s) for s in name.sounds]
    if not name.full:
        return [("one", skeleton(sound(tokens[0])))]
    singles = [heads[-1]]
    if family_first(name, node.country) or name.son or name.royal:
        singles.append(skeleton(sound(tokens[0])))
    blocks: list[tuple[str, ...]] = [("one", s) for s in singles]
    if tokens[0] in FAMILY_FIRST_NAMES or tokens[-1] in FAMILY_FIRST_NAMES:
        blocks.append(("letters", "".join(sorted(name.joined))))
        if tokens[0] in FAMILY_FIRST_NAMES and family_first(name, node.country):
            return blocks  # written as a whole, in whatever order
    first = heads[0] if len(tokens[0]) > 1 else ""
    for later in heads[1:]:
        if first:
            blocks.append(_pair(first, later))
        blocks.append(("initial", tokens[0][:1], later))
    if len(tokens) > 2 and not name.son:
        blocks.extend(_pair(heads[1], later) for later in heads[2:])
    return list(dict.fromkeys(blocks))


def _pair(a: str, b: str) -> tuple[str, ...]:
    """A block for two words in either order."""
    return ("pair", min(a, b), max(a, b))


def _person(triples: Counter[tuple[str | None, str | None, str | None]]) -> Person:
    forms: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    for (name, role, country), count in triples.items():
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
