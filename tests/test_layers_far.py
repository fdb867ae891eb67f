"""Auckland, Honolulu, Santiago; Suva, Utqiaġvik, McMurdo: each at its place, each way the short one."""

import zipfile
from itertools import pairwise

import numpy as np
import pyogrio
import pytest
import shapely
from lxml import etree
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image
from pyproj import Geod
from strict import strict_json
from travels import AUCKLAND, HONOLULU, LAYERS, MCMURDO, SANTIAGO, SUVA, UTQIAGVIK

from geomap.layers.writers.picture import DPI, draw, frame_of, only_trip
from geomap.layers.writers.qgis import palette, traveller_colours

GEOD = Geod(ellps="WGS84")
KML = "{http://www.opengis.net/kml/2.2}"
LEGS = {
    "leg-1": (AUCKLAND, HONOLULU),
    "leg-2": (HONOLULU, SANTIAGO),
    "leg-dropped": (SANTIAGO, SUVA),
    "leg-poles": (MCMURDO, UTQIAGVIK),
}
STOPS = {
    "stop-honolulu": HONOLULU,
    "stop-santiago": SANTIAGO,
    "stop-suva": SUVA,
    "stop-mcmurdo": MCMURDO,
    "stop-utqiagvik": UTQIAGVIK,
}


def geojson_shapes(folder):
    for name in ("stops", "legs"):
        for feature in strict_json((folder / f"{name}.geojson").read_bytes())["features"]:
            yield feature["id"], shapely.geometry.shape(feature["geometry"])


def geopackage_shapes(folder):
    for name in ("stops", "legs"):
        meta, _, shapes, columns = pyogrio.raw.read(folder / "geomap.gpkg", layer=name)
        yield from zip(columns[list(meta["fields"]).index("id")], shapely.from_wkb(shapes), strict=True)


def parquet_shapes(folder):
    import geopandas

    for name in ("stops", "legs"):
        frame = geopandas.read_parquet(folder / f"{name}.parquet")
        yield from zip(frame["id"], frame.geometry, strict=True)


def kmz_shapes(folder):
    with zipfile.ZipFile(folder / "geomap.kmz") as archive:
        document = etree.fromstring(archive.read("doc.kml"))
    for mark in document.iter(f"{KML}Placemark"):
        texts = [element.text for element in mark.iter(f"{KML}coordinates")]
        lines = [[tuple(map(float, pair.split(","))) for pair in text.split()] for text in texts]
        identity = mark.findtext(f"{KML}ExtendedData/{KML}Data/{KML}value")
        if lines:
            line = len(lines[0]) > 1
            yield identity, shapely.MultiLineString(lines) if line else shapely.Point(lines[0][0])


READERS = {
    "geojson": geojson_shapes,
    "gpkg": geopackage_shapes,
    "parquet": parquet_shapes,
    "kmz": kmz_shapes,
}


@pytest.mark.parametrize("name", READERS)
def test_stops_stand_where_they_are(written, name):
    shapes = dict(READERS[name](written))
    for identity, place in STOPS.items():
        assert (shapes[identity].x, shapes[identity].y) == pytest.approx((place.lon, place.lat), abs=1e-6)


@pytest.mark.parametrize("name", READERS)
def test_legs_go_the_short_way_and_never_across_the_whole_sheet(written, name):
    shapes = dict(READERS[name](written))
    for identity, (origin, destination) in LEGS.items():
        parts = [list(part.coords) for part in shapes[identity].geoms]
        for part in parts:
            assert all(abs(b[0] - a[0]) < 10 for a, b in pairwise(part)), "a line across the sheet"
        for left, right in pairwise(parts):
            assert (left[-1][0], right[0][0]) in {(180, -180), (-180, 180)}
            assert left[-1][1] == right[0][1]
        drawn = sum(GEOD.line_length(*zip(*part, strict=True)) for part in parts)
        ends = (origin.lon, origin.lat, destination.lon, destination.lat)
        assert drawn == pytest.approx(GEOD.inv(*ends)[2], rel=1e-3)
        assert parts[0][0] == pytest.approx(ends[:2], abs=1e-6)
        assert parts[-1][-1] == pytest.approx(ends[2:], abs=1e-6)


@pytest.mark.parametrize("trip", [None, "trip-pacific", "trip-poles"])
def test_the_picture_shows_each_stop_and_way_in_its_colour_at_its_place(trip):
    layers = only_trip(LAYERS, trip) if trip else LAYERS
    west, south, east, north = frame_of(layers)
    assert east > 180, "the sheet goes on beyond the antimeridian"
    figure = draw(layers)
    figure.set_dpi(DPI)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())[:, :, :3].astype(int)
    axes = figure.axes[0]

    def seen(lon, lat, colour, reach=12):
        """Whether the colour is within so many pixels of the place."""
        lon = lon + 360 if lon < west else lon
        assert west < lon < east
        assert south < lat < north
        x, y = axes.transData.transform((lon, lat))
        row, column = round(pixels.shape[0] - y), round(x)
        near = pixels[row - reach : row + reach + 1, column - reach : column + reach + 1]
        wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
        return (np.abs(near - wanted).max(axis=2) < 12).any()

    colours = traveller_colours(layers)
    for stop in layers.stops:
        lon, lat = stop["geometry"]["coordinates"]
        p = stop["properties"]
        cancelled = p["status"] == "cancelled"
        assert seen(lon, lat, palette()["cancelled"] if cancelled else colours[p["traveller"]]), p["id"]
    for leg in layers.legs:
        p = leg["properties"]
        for part in leg["geometry"]["coordinates"]:
            lon, lat = part[len(part) // 2]
            colour = palette()["cancelled"] if p["status"] == "cancelled" else colours[p["traveller"]]
            assert seen(lon, lat, colour), p["id"]
    if trip != "trip-poles":
        assert seen(175, -37, palette()["land"], reach=2), "New Zealand, this side of the antimeridian"
        assert seen(-71, -34, palette()["land"], reach=40), "Chile, beyond it"


def test_the_written_picture_is_the_drawn_one(written):
    with Image.open(written / "map.png") as image:
        figure = draw(LAYERS)
        assert image.size == tuple(int(inches * DPI) for inches in figure.get_size_inches())
