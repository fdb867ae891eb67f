"""The gazetteer knows the world's places by the names that reports give them."""

import hashlib
import pickle
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.datafiles import data_path
from geomap.errors import DataError
from geomap.places.folding import fold, singulars, written_short
from geomap.places.gazetteer import Gazetteer
from geomap.places.grid import cell_of, cells_within, kilometres
from geomap.places.register import Candidate, Listing, Register, pack_register
from geomap.places.spelling import distance, one_edit, skeleton
from geomap.places.store import FILE, SCHEMA
from geomap.records import PRECISIONS

TABLES = ("overlay.tsv", "countries.tsv", "names.tsv", "demonyms.tsv")
POINTS = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer()


def table(name):
    lines = data_path(f"gazetteer/{name}").read_text(encoding="utf-8").splitlines()
    heading, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [dict(zip(heading, row, strict=True)) for row in rows]


# ── Names and the places they mean first of all ─────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "place", "country", "near"),
    [
        ("Astana", "Astana", "KZ", (71.4, 51.2)),
        ("Nur-Sultan", "Astana", "KZ", (71.4, 51.2)),
        ("Nursultan", "Astana", "KZ", (71.4, 51.2)),
        ("Алматы", "Almaty", "KZ", (76.9, 43.25)),
        ("Alma-Ata", "Almaty", "KZ", (76.9, 43.25)),
        ("Frunze", "Bishkek", "KG", (74.6, 42.9)),
        ("Leningrad", "Saint Petersburg", "RU", (30.3, 59.9)),
        ("St. Petersburg", "Saint Petersburg", "RU", (30.3, 59.9)),
        ("Termez", "Termez", "UZ", (67.3, 37.2)),
        ("Mazar-i-Sharif", "Mazar-i-Sharif", "AF", (67.1, 36.7)),
        ("Kiev", "Kyiv", "UA", (30.5, 50.45)),
        ("Peking", "Beijing", "CN", (116.4, 39.9)),
        ("Saigon", "Ho Chi Minh City", "VN", (106.6, 10.8)),
        ("Bombay", "Mumbai", "IN", (72.9, 19.1)),
        ("Leopoldville", "Kinshasa", "CD", (15.3, -4.3)),
        ("Washington", "Washington", "US", (-77.0, 38.9)),
        ("Washington, D.C.", "Washington", "US", (-77.0, 38.9)),
        ("New York", "New York City", "US", (-74.0, 40.7)),
        ("Kirghizia", "Kyrgyzstan", "KG", (74.5, 41.7)),
        ("Burma", "Myanmar", "MM", (95.8, 21.6)),
        ("the Côte d’Ivoire", "Ivory Coast", "CI", (-5.5, 7.5)),
        ("COTE D'IVOIRE", "Ivory Coast", "CI", (-5.5, 7.5)),
        ("Türkiye", "Turkey", "TR", (34.5, 39.0)),
        ("U.S.", "United States", "US", (-97.5, 39.5)),
        ("USA", "United States", "US", (-97.5, 39.5)),
        ("UK", "United Kingdom", "GB", (-2.1, 54.4)),
        ("UAE", "United Arab Emirates", "AE", (54.5, 23.5)),
        ("DPRK", "North Korea", "KP", (126.4, 39.9)),
        ("Georgia", "Georgia", "GE", (43.7, 41.9)),
        ("Xinjiang", "Xinjiang", "CN", (85.5, 41.5)),
        ("Karakalpakstan", "Karakalpakstan", "UZ", (59.0, 43.2)),
        ("Scotland", "Scotland", "GB", (-4.1, 56.8)),
        ("Texas", "Texas", "US", (-99.3, 31.5)),
        ("Orange County", "Orange County", "US", (-117.8, 33.7)),
        ("Crimea", "Crimea", "UA", (34.4, 45.3)),
        ("Gaza", "Gaza Strip", "PS", (34.4, 31.4)),
        ("White House", "White House", "US", (-77.04, 38.9)),
        ("Kremlin", "Kremlin", "RU", (37.62, 55.75)),
        ("Ak Orda", "Ak Orda", "KZ", (71.45, 51.13)),
        ("Khorgos", "Khorgos", "KZ", (80.4, 44.2)),
        ("Хоргос", "Khorgos", "KZ", (80.4, 44.2)),
        ("Camp David", "Camp David", "US", (-77.46, 39.65)),
        ("Chequers", "Chequers", "GB", (-0.78, 51.74)),
        ("Casa Rosada", "Casa Rosada", "AR", (-58.37, -34.61)),
        ("Aso Rock", "Aso Rock", "NG", (7.51, 9.09)),
        ("Panmunjom", "Panmunjom", "KR", (126.68, 37.96)),
        ("Bagram", "Bagram", "AF", (69.27, 34.95)),
        ("Rudny", "Rudnyy", "KZ", (63.1, 53.0)),
        ("Saksaulsky", "Saksaul’skiy", "KZ", (61.2, 47.1)),
        ("Khmelnitsky", "Khmelnytskyi", "UA", (27.0, 49.4)),
        ("Heathrow", "Heathrow", "GB", (-0.45, 51.47)),
    ],
)
def test_a_name_means_first_of_all(gazetteer, name, place, country, near):
    first = gazetteer.candidates(name)[0]
    assert (first.place.name, first.place.country) == (place, country)
    size = 700 if first.place.precision == "country" else 250 if first.place.precision == "admin1" else 15
    assert kilometres(*near, first.place.lon, first.place.lat) < size


