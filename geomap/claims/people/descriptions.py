"""People by what else they are called: 'the Brazilian', 'the latter', 'the first to visit X was Y'."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.people.cast import Cast
from geomap.claims.people.subjects import name_with_origin, relative_subject
from geomap.claims.people.topic import Topic
from geomap.claims.scene import Scene
from geomap.claims.setbacks import is_negated
from geomap.claims.steps import sentences_back
from geomap.claims.vocabulary import role_class
from geomap.records import Person

_MEMORY = 2
"""Sentences that 'the latter' and an office of a country look back over."""
_RELATIVES = frozenset(("whose", "whom"))
_COPULAS = frozenset(("is", "was", "were", "been", "became", "becomes", "be", "become"))
_RANKED = frozenset(("first", "last", "only", "previous", "latest", "second", "third", "next", "sole"))


def described(scene: Scene, cast: Cast, topic: Topic, token: Token) -> Person | None:
    """Whom a noun or a relative pronoun means that names neither a person nor an office."""
    if token.lower_ in _RELATIVES:
        before = token.i - 1
        before -= before > 0 and scene.doc[before].lower_ in ("with", "by", "to", "for", "from")
        before -= before > 0 and scene.doc[before].text == ","
        return cast.person_at(before) or name_with_origin(cast, scene.doc[before])
    if not any(child.lower_ == "the" for child in token.children):
        return None
    if token.lower_ in ("latter", "former") and token.head.pos_ in ("VERB", "AUX", "ADP"):
        return _one_of_two(cast, token)
    return _of_nation(scene, cast, topic, token)


def told_by_copula(cast: Cast, token: Token) -> Person | None:
    """'The previous speaker to visit X was Y', 'Y became the first speaker to visit X': who that is."""
    verb = token.head
    ranked = any(child.lower_ in _RANKED for child in token.children)
    if not ranked or verb.lower_ not in _COPULAS or is_negated(verb):
        return None
    if token.dep_ == "attr" and (person := relative_subject(cast, verb)):
        return person
    side = {"nsubj": "attr", "attr": "nsubj"}.get(token.dep_)
    named = (cast.person_at(child.i) for child in verb.children if child.dep_ == side)
    return next((person for person in named if person), None)


def _one_of_two(cast: Cast, token: Token) -> Person | None:
    """'The latter' is who was named last before it, 'the former' the one before that."""
    for sentence in sentences_back(token, _MEMORY):
        told = [n.key for n in cast.between(sentence.start, min(sentence.end, token.i))]
        if keys := list(dict.fromkeys(reversed(told))):
            return (
                cast.people[keys[token.lower_ == "former"]] if keys[1:] or token.lower_ == "latter" else None
            )
    return None


def _of_nation(scene: Scene, cast: Cast, topic: Topic, token: Token) -> Person | None:
    """'The Iranian': the one whom the article is about, if of that nation, else its last one named before."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.dep_ in ("amod", "compound", "nmod"):
        return None
    country = scene.gazetteer.demonym(token.text)
    if country is None or any(child.dep_ in ("relcl", "acl", "prep") for child in token.children):
        return None  # 'the Tunisian who drove the lorry' is somebody else
    if topic.main and topic.main.country == country:
        return topic.main
    before = (cast.people[n.key] for n in reversed(cast.between(0, token.i)))
    return next((person for person in before if person.country == country), None)


def is_of_nation(scene: Scene, topic: Topic, token: Token) -> bool:
    """'The Brazilians': those who come along with whom an article is about."""
    main = topic.main
    if not token.lower_.endswith("s") or main is None or main.country is None:
        return False
    definite = any(child.lower_ == "the" for child in token.children)
    plain = all(child.dep_ in ("det", "cc", "conj", "punct") for child in token.children)
    return definite and plain and scene.gazetteer.demonym(token.text) == main.country


def newcomer(cast: Cast, token: Token, country: str) -> Person | None:
    """'The Kenyan leader': the one person told of just before whose office and country no word tells."""
    if role_class(token.lower_) not in ("head_of_state", "head_of_government") and (token.lower_ != "leader"):
        return None
    if any(person.country == country for person in cast.people.values()):
        return None
    for sentence in sentences_back(token, _MEMORY):
        keys = {n.key for n in cast.between(sentence.start, min(sentence.end, token.i))}
        if people := [cast.people[key] for key in keys]:
            new = [p for p in people if not p.role and not p.country and p.name and " " in p.name]
            return new[0] if len(new) == 1 else None
    return None


def is_age(token: Token) -> bool:
    """'The 41-year-old'."""
    told = {child.lower_ for child in token.children}
    return token.lower_ == "old" and {"the", "year"} <= told and token.dep_ not in ("amod", "compound")


def is_visiting(token: Token) -> bool:
    """'the visiting prime minister': the guest."""
    return role_class(token.lower_) is not None and any(c.lower_ == "visiting" for c in token.children)
