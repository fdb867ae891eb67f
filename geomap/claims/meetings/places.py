"""The place that a clause of meeting states for itself: its own, the sentence's, or the line's."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span as Words
from spacy.tokens import Token

from geomap.claims.clauses import subject_of
from geomap.claims.kinds import is_meeting
from geomap.claims.links import is_left, link, near_place, relative_place, said_place
from geomap.claims.meetings.colons import line_place
from geomap.claims.openings import fronted_spot
from geomap.claims.people.parties import tells_party_or_place
from geomap.claims.scene import Scene, Spot, is_finer
from geomap.claims.steps import is_finite, verb_of
from geomap.claims.vocabulary import base, singular, words

_IN = ("in", "at", "on", "near", "outside", "inside")
_BESIDE = ("with", "for", "after", "during", "following", "at", "in", "before", "upon", "on")
"""A meeting after, at or before which something happens is held where that happens."""
_DEPARTMENT = 6
"""Words of 'at the U.S. Department of State' at most."""
_ASIDE = ("during", "before", "after", "following", "at", "in")
"""'discussed it during talks in X', 'shook hands before their meeting in X'."""
_WITHIN_BRACKET = 4
_LONGEST_TRIP = 6
"""Words from 'on' or 'during' to the journey: 'on his third official two-day trip'."""


def stated_place(scene: Scene, trigger: Token) -> Spot | None:
    """The place that a clause states: its own, or that which the sentence opens with elsewhere."""
    if bracketed := _place_bracketed(scene, trigger):
        return bracketed
    own = _own_place(scene, trigger)
    opening = fronted_spot(scene, trigger.sent.start)
    nearer = own is not None and opening is not None and opening.last < own.first < trigger.i
    if opening and own and not nearer and (opening.country != own.country or is_finer(opening, own)):
        return opening
    return own or opening or _place_alone(scene, trigger) or _at_department(scene, trigger)


def _at_department(scene: Scene, trigger: Token) -> Spot | None:
    """'Deputy Secretary X meets with minister Y, at the Department of State': in Washington."""
    doc, end = scene.doc, trigger.sent.end
    for i in range(trigger.i + 1, end - 2):
        if doc[i].lower_ not in ("at", "from") or doc[i].nbor(1).lower_ != "the":
            continue
        for last in range(i + 2, min(i + _DEPARTMENT, end)):
            name = doc[last - 2 : last + 1].text
            if name == "Department of State" or doc[last - 1 : last + 1].text == "State Department":
                found = scene.gazetteer.candidates("State Department headquarters")
                text = name if name.endswith("State") else "State Department"
                return Spot(first=i + 1, last=last, text=text, use="name", place=found[0].place)
    return None


def _place_alone(scene: Scene, trigger: Token) -> Spot | None:
    """'The minister meets his colleague. Oslo.': a place that stands alone behind a line of an agenda."""
    end = trigger.sent.end
    line_ends = end >= len(scene.doc) or "\n" in scene.doc[end - 1].text_with_ws
    spot = None if line_ends else scene.spot_at.get(end)
    if spot is None or spot.use != "name" or spot.last + 1 >= len(scene.doc):
        return None
    return spot if scene.doc[spot.last + 1].text == "." else None


def _place_bracketed(scene: Scene, trigger: Token) -> Spot | None:
    """'April 27 Antananarivo (meeting with X)': the place that a bracket follows."""
    for token in reversed(trigger.doc[max(trigger.i - _WITHIN_BRACKET, 1) : trigger.i]):
        if token.text == "(":
            spot = scene.spot_at.get(token.i - 1)
            return spot if spot and spot.use == "name" else None
        if token.pos_ in ("VERB", "AUX") or token.text in ").;":
            break
    return None


def _own_place(scene: Scene, trigger: Token) -> Spot | None:
    """The place that hangs on a meeting's word, on the verb that carries it, or on 'where' and 'there'."""
    sentence = trigger.sent
    spots = [s for s in scene.spots if sentence.start <= s.first < sentence.end and s.use == "name"]
    verb = verb_of(trigger)
    if base(trigger.lower_) in words("meeting", "topical"):
        spots = [spot for spot in spots if spot.first < trigger.i or not _is_topic(spot)]
    carriers = [trigger, *_programme(verb)]
    if trigger.dep_ in ("nsubj", "nsubjpass", "dobj"):
        carriers.append(trigger.head)
    elif trigger.dep_ == "pobj" and trigger.head.lower_ in _BESIDE and verb.pos_ == "VERB":
        carriers.append(verb)
    if trigger.dep_ == "pobj" and trigger.head.lower_ == "of" and _is_part(trigger.head.head):
        carriers.append(trigger.head.head.head)  # 'The second round of talks was held in X'
    if trigger == verb and verb.dep_ == "conj" and verb.head.lower_ in ("is", "was", "be", "been", "were"):
        carriers.append(verb.head)  # 'was in X and met …'
    aside = (child for child in trigger.children if child.lower_ in _ASIDE and trigger.pos_ == "VERB")
    carriers += [noun for child in aside for noun in child.children if is_meeting(noun)]
    carriers += [
        child
        for word in _with_complements(trigger)
        for child in word.children
        if child.dep_ in ("relcl", "acl")
        and base(child.lower_)
        in words("status", "intent", "dating")
        | words("travel", "ending", "beginning")
        | words("meeting", "giving")
    ]  # 'a meeting that had been planned for Friday in X'
    cleft = verb.dep_ in ("ccomp", "advcl", "relcl") and verb.head.lower_ in ("was", "is")
    if cleft and any(c.lower_ in ("it", "that") and c.dep_ == "nsubj" for c in verb.head.children):
        carriers.append(verb.head)  # 'It was in X that they met', 'that was in X, when she met …'
    if (
        sentence[0].tag_ == "VBG"
        and sentence[0].i < trigger.i
        and trigger.nbor(-1).lower_ in ("after", "following")
    ):
        carriers.append(sentence[0])  # 'Speaking in X after talks with Y, Z said'
    if verb.dep_ == "pcomp":
        carriers.append(verb_of(verb.head))  # 'opens in X, with talks held …'
    told = verb.dep_ == "ccomp" and base(verb.head.lower_) in words("status", "saying")
    subject = subject_of(verb) if told else None
    spoken = {token.lower_ for token in subject.subtree} if subject is not None else set()
    if told and (spoken & {"i", "we"} or any(child.lower_ == "their" for child in trigger.children)):
        carriers.append(verb.head)  # 'told reporters in X that their meeting …'
    leading = ("to", "in") if trigger.dep_ == "pobj" and trigger.head.lower_ == "for" else ()
    found = relative_place(scene, verb) if verb.pos_ in ("VERB", "AUX") else []
    for carrier in carriers:
        for spot in spots:
            abroad = found and spot.country != found[0].country
            foreseen = ("for",) if base(carrier.lower_) in words("status", "intent") else ()
            if link(scene, spot, carrier) in (*_IN, *leading, *foreseen) and not abroad:
                return spot
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    if town := _host_town(scene, trigger, verb):
        return town
    found = found or said_place(scene, verb)
    while not found and verb.dep_ in ("xcomp", "conj") and verb.head.pos_ in ("VERB", "AUX"):
        step, verb = verb.dep_, verb.head  # 'where he rests and is expected to meet …'
        fronted = (
            spot for spot in spots if spot.last < trigger.i and link(scene, spot, verb) in ("in", "at")
        )
        found = relative_place(scene, verb) or (list(fronted) if step == "xcomp" else [])
    if found:
        return found[0]
    return (
        _place_gone_to(scene, trigger, spots)
        or _place_ahead(trigger, spots)
        or _place_behind(trigger, spots)
        or _place_there(scene, trigger)
        or _place_in_which(trigger, spots)
        or _place_of_deed(scene, trigger)
        or _place_of_journey(scene, trigger, spots)
        or line_place(scene, trigger)
    )


