"""Who is told of as present: 'Among those in Suva were …', 'the funeral in Lomé was attended by …'."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geomap.claims.clauses import Aspect, aspect, is_passive, subject_of
from geomap.claims.days.when import when_at
from geomap.claims.kinds import is_event, is_group, is_occasion
from geomap.claims.people.offices import comes_from_afar
from geomap.claims.people.who import Who
from geomap.claims.scene import Scene, Spot
from geomap.claims.steps import child_of, owner_of
from geomap.claims.travel.events import held_at
from geomap.claims.travel.moves import Move, named_people
from geomap.claims.vocabulary import base, words
from geomap.records import Person

_ATTENDING = ("attend", "chair", "co-chair", "open", "address", "inaugurate", "moderate", "witness")
_CONFIRMING = ("confirm", "announce")
_OPENINGS = frozenset(["among", "amongst", "also", "present", "joining"])
_COMING = frozenset(
    ["expected", "attending", "coming", "awaited", "due", "participating", "present", "attendance"]
)
_GUESTS = frozenset(["guests", "participants", "attendees", "speakers"])


def moves_of_attendance(scene: Scene, who: Who, verb: Token) -> Iterator[Move]:
    """Those who are present at the place of an event, where the event or a list of guests is the subject."""
    seen = aspect(verb)
    if seen is None:
        return
    if base(verb.lower_) in words("travel", "representing"):
        yield from _representing(scene, who, verb, seen)
    for people, spots in (
        _listed_behind(scene, who, verb),
        _attended_by(scene, who, verb),
        _one_among(scene, who, verb),
        _confirmed(scene, who, verb),
        _gathered(scene, who, verb),
    ):
        for spot in spots[:1]:
            guests = tuple(person for person in people if comes_from_afar(person, spot))
            if guests:
                ahead = base(verb.lower_) in _CONFIRMING or _is_awaited(verb)
                status = "planned" if ahead else seen.status
                sure = Aspect(status=status, sure=True)
                yield Move(
                    who=guests,
                    spot=spot,
                    when=when_at(scene, verb, sure, spot, [spot]),
                    aspect=sure,
                    at=verb.i,
                    rule=f"attendance {base(verb.lower_)}",
                )


def _is_awaited(verb: Token) -> bool:
    """'Is among the guests expected in Suva'."""
    return any(token.lower_ in ("expected", "awaited", "due", "invited") for token in verb.subtree)


def _representing(scene: Scene, who: Who, verb: Token, seen: Aspect) -> Iterator[Move]:
    """'France was represented in Lomé by A', 'A represented France at the funeral in Lomé'."""
    passive = is_passive(verb)
    people = named_people(who.agent(verb) if passive else who.subject(verb))
    whom = next((c for c in verb.children if c.dep_ in ("nsubjpass", "dobj") and c.i in scene.spot_at), None)
    if whom is None:
        return
    sender = scene.spot_at[whom.i].country
    for spot in _places(scene, min(verb.i, whom.i), verb.sent.end)[:1]:
        guests = tuple(
            person
            for person in people
            if "ambassador" not in (person.role or "").lower()
            and (spot.country != sender if (far := comes_from_afar(person, spot)) is None else far)
        )
        if guests and sender:
            when = when_at(scene, verb, seen, spot, [spot])
            yield Move(who=guests, spot=spot, when=when, aspect=seen, at=verb.i, rule="attendance represent")


type _Guests = tuple[tuple[Person, ...], list[Spot]]
_NOBODY: _Guests = ((), [])


def _listed_behind(scene: Scene, who: Who, verb: Token) -> _Guests:
    """'Among those attending the talks in Suva were A and B', 'Also in Suva for the talks is C'."""
    if verb.lower_ not in ("are", "is", "was", "were"):
        return _NOBODY
    opening = next((token for token in verb.sent if token.is_alpha), verb)
    attending = any(token.lower_ in _COMING for token in verb.doc[opening.i : verb.i])
    if (opening.lower_ not in _OPENINGS and not attending) or opening.i >= verb.i:
        return _NOBODY
    stop = next(
        (token.i for token in verb.doc[verb.i + 1 : verb.sent.end] if token.text in ";:"), verb.sent.end
    )
    spots = _places(scene, verb.sent.start, verb.i)
    if not spots and attending:
        spots = [spot for spot, _ in held_at(scene, None, verb)]
    return tuple(who.named_in(verb.i + 1, stop)), spots


def _gathered(scene: Scene, who: Who, verb: Token) -> _Guests:
    """'The summit in Suva will bring together A and B', 'Leaders attending the summit in Suva include A'."""
    lemma, subject = base(verb.lower_), subject_of(verb)
    if subject is None:
        return _NOBODY
    if lemma in ("gather", "assemble") or (
        lemma == "bring" and any(child.lower_ == "together" for child in verb.children)
    ):
        noun = subject if is_occasion(subject) else None
    elif lemma == "include" and subject.tag_ == "NNS":
        coming = (child for child in subject.children if child.dep_ in ("acl", "relcl", "amod"))
        noun = next(
            (c for each in coming if each.lower_ in _COMING for c in each.subtree if is_occasion(c)), None
        )
        noun = noun or (subject if subject.lower_ in _GUESTS else None)
    else:
        return _NOBODY
    if noun is None:
        return _NOBODY
    named = who.named_in(verb.i + 1, verb.sent.end)
    held = held_at(scene, noun if is_occasion(noun) else None, verb)
    return tuple(named), [spot for spot, _ in held]


def _attended_by(scene: Scene, who: Who, verb: Token) -> _Guests:
    """'The funeral in Lomé was attended by A', 'the delegation at the talks in Lomé is led by B'."""
    subject, lemma = subject_of(verb), base(verb.lower_)
    if not is_passive(verb):
        return _NOBODY
    if subject is None:  # 'it was attended by A'
        held = held_at(scene, None, verb) if lemma in _ATTENDING else []
        return named_people(who.agent(verb)), [spot for spot, _ in held]
    event = is_event(subject)
    team = is_group(subject)
    if not (lemma in _ATTENDING and event) and not (lemma in words("travel", "leading") and team):
        return _NOBODY
    return named_people(who.agent(verb)), _places(scene, subject.i, verb.i)


def _one_among(scene: Scene, who: Who, verb: Token) -> _Guests:
    """'X was among the leaders in Suva for the talks'."""
    among = next((child for child in verb.children if child.lower_ in ("among", "amongst")), None)
    if among is None or among.i < verb.i or verb.lower_ not in ("are", "is", "was", "were", "be"):
        return _NOBODY
    return named_people(who.subject(verb)), _places(scene, among.i, among.right_edge.i)


def _confirmed(scene: Scene, who: Who, verb: Token) -> _Guests:
    """'X has confirmed her attendance at the summit in Suva'."""
    if base(verb.lower_) not in _CONFIRMING:
        return _NOBODY
    for noun in verb.children:
        if noun.dep_ in ("dobj", "nsubjpass") and noun.lower_ in ("attendance", "participation", "presence"):
            named = child_of(noun, "appos")
            owner = named or owner_of(noun)
            party = who.party(owner) if owner is not None else who.subject(verb)
            fronted = verb.sent[0].lower_ in ("to", "for", "at") and named is not None
            spots = _places(scene, verb.sent.start if fronted else noun.i, noun.sent.end)
            return named_people(party), spots or [spot for spot, _ in held_at(scene, None, verb)]
    return _NOBODY


def _places(scene: Scene, start: int, end: int) -> list[Spot]:
    """The places behind 'in' or 'at' between two tokens."""
    return [
        spot
        for spot in scene.spots
        if start < spot.first <= end
        and spot.use == "name"
        and spot.country
        and scene.doc[spot.first - 1].lower_ in ("in", "at")
    ]
