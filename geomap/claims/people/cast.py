"""The people of one article: who is named, by which names, in which office, for which country."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from geomap.claims.people.leaders import with_lands_of_groups
from geomap.claims.people.nameparts import Name, is_capitalised, is_title
from geomap.claims.people.naming import find_names
from geomap.claims.people.roles import role_before, same_office
from geomap.claims.people.shared import shared_offices
from geomap.claims.scene import Scene, by_token
from geomap.claims.vocabulary import words
from geomap.records import Person, record

_OTHER_BEARER = ("mrs", "ms", "dr", "lady", "miss")
"""Spouses and children of who is named first."""
_WIFE = ("mrs", "lady", "madam", "madame", "mme")
"""Of one who is called so and never otherwise, an office beside the family name is somebody else's."""
_INITIAL = re.compile(r"[A-Z][a-z]?(?=\.)")
_NUMERAL = re.compile(r"[ivx]+")


@record
class Named:
    """One mention of a named person, with the tokens of the office beside the name."""

    first: int
    last: int
    key: str
    """Which person: the fullest form of the name, folded."""


@record
class Cast:
    """All people of an article and where they are named."""

    people: Mapping[str, Person]
    """By key."""
    named: tuple[Named, ...]
    """In the order of the text."""
    at: Mapping[int, Named]
    """By every token of the name and of the office beside it."""
    groups: Mapping[int, tuple[str, ...]]
    """Who shares an office, by its noun and by their names: 'the presidents of Chad and Mali, X and Y'."""
    home: str | None = None
    """The country whose own paper a text is written on, if it is an office's."""

    def person_at(self, i: int) -> Person | None:
        """Who is named at token `i`, if anybody."""
        named = self.at.get(i)
        return self.people[named.key] if named else None

    def between(self, start: int, end: int) -> Sequence[Named]:
        """The mentions whose names begin at one of the tokens `start` to `end`, the last not counted."""
        first = bisect_left(self.named, start, key=lambda named: named.first)
        return self.named[first : max(first, bisect_left(self.named, end, key=lambda named: named.first))]


def mentions_of(cast: Cast) -> Mapping[str, Sequence[Named]]:
    """Where everybody is named, in the order of the text, by key."""
    found: dict[str, list[Named]] = {key: [] for key in cast.people}
    for named in cast.named:
        found[named.key].append(named)
    return found


def find_cast(scene: Scene) -> Cast:
    """Find the people of an article."""
    found = list(find_names(scene))
    found += _short_names(scene, found)
    taken = {i for name in found for i in range(name.first, name.last + 1)}
    found = [each for name in found for each in _with_spouse(scene, name, taken, found)]
    found.sort(key=lambda name: name.first)
    names, shared = shared_offices(scene, _each_with_his_own_office(scene.doc, found))
    names = with_lands_of_groups(scene, names)
    keys = _keys(names)
    people = _people(names, keys)
    names = _with_countries_of_superiors(scene, names, [people[key].country for key in keys])
    people = _people(names, keys)
    named: list[Named] = []
    at: dict[int, Named] = {}
    for name, key in zip(names, keys, strict=True):
        first = min(name.first, name.role.first) if name.role else name.first
        last = max(name.last, name.role.last) if name.role else name.last
        first = _before_titles(scene, first)
        item = Named(first=name.first, last=name.last, key=key)
        named.append(item)
        for i in range(first, last + 1):
            at.setdefault(i, item)
        for i in range(name.first, name.last + 1):
            at[i] = item
    groups = {
        at: tuple(keys[n] for n in office.holders)
        for office in shared
        for at in (office.at, *(i for n in office.holders for i in range(names[n].first, names[n].last + 1)))
    }
    return Cast(people=people, named=tuple(named), at=at, groups=groups)


