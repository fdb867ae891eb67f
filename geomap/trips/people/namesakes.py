"""Which ways of naming someone are one person's, and which are two namesakes'.

Every distinct (name, country) of the claims is a naming; where it was not heard for years it is parted into
spells. Spells are taken from the fullest names to the barest; each joins the one person all of whose namings
can be meant by it in that time, or founds its own. Where two persons are equally likely, each use means the
one who was in the news then, else it stays alone, since two ministers with one surname are two. Look-up goes
by pairs of consonant skeletons (first name × any later word), so the work grows with the number of names,
not its square.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from geomap.trips.people.likeness import Likeness, is_familiar, likeness
from geomap.trips.people.names import FAMILY_FIRST_NAMES, family_first, read_name
from geomap.trips.people.namings import TERMS, YEAR, Naming, Spell, Use, spells_of
from geomap.trips.people.roles import roles_fit, specific
from geomap.trips.people.sounds import skeleton, sound

_GENERATION = 30 * YEAR
"""Days: after so long even a full name has another bearer."""
_CLEARLY = 4
"""Who was in the news so many times nearer than anybody else, and nobody else within a year, is meant."""


class Bearer:
    """Whoever bears some namings."""

    __slots__ = ("country", "kinds", "spells")

    def __init__(self, spell: Spell) -> None:
        self.spells = [spell]
        self.country = spell.naming.country
        self.kinds = set(spell.kinds)

    def add(self, spell: Spell) -> None:
        """Take in one more spell."""
        self.spells.append(spell)
        self.country = self.country or spell.naming.country
        self.kinds |= spell.kinds

    @property
    def full(self) -> bool:
        """Whether more than a family name is known."""
        return self.spells[0].name.full

    @property
    def uses(self) -> Iterator[Use]:
        """All that tells of the person."""
        return (use for spell in self.spells for use in spell.uses)


def find_bearers(uses: Mapping[Naming, Iterable[Use]]) -> list[Bearer]:
    """Part all uses of names into persons; the input's order does not matter."""
    bearers: list[Bearer] = []
    index: dict[tuple[str, ...], list[Bearer]] = defaultdict(list)
    named: dict[tuple[str, str], list[tuple[str, Bearer]]] = defaultdict(list)
    """Full names, by country and office."""

    def place(spell: Spell, home: Bearer | None) -> None:
        office = [
            (spell.naming.country, k) for k in sorted(spell.kinds) if spell.naming.country and specific(k)
        ]
        if home is None and not spell.name.full:
            home = _called(spell, [named[block] for block in office])
        if home is None:
            home = Bearer(spell)
            bearers.append(home)
        else:
            home.add(spell)
        for block in _blocks(spell.naming):
            if home not in index[block]:
                index[block].append(home)
        if spell.name.full:
            for block in office:
                named[block].extend(
                    (name, home) for name in sorted({u.told[0] for u in spell.uses if u.told[0]})
                )

    for spell in sorted((s for naming in uses for s in spells_of(naming, uses[naming])), key=_fullness):
        likely = _likeliest(spell, index)
        if len(likely) < 2:
            place(spell, likely[0] if likely else None)
            continue
        for home, part in _by_news(spell, likely):
            place(part, home)
    return bearers


def _fullness(spell: Spell) -> tuple[object, ...]:
    name, naming = spell.name, spell.naming
    return (
        not name.full,
        naming.country is None,
        -sum(len(t) > 1 for t in name.tokens),
        -len(name.tokens),
        -len(spell.uses),
        name.tokens,
        naming.country or "",
        naming.kind or "",
        name.ordinal or "",
        name.royal,
        spell.first,
    )


def _by_news(spell: Spell, likely: Sequence[Bearer]) -> Iterator[tuple[Bearer | None, Spell]]:
    """Each use of a name that several bear with the one who was in the news then, else with nobody."""
    days = [sorted({use.day for use in bearer.uses if use.day}) for bearer in likely]
    meant: dict[int | None, list[Use]] = defaultdict(list)
    for use in spell.uses:
        (near, who), (other, _) = sorted((_gap(use.day, known), n) for n, known in enumerate(days))[:2]
        clear = near <= TERMS and other > max(YEAR, _CLEARLY * near)
        meant[who if use.day and clear else None].append(use)
    for n, told in sorted(meant.items(), key=lambda m: (m[0] is None, m[0] or 0)):
        yield (None if n is None else likely[n]), Spell(spell.naming, told)


