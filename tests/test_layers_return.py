"""What goes into a format comes back out of it: the same features, days and texts, whatever the texts are."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet
import pyogrio
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from strict import strict_json
from travels import CLAIMS, COUNTRIES, HONOLULU, MINISTER, ONE, PRESIDENT, SANTIAGO, days, leg, mention, stop

from geomap.layers import FORMATS, build_layers
from geomap.layers.writers.xmltext import legal
from geomap.records import Evidence, Meeting, Merged, Report, Span, Trip

KML = "{http://www.opengis.net/kml/2.2}"
CORPUS = Path(__file__).parent / "hostile.jsonl"
HOSTILE = [json.loads(line)["text"] for line in CORPUS.read_text("utf-8").splitlines()]
ANY = st.text(st.characters(codec=None), min_size=1, max_size=40)
TEXTS = (ANY | st.sampled_from(HOSTILE)).filter(str.strip)
DAYS = st.dates(date(1600, 1, 1), date(9999, 12, 30))


def world(text, first, last):
    """One trip with two stops, a leg and a meeting, whose every text is the same."""
    evidence = Evidence(article=ONE.id, span=Span(start=0, end=len(text), text=text))
    history = (Report(status="done", article=ONE.id, published=first, quote=text),)
    who = replace(MINISTER, name=text, role=text)
    when = days(first, last, text=text, reason=text)
    place = replace(HONOLULU, name=text, city=text, admin1=text)
    told = {"sources": (ONE.id,), "evidence": (evidence,)}
    stops = (
        replace(stop("stop-1", 1, place, text, when, "done", evidence), history=history),
        replace(stop("stop-2", 2, SANTIAGO, text, when, "done", evidence), history=history),
    )
    trip = Trip(
        id="trip-1", traveller=who, title=text, when=when, status="done", stops=stops,
        legs=(replace(leg("leg-1", 1, place, SANTIAGO, when, "done", evidence), **told),),
        companions=(PRESIDENT,), sources=(ONE.id,), conflicts=(),
    )  # fmt: skip
    meeting = Meeting(
        id="meeting-1", trips=("trip-1",), participants=(who, PRESIDENT), format=text, toponym=text,
        place=place, when=when, status="done", history=history, **told,
    )  # fmt: skip
    claims = (replace(CLAIMS[0], mentions=(mention(ONE, "Suva", place),)),)
    return build_layers(claims, Merged(trips=(trip,), meetings=(meeting,)), COUNTRIES[:1])


def said(text):
    """As any format holds it: half a surrogate pair is no character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def read_geojson(folder):
    for feature in strict_json((folder / "stops.geojson").read_bytes())["features"]:
        p = feature["properties"]
        yield p["id"], feature["geometry"]["coordinates"], p["date_start"], p["date_end"], p["traveller"]


def read_geopackage(folder):
    meta, _, shapes, columns = pyogrio.raw.read(folder / "geomap.gpkg", layer="stops")
    table = dict(zip(meta["fields"], columns, strict=True))
    for i, shape in enumerate(shapes):
        first, last = str(table["date_start"][i]), str(table["date_end"][i])
        yield table["id"][i], [*shapely.from_wkb(shape).coords[0]], first, last, table["traveller"][i]


def read_parquet(folder):
    for row in pyarrow.parquet.read_table(folder / "stops.parquet").to_pylist():
        point = [*shapely.from_wkb(row["geometry"]).coords[0]]
        yield row["id"], point, row["date_start"].isoformat(), row["date_end"].isoformat(), row["traveller"]


def read_table(folder):
    text = (folder / "stops.csv").read_bytes().decode()
    for row in csv.DictReader(io.StringIO(text, newline="")):
        point = [float(row["lon"]), float(row["lat"])]
        yield row["id"], point, row["date_start"], row["date_end"], row["traveller"]


def read_kmz(folder):
    with zipfile.ZipFile(folder / "geomap.kmz") as archive:
        document = etree.fromstring(archive.read("doc.kml"))
    for mark in document.iter(f"{KML}Placemark"):
        data = {item.get("name"): item.findtext(f"{KML}value") for item in mark.iter(f"{KML}Data")}
        point = mark.findtext(f"{KML}Point/{KML}coordinates")
        if point and data["id"].startswith("stop"):
            span = mark.find(f"{KML}TimeSpan")
            begin, end = span.findtext(f"{KML}begin"), span.findtext(f"{KML}end")
            yield data["id"], [float(x) for x in point.split(",")], begin, end, data.get("traveller", "")


def read_timeline(folder):
    for event in strict_json((folder / "timeline.json").read_bytes())["events"]:
        if event["group"] == "Stops":
            first, last = (date(*event[key].values()).isoformat() for key in ("start_date", "end_date"))
            place = "Santiago" if event["unique_id"] == "stop-2" else None
            headline = unescape(event["text"]["headline"])
            who = headline.removesuffix(f": {place}") if place else headline[: (len(headline) - 2) // 2]
            yield event["unique_id"], None, first, last, who


READERS = {
    "geojson": (read_geojson, said),
    "gpkg": (read_geopackage, lambda text: said(text).replace("\x00", "")),
    "parquet": (read_parquet, said),
    "csv": (read_table, lambda text: said(text).replace("\x00", "")),
    "kmz": (read_kmz, lambda text: legal(said(text))),
    "timeline": (read_timeline, said),
}
"""How each format is read back, and what becomes of a text that it cannot hold as it is."""


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, first=DAYS, length=st.integers(0, 400))
def test_stops_come_back_with_their_points_days_and_texts(name, text, first, length):
    last = date.fromordinal(min(first.toordinal() + length, date.max.toordinal()))
    layers = world(text, first, last)
    reader, kept = READERS[name]
    with TemporaryDirectory() as folder:
        FORMATS[name](layers, Path(folder))
        got = {identity: rest for identity, *rest in reader(Path(folder))}
    assert set(got) == {"stop-1", "stop-2"}
    for feature in layers.stops:
        point, begin, end, who = got[feature["id"]]
        assert point in (None, feature["geometry"]["coordinates"])
        assert (begin, end) == (first.isoformat(), last.isoformat())
        assert who.removeprefix("'") == kept(text).removeprefix("'")


@settings(max_examples=60)
@given(text=TEXTS, first=DAYS)
def test_linked_data_comes_back_with_its_texts(text, first):
    layers = world(text, first, first)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for title in ("lpf", "annotations", "schema-org"):
            FORMATS[title](layers, folder)
        places = strict_json((folder / "places-lpf.json").read_bytes())["features"]
        items = strict_json((folder / "annotations.json").read_bytes())["items"]
        parts = strict_json((folder / "schema-org.json").read_bytes())["hasPart"]
    assert {p["properties"]["title"] for p in places} == {said(text), "Santiago"}
    assert [item["body"][-1]["value"] for item in items] == [said(text)]
    trip, meeting = parts
    assert (trip["name"], trip["departureTime"]) == (said(text), first.isoformat())
    assert [s["item"]["name"] for s in trip["itinerary"]["itemListElement"]] == [said(text), "Santiago"]
    assert (meeting["attendee"][0]["name"], meeting["startDate"]) == (said(text), first.isoformat())
