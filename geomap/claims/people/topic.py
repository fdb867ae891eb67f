"""Whom an article is about, and what its words tell of a person: how often, where, he or she."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from spacy.tokens import Span as Words
from spacy.tokens import Token

from geomap.claims.kinds import is_trip
from geomap.claims.people.cast import Cast, Named, fold, mentions_of
from geomap.claims.people.labels import labels_of, spokesmen
from geomap.claims.people.subjects import named_list
from geomap.claims.scene import Scene, outer_head
from geomap.claims.steps import SUBJECTS
from geomap.claims.vocabulary import base, singular, words
from geomap.records import Person, record

_IN_TITLE = 3.0
_OPENING = 2.0
_TRAVELS = 2.0
_HOSTED, _HOSTS = 1.0, 1.0
"""What being received adds, and what receiving takes."""
_MENTION = 0.5
_MOST_MENTIONS = 8
_WIFE = frozenset(("mrs", "mme", "madame"))


@record
class Topic:
    """What an article as a whole tells of its people."""

    main: Person | None
    """Whom it is about: who is in its title, opens it, travels most and is named most."""
    tellers: frozenset[str]
    """Labels of those who only say things: officials quoted on the journey of another."""
    genders: Mapping[str, str]
    """'f' or 'm' by label, as far as titles tell."""


def topic_of(scene: Scene, cast: Cast) -> Topic:
    """Weigh the people of an article."""
    doc = scene.doc
    weight: dict[str, float] = defaultdict(float)
    deeds: dict[str, set[bool]] = defaultdict(set)
    genders: dict[str, str] = {}
    first = next((named.first for named in cast.named), 0)
    opening = doc[first].sent if len(doc) else None
    title = _title_words(scene)
    mute = spokesmen(cast, labels_of(scene))
    for key, mentions in mentions_of(cast).items():
        person = cast.people[key]
        if person.label in mute:
            continue
        weight[key] += _MENTION * min(len(mentions), _MOST_MENTIONS)
        ends = {fold(person.label.split()[0]), fold(person.label.split()[-1])}
        if not ends.isdisjoint(title) or _office_in(scene, title, person):
            weight[key] += _IN_TITLE
        for named in mentions:
            head = outer_head(doc[_beginning(cast, named) : named.last + 1])
            while head.dep_ == "appos":
                head = head.head
            lemma = base(head.head.lower_)
            if head.dep_ in SUBJECTS or (lemma in words("status", "saying") and head.i > head.head.i):
                doers = {person.label, *(other.label for other in named_list(cast, head, head.head))}
                for label in doers:
                    deeds[label].add(lemma in words("status", "saying"))
                if lemma in words("travel", "object", "toward", "at", "leaving", "leading"):
                    weight[key] += _TRAVELS
                weight[key] += _OPENING * _is_within(opening, named.first)
            if (noun := _whose(head)) is not None and is_trip(noun):
                deeds[person.label].add(False)
                weight[key] += _TRAVELS
            if noun is not None and noun.lower_ == "invitation":
                weight[key] -= _HOSTS
            weight[key] += _as_guest(head)
            if _leads(head):
                deeds[person.label].add(False)
                weight[key] += _TRAVELS + _OPENING * _is_within(opening, named.first)
            gender = _gender(scene, cast, named.first, named.last)
            if gender:
                genders.setdefault(person.label, gender)
    main = max(weight, key=lambda key: weight[key], default=None)
    main = _with_office(scene, cast, main) if main else None
    return Topic(
        main=cast.people[main] if main else None,
        tellers=frozenset(label for label, told in deeds.items() if told == {True}),
        genders=genders,
    )


def _with_office(scene: Scene, cast: Cast, main: str) -> str:
    """Of 'the minister and Mrs. X' the minister: a programme may name the other more often."""
    surname = main.rpartition(" ")[2]
    officers = (
        key for key, person in cast.people.items() if person.role and key.rpartition(" ")[2] == surname
    )
    titles = {scene.doc[n.first - 1].lower_.rstrip(".") for n in cast.named if n.key == main and n.first}
    wife = cast.people[main].role is None and titles & _WIFE
    return next(officers, main) if wife else main


def _beginning(cast: Cast, named: Named) -> int:
    """Where the office in front of a name begins, or the name itself."""
    first = named.first
    while first and cast.at.get(first - 1) is named:
        first -= 1
    return first


def _is_within(sentence: Words | None, i: int) -> bool:
    return sentence is not None and sentence.start <= i < sentence.end


def _whose(name: Token) -> Token | None:
    """What a name owns: 'X's visit', 'the visit of X', 'a visit by X'."""
    if name.dep_ == "poss":
        return name.head
    preposition = name.head
    told = (
        name.dep_ == "pobj" and preposition.lower_ in ("of", "by") and preposition.dep_ in ("prep", "agent")
    )
    return preposition.head if told else None


def _as_guest(name: Token) -> float:
    """What receiving and being received tell: 'X received Y', 'Y was welcomed by X'."""
    verb = name.head.head if name.dep_ == "pobj" and name.head.lower_ == "by" else name.head
    if base(verb.lower_) not in words("meeting", "hosting"):
        return 0.0
    if name.dep_ in ("dobj", "nsubjpass"):
        return _HOSTED
    return -_HOSTS if name.dep_ == "nsubj" or name.head.lower_ == "by" else 0.0


def _leads(name: Token) -> bool:
    """'A delegation led by X'."""
    verb = name.head.head
    led = name.dep_ == "pobj" and name.head.lower_ == "by" and base(verb.lower_) in words("travel", "leading")
    return led and verb.head.lower_ in words("people", "delegation")


def _office_in(scene: Scene, title: Sequence[str], person: Person) -> bool:
    """Whether a title names somebody by office and country: 'The President of Belarus in Harare'."""
    if person.country is None or not person.role:
        return False
    office = [fold(word) for word in person.role.split()]
    if "of" not in office:
        office += ["of", *(fold(word) for word in scene.gazetteer.country(person.country).place.name.split())]
    return any(list(title[i : i + len(office)]) == office for i in range(len(title)))


def _title_words(scene: Scene) -> list[str]:
    """The words of an article's title and of the last part of its address, which often is its title."""
    slug = (scene.article.source or "").rstrip("/").rpartition("/")[2]
    words_of = (scene.article.title or "").replace("’", "'").replace("'s", "").split()
    told = [fold(word) for word in (*words_of, *slug.replace("_", "-").split("-"))]
    return [word for word in told if word != "the"]


def _gender(scene: Scene, cast: Cast, first: int, last: int) -> str | None:
    """What the office and the title beside a name tell."""
    while first and (
        cast.at.get(first - 1) is cast.at[last] or scene.doc[first - 1].lower_.rstrip(".") in _TITLES
    ):
        first -= 1
    if first > 1 and scene.doc[first - 1].text == "," and scene.doc[first - 2].lower_ in ("wife", "husband"):
        first -= 2  # 'his wife, X'
    for token in scene.doc[first:last]:  # a surname may be a title's word: 'Bishop', 'King'
        if found := _TITLES.get(singular(token.lower_.rstrip("."))):
            return found
    return None


_TITLES = dict.fromkeys(words("people", "feminine"), "f") | dict.fromkeys(words("people", "masculine"), "m")
