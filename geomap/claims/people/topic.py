"""Whom an article is about, and what its words tell of a person: how often, where, he or she."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from geomap.claims.kinds import is_trip
from geomap.claims.people.cast import Cast, fold, mentions_of
from geomap.claims.people.subjects import named_list
from geomap.claims.scene import Scene, outer_head
from geomap.claims.steps import SUBJECTS
from geomap.claims.vocabulary import base, singular, words
from geomap.records import Person, record

_IN_TITLE = 3.0
_OPENING = 2.0
_TRAVELS = 2.0
_MENTION = 0.5
_MOST_MENTIONS = 8


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
    for key, mentions in mentions_of(cast).items():
        person = cast.people[key]
        weight[key] += _MENTION * min(len(mentions), _MOST_MENTIONS)
        ends = {fold(person.label.split()[0]), fold(person.label.split()[-1])}
        if ends & title or _office_in(title, person):
            weight[key] += _IN_TITLE
        for named in mentions:
            head = outer_head(doc[named.first : named.last + 1])
            while head.dep_ == "appos":
                head = head.head
            lemma = base(head.head.lower_)
            if head.dep_ in SUBJECTS or (lemma in words("status", "saying") and head.i > head.head.i):
                doers = {person.label, *(other.label for other in named_list(cast, head, head.head))}
                for label in doers:
                    deeds[label].add(lemma in words("status", "saying"))
                if lemma in words("travel", "object", "toward", "at", "leaving", "leading"):
                    weight[key] += _TRAVELS
                if opening is not None and opening.start <= named.first < opening.end:
                    weight[key] += _OPENING
            if head.dep_ == "poss" and is_trip(head.head):
                deeds[person.label].add(False)
                weight[key] += _TRAVELS
            gender = _gender(scene, cast, named.first, named.last)
            if gender:
                genders.setdefault(person.label, gender)
    main = max(weight, key=lambda key: weight[key], default=None)
    return Topic(
        main=cast.people[main] if main else None,
        tellers=frozenset(label for label, told in deeds.items() if told == {True}),
        genders=genders,
    )


def _office_in(title: set[str], person: Person) -> bool:
    """Whether a title names somebody by office and country: 'The President of Belarus in Harare'."""
    office = {fold(word) for word in (person.role or "").split()}
    return "of" in office and person.country is not None and office <= title


def _title_words(scene: Scene) -> set[str]:
    """The words of an article's title and of the last part of its address, which often is its title."""
    slug = (scene.article.source or "").rstrip("/").rpartition("/")[2]
    words_of = (scene.article.title or "").replace("’", "'").replace("'s", "").split()
    return {fold(word) for word in (*words_of, *slug.replace("_", "-").split("-"))}


def _gender(scene: Scene, cast: Cast, first: int, last: int) -> str | None:
    """What the office and the title beside a name tell."""
    while first and (
        cast.at.get(first - 1) is cast.at[last] or scene.doc[first - 1].lower_.rstrip(".") in _TITLES
    ):
        first -= 1
    for token in scene.doc[first:last]:  # a surname may be a title's word: 'Bishop', 'King'
        if found := _TITLES.get(singular(token.lower_.rstrip("."))):
            return found
    return None


_TITLES = dict.fromkeys(words("people", "feminine"), "f") | dict.fromkeys(words("people", "masculine"), "m")
