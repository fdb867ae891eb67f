"""Time, filters, search and the address: what is chosen is what is shown, and it can be linked to."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

COUNT = "#count"
VIEW = "[geomap.map.getZoom(), geomap.map.getCenter().lat, geomap.map.getCenter().lng]"


def set_day(page, index: int) -> None:
    page.locator("input[type=range]").fill(str(index))


# ── Time ────────────────────────────────────────────────────────────────────────────────────────


def test_the_slider_leaves_what_had_begun_by_that_day(sight, sample_map):
    window = sight()
    page = window.open(sample_map)
    expect(page.locator(COUNT)).to_have_text("5 trips, 15 stops, 3 meetings, 1 cancelled")
    slider = page.locator("input[type=range]")
    set_day(page, 0)
    expect(slider).to_have_attribute("aria-valuetext", "Until Thursday 2 May 2024")
    expect(page.locator(COUNT)).to_have_text(
        "2 trips, 4 stops, 1 meeting, 1 cancelled"
    )  # one stop, and what has no date
    page.get_by_label("5 undated").uncheck()
    expect(page.locator(COUNT)).to_have_text("1 trip, 1 stop")


def test_the_last_day_of_the_slider_is_the_whole_period(sight, sample_map):
    page = sight().open(sample_map)
    set_day(page, 10)
    set_day(page, int(page.locator("input[type=range]").get_attribute("max")))
    expect(page.locator("#day-words")).to_have_text("Whole period")
    expect(page.locator(COUNT)).to_have_text("5 trips, 15 stops, 3 meetings, 1 cancelled")


def test_a_span_shows_only_what_happened_shortly_before(sight, sample_map):
    page = sight().open(sample_map, "#day=2024-06-04")
    page.get_by_label("5 undated").uncheck()
    expect(page.locator(COUNT)).to_contain_text("2 trips, 5 stops")
    page.locator("#span").select_option(label="the last week")
    expect(page.locator(COUNT)).to_contain_text("1 trip, 1 stop")
    expect(page.locator("[data-trip-id]")).to_contain_text("Jonas Lindqvist")


def test_playing_goes_through_time_and_ends_with_everything(sight, sample_map):
    page = sight().open(sample_map, "#day=2024-09-01")
    page.get_by_role("button", name="Play through time").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.get_by_role("button", name="Play through time")).to_be_visible(timeout=60_000)
    expect(page.locator("#day-words")).to_have_text("Whole period")


def test_playing_can_be_paused_by_key(sight, sample_map):
    page = sight().open(sample_map, "#day=2024-06-01")
    page.locator("#play").focus()
    page.keyboard.press("Space")
    expect(page.locator("#day-words")).not_to_have_text("Until Saturday 1 June 2024")
    page.keyboard.press("Space")
    stopped = page.locator("input[type=range]").input_value()
    page.wait_for_timeout(900)  # two steps of play
    assert page.locator("input[type=range]").input_value() == stopped


def test_arrow_keys_move_the_slider_by_a_day(sight, sample_map):
    page = sight().open(sample_map, "#day=2024-05-04")
    slider = page.locator("input[type=range]")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "Until Sunday 5 May 2024")
    expect(page.locator("[data-trip-id=t-pacific]")).to_be_visible()


def test_undated_trips_are_marked_as_such(sight, sample_map):
    page = sight().open(sample_map)
    expect(page.get_by_role("heading", name="Without a date")).to_be_visible()
    expect(page.locator("[data-trip-id=t-africa]")).to_contain_text("no date stated")


# ── Filters ─────────────────────────────────────────────────────────────────────────────────────


def test_filters_by_traveller_country_source_and_format(sight, sample_map):
    page = sight().open(sample_map)
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Traveller", exact=True).select_option(label="Ana Silveira (2)")
    expect(page.locator(COUNT)).to_have_text("2 trips, 7 stops, 2 meetings")
    page.get_by_label("Country visited").select_option(label="Fiji (1)")
    expect(page.locator(COUNT)).to_have_text("1 trip, 4 stops, 1 meeting")
    expect(page.locator("#filters-set")).to_have_text("2")
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(COUNT)).to_have_text("5 trips, 15 stops, 3 meetings, 1 cancelled")
    page.get_by_label("Format of meeting").select_option(label="C5+1 (1)")
    expect(page.locator("[data-trip-id]")).to_have_count(1)
    page.get_by_role("button", name="Clear filters").click()
    page.get_by_label("Source", exact=True).select_option(label="Coast Herald (1)")
    expect(page.locator("[data-trip-id]")).to_contain_text("Mira Okafor")


def test_counts_of_the_other_filters_follow(sight, sample_map):
    page = sight().open(sample_map)
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Traveller", exact=True).select_option(label="Jonas Lindqvist (1)")
    options = page.get_by_label("Country visited").locator("option").all_inner_texts()
    assert sorted(options[1:]) == ["Norway (1)", "Svalbard & Jan Mayen (1)", "United States (1)"]


def test_a_status_can_be_left_out(sight, sample_map):
    page = sight().open(sample_map)
    page.get_by_text("Filters", exact=True).click()
    page.locator("#hidden-planned").uncheck()
    expect(page.locator("[data-trip-id=t-ice]")).to_have_count(0)
    page.locator("[data-trip-id=t-africa]").click()
    expect(page.locator("[data-stop-id]")).to_have_count(1)
    expect(page.get_by_text("3 stops are hidden by the filters or the period.")).to_be_visible()


def test_an_empty_result_says_so_and_offers_the_way_back(sight, sample_map):
    page = sight().open(sample_map)
    page.get_by_role("combobox", name="Search").fill("zzz nothing")
    expect(page.get_by_text("Nothing fits these filters and this period.").first).to_be_visible()
    expect(page.locator("[role=status]")).to_contain_text("Nothing fits")
    page.locator(".empty").get_by_role("button", name="Clear filters").click()
    expect(page.locator("[data-trip-id]")).to_have_count(5)
    expect(page.get_by_role("combobox", name="Search")).to_have_value("")


def test_an_opened_trip_that_the_filters_leave_out_says_so(sight, sample_map):
    page = sight().open(sample_map, "#trip=t-pacific&who=Jonas+Lindqvist")
    expect(page.get_by_role("heading", name="Ana Silveira", exact=True)).to_be_visible()
    expect(page.get_by_text("4 stops are hidden by the filters or the period.")).to_be_visible()
    page.locator(".empty").get_by_role("button", name="Clear filters").click()
    expect(page.locator("[data-stop-id]")).to_have_count(4)


# ── Search ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "trip"),
    [
        ("utqiagvik", "t-arctic"),  # without its accent
        ("UZBEKISTAN", "t-oman"),  # the country of a stop
        ("vuniwaqa", "t-pacific"),  # who was met
        ("rojas", "t-pacific"),  # who came along
        ("commissioner", "t-africa"),  # the role
        ("silveira suva", "t-pacific"),  # both words
    ],
)
def test_search_finds_trips_by_people_and_places(sight, sample_map, typed, trip):
    page = sight().open(sample_map)
    page.get_by_role("combobox", name="Search").fill(typed)
    expect(page.locator("[data-trip-id]")).to_have_count(1)
    expect(page.locator(f"[data-trip-id={trip}]")).to_be_visible()


def test_a_suggestion_is_taken_by_the_keyboard(sight, sample_map):
    page = sight().open(sample_map)
    field = page.get_by_role("combobox", name="Search")
    field.press_sequentially("jon")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Jonas Lindqvist")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator(COUNT)).to_have_text("1 trip, 3 stops")


def test_a_place_that_is_found_is_shown_on_the_map(sight, sample_map):
    window = sight()
    page = window.open(sample_map)
    page.get_by_role("combobox", name="Search").press_sequentially("mcmu")
    page.get_by_role("option", name="McMurdo Station").first.click()
    window.settle()
    lat, lng = page.evaluate("[geomap.map.getCenter().lat, geomap.map.getCenter().lng]")
    assert abs(lat + 77.8) < 3
    assert abs(lng - 166.7) < 6


# ── The address ─────────────────────────────────────────────────────────────────────────────────


def test_a_link_brings_back_trip_stop_time_filters_and_view(sight, sample_map):
    window = sight()
    page = window.open(sample_map)
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Traveller", exact=True).select_option(label="Ana Silveira (2)")
    page.locator("[data-trip-id=t-pacific]").click()
    set_day(page, 5)
    page.locator("[data-stop-id=s-suva] .pick").first.click()
    window.settle()
    page.locator("#map_geomap").focus()
    for key, moved in (("+", "getZoom()"), ("ArrowLeft", "getCenter().lng")):
        before = page.evaluate(f"geomap.map.{moved}")
        page.keyboard.press(key)
        window.until(f"Math.abs(geomap.map.{moved} - {before}) > 0.1")
        window.settle()
    window.until(f"{VIEW}.every((value, i) => Math.abs(value - (geomap.state.view ?? [])[i]) < 0.01)")
    seen = page.evaluate(VIEW)
    fragment = page.evaluate("location.hash")

    again = sight().open(sample_map, fragment)
    expect(again.locator("[data-stop-id=s-suva].chosen")).to_be_visible()
    assert again.locator("input[type=range]").input_value() == "5"
    state = again.evaluate("({ ...geomap.state })")
    assert state["traveller"] == "Ana Silveira"
    assert again.evaluate(VIEW) == pytest.approx(seen, abs=0.1)
    assert again.evaluate("location.hash") == fragment


def test_back_and_forward_go_through_what_was_opened(sight, sample_map):
    window = sight()
    page = window.open(sample_map)
    page.locator("[data-trip-id=t-pacific]").click()
    page.locator("[data-stop-id=s-suva] .pick").first.click()
    page.go_back()
    expect(page.locator("[data-stop-id=s-suva]")).to_be_visible()
    expect(page.locator(".chosen")).to_have_count(0)
    page.go_back()
    expect(page.locator("[data-trip-id]")).to_have_count(5)
    page.go_forward()
    expect(page.locator("[data-stop-id]")).to_have_count(4)
    page.go_forward()
    expect(page.locator("[data-stop-id=s-suva].chosen")).to_be_visible()


@pytest.mark.parametrize(
    "fragment",
    ["#trip=unknown", "#day=2024-99-99", "#view=a/b/c", "#hide=nonsense", "#span=-3", "#%%%", "#trip=__proto__",  # noqa: E501
     "#stop=t-pacific", "#layers=x,y", "#view=1e999/0/0"],
)  # fmt: skip
def test_a_link_that_makes_no_sense_shows_the_map_all_the_same(sight, sample_map, fragment):
    page = sight().open(sample_map, fragment)
    assert page.evaluate("document.documentElement.dataset.state") == "ready"
    expect(page.locator("[data-trip-id]")).to_have_count(5)


def test_a_changed_fragment_is_followed(sight, sample_map):
    page = sight().open(sample_map)
    page.evaluate("location.hash = '#stop=s-muscat'")
    expect(page.locator("[data-stop-id=s-muscat].chosen")).to_be_visible()


def test_only_the_reader_chooses_a_view(sight, sample_map):
    """Neither fitting a trip, nor a window that changes its size, nor a popup is a view that was chosen."""
    window = sight()
    page = window.open(sample_map)
    page.locator("[data-trip-id=t-pacific]").click()
    window.settle()
    page.set_viewport_size({"width": 1100, "height": 700})
    window.settle()
    page.locator("#fit-all").click()
    window.settle()
    window.until("performance.now() > 2500")  # well after the last move
    assert page.evaluate("location.hash") == "#trip=t-pacific"
    page.mouse.move(800, 300)
    page.mouse.down()
    page.mouse.move(700, 280, steps=4)
    page.mouse.up()
    window.until("location.hash.includes('view=')")
    page.locator("#fit-trip").click()
    window.until("location.hash === '#trip=t-pacific'")


def test_a_reader_who_interrupts_our_move_chooses_the_view(sight, sample_map):
    window = sight()
    page = window.open(sample_map)
    page.locator("[data-trip-id=t-pacific]").click()
    page.mouse.move(900, 400)
    page.mouse.wheel(0, -240)
    window.until("location.hash.includes('view=')")
