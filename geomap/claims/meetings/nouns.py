"""Nouns of meeting with those who meet: talks, a lunch, a courtesy call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, agent_of, aspect, is_passive, subject_of
from geomap.claims.formats import format_in
from geomap.claims.kinds import is_meeting
from geomap.claims.meetings.chairs import held_by, of_holders
from geomap.claims.meetings.collectives import participants_of
from geomap.claims.meetings.colons import line_owner
from geomap.claims.meetings.encounters import (
    Encounter,
    Sides,
    are_two_sides,
    called_upon,
    encounters_of,
)
from geomap.claims.meetings.triggers import is_joint_conference, tells_meeting
from geomap.claims.people.offices import is_ruler
from geomap.claims.people.parties import Listed, before_whom, behind_opening, has_name, listed, place_of_with
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene
from geomap.claims.setbacks import gives_up, is_negated
from geomap.claims.steps import child_of, is_finite, owner_of, sentences_back, verb_of
from geomap.claims.travel.nouns import noun_aspect
from geomap.claims.vocabulary import base, role_class, singular, words
from geomap.records import Person

_REACH = 14
_BEING = frozenset(("is", "was", "are", "were", "be"))
_BEFORE = 4
"""Sentences, with its own, in which the one is named whose meetings go on."""
_PREPARED = frozenset(("preparation", "preparations", "arrangement", "arrangements"))
_HELD = frozenset(
    ("meeting", "talk", "conversation", "audience", "encounter", "lunch", "dinner", "breakfast")
)


def encounters_of_noun(
    scene: Scene, who: Who, noun: Token, before: Sequence[Encounter]
) -> Iterator[Encounter]:
    """The meetings that one noun tells of; `before` are those that the text has told already."""
    if not tells_meeting(noun):
        return
    above = verb_of(noun)
    verb = above if above.pos_ in ("VERB", "AUX") else None
    beside = (child for token in (noun, verb) if token is not None for child in token.children)
    near = {
        child.lower_
        for child in beside
        if not (child.lower_ == "call" and (child.pos_ == "VERB" or tells_meeting(child)))
    }
    if near & (words("meeting", "remote") - words("meeting", "virtual") - {noun.lower_}):
        return
    seen = _aspect(noun, verb)
    if seen is None:
        return
    carried = verb is not None and base(verb.lower_) in words("meeting", "light") and verb in noun.ancestors
    subject = noun.dep_ in ("nsubj", "nsubjpass")
    between = _between(scene, who, noun, verb if subject else None) or of_holders(scene, who, noun)
    telling = [verb] if subject and verb is not None else [c for c in noun.children if c.dep_ == "acl"]
    chairs = next((found for word in telling if (found := held_by(scene, who, word))), [])
    own: tuple[Person, ...] = ()
    if between is not None:
        others = list(listed(scene, who, between.i + 1, pair=True))
    elif chairs:
        others = chairs
    else:
        own = _own(who, noun, verb)
        others = _others(scene, who, noun, verb, carried=carried)
        if carried and own and not others and not are_two_sides(who, own):
            homes = {person.country for person in own}
            members = [
                person for person in participants_of(scene, who, noun) if person.country not in homes - {None}
            ]
            known = len(members) != 2 or all(person.country for person in own)  # of two, one is his own
            others = [Listed(people=tuple(members), at=noun.i, member=True)] if members and known else []
        if carried and own and not others:
            others = [item for word in telling for item in held_by(scene, who, word, few=1)]
        strangers = [item for item in others if not set(item.people) <= set(own)]
        others = strangers or others
        met = {person for item in others for person in item.people}
        own = tuple(person for person in own if person not in met)
        if not any(person.name or person.country for person in own):
            leading = _leading(who, noun, verb, met)
            unnamed, own = own, tuple(person for person in leading if person not in met)
            if not own and carried and all(is_ruler(person.role or "") for person in unnamed):
                own = unnamed  # 'The King had an audience with X'
            if (
                verb is not None
                and is_passive(verb)
                and format_in(noun.doc[noun.left_edge.i : noun.i + 1].text)
            ):
                own = ()  # 'The … summit was held with the participation of X': not whoever travels
            sides = {person.country if person.name else None for person in (*own, *met)}
            if len(sides) == 1 and None not in sides:
                own = ()  # two of one government, the first only guessed
    if _is_told_again(noun, {*own, *(person for item in others for person in item.people)}, before):
        return
    if others and not own and between is None and not chairs and not any(item.member for item in others):
        return  # 'Meeting with A and B': whose it is, nobody tells
    if others or _is_mutual(who, noun, own, before, carried=carried):
        often = any(child.lower_ in words("meeting", "counting") for child in noun.children)
        virtual = _is_virtual(noun, near)
        told = Sides(
            own=own,
            others=tuple(others),
            virtual=virtual,
            tentative=often,
            placed=is_joint_conference(noun),
            host=called_upon(own, others) if singular(noun.lower_) in ("call", "visit") else None,
        )
        yield from encounters_of(scene, noun, told, seen, f"noun {singular(noun.lower_)}")


def _between(scene: Scene, who: Who, noun: Token, verb: Token | None) -> Token | None:
    """'Talks between A and B', 'talks took place between A and B': where both sides follow."""
    beside = (child for word in (noun, verb) if word is not None for child in word.children)
    found = [child for child in beside if child.lower_ in ("between", "among")]
    return next((word for word in found if any(listed(scene, who, word.i + 1, pair=True))), None)


def _is_virtual(noun: Token, near: set[str]) -> bool:
    """'a virtual summit', 'the summit, held by video link'."""
    held = (t.lower_ for c in noun.children if c.dep_ in ("acl", "relcl") for t in c.subtree)
    return bool((near | set(held)) & words("meeting", "virtual"))


def _nested(noun: Token) -> list[Token]:
    """'the third meeting of the dialogue': what one meeting is part of."""
    return [
        inner
        for child in noun.children
        if child.dep_ == "prep" and child.lower_ == "of"
        for inner in child.children
        if is_meeting(inner)
    ]


def _aspect(noun: Token, verb: Token | None) -> Aspect | None:
    """Whether a meeting was, is planned or was given up; None where it is only asked for."""
    if noun.dep_ == "conj" and is_meeting(noun.head):
        return _aspect(noun.head, verb)  # 'includes a meeting with A and talks with B'
    if verb is not None and noun.dep_ == "pobj" and noun.head.lower_ in ("for", "to"):
        wished = words("status", "open") | words("meeting", "wishing")
        if base(verb.lower_) in wished and noun.head.head == verb:
            return None
    if verb is not None and any(
        child.dep_ in ("nsubj", "nsubjpass") and any(word.lower_ == "no" for word in child.children)
        for child in verb.children
    ):
        return None
    for ancestor in noun.ancestors:
        if ancestor.pos_ in ("VERB", "AUX"):
            break
        if any(child.lower_ == "no" for child in ancestor.children):
            return None  # 'There are no plans for a meeting'
        if singular(ancestor.lower_) in _PREPARED:
            return Aspect(status="planned", sure=False)
    fails = verb is not None and noun.dep_ in ("nsubj", "nsubjpass") and is_negated(verb)
    if fails and verb is not None and base(verb.lower_) in words("meeting", "happening"):
        return Aspect(status="cancelled", sure=True)
    if fails and verb is not None and any(child.lower_ == "on" for child in verb.children):
        return None  # 'was not on the agenda'
    if verb is not None and noun.dep_ == "nsubjpass" and base(verb.lower_) in words("meeting", "foreseeing"):
        return Aspect(status="planned", sure=True)
    if verb is not None and noun.dep_ == "pobj" and noun.head.lower_ == "for" and noun.head.head == verb:
        journey = aspect(verb)
        if journey is not None and journey.status == "cancelled":
            return journey
    if verb is not None and noun.dep_ == "attr":
        told = aspect(verb)
        if told is None or told.status == "cancelled":
            return None  # 'It would have been their first encounter'
    if verb is not None and noun.dep_ == "dobj" and verb.tag_ == "VBZ":
        subject = subject_of(verb)
        if subject is not None and subject.lower_ in words("status", "programmes"):
            return Aspect(status="planned", sure=False)  # 'Her programme includes talks with X'
    if _is_called_off(noun) or _is_denied(noun):
        return Aspect(status="cancelled", sure=True)
    held = verb is not None and noun.head == verb and base(verb.lower_) in words("meeting", "light")
    if held and verb is not None and (told := aspect(verb)) and told.status == "cancelled":
        return told  # 'did not hold talks', 'had been due to hold talks'
    return noun_aspect(noun)


def _is_denied(noun: Token) -> bool:
    """'denied a report that he intended to stop for talks'."""
    return any(
        base(ancestor.lower_) in words("status", "denying") and not is_negated(ancestor)
        for ancestor in noun.ancestors
        if ancestor.pos_ == "VERB"
    )


def _is_called_off(noun: Token) -> bool:
    """'Talks between A and B, due in X, have been called off', however long what stands between."""
    first = next((token for token in noun.sent if token.pos_ in ("NOUN", "PROPN", "PRON")), None)
    return first == noun and any(
        gives_up(token)
        and token.i > noun.i
        and {child.dep_ for child in token.children} & {"auxpass"}
        and not {child.dep_ for child in token.children} & {"nsubj", "nsubjpass"}
        and token.dep_ in ("ROOT", "conj")
        for token in noun.sent
    )


def _leading(who: Who, noun: Token, verb: Token | None, met: set[Person]) -> tuple[Person, ...]:
    """Whose meeting it is where nothing tells: the traveller's, else whom the article is about, at home."""
    going = _going(who, noun) if verb is None or verb == noun else who.leading_at(noun.i)
    main = who.topic.main
    told = noun.dep_ == "pobj" and noun.head.lower_ in ("at", "in", "during")
    told = told or _goes_on(who, noun, main)
    if going or not told or main is None or not main.country or not met:
        return going
    return (main,) if all(person.country not in (None, main.country) for person in met) else ()


