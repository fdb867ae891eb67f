"""Verbs of the bare present that the model takes for nouns."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from geomap.language.verbs import mend_verbs


def _doc(words: str, heads: list[int], deps: str, tags: str) -> Doc:
    poses = {
        "IN": "ADP",
        "NNP": "PROPN",
        "NN": "NOUN",
        "NNS": "NOUN",
        "DT": "DET",
        "VBD": "VERB",
        ".": "PUNCT",
    }
    kinds = tags.split()
    return Doc(
        Vocab(),
        words=words.split(),
        heads=heads,
        deps=deps.split(),
        tags=kinds,
        pos=[poses[kind] for kind in kinds],
    )


def test_a_noun_behind_its_subject_becomes_the_verb() -> None:
    doc = _doc(
        "On Friday Karimov leaves for Seoul .",
        [0, 2, 3, 0, 3, 4, 0],
        "ROOT compound compound pobj prep pobj punct",
        "IN NNP NNP NNS IN NNP .",
    )
    mend_verbs(doc)
    day, subject, verb = doc[1], doc[2], doc[3]
    assert (verb.tag_, verb.dep_, verb.pos_) == ("VBZ", "ROOT", "VERB")
    assert (subject.dep_, subject.head) == ("nsubj", verb)
    assert (day.dep_, day.head, day.head.head) == ("pobj", doc[0], verb)


@pytest.mark.parametrize(
    ("words", "heads", "deps", "tags"),
    [
        ("Karimov leaves for Seoul", [1, 1, 1, 2], "compound ROOT prep pobj", "NNP NNS IN NNP"),
        (
            "Karimov saw the leaves of Seoul .",
            [1, 1, 3, 1, 3, 4, 1],
            "nsubj ROOT det dobj prep pobj punct",
            "NNP VBD DT NNS IN NNP .",
        ),
    ],
    ids=["a heading", "a noun beside a verb"],
)
def test_other_nouns_stay(words: str, heads: list[int], deps: str, tags: str) -> None:
    doc = _doc(words, heads, deps, tags)
    mend_verbs(doc)
    assert [token.tag_ for token in doc] == tags.split()
