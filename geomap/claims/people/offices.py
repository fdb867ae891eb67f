"""Offices and groups as noun phrases: their words, and the countries that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from spacy.tokens import Token

from geomap.claims.formats import format_in
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import owner_of
from geomap.claims.vocabulary import enclaves, role_class, seats, singular, words
from geomap.records import Person

_INDEFINITE = frozenset(("a", "an", "no", "any", "every", "another", "one", "each"))
_POSTS = ("embassy", "consulate", "mission", "consul")
_REPORT = 5
"""Sentences; in fewer nothing need be said of who somebody is."""
_HIGH = ("head_of_state", "head_of_government", "minister", "diplomat")
_HEAD = re.compile(r"^(?:(?!of the|to the|for the).)*(?<!Under-)(?<!Assistant )Secretary[- ]General\b")
"""A secretary-general himself, not his envoy."""
_BARE = frozenset(("Secretary-General", "Secretary General"))
_USUAL = frozenset(("UN", "NATO", "Commonwealth"))
"""Whose secretary-general is called so without the organisation's name."""
_DIPLOMATS = "state", "foreign", "diplomat", "envoy", "ambassador", "external", "special representative"
_SHORT = {
    r"United States(?: of America)?|U\.S\.(?:A\.)?|USA": "US",
    r"United Kingdom|U\.K\.": "UK",
    r"United Nations|U\.N\.": "UN",
    r"European Union|E\.U\.": "EU",
    r"(?:employees|personnel|team)(?= (?:of|at) .*\b(?:[Ee]mbassy|[Cc]onsulate|[Mm]ission))": "staff",
}
_LIST_REACH = 40
"""A list of countries behind an office runs over this many tokens at most."""


def is_of_private_people(scene: Scene, people: Iterable[Person]) -> bool:
    """Whether a report of some length names no office at all: who travels in it does so privately."""
    if any(person.role for person in people) or sum(1 for _ in scene.doc.sents) < _REPORT:
        return False
    return not any(role_class(token.lower_) in _HIGH for token in scene.doc)


def label_of(scene: Scene, token: Token, phrase: Sequence[Token]) -> str:
    """The words of an office without determiners, countries, groups of countries and relative clauses."""
    keep = []
    for part in phrase:
        spot = scene.spot_at.get(part.i)
        if part.i < token.i:
            if spot or part.pos_ in ("DET", "PUNCT", "NUM", "PART", "PRON") or part.dep_ == "poss":
                continue
        elif (spot and spot.use != "organisation") or ((form := format_in(part.text)) and form.region):
            break
        keep.append(part)
    while keep and keep[-1].i > token.i and keep[-1].pos_ in ("ADP", "DET", "CCONJ", "NUM", "PUNCT"):
        keep.pop()
    return short(" ".join(part.text for part in keep)) or token.text


def short(label: str) -> str:
    """An office with states, bodies and posts by one short name each, however a text calls them.

    Reports that say 'employees of the United States Embassy' and 'staff of the U.S. Embassy' agree so.
    """
    for long, name in _SHORT.items():
        label = re.sub(rf"\b(?:{long})(?!\w)", name, label)
    return label


def comes_from_afar(person: Person, spot: Spot) -> bool | None:
    """Whether somebody is abroad at a place; None where nothing tells.

    Whoever serves an international organisation is abroad everywhere but at its seat.
    """
    if spot.country is None:
        return None
    place = spot.place
    if person.country:
        enclosed = place is not None and place.city == enclaves().get(person.country, "")
        return person.country != spot.country and not enclosed
    seat = seats_of(person.role or "")
    return None if seat is None or place is None else not {place.name, place.city} & seat


@cache
def seats_of(role: str) -> frozenset[str] | None:
    """The seats of the organisation that an office names, if it does."""
    plain = f" {role.replace('.', '')} "
    heads = _HEAD.search(plain) is not None
    found = [
        of_head if heads else of_staff
        for name, (of_head, of_staff) in seats().items()
        if re.search(rf"\b{re.escape(name)}\b(?!-)", plain) or (plain.strip() in _BARE and name in _USUAL)
    ]
    return frozenset().union(*found) if found else None


