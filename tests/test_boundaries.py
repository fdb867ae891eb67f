"""Country polygons: the built-in view, other views, and the shapes of the map."""

from __future__ import annotations

import hashlib
import json

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import MultiPolygon, box, shape

from geomap.datafiles import data_path
from geomap.errors import ConfigError
from geomap.places.boundaries import Boundaries, country_shapes
from geomap.places.topology import build_topology, read_topology
from geomap.records import Place


@pytest.fixture(scope="module")
def boundaries() -> Boundaries:
    return Boundaries.load()


@pytest.fixture(scope="module")
def features() -> list[dict]:
    return country_shapes()


INSIDE = {
    "Osh, in the Fergana Valley": (72.80, 40.53, "KG"),
    "Termez, on the Amu Darya": (67.28, 37.22, "UZ"),
    "Simferopol, de jure": (34.10, 44.95, "UA"),
    "Northern Nicosia, de jure": (33.36, 35.19, "CY"),
    "Hargeisa, de jure": (44.06, 9.56, "SO"),
    "Paris, -99 in the source's ISO_A2": (2.35, 48.85, "FR"),
    "Oslo, -99 in the source's ISO_A2": (10.75, 59.91, "NO"),
    "Pristina": (21.16, 42.66, "XK"),
    "Taipei": (121.56, 25.03, "TW"),
    "Hong Kong": (114.17, 22.38, "HK"),
    "Vatican": (12.453, 41.903, "VA"),
    "Maseru, in an enclave": (27.6, -29.4, "LS"),
    "Cayenne, France's but with a code": (-52.33, 4.93, "GF"),
    "Saint-Denis, Réunion": (55.45, -20.92, "RE"),
    "Kralendijk, the Netherlands' but with a code": (-68.26, 12.16, "BQ"),
    "Fiji west of the antimeridian": (178.44, -18.05, "FJ"),
    "Fiji east of the antimeridian": (-179.93, -16.82, "FJ"),
    "Chukotka east of the antimeridian": (-175.0, 66.5, "RU"),
    "the South Pole": (0.0, -90.0, "AQ"),
}


@pytest.mark.parametrize(("lon", "lat", "country"), INSIDE.values(), ids=INSIDE)
def test_a_point_lies_inside_its_country(boundaries, lon, lat, country):
    assert boundaries.found_at([lon], [lat]) == [(country, "inside")]


def test_points_are_answered_in_their_order(boundaries):
    lons, lats, countries = zip(*INSIDE.values(), strict=True)
    assert boundaries.countries_at(lons, lats) == list(countries)


def test_no_points_no_answers(boundaries):
    assert boundaries.countries_at([], []) == []


def test_the_open_sea_is_no_country(boundaries):
    assert boundaries.found_at([-30.0, 0.0, 150.0], [30.0, 0.0, 35.0]) == [(None, None)] * 3


NORTHMOST = (25.66732788, 71.16526794)  # of Norway, where a degree of longitude is 36 km
WESTMOST = (-9.50, 38.78)  # Cabo da Roca


@pytest.mark.parametrize(
    ("shore", "bearing", "km", "found"),
    [
        (NORTHMOST, 0, 19.5, ("NO", "near")),
        (NORTHMOST, 0, 20.5, (None, None)),
        (WESTMOST, 270, 18, ("PT", "near")),
        (WESTMOST, 270, 23, (None, None)),
        ((-180.0, -16.14), 90, 20, ("FJ", "near")),
    ],
)
def test_a_point_within_20_km_of_a_shore_is_near_it(boundaries, shore, bearing, km, found):
    lon, lat, _ = Geod(ellps="WGS84").fwd(*shore, bearing, km * 1000)
    assert boundaries.found_at([lon], [lat]) == [found]


def test_land_beyond_the_antimeridian_is_near_too():
    coast = gpd.GeoDataFrame({"iso_a2": ["AA"]}, geometry=[box(170, -1, 180, 1)], crs="EPSG:4326")
    assert Boundaries(coast).found_at([-179.9, -179.7], [0, 0]) == [("AA", "near"), (None, None)]


def test_every_iso_code_has_one_feature(features):
    codes = [feature["properties"]["iso_a2"] for feature in features]
    coded = [code for code in codes if code is not None]
    assert len(coded) == len(set(coded)) == 250  # 249 of ISO 3166-1, and XK
    nameless = {f["properties"]["name"] for f in features if f["properties"]["iso_a2"] is None}
    assert {"Spratly Islands", "Bir Tawil"} <= nameless
    assert len(nameless) == 6


def place(lon: float, lat: float, country: str | None) -> Place:
    return Place(name="x", lon=lon, lat=lat, precision="city", country=country, gazetteer="test")


