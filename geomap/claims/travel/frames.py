"""How a verb tells of travel: where its place stands and who moves."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.clauses import aspect, is_passive, subject_of
from geomap.claims.kinds import is_event, is_group, is_trip
from geomap.claims.links import near_place
from geomap.claims.scene import Scene, Spot
from geomap.claims.setbacks import gives_up, is_negated, off_programme, withdraws
from geomap.claims.steps import SUBJECTS
from geomap.claims.vocabulary import base, singular, words

_PHRASES = ("leaving", "toward", "at", "object", "being")
_SELF = dict.fromkeys(("himself", "herself", "themselves", "itself", "oneself"), "self")
_APART = {
    "come": ("together", "close", "closer"),
    "stay": ("away", "back", "up", "together"),
    "move": ("close", "closer"),
}
_BEING = frozenset(("being", "is", "was", "are", "were", "be", "been", "'s", "’s"))


def frame_of(scene: Scene, verb: Token, lemma: str) -> str | None:
    """How a verb tells of travel: where its place stands and who moves."""
    if verb.lower_ == "going" and any(child.dep_ == "xcomp" for child in verb.children):
        return None  # 'was going to hold talks'
    if verb.lower_ in _BEING and verb.dep_ not in ("aux", "auxpass"):
        return _frame_of_being(verb)
    if gives_up(verb) and _drops_a_place(scene, verb):
        return "object"
    if withdraws(verb):
        return "withdrawing" if _names_event(verb) and not is_negated(verb) else None
    return (
        _frame_of_journey(verb, lemma) or _frame_of_phrase(verb, lemma) or _frame_of_word(scene, verb, lemma)
    )


def _frame_of_being(verb: Token) -> str | None:
    """'Is in Lima', 'was off to Lima', 'has been to Lima'; not 'is to speak', 'is due in Lima'."""
    due = [child for word in verb.children if word.dep_ == "acomp" for child in word.children]
    if any(
        child.dep_ == "xcomp" and any(token.tag_ == "TO" for token in child.children)
        for child in (*verb.children, *due)
    ):
        return None  # 'where she is to speak', 'had been due to speak'
    if any(child.dep_ == "acomp" and child.lower_ == "due" for child in verb.children):
        return None  # 'is due in X on Monday and in Y on Friday': whatever the parse hangs Y on
    beside = {child.lower_ for child in verb.children}
    return "toward" if "off" in beside or (verb.lower_ == "been" and "to" in beside) else "being"


def _drops_a_place(scene: Scene, verb: Token) -> bool:
    """'Skipped Lima', 'Lima was struck off the programme'."""
    dropped = (
        child
        for child in verb.children
        if child.dep_ == "dobj" or (child.dep_ == "nsubjpass" and off_programme(verb))
    )
    return any(child.i in scene.spot_at for child in dropped)


def _names_event(verb: Token) -> bool:
    events = words("travel", "event_nouns") | words("meeting", "nouns")
    return any(singular(token.lower_) in events for token in verb.subtree if token.i > verb.i)


def _frame_of_journey(verb: Token, lemma: str) -> str | None:
    """'The trip covers Lima', 'the plane will take her to Lima': told of the journey, not of who makes it."""
    topic = subject_of(verb)
    takes_in = lemma == "take" and any(
        child.lower_ == "in" and child.dep_ == "prt" for child in verb.children
    )
    if (lemma in words("travel", "covering") or takes_in) and is_programme(topic):
        return "object"
    goes = lemma in words("travel", "toward") and not is_passive(verb)
    if goes and not any(child.dep_ in ("dobj", "dative") for child in verb.children):
        carries = False  # 'the mission flies'
    else:
        carries = lemma in words("travel", "taking") and _is_carrier(verb, topic)
    return "taking" if carries or lemma in words("travel", "sending") else None


def _is_carrier(verb: Token, topic: Token | None) -> bool:
    """Whether what a verb is told of takes people somewhere: a trip, a plane, a part of a programme."""
    if is_trip(topic) or _is_part_of_programme(topic):
        return True
    if topic is not None and singular(topic.lower_) in words("travel", "vehicles"):
        return True
    return any(t.dep_ in SUBJECTS and t.lower_ in ("it", "which", "that") for t in verb.children)


def _frame_of_phrase(verb: Token, lemma: str) -> str | None:
    """'Boards a plane for Lima', 'starts out for Lima', 'was seen off', 'sets foot in Lima'."""
    beside = [child.lower_ for child in verb.children]
    boards = any(
        child.dep_ == "dobj" and child.lower_ in words("travel", "vehicles") for child in verb.children
    )
    if lemma in words("travel", "boarding") and boards:
        return "toward"
    if lemma == "start" and not {"back", "off", "out"}.isdisjoint(beside):
        return "toward"
    if lemma == "see" and is_passive(verb) and "off" in beside:
        return "leaving"
    phrases = {f"{lemma}+{_SELF.get(word, word)}" for word in beside}
    return next((frame for frame in _PHRASES if phrases & words("phrases", frame)), None)


def _frame_of_word(scene: Scene, verb: Token, lemma: str) -> str | None:
    """What the verb itself tells, some verbs only beside certain words; any other may be a deed in a town."""
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    if lemma == "join" and any(singular(child.lower_) in words("travel", "enlisting") for child in objects):
        return None
    for frame in ("object", "leaving", "toward", "at", "present"):
        if lemma in words("travel", frame):
            return frame
    if lemma in words("travel", "ending") and not objects:
        return "at"
    if lemma == "see" and sees_towns(scene, verb):
        return "object"
    if lemma == "remain" and _for_a_time(scene, verb):
        return "present"
    if lemma in words("travel", "choosing") and _chooses(verb):
        return "object"
    if lemma in words("travel", "leading") and _leads(verb):
        return "toward"
    if lemma in words("meeting", "light") | {"pay"} and _holds_talks(verb):
        return "present"
    if lemma in words("travel", "accompanying") and "to" in {child.lower_ for child in verb.children}:
        return "toward"
    if verb.lower_ in ("expected", "due", "bound") or (verb.lower_ == "awaited" and not objects):
        return "due"
    return "acting" if towns_of_deed(scene, verb) else None


def towns_of_deed(scene: Scene, verb: Token) -> list[Spot]:
    """'Banda wept in Kigali', 'In Kigali she praised …': whatever it is, it is done in that town.

    Right behind the object the parse cannot tell whether a place belongs to it ('condemned the raid in
    Kabul'), and some verbs tell of a life or of a view rather than of a day.
    """
    topic = subject_of(verb)
    thing = topic is None or is_programme(topic) or topic.lower_ in ("which", "that", "it")
    if thing or verb.pos_ != "VERB":
        return []
    if is_honoured(verb) and (
        towns := [spot for spot in near_place(scene, verb) if spot.precision == "city"]
    ):
        return towns
    if not _is_beheld(verb) if is_passive(verb) else base(verb.lower_) in words("travel", "living"):
        return []
    behind = [
        child.i
        for child in verb.children
        if child.i > verb.i and child.dep_ in ("dobj", "ccomp", "xcomp", "prep", "oprd")
    ]
    own = (
        phrase
        for child in verb.children
        if child.dep_ == "prep" and child.i <= min([child.i, *behind])
        for phrase in (child, *_behind_day(scene, child))
        if phrase.lower_ in ("in", "at")
    )
    spots = (scene.spot_at.get(token.i) for preposition in own for token in preposition.children)
    return [spot for spot in spots if spot and spot.use == "name" and spot.precision == "city"]


def _behind_day(scene: Scene, phrase: Token) -> list[Token]:
    """'On 25 July in Paris': the parse hangs the place on the day."""
    days = [noun for noun in phrase.children if noun.i in scene.date_at]
    return [child for day in days for child in day.children if child.dep_ == "prep"]


def is_honoured(verb: Token) -> bool:
    """'Got a red-carpet welcome', 'was given a guard of honour': done to a guest."""
    lemma = base(verb.lower_)
    gets = lemma in words("travel", "getting") and not is_passive(verb)
    given = lemma in words("meeting", "giving") | {"award", "accord", "present"} and is_passive(verb)
    return (gets or given) and any(
        child.dep_ == "dobj" and singular(child.lower_) in words("travel", "honours")
        for child in verb.children
    )


def _is_beheld(verb: Token) -> bool:
    """'Was spotted in Suva', 'is to be found in Suva', not 'was found guilty in Suva'."""
    judged = any(child.dep_ in ("oprd", "acomp", "xcomp") or child.lower_ == "as" for child in verb.children)
    return base(verb.lower_) in words("travel", "beheld") and not judged


def sees_towns(scene: Scene, verb: Token) -> bool:
    """'Would also see Dakhla and Smara': towns, and nothing that is thought of them."""
    spots = [scene.spot_at.get(child.i) for child in verb.children if child.dep_ == "dobj"]
    as_such = any(child.dep_ in ("oprd", "acomp", "ccomp") or child.lower_ == "as" for child in verb.children)
    return bool(spots) and not as_such and all(spot and spot.precision == "city" for spot in spots)


def is_programme(noun: Token | None) -> bool:
    """Whether a noun tells of a whole journey: a trip, a programme, an itinerary."""
    return is_trip(noun) or (noun is not None and singular(noun.lower_) in words("travel", "programmes"))


def _is_part_of_programme(noun: Token | None) -> bool:
    """'The last part of the programme takes her to Dakar'."""
    part = noun is not None and singular(noun.lower_) in words("travel", "parts")
    return part and noun is not None and any(is_programme(token) for token in noun.subtree)


def _for_a_time(scene: Scene, verb: Token) -> bool:
    """'Remained in Vienna until Friday', 'for more talks'."""
    phrases = [
        child for child in verb.children if child.lower_ in ("on", "until", "till", "for", "overnight")
    ]
    nouns = words("travel", "event_nouns", "spells") | words("meeting", "nouns")
    return any(
        token.i in scene.date_at or singular(token.lower_) in nouns
        for phrase in phrases
        for token in phrase.subtree
    )


def _leads(verb: Token) -> bool:
    return any(child.dep_ == "dobj" and is_group(child) for child in verb.children)


def _chooses(verb: Token) -> bool:
    """'chose Kenya for her first trip abroad'."""
    return any(
        child.lower_ == "for" and any(is_trip(noun) for noun in child.children) for child in verb.children
    )


def _holds_talks(verb: Token) -> bool:
    return any(child.dep_ == "dobj" and is_event(child) for child in verb.children)


def comes_together(verb: Token) -> bool:
    """'came together with his colleague': a meeting; 'stayed away from': no visit."""
    apart = _APART.get(base(verb.lower_), ())
    return any(child.lower_ in apart for child in verb.children)


def is_gerund(verb: Token) -> bool:
    """'Their signing in Prizren': a noun, and nobody's journey."""
    return verb.tag_ == "VBG" and any(child.dep_ in ("poss", "det") for child in verb.children)


def leads_there(frame: str, preposition: str) -> bool:
    """Whether a place behind this preposition is where the verb leads to; '' stands for its object."""
    match frame:
        case "object":
            return preposition in ("", "in", "at", "to", "on")
        case "withdrawing":
            return preposition in ("", "in", "at", "of", "from")
        case "toward" | "taking":
            return preposition in words("travel", "towards")
        case "leaving":
            return preposition in ("for", "to", "toward", "towards")
        case "due":
            return preposition in ("for", "in", "at")
        case _:
            return preposition in ("in", "at", "on", "near", "to")


def is_awaited(verb: Token) -> bool:
    """'Left for X, where she is to open a fair': on the way there."""
    for clause in verb.subtree:
        opens = any(child.lower_ == "where" and child.i < clause.i for child in clause.children)
        if opens and clause.pos_ in ("VERB", "AUX") and clause.i > verb.i:
            doings = [clause, *(child for child in clause.children if child.dep_ in ("xcomp", "acomp"))]
            told = aspect(doings[-1])
            return told is not None and told.status == "planned"
    return False