def _is_part(noun: Token) -> bool:
    """'round', 'session' as the subject of what is told of the talks that it is part of."""
    part = singular(noun.lower_) in ("round", "session", "meeting", "edition", "series")
    return part and noun.dep_ in ("nsubj", "nsubjpass", "dobj")


def _programme(verb: Token) -> list[Token]:
    """'Her programme in Lima includes talks with X': what a verb tells the contents of."""
    subject = subject_of(verb) if verb.pos_ == "VERB" else None
    return [subject] if subject is not None and subject.lower_ in words("status", "programmes") else []


def _host_town(scene: Scene, trigger: Token, verb: Token) -> Spot | None:
    """'Accra hosted a meeting between X and Y', 'Lima is to see talks'."""
    told = base(verb.lower_) in ("host", "see", "welcome", "witness") and trigger.dep_ == "dobj"
    subject = subject_of(verb) if told and trigger.head == verb else None
    spot = scene.spot_at.get(subject.i) if subject is not None else None
    return spot if spot and spot.use == "name" and spot.place else None


def _with_complements(noun: Token) -> list[Token]:
    """'the session of the commission, which ended in X': a noun and those that it is of."""
    found = [noun]
    for word in found:
        found += [n for child in word.children if child.lower_ == "of" for n in child.children]
    met = (n for child in noun.children if child.lower_ in ("with", "between") for n in child.subtree)
    apart = (n for n in met if any(w.lower_ == "which" for c in n.children for w in c.children))
    return [*found, *apart]  # 'talks with X, which had been set for Lima'


