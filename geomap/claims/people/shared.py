"""Offices shared by several: 'the presidents of Chad and Mali, X and Y', 'Prime Ministers X and Y'.

They tell where names begin, before any is known, and afterwards whose office and country is whose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Span as Words
from spacy.tokens import Token

from geomap.claims.people.nameparts import Name, is_initial, is_name_word, is_particle, is_title
from geomap.claims.people.roles import Role
from geomap.claims.scene import Scene, Spot
from geomap.claims.vocabulary import role_class, singular, words
from geomap.records import record

_JOINTS = frozenset((",", "and", "&", "as", "well"))
_MARKS = frozenset((",", "–", "—", "-", ":", "(", "namely", "respectively", "Messrs", "Messrs."))
_MODIFIERS = ("ADJ", "NOUN", "PROPN", "PART", "CCONJ", "PUNCT", "DET")
_LONGEST = 12
"""Words of one office with its countries, at most."""
_LONGEST_NAME = 7
_REACH = 40
"""Words of a list of names in front of an office, at most."""

type Run = tuple[int, int]
"""First and last token of a name."""
type Names = Callable[[int], Run | None]
"""The name that begins at a token, if one does."""


@record
class Plural:
    """An office of several, with its countries: 'foreign ministers of Chad and Mali'."""

    at: int
    """Index of its noun."""
    first: int
    last: int
    """Its first and last token, countries included."""
    label: str
    lands: tuple[Spot, ...]


@record
class Shared:
    """One office that several hold, each for a country of his own."""

    at: int
    """Index of its noun."""
    holders: tuple[int, ...]
    """Which of the names of the article they are."""


def find_holders(scene: Scene) -> Iterator[Run]:
    """Each name beside a plural office that has as many countries as there are names.

    A word that is a place's name as well ('Ararat', 'Paris') begins a person's name here, whatever the model
    takes it for.
    """

    def name_at(i: int) -> Run | None:
        return _unknown_name(scene, i)

    for office in _plurals(scene):
        count = len(office.lands)
        listed = list(_listed(scene, office.last + 1, name_at))
        if count < 2:
            named = list(takewhile(lambda told: told[1] is not None, listed))
        elif _is_all(scene, listed, count):
            named = listed[:count]
        else:
            before = _listed_before(scene, office.first, name_at)
            named = before if len(before) == count else []
        yield from (run for run, _ in named) if len(named) > 1 else ()


def shared_offices(scene: Scene, names: Sequence[Name]) -> tuple[list[Name], tuple[Shared, ...]]:
    """The names, in order, with the offices that they share; and where each of these offices stands."""
    found = list(names)
    numbers = {name.first: n for n, name in enumerate(names)}
    shared: list[Shared] = []

    def name_at(i: int) -> Run | None:
        return (i, names[numbers[i]].last) if i in numbers else None

    for office in _plurals(scene):
        told = list(_listed(scene, office.last + 1, name_at)) or _listed_before(scene, office.first, name_at)
        run = [numbers[first] for (first, _), _ in told]
        own = [land or names[n].country for n, (_, land) in zip(run, told, strict=True)]
        countries = _countries([spot.country for spot in office.lands], own)
        if len(run) < 2 or countries is None:
            continue
        shared.append(Shared(at=office.at, holders=tuple(run)))
        for n, country in zip(run, countries, strict=True):
            name = names[n]
            role = Role(label=office.label, country=country, first=name.first, last=name.last)
            found[n] = replace(name, role=role, country=country or name.country)
    return found, tuple(shared)


def _countries(lands: Sequence[str | None], own: Sequence[str | None]) -> Sequence[str | None] | None:
    """Whose each holder is: as told beside his name, one land each, or one for all; None if it is unclear."""
    if len(lands) == len(own) and not any(own):
        return lands
    if not lands:
        return own
    return [lands[0]] * len(own) if len(lands) == 1 and not any(own) else None


# ── The office ──────────────────────────────────────────────────────────────────────────────────


def _plurals(scene: Scene) -> Iterator[Plural]:
    for noun in scene.doc:
        one = singular(noun.lower_)
        if one == noun.lower_ or role_class(one) is None or noun.pos_ not in ("NOUN", "PROPN"):
            continue
        first, label, ahead = _before(scene, noun)
        complement = _complement(scene, noun)
        label = " ".join([label, *(word.text for word in complement)])
        last, behind = _behind(scene, noun.i + len(complement))
        yield Plural(at=noun.i, first=first, last=last, label=label, lands=tuple(behind or ahead))


def _before(scene: Scene, noun: Token) -> tuple[int, str, list[Spot]]:
    """Where an office's words begin, what it is called, and the countries in front of it."""
    spots: list[Spot] = []
    label = [singular(noun.lower_)]
    i = noun.i - 1
    while i >= max(noun.sent.start, noun.i - _LONGEST):
        token, spot = scene.doc[i], scene.country_at(i)
        if spot:
            spots.insert(0, spot)
            i = spot.first - 1
            continue
        if token.pos_ not in _MODIFIERS or token.ent_type_ == "PERSON" or token.text in ";:–—()":
            break
        if token.text == "," and not spots:
            break
        if token.pos_ in ("ADJ", "NOUN", "PROPN"):
            if spots:
                break
            label.insert(0, token.lower_)
        i -= 1
    return i + 1, " ".join(label), spots


