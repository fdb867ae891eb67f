"""The map opens from disk, without a network, and shows trips, stops, legs and who says so."""

from __future__ import annotations

import itertools
import json

import pytest
from playwright.sync_api import expect
from sample import place_on_screen

ORDER = ["Auckland", "Suva", "Honolulu", "Santiago"]


def test_it_is_ready_and_names_every_trip(sight, sample_map):
    page = sight().open(sample_map)
    assert page.evaluate("document.documentElement.dataset.state") == "ready"
    expect(page.locator("nav[aria-label] [data-trip-id]")).to_have_count(5)
    expect(page.locator("[role=search]")).to_be_visible()
    expect(page.locator("input[type=range]")).to_have_count(1)
    expect(page.get_by_text("4 travellers · 14 countries · 2 May – 30 November 2024")).to_be_visible()


def test_an_opened_trip_shows_its_stops_in_order_with_quotes_and_their_source(sight, sample_map):
    page = sight().open(sample_map)
    page.locator("[data-trip-id=t-pacific]").click()
    stops = page.locator("[data-stop-id]")
    expect(stops).to_have_count(4)
    for stop, name in zip(stops.all(), ORDER, strict=True):
        expect(stop).to_contain_text(name)
    suva = page.locator("[data-stop-id=s-suva]")
    expect(suva).to_contain_text("She spoke in Suva on Sunday.")
    expect(suva).to_contain_text("Sunday 5 May 2024")
    expect(suva).to_contain_text("Correo del Sur")
    link = suva.get_by_role("link").first
    expect(link).to_have_attribute("href", "https://correo.example/gira?x=1&y=2")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(page.locator("[data-stop-id=s-honolulu]")).to_contain_text("between 7 and 8 May 2024")
    expect(page.locator("[data-leg-id]")).to_have_count(3)


def test_a_meeting_tells_who_met_in_what_role(sight, sample_map):
    page = sight().open(sample_map)
    page.locator("[data-trip-id=t-oman]").click()
    meeting = page.locator("[data-stop-id=s-samarkand] [data-meeting-id=m-samarkand]")
    for text in ("C5+1", "Ana Silveira, Foreign Minister (Chile)", "Foreign Minister (Uzbekistan)", "Rector"):
        expect(meeting).to_contain_text(text)
    expect(meeting).to_contain_text("planned")


def test_history_and_conflicts_stand_with_both_quotes(sight, sample_map):
    page = sight().open(sample_map)
    page.locator("[data-trip-id=t-pacific]").click()
    history = page.locator("[data-stop-id=s-auckland] .history")
    expect(history.locator("li")).to_have_count(2)
    expect(history).to_contain_text("Sunday 28 April 2024")
    sides = page.locator(".conflict .side")
    expect(sides).to_have_count(2)
    expect(sides.first).to_contain_text("She spoke in Suva on Sunday.")
    expect(sides.first).to_contain_text("on the map")
    expect(sides.last).to_contain_text("On Monday she will be in Suva.")


def test_an_address_that_is_not_http_is_no_link(sight, sample_map):
    page = sight().open(sample_map)
    page.locator("[data-trip-id=t-africa]").click()
    expect(page.locator("[data-stop-id=s-accra]")).to_contain_text("Commissioner names her first journeys")
    expect(page.locator("[data-stop-id=s-accra] a")).to_have_count(0)
    expect(page.get_by_text("The reports do not say in which order.")).to_be_visible()


def test_a_click_on_a_stop_of_the_map_opens_it_in_the_panel(sight, sample_map):
    window = sight()
    page = window.open(sample_map)
    page.mouse.click(*place_on_screen(page, 106.845, -6.215))
    expect(page.locator("[data-meeting-id=m-jakarta].chosen")).to_be_visible()
    page.mouse.click(*place_on_screen(page, -70.648, -33.457))
    expect(page.locator("[data-stop-id=s-santiago].chosen")).to_be_in_viewport()
    window.settle()
    page.mouse.click(*place_on_screen(page, 178.442, -18.142))
    expect(page.locator("[data-stop-id=s-suva].chosen")).to_be_in_viewport()


def test_a_click_on_a_stop_of_the_panel_brings_it_into_sight_on_the_map(sight, sample_map):
    window = sight()
    page = window.open(sample_map, "#view=6.00/48.0000/10.0000")
    page.locator("[data-trip-id=t-pacific]").click()
    window.settle()
    page.evaluate("geomap.map.setView([50, 10], 5, { animate: false })")
    page.locator("[data-stop-id=s-santiago] .pick").first.click()
    window.settle()
    x, y = place_on_screen(page, -70.648, -33.457)
    assert 420 < x < 1440
    assert 0 < y < 900


