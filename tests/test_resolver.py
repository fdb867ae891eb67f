"""From names to places: context decides, and what is not known stays unknown."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.language import Parsed, Toponym
from geomap.places import Gazetteer, rank, resolve
from geomap.places.grid import kilometres
from geomap.places.publishers import find_home, home_country
from geomap.records import Article, View


@cache
def gazetteer():
    return Gazetteer()


@cache
def blank():
    import spacy

    return spacy.blank("en")


def written(text, *found, dateline=None):
    """An article whose toponyms are `found`, in order, each a name or a name and its use."""
    toponyms, at = [], 0
    for entry in found:
        name, use = entry if isinstance(entry, tuple) else (entry, "name")
        start = text.index(name, at)
        at = start + len(name)
        toponyms.append(Toponym(start=start, end=at, text=name, use=use))
    view = View(text=text, pieces=((0, 0, len(text)),))
    article = Article(id="a", text=text, view=view, dateline=dateline)
    return Parsed(article=article, doc=blank().make_doc(text), toponyms=tuple(toponyms))


def places(text, *found, **more):
    return [m.place for m in resolve(written(text, *found, **more), gazetteer())]


def where(place):
    return (place.name, place.country, place.admin1)


@pytest.mark.parametrize(
    ("text", "names", "country", "admin1"),
    [
        ("He drove to Paris, Texas.", ["Paris", "Texas"], "US", "Texas"),
        ("He flew to Paris, France.", ["Paris", "France"], "FR", None),
        ("He drove to London, Ontario.", ["London", "Ontario"], "CA", "Ontario"),
        ("She is from Birmingham, Alabama.", ["Birmingham", "Alabama"], "US", "Alabama"),
        ("The church of Santiago in Spain is old.", ["Santiago", "Spain"], "ES", None),
        ("They met in Hyderabad, Pakistan.", ["Hyderabad", "Pakistan"], "PK", None),
    ],
)
def test_the_place_named_next_to_a_name_decides(text, names, country, admin1):
    place = places(text, *names)[0]
    assert place.country == country
    assert admin1 is None or place.admin1 == admin1


def test_one_name_may_have_two_senses_where_its_neighbours_tell():
    text = "Paris, Texas, has a tower. So has Paris, France."
    first, _, second, _ = places(text, "Paris", "Texas", "Paris", "France")
    assert (first.country, second.country) == ("US", "FR")


def test_a_city_in_a_unit_of_its_own_name():
    city, state = places("They met in New York, New York.", "New York", "New York")
    assert (city.precision, state.precision) == ("city", "admin1")


def test_a_region_of_the_world_is_no_village_of_its_name():
    text = "In Fiji, Tonga and Samoa he spoke of peace in the Pacific and of trade with Africa."
    found = places(text, "Fiji", "Tonga", "Samoa", "Pacific", "Africa")
    assert [p.precision for p in found] == ["country"] * 3 + ["region"] * 2


def test_capitals_are_no_village_of_their_letters():
    assert places("In Brussels, NATO met.", "NATO") == [None]
    assert places("ROME — He came.", "ROME")[0].country == "IT"


def test_a_text_that_names_every_country_and_capital_gets_them_right():
    codes = [code for code in gazetteer().countries() if gazetteer().country(code).feature == "PCLI"]
    cities = [gazetteer().capital(code) for code in codes]
    wanted = [gazetteer().country(code).place for code in codes] + [c.place for c in cities if c]
    mentions = resolve(written(". ".join(p.name for p in wanted), *(p.name for p in wanted)), gazetteer())
    right = [
        m.place is not None and kilometres(m.place.lon, m.place.lat, p.lon, p.lat) < 50
        for m, p in zip(mentions, wanted, strict=True)
    ]
    assert len(wanted) > 350
    assert sum(right) >= 0.95 * len(right)


def test_all_mentions_of_a_name_have_one_sense():
    text = "Valencia, Venezuela, was calm. In Valencia, shops stayed open. Valencia has a port nearby."
    found = places(text, "Valencia", "Venezuela", "Valencia", "Valencia")
    assert {where(p) for i, p in enumerate(found) if i != 1} == {where(found[0])}
    assert found[0].country == "VE"


def test_the_rest_of_the_text_decides_where_no_neighbour_does():
    home = places(
        "Cambridge is near Boston. The Massachusetts police came.", "Cambridge", "Boston", "Massachusetts"
    )
    away = places("Cambridge is near London. The English police came.", "Cambridge", "London")
    assert (home[0].country, away[0].country) == ("US", "GB")


def test_a_capital_wins_where_countries_are_spoken_of():
    text = "From Kazakhstan he goes to Uzbekistan, China and Russia. Talks in Moscow follow those in Astana."
    found = places(text, "Kazakhstan", "Uzbekistan", "China", "Russia", "Moscow", "Astana")
    assert [p.precision for p in found] == ["country"] * 4 + ["city"] * 2
    assert [p.country for p in found] == ["KZ", "UZ", "CN", "RU", "RU", "KZ"]


def test_a_demonym_stands_for_its_country():
    place = places("The Kazakh president spoke.", ("Kazakh", "adjective"))[0]
    assert (place.country, place.precision) == ("KZ", "country")


@pytest.mark.parametrize("name", ["Qwxzptown", "Zzyzzqk Street", "X"])
def test_a_name_that_nobody_bears_has_no_place_and_says_why(name):
    mention = resolve(written(f"They met in {name} today.", name), gazetteer())[0]
    assert mention.place is None
    assert mention.reason
    assert mention.span.text == name


def test_initials_are_no_town():
    assert places("The UN met.", "UN") == [None]


def test_a_street_is_not_the_town_that_it_is_named_after():
    assert places("They live at 12 Memphis Street.", "Memphis Street") == [None]


def test_the_dateline_weighs_more_than_a_passing_name():
    text = "LIMA — Talks began in San Isidro. A visitor from Mexico watched."
    place = places(text, "LIMA", "San Isidro", "Mexico", dateline="LIMA")[1]
    assert place.country == "PE"


def test_the_publisher_s_country_tips_the_balance():
    parsed = written("A fire broke out in Newcastle.", "Newcastle")
    usual = resolve(parsed, gazetteer())[0].place
    there = resolve(parsed, gazetteer(), publisher_country="AU")[0].place
    assert usual is not None
    assert there is not None
    assert there.country == "AU"
    assert usual.country != "AU" or usual.confidence < there.confidence


def test_offsets_are_those_of_the_original_where_the_view_dropped_something():
    text = "<b>Visit</b> to Oslo"
    view = View(text="Visit to Oslo", pieces=((0, 3, 5), (5, 12, 8)))
    article = Article(id="a", text=text, view=view)
    toponym = Toponym(start=9, end=13, text="Oslo", use="name")
    parsed = Parsed(article=article, doc=blank().make_doc(view.text), toponyms=(toponym,))
    span = resolve(parsed, gazetteer())[0].span
    assert (span.text, text[span.start : span.end]) == ("Oslo", "Oslo")


def test_alternatives_are_the_runners_up_and_less_trusted():
    place = places("He went to Cambridge.", "Cambridge")[0]
    assert 1 <= len(place.alternatives) <= 4
    chances = [a.confidence for a in place.alternatives]
    assert all(a >= b for a, b in pairwise(chances))
    assert all(a.geonameid != place.geonameid for a in place.alternatives)
    assert places("He went to Reykjavik.", "Reykjavik")[0].confidence > place.confidence


def test_where_nothing_tells_places_of_one_name_apart_the_choice_is_not_trusted():
    mention = resolve(written("He went to Springfield.", "Springfield"), gazetteer())[0]
    assert mention.place is None or mention.place.confidence < 0.5
    told = places("He went to Springfield, Illinois.", "Springfield", "Illinois")[0]
    assert told.admin1 == "Illinois"
    assert told.confidence > 0.8


def test_no_toponyms_give_no_mentions():
    assert resolve(written("Nothing here."), gazetteer()) == ()


NAMES = ["Paris", "Texas", "Georgia", "Springfield", "Xqz", "Kazakhstan", "Central Asia", "Tokyo", "Victoria"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=8), st.sampled_from([", ", " and ", " in "]))
def test_every_toponym_gets_one_mention_with_a_place_or_a_reason(names, gap):
    mentions = resolve(written(gap.join(names), *names), gazetteer())
    assert [m.span.text for m in mentions] == names
    for mention in mentions:
        assert (mention.place is None) != (mention.reason is None)
        if mention.place is not None:
            assert 0 < mention.place.confidence <= 1


def test_ranking_tells_its_reasons():
    best, chance, reasons = rank("Paris", gazetteer(), context="He drove from Dallas to Paris, Texas.")[0]
    assert best.admin1_code == "US.TX"
    assert chance > 0.5
    assert any("inside the place named next to it" in reason for reason in reasons)


def test_ranking_without_context_prefers_the_prominent():
    ranked = rank("Paris", gazetteer())
    assert ranked[0][0].place.country == "FR"
    assert sum(chance for _, chance, _ in ranked) == pytest.approx(1)
    assert [c for _, c, _ in ranked] == sorted((c for _, c, _ in ranked), reverse=True)


def test_ranking_within_a_country():
    best = rank("Valencia", gazetteer(), country="VE")[0][0]
    assert best.place.country == "VE"
    assert {c.place.country for c, _, _ in rank("Valencia", gazetteer(), country="ES")} == {"ES"}
    assert rank("Valencia", gazetteer(), country="KZ") == []
    assert rank("Qwxzptown", gazetteer()) == []


@pytest.mark.parametrize(("name", "country"), [("Port of Spain", "TT"), ("Łódź", "PL"), ("Kigali", "RW")])
def test_a_city_and_the_unit_around_it_are_ranked_once(name, country):
    here = [c for c, _, _ in rank(name, gazetteer()) if c.place.country == country and c.place.name == name]
    assert [c.feature[:3] for c in here] == ["PPL"]


@pytest.mark.parametrize(
    ("text", "names", "country", "precision"),
    [
        ("PARIS: The president left for Luxembourg.", ["PARIS", "Luxembourg"], "LU", "country"),
        ("He met President Tokayev in Astana.", ["Astana"], "KZ", "city"),
        ("Seychelles received him in Victoria.", ["Seychelles", "Victoria"], "SC", "city"),
        ("He flew to Asunción, Paraguay.", ["Asunción", "Paraguay"], "PY", "country"),
        ("The governor of Bali Province spoke.", ["Bali Province"], "ID", "admin1"),
        ("The U.S. envoy flew back to Washington.", ["U.S.", "Washington"], "US", "city"),
    ],
)
def test_countries_and_cities_before_quarters_and_units(text, names, country, precision):
    place = places(text, *names)[-1]
    assert (place.country, place.precision) == (country, precision)


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("https://www.dawn.com.pk/news/1", "PK"),
        ("https://www.bbc.co.uk/news", "GB"),
        ("https://www.state.gov/briefings/", "US"),
        ("https://mfa.gov.tj/en/", "TJ"),
        ("https://www.reuters.com/world/", None),
        ("https://start.io/", None),
        ("https://gov.io/", "IO"),
        ("https://europa.eu/", None),
        ("www.stuff.co.nz", "NZ"),
        ("islandtimes.ca", "CA"),
        ("The Harbour Gazette", None),
        ("St. Petersburg Times", None),
        ("http://[", None),
        ("no address", None),
        (None, None),
    ],
)
def test_an_address_tells_the_country_of_its_publisher(address, country):
    assert home_country(address, gazetteer().countries()) == country


@pytest.mark.parametrize(
    ("publisher", "home"),
    [
        ("The Moscow Times", "Moscow"),
        ("Buenos Aires Herald", "Buenos Aires"),
        ("Times of Malta", "Malta"),
        ("https://www.dhakatribune.com/world/1", "dhaka"),
        ("lasvegassun.com", "las vegas"),
        ("onlineathens.com", "athens"),
        ("cambridge-news.co.uk", "cambridge"),
        ("The Independent", None),
        ("Reuters", None),
        ("www.dailymail.co.uk", None),
        ("Dawn", None),
        ("http://[", None),
        ("", None),
        (None, None),
    ],
)
def test_a_publisher_s_name_may_hold_its_home(publisher, home):
    assert find_home(publisher, gazetteer()) == home


@pytest.mark.parametrize(
    ("publisher", "names", "admin1"),
    [
        ("dallasnews.com", ["Arlington"], "Texas"),
        ("The Washington Times", ["Arlington"], "Virginia"),
        ("columbusdispatch.com", ["Dublin"], "Ohio"),
        (None, ["Dublin"], "Leinster"),
    ],
)
def test_places_near_a_publisher_s_home_are_meant(publisher, names, admin1):
    text = f"A man from {names[0]} was taken to hospital."
    parsed = written(text, *names)
    parsed = replace(parsed, article=replace(parsed.article, publisher=publisher))
    assert resolve(parsed, gazetteer())[0].place.admin1 == admin1


@pytest.mark.parametrize(
    ("text", "names", "precision"),
    [
        ("The minister flies to New York on Monday.", ["New York"], "city"),
        ("She will visit New York and Washington.", ["New York", "Washington"], "city"),
        ("After Lima and Brasilia he saw Rio de Janeiro.", ["Lima", "Brasilia", "Rio de Janeiro"], "city"),
        ("He spoke in New York state.", ["New York"], "admin1"),
        (
            "Towns such as Albany, Utica and Ithaca, New York.",
            ["Albany", "Utica", "Ithaca", "New York"],
            "admin1",
        ),
        ("Ottawa and Quebec signed it.", ["Ottawa", "Quebec"], "admin1"),
    ],
)
def test_a_town_that_is_the_greater_part_of_its_unit_is_meant_in_news_of_the_world(text, names, precision):
    named = {"New York", "Rio de Janeiro", "Quebec"}
    found = [p for name, p in zip(names, places(text, *names), strict=True) if name in named]
    assert [place.precision for place in found] == [precision]


def test_a_region_is_meant_rather_than_a_unit_within():
    assert (
        places("Mali and Burkina Faso lie in the Sahel.", "Mali", "Burkina Faso", "Sahel")[2].country is None
    )


def test_a_site_of_general_words_is_resolved_only_where_its_country_is_told():
    assert places("Turkey's envoy came to Parliament House in Islamabad.", "Parliament House") == [None]
    canberra = places("Australia opened Parliament House.", "Australia", "Parliament House")[1]
    assert (canberra.precision, canberra.city) == ("venue", "Canberra")
    assert places("They saw the White House.", "White House")[0].country == "US"


def test_a_hotel_is_not_called_after_a_hamlet():
    assert places("They dined at the Polana Hotel in Maputo.", "Polana Hotel", "Maputo")[0] is None
    assert places("They met at the Tashkent Hotel.", "Tashkent Hotel")[0].country == "UZ"


def test_a_palace_of_another_country_s_name_is_left_where_the_text_is_elsewhere():
    text = "Uruguay's minister received her in the Santos Palace in Montevideo."
    assert places(text, "Uruguay", "Santos Palace", "Montevideo")[1] is None


def test_the_publisher_decides_between_namesakes():
    text = "Police in Hamilton closed the road."
    toponyms = (Toponym(start=10, end=18, text="Hamilton", use="name"),)
    for source, country in (("https://a.co.nz/1", "NZ"), ("https://a.ca/1", "CA")):
        article = Article(id="a", text=text, view=View(text=text, pieces=((0, 0, len(text)),)), source=source)
        mention = resolve(Parsed(article=article, doc=None, toponyms=toponyms), gazetteer())[0]
        assert mention.place.country == country


def test_a_site_is_placed_in_the_town_that_its_name_begins_with():
    place = places("He landed at Tashkent International Airport.", "Tashkent International Airport")[0]
    assert (place.city or place.name, place.country) == ("Tashkent", "UZ")


def test_a_misspelt_city_is_found_but_trusted_less():
    right, wrong = (
        places("Talks in Samarkand.", "Samarkand")[0],
        places("Talks in Samarkhand.", "Samarkhand")[0],
    )
    assert wrong is not None
    assert kilometres(right.lon, right.lat, wrong.lon, wrong.lat) < 50
