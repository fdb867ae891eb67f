"""Nouns of travel with their travellers, places and dates: visits, trips, tours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, aspect, climb, is_passive, subject_of
from geomap.claims.contexts import fate_of, fate_under, kind_of
from geomap.claims.days.stages import is_due
from geomap.claims.days.when import begun_with, new_date, resolve, when_at, when_of
from geomap.claims.kinds import is_trip
from geomap.claims.links import places_of
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene
from geomap.claims.setbacks import (
    comes_to_nothing,
    falls_through,
    gives_up,
    is_doubtful,
    is_negated,
    is_off,
    withdraws,
)
from geomap.claims.steps import SUBJECTS, child_of, owner_of, subject_beside, verb_of, word_after
from geomap.claims.travel.moves import Move, follows_on, is_further, is_ordered, is_stop, named_people
from geomap.claims.travel.origins import origin_of_visit
from geomap.claims.travel.owners import goals_behind_owner
from geomap.claims.vocabulary import base, singular, words
from geomap.records import Person

_AROUND = frozenset(["after", "before", "following", "during"])
_AHEAD = frozenset(["before", "ahead", "prior", "eve"])
_DEFINITE = frozenset(["the", "this", "his", "her", "their", "first", "next", "second", "third", "final"])
_CARRYING_OUT = frozenset(["push", "go", "proceed", "press", "continue"])
"""With 'with': 'will not push through with her visit'."""
_OWNED = 5
"""Words from a name with "'s" to the journey that is its owner's, at most."""
_HEDGED = frozenset(["possible", "potential", "any", "proposed", "hypothetical", "no"])


def moves_of_noun(scene: Scene, who: Who, noun: Token, before: list[Move]) -> Iterator[Move]:
    """'Her visit to Quito', 'the trip, her first to Asia', 'paid a visit to Suva'."""
    if noun.dep_ == "compound" and noun.head.pos_ in ("NOUN", "PROPN") and noun.head.dep_ not in ("pobj",):
        return
    if noun.dep_ == "dobj" and word_after(noun) == "home":
        return  # 'begins the journey home'
    moved = new_date(scene, noun)
    seen = Aspect(status="planned", sure=True) if moved else noun_aspect(noun)
    if seen is None:
        return
    if (clause := _clause_told(who, noun)) is not None and (told := aspect(clause)) is not None:
        people, seen = named_people(who.subject(clause)), replace(told, sure=False)
    else:
        people = travellers_of(scene, who, noun, before)
    if people and noun.head.lower_ == "on" and child_of(noun, "poss") is None:
        led = base(noun.head.head.lower_) in words("travel", "accompanying")
        joined = child_of(noun.head.head, "dobj") if led else None  # 'joins the president on a trip'
        people = tuple(dict.fromkeys([*people, *(named_people(who.party(joined)) if joined else ())]))
    if not people:
        return
    if is_stop(noun) and not seen.sure and verb_of(noun).tag_ in ("VBZ", "VBP") and before:
        seen = before[-1].aspect
    goals = [
        spot
        for spot, preposition in places_of(scene, noun)
        if preposition in ("to", "in", "of", "into", "at", "on", "across", "through", "around", "")
        and (preposition == "to" or singular(noun.lower_) not in words("travel", "also_bodies"))
    ]
    when = resolve(scene, [moved], seen, noun) if moved else when_of(scene, noun, seen)
    governor = verb_of(noun)
    goals = goals or goals_behind_owner(scene, who, noun)
    if not goals and noun.dep_ == "dobj" and base(governor.lower_) in words("travel", "light"):
        goals = [
            spot for spot, preposition in places_of(scene, governor) if preposition in ("to", "in", "at")
        ]
    if not goals and noun.dep_ == "nsubj" and governor.lower_ in ("is", "was", "are", "were", "be"):
        attributes = [
            a for child in governor.children if child.dep_ == "attr" for a in (child, *child.conjuncts)
        ]
        goals = [
            spot for child in attributes if (spot := scene.spot_at.get(child.i)) and spot.use == "name"
        ] or [
            spot
            for child in attributes
            if singular(child.lower_) in words("travel", "event_nouns")
            for spot, by in places_of(scene, child)
            if by in ("in", "at")
        ]
    if not goals and noun.dep_ == "attr" and (topic := subject_of(governor)) is not None:
        named = (scene.spot_at.get(token.i) for token in (topic, *topic.conjuncts))
        goals = [spot for spot in named if spot and spot.use == "name"]
    origin = origin_of_visit(scene, noun) if governor.pos_ in ("VERB", "AUX") else None
    follows = governor.pos_ in ("VERB", "AUX") and (follows_on(governor) or is_further(noun))
    last = _ended_with(noun) is not None
    follows = (follows or last or _comes_after(noun, governor)) and seen.status != "cancelled"
    rule = f"{'moved' if moved else 'noun'} {singular(noun.lower_)}"
    if len(goals) > 1 and when.first != when.last:
        when = replace(when, exact=False)  # of the trip, not of each stop
    when = begun_with(when, noun, goals)
    days = [when_at(scene, noun, seen, spot, goals) for spot in goals] if len(goals) > 1 else []
    apart = not moved and len({day.text for day in days}) > 1
    ordered = is_ordered(noun)
    for n, spot in enumerate(goals):
        yield Move(
            who=people,
            spot=spot,
            origin=goals[n - 1] if n and ordered else origin,
            when=days[n] if apart else when,
            aspect=seen,
            at=noun.i,
            rule=rule,
            follows=follows or (n > 0 and ordered),
        )
    if not goals and (when.text or seen.status == "cancelled"):
        yield Move(who=people, spot=None, when=when, aspect=seen, at=noun.i, rule=rule)