def test_a_leg_over_the_antimeridian_is_one_unbroken_line(sight, sample_map):
    """All its pixels lie between its ends, not across the whole map."""
    window = sight()
    page = window.open(sample_map, "#trip=t-pacific")
    window.settle()
    lines = page.evaluate(
        "geomap.sheets.focus.view.hits.filter((hit) => hit.line).map((hit) => [...hit.line])"
    )
    world = page.evaluate("geomap.sheets.focus.view.world")
    assert len(lines) >= 3
    for line in lines:
        xs = line[::2]
        assert max(abs(b - a) for a, b in itertools.pairwise(xs)) < world / 20
        assert max(xs) - min(xs) < world / 2


@pytest.mark.parametrize(
    ("layer", "shown"),
    [("Trips", True), ("Meetings", True), ("Places mentioned", False), ("Country names", True)],
)
def test_each_layer_can_be_switched_on_and_off(sight, sample_map, layer, shown):
    window = sight()
    page = window.open(sample_map)

    def picture() -> str:
        window.settle()
        return page.evaluate(
            "['trips', 'focus'].map((name) => geomap.sheets[name]._container.toDataURL()).join()"
        )

    page.locator("#layers summary").click()
    box = page.get_by_role("checkbox", name=layer, exact=True)
    assert box.is_checked() is shown
    before = picture()
    box.click()
    switched = picture()
    assert switched != before
    box.click()
    assert picture() == before


def test_visited_countries_are_tinted_and_the_legend_says_how(sight, sample_map):
    window = sight()
    page = window.open(sample_map)
    legend = page.locator("#legend")
    expect(legend).to_contain_text("Visits by country")
    for word in ("done", "planned", "under way", "cancelled", "Ana Silveira", "Meeting"):
        expect(legend).to_contain_text(word)
    page.locator("#layers summary").click()
    page.get_by_role("checkbox", name="Visits by country").click()
    expect(legend).not_to_contain_text("Visits by country")


def test_mentions_are_sized_by_count_and_tell_their_quotes(sight, sample_map):
    window = sight()
    page = window.open(sample_map, "#layers=mentions&view=4.00/-10.0000/170.0000")
    window.settle()
    sizes = page.evaluate(
        "Object.fromEntries(geomap.sheets.trips.view.hits.map((hit) => [hit.items[0].place.name, hit.r]))"
    )
    assert sizes["Suva"] > 2 * 4
    page.mouse.click(*place_on_screen(page, 178.442, -18.142))
    expect(page.locator(".leaflet-popup")).to_contain_text("Sentence 0 names Suva.")
    expect(page.locator(".leaflet-popup")).to_contain_text("Suva · 9")


def test_credits_are_on_the_map(sight, sample_map):
    page = sight().open(sample_map)
    line = page.locator(".leaflet-control-attribution")
    for name in ("Leaflet", "Natural Earth", "GeoNames", "CC BY 4.0"):
        expect(line).to_contain_text(name)
    expect(page.locator(".leaflet-control-scale")).to_contain_text("km")


def test_without_scripts_the_itinerary_is_there_as_text(sight, sample_map):
    page = sight(java_script_enabled=False).page
    page.goto(sample_map.as_uri())
    expect(page.locator("nav")).to_be_hidden()
    expect(page.locator(".plain h2").first).to_have_text("Ana Silveira: Auckland, Suva, Honolulu, Santiago")
    expect(page.locator(".plain")).to_contain_text("She spoke in Suva on Sunday.")
    expect(page.locator(".plain")).to_contain_text("Fiji")


def test_damaged_data_says_so_instead_of_an_empty_map(sight, sample_map, tmp_path):
    broken = tmp_path / "broken.html"
    text = sample_map.read_text("utf-8")
    at = text.index('id="geomap-data">') + len('id="geomap-data">')
    broken.write_text(text[:at] + "AAAA" + text[at + 400 :], "utf-8")
    window = sight()
    window.page.goto(broken.as_uri())
    expect(window.page.locator("html[data-state=error]")).to_have_count(1)
    expect(window.page.locator(".broken")).to_contain_text("geomap:")
    assert len(window.errors) == 1
    window.errors.clear()


def test_browsers_without_decompression_read_the_same_data(sight, sample_map):
    window = sight()
    window.page.add_init_script("delete window.DecompressionStream")
    page = window.open(sample_map)
    with_fallback = page.evaluate(
        "JSON.stringify(geomap.store.model.quotes.map(({ text }) => geomap.store.model.textOf(text)))"
    )
    assert page.evaluate("typeof DecompressionStream") == "undefined"
    assert "She spoke in Suva on Sunday." in json.loads(with_fallback)
    expect(page.locator("[data-trip-id]")).to_have_count(5)