@pytest.mark.parametrize(
    ("name", "feature"),
    [
        ("Central Asia", "RGN"),
        ("the Middle East", "RGN"),
        ("Africa", "CONT"),
        ("Caspian Sea", "SEA"),
        ("South China Sea", "SEA"),
        ("Amu Darya", "STM"),
        ("Pamirs", "MTS"),
        ("Soviet Union", "PCLH"),
    ],
)
def test_what_lies_in_several_countries_is_a_region_without_one(gazetteer, name, feature):
    first = gazetteer.candidates(name)[0]
    assert first.feature == feature
    assert first.place.precision == "region"
    assert first.place.country is None or feature == "PCLH"


def test_a_name_gives_all_its_bearers_the_prominent_ones_first(gazetteer):
    springfields = gazetteer.candidates("Springfield")
    assert len(springfields) > 20
    assert {"US.IL", "US.MA", "US.MO"} <= {c.admin1_code for c in springfields[:5]}
    assert [c.place.name for c in gazetteer.candidates("Congo")[:2]] == [
        "Democratic Republic of the Congo",
        "Republic of the Congo",
    ]


def test_a_candidate_tells_its_units_and_how_it_bears_the_name(gazetteer):
    austin = gazetteer.candidates("Austin")[0]
    assert (austin.feature, austin.seat, austin.match) == ("PPLA", 2, "main")
    assert (austin.admin1_code, austin.place.admin1, austin.place.city) == ("US.TX", "Texas", "Austin")
    assert gazetteer.admin1(austin.admin1_code).place.name == "Texas"
    assert gazetteer.admin2(austin.admin2_code).place.name == "Travis County"
    assert gazetteer.candidates("Bombay")[0].match == "historic"
    assert gazetteer.candidates("U.S.")[0].match == "abbreviation"


def test_a_venue_knows_its_city(gazetteer):
    place = gazetteer.candidates("Great Hall of the People")[0].place
    assert (place.precision, place.city, place.country) == ("venue", "Beijing", "CN")


@pytest.mark.parametrize("word", ["us", "Us", "it", "uk", "Tex", "Indeed", "xqzzy", "", "…", "said Blinken"])
def test_what_is_no_abbreviation_names_no_country(gazetteer, word):
    assert not [c for c in gazetteer.candidates(word) if c.place.precision in ("country", "admin1")]


def test_state_abbreviations_are_names_only_beside_another_one(gazetteer):
    for name in ("Calif.", "TX", "N.S."):
        assert not gazetteer.is_place(name) or gazetteer.candidates(name)[0].match == "abbreviation"
        assert {c.match for c in gazetteer.candidates(name) if c.feature == "ADM1"} == {"abbreviation"}
    assert not gazetteer.is_place("Calif.")
    assert gazetteer.is_place("US")


