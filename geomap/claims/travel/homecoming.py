"""Home as an end of a journey: 'flew home', 'returns on Friday', 'left the country'."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.clauses import Aspect
from geomap.claims.days.when import is_one_day, when_of
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import verb_of, word_after
from geomap.claims.travel.moves import home_spot, is_bare
from geomap.claims.vocabulary import base, words
from geomap.records import Person

HOMEWARD = frozenset(("back", "home", "homeland"))
_AHEAD = Aspect(status="planned", sure=False)
_NEAR = 4
"""Words from a verb to its 'home', at most."""


def word_of_home(scene: Scene, verb: Token) -> Token | None:
    """'leaves for home', 'flew home', 'returns on Friday': the word that leads home."""
    behind = (token for token in verb.subtree if token.lower_ in HOMEWARD and token.i > verb.i)
    word = next((token for token in behind if verb_of(token) == verb), None)
    if word is None and verb.lower_ in ("due", "expected") and word_after(verb) in HOMEWARD:
        word = verb.nbor(1)  # the parse may hang 'home' on 'is'
    if word is None and base(verb.lower_) in words("travel", "homeward") and verb.tag_ != "VBG":
        word = next((token for token in verb.children if token.lower_ == "from"), None)
        dated = is_one_day(when_of(scene, verb, _AHEAD))
        if dated and (land := _own_land(verb)) is not None:
            return land
        if word is None and is_bare(scene, verb) and dated:
            return verb
    if word is None or (word.lower_ != "from" and word.i - verb.i > _NEAR):
        return None
    following = verb.doc[word.i + 1 : word.i + 4]
    elsewhere = any(token.lower_ in ("to", "in", "into", "with") for token in following)
    country_itself = any(token.lower_ in ("country", "island", "home") for token in following)
    return None if word.lower_ == "back" and elsewhere and not country_itself else word


def _own_land(verb: Token) -> Token | None:
    """'Returns to the island on Friday': told with a day, by those who have left it."""
    nouns = (noun for child in verb.children if child.lower_ == "to" for noun in child.children)
    lands = words("travel", "homelands") | {"country"}
    return next((noun for noun in nouns if noun.lower_ in lands and _is_the(noun)), None)


def home_left(who: Who, verb: Token, people: tuple[Person, ...]) -> Spot | None:
    """'left the country', 'leaves home': the country that a traveller is known to come from.

    'The island' may as well be where somebody has come to, of whom a journey is told before.
    """
    country = people[0].country
    what = next((child for child in verb.children if child.dep_ in ("dobj", "advmod")), None)
    out = [token for token in verb.doc[verb.i + 1 : verb.i + 1 + _NEAR] if token.lower_ == "capital"]
    if out and word_after(verb) == "out":
        what = out[0]  # 'was to fly out of the capital'
    if country is None or what is None:
        return None
    if base(verb.lower_) not in words("travel", "leaving") and not out:
        return None
    abroad = any(set(people) & set(others) for at, others in who.travelled if at < verb.i)
    described = what.lower_ in words("travel", "homelands") | {"capital"} and _is_the(what) and not abroad
    if what.lower_ not in ("country", "home", "homeland") and not described:
        return None
    return home_spot(who.scene, country, what.i)


def _is_the(noun: Token) -> bool:
    """'The country', 'the island nation': told of before; not 'a country', 'the island of X'."""
    children = {child.lower_ for child in noun.children}
    own = all(child.dep_ != "amod" and child.pos_ != "PROPN" for child in noun.children)
    return own and bool(children & {"the", "his", "her", "their"}) and "of" not in children
