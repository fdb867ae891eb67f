"""Offices shared by several: 'the presidents of Chad and Mali, X and Y', 'Prime Ministers X and Y'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as Words
from spacy.tokens import Token

from geomap.claims.people.naming import Name
from geomap.claims.people.roles import Role
from geomap.claims.scene import Scene, Spot
from geomap.claims.vocabulary import role_class, singular, words
from geomap.records import record

_JOINTS = frozenset((",", "and", "&", "as", "well"))
_MARKS = frozenset((",", "–", "—", "-", ":", "(", "namely", "respectively", "Messrs", "Messrs."))
_MODIFIERS = ("ADJ", "NOUN", "PROPN", "PART", "CCONJ", "PUNCT", "DET")
_LONGEST = 12
"""Words of one office with its countries, at most."""


@record
class Shared:
    """One office that several hold, each for a country of his own."""

    at: int
    """Index of its noun."""
    holders: tuple[int, ...]
    """Which of the names of the article they are."""


def shared_offices(scene: Scene, names: Sequence[Name]) -> tuple[list[Name], tuple[Shared, ...]]:
    """The names, in order, with the offices that they share; and where each of these offices stands."""
    found = list(names)
    starts = {name.first: n for n, name in enumerate(names)}
    ends = {name.last: n for n, name in enumerate(names)}
    shared: list[Shared] = []
    for token in scene.doc:
        one = singular(token.lower_)
        if one == token.lower_ or role_class(one) is None or token.pos_ not in ("NOUN", "PROPN"):
            continue
        first, label, spots = _before(scene, token)
        complement = _complement(scene, token)
        label = " ".join([label, *(word.text for word in complement)])
        last, behind = _behind(scene, token.i + len(complement))
        lands = [spot.country for spot in behind or spots]
        told = dict(_listed(scene, names, starts, last + 1)) or _listed_before(scene, names, ends, first - 1)
        run = list(told)
        countries = _countries(lands, [told[n] or names[n].country for n in run])
        if len(run) < 2 or countries is None:
            continue
        shared.append(Shared(at=token.i, holders=tuple(run)))
        for n, country in zip(run, countries, strict=True):
            name = names[n]
            role = Role(label=label, country=country, first=name.first, last=name.last)
            found[n] = replace(name, role=role, country=country or name.country)
    return found, tuple(shared)


def _countries(lands: Sequence[str | None], own: Sequence[str | None]) -> Sequence[str | None] | None:
    """Whose each holder is: as told beside his name, one land each, or one for all; None if it is unclear."""
    if len(lands) == len(own) and not any(own):
        return lands
    if not lands:
        return own
    return [lands[0]] * len(own) if len(lands) == 1 and not any(own) else None


def _before(scene: Scene, noun: Token) -> tuple[int, str, list[Spot]]:
    """Where an office's words begin, what it is called, and the countries in front of it."""
    spots: list[Spot] = []
    label = [singular(noun.lower_)]
    i = noun.i - 1
    while i >= max(noun.sent.start, noun.i - _LONGEST):
        token, spot = scene.doc[i], scene.spot_at.get(i)
        if spot and spot.place and spot.place.precision == "country":
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
    spot = scene.spot_at.get(i + 1 if i < len(scene.doc) and scene.doc[i].lower_ == "the" else i)
    return spot if spot and spot.place and spot.place.precision == "country" else None


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


def _listed(
    scene: Scene, names: Sequence[Name], starts: dict[int, int], at: int
) -> Iterator[tuple[int, str | None]]:
    """The names of a list behind an office, with the land told of each: 'X of Chad and Y (Mali)'."""
    doc = scene.doc
    while at < len(doc) and doc[at].text in _MARKS:
        at += 1
    while True:
        lead = (
            scene.spot_at.get(at + (at < len(doc) and doc[at].lower_ == "the")) if at not in starts else None
        )
        if lead:  # 'Chad's X and the Malian Y'
            at = lead.last + 1 + (lead.last + 1 < len(doc) and doc[lead.last + 1].tag_ == "POS")
        if at not in starts:
            return
        n = starts[at]
        at, country = names[n].last + 1, lead.country if lead else None
        if at < len(doc) and doc[at].lower_ in ("of", "(") and (spot := _land_at(scene, at + 1)):
            at, country = spot.last + 1 + (doc[at].text == "("), spot.country
        yield n, country
        step = at
        while step < len(doc) and doc[step].lower_ in _JOINTS:
            step += 1
        if step == at:
            return
        at = step


def _listed_before(
    scene: Scene, names: Sequence[Name], ends: dict[int, int], at: int
) -> dict[int, str | None]:
    """The names of a list that ends in front of an office: 'X and Y, the presidents of Chad and Mali'."""
    doc = scene.doc
    end = at
    while at > 0 and (doc[at].text in (",", "–", "—", "-", "(") or doc[at].lower_ == "the"):
        at -= 1
    if at not in ends or at == end:
        return {}
    run = [ends[at]]
    while run[0]:
        between = doc[names[run[0] - 1].last + 1 : names[run[0]].first]
        if not len(between) or any(token.lower_ not in _JOINTS for token in between):
            break
        run.insert(0, run[0] - 1)
    return dict.fromkeys(run)
