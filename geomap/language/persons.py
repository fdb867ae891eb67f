"""Names of people that the model joined to the land before them: 'Foreign Minister of Chad Firstname X'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.language import cues
from geomap.language.lexicon import Memory

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Words

_LABELS = frozenset(("PERSON", "ORG", "FAC", "GPE", "LOC"))
"""What the model takes such names for."""
_NO_NAME = (
    cues.BODY | cues.AREA | cues.NATURAL | cues.STREET | {"affairs", "delta", "development", "relations"}
)
_LONGEST = 4
"""Words of a country's name at most."""


def part_persons(doc: Doc, lexicon: Memory) -> None:
    """Give the country behind an office an entity of its own, where the model took it for a first name."""
    from spacy.tokens import Span as Words

    ends = {
        entity.start: end
        for entity in doc.ents
        if entity.label_ in _LABELS and (end := _end_of_country(doc, entity, lexicon))
    }
    if not ends:
        return
    parted: list[Words] = []
    for entity in doc.ents:
        if end := ends.get(entity.start):
            parted.append(Words(doc, entity.start, end, label="GPE"))
        parted.append(Words(doc, end or entity.start, entity.end, label="PERSON" if end else entity.label_))
    doc.ents = tuple(parted)


def _end_of_country(doc: Doc, entity: Words, lexicon: Memory) -> int | None:
    """Where the country ends that a person's name behind 'Minister of' begins with."""
    of = entity.start - 1
    if of < 1 or doc[of].lower_ != "of" or not doc[of - 1].text[:1].isupper():
        return None
    for end in range(min(entity.start + _LONGEST, entity.end - 1), entity.start, -1):
        if lexicon.fame(doc[entity.start : end].text) == "whole":
            named = entity.label_ == "PERSON" or (
                doc[of - 1].lower_ in cues.TITLE and _may_be_name(doc[end : entity.end])
            )
            return end if named else None
    return None


def _may_be_name(words: Words) -> bool:
    """Whether what follows a country may be somebody's name: not 'of Niger Delta Affairs'."""
    told = all(word.text[:1].isupper() and word.lower_ not in _NO_NAME for word in words)
    return told and len(words) > 1
