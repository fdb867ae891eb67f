"""Web pages: the article's paragraphs, with offsets into the HTML source, and what the page says of itself."""

# ruff: noqa: E501  the texts stay on one line

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.articles.drafts import Draft, build_article
from geomap.articles.pages import read_page
from geomap.articles.tags import read_pieces
from geomap.records import Article

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Envoy arrives in Suva | World | Harbour Herald</title>
<meta property="og:site_name" content="Harbour Herald"><link rel="canonical" href="https://example.org/a/1">
<meta property="og:title" content="Envoy arrives in Suva">
<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-05-06T09:15:00+12:00"}</script>
<style>p{color:red}</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">Politics in Paris</a></li></ul></nav>
<main><article><h1>Envoy arrives in Suva</h1>
<div class="share">Share on Facebook</div>
<p>SUVA, May 6 &ndash; Chile&#8217;s <b>special</b>&nbsp;envoy <a title="a > b" href="/x">Jos&eacute; Rojas</a> landed
in the capital of Fiji on Monday for two days of talks with the government, the first stop of a tour of the Pacific.</p>
<!-- <p>Not this one: a comment about Rome, which is long enough to look like a paragraph of the article itself.</p> -->
<p>He will meet the prime minister and open an exhibition of Chilean painting in the national museum of the city.<br>
On Wednesday he flies on to Apia to see the prime minister of Samoa, his ministry said in a statement.</p>
<figure><img src="x.jpg" alt="Rojas in London"><figcaption>Photo: Reuters</figcaption></figure>
<aside><h3>Related Articles</h3><ul><li><a>King to visit Nairobi in April</a></li></ul></aside>
</article></main>
<section id="comments"><h2>Leave a Reply</h2><p>Your email address will not be published.</p></section>
<footer><p>© 2024 Harbour Herald. All rights reserved. London, New York.</p></footer></body></html>
"""


def article(text: str) -> Article:
    found = build_article(Draft(where="x", id="x", text=text, form="page"))
    assert isinstance(found, Article)
    return found


def test_a_news_page():
    found = article(PAGE)
    assert found.view.text == (
        "Envoy arrives in Suva\n\n"
        "SUVA, May 6 –\n\n"
        "Chile’s special envoy José Rojas landed in the capital of Fiji on Monday for two days of talks with the"
        " government, the first stop of a tour of the Pacific.\n\n"
        "He will meet the prime minister and open an exhibition of Chilean painting in the national museum of the"
        " city.\n\n"
        "On Wednesday he flies on to Apia to see the prime minister of Samoa, his ministry said in a statement."
    )
    assert (found.title, found.publisher) == ("Envoy arrives in Suva", "Harbour Herald")
    assert found.source == "https://example.org/a/1"
    assert (str(found.published), found.published_from) == ("2024-05-06", "given")
    assert (found.dateline, found.dated) == ("SUVA", "May 6")


def test_offsets_count_the_source():
    found = article(PAGE)
    start = found.view.text.index("José Rojas")
    assert found.span(start, start + len("José Rojas")).text == "Jos&eacute; Rojas"
    start = found.view.text.index("On Wednesday")
    assert found.span(start, start + len("On Wednesday")).text == "On Wednesday"


@pytest.mark.parametrize("depth", [500, 3000])
def test_nothing_is_lost_in_deeply_nested_pages(depth):
    text = "The envoy of Chile landed in Suva on Monday for talks with the prime minister of Fiji about fish."
    assert (
        article(f"<html><body>{'<div>' * depth}<p>{text}</p>{'</div>' * depth}</body></html>").view.text
        == text
    )


def test_nothing_is_lost_where_the_extractor_finds_little():
    rows = "".join(
        f"<tr><td>On day {i} of the tour the envoy saw a town, a port and a school of the island.</td></tr>"
        for i in range(40)
    )
    found = article(f"<html><body><table>{rows}</table></body></html>")
    assert found.view.text.count("the envoy saw a town") == 40


@pytest.mark.parametrize(
    "source",
    [
        "<p>Suva 1 < 2 talks",
        "<p>Suva <b talks</p>",
        '<p>Suva <a href="x>talks</p>',
        "<p>Suva <!-- talks",
        "<script>Suva talks",
        "Suva &bogus; talks &amp",
        "<p>Suva</div></p></html> talks",
        "<title>x</title>Suva talks",
    ],
)
def test_broken_pages_keep_their_text(source):
    assert "Suva" in read_page(source)[0].text


def test_scripts_styles_and_hidden_parts_are_no_text():
    source = "<p>Suva</p><script>var a = '<p>Rome</p>'</script><style>Oslo</style><noscript>Lima</noscript><template>Bonn</template>"
    assert read_page(source)[0].text.strip() == "Suva"


def test_a_text_file_that_is_a_page_is_read_as_one():
    found = build_article(Draft(where="x", id="x", text=PAGE, form="text"))
    assert isinstance(found, Article)
    assert found.view.text == article(PAGE).view.text


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<a href='",
                '"',
                ">",
                "<!--",
                "-->",
                "<script>",
                "</script>",
                "x",
                "<",
                "&lt;",
                "\n",
                "<br/>",
                "<!",
                "<?",
            ]
        ),
        max_size=40,
    )
)
def test_pieces_lie_in_the_source_in_order(parts):
    source = "".join(parts)
    at = 0
    for piece in read_pieces(source):
        assert at <= piece.start <= piece.end <= len(source)
        at = piece.end


@pytest.mark.parametrize(
    "unit", ["<", "<a ", '<a b="', "<!--", "<![CDATA[", "<script>", "<title>", "</p>", "&", "<a b='>"]
)
def test_pages_that_repeat_a_trap_come_to_an_end(unit):
    build_article(Draft(where="x", id="x", text=unit * 20_000, form="page"))
