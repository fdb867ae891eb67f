"""Which places hang on which word of a sentence, and by which preposition."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geomap.claims.clauses import climb
from geomap.claims.formats import format_in
from geomap.claims.kinds import is_event
from geomap.claims.scene import Scene, Spot, is_finer
from geomap.claims.steps import is_finite, sentences_back, verb_of
from geomap.claims.vocabulary import base, role_class, singular, words

_OUTSIDE = ("nsubj", "poss", "agent")
_LONGEST_LIST = 12
_LONGEST_ASIDE = 6
_DATE_BEHIND = 2
"""Words from an item to a date of its own, at most."""
_ANYBODY = frozenset(("those", "people", "anybody", "anyone"))
"""'told those in X'"""
_NEAR = 12
"""A place further behind a verb than this many words is hardly its own."""


def places_of(scene: Scene, trigger: Token) -> Iterator[tuple[Spot, str]]:
    """The spots that hang on a word, each with the preposition nearest to it."""
    start, end = trigger.sent.start, trigger.sent.end
    if end < len(scene.doc) and scene.doc[end - 1].text == ":":
        end = scene.doc[end].sent.end
    for spot in scene.named_between(start, end):
        preposition = link(scene, spot, trigger)
        if preposition is not None and not _is_talked_of(scene, spot):
            yield spot, preposition


def _is_talked_of(scene: Scene, spot: Spot) -> bool:
    """'A conference on Somalia', 'the summit for Yemen': what an event is about."""
    about = scene.head(spot).head
    event = is_event(about.head)
    return (
        spot.precision in ("country", "region")
        and event
        and about.dep_ == "prep"
        and about.lower_ in ("on", "for", "about")
    )


def link(scene: Scene, spot: Spot, trigger: Token) -> str | None:
    """The preposition by which a spot hangs on a word ('' for an object); None if it does not.

    In a plain list each item hangs where the item before it hangs, whatever the parse says; after a
    colon, where the noun before the colon does.
    """
    items = [spot]
    while len(items) < _LONGEST_LIST and (
        before := scene.before_in_list(items[0]) or _before_dated(scene, items[0])
    ):
        items.insert(0, before)
    for item in items:
        found = _link(scene, item, _colon_noun(scene, item) or scene.head(item), trigger)
        if found is not None:
            return found
    return None


def _before_dated(scene: Scene, spot: Spot) -> Spot | None:
    """'Turkey in November and the UAE in December': the item before it, past its date."""
    i = spot.first - 1
    while i > 0 and scene.doc[i].lower_ in ("the", "to", "for"):
        i -= 1
    if i < 3 or scene.doc[i].lower_ not in ("and", ",") or scene.doc[i - 1].i not in scene.date_at:
        return None
    dated = scene.date_at[i - 1]
    before = dated.first - 1
    before -= scene.doc[before].lower_ in ("in", "on")
    behind = [date.first - spot.last for date in scene.dates if date.first > spot.last]
    own = bool(behind) and min(behind) <= _DATE_BEHIND
    last = scene.spot_at.get(before)
    return last if own and last and last.use == "name" and last.last == before else None


def _called(spot: Spot, token: Token) -> Token:
    """'The port city of Izmir': the noun that a name only tells the name of, else the name itself."""
    of = token.head
    named = token.dep_ == "pobj" and of.lower_ == "of" and of.dep_ == "prep" and spot.precision != "country"
    return of.head if named and singular(of.head.lower_) in words("travel", "called") else token


def _link(scene: Scene, spot: Spot, token: Token, trigger: Token) -> str | None:
    token = _called(spot, token)
    blocked, inner, dated = _outside(token), "", False
    for ancestor, preposition in climb(token):
        if blocked:
            return None
        if ancestor.i == trigger.i:
            return inner if dated else preposition
        inner = inner or preposition
        if ancestor.i in scene.date_at:
            dated = True  # 'on 25 July in Paris': the parse hangs the place on the day
            continue
        exact = spot.precision in ("city", "venue")
        if ancestor.pos_ == "PROPN" and ancestor.i == spot.first - 2 and scene.word_before(spot) == ",":
            continue  # 'visited Townname, Chad': a town that no gazetteer knows
        if exact and inner in ("in", "at", "near", "outside") and _is_toured(ancestor, trigger):
            continue
        if not _passable(scene, ancestor, inner if exact else preposition):
            return None
        blocked = _outside(ancestor)
    return None


def _is_toured(noun: Token, verb: Token) -> bool:
    """'Toured a sugar mill in Lautoka': whatever it is, it stands there."""
    return noun.dep_ == "dobj" and noun.head == verb and base(verb.lower_) in ("visit", "tour", "revisit")


def _outside(token: Token) -> bool:
    """Whether a word is doer or owner of what it hangs on, not its place; 'Peru's capital' is in Peru."""
    owner = token.dep_ == "poss" and singular(token.head.lower_) in words("travel", "place_nouns")
    return token.dep_ in _OUTSIDE and not owner