# ── Reading a text ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("New Delhi on Thursday", 2),
        ("the United States of America and", 5),
        ("St. Petersburg said", 2),
        ("South China Sea claims", 3),
        ("Kazakhstan", 1),
        ("quickly went", 0),
        ("", 0),
    ],
)
def test_longest_name_at_the_start_of_some_words(gazetteer, words, length):
    assert gazetteer.longest(words.split()) == length


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Kazakh", "KZ"),
        ("Kazakhstani", "KZ"),
        ("Kyrgyz", "KG"),
        ("Uzbeks", "UZ"),
        ("Tajik", "TJ"),
        ("Turkmen", "TM"),
        ("British", "GB"),
        ("Ivorian", "CI"),
        ("Frenchmen", "FR"),
        ("Emiratis", "AE"),
        ("Congolese", "CD"),
        ("Chinese", "CN"),
        ("Filipinos", "PH"),
        ("Texan", "US"),
        ("Central Asian", None),
        ("polish", None),
        ("Astana", None),
    ],
)
def test_demonyms(gazetteer, word, country):
    assert gazetteer.demonym(word) == country


def test_demonyms_of_parts_and_of_several_places(gazetteer):
    assert gazetteer.demonym_place("Scottish").place.name == "Scotland"
    assert gazetteer.demonym_place("Uyghurs").place.name == "Xinjiang"
    assert gazetteer.demonym_place("Central Asian").place.name == "Central Asia"
    assert gazetteer.demonym_place("Kazakh").match == "demonym"
    assert [c.place.country for c in gazetteer.demonym_places("Congolese")] == ["CD", "CG"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Samarqant", "Samarkand"),
        ("Tashkient", "Tashkent"),
        ("Dushambe", "Dushanbe"),
        ("Bischkek", "Bishkek"),
        ("Kyrgystan", "Kyrgyzstan"),
        ("Uzbekstan", "Uzbekistan"),
        ("Ashkhabat", "Ashgabat"),
        ("Philipines", "Philippines"),
        ("Johannesberg", "Johannesburg"),
    ],
)
def test_a_misspelt_name_is_found_by_its_sound_or_by_an_edit(gazetteer, name, place):
    first = gazetteer.fuzzy(name)[0]
    assert (first.place.name, first.match) == (place, "fuzzy")


def test_names_that_sound_the_same(gazetteer):
    assert "Samarkand" in [c.place.name for c in gazetteer.alike("Samarkhand")]
    assert "Astana" not in [c.place.name for c in gazetteer.alike("Astama")]
    assert gazetteer.alike("Suva") == ()


def test_short_names_are_not_guessed(gazetteer):
    assert gazetteer.fuzzy("Pari") == ()
    assert gazetteer.fuzzy("Qwxzkjvbnm") == ()


# ── Countries, regions, units, points ───────────────────────────────────────────────────────────


def test_every_country_is_there_with_a_point_and_nearly_all_with_a_capital(gazetteer):
    codes = gazetteer.countries()
    assert len(codes) == 250
    assert [gazetteer.country(code).place.country for code in codes] == list(codes)
    without = {code for code in codes if gazetteer.capital(code) is None}
    assert without == {"AQ", "BV", "EH", "HM", "IO", "TK", "UM"}
    assert gazetteer.capital("kz").place.name == "Astana"
    with pytest.raises(KeyError):
        gazetteer.country("ZZ")


def test_a_countrys_own_name_means_the_country(gazetteer):
    for code in gazetteer.countries():
        name = gazetteer.country(code).place.name
        first = next(c for c in gazetteer.candidates(name) if c.feature != "CONT")
        assert (first.place.country, first.place.precision) == (code, "country"), name


def test_regions_have_members(gazetteer):
    assert gazetteer.region_members("Central Asia") == ("KZ", "KG", "TJ", "TM", "UZ")
    assert gazetteer.region_members("the Baltics") == ("EE", "LV", "LT")
    assert gazetteer.region_members("G7") == ("CA", "FR", "DE", "IT", "JP", "GB", "US")
    assert gazetteer.region_members("Astana") == ()
    assert not gazetteer.is_place("G7")
    assert not gazetteer.is_place("Commonwealth")
    assert {"FJ", "GB", "ZM"} <= set(gazetteer.region_members("the Commonwealth"))


def test_units_of_the_first_order_have_points_in_their_middle(gazetteer):
    for code, lon, lat in (("US.TX", -99.3, 31.4), ("KZ.12", 72.0, 48.5), ("AU.08", 121.6, -25.3)):
        place = gazetteer.admin1(code).place
        assert kilometres(lon, lat, place.lon, place.lat) < 250, code
    assert gazetteer.admin1("US.ZZ") is None


def test_near_gives_the_nearest_towns(gazetteer):
    assert gazetteer.near(71.43, 51.13)[0].place.name == "Astana"
    assert gazetteer.near(179.999, -16.5)[0].place.country == "FJ"
    assert gazetteer.near(-30.0, 0.0)[0].place.country in ("BR", "LR", "GN", "SL")


