"""Every GeoJSON file is strict RFC 7946, wherever on the globe the trips go."""

import math
from itertools import pairwise

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from strict import check_collection, check_geometry, positions, strict_json
from travels import LAYERS

from geomap.layers import NAMES
from geomap.layers.boxes import features_box
from geomap.layers.geodesic import geodesic
from geomap.layers.geojson import feature, geojson_lines, point, polygons
from geomap.layers.jsontext import dump_json

GEOD = Geod(ellps="WGS84")
LONGITUDES = st.floats(-180, 180) | st.sampled_from([-180.0, 180.0, 0.0, -0.0, 179.9999999, -179.9999999])
LATITUDES = st.floats(-90, 90) | st.sampled_from([-90.0, 90.0, 0.0, 89.9999999])
POINTS = st.tuples(LONGITUDES, LATITUDES)


def dumped(features):
    return b"".join(geojson_lines(features))


def box(geometries):
    return features_box([feature(str(i), made, {}) for i, made in enumerate(geometries)])


@pytest.mark.parametrize("name", NAMES)
def test_files_are_strict(name):
    collection = strict_json(dumped(LAYERS.features(name)))
    assert collection["features"] == [*LAYERS.features(name)]
    check_collection(collection)
    for made in collection["features"]:
        if made["geometry"] is not None:
            assert shapely.is_valid(shapely.geometry.shape(made["geometry"]))


def test_one_feature_a_line():
    data = dumped(LAYERS.stops)
    assert data.count(b"\n") == len(LAYERS.stops) + 2
    assert data.endswith(b"\n]}\n")


def test_a_leg_over_the_pacific_is_cut_at_the_antimeridian():
    leg = next(f for f in LAYERS.legs if f["id"] == "leg-1")
    west, east = leg["geometry"]["coordinates"]
    assert west[0] == [174.76349, -36.84853]
    assert west[-1][0] == 180
    assert east[0] == [-180, west[-1][1]]
    assert east[-1] == [-157.858333, 21.306944]
    assert leg["bbox"] == [174.76349, -36.84853, -157.858333, 21.306944]
    # GeographicLib's GeodSolve: 7050.1 km, 28.7°
    assert leg["properties"]["distance_km"] == pytest.approx(7050.1, abs=1)
    assert leg["properties"]["bearing"] == pytest.approx(28.7, abs=0.1)


def test_a_leg_over_the_pole_keeps_to_both_meridians():
    line = geodesic((10.0, 60.0), (-170.0, 60.0))
    up, down = line.parts
    assert {round(lon, 6) for lon, _ in up} == {10}
    assert {round(lon, 6) for lon, _ in down} == {-170}
    assert up[-1] == [10, 90]
    assert down[0] == [-170, 90]


def test_a_leg_along_the_antimeridian_stays_whole():
    line = geodesic((180.0, -10.0), (-180.0, 10.0))
    assert sum(len(part) for part in line.parts) >= 2
    check_geometry({"type": "MultiLineString", "coordinates": [list(map(list, part)) for part in line.parts]})


@given(POINTS, POINTS)
def test_a_geodesic_is_right_between_any_two_points(start, end):
    line = geodesic(start, end)
    coordinates = [[list(position) for position in part] for part in line.parts]
    check_geometry({"type": "MultiLineString", "coordinates": coordinates})
    _, _, metres = GEOD.inv(*start, *end)
    assert line.distance_km == pytest.approx(metres / 1000, abs=0.06)
    assert 0 <= line.bearing < 360
    lons, lats = zip(*[p for part in line.parts for p in part], strict=True) if line.parts else ((), ())
    if metres > 1000:
        assert GEOD.line_length(lons, lats) == pytest.approx(metres, rel=1e-3, abs=100)
        for wanted, got in ((start, line.parts[0][0]), (end, line.parts[-1][-1])):
            assert GEOD.inv(*wanted, *got)[2] < 1


@given(st.lists(POINTS, min_size=1, max_size=8))
def test_the_box_holds_every_point_and_is_the_narrowest(points):
    made = [point(lon, lat) for lon, lat in points]
    west, south, east, north = box(made)
    width = (east - west) % 360
    lons = sorted(p["coordinates"][0] for p in made)
    gaps = [b - a for a, b in pairwise(lons)] + [lons[0] + 360 - lons[-1]]
    assert width == pytest.approx(
        max(0.0, 360 - max(gaps)), abs=1e-6
    )  # a single point's gap may round past 360
    assert (south, north) == (min(p["coordinates"][1] for p in made), max(p["coordinates"][1] for p in made))
    for lon, _ in (p for g in made for p in positions(g)):
        assert (west <= lon <= east) if west <= east else (lon >= west or lon <= east)


def test_the_box_of_the_whole_world_does_not_cross_the_antimeridian():
    world = polygons(
        {"type": "Polygon", "coordinates": [[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]]}
    )
    assert box([world]) == (-180, -90, 180, 90)


@given(st.booleans(), st.booleans())
def test_rings_run_the_right_way_whichever_way_they_came(outer_turned, hole_turned):
    outer = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
    hole = [[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]]
    made = polygons(
        {
            "type": "Polygon",
            "coordinates": [outer[::-1] if outer_turned else outer, hole[::-1] if hole_turned else hole],
        }
    )
    check_geometry(made)


@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_is_written_as_valid_json(text):
    got = strict_json(dumped([feature("a", point(0, 0), {"text": text, "list": [{"deep": text}]})]))
    properties = got["features"][0]["properties"]
    assert properties["text"] == properties["list"][0]["deep"]
    if not any("\ud800" <= c <= "\udfff" for c in text):
        assert properties["text"] == text


def test_numbers_that_are_none_become_null():
    assert dump_json({"a": math.nan, "b": math.inf}) == b'{"a":null,"b":null}'
