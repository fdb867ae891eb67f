"""What RFC 7946 asks of a file and no JSON Schema can say."""

import json
import math
from itertools import pairwise


def strict_json(data):
    """Parse JSON in UTF-8 that holds neither NaN nor Infinity nor a key twice."""

    def no_constant(name):
        raise ValueError(f"{name} is no JSON")

    def no_twins(pairs):
        keys = [key for key, _ in pairs]
        assert len(keys) == len(set(keys)), f"a key stands twice: {keys}"
        return dict(pairs)

    return json.loads(data.decode("utf-8"), parse_constant=no_constant, object_pairs_hook=no_twins)


def check_collection(collection):
    """Hold a parsed FeatureCollection to RFC 7946; raises AssertionError."""
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    ids = [feature["id"] for feature in collection["features"]]
    assert len(ids) == len(set(ids)), "an id stands twice"
    for feature in collection["features"]:
        assert feature["type"] == "Feature"
        assert feature["properties"]["id"] == feature["id"]
        if feature["geometry"] is not None:
            check_geometry(feature["geometry"])
            check_bbox(feature.get("bbox"), [feature["geometry"]])
    check_bbox(collection.get("bbox"), [f["geometry"] for f in collection["features"] if f["geometry"]])


def check_geometry(geometry):
    kind, coordinates = geometry["type"], geometry["coordinates"]
    for position in positions(geometry):
        check_position(position)
    if kind == "MultiLineString":
        for line in coordinates:
            assert len(line) >= 2
            assert all(a != b for a, b in pairwise(line)), "a line stands still"
            assert all(abs(a[0] - b[0]) <= 180 for a, b in pairwise(line)), "a line crosses the antimeridian"
    elif kind == "MultiPolygon":
        for polygon in coordinates:
            for i, ring in enumerate(polygon):
                assert len(ring) >= 4
                assert ring[0] == ring[-1], "a ring is open"
                area = math.fsum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
                assert (area > 0) == (i == 0), "a ring runs the wrong way round"
    else:
        assert kind == "Point"


def check_position(position):
    assert len(position) == 2
    for value, limit in zip(position, (180, 90), strict=True):
        assert type(value) in (int, float)
        assert math.isfinite(value)
        assert abs(value) <= limit
        assert math.copysign(1, value) == 1 or value != 0, "negative zero"
        assert round(value, 6) == value, "more than six decimals"


def check_bbox(box, geometries):
    """All points lie inside."""
    if box is None:
        return
    west, south, east, north = box
    for geometry in geometries:
        for lon, lat in positions(geometry):
            assert south <= lat <= north
            assert (west <= lon <= east) if west <= east else (lon >= west or lon <= east)


def positions(geometry):
    found = geometry["coordinates"]
    depth = {"Point": 0, "MultiLineString": 2, "MultiPolygon": 3}[geometry["type"]]
    found = [found]
    for _ in range(depth):
        found = [inner for outer in found for inner in outer]
    return found
