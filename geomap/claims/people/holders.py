"""Names that are counted against the countries of an office: 'the ministers of A and B, X and Y'."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geomap.claims.people.nameparts import is_initial, is_name_word, is_particle, is_title
from geomap.claims.scene import Scene
from geomap.claims.vocabulary import role_class, singular

_JOINTS = (",", "and", "&")
_OWNING = (*_JOINTS, "'s", "’s", "'", "’")
_LONGEST = 7
"""Words of a name."""
_MODIFIERS = 4
"""Words between a country and the noun of its office, at most."""

type Run = tuple[int, int]
"""First and last token of a name."""


def find_holders(scene: Scene) -> Iterator[Run]:
    """Each name beside a plural office that has as many countries as there are names.

    A word that is a place's name as well ('Ararat', 'Paris') begins a person's name here, whatever the model
    takes it for.
    """
    for noun in scene.doc:
        one = singular(noun.lower_)
        if one == noun.lower_ or role_class(one) is None or noun.pos_ not in ("NOUN", "PROPN"):
            continue
        first = _first_modifier(scene, noun)
        countries, end = _countries(scene, noun, first)
        if countries > 1:
            yield from _runs(scene, end, countries) or _runs_before(scene, first, countries)
        else:
            named = _each_with_country(scene, noun.i + 1)
            yield from named if len(named) > 1 else ()


def _first_modifier(scene: Scene, noun: Token) -> int:
    """Where 'foreign' in 'A and B's foreign ministers' begins."""
    doc, first = scene.doc, noun.i
    while first > max(noun.sent.start, noun.i - _MODIFIERS) and (
        doc[first - 1].pos_ in ("ADJ", "NOUN", "PROPN") and first - 1 not in scene.spot_at
    ):
        first -= 1
    return first


def _countries(scene: Scene, noun: Token, first: int) -> tuple[int, int]:
    """How many countries an office has, and the index behind the whole phrase."""
    doc, at, found = scene.doc, noun.i + 1, 0
    if at < len(doc) and doc[at].lower_ in ("of", "from"):
        at += 1
        while at < noun.sent.end:
            if _is_country(scene, at):
                found += 1
                at = scene.spot_at[at].last + 1
            elif doc[at].lower_ in ("the", "and", "&") or (
                doc[at].text == "," and _is_country(scene, at + 1 + (doc[at + 1].lower_ in ("the", "and")))
            ):
                at += 1
            else:
                break
        return found, at
    i = first - 1
    while i >= noun.sent.start and (i in scene.spot_at or doc[i].lower_ in _OWNING):
        found += _is_country(scene, i)
        i = (scene.spot_at[i].first if i in scene.spot_at else i) - 1
    return found, at


def _is_country(scene: Scene, i: int) -> bool:
    spot = scene.spot_at.get(i)
    return spot is not None and spot.place is not None and spot.place.precision == "country"


def _runs(scene: Scene, at: int, count: int) -> list[Run]:
    """So many names from a token on, with commas and 'and' between; none where their number is another."""
    doc = scene.doc
    at += at < len(doc) and doc[at].text in (",", "(", "–", "—", ":")
    runs: list[Run] = []
    while len(runs) < count:
        at = _past_titles(scene, at)
        stop = _name_end(scene, at)
        joined = _past_joints(scene, stop)
        if stop == at or (joined == stop and len(runs) + 1 < count):
            return []
        runs.append((at, stop - 1))
        at = joined
    goes_on = _name_end(scene, at) > at + 1 and any(token.lower_ == "and" for token in doc[runs[-1][1] : at])
    return [] if goes_on else runs


def _runs_before(scene: Scene, first: int, count: int) -> list[Run]:
    """'X and Y, the presidents of A and B': so many names up to the comma in front of the office."""
    doc, comma = scene.doc, first - 1
    while comma > 0 and (doc[comma].pos_ == "DET" or comma in scene.spot_at or doc[comma].lower_ == "and"):
        comma -= 1
    if comma < 1 or doc[comma].text != ",":
        return []
    for at in range(comma - 1, max(doc[comma].sent.start, comma - _LONGEST * count) - 1, -1):
        runs = _runs(scene, at, count) if doc[at].text[:1].isupper() else []
        if runs and runs[-1][1] + 1 == comma and not (at and doc[at - 1].text[:1].isupper()):
            return runs
    return []


def _past_titles(scene: Scene, at: int) -> int:
    doc = scene.doc
    while at < len(doc) and (is_title(doc[at]) or (doc[at].text == "." and is_title(doc[at - 1]))):
        at += 1
    return at


def _past_joints(scene: Scene, at: int) -> int:
    while at < len(scene.doc) and scene.doc[at].lower_ in _JOINTS:
        at += 1
    return at


def _name_end(scene: Scene, at: int) -> int:
    """Where a name that begins at a token ends; the token itself where none begins there."""
    doc, start = scene.doc, at
    while at < len(doc) and at - start < _LONGEST:
        token = doc[at]
        inner = at > start and (is_particle(token) or (token.text == "-" and not token.whitespace_))
        if not (is_name_word(token) or is_initial(token) or inner) or at in scene.date_at:
            break
        at += 1
    while at > start and not doc[at - 1].text[-1:].isalpha() and not is_initial(doc[at - 1]):
        at -= 1
    spot = scene.spot_at.get(start)
    place = spot is not None and spot.place is not None and spot.last >= at - 1
    people = at > start and scene.gazetteer.demonym(doc[start:at].text) is not None
    return start if place or people else at


def _each_with_country(scene: Scene, at: int) -> list[Run]:
    """'X of A, Y of B and Z (C)': names, each with its country."""
    doc = scene.doc
    at += at < len(doc) and doc[at].text in (",", ":")
    found: list[Run] = []
    while at < len(doc):
        at = _past_titles(scene, at)
        stop = _name_end(scene, at)
        if stop == at or stop + 1 >= len(doc) or doc[stop].lower_ not in ("of", "("):
            break
        country = stop + 1 + (doc[stop + 1].lower_ == "the")
        if not _is_country(scene, country):
            break
        found.append((at, stop - 1))
        behind = scene.spot_at[country].last + 1
        behind += behind < len(doc) and doc[behind].text == ")"
        at = _past_joints(scene, behind)
        if at == behind:
            break
    return found
