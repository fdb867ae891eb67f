"""The gazetteer behaves as geopy's users expect of any geocoder, and says why it answers so."""

import pytest
from geopy.distance import great_circle
from geopy.exc import GeocoderQueryError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from geomap.places.geocoder import GazetteerGeocoder


@pytest.fixture(scope="module")
def geocoder():
    return GazetteerGeocoder()


def test_it_is_a_geopy_geocoder(geocoder):
    assert isinstance(geocoder, Geocoder)
    with geocoder as same:
        assert same is geocoder


@pytest.mark.parametrize(
    ("query", "address", "point"),
    [
        ("Astana", "Astana, Kazakhstan", (51.18, 71.45)),
        ("Paris", "Paris, Île-de-France, France", (48.85, 2.35)),
        ("Paris, Texas", "Paris, Texas, United States", (33.66, -95.56)),
        ("Paris, Tex.", "Paris, Texas, United States", (33.66, -95.56)),
        ("Springfield, IL", "Springfield, Illinois, United States", (39.8, -89.64)),
        ("Springfield, Illinois, USA", "Springfield, Illinois, United States", (39.8, -89.64)),
        ("london, ontario, canada", "London, Ontario, Canada", (42.98, -81.23)),
        ("Georgia, US", "Georgia, United States", (32.7, -83.5)),
        ("Georgia", "Georgia", (41.9, 43.7)),
        ("Washington, D.C.", "Washington, District of Columbia, United States", (38.9, -77.04)),
        ("Kremlin, Moscow", "Kremlin, Moscow, Russia", (55.75, 37.62)),
        ("Tashkent, Central Asia", "Tashkent, Uzbekistan", (41.26, 69.22)),
        ("Central Asia", "Central Asia", (42.5, 64.5)),
        ("Tashkient, Uzbekistan", "Tashkent, Uzbekistan", (41.26, 69.22)),
    ],
)
def test_geocode_finds_a_place_latitude_first(geocoder, query, address, point):
    location = geocoder.geocode(query)
    assert isinstance(location, Location)
    assert location.address == address
    assert great_circle((location.latitude, location.longitude), point).km < 60


@pytest.mark.parametrize("query", ["", " , ", "Qwxzkjvbnm", "Astana, France", "Nowhere, Kazakhstan"])
def test_geocode_gives_none_where_there_is_nothing(geocoder, query):
    assert geocoder.geocode(query) is None
    assert geocoder.geocode(query, exactly_one=False) is None


def test_geocode_gives_a_list_likeliest_first(geocoder):
    found = geocoder.geocode("Springfield", exactly_one=False)
    assert len(found) > 20
    assert found[0].address == geocoder.geocode("Springfield").address
    assert [one.address for one in geocoder.geocode("Springfield", exactly_one=False, limit=3)] == [
        one.address for one in found[:3]
    ]


@pytest.mark.parametrize("codes", ["us", "ca,us", ["US"], ("us", "CA")])
def test_geocode_keeps_to_the_countries_asked_for(geocoder, codes):
    assert geocoder.geocode("Paris", country_codes=codes).raw["country"] in ("US", "CA")
    assert geocoder.geocode("Astana", country_codes="de") is None


def test_geocode_says_why(geocoder):
    assert geocoder.geocode("Astana").raw["reasons"] == [
        "exact name",
        "capital of Kazakhstan",
        "population 1.5 M",
    ]
    assert "former name" in geocoder.geocode("Alma-Ata").raw["reasons"]
    assert "in Texas" in geocoder.geocode("Paris, Texas").raw["reasons"]
    assert "curated by geomap" in geocoder.geocode("Camp David").raw["reasons"]
    assert "similar spelling" in geocoder.geocode("Tashkient").raw["reasons"]


def test_raw_holds_the_candidate(geocoder):
    raw = geocoder.geocode("Austin, Texas").raw
    assert raw["name"] == "Austin"
    assert (raw["lat"], raw["lon"]) == geocoder.geocode("Austin, Texas").point[:2]
    assert (raw["precision"], raw["feature"], raw["admin1"]) == ("city", "PPLA", "Texas")
    assert (raw["geonameid"], raw["gazetteer"], raw["match"]) == (4671654, "geonames", "main")
    assert raw["population"] > 900_000


@pytest.mark.parametrize("query", [Point(51.16, 71.43), (51.16, 71.43), "51.16, 71.43", "51.16 N 71.43 E"])
def test_reverse_takes_points_as_geopy_does(geocoder, query):
    location = geocoder.reverse(query)
    assert location.address == "Astana, Kazakhstan"
    assert location.raw["distance_km"] < 10
    assert location.raw["reasons"][0].endswith("km away")


def test_reverse_stays_in_the_country_of_the_point(geocoder):
    """South of the Amu Darya the nearest town is Termez, but the land is Afghanistan."""
    assert geocoder.gazetteer.near(67.33, 37.13)[0].place.country == "UZ"
    assert geocoder.reverse((37.13, 67.33)).raw["country"] == "AF"


def test_reverse_gives_none_far_from_any_town(geocoder):
    assert geocoder.reverse((0, -30)) is None
    assert geocoder.reverse((0, -30), exactly_one=False) is None


def test_reverse_gives_a_list_of_the_nearest(geocoder):
    found = geocoder.reverse((48.86, 2.35), exactly_one=False, limit=4)
    assert len(found) == 4
    km = [one.raw["distance_km"] for one in found]
    assert km == sorted(km)


@pytest.mark.parametrize("query", [None, 5, ("a", "b"), "here"])
def test_what_is_no_query_is_an_error_of_geopy(geocoder, query):
    with pytest.raises(GeocoderQueryError, match="expected"):
        geocoder.reverse(query)
    if not isinstance(query, str):
        with pytest.raises(GeocoderQueryError, match="expected"):
            geocoder.geocode(query)


def test_it_works_with_geopys_rate_limiter(geocoder):
    geocode = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    assert geocode("Dushanbe", timeout=3, language="en").raw["country"] == "TJ"
