"""'The capital', 'the Kazakh capital', 'this city': which city, or at least which country."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.links import here
from geomap.claims.people.cast import Cast
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import sentences_back, verb_of, word_after
from geomap.claims.vocabulary import base
from geomap.records import Place

_TOWNS = frozenset(("capital", "city", "town"))
"""'This city' is that of the dateline."""
_MEMORY = 3
"""Sentences in which the country of 'the capital' may have been named."""


def capital_spots(scene: Scene, cast: Cast) -> list[Spot]:
    """A spot for every capital that is not called by its name.

    Where the article names the city elsewhere it is that city, else the country: nothing is added that
    the text does not say.
    """
    spots = []
    dateline = here(scene)
    for token in scene.doc:
        if dateline and token.lower_ in _TOWNS and token.i and token.nbor(-1).lower_ == "this":
            spots.append(replace(dateline[0], first=token.i, last=token.i, text="the capital", use="name"))
            continue
        if token.lower_ == "soil" and (land := _land_before(scene, token)) is not None:
            spots.append(land)
            continue
        if token.lower_ != "capital" or token.pos_ not in ("NOUN", "PROPN") or token.i in scene.spot_at:
            continue
        named = scene.spot_at.get(token.head.i) if token.dep_ == "appos" else None
        led = word_after(token) in (",", "of", "city")
        after = scene.spot_at.get(token.i + 1) or (scene.spot_at.get(token.i + 2) if led else None)
        if after and after.precision == "city" and after.use == "name" and _is_apposed(scene, token, after):
            spots.append(replace(after, first=_start(token)))  # 'in the Chadian capital, N'Djamena'
            continue
        if (named and named.precision == "city") or (after and after.precision in ("city", "venue")):
            continue
        country = _country(scene, cast, token)
        place = _place(scene, country) if country else None
        if place:
            spots.append(Spot(first=_start(token), last=token.i, text="the capital", use="name", place=place))
    return spots


def _land_before(scene: Scene, soil: Token) -> Spot | None:
    """'Landed on Rwandan soil': a country."""
    land = scene.country_at(soil.i - 1) if soil.i else None
    comes = base(verb_of(soil).lower_) in ("touch", "set", "step", "land", "arrive")
    told = (
        land is not None and land.use == "adjective" and comes and scene.word_before(land) in ("on", "onto")
    )
    return replace(land, last=soil.i, use="name") if land is not None and told else None


def _is_apposed(scene: Scene, capital: Token, town: Spot) -> bool:
    """'The capital, Accra, …', 'the capital Accra': not 'in the capital, Kumasi and …'."""
    beside = town.first == capital.i + 1 or scene.doc[capital.i + 1].text == ","
    behind = scene.doc[town.last + 1 : town.last + 2].text
    return beside and (town.first == capital.i + 1 or behind not in ("and", "or"))


def _start(capital: Token) -> int:
    """Where the words about a capital begin: 'the Chadian capital', "Chad's capital"."""
    noun = capital.head if capital.dep_ == "compound" and capital.head.i > capital.i else capital
    opening = capital.doc[noun.left_edge.i : capital.i]
    plain = all(t.pos_ in ("DET", "ADJ", "PROPN", "NOUN", "PART", "PRON") for t in opening)
    return noun.left_edge.i if plain else capital.i


def _country(scene: Scene, cast: Cast, token: Token) -> str | None:
    own = [
        spot
        for child in token.subtree
        if (spot := scene.spot_at.get(child.i)) and spot.country and child.i != token.i
    ]
    if own:
        whole = own[0].use == "adjective" or own[0].precision == "country"
        return own[0].country if whole else None  # 'the capital of Tatarstan' is not Russia's
    if not any(child.lower_ in ("the", "its", "their") for child in token.children):
        return None
    homes = {
        person.country
        for i in range(token.sent.start, token.i)
        if (person := cast.person_at(i)) and person.country
    }
    for sentence in sentences_back(token, _MEMORY):
        near = scene.spots_between(sentence.start, sentence.end)
        if votes := Counter(spot.country for spot in near if spot.country and spot.country not in homes):
            return votes.most_common(1)[0][0]
    return None


def _place(scene: Scene, country: str) -> Place | None:
    capital = scene.gazetteer.capital(country)
    if capital:
        for spot in scene.spots:
            if spot.precision == "city" and spot.place and spot.place.geonameid == capital.place.geonameid:
                return spot.place
        told = f"{scene.article.title or ''}\n{scene.doc.text}"
        if re.search(rf"\b{re.escape(capital.place.name)}\b", told):
            return capital.place  # as in 'the cathedral in Lisbon'
    return scene.gazetteer.country(country).place