def near_place(scene: Scene, verb: Token) -> list[Spot]:
    """The one city behind a verb in its clause after 'in' or 'at', whatever noun the parse hangs it on."""
    for spot in scene.named_between(verb.i + 1, verb.sent.end):
        between = scene.doc[verb.i + 1 : spot.first]
        goes_on = any(is_finite(t) or t.tag_ == "TO" or t.text in ';:“”"' for t in between)
        if spot.place and (len(between) > _NEAR or goes_on):
            break
        if spot.precision in (None, "region") or _is_topic(scene.head(spot), verb):
            continue
        owner = scene.doc[spot.first - 2].lower_ if spot.first > 1 else ""
        if _is_inside(scene, spot) and owner not in _ANYBODY:
            return [spot]
    return []


_TOPICS = frozenset(("about", "of", "against", "over", "regarding"))


def _is_topic(token: Token, verb: Token) -> bool:
    """'spoke of peace in Quito', 'addressed the nation about the crisis in Caracas'."""
    while token.head not in (verb, token):
        token = token.head
    return token.dep_ == "prep" and token.lower_ in _TOPICS


def _is_inside(scene: Scene, spot: Spot) -> bool:
    """'in Suva', 'at the Expo of Osaka'."""
    before = scene.doc[spot.first - 1]
    before = before.nbor(-1) if before.lower_ == "the" and before.i else before
    if before.lower_ != "of" or spot.precision != "city":
        return before.lower_ in ("in", "at")
    noun = before.nbor(-1) if before.i else before
    topic = noun.dep_ == "pobj" and noun.head.lower_ in _TOPICS
    return not topic and singular(noun.lower_) in words("travel", "place_nouns", "event_nouns")


def said_place(scene: Scene, verb: Token) -> list[Spot]:
    """'went there', 'arrived here': the place named last, or the dateline's."""
    for child in verb.children:
        if child.lower_ == "there" and child.dep_ == "advmod":
            *_, before = sentences_back(child, 2)
            named = scene.named_between(before.start, child.i)
            earlier = [spot for spot in named if spot.country and scene.head(spot).dep_ not in _OUTSIDE]
            return [spot for spot in earlier if not is_left(scene, spot, child)][-1:]
        if child.lower_ == "here":
            return here(scene)
    return []


def is_left(scene: Scene, spot: Spot, there: Token) -> bool:
    """'arrived from Doha. There …': where somebody was before, unless 'there' tells of that country's own."""
    if scene.word_before(spot) != "from":
        return False
    told = scene.spots_between(there.sent.start, there.sent.end)
    if any(other.country == spot.country and other != spot for other in told):
        return False
    # 'She had come to Oslo from Riga. There …' looks back to Riga
    return all(child.lower_ != "had" for child in verb_of(scene.doc[spot.first - 1]).children)


def here(scene: Scene) -> list[Spot]:
    """Where a report is from: the place of its dateline, if it has one."""
    line = (scene.article.dateline or "").lower()
    return [spot for spot in scene.spots if line and spot.text.lower() in line][:1]


def _colon_noun(scene: Scene, spot: Spot) -> Token | None:
    """'three nations: Fiji, …': the noun before the colon that a list begins after."""
    i = spot.first - 1
    while i > 0 and scene.doc[i].lower_ in ("the", "both"):
        i -= 1
    if i < 1 or scene.doc[i].text not in (":", "–", "—", "-"):
        return None
    noun = scene.doc[i - 1]
    if (i - 1) in scene.spot_at:
        return noun
    return noun if singular(noun.lower_) in words("travel", "place_nouns", "nouns") else None


