"""'Under Secretary', whose first word the model takes for a preposition: 'the Under Secretary flew home'."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def mend_titles(doc: Doc) -> None:
    """Make a title of each such word, and of who bears it what the verb is told of."""
    for under, secretary in pairwise(doc):
        titled = under.text == "Under" and secretary.text in ("Secretary", "Secretaries")
        if not titled or under.dep_ != "prep":
            continue
        bearer = next((child for child in under.children if child.dep_ == "pobj"), None)
        if bearer is not None:
            _put_in_place_of(under, bearer)
        under.tag_, under.pos_ = "NNP", "PROPN"
        under.head, under.dep_ = secretary, "compound"


def _put_in_place_of(under: Token, bearer: Token) -> None:
    above = under.head
    if above.tag_ == "DT":
        bearer.head, bearer.dep_ = above.head, above.dep_
        above.head, above.dep_ = bearer, "det"
        return
    leads = bearer.i < above.i and not any(child.dep_ in _SUBJECTS for child in above.children)
    bearer.head = above
    bearer.dep_ = "pobj" if above.pos_ == "ADP" else "nsubj" if leads else "dobj"
