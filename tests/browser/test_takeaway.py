"""What is shown can be taken away: GeoJSON, CSV, a citation, a link, one sheet of paper."""

from __future__ import annotations

import csv
import io
import json
import re

from playwright.sync_api import expect


def download(page, button: str) -> str:
    page.get_by_text("Take away").click()
    with page.expect_download() as got:
        page.get_by_role("button", name=button).click()
    return got.value.path().read_text("utf-8")


def test_geojson_of_all(sight, sample_map):
    page = sight().open(sample_map)
    collection = json.loads(download(page, "What is shown, as GeoJSON"))
    layers = [feature["properties"]["layer"] for feature in collection["features"]]
    assert (layers.count("stops"), layers.count("legs"), layers.count("meetings")) == (16, 9, 3)
    by_id = {feature["id"]: feature for feature in collection["features"]}
    suva = by_id["s-suva"]
    assert suva["geometry"] == {"type": "Point", "coordinates": [178.442, -18.142]}
    assert suva["properties"]["date_start"] == "2024-05-05"
    [said] = suva["properties"]["evidence"]
    text = "She spoke in Suva on Sunday."
    assert said == {"article": "pacific-2", "start": 40, "end": 40 + len(text), "quote": text}
    leg = by_id["l-2"]["geometry"]
    assert len(leg["coordinates"]) == 2  # cut at the antimeridian
    assert [abs(part[end][0]) for part, end in zip(leg["coordinates"], (-1, 0), strict=True)] == [180, 180]
    for feature in collection["features"]:
        for lon, lat in points(feature["geometry"]["coordinates"]):
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90


def points(coordinates):
    if isinstance(coordinates[0], (int, float)):
        yield coordinates
    else:
        for part in coordinates:
            yield from points(part)


def test_only_what_is_shown_is_taken(sight, sample_map):
    page = sight().open(sample_map, "#who=Jonas+Lindqvist&hide=planned")
    collection = json.loads(download(page, "What is shown, as GeoJSON"))
    assert [feature["id"] for feature in collection["features"]] == ["s-oslo", "s-longyearbyen", "l-4"]


def test_csv_opens_in_a_spreadsheet(sight, sample_map):
    page = sight().open(sample_map)
    text = download(page, "What is shown, as CSV")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 19
    [suva] = [row for row in rows if row["id"] == "s-suva"]
    assert suva["quote"] == "She spoke in Suva on Sunday."
    assert suva["sources"] == "https://correo.example/gira?x=1&y=2"
    [meeting] = [row for row in rows if row["id"] == "m-samarkand"]
    assert "Dilnoza Karimova, Rector" in meeting["people"]


def test_a_quote_is_copied_with_its_source(sight, sample_map):
    window = sight()
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = window.open(sample_map)
    page.locator("[data-trip-id=t-pacific]").click()
    page.locator("[data-stop-id=s-suva] .copy").first.click()
    expect(page.locator("[role=status]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "“She spoke in Suva on Sunday.” Silveira back from Pacific tour, Correo del Sur, Monday 13 May 2024, "
        "https://correo.example/gira?x=1&y=2"
    )


def test_a_link_to_the_view_is_copied(sight, sample_map):
    window = sight()
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = window.open(sample_map, "#trip=t-oman")
    page.get_by_text("Take away").click()
    page.get_by_role("button", name="Copy a link to this view").click()
    expect(page.locator("[role=status]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").split("#")[1] == "trip=t-oman"


def test_a_trip_prints_on_one_a4_page(sight, sample_map):
    window = sight()
    page = window.open(sample_map)
    page.locator("[data-trip-id=t-pacific]").click()
    window.settle()
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", paper)) == 1
    width, height = (
        float(side) for side in re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper).groups()
    )
    assert (round(width), round(height)) in {(595, 842), (596, 842), (594, 841)}
    window.settle()
    assert page.evaluate("document.body.classList.contains('printing')") is False


def test_paper_shows_map_legend_and_quotes_and_no_controls(sight, sample_map):
    window = sight()
    page = window.open(sample_map, "#trip=t-pacific")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for shown in ("#map_geomap", "#legend", ".masthead", "[data-stop-id=s-santiago] blockquote"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in ("#finder", "#filters", "#time", ".leaflet-control-zoom", "#takeaway"):
        expect(page.locator(hidden).first).to_be_hidden()
    map_box = page.locator("#map_geomap").bounding_box()
    assert map_box["y"] < page.locator("[data-trip-id]").bounding_box()["y"]


def test_printing_in_the_dark_uses_the_light_colours(sight, sample_map):
    page = sight(color_scheme="dark").open(sample_map, "#trip=t-pacific")
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert (
        page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()")
        == "#ffffff"
    )
