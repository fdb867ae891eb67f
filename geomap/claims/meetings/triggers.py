"""Which nouns tell of a meeting."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.kinds import is_meeting
from geomap.claims.vocabulary import base, singular, words

_SPLIT = (("one", "-", "on", "-", "one"), ("face", "-", "to", "-", "face"), ("one", "on", "one"))


def tells_meeting(noun: Token) -> bool:
    """Whether a noun tells of a meeting: 'talks', and 'call' where one is paid."""
    if _is_occasion(noun):
        return False
    lemma = singular(noun.lower_)
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    if lemma == "contact" and noun.head.lower_ in ("in", "into"):
        return False  # 'keeps in contact with'
    if noun.dep_ == "compound" or (above is not None and is_meeting(above)):
        return False
    if is_split_noun(noun) or _is_chaired(noun):
        return True
    if lemma == "conference":
        near = {child.lower_ for child in noun.children}
        return bool(near & words("meeting", "virtual")) or is_joint_conference(noun)
    if lemma == "visit":
        return noun.dep_ == "dobj" and base(noun.head.lower_) == "pay"
    if lemma == "call":
        if any(child.lower_ in words("meeting", "virtual") for child in noun.children):
            return True
        on = any(child.lower_ in ("on", "upon") for child in noun.children)
        paid = noun.dep_ == "dobj" and base(noun.head.lower_) in ("pay", "make")
        due = any(child.lower_ in ("courtesy", "introductory", "farewell") for child in noun.children)
        paid = paid or base(noun.head.lower_) in words("travel", "covering")
        planned = any(child.lower_ in words("status", "upcoming") for child in noun.children)
        torn = noun.head.pos_ == "ADP" and any(child.dep_ == "aux" for child in noun.head.children)
        return due or (on and (paid or planned or torn))  # 'will on Monday call on X', misread
    return lemma in words("meeting", "nouns")


def _is_chaired(noun: Token) -> bool:
    """'The joint commission convened under the chairmanship of A and B'."""
    joint = noun.lower_ in ("commission", "committee", "council") and noun.dep_ in ("nsubj", "nsubjpass")
    chaired = words("meeting", "chairmanship")
    return joint and any(
        t.lower_ in chaired and t.head.lower_ in ("under", "with") for t in noun.head.subtree
    )


def _is_occasion(noun: Token) -> bool:
    """'on the sidelines of the session', 'on its margins': where others meet is told, not who meets there."""
    of = noun.nbor(noun.left_edge.i - 1 - noun.i) if noun.left_edge.i else noun
    beside = of.lower_ == "of" and of.i > 0 and of.nbor(-1).lower_ in words("meeting", "aside")
    return beside and not any(child.lower_ in ("with", "between") for child in noun.children)


def is_joint_conference(noun: Token) -> bool:
    """'a joint press conference with X': those who give it are together."""
    near = {child.lower_ for child in noun.children}
    return (
        singular(noun.lower_) == "conference" and "joint" in near and bool(near & {"press", "news", "media"})
    )


def is_split_noun(token: Token) -> bool:
    """The last word of 'a one-on-one with X', 'face-to-face with X'."""
    doc, i = token.doc, token.i + 1
    if i == len(doc) or doc[i].lower_ != "with":
        return False
    return any(tuple(t.lower_ for t in doc[max(i - len(form), 0) : i]) == form for form in _SPLIT)
