"""Who 'I' is: whoever is quoted, or whose own statement an article is."""

from __future__ import annotations

import re
from itertools import islice

from spacy.tokens import Span as Words
from spacy.tokens import Token

from geomap.claims.people.cast import Cast, fold
from geomap.claims.people.labels import label_above, turns
from geomap.claims.people.topic import Topic
from geomap.claims.scene import Scene
from geomap.claims.setbacks import is_negated
from geomap.claims.steps import SUBJECTS, sentences_back, verb_of
from geomap.claims.vocabulary import base, role_class, words
from geomap.records import Person

_MEMORY = 4
"""Sentences that a quotation looks back over for who is quoted."""
_BY = re.compile(
    r"\b(?:[Rr]emarks|[Ss]tatement|[Ss]peech|[Aa]ddress|[Cc]omments|REMARKS|STATEMENT|SPEECH)\b[^.\n]* by "
)
_HEADING = 160
"""Characters at the head of a text in which it tells whose words it gives."""
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
    if (told := _quoted_beside(scene, cast, token)) is not None:
        return told
    if token.lower_ != "i" and base(verb_of(token).lower_) not in words("meeting", "verbs", "light"):
        return None
    if label := label_above(scene, token):
        return _called(cast, topic, label)
    if token.lower_ != "i":
        return None
    doc, first = scene.doc, scene.line_start(token.i)
    if doc[first].text in _MARKS:
        return topic.main
    quoted = any(word.text in _MARKS for word in doc[first : token.i])
    return None if quoted else _author(scene, cast)


def _quoted_beside(scene: Scene, cast: Cast, token: Token) -> Person | None:
    """'"I go to X," the minister said. "Then I go to Y."': who is quoted in the sentences around a quotation.

    Those before it in its paragraph count, and the last one of the paragraph above; then the one behind it.
    """
    doc = token.doc
    if not _is_open(scene, token) or is_negated(verb_of(token)):
        return None  # 'We are not here to …'
    lines = 0
    for before in islice(sentences_back(token, _MEMORY + 1), 1, None):
        if lines > 1:
            break
        lines += "\n" in doc[before.end - 1].text
        if person := _speaker_in(scene, cast, before):
            return person
    if token.sent.end < len(doc) and "\n" not in doc[token.sent.end - 1].text:
        return _speaker_in(scene, cast, doc[token.sent.end].sent)
    return None


def _is_open(scene: Scene, token: Token) -> bool:
    """Whether a word stands within quotation marks, as its paragraph has them."""
    before = scene.doc[scene.line_start(token.i) : token.i]
    return sum(word.text in _MARKS for word in before) % 2 == 1


def _speaker_in(scene: Scene, cast: Cast, sentence: Words) -> Person | None:
    """The named subject of a sentence's verb of saying or speaking."""
    says = words("status", "saying") | words("meeting", "speaking")
    for verb in sentence:
        if verb.pos_ == "VERB" and base(verb.lower_) in says and not _is_open(scene, verb):
            for child in verb.children:
                if child.dep_ in SUBJECTS and (person := cast.person_at(child.i)):
                    return person
    return None


def speakers_of(scene: Scene, cast: Cast, topic: Topic) -> list[Person]:
    """Whose words an article gives: those whom a transcript's labels name, or whose remarks they are."""
    labels = (_called(cast, topic, turn.group(1)) for turn in turns(scene))
    return list(dict.fromkeys(filter(None, [*labels, _author(scene, cast)])))


def _called(cast: Cast, topic: Topic, label: str) -> Person | None:
    """The person whom a transcript's label names by family name, or only by office: 'THE PRESIDENT'."""
    name = fold(label.partition(", ")[0].rsplit(maxsplit=1)[-1])
    bearers = [person for person in cast.people.values() if fold(person.label.split()[-1]) == name]
    if bearers:
        return min(bearers, key=lambda person: person.label.isupper())
    office = label.lower().removeprefix("the ")
    holders = [person for person in cast.people.values() if _holds(person, office)]
    return topic.main if topic.main in holders else next(iter(holders), None)


def _holds(person: Person, office: str) -> bool:
    role = (person.role or "").lower()
    return role == office or role.startswith((f"{office} of ", f"{office} for "))


def _author(scene: Scene, cast: Cast) -> Person | None:
    """The office holder whom the article's source or title gives as the one whose statement it is."""
    if (by := _BY.search(scene.article.view.text[:_HEADING])) is not None:
        for named in cast.named:
            if by.end() <= scene.doc[named.first].idx < by.end() + _HEADING and named.first < len(scene.doc):
                return cast.people[named.key]
    told = f"{scene.article.source or ''} {scene.article.publisher or ''}".replace(",", " ").split()
    if not any(role_class(word.lower()) for word in told):
        return None
    names = {fold(word) for word in told}
    return next((p for p in cast.people.values() if fold(p.label.split()[-1]) in names), None)
