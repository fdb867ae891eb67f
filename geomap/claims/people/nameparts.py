"""The words that names of people are made of."""

from __future__ import annotations

import re
from collections.abc import Set

from spacy.tokens import Doc, Token

from geomap.claims.people.roles import Role
from geomap.claims.scene import Scene
from geomap.claims.vocabulary import role_class, singular, words
from geomap.records import record

_INITIALS = re.compile(r"(?:(?:[A-Z]|Ts|Sh|Ch|Kh|Zh|Dz|Dj|Gh|Y[aeou])\.)+|[A-Z]")
_INNER = "'’‘ʻ`"
_ELIDED = re.compile(r"(?:[dlo]|dall|dell)['’][A-Z]")
"""'d'Estaing', "dell'Acqua"."""
_GLUED = re.compile(r"^(?:[A-Z][a-z]?\.){1,2}(?=[A-Z][a-z])")
"""Initials written without a blank, as in Mongolia: 'G.Zandanshatar'."""
_LEADING = frozenset(("for", "of", "on", "to", "the"))
_LONGEST = 8
"""Words of a name, particles counted."""


@record
class Name:
    """One mention of a name, with what stands beside it."""

    first: int
    last: int
    parts: tuple[str, ...]
    role: Role | None
    honorific: str
    country: str | None
    """Named right beside it: 'from Chad, X', 'X of Chad'."""


def is_capitalised(token: Token) -> bool:
    """Whether a word begins with a capital, behind a glottal stop as well: 'ʻAkilisi'."""
    return token.text.lstrip(_INNER)[:1].isupper()


def is_title(token: Token) -> bool:
    """A capitalised office or form of address: 'President', 'Sheikh', 'Dr.'."""
    return token.text[:1].isupper() and (
        token.lower_.rstrip(".") in words("people", "honorifics")
        or (role_class(token.lower_) is not None and singular(token.lower_) == token.lower_)
    )


def is_particle(token: Token) -> bool:
    """'van', 'bin', 'oglu' inside a name."""
    return token.lower_ in words("people", "particles") and token.text != "-"


def is_name_word(token: Token) -> bool:
    """A capitalised word, apostrophes allowed, that is neither an office nor a form of address."""
    return (
        (is_capitalised(token) or _ELIDED.match(token.text) is not None)
        and all(c.isalpha() or c in _INNER for c in _GLUED.sub("", token.text))
        and token.lower_ not in words("people", "honorifics")
        and role_class(token.lower_) is None
    )


def is_initial(token: Token) -> bool:
    """'D.' or 'A.H.'."""
    return bool(_INITIALS.fullmatch(token.text)) and token.text != "I"


def is_place(scene: Scene, i: int) -> bool:
    """Whether a word is part of a place; several that no gazetteer knows as one may be a name."""
    spot = scene.spot_at.get(i)
    return spot is not None and (spot.place is not None or spot.first == spot.last)


def behind_region(scene: Scene, i: int) -> int:
    """Where a region's name that begins at a token behind 'for' or 'of' ends: 'Envoy for Central Asia X'."""
    doc = scene.doc
    if not i or doc[i - 1].lower_ not in _LEADING or i >= len(doc) or not doc[i].text[:1].isupper():
        return i
    length = scene.gazetteer.longest([token.text for token in doc[i : i + _LONGEST]])
    found = scene.gazetteer.candidates(doc[i : i + length].text) if length else ()
    return i + length if found and found[0].place.precision == "region" else i


def apart(name: str) -> str:
    """A name with a blank behind its initials: 'G. Zandanshatar'."""
    return " ".join(_GLUED.sub(lambda found: found[0] + " ", word) for word in name.split())


def name_run(scene: Scene, start: int, seen: Set[int]) -> int:
    """Where the run of name words that begins at token `start` ends (the index behind its last word).

    Particles, initials and hyphens count where a name word follows; no word is part of a place, but
    words that no gazetteer knows as one may be.
    """
    doc, at = scene.doc, start
    while at < len(doc) and at - start < _LONGEST and at not in seen:
        if is_place(scene, at):
            break
        if not (
            _is_part(doc[at])
            or (at > start and doc[at].text in ("Jr.", "Sr."))
            or _joins(doc, at, start)
            or (at > start + 1 and _is_second_syllable(doc[at]))
        ):
            break
        at += 1
    return at


def _is_part(token: Token) -> bool:
    return is_name_word(token) and token.pos_ in ("PROPN", "NOUN", "ADJ", "X", "NUM", "INTJ", "ADV")


def _is_second_syllable(token: Token) -> bool:
    """'moon' in 'Ban Ki-moon'."""
    hyphen = token.nbor(-1)
    glued = hyphen.text == "-" and not hyphen.whitespace_ and not token.nbor(-2).whitespace_
    return glued and token.is_alpha and token.text.islower()


def _joins(doc: Doc, at: int, start: int) -> bool:
    """Whether a word only leads to the next part of a name."""
    if at + 1 >= len(doc) or not doc[at + 1].text[:1].isalpha():
        return False
    token, following = doc[at], doc[at + 1]
    if token.text == "-":
        return at > start and not token.whitespace_ and not doc[at - 1].whitespace_
    if is_initial(token):
        return is_name_word(following) or is_initial(following)
    return at > start and is_particle(token) and (following.text[:1].isupper() or is_particle(following))


def is_headline(token: Token) -> bool:
    """Whether a word stands in a line whose nouns and verbs all begin with a capital."""
    return not any(
        word.text.islower() and len(word) > 2 and word.pos_ in ("NOUN", "VERB", "ADV") for word in token.sent
    )
