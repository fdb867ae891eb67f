"""Every format reads back to the same features, dates and texts."""

import csv
import io
import json
import re
import shutil
import sqlite3
import tomllib
import zipfile
from pathlib import Path

import duckdb
import geopandas
import numpy as np
import pykml
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from strict import strict_json
from travels import CLAIMS, COUNTRIES, LAYERS, ONE

from geomap.errors import ConfigError
from geomap.layers import DEFAULT_FORMATS, FORMATS, NAMES, build_layers, write_output
from geomap.layers.fields import FIELDS, GEOMETRY
from geomap.layers.writers.linked import schema_org
from geomap.layers.writers.picture import write_picture
from geomap.layers.writers.qgis import palette, traveller_colours
from geomap.layers.writers.titles import LABELS
from geomap.layers.writers.xmltext import legal, xml_text
from geomap.records import Merged

EMPTY = build_layers([], Merged(trips=(), meetings=()), [])
ROOT = Path(__file__).parent.parent
KML = "{http://www.opengis.net/kml/2.2}"
GX = "{http://www.google.com/kml/ext/2.2}"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_the_same_bytes_again(name, tmp_path):
    once, again = tmp_path / "once", tmp_path / "again"
    for folder in (once, again):
        folder.mkdir()
        FORMATS[name](LAYERS, folder)
    assert {p.name: p.read_bytes() for p in once.iterdir()} == {
        p.name: p.read_bytes() for p in again.iterdir()
    }


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_empty_layers(name, tmp_path):
    FORMATS[name](EMPTY, tmp_path)
    assert all(path.stat().st_size for path in tmp_path.iterdir())


def test_anyones_function_is_a_format(tmp_path):
    def write_count(layers, folder):
        (folder / "count.txt").write_text(str(len(layers.stops)))

    write_output(tmp_path, {}, {}, [lambda stage: write_count(LAYERS, stage)])
    assert (tmp_path / "count.txt").read_text() == "6"


def test_default_formats_are_formats():
    assert set(DEFAULT_FORMATS) <= set(FORMATS)


def test_extras_named_in_messages_exist():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert {"parquet", "pictures"} <= set(extras)


def test_every_field_has_a_name_for_people():
    assert {field for name in NAMES for field in FIELDS[name]} == set(LABELS)


def test_the_web_map_has_the_same_colours():
    css = (ROOT / "geomap" / "webmap" / "static" / "style" / "page.css").read_text()
    light = css[: css.index("@media")]
    found = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", light))
    for name, colour in palette().items():
        if isinstance(colour, str):
            assert found[name.replace("_", "-")] == colour, name
        else:
            kind = {"trips": "trip", "visits": "visits"}[name]
            assert [found[f"{kind}-{i}"] for i in range(len(colour))] == colour, name


# ── GeoPackage ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_geopackage_reads_back_the_same(written, name):
    meta, _, geometry, columns = pyogrio.raw.read(written / "geomap.gpkg", layer=name)
    got = dict(zip(meta["fields"], columns, strict=True))
    kinds = dict(zip(meta["fields"], meta["dtypes"], strict=True))
    features = LAYERS.features(name)
    assert meta["geometry_type"] == GEOMETRY[name]
    assert meta["crs"] == "EPSG:4326"
    for feature, wkb in zip(features, geometry, strict=True):
        if feature["geometry"] is None:
            assert wkb is None
        else:
            assert shapely.from_wkb(wkb).equals(shapely.geometry.shape(feature["geometry"]))
    for field, kind in FIELDS[name].items():
        wanted = [f["properties"][field] for f in features]
        match kind:
            case "list":
                assert [json.loads(v) for v in got[field]] == wanted
            case "date":
                assert kinds[field] == "datetime64[D]"
                assert [None if np.isnat(day) else str(day) for day in got[field]] == wanted
            case "integer" | "number":
                assert [None if np.isnan(number) else number for number in got[field]] == wanted
            case _:
                assert got[field].tolist() == wanted