def _gap(day: int, days: Sequence[int]) -> int:
    """From a day to the nearest of others in order."""
    at = bisect.bisect_left(days, day)
    return min((abs(day - other) for other in days[max(0, at - 1) : at + 1]), default=0)


def _called(spell: Spell, offices: Iterable[Sequence[tuple[str, Bearer]]]) -> Bearer | None:
    """The one holder of an office whom the press calls by a word that is no family name."""
    word = spell.name.tokens[0]
    found = {
        id(bearer): bearer
        for named in offices
        for name, bearer in named
        if is_familiar(word, read_name(name)) and _in_time(spell, bearer)
    }
    return found.popitem()[1] if len(found) == 1 else None


def _likeliest(spell: Spell, index: Mapping[tuple[str, ...], Sequence[Bearer]]) -> list[Bearer]:
    """The persons who can be meant, the equally likeliest."""
    ranked: list[tuple[tuple[int, ...], Bearer]] = []
    seen: set[int] = set()
    kinds = spell.kinds
    for block in _blocks(spell.naming):
        if spell.name.full and block[0] == "one":
            continue  # bare names come after all full ones
        for bearer in index.get(block, ()):
            if id(bearer) in seen:
                continue
            seen.add(id(bearer))
            like = _fit(spell, bearer)
            if like is None:
                continue
            other_office = bool(kinds and bearer.kinds) and not any(
                roles_fit(a, b) for a in kinds for b in bearer.kinds
            )
            if like is Likeness.FAMILY and other_office and not _heads(kinds, bearer.kinds):
                continue
            ranked.append(((like, bearer.country != spell.naming.country, other_office), bearer))
    best = min((rank for rank, _ in ranked), default=None)
    return [bearer for rank, bearer in ranked if rank == best]


def _heads(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether both lead a state or a government, which reports confuse."""
    heads = {"head of state", "head of government", "leader"}
    return not heads.isdisjoint(a) and not heads.isdisjoint(b)


def _fit(spell: Spell, bearer: Bearer) -> Likeness | None:
    """The best likeness to any member, provided that every member can be the same person."""
    naming = spell.naming
    if naming.country and bearer.country and naming.country != bearer.country:
        return None
    if naming.kind and not bearer.full and not any(roles_fit(naming.kind, k) for k in bearer.kinds or [""]):
        return None
    best: Likeness | None = None
    country = naming.country or bearer.country
    for member in bearer.spells:
        if bearer.full and not member.name.full:
            continue  # bare names are held against the full ones
        like = likeness(naming.name, member.name, country=country)
        if like is None:
            return None
        best = like if best is None else min(best, like)
    return best if _in_time(spell, bearer) else None


def _in_time(spell: Spell, bearer: Bearer) -> bool:
    """Whether not so many years lie between that the name has passed to another."""
    nearest = min((s for s in bearer.spells if s.name.full or not bearer.full), key=spell.gap)
    gap = spell.gap(nearest)
    return gap <= TERMS or (gap <= _GENERATION and not _heir(spell, nearest))


def _heir(a: Spell, b: Spell) -> bool:
    """Whether one name is too little, or differs as a son's from his father's in the same office."""
    if not (a.name.full and b.name.full):
        return True
    plain = [tuple(token for token in spell.name.tokens if len(token) > 1) for spell in (a, b)]
    differ = a.name.tokens != b.name.tokens or a.name.ordinal != b.name.ordinal
    return differ and plain[0] == plain[1] and any(map(specific, a.kinds & b.kinds))


def _blocks(naming: Naming) -> list[tuple[str, ...]]:
    """The look-up keys of a naming: a bare name meets full names by their ends, full names meet by pairs."""
    name = naming.name
    tokens = name.tokens
    heads = [skeleton(s) for s in name.sounds]
    if not name.full:
        return [("one", skeleton(sound(tokens[0])))]
    singles = [heads[-1]]
    if family_first(name, naming.country) or name.son or name.royal:
        singles.append(skeleton(sound(tokens[0])))
    blocks: list[tuple[str, ...]] = [("one", s) for s in singles]
    if tokens[0] in FAMILY_FIRST_NAMES or tokens[-1] in FAMILY_FIRST_NAMES:
        blocks.append(("letters", "".join(sorted(name.joined))))
        if tokens[0] in FAMILY_FIRST_NAMES and family_first(name, naming.country):
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