def _clause_told(who: Who, noun: Token) -> Token | None:
    """'After visits to A and B, the spokesman said X will fly to C': what is said tells when."""
    verb = noun.head.head
    if (
        noun.dep_ != "pobj"
        or noun.head.lower_ not in _AROUND
        or base(verb.lower_) not in words("status", "saying")
    ):
        return None
    speaker, clause = subject_beside(verb), child_of(verb, "ccomp")
    if speaker is None or clause is None or not noun.i < speaker.i < clause.i:
        return None
    speakers = {person.label for person in who.party(speaker).people}
    travellers = {person.label for person in named_people(who.subject(clause))}
    return clause if travellers and speakers <= who.topic.tellers - travellers else None


def travellers_of(scene: Scene, who: Who, noun: Token, before: Sequence[Move]) -> tuple[Person, ...]:
    """Whose visit a noun tells of; `before` are the moves told of before it."""
    if (trip := _ended_with(noun)) is not None:
        return travellers_of(scene, who, trip, before)
    return of_whose(scene, who, noun) or _focus(who, noun, before) or _of_delegation(who, noun)


def _ended_with(visit: Token) -> Token | None:
    """'The tour ends on Friday, following a visit to X': the tour whose last stop a noun tells of."""
    preposition = visit.head
    if visit.dep_ != "pobj" or preposition.lower_ not in ("after", "following", "with"):
        return None
    verb = preposition.head
    trip = subject_of(verb) if base(verb.lower_) in words("travel", "ending") else None
    return trip if is_trip(trip) else None


def _comes_after(noun: Token, governor: Token) -> bool:
    """'A visit to X will follow', 'followed by a stop in X', 'ending the tour in X'."""
    lemma = base(governor.lower_)
    if lemma == "follow":
        return noun.dep_ == "nsubj" or (noun.dep_ == "pobj" and noun.head.lower_ == "by")
    return lemma in words("travel", "ending") and governor.dep_ in ("advcl", "conj") and noun.dep_ == "dobj"


def noun_aspect(noun: Token) -> Aspect | None:
    """Whether a visit told of by a noun was, is planned or was given up."""
    found, verb = _aspect_of(noun), verb_of(noun)
    if noun.dep_ in SUBJECTS and falls_through(verb) and aspect(verb) and not is_negated(verb):
        return Aspect(status="cancelled", sure=True)
    undone = found is not None and found.status == "planned" and comes_to_nothing(verb)
    return Aspect(status="cancelled", sure=True) if undone else found