def test_geopackage_is_sound_and_indexed(written):
    database = sqlite3.connect(written / "geomap.gpkg")
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA user_version").fetchone() == (10300,)
    for name in NAMES:
        located = sum(f["geometry"] is not None for f in LAYERS.features(name))
        assert database.execute(f'SELECT count(*) FROM "rtree_{name}_geom"').fetchone() == (located,)
        assert database.execute(
            "SELECT useAsDefault FROM layer_styles WHERE f_table_name = ?", (name,)
        ).fetchone() == (1,)
    database.close()


def test_geopackage_can_be_edited_by_gdal(written, tmp_path):
    copy = shutil.copy(written / "geomap.gpkg", tmp_path)
    frame = LAYERS.frame("places").iloc[:2].drop(columns=["articles"])
    frame["articles"] = "[]"
    pyogrio.write_dataframe(frame, copy, layer="places", append=True)
    database = sqlite3.connect(copy)
    assert database.execute('SELECT count(*) FROM "rtree_places_geom"').fetchone() == (
        len(LAYERS.places) + 2,
    )
    database.close()


# ── QGIS ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("suffix", ["qml", "qmd"])
def test_styles_and_metadata_are_whole_xml_without_open_slots(written, suffix):
    for name in NAMES:
        text = (written / f"{name}.{suffix}").read_text("utf-8")
        etree.fromstring(text.encode())
        assert "{{" not in text


def test_the_project_is_whole_xml(written):
    with zipfile.ZipFile(written / "geomap.qgz") as archive:
        text = archive.read("geomap.qgs").decode()
    root = etree.fromstring(text.encode())
    assert "{{" not in text
    sources = [layer.findtext("datasource") for layer in root.iter("maplayer")]
    assert sources == [f"./geomap.gpkg|layername={name}" for name in NAMES]


# ── Google Earth ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def kml(written):
    with zipfile.ZipFile(written / "geomap.kmz") as archive:
        assert archive.testzip() is None
        return etree.fromstring(archive.read("doc.kml"))


def test_kml_keeps_to_the_schema(kml):
    folder = Path(pykml.__file__).parent / "schemas"
    schema = etree.XMLSchema(etree.parse(folder / "kml22gx.xsd"))
    schema.assertValid(kml)


def test_kml_icons_are_in_the_archive(written, kml):
    with zipfile.ZipFile(written / "geomap.kmz") as archive:
        assert {href.text for href in kml.iter(f"{KML}href")} <= set(archive.namelist())


def test_kml_holds_every_stop_leg_and_meeting_with_its_days_and_quotes(kml):
    marks = {
        mark.find(f"{KML}ExtendedData/{KML}Data[@name='id']/{KML}value").text: mark
        for mark in kml.iter(f"{KML}Placemark")
        if "id" in mark.attrib
    }
    features = [f for name in ("stops", "legs", "meetings") for f in LAYERS.features(name) if f["geometry"]]
    assert set(marks) == {f["id"] for f in features}
    for feature in features:
        mark, p = marks[feature["id"]], feature["properties"]
        begin, end = mark.findtext(f"{KML}TimeSpan/{KML}begin"), mark.findtext(f"{KML}TimeSpan/{KML}end")
        assert (begin, end) == (p["date_start"], p["date_end"])
        shown = etree.HTML(mark.findtext(f"{KML}description")).itertext()
        assert p["evidence"][0]["quote"] in " ".join(shown)
        assert f"#{mark.find(f'{KML}styleUrl').text[1:]}" in {
            f"#{s.get('id')}" for s in kml.iter(f"{KML}Style")
        }


def test_kml_has_a_tour_for_each_trip_that_goes_somewhere(kml):
    tours = [tour.findtext(f"{KML}name") for tour in kml.iter(f"{GX}Tour")]
    assert tours == [f"Tour: {t['properties']['title']}" for t in LAYERS.trips]
    targets = {mark.get("targetId") for mark in kml.iter(f"{KML}Placemark") if mark.get("targetId")}
    assert targets <= {mark.get("id") for mark in kml.iter(f"{KML}Placemark")}


