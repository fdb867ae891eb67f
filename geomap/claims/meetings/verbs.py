"""Verbs of meeting with those who meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, agent_of, aspect, has_guest, is_passive, subject_of
from geomap.claims.kinds import is_group, is_meeting
from geomap.claims.meetings.addressed import addressed, is_face_to_face
from geomap.claims.meetings.colons import line_owner
from geomap.claims.meetings.encounters import (
    Encounter,
    Sides,
    are_two_sides,
    called_upon,
    encounters_of,
)
from geomap.claims.meetings.remote import BEING, is_in_company, is_in_person, remoteness, shares_meal
from geomap.claims.openings import fronted_spot
from geomap.claims.people.offices import is_ruler
from geomap.claims.people.parties import (
    Listed,
    before_whom,
    has_name,
    listed,
    past_place,
    place_of_with,
)
from geomap.claims.people.speakers import quoted_by
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene
from geomap.claims.vocabulary import base, role_class, singular, words
from geomap.records import Person

_KINDS = (
    "verbs",
    "conferring",
    "hosting",
    "avoiding",
    "topical",
    "with",
    "speaking",
    "on",
    "seeing",
    "joining",
    "together",
    "addressing",
)
_MUTUAL = ("verbs", "conferring", "with", "speaking", "topical")
_OPEN = frozenset(("ready", "willing", "prepared", "happy", "glad", "keen", "eager", "able", "free"))
_ANYBODY = frozenset(
    ("those", "people", "officials", "leaders", "politicians", "dignitaries", "interlocutors")
)
"""'Among those she met were X and Y.'"""
_EXCHANGED = frozenset(("views", "ideas", "opinions", "thoughts", "assessments", "words", "gifts"))
_HONOURS = frozenset(("honour", "honor", "pleasure", "privilege", "delight", "joy"))


def encounters_of_verb(scene: Scene, who: Who, verb: Token) -> Iterator[Encounter]:
    """The meetings that one verb tells of."""
    lemma = base(verb.lower_)
    if lemma == "see" and any(child.lower_ == "off" for child in verb.children):
        return  # 'was at the airport to see her off'
    kind = next((kind for kind in _KINDS if lemma in words("meeting", kind)), None)
    if kind is None and (has_guest(verb) or _brings_together(verb)):
        kind = "hosting"
    shared = shares_meal(verb)
    if kind is None and (shared or is_in_company(who, verb)):
        kind = "with"
    if lemma == "come" and any(child.lower_ == "together" for child in verb.children):
        kind = "conferring"
    journey = lemma in words("travel", "toward", "at", "object")
    if kind is None and not journey:
        return
    remote = "" if lemma in ("hand", "deliver") else remoteness(verb)
    seen = aspect(verb)
    if seen is None and line_owner(who.cast, verb) and not _asks_whether(verb):
        seen = Aspect(status="planned", sure=False)
    if seen is None or remote == "remote" or verb.head.lower_ in _OPEN or _is_moot(verb):
        return
    if lemma == "meet" and {token.lower_ for token in verb.sent} & words("meeting", "sports"):
        return
    if journey and (people := _met_at_event(who, verb)):
        sides = Sides(own=people, others=(Listed(people=people, at=verb.i),))
        yield from encounters_of(scene, verb, sides, seen, "travel for a meeting")
    if kind is None:
        return
    topic = next((child for child in verb.children if child.lower_ == "delegations"), None)
    if kind == "topical" and topic is not None and topic.dep_ == "nsubj":
        found = _delegations(scene, who, verb, topic)
    else:
        found = _sides(scene, who, verb, kind)
    if kind == "avoiding":
        seen = Aspect(status="cancelled", sure=seen.sure)
    if found and kind in ("topical", "speaking") and not found.others and _is_purpose(verb):
        return  # 'X and Y will travel to Z to review …'
    jointly = kind == "together" and found is not None and not found.others
    if kind == "together" and seen.status == "cancelled":
        return  # 'did not shake hands'
    if found and (found.others or (kind in _MUTUAL and are_two_sides(who, found.own)) or jointly):
        sides = Sides(
            own=found.own,
            others=found.others,
            virtual=remote == "virtual",
            tentative=(kind in ("speaking", "topical") and not (shared or is_in_person(verb))) or jointly,
            placed=(kind in ("seeing", "together") and not _is_purpose(verb)) or lemma in BEING,
            host=_host(verb, kind, found),
        )
        for encounter in encounters_of(scene, verb, sides, seen, f"verb {lemma}"):
            if kind == "addressing" and not is_face_to_face(encounter):
                continue
            if encounter.spot or not _is_often(verb):
                yield encounter


def _brings_together(verb: Token) -> bool:
    """'brought the two presidents together in Doha'."""
    return base(verb.lower_) == "bring" and any(token.lower_ == "together" for token in verb.subtree)


def _host(verb: Token, kind: str, sides: Sides) -> Person | None:
    """Who receives: the subject of 'welcomed', the one behind 'by' of 'was received'."""
    if kind == "on":
        return called_upon(sides.own, sides.others)
    if kind != "hosting":
        return None
    passive = is_passive(verb)
    others = [person for item in sides.others for person in item.people]
    hosts, guests = (others, sides.own) if passive else (sides.own, others)
    homes = {person.country for person in guests}
    own = [person for person in hosts if person.country not in homes]  # not the guest's ambassador
    return next(iter(own or hosts), None)


def _asks_whether(verb: Token) -> bool:
    return any(
        child.lower_ in words("status", "modal_open") or child.dep_ == "mark" for child in verb.children
    )


def _is_moot(verb: Token) -> bool:
    """'without consulting …', 'had expected them to meet', '… met … in a painting'."""
    wished = base(verb.head.lower_) in words("status", "intent") and any(
        child.lower_ == "had" for child in verb.head.children
    )
    subject = subject_of(verb)
    inverted = any(child.lower_ == "had" and subject and child.i < subject.i for child in verb.children)
    return (
        wished
        or inverted  # 'Had she met him, …'
        or verb.head.lower_ == "without"
        or (verb.lower_ == "visiting" and verb.i > 0 and verb.nbor(-1).lower_ in ("the", "and", "with", "by"))
        or any(
            noun.lower_ in words("travel", "telling")
            for child in verb.children
            if child.lower_ == "in"
            for noun in child.children
        )
    )


def _sides(scene: Scene, who: Who, verb: Token, kind: str) -> Sides | None:
    """Subject and other party of a verb, each where verbs of this kind have it; None where there is none."""
    own = who.subject(verb).people
    subject = subject_of(verb)
    if verb.dep_ == "acl" and verb.head.lower_ in _HONOURS and (speaker := quoted_by(verb)) is not None:
        own = who.single(speaker).people  # '"It was an honour to meet X," the minister wrote'
    if subject is None or subject.pos_ == "PRON" or not own:
        owner = line_owner(who.cast, verb)
        own = tuple(dict.fromkeys([owner, *own[1:]])) if owner else own
    if (kind in ("verbs", "hosting") or base(verb.lower_) == "brief") and is_passive(verb):
        agent = agent_of(verb)
        others = list(listed(scene, who, min(t.i for t in agent.subtree))) if agent is not None else []
    elif kind == "verbs":
        others = _behind(scene, who, verb, ("with",)) or _objects(scene, who, verb) or before_whom(who, verb)
    elif kind in ("with", "conferring", "speaking", "topical"):
        prepositions = ("with", "to") if kind == "speaking" else ("with",)
        others = _behind(scene, who, verb, prepositions) or before_whom(who, verb)
    elif kind == "together":
        others = [item for item in _behind(scene, who, verb, ("with",)) if has_name(item)]
        others = [item for item in others if verb.doc[item.at].lower_ != "us"]
    elif kind == "on":
        others = [] if _asks_for(verb) else _behind(scene, who, verb, ("on", "upon"))
    elif kind == "addressing":
        others = addressed(who, verb)
    elif kind == "joining":
        others = _objects(scene, who, verb) if _for_meeting(verb) else []
    else:
        others = _objects(scene, who, verb)
    named = any(has_name(item) for item in others)
    if kind == "hosting":
        named = named or any(_leads_country(person) for item in others for person in item.people)
    if kind == "joining":
        named = named or any(person.country for item in others for person in item.people)
    if kind in ("hosting", "avoiding", "seeing", "on", "joining") and not named:
        return None
    if kind == "together" and not (
        any(person.name for person in own) if others else _are_pair(own) and _is_public(verb)
    ):
        return None
    if kind == "seeing" and not is_passive(verb) and _sees_something(verb):
        return None
    if subject is None and not own and others:
        own = _before_auxiliary(who, verb)
    if not any(person.name or person.country for person in own) and others:
        led = who.leading_at(verb.i) if not named or _is_officer(subject) else own
        own = led or tuple(
            person for person in own if named and kind == "verbs" and is_ruler(person.role or "")
        )
    if not own and kind != "together":
        return None  # 'was received by A and B': they did not receive each other
    return Sides(own=own, others=tuple(others))


def _leads_country(person: Person) -> bool:
    """'was received by the Kenyan president', 'by the Pope', 'received a delegation from Peru'."""
    office = role_class((person.role or "").lower().split(" of ")[0].split()[-1]) if person.role else None
    high = ("head_of_state", "head_of_government", "minister")
    return bool(person.country) and (office in high or person.role == "delegation")


def _are_pair(people: Sequence[Person]) -> bool:
    """Two or more who are named, of two sides as far as their countries are told."""
    named = [person for person in people if person.name]
    countries = [person.country for person in named if person.country]
    return len(named) > 1 and len(set(countries)) == max(len(countries), 1)


def _is_public(verb: Token) -> bool:
    """Whether a verb tells what people do in one place: 'shook hands', not 'shook the markets'."""
    objects = {child.lower_ for child in verb.children if child.dep_ == "dobj"}
    lemma = base(verb.lower_)
    alone = lemma not in ("spend", "attend", "tour", "celebrate", "commemorate")
    return alone and (lemma != "shake" or "hands" in objects)


def _before_auxiliary(who: Who, verb: Token) -> tuple[Person, ...]:
    """'In the capital of Chad the pope will be received': who stands before 'will', whatever the parse."""
    first = min((c.i for c in verb.children if c.dep_ in ("aux", "auxpass") and c.tag_ != "TO"), default=0)
    people = who.single(verb.doc[first - 1]).people if first > verb.sent.start else ()
    return people if all(person.name for person in people) else who.leading_at(verb.i)


def _is_officer(subject: Token | None) -> bool:
    """'The politician', 'the leader': somebody in office, whoever that is."""
    return (
        subject is not None
        and role_class(subject.lower_) is not None
        and subject.lower_ == singular(subject.lower_)
        and any(child.lower_ in ("the", "this") for child in subject.children)
    )


def _behind(scene: Scene, who: Who, verb: Token, prepositions: tuple[str, ...]) -> list[Listed]:
    """Those who are named behind one of a verb's prepositions."""
    near = place_of_with(scene, verb, prepositions)
    starts = [near] if near else []
    lemma = base(verb.lower_)
    jointly = lemma.startswith("co-") or lemma in ("sign", "initial")
    things = (child for child in verb.children if child.dep_ == "dobj")
    carriers = [verb, *(thing for thing in things if jointly or thing.lower_ in _EXCHANGED)]
    starts += [
        c.i
        for word in carriers
        for c in word.children
        if c.dep_ == "prep" and c.lower_ in prepositions and c.i > verb.i
    ]
    found = list(listed(scene, who, min(starts) + 1)) if starts else []
    bound = lemma in ("sign", "initial") and not any(has_name(item) for item in found)
    return [] if bound else found  # 'signed an agreement with the government'


