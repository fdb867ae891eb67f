"""Ways of naming someone, and the times in which each was heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from geomap.records import record
from geomap.trips.people.names import Name, read_name
from geomap.trips.people.roles import kind_of

YEAR = 365
TERMS = 8 * YEAR
"""Days: after two terms without a word an office has another holder, if only his family name tells."""

type Told = tuple[str | None, str | None, str | None]
"""Name, role and country as a claim gives them."""


class Use(NamedTuple):
    """One article's naming of someone."""

    day: int
    """Of which it tells, else on which it was made (ordinal); 0 where unknown."""
    article: str
    told: Told


@record
class Naming:
    """One way of naming someone: everything that bears the same words, country and, for a bare family
    name, kind of office.
    """

    name: Name
    country: str | None
    kind: str | None


class Spell:
    """A naming in a time in which it was heard again and again, or without any date."""

    __slots__ = ("first", "kinds", "last", "naming", "uses")

    def __init__(self, naming: Naming, uses: Sequence[Use]) -> None:
        self.naming = naming
        self.uses = uses
        """In order of days, the undated first."""
        self.first = next((use.day for use in uses if use.day), 0)
        self.last = uses[-1].day
        self.kinds = frozenset(kind for role in {use.told[1] for use in uses} if (kind := kind_of(role)))

    @property
    def name(self) -> Name:
        """The naming's name."""
        return self.naming.name

    def gap(self, other: Spell) -> int:
        """Days between this and another; 0 where either is not known, or they overlap."""
        if not (self.last and other.last):
            return 0
        return max(other.first - self.last, self.first - other.last, 0)


def naming_of(told: Told) -> Naming:
    """The naming of a person with a name; its written form is left out, so that what folds alike is one."""
    name = read_name(told[0] or "")
    return Naming(name=replace(name, text=""), country=told[2], kind=None if name.full else kind_of(told[1]))


def spells_of(naming: Naming, uses: Iterable[Use]) -> Iterator[Spell]:
    """A naming's uses, parted where it was not heard for years."""
    told = sorted(uses, key=itemgetter(0, 1))
    dated = [use for use in told if use.day]
    cuts = [i for i, (a, b) in enumerate(pairwise(dated), 1) if b.day - a.day > TERMS]
    if not cuts:
        yield Spell(naming, told)
        return
    for first, last in pairwise((0, *cuts, len(dated))):
        yield Spell(naming, dated[first:last])
    if len(dated) < len(told):
        yield Spell(naming, told[: len(told) - len(dated)])
