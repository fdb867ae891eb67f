"""Offices: when two titles name the same kind of office.

Countries call one office by many names: a 'Secretary of State', a 'Minister of External Affairs' and a
'top diplomat' are all foreign ministers. Only the kind is told here, never who holds it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from geomap.records import Person

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("counterpart", r"\b(counterpart|colleague|opposite number|homologue)s?\b"),
        (
            "staff",
            r"\b(embassy|staff|employees|personnel|troops|students|business|community|civil society)\b",
        ),
        ("deputy", r"\b(deputy|vice|under ?secretary|assistant|undersecretary)\b"),
        ("envoy", r"\b(ambassador|envoy|special representative|emissary|charg)"),
        (
            "foreign minister",
            r"\b(foreign|overseas|exterior|external)( affairs| relations)? (minist(er|ry)|secretary)"
            r"|(minist(er|ry)|secretary) (of|for) (the )?(foreign|external|exterior)"
            r"|\bsecretary of state\b|(top|chief|highest|senior) .*diplomat|(chief|head) of .*diplomacy"
            r"|(external|foreign) affairs",
        ),
        (
            "defence minister",
            r"defen[cs]e (minister|secretary|chief)|(minister|secretary) (of|for) defen[cs]e",
        ),
        (
            "finance minister",
            r"(finance|treasury) (minister|secretary)|minister (of|for) finance|chancellor of the exch",
        ),
        ("head of government", r"prime minister|premier|\bchancellor\b|head of (the )?government|taoiseach"),
        (
            "head of state",
            r"\b(president|king|queen|emir|amir|pope|emperor)\b|sultan|head of state|monarch",
        ),
        ("leader", r"\bleaders?\b|\bgovernment\b|\bleadership\b"),
    )
)
_GENERAL = frozenset(("leader", "official", "deputy", "staff", "counterpart"))
_PLURAL = re.compile(r"\b(minister|president|leader|chancellor|premier|ambassador|envoy|king|emir)s\b")
_MINISTER = re.compile(r"\b(\w+) (?:minister|secretary)\b|\b(?:minister|secretary) (?:of|for) (?:the )?(\w+)")


@lru_cache(maxsize=20_000)
def kind_of(role: str | None) -> str | None:
    """The kind of an office ('foreign minister', 'head of state'), 'official' if none is known, or None."""
    if not role:
        return None
    low = " ".join(role.casefold().replace("-", " ").split())
    low = _PLURAL.sub(r"\1", low).replace("secretaries", "secretary")
    for kind, pattern in _KINDS:
        if pattern.search(low):
            return kind
    found = _MINISTER.search(low)
    if found:
        return f"{found[1] or found[2]} minister"
    return "official"


def roles_fit(a: str | None, b: str | None) -> bool:
    """Whether one office holder may bear both titles."""
    x, y = kind_of(a), kind_of(b)
    if x is None or y is None or x == y:
        return True
    if {x, y} <= {"leader", "head of state", "head of government"}:
        return "leader" in (x, y)
    return "official" in (x, y) or "counterpart" in (x, y)


def specific(kind: str | None) -> bool:
    """Whether a kind is one office, not some group of people."""
    return kind is not None and kind not in _GENERAL


def names_role(person: Person, role: Person) -> bool:
    """Whether a named person may be the party that another report names by role alone."""
    if person.country and role.country and person.country != role.country:
        return False
    if not (person.country and role.country) and kind_of(person.role) != kind_of(role.role):
        return False
    return roles_fit(person.role, role.role)