def _short_names(scene: Scene, names: Sequence[Name]) -> Iterator[Name]:
    """Further mentions of those who are named in full: by a surname, or by a first name that stands alone."""
    doc = scene.doc
    full = [name for name in names if len(name.parts) > 1]
    surnames = {_surname([fold(part) for part in name.parts]) for name in full}
    surnames |= {fold(part) for name in full for part in name.parts[1:-1] if "-" in part}
    pairs = {(fold(name.parts[0]), fold(name.parts[-1])) for name in full}
    led = {(fold(a), fold(b)) for n in full for a, b in pairwise(n.parts[1:]) if fold(a) in _PARTICLES}
    firsts = {fold(name.parts[0]): name.first for name in reversed(full)}
    taken = {i for name in names for i in range(name.first, name.last + 1)}
    for token in doc:
        if token.i in taken or not is_capitalised(token):
            continue
        last = _last_of_compound(token)
        word = fold(doc[token.i : last + 1].text)
        if word not in surnames:
            last = token.i
            if firsts.get(fold(token.text), len(doc)) >= token.i or not _stands_alone(token):
                continue
        before = doc[token.i - 1] if token.i and token.i - 1 not in taken else None
        if token.i in scene.spot_at and not _is_no_place(scene, token, surnames):
            continue
        if before is not None and before.ent_type_ == "PERSON":
            continue
        parts: tuple[str, ...] = (doc[token.i : last + 1].text,)
        if before is not None and (fold(before.text), word) in pairs:
            parts = (before.text, *parts)  # 'Mahinda Rajapaksa' beside Gotabaya Rajapaksa
        first = token.i - len(parts) + 1
        while first and (fold(doc[first - 1].text), fold(doc[first].text)) in led:
            first -= 1  # 'Von der Leyen' at the head of a sentence
            parts = (doc[first].text, *parts)
        taken.update(range(first, last + 1))
        yield Name(first=first, last=last, parts=parts, role=None, honorific="", country=None)


def _each_with_his_own_office(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """'X, President Y and Z': the office in front of Y is not behind X, though it stands behind a comma."""
    before = {
        name.role.first
        for name in names
        if name.role
        and name.role.first < name.first
        and not any(token.text == "," for token in doc[name.role.first : name.first])
    }
    return [
        replace(name, role=None)
        if name.role and name.role.first > name.last and before & {name.role.first, name.role.first + 1}
        else name
        for name in names
    ]


def _before_titles(scene: Scene, first: int) -> int:
    """Where the titles in front of a name begin: 'Senator the Hon X', whose office stands behind."""
    doc, at = scene.doc, first
    while at and (is_title(doc[at - 1]) or (doc[at - 1].lower_ == "the" and at < first)):
        at -= 1
    return at + (at < first and doc[at].lower_ == "the")


def without_people(scene: Scene, cast: Cast) -> Scene:
    """The scene without the spots that are somebody's name."""
    names = {i for named in cast.named for i in range(named.first, named.last + 1)}
    spots = tuple(spot for spot in scene.spots if not {spot.first, spot.last} <= names)
    return replace(scene, spots=spots, spot_at=by_token(spots))


def _people(names: Sequence[Name], keys: Sequence[str]) -> dict[str, Person]:
    own: dict[str, list[Name]] = defaultdict(list)
    for name, key in zip(names, keys, strict=True):
        own[key].append(name)
    return {key: _person(key, told) for key, told in own.items()}


def _with_spouse(scene: Scene, name: Name, taken: Set[int], named: Sequence[Name]) -> Iterator[Name]:
    """'The Vice President and Mrs. Karen Pence': the office's holder bears the family name, too."""
    both = name.first - 2
    coupled = name.honorific in _WIFE and both > 0 and scene.doc[both].lower_ in ("and", "&")
    office = role_before(scene, both) if coupled else None
    if office is None or office.last in taken or both - office.last > 1:
        yield name
        return
    surname = name.parts[-1:]
    yield Name(first=office.last, last=office.last, parts=surname, role=office, honorific="", country=None)
    titled = (f"{scene.doc[name.first - 1].text} {name.parts[0]}",)
    officers = {other.parts for other in named if other.role}
    known = (o.parts for o in named if o.parts[1:] and o.parts[-1:] == surname and o.parts not in officers)
    yield name if len(name.parts) > 1 else replace(name, parts=next(known, titled))


def _last_of_compound(token: Token) -> int:
    """The last token of a word that the model parts at its hyphens: 'Ramos-Horta'."""
    doc, last = token.doc, token.i
    while last + 2 < len(doc) and doc[last + 1].text == "-" and not doc[last].whitespace_:
        if doc[last + 1].whitespace_ or not doc[last + 2].is_alpha:
            break
        last += 2
    return last


def _is_no_place(scene: Scene, token: Token, surnames: set[str]) -> bool:
    """'Sánchez flies on': the family name of somebody in the article, not behind 'in' or 'to'."""
    spot = scene.spot_at[token.i]
    subject = token.dep_ in ("nsubj", "nsubjpass", "poss", "dobj")
    return spot.first == spot.last and subject and fold(token.text) in surnames


def _stands_alone(token: Token) -> bool:
    """'Demeke was received', 'Yang met': the first word of a name, for whom it is the one that counts."""
    beside = [token.nbor(step) for step in (-1, 1) if 0 <= token.i + step < len(token.doc)]
    return (
        token.pos_ == "PROPN"
        and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "agent")
        and not any(word.pos_ == "PROPN" for word in beside)
    )