def countries_in(scene: Scene, token: Token, phrase: Sequence[Token]) -> tuple[str, ...]:
    """The countries of an office or a group: before its noun, or behind it after 'of' or 'from'."""
    found: list[str] = []
    form = format_in(" ".join(part.text for part in phrase))
    if form and form.region:
        found += scene.gazetteer.region_members(form.region)
    first = min(part.i for part in phrase)
    last = max(part.i for part in phrase)
    told = {part.i for part in phrase}
    for spot in scene.spots_between(first, last + _LIST_REACH + 1):
        if spot.place is None:
            continue
        before = scene.before_in_list(spot)
        listed = (
            before is not None
            and before.first in told
            and ";" not in scene.doc[before.last : spot.first].text
        )
        if spot.first not in told and not listed:
            continue
        if spot.first > token.i and not listed and _introducer(scene, spot) not in ("of", "from"):
            continue
        if any(part.lower_ in _POSTS for part in scene.doc[spot.last + 1 : spot.last + 3]):
            continue  # the staff of an embassy sits in the country that it is sent to
        told.add(spot.first)
        members = countries_of(scene, spot, whole=_counted(phrase))
        if len(members) == 1 or _number(phrase) in (None, len(members)):
            found += members
    return tuple(dict.fromkeys(found)) or _land_before(scene, token)


def _land_before(scene: Scene, office: Token) -> tuple[str, ...]:
    """'Estonia is the last stop. She will meet the country's president': of the country named last."""
    owner = owner_of(office)
    if owner is None or owner.lower_ not in ("country", "nation", "republic", "kingdom", "island"):
        return ()
    start = office.sent.start
    before = scene.doc[start - 1].sent.start if start else 0
    named = [s for s in scene.spots_between(before, office.i) if s.use == "name" and s.country]
    return (named[-1].country,) if named and named[-1].country else ()


def countries_of(scene: Scene, spot: Spot, *, whole: bool = True) -> tuple[str, ...]:
    """A country itself; the members of a region only where the text means all of them."""
    if spot.place is None:
        return ()
    if spot.place.country and spot.place.precision != "region":
        return (spot.place.country,)
    members = scene.gazetteer.region_members(spot.place.name)
    return members if whole and spot.use != "organisation" else ()


_NUMBERS = {
    word: n
    for n, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 2
    )
}


def _number(phrase: Sequence[Token]) -> int | None:
    """How many countries a phrase counts: 'all 5 … states', 'the five … nations'."""
    return next((number_of(part) for part in phrase if part.pos_ == "NUM"), None)


def number_of(token: Token) -> int | None:
    """The number that a word tells: 'five', '5'."""
    return int(token.text) if token.text.isdigit() else _NUMBERS.get(token.lower_)


def _counted(phrase: Sequence[Token]) -> bool:
    """'all five … nations': the whole of a region is meant."""
    return any(part.pos_ == "NUM" or part.lower_ in ("all", "both", "every", "each") for part in phrase)


def is_vague(label: str) -> bool:
    """Whether a group's name tells of nobody in particular: 'other senior officials'."""
    content = [word for word in label.lower().split() if singular(word) not in words("people", "vague")]
    return all(word in words("people", "filling") for word in content)


def phrase_of(token: Token) -> list[Token]:
    """A noun with its modifiers and 'of'/'from' phrases, without clauses and appositions."""
    out: list[Token] = []

    def walk(t: Token) -> None:
        for child in t.lefts:
            if child.dep_ not in ("relcl", "acl", "appos", "conj", "cc") and not is_office_ahead(child):
                walk(child)
        out.append(t)
        for child in t.rights:
            if (
                (child.dep_ == "prep" and child.lower_ in ("of", "from", "across"))
                or child.dep_ in ("pobj", "compound", "amod", "nmod")
            ) or (child.dep_ in ("conj", "appos") and t != token and not _is_other_office(child)):
                walk(child)

    walk(token)
    return out