def _is_topic(spot: Spot) -> bool:
    """'exchanged views on the situation in Chad': lands are talked about, towns are where one talks."""
    return spot.precision in (None, "country", "region")


def _place_of_deed(scene: Scene, trigger: Token) -> Spot | None:
    """'A and B opened a station in X': where they did so together."""
    together = base(trigger.lower_) in words("meeting", "together")
    return next(iter(near_place(scene, trigger)), None) if together else None


def _place_gone_to(scene: Scene, trigger: Token, spots: Sequence[Spot]) -> Spot | None:
    """'continued to Apia to be received by X, and then to Nadi': where somebody goes in order to meet."""
    verb = verb_of(trigger)
    goes = base(verb.head.lower_) in words("travel", "toward", "at")
    if not goes or verb.dep_ not in ("advcl", "xcomp") or all(c.tag_ != "TO" for c in verb.children):
        return None
    before = (spot for spot in reversed(spots) if spot.last < verb.i)
    return next((spot for spot in before if link(scene, spot, verb.head) in ("to", "in", "at")), None)


def _place_of_journey(scene: Scene, trigger: Token, spots: Sequence[Spot]) -> Spot | None:
    """'will meet King X on her second official trip to Chad': where the journey leads on which they meet."""
    doc = scene.doc
    for spot in spots:
        trip = spot.first - 2
        if trip <= trigger.i or doc[trip + 1].lower_ != "to":
            continue
        told = singular(doc[trip].lower_) in words("travel", "nouns")
        lead = next((t for t in reversed(doc[trigger.i + 1 : trip]) if t.pos_ == "ADP"), None)
        on = lead is not None and lead.lower_ in ("on", "during") and trip - lead.i <= _LONGEST_TRIP
        return spot if told and on and not any(_is_finite(t) for t in doc[trigger.i + 1 : trip]) else None
    return None


def _place_ahead(trigger: Token, spots: Sequence[Spot]) -> Spot | None:
    """'She repaid the visit in May: in Lima that day the two met': where a clause opens, behind its mark."""
    doc = trigger.doc
    for spot in reversed(spots):
        if spot.last < trigger.i and spot.first > 1 and doc[spot.first - 1].lower_ in ("in", "at"):
            told = any(_is_finite(token) for token in doc[spot.last + 1 : trigger.i])
            return spot if doc[spot.first - 2].text in ":;–—" and not told else None
    return None