# ── Tables ──────────────────────────────────────────────────────────────────────────────────────


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", ["trips", "stops", "legs", "meetings", "mentions", "places"])
def test_tables_hold_every_field_but_lists(written, name):
    got = rows(written / f"{name}.csv")
    assert len(got) == len(LAYERS.features(name))
    for row, feature in zip(got, LAYERS.features(name), strict=True):
        for field, kind in FIELDS[name].items():
            value = feature["properties"][field]
            if kind != "list":
                assert row[field] == ("" if value is None else str(value))
        if feature["geometry"] and feature["geometry"]["type"] == "Point":
            assert [float(row["lon"]), float(row["lat"])] == feature["geometry"]["coordinates"]


def test_colt_has_what_was_done_and_never_guesses_a_no(written):
    got = {row["TripID"]: row for row in rows(written / "colt.csv")}
    assert set(got) == {"stop-honolulu", "stop-santiago", "stop-mcmurdo"}
    santiago = got["stop-santiago"]
    assert santiago["LeaderFullName"] == "Ana Kōtare"
    assert santiago["LeaderCountryISO"] == "NZL"
    assert (santiago["CountryVisited"], santiago["CountryVisitedISO"]) == ("Chile", "CHL")
    assert (santiago["TripStartDate"], santiago["TripDuration"], santiago["TripYear"]) == (
        "2024-05-05",
        "1",
        "2024",
    )
    assert (santiago["MetHostHoGS"], santiago["HostHOGSName"]) == ("Yes", "President")
    assert not any(value == "No" for row in got.values() for value in row.values())


# ── Linked data ─────────────────────────────────────────────────────────────────────────────────


def test_linked_places_keep_to_the_format(written):
    collection = strict_json((written / "places-lpf.json").read_bytes())
    assert collection["@context"].startswith("https://raw.githubusercontent.com/LinkedPasts/")
    assert len(collection["features"]) == len(LAYERS.places)
    for place, feature in zip(collection["features"], LAYERS.places, strict=True):
        assert place["@id"].startswith("urn:uuid:")
        assert place["properties"]["title"] == feature["properties"]["name"]
        assert set(place["properties"]["fclasses"]) <= set("AHLPRST")
        assert place["properties"]["fclasses"]
        assert all(len(code) == 2 for code in place["properties"]["ccodes"])
        assert place["names"][0]["citations"]
        assert place["geometry"]["type"] == "GeometryCollection"
        assert place["geometry"]["geometries"] == [feature["geometry"]]
        assert all(t["identifier"].startswith("aat:") and t["label"] for t in place["types"])
    assert len({place["@id"] for place in collection["features"]}) == len(LAYERS.places)


def test_annotations_find_their_words_again(written):
    page = strict_json((written / "annotations.json").read_bytes())
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == len(LAYERS.mentions)
    texts = {c.article.id: c.article.text for c in CLAIMS}
    for item in page["items"]:
        assert item["type"] == "Annotation"
        words, position = item["target"]["selector"]
        text = texts[item["target"]["source"]]
        assert text[position["start"] : position["end"]] == words["exact"]
        around = words.get("prefix", "") + words["exact"] + words.get("suffix", "")
        assert text.index(around) + len(words.get("prefix", "")) == position["start"]
    purposes = [body["purpose"] for body in page["items"][0]["body"]]
    assert purposes == ["identifying", "tagging"]


def test_schema_org_names_trips_and_meetings():
    made = schema_org(LAYERS)
    kinds = [part["@type"] for part in made["hasPart"]]
    assert kinds == ["Trip"] * 3 + ["Event"]
    stops = made["hasPart"][1]["itinerary"]["itemListElement"]
    assert [s["item"]["name"] for s in stops] == ["Honolulu", "Santiago"]
    assert made["hasPart"][3]["startDate"] == "2024-05-05"


