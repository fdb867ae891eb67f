"""Who holds an office that is named without a name: 'the minister', 'the Kenyan president', 'the envoy'."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from geomap.claims.kinds import is_meeting
from geomap.claims.people.cast import Cast, Named, mentions_of
from geomap.claims.people.counterparts import offices_of_counterparts
from geomap.claims.people.offices import is_diplomat, is_ruler
from geomap.claims.people.roles import is_part_of, same_office
from geomap.claims.people.titles import further_offices, is_chancellor
from geomap.claims.people.topic import Topic
from geomap.claims.scene import Scene, outer_head
from geomap.claims.steps import SUBJECTS, subject_beside, verb_of
from geomap.claims.vocabulary import base, role_class, singular, words
from geomap.records import Person


class Holders:
    """Finds the named people of one article whom its offices refer to."""

    def __init__(self, scene: Scene, cast: Cast, topic: Topic) -> None:
        self.scene = scene
        self.cast = cast
        self.main = topic.main
        self._mentions = mentions_of(cast)
        self._offices = further_offices(scene, cast)
        self._met: dict[str, frozenset[str]] = {}
        self._counterparts = offices_of_counterparts(cast)

    def of(self, token: Token, label: str, country: str | None, owners: Sequence[Person]) -> Person | None:
        """The named person whom a definite office refers to; `owners` are those whose minister it is."""
        here = token.sent.start
        fresh = self.scene.doc[here - 1].sent.start if here else 0
        goes = _travels_or_meets(token)
        best: tuple[tuple[bool | int, ...], Person] | None = None
        for named in self._nearest(token):
            person = self.cast.people[named.key]
            elsewhere = country and person.country not in (None, country)
            fits = self._may_hold(person, token, label) or self._is_counterpart(person, label, country)
            if elsewhere or person in owners or not fits:
                continue
            ahead = named.first > token.i
            if country is None and person.label in self._others(token, label):
                continue
            if country is None and self._is_met(named, token):
                continue  # 'The president will go to Chile. He will meet President X'
            if token.dep_ in SUBJECTS and token.i < token.head.i < named.first < token.sent.end:
                continue  # 'The minister, who came on Monday, is to meet Foreign Minister X'
            near = not ahead and (named.first >= fresh or (goes and person == self.main))
            same = (person.role or "").casefold() == label.casefold()
            distance = -named.first if ahead else named.first
            own = country is not None and person.country == country
            offices = (person.role or "", *self._offices.get(person.label, ()))
            whole = any(is_part_of(label, office) for office in offices)
            rank = (not ahead, own, whole, near, person == self.main, same, distance)
            if best is None or rank > best[0]:
                best = (rank, person)
        return best[1] if best else None

    def _nearest(self, token: Token) -> Iterator[Named]:
        """Of everybody the last mention up to a token, else the first one behind it."""
        for mentions in self._mentions.values():
            before = bisect_right(mentions, token.i, key=lambda named: named.first)
            yield mentions[max(0, before - 1)]

    def _others(self, token: Token, label: str) -> frozenset[str]:
        """'The Prime Minister met Prime Minister X' on his own office's paper: whom it does not mean."""
        if not self.cast.home or not token.text[:1].isupper():
            return frozenset()
        if label not in self._met:
            bare = (t for t in self.scene.doc if t.text == token.text and t.dep_ in SUBJECTS)
            first = next((t for t in bare if t.i not in self.cast.at and t.left_edge.lower_ == "the"), None)
            named = self.cast.between(first.i + 1, first.sent.end) if first is not None else ()
            afar = (self.cast.people[each.key] for each in named)
            self._met[label] = frozenset(p.label for p in afar if p.country not in (None, self.cast.home))
        return self._met[label]

    def _is_met(self, named: Named, office: Token) -> bool:
        """Whether somebody is named as whom another one, not named there, meets.

        Of a name that stands before the office, the other one must be called as the office is.
        """
        ahead = named.first > office.i
        first = named if ahead else self._mentions[named.key][0]
        head = outer_head(self.scene.doc[first.first : first.last + 1])
        while head.dep_ == "appos":
            head = head.head
        verb = verb_of(head)
        if verb.pos_ not in ("VERB", "AUX"):  # 'Telephone call with Foreign Minister X': in a calendar
            noun = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "with" else head
            return not ahead and is_meeting(noun)
        meeter = subject_beside(verb) if head.dep_ in ("pobj", "dobj") else None
        if meeter is None or self.cast.person_at(meeter.i) is not None:
            return False
        if not ahead:
            return meeter.lower_ == office.lower_ and meeter.left_edge.lower_ == "the"
        return meeter.pos_ == "PRON" or role_class(meeter.lower_) is not None

    def _may_hold(self, person: Person, token: Token, label: str) -> bool:
        """Whether somebody may be called so; whom an article is about, by a general word as well."""
        if any(same_office(label, office) for office in self._offices.get(person.label, ())):
            return True
        if not person.role:
            return person == self.main
        if same_office(label, person.role):
            return True
        word = singular(token.lower_)
        if word == "chancellor" and is_chancellor(person):
            return True
        if word == "diplomat" and is_diplomat(person.role):
            return True
        bare = label.lower().split()[-1] in words("people", "general_terms")
        return bare and person == self.main and not (word == "envoy" and is_ruler(person.role))

    def _is_counterpart(self, person: Person, label: str, country: str | None) -> bool:
        """'The Omani foreign minister', told before as 'his Omani counterpart X'."""
        office = self._counterparts.get(person.label)
        return office is not None and country == person.country is not None and same_office(label, office)


def _travels_or_meets(office: Token) -> bool:
    """Whether an office is told to travel or to meet somebody, as whom an article is about does."""
    lemma = base(office.head.lower_)
    if office.dep_ in SUBJECTS:
        goes = words("travel", "object", "toward", "at", "leaving")
        goes |= words("meeting", "verbs", "conferring", "with", "on", "light") - {"join"}
        if lemma in goes:
            return True
    if office.dep_ == "nsubjpass" and lemma in words("travel", "accompanying") - {"join"}:
        return True
    if office.dep_ == "dobj" and lemma in words("travel", "accompanying"):
        return True
    return office.dep_ in ("dobj", "nsubjpass") and lemma in words("meeting", "hosting")