def _goes_on(who: Who, noun: Token, main: Person | None) -> bool:
    """'X received his guests. One of the meetings was with Y': of whom the text tells just before."""
    subject = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    start = min(sentence.start for sentence in sentences_back(noun, _BEFORE))
    told = subject.dep_ in ("nsubj", "attr") and subject.head.lower_ in _BEING
    return told and main in who.named_in(start, noun.sent.start)


def _going(who: Who, noun: Token) -> tuple[Person, ...]:
    """'X travels on to Y. Meeting with Z.': who travelled last in the same line."""
    line = noun.i
    while line > 0 and "\n" not in noun.doc[line - 1].text_with_ws:
        line -= 1
    near = next((people for at, people in reversed(who.travelled) if line <= at < noun.i), ())
    return near or who.leading_at(noun.i)


def _own(who: Who, noun: Token, verb: Token | None) -> tuple[Person, ...]:
    """Whose meeting it is: its owner's, or the subject's of its verb."""
    owner = owner_of(noun)
    subject = subject_of(verb) if verb is not None else None
    if (owner is None and subject is None) or (subject is not None and subject.pos_ == "PRON"):
        person = line_owner(who.cast, noun)
        if person:
            return (person,)
    if owner is not None and (people := who.party(owner).people):
        return people
    if opened := behind_opening(who, noun.i):
        return (opened[0],)
    of = next((child for child in noun.children if child.lower_ == "of"), None)
    holder = child_of(of, "pobj") if of is not None else None
    if holder is not None and (holder.i in who.cast.at or role_class(holder.lower_)):
        return who.party(holder).people  # 'the meeting of President X with Y'
    if verb is None or noun.dep_ in ("nsubj", "nsubjpass"):
        return ()
    plans = words("status", "programmes") | words("travel", "nouns") | {"engagements", "appointments"}
    if subject is not None and subject.lower_ in plans:
        return _owners(who, subject)  # 'Her programme includes a meeting with X'
    people = who.subject(verb).people
    if verb.lower_ == "followed":  # 'X and Y discussed …, followed by a lunch with Z': the guest's
        return tuple(person for person in people if person in who.leading_at(noun.i)) or people
    return people


