"""What a clause hangs on, and whether that leaves it open, makes it a plan or undoes it.

'Plans to visit', 'was denied permission to go', 'hopes of coming', 'kept her from flying': the table
[contexts] of the vocabulary says which words do so, and what becomes of them tells the rest.
"""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from geomap.claims.setbacks import comes_to_nothing, falls_through, gives_up, is_negated
from geomap.claims.steps import child_of, owner_of, verb_of
from geomap.claims.vocabulary import base, singular, words

type Fate = Literal["open", "planned", "cancelled"]

_KINDS = ("wishes", "offers", "leave", "attempts", "plans", "hearsay")
_UNDER = ("acl", "ccomp", "relcl")
_OFFER_REACH = 7


def fate_of(verb: Token) -> Fate | None:
    """What becomes of a clause by what it hangs on; None where that tells nothing."""
    if verb.tag_ == "VB" and (invitation := _offered(verb)) is not None:
        return fate_under(invitation)
    if _is_unconfirmed(verb):
        return "open"
    clause = verb
    for _ in range(4):
        if (noun := _noun_above(clause)) is not None:
            return fate_under(noun, clause)
        if (fate := _fate_under_verb(clause)) is not None:
            return fate
        if clause.dep_ not in ("xcomp", "acomp") or clause.head == clause:
            return None
        clause = clause.head
    return None


def kind_of(noun: Token) -> str | None:
    """Which list of contexts a noun stands in: 'plan' in 'plans', 'hope' in 'wishes'."""
    if noun.pos_ not in ("NOUN", "PROPN") or noun.lower_ == "talks":
        return None
    return next((kind for kind in _KINDS if singular(noun.lower_) in words("contexts", kind)), None)


def fate_under(noun: Token, clause: Token | None = None) -> Fate | None:
    """What becomes of what a noun of the table tells: of a plan, a hope, an invitation, a permission."""
    verb, kind = verb_of(noun), kind_of(noun)
    lemma, negated = base(verb.lower_), is_negated(verb)
    if kind == "hearsay":
        judged = any(child.lower_ in words("status", "untrue") for child in verb.children)
        denied = lemma in words("status", "denying")
        if (judged or denied) and not negated:
            return "cancelled"
        return "open" if clause is not None and clause.dep_ in ("pcomp", "acl") else None
    if kind == "wishes":
        return "open"
    refused = lemma in words("status", "declining", "denying", "refusing") or _turns_down(verb)
    refused = refused or gives_up(verb) or falls_through(verb)
    if refused and kind is not None:
        return "open" if negated else "cancelled"
    if kind == "offers":
        return "planned" if lemma in words("status", "accepting") and not negated else "open"
    if kind == "plans" and clause is not None and clause.tag_ == "VB":
        doubted = negated or any(child.lower_ in ("no", "any") for child in noun.children)
        doubted = doubted or any(child.lower_ in words("status", "modal_open") for child in verb.children)
        return "open" if doubted else "planned"
    return "open" if kind in ("leave", "attempts") else None


def owner_of_plan(noun: Token) -> Token | None:
    """'Her plan to visit X', 'a plan by the envoy', 'plans for him to go': whose plan it is."""
    if kind_of(noun) is None:
        return None
    verb = verb_of(noun)
    by = [child for child in noun.children if child.dep_ == "prep" and child.lower_ in ("by", "for", "of")]
    if noun.dep_ == "nsubjpass":  # 'a plan to go was dropped by the envoy'
        by += [child for child in verb.children if child.dep_ == "agent"]
    return owner_of(noun) or next((owner for child in by if (owner := child_of(child, "pobj"))), None)


def kept_from(clause: Token) -> Token | None:
    """'Illness kept her from travelling': who did not do it, where that is the object."""
    verb = verb_of(clause.head.head)
    blocked = clause.head.lower_ == "from" and base(verb.lower_) in words("contexts", "blocking")
    return child_of(verb, "dobj") if blocked else None


