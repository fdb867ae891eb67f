"""The language room: articles go in; out comes each as the model reads it, with its place names.

`parse` takes articles and gives `Parsed`: the spaCy document of the readable view (sentences, parts of
speech, dependencies, entities) and the toponyms, found by weighing evidence from the model, from a
lexicon of names and from the rest of the document. The model alone misses a third of the place names:
those that it takes for organisations, persons or peoples, and those inside longer names. Whether a name
is known is asked of a `Lexicon`, which the caller hands in, so that this room knows no gazetteer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from geomap.language.documents import read_texts
from geomap.language.lexicon import Memory
from geomap.language.model import load_model, model_hash
from geomap.language.parsed import Lexicon, Parsed, Toponym
from geomap.language.persons import part_persons
from geomap.language.toponyms import find_toponyms
from geomap.records import Article

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Lexicon", "Parsed", "Toponym", "load_model", "model_hash", "parse"]


def parse(articles: Iterable[Article], nlp: Language, lexicon: Lexicon) -> Iterator[Parsed]:
    """Read articles in order; ``doc.text`` is each article's ``view.text``.

    The model's vocabulary grows with every new word. Who reads very many articles and keeps no `Parsed`
    should do so in chunks, each within ``nlp.memory_zone()``.
    """
    memory = Memory(lexicon)
    waiting: list[Article] = []

    def texts() -> Iterator[str]:
        for article in articles:
            waiting.append(article)
            yield article.view.text

    for doc in read_texts(texts(), nlp):
        article = waiting.pop(0)
        part_persons(doc, memory)
        toponyms = find_toponyms(doc, article.view.text, memory, dateline=article.dateline)
        yield Parsed(article=article, doc=doc, toponyms=toponyms)