def _passable(scene: Scene, token: Token, preposition: str) -> bool:
    """Whether the place of an event may hang on it through this word."""
    if token.i in scene.spot_at:
        return scene.spot_at[token.i].use == "name" or token.pos_ == "PROPN"
    if token.lower_ in ("straight", "directly", "direct", "alone", "back", "home", "away", "last", "present"):
        return True
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    lemma = singular(token.lower_)
    if lemma in words("travel", "nouns"):
        return False
    if lemma in words("travel", "place_nouns", "event_nouns"):
        return True
    if lemma in words("meeting", "nouns") or lemma in words("people", "delegation"):
        return True
    person = (
        token.ent_type_ == "PERSON" or role_class(token.lower_) or token.lower_ in words("people", "group")
    )
    return bool(person) and preposition in ("in", "at", "on")


def event_place(scene: Scene, verb: Token) -> list[Spot]:
    """'lead a delegation to a conference on trade in Accra': the city that the event's own phrase ends on."""
    events = [
        t for t in verb.subtree if t.i > verb.i and singular(t.lower_) in words("travel", "event_nouns")
    ]
    if not events:
        return []
    if town := _town_of(scene, events[0]):
        return [town]
    for spot in scene.named_between(events[0].i + 1, verb.sent.end):
        if spot.precision in ("city", "venue") and scene.word_before(spot) in ("in", "at"):
            told = any(t.tag_ in ("WDT", "WP", "WRB") for t in scene.doc[verb.i + 1 : spot.first])
            told = told or any(is_finite(t) for t in scene.doc[events[0].i + 1 : spot.first])
            return [] if told and not _takes_place(scene.head(spot).head.head) else [spot]
    return []


def _town_of(scene: Scene, event: Token) -> Spot | None:
    """'The Birmingham G-8 Summit', 'the Geneva conference': the town right before an event or its format."""
    for spot in scene.spots_between(event.sent.start + 1, event.i):
        between = scene.doc[spot.last + 1 : event.i]
        named = not len(between) or (len(between) < 4 and format_in(between.text) is not None)
        if named and spot.precision == "city" and spot.sure and scene.word_before(spot) in ("the", "this"):
            return spot
    return None


def _takes_place(verb: Token) -> bool:
    """'The council, which was held in X': told of an event in its relative clause."""
    told = verb.dep_ in ("relcl", "acl") and verb.head.pos_ in ("NOUN", "PROPN")
    return told and base(verb.lower_) in words("status", "dating") | {"pass", "host"}


def relative_place(scene: Scene, verb: Token) -> list[Spot]:
    """'Fiji, where they met …': the spot that a relative clause hangs on."""
    spot = place_before_where(scene, verb, "")
    if (
        spot is None
        and verb.dep_ == "relcl"
        and any(child.dep_ == "dobj" and child.lower_ in ("which", "that") for child in verb.children)
    ):
        named = scene.spot_at.get(verb.head.i)
        spot = named if named and named.use == "name" else None
    return [spot] if spot else []


def _adverbs_of_place(verb: Token) -> Iterator[Token]:
    """'Where', and 'which' behind a preposition: 'the capital, to which he came'."""
    for child in verb.children:
        if child.lower_ == "where":
            yield child
        elif child.lower_ in ("in", "to", "at", "from") and child.i < verb.i:
            yield from (word for word in child.children if word.lower_ == "which")


def place_before_where(scene: Scene, verb: Token, preposition: str) -> Spot | None:
    """The spot that 'where' or 'which' (after 'from', if asked for) in a verb's clause stands for."""
    for child in _adverbs_of_place(verb):
        before = child.nbor(-1).lower_ if child.i else ""
        if (before == "from") != (preposition == "from"):
            continue
        earlier = scene.named_between(child.sent.start, child.i)
        if len(earlier) > 1 and _is_apposed(scene, *earlier[-2:]):
            return earlier[-2]
        if earlier:
            return earlier[-1]
    return None


def _is_apposed(scene: Scene, town: Spot, land: Spot) -> bool:
    """'Niamey, capital of Niger, where …': the land only tells which town it is."""
    between = scene.doc[town.last + 1 : land.first]
    told = any(singular(token.lower_) in words("travel", "place_nouns") for token in between)
    inside = is_finer(town, land) and town.country == land.country
    return inside and told and len(between) <= _LONGEST_ASIDE and between[0].text == ","
