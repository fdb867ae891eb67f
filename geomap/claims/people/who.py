"""Who is meant: names, offices, pronouns and delegations resolved to people."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geomap.claims.clauses import agent_of, subject_of
from geomap.claims.kinds import is_group
from geomap.claims.people.antecedents import Antecedents
from geomap.claims.people.cast import Cast
from geomap.claims.people.couples import couple_of, is_couple
from geomap.claims.people.descriptions import (
    described,
    is_age,
    is_of_nation,
    is_visiting,
    newcomer,
    told_by_copula,
)
from geomap.claims.people.holders import Holders
from geomap.claims.people.leaders import leader_behind
from geomap.claims.people.notes import Notes
from geomap.claims.people.offices import (
    countries_in,
    countries_of_joined,
    is_definite,
    is_ruler,
    is_vague,
    label_of,
    phrase_of,
    plain_office,
)
from geomap.claims.people.pairs import counted_before, may_hold, pair_before, subject_above, they_before
from geomap.claims.people.speakers import quoted_by, speaker_of
from geomap.claims.people.subjects import (
    absolute_subject,
    companions_named,
    conjuncts,
    invited,
    joined_subjects,
    name_behind,
    name_right_before,
    named_list,
    names_another,
    names_before,
    relative_subjects,
    subject_before,
    subject_past_apposition,
)
from geomap.claims.people.topic import topic_of
from geomap.claims.people.visitors import fellows, lone_traveller, travels, visitor
from geomap.claims.scene import Scene
from geomap.claims.steps import SUBJECTS, owner_of, subject_beside
from geomap.claims.vocabulary import base, homes, role_class, shorts, singular, words
from geomap.records import Person, record

_STYLES = frozenset(["highness", "majesty", "excellency", "holiness"])
_OPENINGS = frozenset(("after", "following", "before", "during", "since", "despite"))
"""'After talks with X, President Y left': the parse may take the talks for who leaves."""
_PAIR = 2
_SINGULAR = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])
_PLURAL = frozenset(["they", "them", "their", "theirs"])
_ANY = frozenset(["a", "an", "no", "any", "every", "another"])
_OWN = frozenset(("President", "Vice President", "Prime Minister", "Foreign Secretary"))
_SIDES = frozenset(["parties", "groups", "teams"])


@record
class Party:
    """Who a noun phrase stands for."""

    people: tuple[Person, ...]
    collective: bool = False
    """An unnamed group: 'officials from Fiji', 'his counterparts'."""


NOBODY = Party(people=())


_CROWD = Party(people=(), collective=True)


def _unnamed(label: str, countries: tuple[str, ...], *, collective: bool) -> Party:
    """Holders of an office without names, one for each country."""
    people = (Person(name=None, role=label, country=code) for code in countries or (None,))
    return Party(people=tuple(people), collective=collective)


def _one(person: Person | None) -> Party:
    return Party(people=(person,)) if person else NOBODY


class Who:
    """Resolves the noun phrases of one article to people."""

    def __init__(self, scene: Scene, cast: Cast) -> None:
        self.scene = scene
        self.cast = cast
        self.delegation: tuple[Person, ...] = ()
        """The named members of the delegation that the article is about."""
        self.travelled: list[tuple[int, tuple[Person, ...]]] = []
        """Word index and travellers of every move, in order."""
        self.away: set[str] = set()
        """Labels of those who have set out already, not only will."""
        self.topic = topic_of(scene, cast)
        self.couple = couple_of(scene, cast)
        """The two who are told to be a couple."""
        self.notes = Notes(scene, cast)
        self.holders = Holders(scene, cast, self.topic)
        self.antecedents = Antecedents(scene, cast, self.topic, lambda token: self.single(token).people)

    # ── Noun phrases ────────────────────────────────────────────────────────────────────────────

    def subject(self, verb: Token) -> Party:
        """Who does what a verb tells."""
        if self.notes.first is not None and self.notes.tells(verb):
            return Party(people=self.of_notes())
        if (
            verb.tag_ == "VBG"
            and verb.dep_ in ("advcl", "pcomp")
            and (own := absolute_subject(self.cast, verb))
        ):
            return Party(people=(own,))
        if relative := relative_subjects(self.cast, verb):
            return Party(people=relative)
        if guests := invited(self.cast, verb):
            return Party(people=guests)
        token = subject_of(verb)
        if token is not None and any(child.lower_ in ("no", "neither", "nobody") for child in token.children):
            return NOBODY
        if token is not None and token.head != verb and (own := name_right_before(self.cast, verb)):
            return Party(people=(own,))
        party = self.party(token) if token is not None else NOBODY
        if party.people and token is not None and party.people[0].name:
            ahead = named_list(self.cast, token, verb)
            joined = [*joined_subjects(self.cast, token, verb), *companions_named(self.cast, verb)]
            people = dict.fromkeys([*ahead, *party.people, *joined])
            return Party(people=tuple(people), collective=party.collective)
        shared = subject_before(verb) or subject_past_apposition(self.cast, verb) if token is None else None
        if shared is not None:
            return self.party(shared)
        if not party.people:
            others = [child for child in verb.children if child.dep_ in SUBJECTS and child != token]
            party = next((other for child in others if (other := self.party(child)).people), party)
        opening = token is not None and token.i > verb.sent.start and token.nbor(-1).lower_ in _OPENINGS
        if party.people or (token is not None and token.pos_ != "PROPN" and not opening):
            return party
        return Party(people=names_before(self.cast, verb))

    def of_notes(self) -> tuple[Person, ...]:
        """Whose programme an article's notes are: who travels above them, else whom the article is about."""
        above = self.leading_at(self.notes.first or 0)
        return above or ((self.topic.main,) if self.topic.main else ())

    def agent(self, verb: Token) -> Party:
        """Who does what a passive verb tells."""
        token = agent_of(verb)
        return self.party(token) if token is not None else NOBODY

    def party(self, token: Token) -> Party:
        """The people of a noun phrase, given by its head, with those joined to it by 'and'."""
        people: dict[Person, None] = {}
        collective = False
        if self.couple and self.cast.person_at(token.i) is None and is_couple(token):
            return Party(people=self.couple)
        for noun in conjuncts(token):
            found = self.single(noun)
            collective |= found.collective
            people |= dict.fromkeys(found.people)
            if found.collective or noun.tag_ == "NNS":
                people |= dict.fromkeys(self._included(noun))
        return Party(people=tuple(people), collective=collective)

    def _included(self, group: Token) -> Iterator[Person]:
        """'Leaders including A and B': those of a group who are named."""
        for child in group.children:
            if child.lower_ == "including":
                for token in child.children:
                    yield from (person for person in self.party(token).people if person.name)

    def single(self, token: Token) -> Party:
        """The people of one noun, without those joined to it."""
        for read in (self._named, self._by_pronoun, self._several, self._by_journey):
            if (party := read(token)) is not None:
                return party
        return self.office(token)

    def _named(self, token: Token) -> Party | None:
        """Who is named at a noun, beside it, or by what the text says that it is."""
        if holders := self.cast.groups.get(token.i):
            return Party(people=tuple(self.cast.people[key] for key in holders))
        person = self.cast.person_at(token.i) or self._apposed(token) or name_behind(self.cast, token)
        if person is None and token.dep_ == "appos":
            person = self.cast.person_at(token.head.i)
        person = person or told_by_copula(self.cast, token)
        person = person or described(self.scene, self.cast, self.topic, token)
        return _one(person) if person else None

    def _apposed(self, token: Token) -> Person | None:
        """'The minister, X': who stands in apposition."""
        if token.lower_ in _SINGULAR:
            return None
        beside = (child for child in token.children if child.dep_ in ("appos", "flat"))
        people = (self.cast.person_at(child.i) for child in beside if not names_another(token, child))
        return next((person for person in people if person), None)

    def _by_pronoun(self, token: Token) -> Party | None:
        """Whom 'she', 'I', 'they', 'the 41-year-old', 'the PM' and 'His Excellency' stand for."""
        word = token.lower_
        if word in _SINGULAR or is_age(token):
            return _one(self.antecedents.of(token))
        if word in ("i", "we"):
            subject = quoted_by(token)
            speaker = speaker_of(self.scene, self.cast, self.topic, token) if subject is None else None
            return self.single(subject) if subject is not None else _one(speaker)
        if word in _PLURAL:
            return self._they(token)
        if office := shorts().get(token.text):
            country = next(iter(countries_in(self.scene, token, phrase_of(token))), None)
            return _one(self._holder(token, office, country))
        if word == "father" and token.i and token.nbor(-1).lower_ == "holy":
            popes = (p for p in self.cast.people.values() if (p.role or "").lower().startswith("pope"))
            return _one(next(popes, self.topic.main))
        return _one(self.topic.main) if word in _STYLES and self.topic.main else None

    def _they(self, token: Token) -> Party:
        """Whom 'they' stands for: those counted before, the subject above, the delegation, or a pair."""
        if told := they_before(self.cast, token, self.antecedents.of):
            return Party(people=told)
        if self._other_plural(token):
            return NOBODY
        if (subject := subject_above(token)) is not None:
            people = self.party(subject).people
            if len(people) > 1 or (subject.tag_ in ("NNS", "NNPS") and not people):
                return Party(people=people)
        several = max(self.delegation, fellows(self.travelled, token), key=len)
        return Party(people=several if len(several) > 1 else pair_before(self.cast, token))

    def _several(self, token: Token) -> Party | None:
        """'Both', 'the couple', 'the two ministers', 'the Brazilians', 'the ministers' told of before."""
        the = any(child.lower_ == "the" for child in token.children)
        if token.lower_ == "both" or (the and token.lower_ in words("people", "pair")):
            alone = self.leading_at(token.i) if token.lower_ == "couple" else ()
            pair = pair_before(self.cast, token)
            return Party(people=self.couple if self.couple and len(pair) != _PAIR else pair or alone)
        if is_of_nation(self.scene, self.topic, token) and self.topic.main:
            return Party(people=self.delegation or (self.topic.main,), collective=True)
        people = counted_before(self.cast, token, self.antecedents.of) or self._joined_before(token)
        return Party(people=people) if people else None

    def _by_journey(self, token: Token) -> Party | None:
        """'The guest', 'the delegation', 'members of the mission': those who travel in the story."""
        visits = singular(token.lower_) in words("people", "visitor") or is_visiting(token)
        if visits and (guest := visitor(self.scene, self.topic, self.travelled, token)):
            return _one(guest)
        if token.lower_ == "members" and any(is_group(part) for part in phrase_of(token)):
            return Party(people=self.delegation, collective=True)
        if token.lower_ in _SIDES:
            return NOBODY
        if not is_group(token):
            return None
        if led := self.led_by(token):
            return Party(people=self.delegation if set(led) & set(self.delegation) else led, collective=True)
        if not self.is_foreign(token):
            return Party(people=self.delegation or self._travelling(token), collective=True)
        return None

    def _joined_before(self, token: Token) -> tuple[Person, ...]:
        """'The ministers went on': the joined subject of the sentence before, if all may be called so."""
        one = singular(token.lower_)
        office = role_class(one)
        plain = all(child.dep_ in ("det", "punct") for child in token.lefts) and travels(token)
        if office is None or one == token.lower_ or not plain or not token.sent.start:
            return ()
        if not any(child.lower_ in ("the", "both", "these") for child in token.children):
            return ()
        people = self.subject(self.scene.doc[token.sent.start - 1].sent.root).people
        for several in (people, self.delegation):
            fits = all(p.name and (not p.role or may_hold(p, one, office)) for p in several)
            if len(several) > 1 and fits:
                return several
        return ()

    def _other_plural(self, token: Token) -> bool:
        """'Relatives have asked to see him. He would receive them': a group without names was told of."""
        start = token.sent.start
        if token.lower_ != "them" or not start:
            return False
        root = self.scene.doc[start - 1].sent.root
        subject = subject_beside(root)
        return subject is not None and subject.tag_ == "NNS" and not self.single(subject).people

    def led_by(self, token: Token) -> tuple[Person, ...]:
        """'A technical team headed by X': who is named as its head."""
        agents = (
            agent_of(c) for c in token.children if c.dep_ == "acl" and base(c.lower_) in ("lead", "head")
        )
        led = (people for agent in agents if agent is not None and (people := self.party(agent).people))
        at = leader_behind(token)
        person = self.cast.person_at(at) if at is not None else None
        return next(led, (person,) if person else ())

    def office(self, token: Token) -> Party:
        """Holders of an office named without a name: 'the Kyrgyz foreign minister', 'his counterparts'."""
        word, one = token.lower_, singular(token.lower_)
        group = word in words("people", "group") or (one != word and role_class(one) is not None)
        fellow = one in words("people", "colleague")
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") or not (group or fellow or role_class(word)):
            return NOBODY
        phrase = phrase_of(token)
        label = label_of(self.scene, token, phrase)
        countries = countries_in(self.scene, token, phrase)
        countries = countries or (() if group else countries_of_joined(self.scene, token))
        if fellow:
            owners = self._owners(token)
            label = plain_office(owners[0].role) if owners and owners[0].role else label
            if not group and countries and (known := self._fellow(token, label, countries[0], owners)):
                return _one(known)
            return _unnamed(label, countries, collective=group) if countries or not group else _CROWD
        if not group and (holder := self._holder(token, label, countries[0] if countries else None)):
            return _one(holder)
        if not countries and group and is_vague(label):
            return _CROWD
        if not group and any(child.lower_ in _ANY for child in token.children):
            return _CROWD
        if group and countries and role_class(one):
            label = label.replace(token.text, one)
        countries = countries or tuple(filter(None, (homes().get(label.lower()),)))
        if not countries and not group and self.cast.home and label in _OWN and is_definite(token):
            countries = (self.cast.home,)  # 'The Prime Minister met X' on his own office's paper
        if not countries and not group:
            countries = tuple(person.country for person in self._owners(token) if person.country)
        return _unnamed(label, countries, collective=group)

    def _fellow(self, token: Token, label: str, country: str, owners: tuple[Person, ...]) -> Person | None:
        """'His Mongolian colleague', of the Mongolian minister whom the text names before."""
        if owners and owners[0].role:
            found = self.holders.of(token, label, country, owners)
            return found if found and found.country == country else None
        own = [person for person in self.cast.people.values() if person.country == country and person.role]
        alone = len(own) == 1 and own[0] not in owners and not is_ruler(own[0].role or "")
        return own[0] if alone else None

    def _owners(self, noun: Token) -> tuple[Person, ...]:
        """Whose minister, colleague or host a noun tells of."""
        owner = owner_of(noun)
        return self.single(owner).people if owner is not None else ()

    def _travelling(self, token: Token) -> tuple[Person, ...]:
        """'The mission flies to X', of one without names: whom the text is about, or who travelled last."""
        definite = any(child.lower_ in ("the", "his", "her") for child in token.children)
        if not definite or not travels(token):
            return ()
        first = not any(is_group(before) for before in token.doc[: token.i])
        return self.leading_at(token.i) or ((self.topic.main,) if self.topic.main and first else ())

    def focus_at(self, i: int) -> tuple[Person, ...]:
        """Those who travelled last before token `i`, once the moves are known."""
        return next((people for at, people in reversed(self.travelled) if at < i), ())

    def leading_at(self, i: int) -> tuple[Person, ...]:
        """Whose meeting it is at token `i` where nothing tells: whom the article is about, if he travels."""
        before = [people for at, people in self.travelled if at < i]
        led = [people for people in before if self.topic.main in people]
        return led[-1] if led else self.focus_at(i)

    # ── Offices ─────────────────────────────────────────────────────────────────────────────────

    def _holder(self, token: Token, label: str, country: str | None) -> Person | None:
        """The named person whom a definite office refers to."""
        if not is_definite(token):
            return None
        owners = [p for child in token.children if child.dep_ == "poss" for p in self.party(child).people]
        return (
            self.holders.of(token, label, country, owners)
            or (newcomer(self.cast, token, country) if country else None)
            or lone_traveller(self.topic, self.travelled, token, country)
        )

    def countries(self, token: Token) -> tuple[str, ...]:
        """The countries that a noun phrase names, given by its head."""
        return countries_in(self.scene, token, phrase_of(token))

    def named_in(self, start: int, end: int) -> list[Person]:
        """The people named between two tokens, in order."""
        return list(dict.fromkeys(self.cast.people[named.key] for named in self.cast.between(start, end)))

    def is_foreign(self, token: Token) -> bool:
        """Whether a delegation belongs to another country than the article's own travellers."""
        main = self.topic.main
        own = {person.country for person in self.delegation or ((main,) if main else ())}
        if None in own:
            return False
        countries = countries_in(self.scene, token, phrase_of(token))
        return bool(countries) and not set(countries) & own