def _objects(scene: Scene, who: Who, verb: Token) -> list[Listed]:
    """Those who are the object of a verb, or who are named right behind it."""
    starts = [
        min(t.i for t in child.subtree)
        for child in verb.children
        if child.dep_ in ("dobj", "oprd", "dative") and child.i > verb.i and _is_party(who, child)
    ]
    if not starts and verb.i + 1 < verb.sent.end:
        following = verb.nbor(1)
        above = (following, *following.ancestors)
        owner = any(token.dep_ == "poss" for token in above if token.i >= following.i)
        if (following.ent_type_ == "PERSON" or following.i in who.cast.at) and not owner:
            starts = [following.i]
    if not starts and (past := past_place(scene, who, verb)):
        starts = [past]
    if not starts and any(child.lower_ == "whom" for child in verb.children):
        return before_whom(who, verb)
    if not starts and verb.dep_ == "relcl" and verb.head.lower_ in _ANYBODY:
        behind = verb.doc[verb.i + 1 : verb.sent.end]
        starts = [t.i + 1 for t in behind if t.lower_ in ("were", "was", "are", "include", "included", ":")][
            :1
        ]
    return list(listed(scene, who, max(min(starts), verb.i + 1))) if starts else []


def _is_party(who: Who, token: Token) -> bool:
    """Whether a noun stands for somebody, be it a delegation: 'met him', not 'met a deadline'."""
    word = singular(token.lower_)
    return (
        bool(who.party(token).people)
        or any(child.dep_ == "compound" and child.i in who.cast.at for child in token.children)
        or token.lower_ in words("people", "group")
        or word in words("people", "delegation", "colleague")
        or any(child.lower_ == "led" for child in token.children)
    )