def _complement(scene: Scene, noun: Token) -> Words:
    """What an office is of, in front of its countries: 'heads of state of Chad and Mali'."""
    doc, end = scene.doc, noun.i + 1
    if end < len(doc) and doc[end].lower_ in ("of", "for") and not _land_at(scene, end + 1):
        end += 1
        while end < noun.sent.end and end - noun.i < _LONGEST and _completes(scene, end):
            end += 1
    return doc[noun.i + 1 : end]


def _completes(scene: Scene, i: int) -> bool:
    token = scene.doc[i]
    told = token.lower_ in words("people", "portfolios", "organs", "bodies", "complements")
    return told or (token.lower_ in ("and", "the") and i + 1 < len(scene.doc) and _completes(scene, i + 1))


def _land_at(scene: Scene, i: int) -> Spot | None:
    """The country named at a token, an article in front of it or not."""
    return scene.country_at(i + (i < len(scene.doc) and scene.doc[i].lower_ == "the"))


def _behind(scene: Scene, last: int) -> tuple[int, list[Spot]]:
    """Where the list of countries behind an office ends: 'of Chad, Mali and the Niger'."""
    doc, spots = scene.doc, list[Spot]()
    i, end = last + 1, doc[last].sent.end
    if i < end and doc[i].lower_ in ("of", "from", "for"):
        i += 1
        while i < end:
            if spot := _land_at(scene, i):
                spots.append(spot)
                i = last = spot.last
            elif doc[i].lower_ not in (*_JOINTS, "the", "both"):
                break
            i += 1
    return last, spots


# ── Those who hold it ───────────────────────────────────────────────────────────────────────────


def _listed(scene: Scene, at: int, name_at: Names) -> Iterator[tuple[Run, str | None]]:
    """The names of a list that begins at a token, each with the land told of it: 'X of Chad and Y (Mali)'."""
    doc = scene.doc
    while at < len(doc) and doc[at].text in _MARKS:
        at += 1
    while at < len(doc):
        lead = None if name_at(at) else scene.spot_at.get(at + (doc[at].lower_ == "the"))
        if lead:  # 'Chad's X and the Malian Y'
            at = lead.last + 1 + (doc[lead.last + 1 : lead.last + 2].text in ("'s", "’s", "'", "’"))
        name = name_at(at)
        if name is None:
            return
        at, country = name[1] + 1, lead.country if lead else None
        if at < len(doc) and doc[at].lower_ in ("of", "(") and (spot := _land_at(scene, at + 1)):
            at, country = spot.last + 1 + (doc[at].text == "("), spot.country
        yield name, country
        step = at
        while step < len(doc) and doc[step].lower_ in _JOINTS:
            step += 1
        if step == at:
            return
        at = step


def _listed_before(scene: Scene, first: int, name_at: Names) -> list[tuple[Run, str | None]]:
    """The names of a list that ends in front of an office: 'X and Y, the presidents of Chad and Mali'."""
    doc, end = scene.doc, first - 1
    while end > 0 and (doc[end].text in (",", "–", "—", "-", "(") or doc[end].lower_ == "the"):
        end -= 1
    if end == first - 1 or end < 0:
        return []
    for start in range(max(doc[end].sent.start, end - _REACH), end + 1):
        begins = doc[start].text not in _MARKS and not (start and doc[start - 1].text[:1].isupper())
        names = list(_listed(scene, start, name_at)) if begins else []
        if names and names[-1][0][1] == end:
            return names
    return []


def _is_all(scene: Scene, listed: Sequence[tuple[Run, str | None]], count: int) -> bool:
    """Whether a list has so many names, and does not go on by 'and' and a full name."""
    if len(listed) <= count:
        return len(listed) == count
    (first, last), end = listed[count][0], listed[count - 1][0][1]
    return last == first or all(token.lower_ != "and" for token in scene.doc[end:first])


def _unknown_name(scene: Scene, i: int) -> Run | None:
    """The capitalised words behind titles at a token, if they may be somebody's name."""
    doc = scene.doc
    while i < len(doc) and (is_title(doc[i]) or (doc[i].text == "." and is_title(doc[i - 1]))):
        i += 1
    at = i
    while at < len(doc) and at - i < _LONGEST_NAME and at not in scene.date_at:
        token = doc[at]
        inner = at > i and (is_particle(token) or (token.text == "-" and not token.whitespace_))
        if not (is_name_word(token) or is_initial(token) or inner):
            break
        at += 1
    while at > i and not doc[at - 1].text[-1:].isalpha() and not is_initial(doc[at - 1]):
        at -= 1
    spot = scene.spot_at.get(i)
    place = spot is not None and spot.place is not None and spot.last >= at - 1
    people = at > i and scene.gazetteer.demonym(doc[i:at].text) is not None
    return None if at == i or place or people else (i, at - 1)
