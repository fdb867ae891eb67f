"""Tables within texts and lines of capitals, as the later rooms read them."""

from __future__ import annotations

import pytest

from geomap.articles.capitals import in_sentence_case
from geomap.articles.pages import read_page
from geomap.articles.paragraphs import paragraphs
from geomap.articles.views import whole

PROSE = (
    "<p>"
    + "The minister of the islands will be on a visit to the south, the ministry said in a statement. " * 2
)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("9 June\tSuva\tForum\n10 June\tApia\tTalks", "9 June | Suva | Forum\n\n10 June | Apia | Talks"),
        ("9 June     Suva\n10 June    Apia", "9 June | Suva\n\n10 June | Apia"),
        ("9 June  Suva\n10 June  Apia", "9 June Suva\n\n10 June Apia"),
        ("One gap\tis no table.\nAnd goes on.", "One gap is no table.\n\nAnd goes on."),
    ],
    ids=["tabs", "blanks", "two blanks", "one line"],
)
def test_columns_are_parted_by_bars(text: str, seen: str) -> None:
    assert paragraphs(whole(text)).text == seen


def test_a_row_of_a_page_is_one_line() -> None:
    rows = "<tr><td><p>9 June</p></td><td>Suva</td></tr><tr><td>10 June</td><td><b>Apia</b></td></tr>"
    view, _ = read_page(
        f"<html><body><article>{PROSE}</p><table>{rows}</table>{PROSE}</p></article></body></html>"
    )
    lines = [" ".join(line.split()) for line in paragraphs(view, lines=False).text.split("\n\n")]
    assert lines[1:3] == ["9 June | Suva", "10 June | Apia"]


def test_a_table_that_lays_out_a_page_holds_paragraphs() -> None:
    page = f"<html><body><table><tr><td>{PROSE * 3}</p></td><td>{PROSE}</p></td></tr></table></body></html>"
    assert "|" not in read_page(page)[0].text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (
            "VISIT OF H.E. MS. JANE O'NEIL-ROE, MINISTER OF TRADE, TO THE UN",
            "Visit of H.E. Ms. Jane O'Neil-Roe, Minister of Trade, to the UN",
        ),
        ("THE PEOPLE'S PARTY AND POPE JOHN XXIII", "The People's Party and Pope John XXIII"),
        ("SUVA, FIJI, JUNE 3", "SUVA, FIJI, JUNE 3"),
        ("UN AND EU AID FOR suva AND APIA", "UN AND EU AID FOR suva AND APIA"),
    ],
    ids=["offices and names", "owners and numbers", "too short", "not all capitals"],
)
def test_lines_of_capitals_are_read_as_sentences(text: str, seen: str) -> None:
    view = in_sentence_case(whole(text))
    assert view.text == seen
    assert view.original(0, len(seen)) == (0, len(text))
