"""Small questions about noun phrases of people: who speaks, whether an age is told."""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.clauses import SUBJECTS
from geomap.claims.vocabulary import base, words


def speaker_of(token: Token) -> Token | None:
    """'"I will be in X," the minister said': the subject of the word of saying in the same sentence."""
    for verb in token.sent:
        if base(verb.lower_) in words("status", "saying") and verb.pos_ == "VERB":
            for child in verb.children:
                if child.dep_ in SUBJECTS and child.lower_ not in ("i", "we"):
                    return child
    return None


def is_statement(token: Token) -> bool:
    """Whether 'I' speaks in a paragraph that is all one quotation, as a statement is."""
    doc, i = token.doc, token.i
    while i > 0 and "\n" not in doc[i - 1].text:
        i -= 1
    return token.lower_ == "i" and doc[i].text in ("“", '"', "«")


def is_age(token: Token) -> bool:
    """'The 41-year-old'."""
    told = {child.lower_ for child in token.children}
    return token.lower_ == "old" and {"the", "year"} <= told and token.dep_ not in ("amod", "compound")
