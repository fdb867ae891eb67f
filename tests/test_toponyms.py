"""Place names in running text: what is one, what is none, and how each is used."""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.language import load_model, parse
from geomap.language.candidates import find_candidates, read_page
from geomap.language.features import BESIDE, HEADS
from geomap.language.lexicon import Memory
from geomap.language.surroundings import look_around
from geomap.language.toponyms import WEIGHTS
from geomap.places import Gazetteer
from geomap.records import Article, View


@cache
def tools():
    return load_model(), Gazetteer()


def read(text):
    article = Article(id="a", text=text, view=View(text=text, pieces=((0, 0, len(text)),)))
    return next(parse([article], *tools()))


def names(text):
    return [t.text for t in read(text).toponyms]


def uses(text):
    return {t.text: t.use for t in read(text).toponyms}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister flew from Oslo to Tashkent on Monday.", ["Oslo", "Tashkent"]),
        ("She arrived in New Delhi, India, late at night.", ["New Delhi", "India"]),
        ("The talks in Bosnia and Herzegovina were short.", ["Bosnia and Herzegovina"]),
        ("He crossed the Caspian Sea and the Fergana Valley.", ["Caspian Sea", "Fergana Valley"]),
        ("They met in Düsseldorf and in São Paulo.", ["Düsseldorf", "São Paulo"]),
        ("He spoke in Côte d’Ivoire after a stop in N’Djamena.", ["Côte d’Ivoire", "N’Djamena"]),
    ],
)
def test_plain_names_are_found_whole(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "KABUL (BNA) The envoy landed at noon and met the ministers.",
        "KABUL, May 3 — The envoy landed at noon and met the ministers.",
        "KABUL: The envoy landed at noon and met the ministers.",
    ],
)
def test_a_dateline_in_capitals_is_a_place(text):
    assert names(text)[0] == "KABUL"


@pytest.mark.parametrize(
    "text",
    [
        "Mr Lincoln said that he would not come. Lincoln has been ill since Friday.",
        "Paris Jackson sang. Later, Jackson thanked her band.",
        "Chelsea Clinton spoke first, then Clinton left the stage.",
        "Jordan Henderson scored twice before Henderson was taken off.",
    ],
)
def test_persons_who_bear_the_names_of_places_are_persons(text):
    assert not {"Lincoln", "Jackson", "Clinton", "Henderson", "Chelsea"} & set(names(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On the list: Castries, Mbabane and Port Louis.", ["Castries", "Mbabane", "Port Louis"]),
        ("Envoys of Majuro, Castries and Suva signed.", ["Majuro", "Castries", "Suva"]),
    ],
)
def test_a_list_of_places_has_no_others(text, expected):
    assert names(text) == expected


def test_an_address_is_no_list_of_places():
    assert "Summit" not in names("Plenary session, Strasbourg\n15-17/06 G7 Summit, Kananaskis, Canada\n")


def test_a_country_in_brackets_behind_its_town_is_a_place():
    assert names("VICTORIA (Seychelles) — The president was received on Monday.") == [
        "VICTORIA",
        "Seychelles",
    ]


def test_directions_alone_are_no_places():
    assert names("Ties between East and West are poor; the South looks on.") == []


def test_months_and_days_are_no_places():
    assert names("In March and in May he stayed at home. On Sunday he left.") == []


def test_a_name_in_another_organisation_keeps_its_use_apart_from_the_place_itself():
    found = uses("The US embassy in Dushanbe praised the Uzbek Foreign Ministry for its help.")
    assert found == {"US": "organisation", "Dushanbe": "name", "Uzbek": "organisation"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Kazakh president met his French colleague.", "Kazakh"),
        ("A Peruvian delegation is on its way.", "Peruvian"),
        ("The Norwegian prime minister arrived.", "Norwegian"),
        ("In the Kenyan capital, he opened the meeting.", "Kenyan"),
    ],
)
def test_an_adjective_is_told_from_a_name(text, name):
    assert uses(text)[name] == "adjective"


def test_a_name_used_as_one_is_a_name_although_it_is_an_organisation_s_elsewhere():
    found = read(
        "He landed in Nairobi. The Nairobi University received him. He left Nairobi at night."
    ).toponyms
    assert [(t.text, t.use) for t in found] == [
        ("Nairobi", "name"),
        ("Nairobi", "organisation"),
        ("Nairobi", "name"),
    ]


def test_tokenised_text_is_read_like_any_other():
    assert names("The minister travelled to Lima , Peru , and then to Quito .") == ["Lima", "Peru", "Quito"]


def test_a_city_and_its_state_are_two_names():
    assert names("He grew up in Springfield, Ill., and studied in Boston.")[0] == "Springfield"
    assert names("They stopped at Paris, Texas, on the way.") == ["Paris", "Texas"]


def test_spans_are_offsets_of_the_view_in_order_without_overlap():
    parsed = read("Visits to Rome, Italy; Bern, Switzerland; and the Czech Republic.\n\nMADRID — It ended.")
    assert all(parsed.article.view.text[t.start : t.end] == t.text for t in parsed.toponyms)
    ends = [0, *(t.end for t in parsed.toponyms)]
    assert all(t.start >= end for t, end in zip(parsed.toponyms, ends, strict=False))
    assert len(parsed.toponyms) >= 6


PIECES = [
    "Paris",
    "the US",
    "Kazakh",
    "U.S.",
    "(",
    ")",
    ",",
    ".",
    "\n\n",
    "met",
    "in",
    "St.",
    "-",
    "’s",
    "Ü",
    "42",
]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from([" ", "", "  "]))
def test_any_jumble_gives_verbatim_spans_in_order(words, gap):
    parsed = read(gap.join(words))
    end = 0
    for t in parsed.toponyms:
        assert t.start >= end
        assert parsed.article.view.text[t.start : t.end] == t.text
        end = t.end


def test_the_weights_hold_classes_of_evidence_general_words_and_endings_but_no_names():
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    parts = {tuple(part.split("=", 1)) for feature in weights for part in feature.split() if "=" in part}
    words = {value for key, value in parts if key in ("hw", "aw", "bw")}
    assert words <= HEADS | BESIDE
    endings = {value for key, value in parts if key in ("x3", "x4")}
    assert all(len(value) <= 4 for value in endings)
    assert len({value for _, value in parts} - words - endings) < 400


def test_the_place_is_found_in_front_of_led_and_backed():
    assert uses("The U.S.-led coalition met U.N.-backed forces in Libya.")["U.S."] == "name"


def surroundings(text, name):
    nlp, gazetteer = tools()
    page, lexicon = read_page(nlp(text), text), Memory(gazetteer)
    candidates = find_candidates(page, lexicon)
    found = dict(zip((c.text for c in candidates), look_around(candidates, page, lexicon), strict=True))
    return found[name]


def test_a_town_lies_near_its_neighbours_and_in_the_country_that_is_named():
    text = "The ministers of Hungary came from Vienna, Bratislava and Budapest to Győr."
    around = surroundings(text, "Győr")
    assert around.near == 3
    assert around.fits[1] == "1"


def test_a_surname_that_is_a_town_elsewhere_has_no_neighbours():
    around = surroundings("In Nairobi and Mombasa, David Arvin met farmers. Arvin left Kenya.", "Arvin")
    assert around.near == 0
    assert around.fits == "000"
