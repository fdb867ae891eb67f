"""Which ways of naming someone are one person's, and which are two namesakes'.

Every distinct (name, country) of the claims is a naming. Namings are taken from the fullest to the barest;
each joins the one person all of whose namings can be meant by it, or founds its own. Where two persons are
equally likely it joins the one who was in the news at that time, else it stays alone, since two ministers
with one surname are two. Look-up goes by pairs of consonant skeletons (first name × any later word), so the
work grows with the number of names, not its square.
"""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from geomap.records import record
from geomap.trips.people.likeness import Likeness, is_familiar, likeness
from geomap.trips.people.names import FAMILY_FIRST_NAMES, Name, family_first, read_name
from geomap.trips.people.roles import kind_of, roles_fit, specific
from geomap.trips.people.sounds import skeleton, sound

_NEWS = 60
_LONG_AGO = 365
"""Days: who was in the news within the first, and nobody else within the second, is meant."""

type Told = tuple[str | None, str | None, str | None]
"""Name, role and country as a claim gives them."""
type Days = Callable[[Told], Sequence[int]]
"""The days (ordinals) of the claims of someone so named."""


@record
class Naming:
    """One way of naming someone: everything that bears the same words, country and, for a bare family
    name, kind of office.
    """

    name: Name
    country: str | None
    kind: str | None


class Bearer:
    """Whoever bears some namings."""

    __slots__ = ("country", "kinds", "namings")

    def __init__(self, naming: Naming, kinds: frozenset[str]) -> None:
        self.namings = [naming]
        self.country = naming.country
        self.kinds = set(kinds)

    def add(self, naming: Naming, kinds: frozenset[str]) -> None:
        """Take in one more naming."""
        self.namings.append(naming)
        self.country = self.country or naming.country
        self.kinds |= kinds


def naming_of(told: Told) -> Naming:
    """The naming of a person with a name; its written form is left out, so that what folds alike is one."""
    name = read_name(told[0] or "")
    bare = Name(
        text="",
        joined=name.joined,
        tokens=name.tokens,
        sounds=name.sounds,
        ordinal=name.ordinal,
        royal=name.royal,
        son=name.son,
    )
    return Naming(name=bare, country=told[2], kind=None if name.full else kind_of(told[1]))


def find_bearers(namings: Mapping[Naming, Counter[Told]], days: Days) -> list[Bearer]:
    """Part namings into persons; the input's order does not matter.

    Parameters
    ----------
    namings
        With the articles that use each.
    days
        Asked only where two persons are equally likely.
    """

    def fullness(naming: Naming) -> tuple[object, ...]:
        name = naming.name
        return (
            not name.full,
            naming.country is None,
            -sum(len(t) > 1 for t in name.tokens),
            -len(name.tokens),
            -namings[naming].total(),
            name.tokens,
            naming.country or "",
            naming.kind or "",
            name.ordinal or "",
            name.royal,
        )

    bearers: list[Bearer] = []
    index: dict[tuple[str, ...], list[Bearer]] = defaultdict(list)
    named: dict[tuple[str, str], list[tuple[str, Bearer]]] = defaultdict(list)
    """Full names, by country and office."""

    def news(bearer: Bearer) -> Iterable[int]:
        return (day for naming in bearer.namings for told in namings[naming] for day in days(told))

    for naming in sorted(namings, key=fullness):
        kinds = frozenset(kind for _, role, _ in namings[naming] if (kind := kind_of(role)))
        likely = _likeliest(naming, kinds, index)
        if len(likely) > 1:
            own = sorted({day for told in namings[naming] for day in days(told)})
            likely = _in_the_news(own, [(bearer, sorted(news(bearer))) for bearer in likely])
        home = likely[0] if likely else None
        office = [(naming.country, kind) for kind in sorted(kinds) if naming.country and specific(kind)]
        if home is None and not naming.name.full:
            home = _called(naming.name.tokens[0], [named[block] for block in office])
        if home is None:
            home = Bearer(naming, kinds)
            bearers.append(home)
        else:
            home.add(naming, kinds)
        for block in _blocks(naming):
            if home not in index[block]:
                index[block].append(home)
        if naming.name.full:
            for block in office:
                named[block].extend((name, home) for name, _, _ in namings[naming] if name)
    return bearers


def _in_the_news(own: Sequence[int], likely: Iterable[tuple[Bearer, Sequence[int]]]) -> list[Bearer]:
    """Of several likely persons the one who was in the news at that time, no other within a year of it."""
    near = [(min((_gap(day, days) for day in own), default=_LONG_AGO), bearer) for bearer, days in likely]
    near.sort(key=lambda n: n[0])
    return [near[0][1]] if near[0][0] <= _NEWS and near[1][0] > _LONG_AGO else []


def _gap(day: int, days: Sequence[int]) -> int:
    """From a day to the nearest of others in order."""
    at = bisect.bisect_left(days, day)
    return min((abs(day - other) for other in days[max(0, at - 1) : at + 1]), default=_LONG_AGO)


def _called(word: str, offices: Iterable[Sequence[tuple[str, Bearer]]]) -> Bearer | None:
    """The one holder of an office whom the press calls by a word that is no family name."""
    found = {
        id(bearer): bearer
        for named in offices
        for name, bearer in named
        if is_familiar(word, read_name(name))
    }
    return found.popitem()[1] if len(found) == 1 else None


def _likeliest(
    naming: Naming, kinds: frozenset[str], index: dict[tuple[str, ...], list[Bearer]]
) -> list[Bearer]:
    """The persons who can be meant, the equally likeliest."""
    ranked: list[tuple[tuple[int, ...], Bearer]] = []
    seen: set[int] = set()
    for block in _blocks(naming):
        if naming.name.full and block[0] == "one":
            continue  # bare names come after all full ones
        for bearer in index.get(block, ()):
            if id(bearer) in seen:
                continue
            seen.add(id(bearer))
            like = _fit(naming, bearer)
            if like is None:
                continue
            other_office = bool(kinds and bearer.kinds) and not any(
                roles_fit(a, b) for a in kinds for b in bearer.kinds
            )
            if like is Likeness.FAMILY and other_office and not _heads(kinds, bearer.kinds):
                continue
            ranked.append(((like, bearer.country != naming.country, other_office), bearer))
    best = min((rank for rank, _ in ranked), default=None)
    return [bearer for rank, bearer in ranked if rank == best]


def _heads(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether both lead a state or a government, which reports confuse."""
    heads = {"head of state", "head of government", "leader"}
    return not heads.isdisjoint(a) and not heads.isdisjoint(b)


def _fit(naming: Naming, bearer: Bearer) -> Likeness | None:
    """The best likeness to any member, provided that every member can be the same person."""
    if naming.country and bearer.country and naming.country != bearer.country:
        return None
    if (
        naming.kind
        and not bearer.namings[0].name.full
        and not any(roles_fit(naming.kind, k) for k in bearer.kinds or [""])
    ):
        return None
    best: Likeness | None = None
    country = naming.country or bearer.country
    for member in bearer.namings:
        if bearer.namings[0].name.full and not member.name.full:
            continue  # bare names are held against the full ones
        like = likeness(naming.name, member.name, country=country)
        if like is None:
            return None
        best = like if best is None else min(best, like)
    return best


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
