"""Whom 'he' and 'she' stand for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from spacy.tokens import Span as Words
from spacy.tokens import Token

from geomap.claims.kinds import is_group, is_trip
from geomap.claims.links import places_of
from geomap.claims.people.cast import Cast, Named
from geomap.claims.people.genders import genders_of_names
from geomap.claims.people.labels import labels_of, spokesmen
from geomap.claims.people.offices import comes_from_afar
from geomap.claims.people.subjects import invited, named_list, relative_subject
from geomap.claims.people.topic import Topic
from geomap.claims.scene import Scene, outer_head
from geomap.claims.steps import SUBJECTS, child_of, owner_of, subject_beside, verb_of
from geomap.claims.vocabulary import base, role_class, singular, words
from geomap.records import Person

_MEMORY = 5
"""A pronoun looks back over this many sentences."""
_MAIN, _TOLD, _SUBJECT, _OTHER = 4.0, 3.5, 2.5, 1.0
"""How salient the subject of a sentence is, that of what is said in it, other subjects, and all others."""
_CENTRE = 3.0
"""Whom a sentence speaks of by a pronoun, though he is not its subject, is likely to stay in the centre."""
_FADING = 1.2
"""What each sentence further back costs."""
_PARAGRAPH = 0.7
"""What a new paragraph costs those of the one before."""
_TOPIC, _TOPIC_DONE_TO = 1.5, 2.5
"""What it is worth to be whom the article is about: for those who do something, and to whom it is done."""
_TELLER = 3.0
_NEW = 1.5
"""What it is worth to be named for the first time, as who a sentence is about."""
_KNOWN = 1.0
"""What it is worth to be known as she or he, for those who fit."""
_TELLING = dict.fromkeys(("she", "her", "hers", "herself"), "f") | dict.fromkeys(
    ("he", "his", "himself"), "m"
)
_SPOKEN_OF = frozenset(("him", "his", "her"))
_SPEAKERS = frozenset(("i", "we"))
_TALKING = frozenset(("discuss", "review", "exchange"))
_LEVELS = 3
"""So many clauses up is the subject looked for."""
_CLOSE = 4
_OBJECTS = ("pobj", "dobj", "dative")


class Antecedents:
    """Finds the people behind the pronouns of one article.

    Within a sentence a pronoun stands for the nearest subject that its clause hangs on. Across sentences the
    most salient person wins: by grammatical role and distance, as in centering theory (Grosz, Joshi and
    Weinstein 1995) and in Lappin and Leass (1994), and by who the article is about.
    """

    def __init__(
        self, scene: Scene, cast: Cast, topic: Topic, single: Callable[[Token], tuple[Person, ...]]
    ) -> None:
        self.scene = scene
        self.cast = cast
        self.topic = topic
        self.single = single
        self._meant: dict[int, Person | None] = {}
        self._told = {**_genders_told(scene, cast), **topic.genders}
        self._genders = {**genders_of_names(cast), **self._told}
        first: dict[str, int] = {}
        for named in cast.named:
            first.setdefault(named.key, named.first)
        self._introduced = frozenset(first.values())
        self._labels = labels_of(scene)
        self._mute = spokesmen(cast, self._labels)

    def of(self, token: Token) -> Person | None:
        """Whom a pronoun of the third person singular stands for."""
        if token.i not in self._meant:
            self._meant[token.i] = None
            within = self._beside(token) or self._guest(token) or self._within(token)
            if within is None or within.name:
                self._meant[token.i] = (
                    within or self._ahead(token) or self._before(token) or self._later(token)
                )
        return self._meant[token.i]

    def _beside(self, token: Token) -> Person | None:
        """'X and his colleague': the one to whom the colleague is joined."""
        fellow = token.head
        told = singular(fellow.lower_) in words("people", "colleague") and fellow.dep_ == "conj"
        person = self.cast.person_at(fellow.head.i) if told and token.dep_ == "poss" else None
        return person if person and self._fits(person, token) else None

    def _guest(self, token: Token) -> Person | None:
        """'X met with Y during her visit to Ottawa': of the two, the one who comes from afar."""
        trip, verb = token.head, verb_of(token)
        told = places_of(self.scene, trip) if token.dep_ == "poss" and is_trip(trip) else iter(())
        place = next((spot for spot, by in told if by in ("to", "in")), None)
        if (
            place is None
            or base(verb.lower_) not in words("meeting", "verbs", "conferring", "light") | _TALKING
        ):
            return None
        named = self.cast.between(verb.sent.start, token.i)
        people = dict.fromkeys(self.cast.people[each.key] for each in named)
        afar = [person for person in people if comes_from_afar(person, place) and self._fits(person, token)]
        return afar[0] if len(people) == 2 and len(afar) == 1 else None

    def _within(self, token: Token) -> Person | None:
        """The nearest subject that the pronoun's clause hangs on; it may be an office without a name."""
        verb = verb_of(token)
        others = self._others(token)
        while True:
            person = self._subject(verb, token)
            if (
                person
                and person not in others
                and self._fits(person, token)
                and not self._only_tells(person, verb, token)
            ):
                return person
            if verb.head == verb:
                return None
            verb = verb_of(verb.head)

    def _subject(self, verb: Token, token: Token) -> Person | None:
        if relative := relative_subject(self.cast, verb):
            return relative
        subject = subject_beside(verb)
        if (
            subject is None and verb.dep_ == "xcomp" and token.dep_ != "poss"
        ):  # 'forced X to stay in Y, where he …'
            subject = child_of(verb.head, "dobj")
        if subject is None or subject.i >= token.i or subject.lower_ in _SPEAKERS:
            return None
        return self._one(subject) or self._owner(subject, token) or self._foreign(subject)

    def _owner(self, subject: Token, token: Token) -> Person | None:
        """'X's office said he …', 'X's trip was cut short as she …': whose it is that does something."""
        owner = owner_of(subject)
        return self._one(owner) if owner is not None and owner != token else None

    def _foreign(self, subject: Token) -> Person | None:
        """'The Kenyan minister said he …': an office whose holder is not named."""
        people = self.single(subject) if subject.pos_ in ("NOUN", "PROPN") else ()
        office = role_class(subject.lower_) not in (None, "official")
        return people[0] if office and len(people) == 1 and people[0].country else None

    def _others(self, token: Token) -> tuple[Person, ...]:
        """Whom a pronoun cannot mean: who acts on it, who is joined to it by 'and', who speaks of it."""
        own = self._member(token) or self._own(token)
        joined = [child for child in token.children if child.dep_ == "conj"]
        joined += [token.head] if token.dep_ == "conj" else []
        people = [person for noun in joined if noun.pos_ != "PRON" and (person := self._one(noun))]
        return (*people, own) if own else tuple(people)

    def _member(self, token: Token) -> Person | None:
        """'X is a member of her delegation': somebody else's."""
        told = token.dep_ == "poss" and is_group(token.head)
        parts = told and any(singular(a.lower_) in words("people", "belonging") for a in token.ancestors)
        return self._subject(verb_of(token), token) if parts else None

    def _own(self, token: Token) -> Person | None:
        """Who acts on whom an object stands for: 'X is to accompany her', and she is not X."""
        if token.dep_ not in _OBJECTS:
            return None
        verb = verb_of(token)
        while verb.dep_ in ("xcomp", "conj") and not any(child.dep_ in SUBJECTS for child in verb.children):
            verb = verb.head
        subject = subject_beside(verb)
        owned = subject is not None and not self._one(subject) and self._owner(subject, token)
        return None if owned else self._subject(verb, token)

    def _one(self, subject: Token) -> Person | None:
        people = self.single(subject)
        return people[0] if len(people) == 1 and people[0].name else None

    def _ahead(self, token: Token) -> Person | None:
        """'During her stay in X, the minister …': a pronoun in front of whom it means."""
        if token.dep_ != "poss":
            return None
        root = token.sent.root
        subject = next(
            (child for child in root.children if child.dep_ in SUBJECTS and child.i > token.i), None
        )
        person = self._one(subject) if subject is not None and subject.pos_ != "PRON" else None
        if (
            subject is None
            and (named := self.cast.between(token.i + 1, root.i))
            and self._does(named[-1], root)
        ):
            person = self.cast.people[named[-1].key]
        if root.lemma_ == "be" and subject is not None and subject.i > root.i:
            return None  # 'In his delegation are X and Y'
        return person if person and self._fits(person, token) else None

    def _later(self, token: Token) -> Person | None:
        """'In X, where she arrived on Monday, the minister met …': in a clause ahead of the main one."""
        verb, root = verb_of(token), token.sent.root
        subject = subject_beside(root)
        if token.dep_ not in SUBJECTS or verb.dep_ not in ("relcl", "advcl") or subject is None:
            return None
        person = self._one(subject) if subject.i > verb.i and subject.pos_ != "PRON" else None
        return person if person and root.is_ancestor(verb) and self._fits(person, token) else None

    def _before(self, token: Token) -> Person | None:
        """The most salient person of the sentences before, and of this one's beginning."""
        best: dict[str, tuple[float, Person]] = {}
        others = self._others(token)
        topic = _TOPIC_DONE_TO if token.dep_ in _OBJECTS else _TOPIC
        sentence, cost = token.sent, 0.0
        for _ in range(_MEMORY + 1):
            new = _NEW if 0.0 < cost <= _FADING else 0.0
            for person, salience in self._told_in(sentence, token, new):
                if person in others or not self._fits(person, token):
                    continue
                score = salience - cost + topic * (person == self.topic.main)
                score += _KNOWN * (person.label in self._told)
                if person.label in self.topic.tellers and base(verb_of(token).lower_) not in words(
                    "status", "saying"
                ):
                    score -= _TELLER
                if score > best.get(person.label, (-9.0, person))[0]:
                    best[person.label] = (score, person)
            if sentence.start == 0:
                break
            last = self.scene.doc[sentence.start - 1]
            cost += (_FADING + _PARAGRAPH * ("\n" in last.text)) * (last.sent.start not in self._labels)
            sentence = last.sent
        return max(best.values(), key=lambda item: item[0])[1] if best else None

    def _told_in(self, sentence: Words, token: Token, new: float) -> Iterator[tuple[Person, float]]:
        """The people of a sentence before the pronoun, each with how salient the grammar makes them.

        `new` is the bonus of whom the sentence introduces.
        """
        inside: set[str] = set()
        for t in sentence:
            if t.i >= token.i:
                break
            if t.i in self._labels or (self._labels and t.lower_ in _SPEAKERS):
                continue
            if t.lower_ in _SPOKEN_OF and t.dep_ not in SUBJECTS and (centre := self._one(t)):
                inside.add(centre.label)
                yield centre, _CENTRE
            if t.dep_ in SUBJECTS:
                person = self._one(t) or self._owner(t, token) or self._foreign(t)
                if person:
                    inside.add(person.label)
                    # 'A and B gave a dinner': neither is 'he'
                    alone = len(named_list(self.cast, t, t.head)) < 2
                    yield person, self._weight(t) + new * self._is_introduced(t) if alone else _OTHER
        guests = invited(self.cast, sentence.root)
        for named in self.cast.between(sentence.start, min(sentence.end, token.i)):
            person = self.cast.people[named.key]
            if person.label not in inside and named.last not in self._labels:
                head = outer_head(self.scene.doc[named.first : named.last + 1])
                speaks = base(head.head.lower_) in words("status", "saying") and head.i > head.head.i
                yield (
                    person,
                    _MAIN if speaks or person in guests or self._does(named, sentence.root) else _OTHER,
                )
        for t in sentence:
            if (
                t.i < token.i
                and t.i not in self._labels
                and role_class(t.lower_)
                and t.i not in self.cast.at
                and t.dep_ not in SUBJECTS
            ):
                holder = self._one(t)
                if holder and holder.label not in inside:
                    yield holder, _OTHER

    def _does(self, named: Named, verb: Token) -> bool:
        """'After talks with X, Y left': who stands right before a verb to which the parse gives nobody."""
        if any(self._one(child) for child in verb.children if child.dep_ in SUBJECTS):
            return False
        behind = self.scene.doc[named.last + 1 : verb.i]
        if not 0 < verb.i - named.last < _CLOSE:
            return False
        return all(token.text == "," or token.pos_ in ("AUX", "ADV") for token in behind)

    def _is_introduced(self, subject: Token) -> bool:
        """Whether a sentence begins with somebody who was not named before: the next is about them."""
        before = any(child.lower_ == "had" and child.dep_ == "aux" for child in subject.head.children)
        if before and any(child.lower_ in _TELLING and child.dep_ == "poss" for child in subject.subtree):
            return False  # 'His colleague X had been there': still about him
        named = self.cast.at.get(subject.i)
        fresh = named is not None and named.first in self._introduced and subject.head.dep_ == "ROOT"
        if any(child.lower_ in _SPOKEN_OF and child.dep_ in _OBJECTS for child in subject.head.children):
            return False  # 'President X awaited him': still about the guest
        return fresh and base(subject.head.lower_) not in words("status", "saying")

    def _weight(self, subject: Token) -> float:
        verb = subject.head
        if verb.dep_ == "ROOT":
            return _MAIN
        saying = base(verb.head.lower_) in words("status", "saying")
        return _TOLD if verb.dep_ == "ccomp" and saying else _SUBJECT

    def _fits(self, person: Person, token: Token) -> bool:
        if person.label in self._mute:
            return False
        gender = self._genders.get(person.label)
        told = _TELLING.get(token.lower_) or ("m" if token.lower_ == "him" else None)
        return gender is None or told is None or gender == told

    def _only_tells(self, person: Person, verb: Token, token: Token) -> bool:
        """'The spokesman said he would arrive at noon': not the spokesman."""
        if base(verb.lower_) not in words("status", "saying") or verb_of(token) == verb or token.i < verb.i:
            return False
        spokes = "spokes" in (person.role or "").lower()
        main = self.topic.main
        of_another = main is not None and None not in (main.country, person.country)
        if not spokes and of_another and main and person.country != main.country:
            return False  # a host who says that he will come speaks of himself
        return spokes or (person.label in self.topic.tellers and person != main)


def _genders_told(scene: Scene, cast: Cast) -> dict[str, str]:
    """'f' or 'm' by label, from pronouns that can mean nobody but the subject of their own sentence."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for token in scene.doc:
        if token.lower_ not in _TELLING or token.dep_ in _OBJECTS:
            continue
        verb = verb_of(token)
        for _ in range(_LEVELS):
            subject = subject_beside(verb)
            if subject is not None and subject.i < token.i:
                person = cast.person_at(subject.i)
                if person and not cast.between(subject.i + 1, token.i):
                    votes[person.label][_TELLING[token.lower_]] += 1
                break
            if verb.dep_ == "ccomp" or verb.head == verb:
                break
            verb = verb_of(verb.head)
    clear = {label: count.most_common(1)[0] for label, count in votes.items()}
    return {label: gender for label, (gender, n) in clear.items() if 2 * n > sum(votes[label].values())}