def _owners(who: Who, noun: Token) -> tuple[Person, ...]:
    """Whose visit or programme a noun tells of: 'her visit', 'the programme of X'."""
    of = (child for child in noun.children if child.lower_ in ("of", "by"))
    told = [child for child in noun.children if child.dep_ == "poss"]
    told += [child for word in of for child in word.children]
    return next((people for word in told if (people := who.party(word).people)), ())


def _others(scene: Scene, who: Who, noun: Token, verb: Token | None, *, carried: bool) -> list[Listed]:
    """The other side: behind 'with', 'on' for a call, 'for' or 'by' for a meal or an audience."""
    within = [noun, *_nested(noun)]
    starts = [c.i for word in within for c in word.children if c.dep_ == "prep" and c.lower_ == "with"]
    near = place_of_with(scene, noun, ("with",)) if not starts else None
    starts = starts or ([near] if near else []) or _past_topic(noun)
    among = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.dep_ == "nsubj"
    is_with = verb is not None and (noun.dep_ == "nsubj" or among) and verb.lower_ in _BEING
    if not starts and verb is not None and (carried or is_with or noun.dep_ == "nsubjpass"):
        starts = [
            child.i
            for child in verb.children
            if child.dep_ == "prep" and child.lower_ == "with" and child.i > noun.i
        ]
    if starts:
        return list(listed(scene, who, min(starts) + 1)) or before_whom(who, noun)
    if carried and (one := before_whom(who, noun)):
        return one
    if verb is not None and (told := _told_there(scene, who, noun, verb)):
        return told
    lemma = singular(noun.lower_)
    leads: tuple[str, ...] = ()
    if lemma in ("call", "visit"):
        leads = ("on", "upon", "to") if lemma == "call" else ("to",)
    elif lemma in words("meeting", "meals"):
        leads = ("for", "to", "by", "of") if verb is not None and not is_passive(verb) else ("by",)
    for token in noun.subtree if verb is None else verb.subtree:
        owner = owner_of(token)
        if token.lower_ in ("honour", "honor") and token.i > noun.i and owner is not None and leads:
            return [Listed(people=who.party(owner).people, at=token.i)]  # 'a dinner in his honour'
    for token in noun.doc[noun.i + 1 : min(noun.i + _REACH, noun.sent.end - 1)]:
        if is_finite(token):
            break
        led = (
            scene.spots_between(token.i + 1, token.i + 3) if (lemma, token.lower_) == ("visit", "to") else ()
        )
        if any(scene.head(spot).dep_ == "pobj" for spot in led):
            return []  # 'pays a visit to Chad at the invitation of President X'
        if token.lower_ in leads and (token.lower_ != "of" or token.nbor(-1).lower_ in ("honour", "honor")):
            found = list(listed(scene, who, token.i + 1))
            known = found and (has_name(found[0]) or any(person.country for person in found[0].people))
            return found if known else []
    if verb is not None and lemma in words("meeting", "meals") and not is_passive(verb):
        for child in verb.children:
            if child.dep_ == "dative" and child.pos_ != "ADP" and (people := who.party(child).people):
                return [Listed(people=people, at=child.i)]  # 'granted him an audience'
    if verb is not None and noun.head == verb and lemma in words("meeting", "meals") and not is_passive(verb):
        where = any(child.lower_ == "where" for child in verb.children)
        hosts, guests = who.subject(verb).people, who.leading_at(noun.i)
        gives = base(verb.lower_) in words("meeting", "giving")
        if where and gives and hosts and hosts[0].name and not set(hosts) & set(guests):
            return [Listed(people=guests, at=noun.i)]  # 'flew to Oslo, where X gave a dinner'
    given = verb is not None and noun.head == verb and lemma in words("meeting", "meals")
    given = given and verb is not None and base(verb.lower_) in words("meeting", "giving")
    agent = agent_of(verb) if verb is not None and given else None
    return list(listed(scene, who, min(t.i for t in agent.subtree))) if agent is not None else []


