"""Who is meant: names, offices, pronouns and delegations resolved to people."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from spacy.tokens import Token

from geomap.claims.clauses import agent_of, subject_of
from geomap.claims.kinds import is_group
from geomap.claims.people.antecedents import Antecedents
from geomap.claims.people.cast import Cast, Named, mentions_of
from geomap.claims.people.descriptions import (
    described,
    is_age,
    is_of_nation,
    is_visiting,
    newcomer,
    told_by_copula,
)
from geomap.claims.people.offices import (
    countries_in,
    countries_of_joined,
    is_definite,
    is_diplomat,
    is_ruler,
    is_vague,
    label_of,
    phrase_of,
    plain_office,
)
from geomap.claims.people.pairs import counted_before, may_hold, pair_before, subject_above, they_before
from geomap.claims.people.roles import is_part_of, same_office
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
)
from geomap.claims.people.titles import further_offices, is_chancellor
from geomap.claims.people.topic import topic_of
from geomap.claims.people.travellers import lone_traveller, travels, visitor
from geomap.claims.scene import Scene
from geomap.claims.steps import SUBJECTS, owner_of, subject_beside
from geomap.claims.vocabulary import base, homes, role_class, shorts, singular, words
from geomap.records import Person, record

_STYLES = frozenset(["highness", "majesty", "excellency", "holiness"])
_OPENINGS = frozenset(("after", "following", "before", "during", "since", "despite"))
"""'After talks with X, President Y left': the parse may take the talks for who leaves."""
_SINGULAR = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])
_PLURAL = frozenset(["they", "them", "their", "theirs"])


@record
class Party:
    """Who a noun phrase stands for."""

    people: tuple[Person, ...]
    collective: bool = False
    """An unnamed group: 'officials from Fiji', 'his counterparts'."""


NOBODY = Party(people=())


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
        self._mentions = mentions_of(cast)
        self.antecedents = Antecedents(scene, cast, self.topic, lambda token: self.single(token).people)
        self._offices = further_offices(scene, cast)

    # ── Noun phrases ────────────────────────────────────────────────────────────────────────────

    def subject(self, verb: Token) -> Party:
        """Who does what a verb tells."""
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
        if token is None and (shared := subject_before(verb)) is not None:
            return self.party(shared)
        if not party.people:
            others = [child for child in verb.children if child.dep_ in SUBJECTS and child != token]
            party = next((other for child in others if (other := self.party(child)).people), party)
        opening = token is not None and token.i > verb.sent.start and token.nbor(-1).lower_ in _OPENINGS
        if party.people or (token is not None and token.pos_ != "PROPN" and not opening):
            return party
        return Party(people=names_before(self.cast, verb))

    def agent(self, verb: Token) -> Party:
        """Who does what a passive verb tells."""
        token = agent_of(verb)
        return self.party(token) if token is not None else NOBODY

    def party(self, token: Token) -> Party:
        """The people of a noun phrase, given by its head, with those joined to it by 'and'."""
        people: list[Person] = []
        collective = False
        for noun in conjuncts(token):
            found = self.single(noun)
            collective |= found.collective
            people += [person for person in found.people if person not in people]
            if found.collective or noun.tag_ == "NNS":
                people += [person for person in self._included(noun) if person not in people]
        return Party(people=tuple(people), collective=collective)

    def _included(self, group: Token) -> Iterator[Person]:
        """'Leaders including A and B': those of a group who are named."""
        for child in group.children:
            if child.lower_ == "including":
                for token in child.children:
                    yield from (person for person in self.party(token).people if person.name)

    def single(self, token: Token) -> Party:
        """The people of one noun, without those joined to it."""
        if holders := self.cast.groups.get(token.i):
            return Party(people=tuple(self.cast.people[key] for key in holders))
        person = self.cast.person_at(token.i)
        if person is None and token.lower_ not in _SINGULAR:
            person = next(
                (
                    p
                    for child in token.children
                    if child.dep_ in ("appos", "flat")
                    and not names_another(token, child)
                    and (p := self.cast.person_at(child.i))
                ),
                None,
            )
        if person:
            return Party(people=(person,))
        if beside := name_behind(self.cast, token):
            return Party(people=(beside,))
        if token.dep_ == "appos" and (person := self.cast.person_at(token.head.i)):
            return Party(people=(person,))
        if other := told_by_copula(self.cast, token) or described(self.scene, self.cast, self.topic, token):
            return Party(people=(other,))
        if is_of_nation(self.scene, self.topic, token) and self.topic.main:
            return Party(people=self.delegation or (self.topic.main,), collective=True)
        word = token.lower_
        if word in _SINGULAR or is_age(token):
            found = self.antecedents.of(token)
            return Party(people=(found,) if found else ())
        if word in ("i", "we"):
            subject = quoted_by(token)
            if subject is not None:
                return self.single(subject)
            speaker = speaker_of(self.scene, self.cast, self.topic, token)
            return Party(people=(speaker,) if speaker else ())
        if office := shorts().get(token.text):
            holder = self._holder(token, office, None)
            return Party(people=(holder,) if holder else ())
        if word in _STYLES and self.topic.main:
            return Party(people=(self.topic.main,))
        if word == "both" or (
            word in words("people", "pair") and any(t.lower_ == "the" for t in token.children)
        ):
            return Party(people=pair_before(self.cast, token))
        if counted := counted_before(self.cast, token, self.antecedents.of):
            return Party(people=counted)
        if word in _PLURAL:
            if told := they_before(self.cast, token, self.antecedents.of):
                return Party(people=told)
            if self._other_plural(token):
                return NOBODY
            if (subject := subject_above(token)) is not None:
                people = self.party(subject).people
                if len(people) > 1 or (subject.tag_ in ("NNS", "NNPS") and not people):
                    return Party(people=people)
            several = self.delegation if len(self.delegation) > 1 else ()
            return Party(people=several or pair_before(self.cast, token))
        if (singular(word) in words("people", "visitor") or is_visiting(token)) and (
            guest := visitor(self.scene, self.topic, self.travelled, token)
        ):
            return Party(people=(guest,))
        if word == "members" and any(is_group(part) for part in phrase_of(token)):
            return Party(people=self.delegation, collective=True)
        if word in ("parties", "groups", "teams"):
            return NOBODY
        if singular(word) in words("people", "delegation") and (led := self.led_by(token)):
            whole = self.delegation if set(led) & set(self.delegation) else led
            return Party(people=whole, collective=True)
        if singular(word) in words("people", "delegation") and not self.is_foreign(token):
            return Party(people=self.delegation or self._travelling(token), collective=True)
        if several := self._joined_before(token):
            return Party(people=several)
        return self.office(token)

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
        return next(
            (people for agent in agents if agent is not None and (people := self.party(agent).people)), ()
        )

    def office(self, token: Token) -> Party:
        """Holders of an office named without a name: 'the Kyrgyz foreign minister', 'his counterparts'."""
        word = token.lower_
        group = word in words("people", "group") or (
            singular(word) != word and role_class(singular(word)) is not None
        )
        if token.pos_ not in ("NOUN", "PROPN", "ADJ") or not (
            group or role_class(word) or singular(word) in words("people", "colleague")
        ):
            return NOBODY
        phrase = phrase_of(token)
        label = label_of(self.scene, token, phrase)
        countries = countries_in(self.scene, token, phrase)
        countries = countries or (() if group else countries_of_joined(self.scene, token))
        possessor = owner_of(token)
        if singular(word) in words("people", "colleague"):
            owner = self.single(possessor).people if possessor is not None else ()
            label = plain_office(owner[0].role) if owner and owner[0].role else label
            if not countries and group:
                return Party(people=(), collective=True)
            return Party(
                people=tuple(Person(name=None, role=label, country=code) for code in countries or (None,)),
                collective=group,
            )
        if not group:
            holder = self._holder(token, label, countries[0] if countries else None)
            if holder:
                return Party(people=(holder,))
        elif not countries and is_vague(label):
            return Party(people=(), collective=True)
        if not group and any(
            child.lower_ in ("a", "an", "no", "any", "every", "another") for child in token.children
        ):
            return Party(people=(), collective=True)
        if group and countries and role_class(singular(word)) and word != singular(word):
            label = label.replace(token.text, singular(word))
        countries = countries or tuple(filter(None, (homes().get(label.lower()),)))
        if not countries and possessor is not None and not group:
            countries = tuple(p.country for p in self.single(possessor).people if p.country)
        return Party(
            people=tuple(Person(name=None, role=label, country=code) for code in countries or (None,)),
            collective=group,
        )

    def _travelling(self, token: Token) -> tuple[Person, ...]:
        """'The mission flies to X', of one without names: whom the text is about, or who travelled last."""
        definite = any(child.lower_ in ("the", "his", "her") for child in token.children)
        if not definite or not travels(token):
            return ()
        teams = words("people", "delegation")
        first = not any(singular(before.lower_) in teams for before in token.doc[: token.i])
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
        best: tuple[tuple[bool | int, ...], Person] | None = None
        here = token.sent.start
        fresh = self.scene.doc[here - 1].sent.start if here else 0
        travel = words("travel", "object", "toward", "at", "leaving")
        travel |= words("meeting", "verbs", "conferring", "with", "on", "light") - {"join"}
        goes = token.dep_ in SUBJECTS and base(token.head.lower_) in travel
        goes |= token.dep_ == "dobj" and base(token.head.lower_) in words("travel", "accompanying")
        goes |= token.dep_ in ("dobj", "nsubjpass") and base(token.head.lower_) in words("meeting", "hosting")
        owners = [p for child in token.children if child.dep_ == "poss" for p in self.party(child).people]
        for named in self._nearest(token):
            person = self.cast.people[named.key]
            elsewhere = country and person.country not in (None, country)
            if elsewhere or person in owners or not self._may_hold(person, token, label):
                continue
            ahead = named.first > token.i
            if token.dep_ in SUBJECTS and token.i < token.head.i < named.first < token.sent.end:
                continue  # 'The minister, who came on Monday, is to meet Foreign Minister X'
            near = not ahead and (named.first >= fresh or (goes and person == self.topic.main))
            same = (person.role or "").casefold() == label.casefold()
            distance = -named.first if ahead else named.first
            own = country is not None and person.country == country
            offices = (person.role or "", *self._offices.get(person.label, ()))
            whole = any(is_part_of(label, office) for office in offices)
            rank = (not ahead, own, whole, near, person == self.topic.main, same, distance)
            if best is None or rank > best[0]:
                best = (rank, person)
        if best:
            return best[1]
        new = newcomer(self.cast, token, country) if country else None
        return new or lone_traveller(self.topic, self.travelled, token, country)

    def _nearest(self, token: Token) -> Iterator[Named]:
        """Of everybody the last mention up to a token, else the first one behind it."""
        for mentions in self._mentions.values():
            before = bisect_right(mentions, token.i, key=lambda named: named.first)
            yield mentions[max(0, before - 1)]

    def _may_hold(self, person: Person, token: Token, label: str) -> bool:
        """Whether somebody may be called so; whom an article is about, by a general word as well."""
        if any(same_office(label, office) for office in self._offices.get(person.label, ())):
            return True
        if not person.role:
            return person == self.topic.main
        if same_office(label, person.role):
            return True
        word = singular(token.lower_)
        if word == "chancellor" and is_chancellor(person):
            return True
        if word == "diplomat" and is_diplomat(person.role):
            return True
        bare = label.lower().split()[-1] in words("people", "general_terms")
        return bare and person == self.topic.main and not (word == "envoy" and is_ruler(person.role))

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
