"""Delegations: who leads one, who belongs to it, and the lists that tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, agent_of
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene
from geomap.claims.steps import (
    SUBJECTS,
    is_finite,
    owner_of,
    sentences_back,
    subject_beside,
    verb_of,
    word_after,
)
from geomap.claims.travel.lists import lines_of, past_bullet
from geomap.claims.vocabulary import base, singular, words
from geomap.records import Person, record

_PAST_LIST = frozenset(("not", "without", "but", "instead", "unlike", "from", "with", "to"))
"""Behind these a list of people goes on with others than belong to it."""
_BEFORE_LIST = 12
"""Words between what opens a list and the colon above it, at most."""
_LONGEST_ITEM = 30
_AT_POST = frozenset(("ambassador", "chargé", "embassy"))
LEADING = frozenset(("lead", "head", "headed", "chair"))
"""What whoever is at the head of a delegation does."""
_SHORTLY = 3
"""Sentences back to the delegation that 'the group' is, the own one counted, at most."""
_MADE_OF = frozenset(("made", "composed", "comprised", "comprising", "consisting", "formed"))
"""'A delegation made up of X, Y and Z': those who are it, none of them told to lead it."""
THERE = Aspect(status="done", sure=False)
"""Of those who are told to be with somebody: as far as that one is there."""


@record
class Companion:
    """Someone who has the stops of another, all or some of them."""

    person: Person
    leader: Person
    countries: frozenset[str] = frozenset()
    """Only the stops in these countries ('for the stops in Kenya'); empty for all."""
    places: frozenset[str] = frozenset()
    """Names of the only stops shared ('joins her in Maputo'); empty for all."""
    aspect: Aspect
    at: int


def delegation_of(scene: Scene, who: Who, companions: Sequence[Companion]) -> tuple[Person, ...]:
    """The named people of the delegation that an article is about: who leads it, then who comes along."""
    groups = [[person for person in _leaders(who, token) if person.name] for token in scene.doc]
    leaders = [person for group in groups for person in group]
    main = who.topic.main
    if main and (main in leaders or any(companion.leader == main for companion in companions)):
        leaders = next((group for group in groups if main in group), [main])
        leaders += _setting_out(scene, who, main)
    with_them = [companion.person for companion in companions if companion.leader in leaders]
    return tuple(dict.fromkeys([*leaders, *with_them]))


def _setting_out(scene: Scene, who: Who, main: Person) -> tuple[Person, ...]:
    """'A and B travelled to X': with whom somebody is told to travel where he is named first."""
    first = next(named.first for named in who.cast.named if who.cast.people[named.key] == main)
    verb = verb_of(scene.doc[first])
    if base(verb.lower_) not in words("travel", "object", "toward", "at", "leaving"):
        return ()
    people = who.subject(verb).people
    return people if main in people else ()


def _leaders(who: Who, noun: Token) -> Iterator[Person]:
    """'A delegation led by X', 'X leads a delegation', 'X's delegation'."""
    if not is_delegation(noun) or who.is_foreign(noun):
        return
    led = [
        agent
        for child in noun.children
        if child.dep_ == "acl" and base(child.lower_) in LEADING and (agent := agent_of(child))
    ]
    if not led:
        yield from who.led_by(noun)
    for agent in led:
        yield from who.party(agent).people
        yield from listed(who, agent.left_edge.i, agent.sent.end)
    for child in noun.children:
        if child.dep_ == "poss" and not led:
            joined = who.single(noun.head).people if noun.dep_ == "conj" else ()  # 'received X and his team'
            yield from (joined or who.single(child).people)[:1]
        if child.dep_ == "acl" and child.lower_ in _MADE_OF and not led:
            yield from listed(who, child.i + 1, child.sent.end)
    verb = noun.head
    while verb.dep_ in ("pobj", "prep", "dobj") and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head
    if verb.pos_ == "VERB" and base(verb.lower_) in LEADING and noun.dep_ == "dobj":
        yield from who.subject(verb).people


def members_told(who: Who, noun: Token) -> Iterator[Companion]:
    """'The delegation includes X and Y', 'X is part of her team': who is told to belong to it."""
    if not (is_delegation(noun) or _is_group_told(noun)) or who.is_foreign(noun):
        return
    if noun.dep_ == "dobj" and base(noun.head.lower_) in words("travel", "hosting") | {"see"}:
        return  # 'among those who saw off the delegation were'
    trigger = next((token for token in noun.sent if _tells_members(token, noun)), None)
    trigger = trigger or _it_includes(noun)
    if trigger is None:
        return
    named = listed(who, max(noun.i, trigger.i) + 1, trigger.sent.end)
    if trigger.i < noun.i:
        named = who.named_in(noun.sent.start, trigger.i) or named
    owner = owner_of(noun)
    leaders = list(who.single(owner).people) if owner is not None else list(_leaders(who, noun))
    leader = next((person for person in leaders if person not in named), who.topic.main)
    for person in named:
        if leader and person != leader:
            yield Companion(person=person, leader=leader, aspect=THERE, at=trigger.i)