@settings(deadline=None, max_examples=30)
@given(point=POINTS)
def test_near_is_sorted_and_does_not_depend_on_how_many_are_asked_for(gazetteer, point):
    km = [kilometres(*point, c.place.lon, c.place.lat) for c in gazetteer.near(*point, 3)]
    assert len(km) == 3
    assert km == sorted(km)
    more = [kilometres(*point, c.place.lon, c.place.lat) for c in gazetteer.near(*point, 10)]
    assert km == more[:3]


@given(POINTS, POINTS, st.floats(1, 20_000))
def test_the_cells_within_a_circle_hold_every_point_of_it(centre, point, km):
    if kilometres(*centre, *point) <= km:
        assert any(first <= cell_of(*point) <= last for first, last in cells_within(*centre, km))


# ── Our tables ──────────────────────────────────────────────────────────────────────────────────


def test_the_file_is_built_from_todays_tables(gazetteer):
    found = dict(sqlite3.connect(data_path(FILE)).execute("SELECT key, value FROM meta"))["tables"]
    today = " ".join(
        hashlib.sha256(data_path(f"gazetteer/{name}").read_bytes()).hexdigest() for name in TABLES
    )
    assert found == today, "a table was changed since: python scripts/build_gazetteer.py"
    assert "GeoNames" in gazetteer.meta.sources
    assert len(gazetteer.meta.hash) == 64


def test_every_place_of_the_overlay_is_found_by_its_names(gazetteer):
    for row in table("overlay.tsv"):
        if row["precision"] == "-":
            continue
        for name in [row["name"], *row["aliases"].replace("~", "").split("|")]:
            if name.strip():
                found = gazetteer.candidates(name.strip())
                assert any(_is(c.place, row) for c in found), (row["name"], name)


def _is(place, row):
    return kilometres(place.lon, place.lat, float(row["lon"]), float(row["lat"])) < 41 and (
        place.country == (row["country"] or None)
    )


def test_the_overlay_covers_the_whole_world():
    rows = table("overlay.tsv")
    assert len(rows) > 2000
    assert len({row["country"] for row in rows if row["precision"] == "venue"}) > 150
    points = [(float(row["lon"]), float(row["lat"])) for row in rows]
    assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points)
    names = [(row["name"], row["country"]) for row in rows]
    assert len(names) == len(set(names))


def test_members_of_regions_are_countries(gazetteer):
    codes = set(gazetteer.countries())
    for row in table("overlay.tsv"):
        assert set(row["members"].split()) <= codes, row["name"]


def test_every_demonym_belongs_somewhere(gazetteer):
    for row in table("demonyms.tsv"):
        for word in row["words"].split("|"):
            places = gazetteer.demonym_places(word.strip())
            assert (row["country"] or None) in {c.place.country for c in places}, word


def test_every_country_but_the_uninhabited_has_a_demonym():
    told = {row["country"] for row in table("demonyms.tsv")}
    empty = {"AQ", "BL", "BQ", "BV", "CC", "CX", "GS", "HM", "IO", "MF", "PM", "SJ", "SX", "TF", "UM", "VA"}
    assert set(Gazetteer().countries()) - told <= empty


# ── Folding and spelling ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Côte d’Ivoire", "cote d'ivoire"),
        ("St. Louis", "Saint Louis"),
        ("Mt. Everest", "mount everest"),
        ("The Hague", "hague"),
        ("U.S.A.", "USA"),
        ("Ust'-Kamenogorsk", "Ust Kamenogorsk"),
        ("Łódź", "Lodz"),
        ("Malacañang", "MALACANANG"),
        ("Trinidad & Tobago", "Trinidad and Tobago"),
        ("Орёл", "орел"),
    ],
)
def test_names_that_are_the_same_name(one, other):
    assert fold(one) == fold(other)


