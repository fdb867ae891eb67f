"""Couples who travel together: 'the Earl and Countess', 'the royals', 'they'."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Token

from geomap.claims.people.cast import Cast, Named
from geomap.claims.people.nameparts import is_title
from geomap.claims.scene import Scene
from geomap.claims.steps import child_of
from geomap.claims.vocabulary import words
from geomap.records import Person

_SPOUSES = frozenset(
    ("wife", "husband", "spouse", "lady", "gentleman", "queen", "consort", "princess", "duchess")
)
_SPOUSES |= {"partner", "countess", "empress", "mrs"}
_JOINING = _SPOUSES | {"and", "&", "his", "her", "the", "first", "crown", ","}
_TITLES = frozenset(("king", "prince", "duke", "earl", "emperor", "sultan", "president", "count"))
_TITLES |= {"duchess", "countess", "queen", "princess", "empress", "lady"}
_RULERS = frozenset(("king", "queen", "prince", "princess", "emperor", "empress", "sultan", "duke", "earl"))
_PLURALS = frozenset(("royals", "couple"))
_CLOSE = 12
"""Words between the names of a couple, fewer than this."""


def couple_of(scene: Scene, cast: Cast) -> tuple[Person, ...]:
    """The two who are first told to be a couple: 'Prince X and Y', 'President X and his wife, Y'."""
    for one, other in pairwise(cast.named):
        if one.key != other.key and _are_couple(scene, cast, one, other):
            return (cast.people[one.key], cast.people[other.key])
    return ()


def _are_couple(scene: Scene, cast: Cast, one: Named, other: Named) -> bool:
    doc = scene.doc
    between = [token.lower_.rstrip(".") for token in doc[one.last + 1 : other.first]]
    if len(between) >= _CLOSE or not {"and", "&"} & set(between) or not set(between) <= _JOINING:
        return False
    him, her = cast.people[one.key], cast.people[other.key]
    ruler = one.first > 0 and doc[one.first - 1].lower_ in _RULERS
    first_names = him.role is None and " " not in him.label + her.label  # 'William and Kate'
    return bool(_SPOUSES & set(between)) or (
        len(between) == 1 and her.role is None and (ruler or first_names)
    )


def is_couple(token: Token) -> bool:
    """'The Earl and Countess', 'the royals': words that mean both of a couple."""
    if not any(child.lower_ in ("the", "their", "royal") for child in token.children):
        return False
    if token.lower_ in _PLURALS:
        return True
    spouse = child_of(token, "conj")
    both = spouse is not None and spouse.lower_ in _TITLES and token.lower_ in _TITLES
    return both and is_title(token) and not words("people", "portfolios") & {token.lower_}
