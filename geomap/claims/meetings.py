"""Who meets whom: the verbs and nouns of meeting with their parties, places and dates."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, aspect, is_passive, subject_of, verb_of
from geomap.claims.collectives import neighbourhood, participants_of
from geomap.claims.formats import Format, format_in
from geomap.claims.links import link
from geomap.claims.nouns import noun_aspect
from geomap.claims.parties import Listed, listed, single_parties
from geomap.claims.scene import Scene, Spot, is_finer
from geomap.claims.vocabulary import base, singular, words
from geomap.claims.when import when_of
from geomap.claims.who import Who
from geomap.records import UNDATED, Person, When, record

_IN = ("in", "at", "on", "near", "outside", "inside")


@record
class Encounter:
    """One clause that tells of a meeting."""

    people: tuple[Person, ...]
    spot: Spot | None
    """The place that the clause itself states."""
    when: When
    aspect: Aspect
    at: int
    """Index of the word that tells it."""
    format: Format | None
    virtual: bool
    rule: str


_BEFORE_OPENING = ("while", "also", "then", "later", "meanwhile", "“", '"')
_OPENING = 16
"""An opening phrase ends within this many tokens."""


def find_encounters(scene: Scene, who: Who) -> list[Encounter]:
    """Every meeting that an article tells of, in the order of the text."""
    found: list[Encounter] = []
    for token in scene.doc:
        if token.pos_ in ("VERB", "AUX"):
            found += _of_verb(scene, who, token)
            found += _travelled_to_meet(scene, who, token)
        elif token.pos_ in ("NOUN", "PROPN") and singular(token.lower_) in words("meeting", "nouns"):
            found += _of_noun(scene, who, token)
    return found


def _of_verb(scene: Scene, who: Who, verb: Token) -> Iterator[Encounter]:
    lemma = base(verb.lower_)
    meets = lemma in words("meeting", "verbs") or (lemma == "see" and _is_purpose(verb))
    hosts = lemma in words("meeting", "hosting")
    avoids = lemma in words("meeting", "avoiding")
    topical = lemma in words("meeting", "topical")
    if not (meets or hosts or avoids or topical):
        return
    seen = aspect(verb)
    if seen is None:
        return
    remote = _remote(verb)
    if remote == "remote":
        return
    own = who.agent(verb).people if is_passive(verb) and hosts else who.subject(verb).people
    token = subject_of(verb)
    if topical and token is not None and token.lower_ == "delegations":
        yield from _delegations(scene, who, verb, token, seen)
        return
    if is_passive(verb) and hosts:
        others = [Listed(people=who.subject(verb).people, at=verb.i)]
    elif hosts or avoids:
        others = [
            item
            for child in verb.children
            if child.dep_ == "dobj" and who.party(child).people
            for item in listed(scene, who, min(token.i for token in child.subtree))
        ]
    else:
        others = list(_objects(scene, who, verb, with_only=topical))
    if avoids:
        if not any(person.name for item in others for person in item.people):
            return
        seen = Aspect(status="cancelled", sure=seen.sure)
    if hosts and not any(person.name for item in others for person in item.people):
        return
    if not own and others and not any(person.name for item in others for person in item.people):
        own = who.focus_at(verb.i)
    if not others and not (meets and len(own) > 1):
        return
    yield from _encounters(scene, verb, own, others, seen, f"verb {lemma}", virtual=remote == "virtual")


def _is_purpose(verb: Token) -> bool:
    """'travelled to see X'."""
    return verb.dep_ in ("advcl", "xcomp") and base(verb.head.lower_) in words(
        "travel", "toward", "object", "leaving"
    )


def _travelled_to_meet(scene: Scene, who: Who, verb: Token) -> Iterator[Encounter]:
    """'X and Y travelled to Z for the … summit': they meet there, as office holders of two countries."""
    if base(verb.lower_) not in words("travel", "toward", "at", "object"):
        return
    seen, people = aspect(verb), who.subject(verb).people
    if seen is None or len({person.country for person in people if person.name and person.country}) < 2:
        return
    for child in verb.children:
        event = next((noun for noun in child.children if child.lower_ == "for" and noun.dep_ == "pobj"), None)
        if event is not None and singular(event.lower_) in words("meeting", "nouns"):
            yield from _encounters(
                scene,
                verb,
                people,
                [Listed(people=people, at=event.i)],
                seen,
                "travel for a meeting",
                virtual=False,
            )


def _delegations(scene: Scene, who: Who, verb: Token, token: Token, seen: Aspect) -> Iterator[Encounter]:
    """'The delegations will discuss …': the travellers and the side of the country that they are in."""
    opening = fronted_spot(scene, verb.sent.start)
    own = who.delegation or who.focus_at(verb.i)
    homes = {person.country for person in own}
    countries = [code for code in who.countries(token) if code not in homes]
    if not countries and opening and opening.country:
        countries = [opening.country]
    others = [
        Listed(people=(Person(name=None, role="delegation", country=code),), at=verb.i)
        for code in countries[-1:]
    ]
    if others and own:
        yield from _encounters(scene, verb, own, others, seen, f"verb {base(verb.lower_)}", virtual=False)


def _objects(scene: Scene, who: Who, verb: Token, *, with_only: bool) -> Iterator[Listed]:
    """The parties behind a verb: its object and what follows 'with'."""
    starts = [child.i for child in verb.children if child.dep_ == "prep" and child.lower_ == "with"]
    if not with_only:
        starts += [
            min(t.i for t in child.subtree) - 1 for child in verb.children if child.dep_ in ("dobj", "oprd")
        ]
    if not starts and not with_only and verb.i + 1 < verb.sent.end:
        follow = verb.nbor(1)
        if follow.lower_ == "with" or follow.ent_type_ == "PERSON" or follow.i in who.cast.at:
            starts = [verb.i + 1 if follow.lower_ == "with" else verb.i]
    if starts:
        yield from listed(scene, who, min(max(start, verb.i) for start in starts) + 1)


def _of_noun(scene: Scene, who: Who, noun: Token) -> Iterator[Encounter]:
    verb = verb_of(noun)
    governed = verb.pos_ in ("VERB", "AUX")
    modifiers = {child.lower_ for child in noun.children} | (
        {child.lower_ for child in verb.children} if governed else set()
    )
    if modifiers & (words("meeting", "remote") - words("meeting", "virtual")):
        return
    seen = noun_aspect(noun)
    if seen is None:
        return
    starts = [child.i for child in noun.children if child.dep_ == "prep" and child.lower_ == "with"]
    light = governed and base(verb.lower_) in words("meeting", "light") and _under(noun, verb)
    if not starts and (light or (governed and noun.dep_ == "nsubjpass")):
        starts = [
            child.i
            for child in verb.children
            if child.dep_ == "prep" and child.lower_ == "with" and child.i > noun.i
        ]
    between = next(
        (child for child in noun.children if child.dep_ == "prep" and child.lower_ in ("between", "among")),
        None,
    )
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    own = who.party(owner).people if owner is not None else ()
    if not own and governed and noun.dep_ not in ("nsubjpass", "nsubj"):
        own = who.subject(verb).people
    if not own and between is None:
        own = who.focus_at(noun.i)
    others: list[Listed] = []
    if starts:
        others = list(listed(scene, who, min(starts) + 1))
    elif between is not None:
        own = ()
        others = list(listed(scene, who, between.i + 1))
    elif light and own:
        form = format_in(neighbourhood(noun))
        others = [
            Listed(people=people, at=noun.i) for people in (participants_of(scene, noun, form),) if people
        ]
    others = [item for item in others if not set(item.people) <= set(own)]
    if not others and not (light and not starts and len({person.country for person in own}) > 1):
        return
    rule = f"noun {singular(noun.lower_)}"
    yield from _encounters(
        scene, noun, own, others, seen, rule, virtual=bool(modifiers & words("meeting", "virtual"))
    )


def _under(noun: Token, verb: Token) -> bool:
    token = noun
    while token.head != token:
        token = token.head
        if token.i == verb.i:
            return True
    return False


def _remote(verb: Token) -> str:
    """'remote' for a telephone call, 'virtual' for video, '' for a meeting in person."""
    near = {
        token.lower_
        for token in verb.subtree
        if (abs(token.i - verb.i) < 12 and token.head.head.i == verb.i) or token.head.i == verb.i
    }
    if near & words("meeting", "virtual"):
        return "virtual"
    return "remote" if near & {"phone", "telephone", "telephonic", "videocall", "letter"} else ""


def _encounters(
    scene: Scene,
    trigger: Token,
    own: tuple[Person, ...],
    others: list[Listed],
    seen: Aspect,
    rule: str,
    *,
    virtual: bool,
) -> Iterator[Encounter]:
    """One meeting with all, or one with each where the text tells them apart."""
    own = tuple(person for person in own if not any(person in item.people for item in others))
    opening = fronted_spots(scene, trigger.sent.start)
    if len(opening) > 1 and trigger.i > opening[-1].last:
        for spot in opening:
            people = tuple(dict.fromkeys([*own, *(person for item in others for person in item.people)]))
            if len(people) > 1:
                yield Encounter(
                    people=people,
                    spot=spot,
                    when=when_of(scene, trigger, seen),
                    aspect=seen,
                    at=trigger.i,
                    format=None,
                    virtual=virtual,
                    rule=rule,
                )
        return
    spots = [
        spot
        for spot in scene.spots
        if trigger.sent.start <= spot.first < trigger.sent.end and spot.use == "name"
    ]
    stated = _stated(scene, trigger, spots)
    when = when_of(scene, trigger, seen)
    form = format_in(trigger.sent.text) if trigger.pos_ != "VERB" or len(others) > 0 else None
    groups = single_parties(others) if _apart(trigger, others) else [others]
    for group in groups:
        people = tuple(dict.fromkeys([*own, *(person for item in group for person in item.people)]))
        if len(people) < 2 or (
            not any(person.name for person in people) and not any(person.country for person in people)
        ):
            continue
        place = next((item.spot for item in group if item.spot), stated)
        own_when = next((item.when(scene, seen, trigger) for item in group if item.dates), UNDATED)
        yield Encounter(
            people=people,
            spot=None if virtual else place,
            when=own_when if own_when.text else when,
            aspect=seen,
            at=trigger.i,
            format=_format(form, trigger, group),
            virtual=virtual,
            rule=rule,
        )


def _format(form: Format | None, trigger: Token, group: list[Listed]) -> Format | None:
    """A named format belongs to the meeting only where it names the event, not its topic."""
    if form is None:
        return None
    return (
        form
        if form == format_in(neighbourhood(trigger))
        and not any(p.name for item in group for p in item.people)
        else None
    )


def _apart(trigger: Token, others: list[Listed]) -> bool:
    """'Separately', 'bilateral talks with A, B and C', places or days of their own: a meeting each."""
    if len({item.spot.text for item in others if item.spot}) > 1:
        return True
    between = trigger.doc[min(item.at for item in others) : max(item.at for item in others)] if others else ()
    if any(token.lower_ == "then" for token in between):
        return True
    near = {token.lower_ for token in trigger.subtree} | {child.lower_ for child in verb_of(trigger).children}
    return bool(near & words("meeting", "apart")) and sum(len(item.people) for item in others) > 1


def _stated(scene: Scene, trigger: Token, spots: list[Spot]) -> Spot | None:
    """The place that a clause states: its own, or that which the sentence opens with elsewhere."""
    own = next((spot for spot in spots if link(scene, spot, trigger) in _IN), None)
    if own is None and trigger.dep_ in ("nsubj", "nsubjpass", "dobj"):
        own = next((spot for spot in spots if link(scene, spot, trigger.head) in _IN), None)
    opening = fronted_spot(scene, trigger.sent.start)
    if opening and own and (opening.country != own.country or is_finer(opening, own)):
        return opening
    return own or opening


def fronted_spots(scene: Scene, start: int) -> list[Spot]:
    """All places of the list that the sentence beginning at token `start` opens with."""
    first = fronted_spot(scene, start)
    found = [first] if first else []
    for spot in scene.spots:
        if found and spot.first > found[-1].last and scene.before_in_list(spot) == found[-1]:
            found.append(spot)
    return found


def fronted_spot(scene: Scene, start: int) -> Spot | None:
    """The place that the sentence beginning at token `start` opens with, before its first comma."""
    doc = scene.doc
    i = start
    while i < len(doc) and (doc[i].is_space or doc[i].lower_ in _BEFORE_OPENING):
        i += 1
    if i >= len(doc) or doc[i].lower_ not in words("travel", "opening"):
        return None
    end = next((j for j in range(i, min(i + _OPENING, doc[i].sent.end)) if doc[j].text == ","), None)
    if end is None:
        return None
    for j in range(i + 1, end):
        spot = scene.spot_at.get(j)
        if spot and spot.first == j and spot.use == "name" and _leads_in(doc[j - 1]):
            return spot
    return None


def _leads_in(token: Token) -> bool:
    """'in Quito', 'at the Vatican', 'a visit to Suva'."""
    if token.lower_ == "the" and token.i:
        token = token.nbor(-1)
    visit = token.i > 0 and singular(token.nbor(-1).lower_) in words("travel", "nouns")
    return token.lower_ in ("in", "at") or (token.lower_ == "to" and visit)
