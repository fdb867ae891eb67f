"""From a view's text to a spaCy Doc that spans it exactly, whatever the text holds.

Three things can go wrong with text as it comes from the web, and are put right here: the tokenizer
takes quadratic time over a long run without blanks, the model's memory grows with the length of what
it reads at once, and the parser joins a headline to the paragraph below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap.language.titles import mend_titles
from geomap.language.verbs import mend_verbs

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONGEST_RUN = 200
"""Characters without a blank that the tokenizer is given at most; no word that matters is longer."""

LONGEST_TEXT = 100_000
"""Characters that the model reads at once; a longer text is read in pieces, cut between paragraphs."""

BATCH = 32

_RUN = re.compile(rf"\S{{{LONGEST_RUN},}}")
_TITLES = frozenset(("Hon", "Rt", "Amb", "Brig", "Sgt", "Cmdr", "Adm", "Maj", "Msgr", "Pres"))
"""Abbreviated forms of address that the model does not know: their full stop ends no sentence."""
_WRAPPED = 120
"""A text with a line longer than this was not broken into lines by hand: every line end ends a paragraph."""


def read_texts(texts: Iterable[str], nlp: Language) -> Iterator[Doc]:
    """Each text as the model reads it, in order; ``doc.text`` is the text.

    No sentence crosses the end of a paragraph: a blank line, or any line end in a text whose
    paragraphs are lines.
    """
    from spacy.tokens import Doc

    counts: list[int] = []

    def pieces() -> Iterator[Doc]:
        for text in texts:
            cut = _cut(text)
            counts.append(len(cut))
            broken = _paragraphs_are_lines(text)
            yield from (_doc(piece, nlp, every_line=broken) for piece in cut)

    parts: list[Doc] = []
    for part in nlp.pipe(pieces(), batch_size=BATCH):
        parts.append(part)
        if len(parts) == counts[0]:
            counts.pop(0)
            doc = parts[0] if len(parts) == 1 else Doc.from_docs(parts, ensure_whitespace=False)
            mend_verbs(doc)
            mend_titles(doc)
            yield doc
            parts = []


def _doc(text: str, nlp: Language, *, every_line: bool) -> Doc:
    doc = _tokenised(text, nlp)
    for token in doc:
        if not token.is_space or "\n" not in token.text or token.i + 1 >= len(doc):
            continue
        if every_line or token.text.count("\n") > 1:
            if token.i:
                token.is_sent_start = False
            doc[token.i + 1].is_sent_start = True
    for before, token in pairwise(doc):
        if token.is_sent_start is None and (before.is_alpha or before.text == ","):
            token.is_sent_start = False  # no sentence begins amid words: 'US | President X has arrived'
    for token in doc[:-2]:
        if token.text in _TITLES and doc[token.i + 1].text == "." and not token.whitespace_:
            doc[token.i + 1].is_sent_start = False
            doc[token.i + 2].is_sent_start = doc[token.i + 2].is_sent_start or False
    return doc


def _tokenised(text: str, nlp: Language) -> Doc:
    """The tokens of a text, with over-long runs cut into pieces of equal length."""
    from spacy.tokens import Doc

    runs = list(_RUN.finditer(text))
    if not runs:
        return nlp.make_doc(text)
    words: list[str] = []
    spaces: list[bool] = []
    at = 0
    for run in runs:
        _add(nlp.make_doc(text[at : run.start()]), words, spaces)
        for start in range(run.start(), run.end(), LONGEST_RUN):
            words.append(text[start : min(start + LONGEST_RUN, run.end())])
            spaces.append(False)
        at = run.end()
        if text[at : at + 1] == " ":
            spaces[-1] = True
            at += 1
    _add(nlp.make_doc(text[at:]), words, spaces)
    return Doc(nlp.vocab, words=words, spaces=spaces)


def _add(doc: Doc, words: list[str], spaces: list[bool]) -> None:
    words.extend(token.text for token in doc)
    spaces.extend(bool(token.whitespace_) for token in doc)


def _cut(text: str) -> list[str]:
    """The text in pieces of at most `LONGEST_TEXT`, cut after a paragraph, a line or a blank."""
    pieces: list[str] = []
    start = 0
    while len(text) - start > LONGEST_TEXT:
        stop = start + LONGEST_TEXT
        for gap in ("\n\n", "\n", ". ", " "):
            at = text.rfind(gap, start + LONGEST_TEXT // 2, stop)
            if at >= 0:
                stop = at + len(gap)
                break
        pieces.append(text[start:stop])
        start = stop
    pieces.append(text[start:])
    return pieces


def _paragraphs_are_lines(text: str) -> bool:
    return any(len(line) > _WRAPPED for line in text.splitlines())