def _sees_something(verb: Token) -> bool:
    """'saw the king as a rival', 'saw him fall': no meeting."""
    return any(
        child.dep_ in ("ccomp", "xcomp", "oprd") or (child.dep_ in ("prep", "mark") and child.lower_ == "as")
        for child in verb.children
    ) or (
        # 'visit' and 'see' have a person as their object, not what is his
        not any(child.dep_ == "dobj" and child.pos_ in ("PROPN", "NOUN", "PRON") for child in verb.children)
    )


def _is_often(verb: Token) -> bool:
    """'met four times': no one meeting is told of."""
    return any(child.lower_ in ("times", "often", "regularly", "repeatedly") for child in verb.children)


def _is_purpose(verb: Token) -> bool:
    """'travelled to see him'."""
    return verb.dep_ in ("advcl", "xcomp") and base(verb.head.lower_) in words(
        "travel", "toward", "object", "leaving"
    )


def _asks_for(verb: Token) -> bool:
    """'called on the president to resign'."""
    met = [noun for child in verb.children if child.lower_ in ("on", "upon") for noun in child.children]
    deeds = [child for token in (verb, *met) for child in token.children if child.tag_ == "VB"]
    asked = any(
        deed.dep_ in ("xcomp", "advcl", "acl", "ccomp", "relcl")
        and any(child.tag_ == "TO" for child in deed.children)
        and base(deed.lower_) not in words("meeting", "topical", "calling")
        for deed in deeds
    )
    return asked or any(child.lower_ == "for" for child in verb.children)