def _is_other_office(noun: Token) -> bool:
    """'the presidents of Chad and Niger and the prime minister of Mali', hung on 'Chad'."""
    return role_class(noun.lower_) is not None and _is_begun(noun)


def is_office_ahead(token: Token) -> bool:
    """'Chad's army chief and foreign minister', where the parse makes the first a part of the second."""
    joined = any(child.dep_ == "cc" for child in token.children)
    return token.dep_ == "nmod" and joined and role_class(token.lower_) is not None


def countries_of_joined(scene: Scene, token: Token) -> tuple[str, ...]:
    """The countries that an office shares with the one it is joined to: 'Chad's president and army chief'."""
    ahead = [child for child in token.children if is_office_ahead(child)]
    joined = [*ahead, *(child for child in token.children if child.dep_ == "conj")]
    own = token.dep_ == "conj" and any(child.lower_ in ("his", "her") for child in token.children)
    if is_joined(token) or (own and role_class(token.head.lower_)):  # 'the king of Tonga and his minister'
        office = token.head
        front = countries_in(scene, office, [part for part in phrase_of(office) if part.i <= office.i])
        return front or countries_in(scene, office, phrase_of(office)) * is_office_ahead(token)
    later = next((noun for noun in joined if noun.i > token.i and role_class(noun.lower_)), None)
    return countries_in(scene, later, phrase_of(later)) if later is not None and not _is_begun(later) else ()


def is_joined(token: Token) -> bool:
    """Whether an office is joined to the one above it without an article or an owner of its own."""
    return is_office_ahead(token) or (token.dep_ == "conj" and not _is_begun(token))


def is_definite(token: Token) -> bool:
    """Whether an office is one that the reader knows: 'the minister', 'Somali president arrives'."""
    if token.left_edge.i == token.sent.start and token.tag_ == "NN" and token.left_edge.text[:1].isupper():
        return token.left_edge.lower_ not in _INDEFINITE
    offices = (token, token.head) if is_joined(token) else (token,)
    told = (child for office in offices for child in office.children)
    named = any(child.lower_ in ("the", "this", "that") or child.dep_ == "poss" for child in told)
    return named or token.text[:1].isupper()


def _is_begun(noun: Token) -> bool:
    """Whether a joined noun has an article or an owner of its own: 'and the minister'."""
    return any(child.dep_ in ("det", "poss") and child.i < noun.i for child in noun.children)


def _introducer(scene: Scene, spot: Spot) -> str:
    """The preposition before a spot, looking past a list of spots."""
    i = spot.first - 1
    doc = scene.doc
    while i > 0 and (
        doc[i].text in (",", "and", "&", "the", "all", "-")
        or doc[i].pos_ in ("DET", "NUM", "ADJ")
        or i in scene.spot_at
    ):
        i -= 1
    return doc[i].lower_


def plain_office(role: str) -> str:
    """The office of a counterpart: the highest diplomat's is a foreign minister."""
    lower = role.lower()
    if not any(word in lower for word in ("secretary of state", "foreign", "external")):
        return role
    beneath = lower.startswith(("deputy", "assistant", "under"))
    return "Deputy Foreign Minister" if beneath else "Foreign Minister"


def is_ruler(role: str | None) -> bool:
    """Whether an office is a head of state's or government's: not a vice president's."""
    told = set((role or "").lower().replace(",", " ").split())
    rulers = words("people", "head_of_state", "head_of_government") | {"prime"}
    return bool(told & rulers) and not told & (words("people", "beneath") - {"prime"})


def classes_of(role: str | None) -> frozenset[str]:
    """The classes of an office's words: 'minister' and 'official' for 'Minister, head of the office'."""
    found = (role_class(word.strip(",.").lower()) for word in (role or "").split())
    return frozenset(name for name in found if name)


def is_diplomat(role: str) -> bool:
    """Whether a holder of this office may be called a diplomat."""
    return any(word in role.lower() for word in _DIPLOMATS)