def _aspect_of(noun: Token) -> Aspect | None:
    modifiers = {child.lower_ for child in noun.children if child.dep_ in ("amod", "det", "compound", "nmod")}
    if modifiers & _HEDGED or modifiers & words("travel", "refuelling", "halting"):
        return None
    if singular(noun.lower_) == "stopover" and noun.head.lower_ == "with":
        return None  # 'flew to X with a brief stopover in Y': in transit
    said_of_it = {base(child.lower_) for child in noun.children if child.dep_ in ("amod", "acl")}
    late = said_of_it <= words("status", "moving") and base(verb_of(noun).lower_) in words("travel", "light")
    if said_of_it & words("status", "dropping") and not late:  # 'will make his delayed visit'
        return Aspect(status="cancelled", sure=True)
    verb = verb_of(noun)
    if is_off(noun, verb):
        return Aspect(status="cancelled", sure=True)
    if noun.dep_ in SUBJECTS and is_doubtful(verb):
        return None
    if noun.dep_ in SUBJECTS and verb.pos_ == "AUX" and fate_of(verb) == "cancelled":
        return Aspect(status="cancelled", sure=True)  # 'denied that a visit to X was near'
    if verb.pos_ not in ("VERB", "AUX"):
        return Aspect(status="done", sure=False)
    beside = {t.lower_ for child in verb.children for t in (child, *child.children) if t.dep_ != "det"}
    beside = beside if verb.pos_ == "AUX" and noun.dep_ in SUBJECTS else set()
    ahead = (beside | modifiers) & words("status", "ahead")
    if (ahead or (noun.dep_ == "pobj" and is_due(verb))) and not is_negated(verb):
        return Aspect(status="planned", sure=True)
    lemma = base(verb.lower_)
    spoken_of = lemma in words("status", "talking", "open", "intent")
    if noun.dep_ == "nsubjpass" and is_negated(verb) and spoken_of:
        return None  # 'A trip to Geneva was not yet being discussed'
    weighed = noun.dep_ == "nsubjpass" and lemma in words("status", "weighing")
    if weighed and any(child.lower_ == "being" for child in verb.children):
        return None
    if lemma == "be" and noun.dep_ == "pobj" and noun.head.head == verb and _is_denied(verb):
        return None  # 'is not going to be at the Warsaw stop'
    governed = noun.head == verb
    if noun.dep_ in SUBJECTS and any(
        c.dep_ == "conj" and is_passive(c) and gives_up(c) for c in verb.children
    ):
        return Aspect(status="cancelled", sure=True)  # 'had figured in the plan but was struck off'
    forced = next((c for c in verb.children if lemma == "have" and c.dep_ == "xcomp"), verb)
    if (gives_up(forced) and (governed or noun.dep_ == "nsubjpass")) or withdraws(forced):
        found = aspect(verb)  # also of 'will have to be put off'
        return Aspect(status="cancelled", sure=True) if found and not found.negated else found
    if noun.dep_ == "dobj" and lemma in words("status", "declining"):
        found = aspect(verb)
        return Aspect(status="cancelled", sure=True) if found and not found.negated else None
    if modifiers & words("status", "upcoming") or ("next" in modifiers and verb.tag_ in ("VBZ", "VBP", "VB")):
        return Aspect(status="planned", sure=True)
    for ancestor in _above(noun, verb):
        if ancestor.lower_ in _AHEAD:
            return Aspect(status="planned", sure=True)
        if ancestor.lower_ == "for" and base(ancestor.head.lower_) == "prepare":
            return Aspect(status="planned", sure=True)
        hangs = ancestor.lower_ in ("of", "for", "about") and kind_of(ancestor.head)
        if hangs and (fate := fate_under(ancestor.head)) is not None:
            return None if fate == "open" else Aspect(status=fate, sure=True)
    if governed and lemma in words("status", "open"):
        return None
    due = noun.dep_ == "pobj" and noun.head.lower_ == "for" and noun.head.head == verb and lemma == "set"
    if due or (governed and lemma in ("plan", "schedule", "announce", "expect", "set", "prepare")):
        return Aspect(status="planned", sure=True)
    found = aspect(verb)
    if (governed and lemma in words("travel", "light")) or _is_carried(noun, verb):
        return found
    if found is None or found.status == "cancelled":
        return Aspect(status="done", sure=False)
    back = found.past or (found.sure and found.status == "done")
    return Aspect(status=found.status, sure=False, past=back)


def _is_denied(verb: Token) -> bool:
    """'Is not …', 'is not going to be …', 'will not be …'."""
    return is_negated(verb) or (verb.dep_ == "xcomp" and is_negated(verb.head))


def _is_carried(noun: Token, verb: Token) -> bool:
    """'Will not push through with her visit', 'stopped off for a visit', 'accompanied him on his tour'."""
    if noun.dep_ != "pobj" or noun.head.head != verb:
        return False
    lemma = base(verb.lower_)
    if noun.head.lower_ == "with":
        return lemma in _CARRYING_OUT
    goes = words("travel", "at", "toward", "accompanying") - words("travel", "departing", "homeward")
    return noun.head.lower_ in ("for", "on") and lemma in goes


def _above(token: Token, stop: Token) -> Iterator[Token]:
    while token not in (token.head, stop):
        token = token.head
        yield token