def _place_there(scene: Scene, trigger: Token) -> Spot | None:
    """'met the king there on Wednesday', whatever the parse hangs 'there' on: the place named last before."""
    start = trigger.sent.start
    behind = trigger.doc[trigger.i + 1 : trigger.sent.end]
    there = next((t for t in behind if t.pos_ == "VERB" or (t.lower_ == "there" and t.pos_ == "ADV")), None)
    if trigger.sent[0].lower_ == "there" and trigger.sent[0].tag_ == "RB":
        there = trigger.sent[0]
    if there is None or there.pos_ == "VERB" or not start:
        return None
    before = scene.doc[start - 1].sent.start
    spots = [s for s in scene.spots if before <= s.first < trigger.i and s.use == "name" and s.country]
    return next((spot for spot in reversed(spots) if not is_left(scene, spot, trigger)), None)


def _place_in_which(trigger: Token, spots: Sequence[Spot]) -> Spot | None:
    """'Cairo, the first stop, in which he took part in the council, as he held in it …': the place before."""
    doc, sentence = trigger.doc, trigger.sent
    for i in range(sentence.start + 1, sentence.end):
        before, word = doc[i - 1].lower_, doc[i].lower_
        here = (word == "which" and i < trigger.i) or (word == "it" and i > trigger.i)
        if word == "where" and i < trigger.i and not any(_is_finite(t) for t in doc[i + 1 : trigger.i]):
            return next((spot for spot in reversed(spots) if spot.last < i), None)
        latter = word == "latter" and i > trigger.i and doc[i - 2].lower_ == "in"
        if (here and before == "in") or latter:
            return next((spot for spot in reversed(spots) if spot.last < i), None)
    return None


def _is_finite(token: Token) -> bool:
    return is_finite(token)


def _place_behind(trigger: Token, spots: Sequence[Spot]) -> Spot | None:
    """The first place behind a word of meeting, with nothing but people, days and venues between them."""
    doc = trigger.doc
    for spot in spots:
        if spot.first <= trigger.i or not _leads_to(doc[spot.first - 1]):
            continue
        between = doc[trigger.i + 1 : spot.first - 1]
        if _is_at_venue(between):
            return None
        return spot if all(_is_passed(token) for token in between) else None
    return None


def _is_at_venue(between: Words) -> bool:
    """'his meeting at the Peace Palace with X, appointed in Chad': the venue is told before the party."""
    party = next((token.i for token in between if token.lower_ == "with"), 0)
    return any(
        token.i < party and token.lower_ in ("at", "in") and any(n.pos_ == "PROPN" for n in token.children)
        for token in between
    )


def _leads_to(token: Token) -> bool:
    """'in Accra', 'on the outskirts of Accra'."""
    near = token.lower_ == "of" and singular(token.nbor(-1).lower_) in words("travel", "place_nouns")
    return token.lower_ in ("in", "at") or near


def _is_passed(token: Token) -> bool:
    """Whether a meeting's place may stand behind a word: behind its parties, not behind its topic."""
    if token.text in (";", ")"):
        return False
    if token.lower_ == "for" and (
        any(child.ent_type_ in ("DATE", "TIME") for child in token.doc[token.i + 1 : token.i + 2])
        or any(singular(child.lower_) in words("meeting", "nouns") | {"time"} for child in token.children)
    ):
        return True  # 'for two hours', 'sat down for talks'
    if token.lower_ in words("meeting", "ends") or token.tag_ == "TO" or token.pos_ in ("VERB", "AUX"):
        return token.tag_ == "VBN" or token.dep_ == "amod"
    if token.pos_ != "NOUN" or token.ent_type_ in ("DATE", "TIME", "PERSON"):
        return True
    if token.dep_ == "pobj" and token.head.lower_ == "at":
        return True  # 'at a military garrison on the outskirts of …'
    joined = token.dep_ == "conj" and token.tag_ == "NNS" and tells_party_or_place(token.head)
    return token.dep_ == "compound" or joined or tells_party_or_place(token)