def _noun_above(clause: Token) -> Token | None:
    """The noun of the table that a clause hangs on: by 'to', by 'that', or by 'of' and '-ing'."""
    if clause.dep_ == "pcomp" and clause.head.dep_ == "prep":
        noun = clause.head.head
        return noun if clause.head.lower_ in ("of", "about", "for") and kind_of(noun) else None
    if clause.dep_ == "acl" and clause.tag_ == "VBG" and clause.head.dep_ == "pobj":
        rumour = clause.head.head.head  # 'reports of the minister visiting X'
        return rumour if clause.head.head.lower_ in ("of", "about") and kind_of(rumour) == "hearsay" else None
    if clause.dep_ not in _UNDER or (kind := kind_of(clause.head)) is None:
        return None
    infinite = clause.tag_ == "VB" and any(child.lower_ == "to" for child in clause.children)
    return clause.head if infinite or kind in ("wishes", "hearsay") else None


def _fate_under_verb(clause: Token) -> Fate | None:
    """'Denied that he went', 'is keen to go', 'barred from going', 'refused to let him go'."""
    head = clause.head
    if clause.dep_ == "pcomp" and head.lower_ == "from":
        above = verb_of(head.head)
        blocked = base(above.lower_) in words("contexts", "blocking")
        return "cancelled" if blocked and not is_negated(above) else None
    lemma = base(head.lower_)
    if clause.dep_ == "ccomp" and lemma in words("status", "denying") and not is_negated(head):
        return "cancelled"
    if clause.dep_ == "ccomp" and lemma in words("contexts", "hoping"):
        return "open"
    if clause.dep_ not in ("xcomp", "ccomp", "advcl") or clause.tag_ != "VB":
        return None
    if lemma in words("contexts", "letting") and (
        is_negated(head) or base(head.head.lower_) in words("status", "declining")
    ):
        return "cancelled"
    if clause.dep_ == "ccomp":
        return None
    be = head if head.pos_ == "AUX" else verb_of(head)
    judged = child_of(be, "acomp")
    if head.tag_ == "VBN" and head.lower_ in words("contexts", "willing"):
        return "open"  # 'was tempted to go'
    if judged is None:
        return _fate_of_supposed(clause, lemma)
    if judged.lower_ in words("contexts", "hindered") or (judged.lower_ == "able" and is_negated(be)):
        return "cancelled"
    bare = any(child.lower_ == "it" and child.dep_ == "nsubj" for child in be.children)
    return "open" if judged.lower_ in words("contexts", "willing") or (bare and be.lower_ != "was") else None


def _fate_of_supposed(clause: Token, lemma: str) -> Fate | None:
    """'Was supposed to go', 'had wanted to go': off if the sentence goes on to say so, else open."""
    if lemma not in words("contexts", "looking_forward"):
        return None
    before = {child.lower_ for child in clause.head.children if child.dep_ in ("aux", "auxpass")}
    if not before & {"had", "was", "were"}:
        return "planned" if lemma == "suppose" else None
    return "cancelled" if comes_to_nothing(clause) else "open"


def _turns_down(verb: Token) -> bool:
    return base(verb.lower_) == "turn" and any(child.lower_ == "down" for child in verb.children)


def _offered(verb: Token) -> Token | None:
    """'the invitation extended to her to visit X': the invitation, wherever the parse hangs the visit."""
    before = verb.doc[max(verb.sent.start, verb.i - _OFFER_REACH) : verb.i]
    if not before or before[-1].lower_ != "to":
        return None
    return next((token for token in reversed(before) if token.lower_ == "invitation"), None)


def _is_unconfirmed(verb: Token) -> bool:
    """'Would neither confirm nor deny that he would come', 'declined to confirm that she had gone'."""
    before = verb.doc[verb.sent.start : verb.i]
    word = next((token for token in before if token.lower_ == "confirm"), None)
    if word is None:
        return False
    refused = is_negated(word) or base(word.head.lower_) in words("status", "declining")
    refused |= any(token.lower_ == "neither" for token in before)
    said = {token.lower_ for token in verb.doc[word.i : verb.i]}
    return refused and bool(said & {"that", "whether", "if"}) and not said & {"but", ";"}