@pytest.mark.parametrize(
    ("lon", "lat", "country", "verdict"),
    [
        (72.80, 40.53, "KG", "inside"),
        (72.80, 40.53, "UZ", "near"),  # a border town: the polygon does not contradict
        (72.80, 40.53, "KZ", "elsewhere"),
        (-30.0, 30.0, "PT", "elsewhere"),
        (51.0, 42.0, None, None),  # the Caspian Sea
        (51.0, 42.0, "AN", None),  # a country that is no more has no polygon
    ],
)
def test_a_polygon_checks_what_the_gazetteer_says(boundaries, lon, lat, country, verdict):
    assert boundaries.check(place(lon, lat, country)) == verdict


def test_every_shape_of_the_map_is_good_geojson(features):
    for feature in features:
        geometry = shape(feature["geometry"])
        assert geometry.geom_type == "MultiPolygon", feature["id"]
        assert geometry.is_valid, (feature["id"], shapely.is_valid_reason(geometry))
        west, south, east, north = geometry.bounds
        assert -180 <= west < east <= 180, feature["id"]
        assert -90 <= south < north <= 90, feature["id"]
        for polygon in geometry.geoms:
            assert polygon.exterior.is_ccw, f"{feature['id']}: an outer ring runs clockwise"
            assert not any(hole.is_ccw for hole in polygon.interiors), (
                f"{feature['id']}: a hole runs counter-clockwise"
            )


def test_neighbours_on_the_map_share_their_borders(features):
    shapes = {feature["properties"]["iso_a2"]: shape(feature["geometry"]) for feature in features}
    for one, other in [("KZ", "UZ"), ("KG", "TJ"), ("LS", "ZA"), ("VA", "IT"), ("FR", "ES")]:
        assert shapes[one].intersection(shapes[other]).area == 0
        assert shapes[one].intersection(shapes[other]).length > 0


def test_the_map_keeps_what_the_full_shapes_say(boundaries, features):
    """A label point lies on its country in both, but for countries that curve around it."""
    labels = [
        (f["properties"]["label_lon"], f["properties"]["label_lat"], f["properties"]["iso_a2"])
        for f in features
    ]
    lons, lats, codes = zip(*labels, strict=True)
    full = boundaries.countries_at(lons, lats)
    on_map = Boundaries(gpd.GeoDataFrame.from_features(features)).countries_at(lons, lats)
    agreeing = sum(a == b for a, b in zip(full, on_map, strict=True))
    assert agreeing >= len(labels) - 2
    assert sum(a == b for a, b in zip(full, codes, strict=True)) > 0.95 * len(labels)


def test_no_country_changes_its_size_on_the_map(features):
    full = gpd.read_file(data_path("boundaries/countries.fgb")).set_index("id").geometry
    large = [feature for feature in features if full[feature["id"]].area > 1]
    assert len(large) > 150
    for feature in large:
        assert shape(feature["geometry"]).area == pytest.approx(full[feature["id"]].area, rel=0.02), feature[
            "id"
        ]


def test_names_are_there_in_six_languages(features):
    kg = next(f["properties"] for f in features if f["properties"]["iso_a2"] == "KG")
    assert (kg["name"], kg["name_ru"], kg["iso_a3"]) == ("Kyrgyzstan", "Киргизия", "KGZ")
    for feature in features:
        assert all(
            feature["properties"][f"name_{language}"] for language in ("en", "ar", "es", "fr", "ru", "zh")
        )


