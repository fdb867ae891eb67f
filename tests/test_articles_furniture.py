"""Furniture of web pages is dropped from the view; the article's own sentences never are."""

# ruff: noqa: E501  the texts stay on one line

from __future__ import annotations

import pytest

from geomap.articles.drafts import Draft, build_article
from geomap.articles.furniture import find_furniture

LEAD = "The foreign minister of Chile arrived in Wellington on Monday for talks with her counterpart, officials said."
MORE = "She is due to leave for Canberra on Wednesday, where she will open an exhibition of Chilean painting."


def left(text: str) -> list[str]:
    article = build_article(Draft(where="x", id="x", text=text))
    return article.view.text.split("\n\n")


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT",
        "Share this article",
        "Share on WhatsApp",
        "(Photo)",
        "Source link",
        "Click on the button to load the content from www.example.org.",
        "Show More",
        "Back to top button",
        "Subscribe to our newsletter",
        "Follow The Harbour Herald on Google News. Show your support if you like our work.",
        "We use cookies to give you the best experience on our website.",
        "© 2024 The Harbour Herald. All rights reserved.",
        "Photo: Harbour Herald",
        "[Photo/Xinhua]",
        "(Reporting by Ana Díaz; Editing by Tom Brook)",
        "3 min read",
        "12 comments",
        "Read more: Minister denies rift",
        "Also read: Minister denies rift",
        "***",
        "Tags: Chile, New Zealand",
        "FILE PHOTO: The minister in Geneva last year",
        "FILE - The minister speaks at the headquarters of the United Nations in Geneva, Switzerland, on May 3, 2022.",
        "This story has been updated.",
    ],
)
def test_a_line_of_furniture_goes_wherever_it_stands(line):
    assert left(f"{LEAD}\n\n{line}\n\n{MORE}") == [LEAD, MORE]
    assert left(f"{LEAD}\n{MORE}\n{line}") == [LEAD, MORE]


@pytest.mark.parametrize(
    "heading", ["Related Articles", "More on this story", "You may also like", "Read also:"]
)
def test_headlines_under_a_heading_go_with_it_until_prose_begins(heading):
    text = f"{LEAD}\n\n{heading}\n\nKing visits Samoa\n\nPope to travel to Ghana\n\n{MORE}"
    assert left(text) == [LEAD, MORE]


@pytest.mark.parametrize(
    "ending", ["Leave a Reply", "Your email address will not be published.", "3 Comments"]
)
def test_everything_behind_an_ending_goes(ending):
    comment = "I was in Paris when the president came and it was a mess, the roads were closed all day long."
    assert left(f"{LEAD}\n\n{MORE}\n\n{ending}\n\n{comment}\n\nPost") == [LEAD, MORE]


def test_an_ending_before_most_of_the_prose_takes_only_itself():
    assert left(f"Comments\n\n{LEAD}\n\n{MORE}\n\n{LEAD}") == [LEAD, MORE, LEAD]


def test_furniture_glued_to_the_end_of_a_paragraph():
    assert left(f"{LEAD}\n\n{MORE} Source link") == [LEAD, MORE]
    assert left(f"{LEAD}\n\n{MORE} Sign up for our daily newsletter.") == [LEAD, MORE]


def test_signatures_and_initials_at_the_end():
    assert left(f"{LEAD}\n{MORE} EFE\nab-cde/fg") == [LEAD, MORE]
    assert left(f"{LEAD}\n{MORE} (AFP)") == [LEAD, MORE]
    assert left(f"{LEAD}\n{MORE} — Reuters") == [LEAD, MORE]


@pytest.mark.parametrize(
    "sentence",
    [
        "Follow the money, she told students in Wellington, and it will lead you to the port.",
        "“We need your support,” she told the crowd.",
        "Reading more about history helps, the president told her during the dinner at his residence.",
        "The latest round of talks ended without result.",
        "Comments by the minister caused anger in Lima.",
        "More than twenty leaders from the region are expected there.",
        "Via Santiago, the delegation flew on to Lima and La Paz, the ministry said in a statement on Thursday.",
        "Sources close to the delegation said that the visit to Suva was cancelled.",
        "By Friday she had met four prime ministers and one king.",
        "She is the author of the treaty, her hosts said with a smile, and she agreed.",
        "Copyright law was on the agenda of the meeting in Geneva.",
        "Share prices fell in Tokyo after the visit.",
        "Live coverage of the summit in Apia ended at noon.",
    ],
)
def test_sentences_that_resemble_furniture_stay(sentence):
    assert left(f"{LEAD}\n\n{sentence}\n\n{MORE}") == [LEAD, sentence, MORE]


def test_subheadings_stay():
    assert left(f"{LEAD}\n\nComplex stance\n\n{MORE}") == [LEAD, "Complex stance", MORE]


@pytest.mark.parametrize("text", ["Advertisement", "***", "Share\n\nTweet\n\nSubscribe", "Leave a Reply"])
def test_a_text_of_nothing_else_stays(text):
    assert find_furniture(text) == []
    assert left(text)