def _is_group_told(noun: Token) -> bool:
    """'The group included X and Y', where a delegation was told of right before."""
    told = noun.dep_ in SUBJECTS and noun.head.dep_ == "ROOT"
    if noun.lower_ != "group" or not told or all(child.lower_ != "the" for child in noun.children):
        return False
    return any(is_delegation(token) for sentence in sentences_back(noun, _SHORTLY) for token in sentence)


def _it_includes(noun: Token) -> Token | None:
    """'The mission arrived on Monday. It includes X and Y.': the verb that tells it."""
    end = noun.sent.end
    if end >= len(noun.doc) or subject_beside(noun.sent.root) != noun:
        return None
    verb = noun.doc[end].sent.root
    subject = subject_beside(verb)
    told = (
        subject is not None and subject.lower_ == "it" and base(verb.lower_) in words("people", "including")
    )
    return verb if told else None


def is_delegation(noun: Token) -> bool:
    """Whether a noun is a word for those who travel together."""
    return noun.pos_ == "NOUN" and singular(noun.lower_) in words("people", "team")


def _tells_members(token: Token, noun: Token) -> bool:
    entered = noun.head.lower_ == "into" and base(token.lower_) == "enter"
    if base(token.lower_) in words("people", "including") or entered:
        return True
    if singular(token.lower_) not in words("people", "belonging"):
        return False
    told = (
        token.head.pos_ == "AUX"
        or base(token.head.lower_) in ("form", "make")
        or token.dep_ == "pobj"
        or ":" in (word_after(token), word_after(noun))
    )
    return told and any(ancestor == token for ancestor in noun.ancestors)


def _is_clause(who: Who, start: int) -> bool:
    """Whether an item behind a semicolon does something: '…; X flew on', not '…; X, the minister; and Y'."""
    for token in who.scene.doc[start : who.scene.doc[start - 1].sent.end]:
        if token.text == ";":
            return False
        if is_finite(token):
            return True
    return False


def listed(who: Who, start: int, end: int) -> list[Person]:
    """The people of a list that begins at a token: in its sentence, or one a line under a colon."""
    return list(dict.fromkeys(_listed_below(who, start))) or _listed_beside(who, start, end)


def _listed_beside(who: Who, start: int, end: int) -> list[Person]:
    """The people of a list in one sentence: up to a dash, to a verb, to 'from' or 'with'."""
    found: list[Person] = []
    last = start
    for named in who.cast.between(start, end):
        gap = [t for t in who.scene.doc[last : named.first] if t.i not in who.cast.at]
        aside = any(t.text == "(" for t in gap)  # 'X (Liberal), Y'
        broken = any(
            t.text in ("–", "—") or (t.text == ")" and not aside) or t.lower_ in _PAST_LIST for t in gap
        )
        broken |= any(t.text == ";" for t in gap) and _is_clause(who, named.last + 1)
        if any(is_finite(t) and not _opens_list(t) for t in gap) or (last > start and broken):
            break
        if found and who.scene.doc[named.last + 1 : named.last + 2].text in ("'s", "’s"):
            break  # 'accompanied by his wife, X, Mr Y's first stop'
        person = who.cast.people[named.key]
        if person.role or " " in person.label:
            found.append(person)
        last = named.last + 1
    return list(dict.fromkeys(found))


def _opens_list(verb: Token) -> bool:
    """'That includes X and Y', 'members were X and Y'; not 'is to meet X'."""
    if base(verb.lower_) in words("people", "including"):
        return True
    return verb.pos_ == "AUX" and verb.dep_ not in ("aux", "auxpass") and word_after(verb) != "to"


def _listed_below(who: Who, start: int) -> Iterator[Person]:
    """'The delegation includes:' and one of them a line: those below, but for an ambassador at his post."""
    doc = who.scene.doc
    end = next((t.i for t in doc[start - 1 : start + _BEFORE_LIST] if t.is_space and "\n" in t.text), 0)
    if not end or doc[end - 1].text not in (":", ";") or any(who.cast.between(start, end)):
        return
    for line in lines_of(doc):
        if line.first <= end:
            continue
        item = doc[line.first : line.last + 1]
        named = _listed_beside(who, line.first, line.last + 1) if len(item) < _LONGEST_ITEM else []
        bullet = past_bullet(doc, line)
        goes_on = bullet > line.first or item[-1].text in (";", ",") or item[0].text[:1].islower()
        if any(is_finite(t) for t in item) or item[-1].text == ":" or not (named or goes_on):
            return
        if not any(t.lower_ in _AT_POST for t in item):
            yield from named