def test_the_files_are_those_of_the_checksums():
    for line in data_path("boundaries/SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(data_path(f"boundaries/{name}").read_bytes()).hexdigest() == digest


# ── Another view ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def other_view(tmp_path):
    """Two square countries and one that nobody recognises; the codes' column is Natural Earth's."""
    frame = gpd.GeoDataFrame(
        {"ISO_A2_EH": ["AA", "BB", "-99"], "NAME": ["Left", "Right", "Isle"]},
        geometry=[box(0, 0, 10, 10), box(10, 0, 20, 10), box(30, 0, 31, 1)],
        crs="EPSG:4326",
    )
    path = tmp_path / "view.gpkg"
    frame.to_crs("EPSG:3857").to_file(path)
    return path


def test_another_view_is_read_by_the_columns_that_sources_use(other_view):
    view = Boundaries.load(other_view)
    assert view.codes == {"AA", "BB"}
    assert view.countries_at([5, 15, 30.5, 10], [5, 5, 0.5, 5]) == ["AA", "BB", None, "AA"]


def test_another_view_gives_the_map_its_shapes(other_view):
    features = country_shapes(other_view)
    assert [(f["properties"]["iso_a2"], f["properties"]["name"]) for f in features] == [
        ("AA", "Left"),
        ("BB", "Right"),
        (None, "Isle"),
    ]
    assert all(shape(f["geometry"]).is_valid for f in features)
    assert json.loads(json.dumps(features, allow_nan=False)) == features


def test_rows_of_one_code_are_one_country_on_the_map(tmp_path):
    path = tmp_path / "view.geojson"
    squares = [box(10, 0, 20, 10), box(0, 0, 10, 10), box(0, 20, 5, 25)]
    frame = gpd.GeoDataFrame({"iso_a2": ["AA", "AA", "BB"]}, geometry=squares, crs="EPSG:4326")
    frame.to_file(path)
    both, other = country_shapes(path)
    assert shape(both["geometry"]).equals(box(0, 0, 20, 10))
    assert [both["id"], other["id"]] == ["AA", "BB"]


def test_a_topology_gives_back_what_went_in():
    """An enclave, a neighbour, an island; a ring without a junction; every vertex on the grid."""
    land = box(0, 0, 4, 4).difference(box(1, 1, 2, 2))
    shapes = np.array([land, box(1, 1, 2, 2), MultiPolygon([box(4, 0, 6, 4), box(7, 7, 8, 8)])], dtype=object)
    rows = [{"id": name, "name": name} for name in ("around", "within", "beside")]
    topology = build_topology(rows, shapes)
    features = read_topology(topology)
    assert [feature["id"] for feature in features] == ["around", "within", "beside"]
    assert all(shape(f["geometry"]).equals(given) for f, given in zip(features, shapes, strict=True))
    assert (
        len(topology["arcs"]) == 5
    )  # the land's coast, the border, the enclave, the neighbour's coast, the island


@given(st.lists(st.tuples(*[st.integers(-20, 20)] * 2, *[st.integers(1, 9)] * 2), min_size=1, max_size=6))
def test_any_polygons_survive_a_topology(boxes):
    """Each takes what the earlier ones left, as countries do."""
    taken, shapes = shapely.Polygon(), []
    for x, y, width, height in boxes:
        shapes.append(shapely.MultiPolygon(polygons(box(x, y, x + width, y + height).difference(taken))))
        taken = taken.union(shapes[-1])
    features = read_topology(
        build_topology([{"id": n} for n in range(len(shapes))], np.array(shapes, dtype=object))
    )
    for feature, given_shape in zip(features, shapes, strict=True):
        read = shape(feature["geometry"])
        assert read.is_valid
        assert read.equals(given_shape)
        assert all(p.exterior.is_ccw and not any(hole.is_ccw for hole in p.interiors) for p in read.geoms)


def polygons(geometry):
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]


def test_overlapping_polygons_give_one_answer(tmp_path):
    frame = gpd.GeoDataFrame(
        {"iso_a2": ["BB", "AA"]}, geometry=[box(0, 0, 2, 2), box(1, 1, 3, 3)], crs="EPSG:4326"
    )
    frame.to_file(tmp_path / "overlap.geojson")
    view = Boundaries.load(tmp_path / "overlap.geojson")
    assert view.countries_at([1.5, 0.5], [1.5, 0.5]) == ["AA", "BB"]
    assert view.check(place(1.5, 1.5, "BB")) == "inside"


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"code": ["AA"]}, "no column of ISO 3166-1 alpha-2 codes among code"),
        ({"iso_a2": ["Aland"]}, "no row has a code of two capital letters"),
    ],
)
def test_a_view_without_codes_is_refused(tmp_path, columns, message):
    path = tmp_path / "view.geojson"
    gpd.GeoDataFrame(columns, geometry=[box(0, 0, 1, 1)], crs="EPSG:4326").to_file(path)
    with pytest.raises(ConfigError, match=message):
        Boundaries.load(path)


def test_a_view_beyond_the_globe_is_refused(tmp_path):
    path = tmp_path / "view.geojson"
    gpd.GeoDataFrame({"iso_a2": ["AA"]}, geometry=[box(170, 0, 190, 1)], crs="EPSG:4326").to_file(path)
    with pytest.raises(ConfigError, match="Cut them at the antimeridian"):
        Boundaries.load(path)


def test_a_file_that_is_no_map_is_refused(tmp_path):
    (tmp_path / "view.geojson").write_text("Astana, Tashkent")
    with pytest.raises(ConfigError, match="Cannot read boundaries"):
        Boundaries.load(tmp_path / "view.geojson")
    with pytest.raises(ConfigError, match="Cannot read boundaries"):
        Boundaries.load(tmp_path / "missing.geojson")
