"""Compares what an article says with what geomap claims, in the way in which the project measures itself.

Visits are the same where traveller and country are; right, where the city, the status and the dates that are
stated are right too. Meetings are paired where half of their parties are shared, legs where both ends are the
same. A day may be off by one; a window must overlap and be no more than twice as long.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from claims_cases import Dates, Item, Kind, Party, country_code

from geomap.records import Claims, Person, Place, When, record

ROLES = {
    "foreign minister": r"foreign|secretary of state|external|diplomat|counterpart",
    "head of state": r"president|king|queen|emir|sultan|head of state|monarch|pope",
    "head of government": r"prime minister|premier|chancellor|head of government",
}
ANYBODY = r"leader|government|official|staff|delegat|representative|member|participant|minister"
TITLES = (
    "king",
    "queen",
    "sheikh",
    "sir",
    "lord",
    "president",
    "prime",
    "minister",
    "emir",
    "prince",
    "crown",
)
COLLECTIVES = {r"\bc5|\bc 5|central asia": ("KZ", "KG", "TJ", "TM", "UZ")}
DAY = timedelta(days=1)


@record
class Matched:
    """Expected and claimed items of one kind in pairs, and what is left of both."""

    pairs: tuple[tuple[Item, Item], ...]
    missed: tuple[Item, ...]
    invented: tuple[Item, ...]


def match(expected: Sequence[Item], claimed: Sequence[Item], kind: Kind) -> Matched:
    """Pair the items of one kind one to one, best first."""
    want = [item for item in expected if item.kind == kind]
    got = [item for item in claimed if item.kind == kind]
    if kind == "visit":
        want, got = _stays(want), _stays(got)
    same = {"visit": _visit, "leg": _leg, "meeting": _meeting}[kind]
    pairs = _pairs(want, got, same)
    return Matched(
        pairs=tuple((want[i], got[j]) for i, j in pairs),
        missed=tuple(w for i, w in enumerate(want) if i not in {i for i, _ in pairs} and not w.optional),
        invented=tuple(g for j, g in enumerate(got) if j not in {j for _, j in pairs}),
    )


def wrong(want: Item, got: Item) -> list[str]:
    """What is wrong about a claim that was found."""
    faults = []
    if want.statuses and got.statuses[0] not in want.statuses:
        faults.append(f"status is {got.statuses[0]}")
    if want.kind == "visit" and not _right_city(want, got):
        faults.append(f"place is {'/'.join(got.places)}")
    if not _right_dates(want, got):
        faults.append(f"dates are {got}")
    return faults


def problems(expected: Sequence[Item], claimed: Sequence[Item]) -> list[str]:
    """All differences, in words; empty if the reader is right."""
    found = []
    for kind in ("visit", "leg", "meeting"):
        matched = match(expected, claimed, kind)
        found += [f"missed   {item}" for item in matched.missed]
        found += [f"invented {item}" for item in matched.invented]
        for want, got in matched.pairs:
            if not want.optional:
                found += [f"wrong    {want}: {fault}" for fault in wrong(want, got)]
    return found


# ── Claims as items ─────────────────────────────────────────────────────────────────────────────


def items_of(claims: Claims | None) -> list[Item]:
    """Everything that is claimed, in the form of the cases."""
    if claims is None:
        return []
    return [
        *(_item("visit", (v.who,), v.place, v.toponym, status=v.status, when=v.when) for v in claims.visits),
        *(
            replace(
                _item("leg", (g.who,), g.destination, None, status=g.status, when=g.when),
                origins=_names(g.origin, None),
                origin_countries=_codes(g.origin),
            )
            for g in claims.legs
        ),
        *(
            _item("meeting", m.participants, m.place, m.toponym, status=m.status, when=m.when)
            for m in claims.meetings
        ),
    ]


def _item(
    kind: Kind, who: Sequence[Person], place: Place | None, toponym: str | None, *, status: str, when: When
) -> Item:
    first, last = when.first or when.last, when.last or when.first
    return Item(
        kind=kind,
        who=tuple(Party(name=each.name, role=each.role or "", country=each.country) for each in who),
        places=_names(place, toponym),
        countries=_codes(place),
        statuses=(status,),
        dates=Dates(first=first, last=last, exact=when.exact) if first and last else None,
        dated=when.dated,
    )


def _names(place: Place | None, toponym: str | None) -> tuple[str, ...]:
    if place and place.precision in ("country", "region"):
        return (place.name,)
    names = (*((place.name, place.city) if place else ()), toponym)
    return tuple(dict.fromkeys(name for name in names if name))


def _codes(place: Place | None) -> tuple[str, ...]:
    return (place.country,) if place and place.country else ()


# ── The same or not ─────────────────────────────────────────────────────────────────────────────


def fold(text: str) -> str:
    """Without accents, case and punctuation."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold().replace("ı", "i")
    return " ".join(re.sub(r"[^\w' ]+", " ", re.sub(r"[’ʻ‘]", "'", text)).split())


def alike(a: str, b: str, floor: float = 0.84) -> bool:
    """The same word, or nearly."""
    return a == b or difflib.SequenceMatcher(None, a, b).ratio() >= floor


def same_party(a: Party, b: Party) -> bool:
    """One person or office."""
    if a.name and b.name:
        return _same_name(a.name, b.name)
    if a.name or b.name:
        return bool(a.role and b.role and a.country and a.country == b.country) and _same_role(a, b)
    return (a.country == b.country) and _same_role(a, b)