def _for_meeting(verb: Token) -> bool:
    """'joined the minister for talks', but not 'joined the delegation' or 'for talks with others'."""
    events = [
        noun
        for token in verb.subtree
        if token.lower_ in ("for", "at", "in") and token.i > verb.i
        for noun in token.children
        if is_meeting(noun)
    ]
    group = any(child.dep_ == "dobj" and is_group(child) for child in verb.children)
    return not group and any(not any(c.lower_ == "with" for c in noun.children) for noun in events)


def _met_at_event(who: Who, verb: Token) -> tuple[Person, ...]:
    """'X and Y travelled to Z for the … summit': office holders of two countries meet there."""
    event = any(
        is_meeting(noun)
        for child in verb.children
        if child.lower_ == "for"
        for noun in child.children
        if noun.dep_ == "pobj"
    )
    people = who.subject(verb).people if event else ()
    return people if len({person.country for person in people if person.name and person.country}) > 1 else ()


def _delegations(scene: Scene, who: Who, verb: Token, topic: Token) -> Sides | None:
    """'The delegations will discuss …': the travellers and the side of the country that they are in."""
    opening = fronted_spot(scene, verb.sent.start)
    own = who.delegation or who.focus_at(verb.i)
    homes = {person.country for person in own}
    countries = [code for code in who.countries(topic) if code not in homes]
    if not countries and opening and opening.country:
        countries = [opening.country]
    others = tuple(
        Listed(people=(Person(name=None, role="delegation", country=code),), at=verb.i)
        for code in countries[-1:]
    )
    return Sides(own=own, others=others) if own and others else None
