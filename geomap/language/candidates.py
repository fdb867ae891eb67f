"""Spans of a text that may be place names, before anything is decided.

Three sources: what the model takes for an entity of any kind (it often takes places for organisations
or persons), what the lexicon knows within capitalised words, and what looks like the name of a
street, a river or a county.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from geomap.language import cues
from geomap.language.lexicon import Memory
from geomap.records import record

if TYPE_CHECKING:
    from spacy.tokens import Doc

LONGEST = 6
"""Words of a name at most."""

_NO_ENTITY = frozenset({"CARDINAL", "DATE", "MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"})
_FINAL = cues.NATURAL | cues.AREA | cues.STREET
_NO_BEGINNING = (
    cues.CALENDAR | cues.LOCATIVE | cues.OTHER_PREPOSITION | cues.INNER - {"la", "las", "los", "el"}
)
_ARTICLES = frozenset({"the", "a", "an"})
_BREAKS = frozenset({",", ";", "(", ")"})
_TAILS = frozenset({"'s", "’s", "'", "’"})


@record
class Entity:
    """A span that the model labels, without a leading article and a trailing genitive."""

    first: int
    last: int
    label: str


@record
class Page:
    """A document's tokens as plain lists: quicker to look around in than the tokens themselves."""

    text: str
    words: list[str]
    lower: list[str]
    tags: list[str]
    deps: list[str]
    starts: list[int]
    ends: list[int]
    opens: list[bool]
    """Whether a token begins a sentence."""
    capital: list[bool]
    """Whether a token can be part of a name by its capitals."""
    entities: list[Entity]
    entity_at: list[Entity | None]


_NEVER = cues.DIRECTION | {"minister", "president", "ambassador", "secretary", "delegation"}
"""Words that alone are no place, though one is called so."""


@record
class Candidate:
    """Tokens `first` to `last` (both included) may be a place name."""

    first: int
    last: int
    text: str
    known: bool
    """Whether the lexicon has a place of this name."""
    fame: str
    """How well known the best-known place of this name is (see `lexicon`); '-' where there is none."""
    demonym: bool


def read_page(doc: Doc, text: str) -> Page:
    """Lay out a parsed document, whose text is given: a Doc puts its own together anew at every asking."""
    columns = doc.to_array(["IDX", "LENGTH", "TAG", "DEP", "SENT_START"]).reshape(len(doc), 5).T
    starts, lengths, tags, deps, opens = (column.tolist() for column in columns)
    name = {key: doc.vocab.strings[key] for key in {*tags, *deps}}
    ends = [start + length for start, length in zip(starts, lengths, strict=True)]
    words = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    lower = [word.lower() for word in words]
    capital = [word != low and _capital(word) for word, low in zip(words, lower, strict=True)]
    entity_at: list[Entity | None] = [None] * len(words)
    entities: list[Entity] = []
    for span in doc.ents:
        if any(capital[span.start : span.end]):
            entities += _entities(span.start, span.end, span.label_, words, capital)
    for entity in entities:
        entity_at[entity.first : entity.last + 1] = [entity] * (entity.last + 1 - entity.first)
    return Page(
        text=text,
        words=words,
        lower=lower,
        tags=[name[tag] for tag in tags],
        deps=[name[dep] for dep in deps],
        starts=starts,
        ends=ends,
        opens=[mark == 1 for mark in opens],
        capital=capital,
        entities=entities,
        entity_at=entity_at,
    )


def find_candidates(page: Page, lexicon: Memory) -> list[Candidate]:
    """All candidates in order of their first and last word; they overlap."""
    spans: set[tuple[int, int]] = set()
    for entity in page.entities:
        alone = entity.first == entity.last and page.lower[entity.first] in _NEVER
        if entity.label not in _NO_ENTITY and entity.last - entity.first < LONGEST and not alone:
            spans.add((entity.first, entity.last))
    for first in range(len(page.words)):
        if not page.capital[first] or page.lower[first] in _NO_BEGINNING:
            continue
        known = True
        for last in _ends(page, first):
            if first == last and page.lower[first] in _NEVER:
                continue  # 'the West', 'South and Central Asia', 'the Minister'
            final = first < last and page.lower[last] in _FINAL
            name = page.text[page.starts[first] : page.ends[last]]
            if not final and _in_person(page, first, last):
                if page.entity_at[first - 1] is not page.entity_at[first] and lexicon.is_demonym(name):
                    spans.add((first, last))  # 'Lao Prime' for a person
                continue
            if final or (known and (lexicon.is_place(name) or lexicon.is_demonym(name))):
                spans.add((first, last))
            parted = page.text[page.ends[last] : page.ends[last] + 1] == " "
            known = known and (not parted or lexicon.begins(name))
    return [_candidate(page, first, last, lexicon) for first, last in sorted(spans)]


def _candidate(page: Page, first: int, last: int, lexicon: Memory) -> Candidate:
    text = page.text[page.starts[first] : page.ends[last]]
    return Candidate(
        first=first,
        last=last,
        text=text,
        known=lexicon.is_place(text),
        fame=lexicon.fame(text),
        demonym=lexicon.is_demonym(text),
    )


def _in_person(page: Page, first: int, last: int) -> bool:
    """Whether words are part of a person's name of several words: it is no use asking for each of them."""
    entity = page.entity_at[first]
    return (
        entity is not None
        and entity.label == "PERSON"
        and entity.first < entity.last
        and page.entity_at[last] is entity
    )


def _ends(page: Page, first: int) -> Iterator[int]:
    """The last words of names that may begin at a word."""
    for last in range(first, min(first + LONGEST, len(page.words))):
        if page.capital[last]:
            yield last
        elif page.lower[last] not in cues.INNER:
            if last > first and page.lower[last] in _FINAL:
                yield last
            return
        if last > first and page.opens[last]:
            return


def _capital(word: str) -> bool:
    if word[0].isupper() or (word[1:2].isupper() and not word[0].isalpha()):
        return True
    return word[1:2] in ("'", "’") and word[2:3].isupper()  # 'd’Ivoire'


def _entities(
    start: int, stop: int, label: str, words: Sequence[str], capital: Sequence[bool]
) -> Iterator[Entity]:
    """What a labelled span holds: 'Honiara, Solomon Islands' are two."""
    first = start
    for i in range(start, stop + 1):
        if i == stop or words[i] in _BREAKS or "\n" in words[i]:
            entity = _trimmed(first, i - 1, label, words, capital)
            if entity is not None:
                yield entity
            first = i + 1


def _trimmed(
    first: int, last: int, label: str, words: Sequence[str], capital: Sequence[bool]
) -> Entity | None:
    while first <= last and (words[first].isspace() or words[first].lower() in _ARTICLES):
        first += 1
    while last >= first and (words[last].isspace() or words[last] in _TAILS):
        last -= 1
    if first < last and words[first].lower() in cues.SCHEDULED:
        first, label = first + 1, "GPE"  # 'Departs Apia' in a programme, taken for a name of two words
    if label in ("GPE", "LOC"):  # 'north London', 'eastern Ukraine': the name begins with a capital
        while first < last and words[first].islower():
            first += 1
    if not any(capital[first : last + 1]):
        return None
    return Entity(first=first, last=last, label=label)
