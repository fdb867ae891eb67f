"""The model reads any text exactly, within bounds, and no sentence crosses a paragraph."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import DataError
from geomap.language import load_model, model_hash, parse
from geomap.language.documents import LONGEST_RUN, LONGEST_TEXT, read_texts
from geomap.records import Article, View


@cache
def model():
    return load_model()


def read(*texts):
    return list(read_texts(texts, model()))


class NoNames:
    """A lexicon without a single name."""

    def begins(self, name):  # noqa: ARG002
        return False

    def is_place(self, name):  # noqa: ARG002
        return False

    def demonym(self, word):  # noqa: ARG002
        return None

    def demonym_places(self, word):  # noqa: ARG002
        return ()


def article(text, name="a.txt"):
    return Article(id=name, text=text, view=View(text=text, pieces=((0, 0, len(text)),)))


def test_the_model_gives_what_the_claims_need_and_no_lemmas():
    doc = read("The minister flew to Tashkent on Monday.")[0]
    assert [t.tag_ for t in doc][:3] == ["DT", "NN", "VBD"]
    assert doc[2].dep_ == "ROOT"
    assert doc[1].pos_ == "NOUN"
    assert [(e.text, e.label_) for e in doc.ents] == [("Tashkent", "GPE"), ("Monday", "DATE")]
    assert "lemmatizer" not in model().pipe_names


def test_a_missing_model_is_said_by_name_and_with_the_way_out():
    with pytest.raises(DataError, match=r"no_such_model.*--model"):
        load_model("no_such_model")


def test_a_model_without_a_parser_is_refused(tmp_path):
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(DataError, match="no parser and no ner"):
        load_model(str(tmp_path / "blank"))


def test_the_hash_tells_models_apart_and_does_not_change(tmp_path):
    import spacy

    blank = spacy.blank("en")
    blank.to_disk(tmp_path / "blank")
    stored = spacy.load(tmp_path / "blank")
    hashes = [model_hash(model()), model_hash(blank), model_hash(stored)]
    assert len(set(hashes)) == 3
    assert all(len(h) == 64 for h in hashes)
    assert model_hash(model()) == hashes[0]


@pytest.mark.parametrize("gap", ["\n\n", "\n \n", "\n\n\n\n"])
def test_no_sentence_crosses_a_blank_line(gap):
    doc = read(f"Minister visits Astana{gap}The talks lasted two hours and ended well")[0]
    assert [s.text.strip() for s in doc.sents] == [
        "Minister visits Astana",
        "The talks lasted two hours and ended well",
    ]


def test_line_ends_end_paragraphs_only_where_paragraphs_are_lines():
    long = "The delegation talked about trade and energy, " * 4 + "and then it left."
    doc = read(f"A Complex Stance\n{long}")[0]
    assert next(doc.sents).text.strip() == "A Complex Stance"
    wrapped = read("The president of the country is expected to arrive in\nTashkent on Wednesday.")[0]
    assert len(list(wrapped.sents)) == 1


@pytest.mark.parametrize(
    "run", ["(" * 20_000, "x" * 5_000, "a-" * 3_000, "…" * 2_000, "https://" + "q/" * 2_000]
)
def test_a_long_run_without_blanks_is_read_in_bounded_pieces(run):
    text = f"They met in Paris. {run} They met in Rome."
    doc = read(text)[0]
    assert doc.text == text
    assert max(len(t) for t in doc) <= LONGEST_RUN
    assert {"Paris", "Rome"} <= {t.text for t in doc}


def test_a_very_long_text_is_read_in_pieces_and_comes_back_whole():
    text = "He flew to Oslo. She stayed in Bergen.\n\n" * (LONGEST_TEXT // 40 + 200)
    assert len(text) > LONGEST_TEXT
    doc = read("Short.", text, "Last.")[1]
    assert doc.text == text
    assert doc.has_annotation("DEP")
    assert doc[-3].head.i < len(doc)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=300))
def test_whatever_the_text_the_document_spans_it_exactly(text):
    doc = read(text)[0]
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)


def test_articles_come_back_in_order_each_with_its_own_document():
    articles = [article(f"Visit number {i} took place in Oslo.\n" * (i % 7), str(i)) for i in range(70)]
    found = list(parse(articles, model(), NoNames()))
    assert [p.article.id for p in found] == [a.id for a in articles]
    assert all(p.doc.text == p.article.view.text for p in found)


def test_no_articles_give_nothing():
    assert list(parse([], model(), NoNames())) == []


def test_parsing_waits_for_no_more_than_a_batch():
    taken = []

    def stream():
        for i in range(1_000):
            taken.append(i)
            yield article("They met in Oslo.", str(i))

    first = next(iter(parse(stream(), model(), NoNames())))
    assert first.article.id == "0"
    assert len(taken) < 200