def test_timeline_has_every_dated_item_in_order_with_escaped_texts(written):
    timeline = strict_json((written / "timeline.json").read_bytes())
    dated = [
        f["id"]
        for name in ("stops", "meetings")
        for f in LAYERS.features(name)
        if f["properties"]["date_start"] or f["properties"]["date_end"]
    ]
    assert {event["unique_id"] for event in timeline["events"]} == set(dated)
    days = [tuple(event["start_date"].values()) for event in timeline["events"]]
    assert days == sorted(days)
    ocean = next(event for event in timeline["events"] if event["unique_id"] == "stop-ocean")
    assert ocean["display_date"] == "within 2024-05-01 to 2024-05-31"
    assert not any("<b>" in event["text"]["text"] for event in timeline["events"])
    assert "Chile&#x27;s President" in next(
        event["text"]["text"] for event in timeline["events"] if event["unique_id"] == "stop-santiago"
    )


# ── GeoParquet ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_parquet_reads_back_by_geopandas_and_duckdb(written, name):
    path = written / f"{name}.parquet"
    frame = geopandas.read_parquet(path)
    assert frame.crs == "EPSG:4326"
    assert frame["id"].tolist() == [f["id"] for f in LAYERS.features(name)]
    for geometry, feature in zip(frame.geometry, LAYERS.features(name), strict=True):
        assert (geometry is None) == (feature["geometry"] is None)
        assert geometry is None or geometry.equals(shapely.geometry.shape(feature["geometry"]))
    types = dict(
        duckdb.sql(f"DESCRIBE SELECT * EXCLUDE geometry FROM '{path}'")
        .project("column_name, column_type")
        .fetchall()
    )
    assert list(types) == list(FIELDS[name])
    for field, kind in FIELDS[name].items():
        assert (
            types[field]
            == {
                "date": "DATE",
                "integer": "BIGINT",
                "number": "DOUBLE",
                "boolean": "BOOLEAN",
                "text": "VARCHAR",
                "list": "VARCHAR",
            }[kind]
        )
        got = [row[0] for row in duckdb.sql(f"SELECT \"{field}\" FROM '{path}'").fetchall()]
        wanted = [f["properties"][field] for f in LAYERS.features(name)]
        if kind == "list":
            got = [json.loads(value) for value in got]
        elif kind == "date":
            got = [value and value.isoformat() for value in got]
        assert got == wanted


# ── Picture ─────────────────────────────────────────────────────────────────────────────────────


def test_pictures_name_every_traveller(written):
    from PIL import Image

    picture = Image.open(written / "map.png").convert("RGB")
    assert picture.width > 1500
    colours = {f"#{r:02x}{g:02x}{b:02x}": n for n, (r, g, b) in picture.getcolors(1 << 24)}
    for colour in [*palette()["trips"][:2], palette()["sea"], palette()["land"], palette()["meeting"]]:
        assert colours.get(colour, 0) > 50, colour
    etree.fromstring((written / "map.svg").read_bytes())


def test_two_who_go_the_same_way_are_both_seen(tmp_path):
    from dataclasses import replace

    from PIL import Image
    from travels import PRESIDENT, ROUND_THE_PACIFIC

    other = replace(ROUND_THE_PACIFIC, id="trip-other", traveller=PRESIDENT, title="Other")
    layers = build_layers([], Merged(trips=(ROUND_THE_PACIFIC, other), meetings=()), COUNTRIES)
    write_picture(layers, tmp_path)
    found = Image.open(tmp_path / "map.png").convert("RGB").getcolors(1 << 24)
    colours = {f"#{r:02x}{g:02x}{b:02x}": count for count, (r, g, b) in found}
    first, second = (colours[colour] for colour in palette()["trips"][:2])
    assert 0.8 < first / second < 1.25