def of_whose(scene: Scene, who: Who, noun: Token) -> tuple[Person, ...]:
    """The traveller of a visit told of by a noun."""
    for child in noun.children:
        if child.dep_ == "poss" and child.i not in scene.date_at:
            return named_people(who.party(child))
    if (owner := _owner_before(who, noun)) is not None:
        return named_people(who.party(owner))
    if noun.dep_ == "nsubj" and (ranked := _ranked_by(noun.head)) is not None:
        return named_people(who.party(ranked))
    if noun.i > 1 and noun.nbor(-1).text == ":" and (named := who.cast.at.get(noun.i - 2)):
        return (who.cast.people[named.key],)  # 'Mr Petrov: visit to Suva'
    for child in noun.children:
        led = child.dep_ == "acl" and base(child.lower_) in words("travel", "leading", "light")
        if led and (people := named_people(who.agent(child))):
            return people  # 'the mission led to X by Y'
    places = (t for t in noun.subtree if t.i in scene.spot_at and t.i > noun.i)
    for child in (child for owner in (noun, *places) for child in owner.children):
        behind = ("by", "of", "for", "on") if noun.dep_ == "attr" else ("by", "of")
        if child.dep_ == "prep" and child.lower_ in behind:
            for grandchild in child.children:
                if grandchild.i not in scene.spot_at and (people := named_people(who.party(grandchild))):
                    return people
                if is_trip(grandchild) and (people := of_whose(scene, who, grandchild)):
                    return people
    if (beside := _beside_name(who, noun)) is not None:
        return beside
    governor = verb_of(noun)
    if (
        governor.pos_ in ("VERB", "AUX")
        and (
            base(governor.lower_) in words("travel", "light", "toward", "leaving", "at")
            or gives_up(governor)
            or withdraws(governor)
        )
        and _is_object(noun, governor)
    ):
        topic = subject_of(governor)
        if topic is not None and singular(topic.lower_) in words("travel", "nouns", "programmes"):
            owner = owner_of(topic)
            return named_people(who.party(owner)) if owner is not None else ()
        return named_people(who.agent(governor) if is_passive(governor) else who.subject(governor))
    return ()


def _owner_before(who: Who, noun: Token) -> Token | None:
    """'New Zealand Foreign Minister Murray McCully's week-long tour': the name that the parse loses."""
    for i in range(noun.i - 1, max(noun.i - _OWNED, 0), -1):
        token = noun.doc[i]
        if token.tag_ == "POS":
            return token.nbor(-1) if who.cast.person_at(i - 1) else None
        if token.pos_ in ("VERB", "AUX", "ADP", "CCONJ"):
            return None
    return None


def _ranked_by(verb: Token) -> Token | None:
    """'The trip to Bogotá was her third to the region': whose it was."""
    attributes = [child for child in verb.children if child.dep_ == "attr"]
    ranked = (word for word in attributes if word.ent_type_ == "ORDINAL" or is_trip(word))
    return next((child for word in ranked for child in word.children if child.dep_ == "poss"), None)


def _beside_name(who: Who, noun: Token) -> tuple[Person, ...] | None:
    """'King X, on a visit to Y, …', 'After a trip to Y, the minister …': whose visit it is."""
    preposition = noun.head
    if (
        noun.dep_ != "pobj"
        or preposition.lower_ not in words("travel", "during")
        or preposition.head == preposition
    ):
        return None
    person = who.cast.person_at(preposition.head.i)
    if person:
        return (person,)
    verb = verb_of(preposition)
    return (
        named_people(who.subject(verb))
        if verb.pos_ in ("VERB", "AUX") and not _is_object_of_noun(noun, verb)
        else None
    )


def _is_object_of_noun(noun: Token, verb: Token) -> bool:
    """Whether a noun stands between: 'condemned reports of a visit'."""
    return any(
        ancestor.pos_ == "NOUN" and ancestor != verb
        for ancestor in _above(noun, verb)
        if ancestor.pos_ != "ADP"
    )


def _is_object(noun: Token, verb: Token) -> bool:
    return any(ancestor == verb for ancestor, _ in climb(noun)) and noun.dep_ not in ("nsubj",)


def _focus(who: Who, noun: Token, before: Sequence[Move]) -> tuple[Person, ...]:
    """Whose 'this visit' or 'the trip' is: that of the people who travelled last."""
    definite = any(child.lower_ in _DEFINITE for child in noun.children)
    governor = verb_of(noun)
    topic = subject_of(governor) if governor.pos_ in ("VERB", "AUX") else None
    definite = (
        definite
        or is_trip(topic)
        or any(child.dep_ in SUBJECTS and child.lower_ == "it" for child in governor.children)
    )
    subject = subject_of(noun.head) if noun.dep_ == "attr" else None
    copular = subject is not None and subject.lower_ in ("this", "it")
    if not before or not (definite or copular):
        return ()
    if (visited := next((move for move in before if move.at == noun.head.i), None)) and visited.spot:
        return visited.who  # 'visited Kuwait in May, the visit being his first'
    own = [move for move in before if who.topic.main in move.who]
    return (own or before)[-1].who


def _of_delegation(who: Who, noun: Token) -> tuple[Person, ...]:
    """Whose 'this visit' is where nobody travelled before: that of the article's delegation."""
    definite = any(child.lower_ in ("the", "this", "their") for child in noun.children)
    return who.delegation if definite else ()
