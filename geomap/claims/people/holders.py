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

    def _is_met(self, named: Named, office: Token) -> bool:
        """Whether somebody is named as whom another one, not named there, meets.

        Of a name that stands before the office, the other one must be called as the office is.
        """
        if named.first > office.i:
            meeter = self._meeter(self._head(named))
            return meeter is not None and (meeter.pos_ == "PRON" or role_class(meeter.lower_) is not None)
        told = (each for each in self._mentions[named.key] if each.first < office.sent.end)
        return any(self._is_met_by(self._head(each), office) for each in told)

    def _is_met_by(self, head: Token, office: Token) -> bool:
        """'The minister met X'; 'Telephone call with X', in a calendar: by whom the office is."""
        if verb_of(head).pos_ not in ("VERB", "AUX"):
            return is_meeting(head.head.head if head.dep_ == "pobj" and head.head.lower_ == "with" else head)
        meeter = self._meeter(head)
        return meeter is not None and meeter.lower_ == office.lower_ and meeter.left_edge.lower_ == "the"

    def _head(self, named: Named) -> Token:
        head = outer_head(self.scene.doc[named.first : named.last + 1])
        while head.dep_ == "appos":
            head = head.head
        return head

    def _meeter(self, head: Token) -> Token | None:
        """The subject, not named, of a verb of which somebody is the object."""
        meeter = subject_beside(verb_of(head)) if head.dep_ in ("pobj", "dobj") else None
        return meeter if meeter is not None and self.cast.person_at(meeter.i) is None else None

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
