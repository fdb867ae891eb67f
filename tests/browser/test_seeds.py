"""The map of the five seed articles, built as `geomap build seeds/` builds it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geomap.pipeline import build

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def seeds_output(tmp_path_factory):
    output = tmp_path_factory.mktemp("seeds")
    build([SEEDS], output)
    return output


def test_the_blinken_trip_shows_its_stops_in_order_with_their_quotes(sight, seeds_output):
    window = sight()
    page = window.open(seeds_output / "index.html")
    trip = page.locator("[data-trip-id]").filter(has_text="Antony Blinken")
    expect(trip).to_have_count(1)
    trip.click()
    stops = page.locator("[data-stop-id]")
    expect(stops).to_have_count(3)
    features = json.loads((seeds_output / "stops.geojson").read_text("utf-8"))["features"]
    quotes = {f["id"]: [said["quote"] for said in f["properties"]["evidence"]] for f in features}
    for stop, city, country in zip(
        stops.all(), ("Astana", "Tashkent", "New Delhi"), ("Kazakhstan", "Uzbekistan", "India"), strict=True
    ):
        expect(stop).to_contain_text(city)
        expect(stop).to_contain_text(country)
        expect(stop.locator("blockquote").first).to_be_visible()
        assert (
            stop.locator(".quotes").first.locator("blockquote").all_text_contents()
            == quotes[stop.get_attribute("data-stop-id")]
        )
    expect(page.locator("[data-leg-id]")).to_have_count(2)
    drawn = page.evaluate(
        "geomap.sheets.focus.view.hits.filter((hit) => hit.kind === 'stop').map((hit) => hit.items[0].place.name)"  # noqa: E501
    )
    assert drawn[:3] == ["Astana", "Tashkent", "New Delhi"]


def test_every_trip_of_the_layers_is_in_the_panel(sight, seeds_output):
    page = sight().open(seeds_output / "index.html")
    trips = json.loads((seeds_output / "trips.geojson").read_text("utf-8"))["features"]
    assert {card.get_attribute("data-trip-id") for card in page.locator("[data-trip-id]").all()} == {
        trip["id"] for trip in trips
    }


def test_every_quote_of_the_map_is_verbatim(sight, seeds_output):
    page = sight().open(seeds_output / "index.html")
    quotes = page.evaluate(
        "geomap.store.model.quotes.map((q) => [geomap.store.model.articles[q.article].id, q.start, geomap.store.model.textOf(q.text)])"  # noqa: E501
    )
    assert quotes
    assert any(start is not None for _, start, _ in quotes)
    for article, start, text in quotes:
        if start is None:  # of a mention, whose offsets are the name's
            continue
        raw = (SEEDS / article).read_bytes().decode("utf-8-sig")
        assert raw[start : start + len(text)] == text


def test_it_works_on_a_phone(sight, seeds_output):
    window = sight(390, 844, is_mobile=True, has_touch=True)
    page = window.open(seeds_output / "index.html")
    page.locator("[data-trip-id]").filter(has_text="Antony Blinken").tap()
    expect(page.locator("[data-stop-id]").first).to_be_in_viewport()


def test_its_fullest_trip_prints_on_one_page(sight, seeds_output):
    window = sight()
    page = window.open(seeds_output / "index.html")
    page.locator("[data-trip-id]").filter(has_text="Antony Blinken").click()
    window.settle()
    assert len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))) == 1
