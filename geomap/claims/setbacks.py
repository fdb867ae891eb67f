"""What is denied, what is dropped, and what comes to nothing after it was planned."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.kinds import is_trip
from geomap.claims.steps import SUBJECTS, child_of
from geomap.claims.vocabulary import base, words

_IT = frozenset(("it", "that", "this", "they", "them"))
_THROUGH = frozenset(("through", "victim", "flat"))
_SHELVES = frozenset(("hold", "ice", "shelf", "burner"))
_HOME = frozenset(("home", "behind"))
_LATER = frozenset(("until", "till", "before", "to", "in", "alone", "empty-handed"))


def is_negated(verb: Token) -> bool:
    """Whether a verb is denied by a word of its own: 'did not go', 'will no longer go'."""
    children = {child.lower_ for child in verb.children}
    if "longer" in children and children & words("status", "modal_future"):
        return any(child.lower_ == "longer" and child.nbor(-1).lower_ == "no" for child in verb.children)
    return any(
        child.dep_ == "neg" or child.lower_ in ("not", "never", "n't", "n’t") for child in verb.children
    )


def gives_up(verb: Token) -> bool:
    """'cancelled', 'called off', 'struck off', 'ruled out', 'put on hold', 'pulled out'."""
    particles = {child.lower_ for child in verb.children if child.dep_ != "agent"}
    lemma = base(verb.lower_)
    return (
        (lemma in words("status", "dropping") and not (lemma == "drop" and {"in", "by"} & particles))
        or (lemma in words("status", "setting_aside") and bool({"off", "out"} & particles))
        or (lemma in words("status", "setting_aside") and off_programme(verb) is not None)
        or (lemma == "put" and "on" in particles and bool(_SHELVES & {t.lower_ for t in verb.subtree}))
    )


def off_programme(verb: Token) -> Token | None:
    """'Struck from the programme', 'off her itinerary': the programme."""
    sources = (noun for child in verb.children if child.lower_ in ("from", "off") for noun in child.children)
    return next((noun for noun in sources if noun.lower_ in words("status", "programmes")), None)


def falls_through(verb: Token) -> bool:
    """'fell through', 'fell victim to', 'came to nothing', 'foundered': told of a plan."""
    lemma, near = base(verb.lower_), {token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 4]}
    if lemma == "come":
        return {"to", "nothing"} <= near
    return lemma in words("status", "failing") and (lemma != "fall" or bool(near & _THROUGH))


def is_off(noun: Token, verb: Token) -> bool:
    """'The visit is off', 'will not take place', 'is not going to happen': told of the visit itself."""
    if noun.dep_ not in SUBJECTS:
        return False
    if verb.pos_ == "AUX" and any(child.lower_ == "off" for child in verb.children):
        return not is_negated(verb)
    if verb.lower_ in ("stands", "stood"):  # 'the visit stands deferred'
        return any(child.tag_ == "VBN" and gives_up(child) for child in verb.children)
    told = child_of(verb, "xcomp") if verb.lower_ == "going" else None
    return is_negated(verb) and base((told or verb).lower_) in words("status", "dating")


def is_doubtful(verb: Token) -> bool:
    """'The visit is in doubt', 'is uncertain', 'is out of the question', 'is not on the agenda'."""
    if verb.pos_ != "AUX":
        return False
    told = [child for child in verb.children if child.dep_ in ("acomp", "attr", "prep", "advmod")]
    beneath = [token for child in told for token in child.children]
    near = {token.lower_ for tokens in (told, beneath) for token in tokens}
    near |= {token.lower_ for phrase in beneath if phrase.dep_ == "prep" for token in phrase.children}
    if near & words("status", "doubtful"):
        return True
    return is_negated(verb) and bool(near & words("status", "programmes", "envisaged"))


def withdraws(verb: Token) -> bool:
    """'Pulled out of the summit', 'withdrew from the talks', 'gave the meeting a miss', 'skipped it'."""
    lemma = base(verb.lower_)
    others = any(child.dep_ == "dobj" for child in verb.children)  # 'withdrew her ambassador from the talks'
    return lemma in words("status", "missing") or any(
        f"{lemma}+{child.lower_}" in words("status", "withdrawing")
        and (child.dep_ == "dobj" or lemma == "give" or not others)
        for child in verb.children
    )


def comes_to_nothing(verb: Token) -> Token | None:
    """What undoes a plan in its own sentence: 'was due in X, but called it off', 'but did not go'."""
    clause, verbs = verb, [verb]
    while clause.dep_ in ("xcomp", "acomp", "attr") and clause.head.pos_ in ("VERB", "AUX", "ADJ"):
        clause = clause.head
        verbs.append(clause)
    afters = (child for each in verbs for child in each.children if child.dep_ == "conj")
    return next((after for after in afters if after.i > verb.i and _undoes(after)), None)


def _undoes(verb: Token) -> bool:
    children = {child.lower_ for child in verb.children}
    lemma = base(verb.lower_)
    if children & words("status", "modal_open") and not (is_negated(verb) and "could" in children):
        return False
    if lemma in ("have", "force", "oblige"):  # 'had to return', 'was forced to stay'
        forced = child_of(verb, "xcomp")
        return forced is not None and (_undoes(forced) or base(forced.lower_) in ("return", "turn"))
    if is_negated(verb):
        went = lemma in words("travel", "toward", "at", "object") | {"make", "appear", "show", "turn"}
        return went and not children & _LATER and child_of(verb, "dobj") is None
    if lemma in ("stay", "remain"):
        return any(token.lower_ in _HOME for token in verb.doc[verb.i + 1 : verb.i + 4])
    if lemma in ("send", "dispatch", "delegate"):
        return any(token.lower_ in ("instead", "deputy", "stead") for token in verb.subtree)
    if child_of(verb, "auxpass") and (
        lemma in words("status", "declining", "refusing") or {"back", "away"} & children
    ):
        return True  # 'but was refused', 'but was turned back'
    objects = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    return (gives_up(verb) or withdraws(verb)) and all(  # of all stops, not of 'the last two stops'
        child.lower_ in _IT or (is_trip(child) and child.tag_ != "NNS") for child in objects
    )
