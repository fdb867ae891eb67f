"""A view maps back to the original, whatever was dropped, joined or repaired."""

# ruff: noqa: E501  the texts stay on one line

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.articles.drafts import Draft, build_article
from geomap.articles.paragraphs import BREAK, paragraphs, spans, visible, without_markup
from geomap.articles.views import edited, whole
from geomap.records import Article, View

SCRAPS = st.sampled_from(
    [
        *(
            "Lu’s visit. ",
            "Tokรกyev",
            "Kulubรกев ",
            "â€™",
            "Ã¡",
            "\x92",
            "Paris",
            "&amp;",
            "&#8217;",
            "&nbsp;",
        ),
        *("\n", "\n\n", "\r\n", "  ", "\xa0", "\u200b", "\xad", "\ufeff", "\ud83c", "\x00"),
        *("ASTANA, Feb 28 (Reuters) - ", "Source link", "Related Articles\n", "[a](https://b.example)"),
        *("<p>", "</p>", "<br>", "<div class='x'>", "<!--", "-->"),
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(SCRAPS, max_size=40).map("".join))


@st.composite
def texts_and_edits(draw):
    text = draw(st.text(min_size=1, max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    pairs = [pair for i, pair in enumerate(pairwise(cuts)) if i % 2 == 0]
    return text, [(start, end, draw(st.text(max_size=4))) for start, end in pairs]


def assert_maps_back(view: View, original: str) -> None:
    assert bool(view.pieces) == bool(view.text)
    ends = [piece[0] for piece in (*view.pieces[1:], (len(view.text),))] if view.pieces else []
    first = at = 0
    for (start, origin, length), end in zip(view.pieces, ends, strict=True):
        assert start < end
        assert origin >= first, "pieces keep the order of the original"
        assert at <= origin + length <= len(original)
        first, at = origin, origin + length
        assert view.original(start, end) == (origin, at)
    if view.text:
        assert view.pieces[0][0] == 0


@given(texts_and_edits())
def test_edits_replace_what_they_name_and_nothing_else(case):
    text, edits = case
    view = edited(whole(text), edits)
    expected, at = [], 0
    for start, end, put in edits:
        expected += [text[at:start], put]
        at = end
    assert view.text == "".join([*expected, text[at:]])
    assert_maps_back(view, text)


@given(texts_and_edits())
def test_what_is_taken_over_maps_to_itself(case):
    text, edits = case
    marked = [(start, end, "§" * (end - start + 1)) for start, end, _ in edits]
    view = edited(whole(text), marked)
    for i, character in enumerate(view.text):
        start, end = view.original(i, i + 1)
        assert text[start:end] == character or character == "§"


@given(texts_and_edits(), st.data())
def test_edits_of_edited_views_still_map_to_the_original(case, data):
    text, edits = case
    view = edited(whole(text), edits)
    if view.text:
        start = data.draw(st.integers(0, len(view.text) - 1))
        end = data.draw(st.integers(start + 1, len(view.text)))
        assert_maps_back(edited(view, [(start, end, data.draw(st.text(max_size=3)))]), text)


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["text", "markdown", "page"]))
def test_every_text_becomes_an_article_whose_view_maps_back_or_is_reported(text, form):
    article = build_article(Draft(where="x", id="x", text=text, form=form))
    if not isinstance(article, Article):
        assert article.reason
        return
    assert article.text == text
    assert article.view.text.strip() == article.view.text
    assert article.view.text
    assert_maps_back(article.view, text)


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["text", "page"]))
def test_words_of_the_view_stand_in_the_original_where_the_map_says(text, form):
    article = build_article(Draft(where="x", id="x", text=text, form=form))
    if isinstance(article, Article):
        for start, end in spans(article.view.text):
            span = article.span(start, end)
            assert article.text[span.start : span.end] == span.text
            taken_over = article.view.text[start:end] in article.text
            assert (
                span.text == article.view.text[start:end] or not taken_over or len(span.text) >= end - start
            )


@given(TEXTS)
def test_paragraphs_leave_single_spaces_and_blank_lines_only(text):
    view = paragraphs(visible(whole(text)))
    assert "\n" not in view.text.replace(BREAK, "")
    assert "  " not in view.text
    assert view.text == view.text.strip()
    assert "".join(view.text.split()) == "".join(visible(whole(text)).text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A headline\nA sentence.", "A headline\n\nA sentence."),
        ("One.\r\n\r\n\r\nTwo.", "One.\n\nTwo."),
        ("One.\u2028Two.", "One.\n\nTwo."),
        (" two  spaces\u00a0and\tmore ", "two spaces and more"),
        ("so\u00adft hyphens", "soft hyphens"),
        ("zero\u200bwidth, \u200band at edges\u200b.", "zero width, and at edges."),
        ("no\u2060break", "nobreak"),
        ("a\x00b", "a b"),
    ],
)
def test_white_space(text, expected):
    assert paragraphs(visible(whole(text))).text == expected


def test_lines_wrapped_to_a_width_are_joined():
    text = (
        "The foreign minister of Norway arrived in Nairobi on Monday for two\n"
        "days of talks about trade and about the conflict in the region, his\n"
        "office said.\n"
        "He leaves for Kampala on Wednesday, where he will also open the new\n"
        "embassy and meet students.\n"
    )
    assert paragraphs(whole(text)).text == (
        "The foreign minister of Norway arrived in Nairobi on Monday for two days of talks about trade and about"
        " the conflict in the region, his office said.\n\n"
        "He leaves for Kampala on Wednesday, where he will also open the new embassy and meet students."
    )


def test_entities_and_links_are_read_as_their_words():
    text = 'The [strategy](https://example.org/s.pdf "PDF") of AT&amp;T &#8211; ![logo](https://example.org/l.png)R&D'
    assert without_markup(whole(text)).text == "The strategy of AT&T – R&D"


def test_markdown_marks_are_dropped_but_in_plain_text_only_those_of_emphasis():
    text = "# Title\n\n- **Lima** and *Quito*\n> 5 * 3 * 2"
    assert without_markup(whole(text), markdown=True).text == "Title\n\nLima and Quito\n5 * 3 * 2"
    assert without_markup(whole(text)).text == "# Title\n\n- Lima and Quito\n> 5 * 3 * 2"
    for kept in ("2 * 3 and 4 * 5", "* Lima\n* Quito", "a__b__c", "***", "costs $5* (*with tax)"):
        assert without_markup(whole(kept)).text == kept
