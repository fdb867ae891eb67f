"""Steps that every rule takes through a parse: to a word's child, to its verb, back over sentences."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Words
from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass")
FINITE = ("VBD", "VBZ", "VBP", "MD")
"""Tags of the words that make a clause of its own: 'went', 'goes', 'go', 'will'."""
_BENEATH = ("xcomp", "acomp")


def child_of(token: Token, *relations: str) -> Token | None:
    """The first child that hangs on a word by one of these relations."""
    return next((child for child in token.children if child.dep_ in relations), None)


def subject_beside(verb: Token) -> Token | None:
    """The subject that a verb has itself, if it has one."""
    return child_of(verb, *SUBJECTS)


def owner_of(noun: Token) -> Token | None:
    """'Her' in 'her visit', 'Chad' in "Chad's minister"."""
    return child_of(noun, "poss")


def verb_of(token: Token) -> Token:
    """The verb that governs a token, or the root of its sentence; 'following' and the like lead past it."""
    while (token.pos_ not in ("VERB", "AUX") or token.dep_ == "prep") and token.head != token:
        token = token.head
    return token


def main_of(verb: Token) -> Token:
    """'Is' of 'is due to run', 'is expected to be held': the clause that a verb completes."""
    while verb.dep_ in _BENEATH and verb.head.pos_ in ("VERB", "AUX", "ADJ"):
        verb = verb.head
    return verb


def word_after(token: Token) -> str:
    """The word right behind a token, in lower case; '' at the end of a text."""
    return token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""


def is_finite(token: Token) -> bool:
    """Whether a word makes a clause of its own."""
    return token.tag_ in FINITE


def sentences_back(token: Token, far: int) -> Iterator[Words]:
    """The sentence of a token and those before it, the nearest first: `far` of them, at most."""
    sentence = token.sent
    for _ in range(far):
        yield sentence
        if sentence.start == 0:
            return
        sentence = token.doc[sentence.start - 1].sent
