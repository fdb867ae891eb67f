"""What is denied, what is dropped, and what comes to nothing after it was planned."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.vocabulary import base, words

_IT = frozenset(("it", "that", "this", "they", "them"))
_THROUGH = frozenset(("through", "victim", "flat"))
_HOME = frozenset(("home", "behind"))
_LATER = frozenset(("until", "till", "before", "to", "in", "alone", "empty-handed"))


def is_negated(verb: Token) -> bool:
    """Whether a verb is denied by a word of its own."""
    return any(
        child.dep_ == "neg" or child.lower_ in ("not", "never", "n't", "n’t") for child in verb.children
    )


def gives_up(verb: Token) -> bool:
    """'cancelled', 'called off', 'struck off', 'ruled out', 'put on hold'."""
    particles = {child.lower_ for child in verb.children}
    lemma = base(verb.lower_)
    return (
        lemma in words("status", "dropping")
        or (lemma in words("status", "setting_aside") and bool({"off", "out"} & particles))
        or (lemma in words("status", "setting_aside") and _from_programme(verb))
        or (lemma == "put" and "on" in particles and "hold" in {t.lower_ for t in verb.subtree})
    )


def _from_programme(verb: Token) -> bool:
    """'struck from the programme', 'dropped from the itinerary'."""
    sources = (noun for child in verb.children if child.lower_ == "from" for noun in child.children)
    return any(noun.lower_ in words("status", "programmes") for noun in sources)


def falls_through(verb: Token) -> bool:
    """'fell through', 'fell victim to', 'came to nothing', 'foundered': told of a plan."""
    lemma, near = base(verb.lower_), {token.lower_ for token in verb.doc[verb.i + 1 : verb.i + 4]}
    if lemma == "come":
        return {"to", "nothing"} <= near
    return lemma in words("status", "failing") and (lemma != "fall" or bool(near & _THROUGH))


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
    if children & words("status", "modal_open"):
        return False
    lemma = base(verb.lower_)
    if is_negated(verb):
        went = lemma in words("travel", "toward", "at", "object") | {"make", "appear", "show", "turn"}
        return went and not children & _LATER and not any(child.dep_ == "dobj" for child in verb.children)
    if lemma in ("stay", "remain"):
        return any(token.lower_ in _HOME for token in verb.doc[verb.i + 1 : verb.i + 4])
    objects = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    return gives_up(verb) and all(child.lower_ in _IT for child in objects)