def _same_name(a: str, b: str) -> bool:
    x, y = ([w for w in fold(name).split() if w not in TITLES] or fold(name).split() for name in (a, b))
    if set(x) <= set(y) or set(y) <= set(x):
        return True
    if not (alike(x[-1], y[-1]) or x[0] == y[-1] or x[-1] == y[0]):
        return False
    return 1 in (len(x), len(y)) or (x[0][0] == y[0][0] and alike(x[0], y[0], 0.5))


def _same_role(a: Party, b: Party) -> bool:
    if re.search(ANYBODY, fold(a.role)) and not _office(a):
        return True
    if re.search(ANYBODY, fold(b.role)) and not _office(b):
        return True
    return _office(a) == _office(b) or not (a.role and b.role)


def _office(party: Party) -> str | None:
    return next((name for name, pattern in ROLES.items() if re.search(pattern, fold(party.role))), None)


def _same_place(names: Sequence[str], others: Sequence[str]) -> bool:
    x, y = ({re.sub(r"^the | city$| region$", "", fold(name)) for name in each} for each in (names, others))
    return any(alike(a, b, 0.86) for a in x for b in y)


def _is_country(item: Item) -> bool:
    return any(country_code(name) for name in item.places)


def _visit(want: Item, got: Item) -> float:
    if not same_party(want.who[0], got.who[0]) or _off(want) != _off(got):
        return 0
    if want.countries:
        if not set(want.countries) & set(got.countries):
            return 0
    elif not _same_place(want.places, got.places):
        return 0
    city = not _is_country(want) and _same_place(want.places, got.places)
    return 1 + 2 * city + (got.statuses[0] in want.statuses) + bool(want.dates and _right_dates(want, got))


def _leg(want: Item, got: Item) -> float:
    if not same_party(want.who[0], got.who[0]) or _off(want) != _off(got):
        return 0
    for names, codes, others, other_codes in (
        (want.origins, want.origin_countries, got.origins, got.origin_countries),
        (want.places, want.countries, got.places, got.countries),
    ):
        whole = any(map(country_code, (*names, *others)))
        stated = {*codes, *map(country_code, names)} - {None}
        if not (_same_place(names, others) or (whole and stated & set(other_codes))):
            return 0
    return 1


def _meeting(want: Item, got: Item) -> float:
    if _off(want) != _off(got) or (want.countries and not set(want.countries) & set(got.countries)):
        return 0
    a, b = _members(want.who), _members(got.who)
    shared = len(_pairs(a, b, lambda x, y: float(same_party(x, y))))
    share = shared / (len(a) + len(b) - shared)
    return share if share >= 0.5 else 0


def _members(parties: Sequence[Party]) -> list[Party]:
    """The C5 as its five members."""
    members: list[Party] = []
    for party in parties:
        codes = next(
            (c for p, c in COLLECTIVES.items() if not party.name and re.search(p, fold(party.role))), ()
        )
        if codes and not party.country:
            members += [Party(role="leader", country=code) for code in codes]
        else:
            members.append(party)
    return members


def _off(item: Item) -> bool:
    return bool(item.statuses) and set(item.statuses) == {"cancelled"}


def _right_city(want: Item, got: Item) -> bool:
    return not want.places or _is_country(want) or _same_place(want.places, got.places)


def _right_dates(want: Item, got: Item) -> bool:
    if want.dated is None:
        return True
    if want.dates is None or got.dates is None:
        return want.dates is None and got.dates is None
    a, b = want.dates, got.dates
    if a.exact:
        return a.first - DAY <= b.first <= a.last + DAY and b.last <= a.last + 3 * DAY
    short = b.last - b.first <= 2 * max(a.last - a.first, DAY)
    return short and b.first <= a.last and b.last >= a.first


def _stays(visits: list[Item]) -> list[Item]:
    """One visit per traveller and stay: one that names only the country joins one that names a city there."""
    stays: list[Item] = []
    for visit in sorted(visits, key=_is_country):
        for at, stay in enumerate(stays):
            if _one_stay(stay, visit):
                stays[at] = replace(
                    stay,
                    statuses=visit.statuses if "done" in visit.statuses else stay.statuses,
                    dates=visit.dates if _finer(visit, stay) else stay.dates,
                    dated=visit.dated if _finer(visit, stay) else stay.dated,
                    optional=stay.optional and visit.optional,
                )
                break
        else:
            stays.append(visit)
    return stays


def _one_stay(a: Item, b: Item) -> bool:
    if not same_party(a.who[0], b.who[0]) or _off(a) != _off(b) or set(a.countries) != set(b.countries):
        return False
    if not (_is_country(b) or _same_place(a.places, b.places)):
        return False
    month = 31 * DAY
    x, y = a.dates, b.dates
    return not (x and y and (x.first > y.last + month or y.first > x.last + month))


def _finer(a: Item, b: Item) -> bool:
    return bool(a.dates and (not b.dates or (a.dates.exact and not b.dates.exact)))


def _pairs[T](a: Sequence[T], b: Sequence[T], score: Callable[[T, T], float]) -> list[tuple[int, int]]:
    ranked = sorted(((score(x, y), -i, -j) for i, x in enumerate(a) for j, y in enumerate(b)), reverse=True)
    left, right, pairs = set[int](), set[int](), []
    for value, i, j in ranked:
        if value > 0 and -i not in left and -j not in right:
            left.add(-i)
            right.add(-j)
            pairs.append((-i, -j))
    return pairs