def _with_countries_of_superiors(
    scene: Scene, names: Sequence[Name], countries: Sequence[str | None]
) -> list[Name]:
    """'President X of Chad and his foreign minister Y': Y is Chad's too; `countries` go with the names."""
    placed: list[Name] = []
    for n, name in enumerate(names):
        role = name.role
        owner = scene.doc[role.first - 1] if role and role.first else None
        if (
            role
            and n
            and owner is not None
            and owner.lower_ in ("his", "her")
            and not (role.country or name.country)
            and not set(role.label.lower().split()) & words("people", "colleague")
            and names[n - 1].first >= owner.sent.start
        ):
            placed.append(replace(name, country=placed[-1].country or countries[n - 1]))
        else:
            placed.append(name)
    return placed


def fold(text: str) -> str:
    """Lower case without accents, dots and apostrophes, for comparing names."""
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.casefold().translate(_SILENT)


_SILENT = str.maketrans("", "", "’'‘ʻʼ`.")


def _keys(names: Sequence[Name]) -> list[str]:
    """For each mention, the folded fullest name that it stands for."""
    full: dict[str, tuple[str, ...]] = {}
    for name in names:
        if len(name.parts) > 1:
            folded = tuple(fold(part) for part in name.parts)
            full.setdefault(" ".join(folded), folded)
    longest = sorted(full.values(), key=len, reverse=True)
    order = {parts: n for n, parts in enumerate(full.values())}
    initials = {tuple(fold(p) for p in name.parts): found for name in names if (found := _initial(name))}
    chosen: dict[str, str] = {}
    for parts in full.values():
        longer = [other for other in longest if len(other) > len(parts) or _is_spelt_out(parts, other)]
        fuller = next((other for other in longer if _same(parts, other)), None)
        if fuller is None and (initial := initials.get(parts)):
            spelt = (other for other in longest if other not in initials and parts[-1] in other)
            fuller = next((o for o in spelt if any(w.startswith(initial) for w in o if w != parts[-1])), None)
        # 'Kamina Johnson Smith', who is 'Johnson Smith' from then on
        fuller = fuller or next(
            (o for o in longer if o[-len(parts) :] == parts and order[o] < order[parts]), parts
        )
        chosen[" ".join(parts)] = " ".join(fuller)
    offices: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(name.parts) > 1 and name.role:
            offices[chosen[" ".join(fold(part) for part in name.parts)]].append(name.role.label)
    by_surname: dict[str, list[str]] = defaultdict(list)
    for key in dict.fromkeys(chosen.values()):
        surname = _surname(key.split())
        for called in dict.fromkeys((surname, _ARTICLE.sub("", surname))):
            by_surname[called].append(key)
    by_word: dict[str, list[str]] = defaultdict(list)
    for key in dict.fromkeys(chosen.values()):
        for word in dict.fromkeys(key.split()):
            by_word[word].append(key)
    forms_of: dict[str, set[bool]] = defaultdict(set)
    introduced = {
        chosen[" ".join(map(fold, n.parts))] for n in names if n.honorific == "wife" and n.parts[1:]
    }
    for name in names:
        if len(name.parts) > 1:
            forms_of[chosen[" ".join(fold(part) for part in name.parts)]].add(name.honorific in _WIFE)
    wives = {key for key, forms in forms_of.items() if forms == {True} and key not in offices} | introduced
    keys: list[str] = []
    told: set[str] = set()
    for name in names:
        if len(name.parts) > 1:
            key = chosen[" ".join(fold(part) for part in name.parts)]
        else:
            # a first name alone is that of somebody introduced before: 'Francis' is not yet 'Francis Meli'
            word = fold(name.parts[0])
            known = [key for key in by_word.get(word, ()) if key in told or key.split()[0] != word]
            alone = keys.count(word) > 1  # no longer one headline's name
            key = word if alone else _bearer(name, offices, by_surname, known, told, wives)
        told.add(key)
        keys.append(key)
    return keys