@given(st.text(max_size=30))
def test_folding_a_key_gives_the_key(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcdefgh", min_size=1, max_size=6), st.text(alphabet="abcdefgh", max_size=6))
def test_distance_is_symmetric_and_bounded(a, b):
    assert distance(a, b, 9) == distance(b, a, 9)
    assert distance(a, a, 2) == 0
    assert distance(a, b, 1) <= 2


@given(st.text(alphabet="abcxyz ", min_size=2, max_size=8))
def test_an_edit_is_one_edit_away(key):
    assert all(distance(key, other, 3) <= 1 for other in one_edit(key))


def test_transliterations_sound_alike():
    assert skeleton("samarkand") == skeleton("samarqand") == skeleton("samarkhand")
    assert skeleton("tashkent") == skeleton("toshkent") == skeleton("taschkent")


def test_plurals_and_abbreviations():
    assert "kazakh" in singulars("kazakhs")
    assert "frenchman" in singulars("frenchmen")
    assert [written_short(name) for name in ("US", "U.S.", "Tex.", "Calif", "Us", "us", "42")] == [
        2,
        2,
        1,
        1,
        0,
        0,
        0,
    ]


# ── The register ────────────────────────────────────────────────────────────────────────────────

UNITS = st.sampled_from(["", "US", "US.TX", "US.TX.201", "FJ", "FJ.01"])
LISTINGS = st.builds(
    Listing,
    name=st.text(st.characters(exclude_characters="\t", exclude_categories=("Cs",)), min_size=1, max_size=40),
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    feature=st.sampled_from(["PPL", "PPLC", "ADM1", "ADM2", "BLDG", "PCLI"]),
    precision=st.integers(0, 4),
    unit=UNITS,
    population=st.integers(0, 2**32 - 1),
    geonameid=st.integers(0, 2**32 - 1),
    city=st.sampled_from(["", "Suva", "Nukuʻalofa"]),
    curated=st.booleans(),
)


@given(st.lists(LISTINGS, min_size=1, max_size=8))
def test_what_is_packed_is_read(listings):
    register = Register(pack_register(listings))
    for number, listing in enumerate(listings, 1):
        found = Candidate(register, number, "main")
        assert found.lon == pytest.approx(listing.lon, abs=1e-5)
        assert found.lat == pytest.approx(listing.lat, abs=1e-5)
        assert (found.feature, found.population) == (listing.feature, listing.population)
        country, admin1, admin2 = (*listing.unit.split("."), None, None)[:3]
        assert found.country == (country or None)
        assert found.admin1_code == (f"{country}.{admin1}" if admin1 else None)
        assert found.admin2_code == (listing.unit if admin2 else None)
        place = found.place
        assert (place.name, place.precision) == (listing.name, PRECISIONS[listing.precision])
        assert place.city == (listing.name if place.precision == "city" else listing.city or None)
        assert place.geonameid == (listing.geonameid or None)
        assert place.gazetteer == ("overlay" if listing.curated else "geonames")
    units = {one.unit for one in listings if one.feature == f"ADM{one.unit.count('.')}"}
    assert {unit for unit in UNITS.elements if register.unit(unit)} == units


# ── The file ────────────────────────────────────────────────────────────────────────────────────


def _copy(tmp_path: Path, change) -> Path:
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(change(data_path(FILE).read_bytes()))
    return path


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda data: data[:1_000_000], "is damaged"),
        (lambda data: b"<html>" + data[6:], "no SQLite file"),
        (lambda data: data[:60] + (SCHEMA - 1).to_bytes(4, "big") + data[64:], "older than this geomap"),
        (lambda data: data[:60] + (SCHEMA + 1).to_bytes(4, "big") + data[64:], "newer than this geomap"),
        (lambda data: data[:68] + bytes(4) + data[72:], "some other SQLite file"),
        (lambda data: data[:100] + b"\xff" * 8092 + data[8192:], "is damaged"),
        (lambda _: b"", "no SQLite file"),
    ],
)
def test_a_damaged_or_strange_file_says_how_to_rebuild_it(tmp_path, change, told):
    with pytest.raises(DataError, match=told) as error:
        Gazetteer(_copy(tmp_path, change))
    assert "python scripts/build_gazetteer.py" in str(error.value)


def test_a_missing_file_says_how_to_build_it(tmp_path):
    with pytest.raises(DataError, match=r"python scripts/build_gazetteer\.py"):
        Gazetteer(tmp_path / "none.sqlite")


def test_a_pickled_gazetteer_opens_the_same_file(gazetteer):
    copy = pickle.loads(pickle.dumps(gazetteer))
    assert copy.path == gazetteer.path
    assert [c.place for c in copy.candidates("Astana")] == [c.place for c in gazetteer.candidates("Astana")]


def test_the_file_stays_small():
    assert data_path(FILE).stat().st_size < 40_000_000
