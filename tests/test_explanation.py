"""`geomap explain`: a person must see what was read, how it was understood and what was merged."""

from __future__ import annotations

import pytest
from claims_builder import ASTANA, KAZAKHSTAN, LIMA, OSLO, Told, day, told
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import ConfigError
from geomap.layers import explain
from geomap.layers.excerpt import find_words, mark, shorten
from geomap.records import Merged, Person
from geomap.trips import merge

LEE = Person(name="Ann Lee", role="Foreign Minister", country="CA")
HOST = Person(name="Omar Aliev", role="Foreign Minister", country="KZ")


def articles() -> list[Told]:
    plan = "Ann Lee will visit Kazakhstan on 3 May. Bob Ray will visit Kazakhstan on 3 May too."
    done = "Ann Lee was in Astana on 4 May and met Omar Aliev. She then flew to Oslo."
    return [
        told("plan.txt", plan, "2023-05-01").visit(
            LEE, KAZAKHSTAN, "Ann Lee will visit Kazakhstan on 3 May", day("2023-05-03", "3 May"), "planned"
        ),
        told("done.txt", done, "2023-05-04")
        .visit(LEE, ASTANA, "Ann Lee was in Astana on 4 May", day("2023-05-04", "4 May"), rule="being be")
        .visit(LEE, OSLO, "She then flew to Oslo")
        .leg(LEE, ASTANA, OSLO, "She then flew to Oslo")
        .meeting([LEE, HOST], ASTANA, "Ann Lee was in Astana on 4 May and met Omar Aliev"),
    ]


@pytest.fixture(scope="module")
def merged() -> Merged:
    return merge(article.claims() for article in articles())


def why(identity: str, merged: Merged) -> list[str]:
    return explain(identity, [article.claims() for article in articles()], merged).splitlines()


def test_a_stop_shows_its_sentences_with_what_they_say_marked(merged):
    lines = why(merged.trips[0].stops[0].id, merged)
    assert lines[0].endswith("Ann Lee at Astana, done")
    assert "Order: stop 1" in lines
    assert "Told by 2 reports, oldest first:" in lines
    assert "  [1] plan.txt, 2023-05-01" in lines
    assert "      Ann Lee at Kazakhstan: planned, '3 May'; rule “visit”" in lines
    assert "      “[Ann Lee] will visit [Kazakhstan] on [3 May]”" in lines
    assert "      Ann Lee at Astana: done, '4 May'; rule “being be”" in lines
    assert "  merged from 'Kazakhstan' [1], 'Astana' [2]" in lines


def test_a_stop_shows_what_contradicts_it_with_a_quote_from_each_side(merged):
    lines = why(merged.trips[0].stops[0].id, merged)
    at = lines.index("Reports disagree on the date of Astana; kept: 2023-05-03..2023-05-04")
    assert lines[at + 1 :] == [
        "  2023-05-03 [1]: “Ann Lee will visit Kazakhstan on 3 May”",
        "  2023-05-04 [2]: “Ann Lee was in Astana on 4 May”",
    ]
    assert not any("disagree" in line for line in why(merged.trips[0].stops[1].id, merged))


def test_a_leg_shows_both_ends(merged):
    lines = why(merged.trips[0].legs[0].id, merged)
    assert lines[0].endswith("Astana → Oslo, done")
    assert "      Ann Lee, Astana → Oslo: done; rule “leg”" in lines


def test_a_meeting_shows_who_met(merged):
    lines = why(merged.meetings[0].id, merged)
    assert lines[0].endswith("bilateral of Ann Lee, Omar Aliev, done")
    assert "      Ann Lee, Omar Aliev at Astana: done; rule “meeting”" in lines
    assert "      “[Ann Lee] was in [Astana] on 4 May and met [Omar Aliev]”" in lines


def test_a_trip_lists_all_that_belongs_to_it_by_id(merged):
    (trip,) = merged.trips
    lines = why(trip.id, merged)
    for item in (*trip.stops, *trip.legs, *merged.meetings):
        assert any(line.strip().startswith(f"{item.id}:") for line in lines)
    assert "  [1] done.txt, 2023-05-04" in lines


def test_a_meeting_called_off_with_its_visit_quotes_the_report_that_says_so():
    plan = told("plan.txt", "Lee will meet Aliev in Lima.", "2023-05-01")
    plan.visit(LEE, LIMA, "Lee will meet", day("2023-05-03"), "planned")
    plan.meeting([LEE, HOST], LIMA, "Lee will meet Aliev", day("2023-05-03"), "planned")
    off = told("off.txt", "Lee will not go to Lima.", "2023-05-02")
    off.visit(LEE, LIMA, "Lee will not go to Lima", status="cancelled")
    claims = [plan.claims(), off.claims()]
    merged = merge(claims)
    lines = explain(merged.meetings[0].id, claims, merged).splitlines()
    assert lines[0].endswith("cancelled")
    assert lines[-1] == "      cancelled: “Lee will not go to Lima”"


def test_an_unknown_id_is_told_so(merged):
    with pytest.raises(ConfigError, match="stop-none"):
        why("stop-none", merged)


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_marks_add_nothing_but_brackets(text, spans):
    inside = [(start, end) for start, end in spans if start < end <= len(text)]
    marked = mark(text, inside)
    assert len(marked) - len(text) == 2 * (marked.count("[") - text.count("["))
    plain = text.replace("[", "").replace("]", "")
    assert marked.replace("[", "").replace("]", "") == plain


def test_words_are_found_whatever_white_space_parts_them():
    assert find_words("In New\u00a0 York, not Newark", "new york") == [(3, 12)]
    assert find_words("Oman and Omani", "Oman") == [(0, 4)]
    assert find_words("anything", " ") == []


def test_long_quotes_keep_what_is_marked():
    words = [f"w{n}" for n in range(90)]
    short = shorten(" ".join([*words[:60], "[Oslo]", *words[60:]]))
    assert short.startswith("… w48")
    assert short.endswith("w71 …")
    assert "[Oslo]" in short
    assert shorten("a\n b") == "a b"