_PARTICLES = words("people", "particles")
_ARTICLE = re.compile(r"^(?:a[dlnrstz]|ash|el)-")
"""'Burhan' is short for 'al-Burhan'."""


def _surname(parts: Sequence[str]) -> str:
    """The last word of a folded name, numerals of monarchs left out."""
    return next((part for part in reversed(parts) if not _NUMERAL.fullmatch(part)), parts[-1])


def _initial(name: Name) -> str | None:
    """What 'B. Battsetseg' and 'V.I. Korolko' have for a first name, folded."""
    short = [_INITIAL.match(part) for part in name.parts[:-1]]
    return fold(short[0][0]) if short and short[0] and all(short) else None


def _same(parts: Sequence[str], fuller: Sequence[str]) -> bool:
    """Whether a shorter name is part of a fuller one: 'Vladimir Norov' of 'Vladimir Imamovich Norov'."""
    if parts[0] in words("people", "addresses") and len(parts) > 1:
        return parts[1] in fuller if len(parts) == 2 else _same(parts[1:], fuller)
    if fuller[0] in words("people", "addresses") and len(fuller) > len(parts):
        return _same(parts, fuller[1:])
    initial = len(parts[0]) == 1 and fuller[0].startswith(parts[0]) and parts[-1] == fuller[-1]
    return initial or (parts[0] == fuller[0] and set(parts) <= set(fuller))


def _is_spelt_out(parts: Sequence[str], fuller: Sequence[str]) -> bool:
    """'S. Jaishankar' and 'Subrahmanyam Jaishankar': as many words, of which the first is an initial."""
    return len(parts) == len(fuller) and len(parts[0]) == 1 < len(fuller[0])


def _bearer(
    name: Name,
    offices: Mapping[str, Sequence[str]],
    by_surname: Mapping[str, list[str]],
    holders: Sequence[str],
    told: Set[str],
    wives: Set[str],
) -> str:
    """Who is called by a surname alone: by office where several bear it, else who was named first.

    In 'Lin Chia-lung' the surname stands first; who bears it last may come only later.
    """
    word = fold(name.parts[0])
    bearers = by_surname.get(word, [])
    if name.honorific in _WIFE and f"{name.honorific} {word}" in told:
        return f"{name.honorific} {word}"
    if name.honorific not in _WIFE and (name.role or word in told or name.honorific == "mr"):
        bearers = [key for key in bearers if key not in wives] or [word]
    elif name.honorific in _WIFE:
        bearers = [key for key in bearers if key in wives] or bearers
    before = [key for key in holders if key in told]
    if before and not any(key in told for key in bearers):
        return before[0]
    if len(bearers) > 1:
        if name.role:
            same = [
                key for key in bearers if any(same_office(name.role.label, office) for office in offices[key])
            ]
            return same[0] if same else bearers[0]
        return bearers[1] if name.honorific in _OTHER_BEARER else bearers[0]
    if bearers:
        return bearers[0]
    return holders[0] if holders else word


def _person(key: str, names: Sequence[Name]) -> Person:
    forms = list(dict.fromkeys(" ".join(name.parts) for name in names))
    canonical = next((form for form in forms if " ".join(fold(p) for p in form.split()) == key), forms[0])
    roles = [name.role for name in names if name.role]
    hint = next((name.country for name in names if name.country), None)
    role = next((r for r in roles if r.country), roles[0] if roles else None)
    country = next((r.country for r in roles if r.country), hint)
    return Person(
        name=canonical,
        role=role.label if role else None,
        country=country,
        aliases=tuple(form for form in forms if form != canonical),
    )
