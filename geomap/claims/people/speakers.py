"""Who 'I' is: whoever is quoted, or whose own statement an article is."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.clauses import SUBJECTS
from geomap.claims.people.cast import Cast, fold
from geomap.claims.people.topic import Topic
from geomap.claims.scene import Scene
from geomap.claims.vocabulary import base, role_class, words
from geomap.records import Person

_MARKS = frozenset('“”"«»')


def quoted_by(token: Token) -> Token | None:
    """'"I will be in X," the minister said': the subject of what is said in the same sentence."""
    for verb in token.sent:
        if base(verb.lower_) in words("status", "saying") and verb.pos_ == "VERB":
            for child in verb.children:
                if child.dep_ in SUBJECTS and child.lower_ not in ("i", "we"):
                    return child
    return None


def speaker_of(scene: Scene, cast: Cast, topic: Topic, token: Token) -> Person | None:
    """Who speaks where nobody is told to: in a paragraph that is all quotation, or in a statement."""
    if token.lower_ != "i":
        return None
    doc, first = scene.doc, token.i
    while first > 0 and "\n" not in doc[first - 1].text:
        first -= 1
    if doc[first].text in _MARKS:
        return topic.main
    quoted = any(word.text in _MARKS for word in doc[first : token.i])
    return None if quoted else _author(scene, cast)


def _author(scene: Scene, cast: Cast) -> Person | None:
    """The office holder whom the article's source or title gives as the one whose statement it is."""
    told = f"{scene.article.source or ''} {scene.article.publisher or ''}".replace(",", " ").split()
    if not any(role_class(word.lower()) for word in told):
        return None
    names = {fold(word) for word in told}
    return next((p for p in cast.people.values() if fold(p.label.split()[-1]) in names), None)