def _past_topic(noun: Token) -> list[int]:
    """'discussions on the agreement with X': who is met, behind what the talks are about."""
    topics = (c for c in noun.children if c.lower_ in ("on", "about", "over", "regarding", "concerning"))
    behind = (token for topic in topics for token in topic.subtree)
    found = next((t for t in behind if t.lower_ == "with" and t.dep_ == "prep"), None)
    told = found is not None and any(is_finite(t) for t in noun.doc[noun.i + 1 : found.i])
    return [found.i] if found is not None and not told else []


def _is_told_again(noun: Token, people: set[Person], before: Sequence[Encounter]) -> bool:
    """'In these meetings, she thanked President X': of some who met as was told before."""
    again = any(child.lower_ in ("these", "those", "this", "both", "the") for child in noun.children)
    within = noun.dep_ == "pobj" and noun.head.lower_ in ("at", "in", "during", "over")
    bare = not any(child.lower_ in ("with", "between") for child in noun.children)
    return again and within and bare and any(people <= set(encounter.people) for encounter in before)


def _told_there(scene: Scene, who: Who, noun: Token, verb: Token) -> list[Listed]:
    """'told President X at a meeting in Y', 'thanked her host during their talks': who hears it is met."""
    at = noun.head if noun.dep_ == "pobj" and noun.head.lower_ in ("at", "in", "during", "over") else None
    between = any(child.lower_ in ("between", "of", "among", "on") for child in noun.children)
    if at is None or at.head != verb or between or singular(noun.lower_) not in _HELD:
        return []
    for child in verb.children:
        if (
            child.dep_ in ("dobj", "dative")
            and child.i > verb.i
            and any(p.name for p in who.party(child).people)
        ):
            found = list(listed(scene, who, min(t.i for t in child.subtree)))
            return [item for item in found if has_name(item)][:1]
    return []


def _opens(noun: Token) -> bool:
    """'In a separate meeting, A and B signed …'."""
    told = any(child.lower_ in ("separate", "bilateral", "subsequent") for child in noun.children)
    return told and noun.dep_ == "pobj" and noun.head.lower_ in ("in", "at", "during")


def _is_mutual(
    who: Who, noun: Token, own: Sequence[Person], before: Sequence[Encounter], *, carried: bool
) -> bool:
    """'A and B held talks', 'A and B said that their meeting …': those named meet each other."""
    if not are_two_sides(who, own):
        return False
    if carried or _opens(noun):
        return True
    theirs = any(child.dep_ == "poss" and child.lower_ == "their" for child in noun.children)
    return theirs and not any(set(own) <= set(encounter.people) for encounter in before)