def test_a_picture_of_one_trip(tmp_path):
    from PIL import Image

    write_picture(LAYERS, tmp_path, trip="trip-poles")
    assert (tmp_path / "trip-poles.png").stat().st_size > 10_000
    with Image.open(tmp_path / "trip-poles.png") as picture:
        shown = {f"#{r:02x}{g:02x}{b:02x}" for _, (r, g, b) in picture.convert("RGB").getcolors(1 << 24)}
    assert traveller_colours(LAYERS)["Lars Holm"] in shown, "its colour is that of the map of all"
    with pytest.raises(ConfigError, match="no trip 'trip-none'"):
        write_picture(LAYERS, tmp_path, trip="trip-none")


# ── Any text ────────────────────────────────────────────────────────────────────────────────────

HOSTILE = [
    "]]><script>alert(1)</script>",
    "a\x00b\x08c\x0b\ufffe\ud800z",
    "&xxe; &lt;b&gt; &amp;amp; <!-- --> <![CDATA[",
    "'; DROP TABLE stops;-- \" ' \\' \\",
    "$[name] {{aliases}} [% eval('1') %] @x",
    "$\\frac{1}{0}$ %s {0}",
    "القدس 🇺🇦 Utqiaġvik\u2028line\u202egnp",
    '="1+1"',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_goes_through_every_format(text, tmp_path):
    from dataclasses import replace

    from travels import MEETINGS, MINISTER, ROUND_THE_PACIFIC, SANTIAGO, mention

    who = replace(MINISTER, name=text, role=text)
    place = replace(SANTIAGO, name=text, city=text, admin1=text)
    trip = replace(
        ROUND_THE_PACIFIC,
        traveller=who,
        title=text,
        companions=(who,),
        stops=tuple(replace(stop, place=place, toponym=text) for stop in ROUND_THE_PACIFIC.stops),
        legs=tuple(replace(leg, destination=place) for leg in ROUND_THE_PACIFIC.legs),
    )
    meeting = replace(MEETINGS[0], participants=(who,), format=text, place=place)
    claims = (replace(CLAIMS[0], mentions=(replace(mention(ONE, "Suva", place), reason=text),)),)
    layers = build_layers(claims, Merged(trips=(trip,), meetings=(meeting,)), COUNTRIES)
    for write in FORMATS.values():
        write(layers, tmp_path)
    for name in NAMES:
        strict_json((tmp_path / f"{name}.geojson").read_bytes())
        etree.fromstring((tmp_path / f"{name}.qml").read_bytes())
        assert pyogrio.read_info(tmp_path / "geomap.gpkg", layer=name)["features"] == len(
            layers.features(name)
        )
    with zipfile.ZipFile(tmp_path / "geomap.kmz") as archive:
        document = etree.fromstring(archive.read("doc.kml"))
        assert not list(document.iter("script", f"{KML}script"))
    with zipfile.ZipFile(tmp_path / "geomap.qgz") as archive:
        etree.fromstring(archive.read("geomap.qgs"))
    etree.fromstring((tmp_path / "map.svg").read_bytes())
    for path in tmp_path.glob("*.csv"):
        assert not any(
            (value or "").startswith(("=", "+", "-", "@")) for row in rows(path) for key, value in row.items()
            if key not in {"lon", "lat"}
        )  # fmt: skip


def test_the_documentation_names_every_format_layer_and_column():
    from geomap.layers.writers.spreadsheets import COLT_COLUMNS

    text = (ROOT / "docs" / "layers.md").read_text("utf-8")
    for name in (*FORMATS, *NAMES, *COLT_COLUMNS):
        assert f"`{name}`" in text, name


@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text_is_whole_in_xml_but_for_what_xml_cannot_hold(text):
    escaped = xml_text(text)
    element = etree.fromstring(f'<a b="{escaped}">{escaped}</a>'.encode())
    assert (element.text or "") == legal(text)
    assert element.get("b") == legal(text).replace("\t", " ").replace("\n", " ")
