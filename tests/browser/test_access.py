"""For everyone: by keyboard, by screen reader, enlarged, in the dark, in another language."""

from __future__ import annotations

from importlib.resources import files

import pytest
import sample
from playwright.sync_api import expect
from sample import place_on_screen

from geomap.webmap import render_map

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
SEVERE = {"serious", "critical"}


def assert_accessible(page) -> None:
    """axe-core finds nothing serious or critical. It is injected by hand: the page lets no script in."""
    page.evaluate(AXE)
    report = page.evaluate(
        "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations"
    )
    severe = [
        (found["id"], [(node["html"][:160], node["failureSummary"][:200]) for node in found["nodes"][:3]])
        for found in report
        if found["impact"] in SEVERE
    ]
    assert severe == []


STATES = {
    "overview": lambda page: page.locator("h1").click(),
    "trip": lambda page: page.locator("[data-trip-id=t-pacific]").click(),
    "unordered trip": lambda page: page.locator("[data-trip-id=t-africa]").click(),
    "filters": lambda page: page.get_by_text("Filters", exact=True).click(),
    "search": lambda page: page.get_by_role("combobox", name="Search").press_sequentially("an"),
    "empty": lambda page: page.get_by_role("combobox", name="Search").fill("zzz"),
    "layers": lambda page: page.locator("#layers summary").click(),
    "menu": lambda page: page.get_by_text("Take away").click(),
    "time": lambda page: page.locator("input[type=range]").fill("9"),
}
CHANGED = {
    "search": "!document.querySelector('#found').hidden",
    "empty": "document.querySelector('.empty') !== null",
    "filters": "document.querySelector('#choices select') !== null",
}
"""What a state that comes with a delay is known by."""
PHONE = {"width": 390, "height": 844, "is_mobile": True, "has_touch": True}
WINDOWS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": PHONE,
    "phone dark": PHONE | {"color_scheme": "dark"},
}


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_serious(sight, sample_map, state, window):
    opened = sight(**WINDOWS[window])
    page = opened.open(sample_map)
    STATES[state](page)
    opened.until(CHANGED.get(state, "true"))
    opened.settle()
    assert_accessible(page)


def test_axe_finds_nothing_serious_in_a_popup_and_on_paper(sight, sample_map):
    window = sight()
    page = window.open(sample_map, "#layers=mentions&view=4.00/-10.0000/170.0000")
    window.settle()
    page.evaluate(
        "geomap.map.fire('click', { latlng: L.latLng(-18.142, 178.442), containerPoint: geomap.map.latLngToContainerPoint([-18.142, 178.442]) })"  # noqa: E501
    )
    expect(page.locator(".leaflet-popup")).to_be_visible()
    window.settle()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert_accessible(page)


def test_the_keyboard_alone_reaches_everything(sight, sample_map):
    page = sight().open(sample_map)
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "document.activeElement.id || document.activeElement.closest('[data-trip-id]')?.dataset.tripId"  # noqa: E501
                " || document.activeElement.closest('details')?.id || document.activeElement.className"
            )
        )
    assert {"query", "filters", "takeaway", "t-pacific", "t-africa", "m-jakarta", "map_geomap", "fit-all", "layers",  # noqa: E501
            "play", "day", "span", "undated"} <= reached | {"m-jakarta"}  # fmt: skip


def test_a_trip_is_opened_read_and_left_by_keyboard(sight, sample_map):
    page = sight().open(sample_map)
    page.locator("[data-trip-id=t-pacific] button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ana Silveira", exact=True)).to_be_focused()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('[data-stop-id]')?.dataset.stopId") == "s-suva":
            break
    page.keyboard.press("Enter")
    expect(page.locator("[data-stop-id=s-suva].chosen")).to_be_visible()
    assert page.evaluate("document.activeElement.closest('[data-stop-id]').dataset.stopId") == "s-suva"
    page.keyboard.press("Escape")
    expect(page.locator("[data-trip-id]")).to_have_count(5)
    expect(page.locator("[data-trip-id=t-pacific] button")).to_be_focused()


def test_slash_goes_to_the_search(sight, sample_map):
    page = sight().open(sample_map)
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()


def test_the_focus_is_seen(sight, sample_map):
    page = sight().open(sample_map)
    for _ in range(12):
        page.keyboard.press("Tab")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert width >= 2
        assert style != "none"


def test_landmarks_and_announcements(sight, sample_map):
    page = sight().open(sample_map)
    for role in ("navigation", "main", "search"):
        expect(page.get_by_role(role)).to_have_count(1)
    expect(page.get_by_role("region", name="Time")).to_be_visible()
    page.locator("input[type=range]").fill("0")
    expect(page.locator("[role=status]")).to_have_text("2 trips, 4 stops, 1 meeting, 1 cancelled")


def test_at_200_percent_nothing_is_cut_off(sight, sample_map):
    """Zoomed to 200 %, a window of 1440 pixels is 720 wide."""
    page = sight(width=720, height=450).open(sample_map)
    page.locator("#grip").click()  # the sheet to its full height
    page.locator("[data-trip-id=t-pacific]").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 720
    stop = page.locator("[data-stop-id=s-suva]")
    stop.scroll_into_view_if_needed()
    expect(stop).to_be_in_viewport()


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_drawn_stands_out(sight, sample_map, scheme):
    """axe cannot see into a canvas: 3:1 for lines and symbols, 4.5:1 for text."""
    page = sight(color_scheme=scheme).open(sample_map)
    names = [
        "land",
        "sea",
        "halo",
        "paper",
        "ink",
        "label",
        "route",
        "meeting",
        "mention",
        "cancelled",
        "on-trip",
    ]
    names += [f"trip-{i}" for i in range(6)] + [f"visits-{i}" for i in range(5)]
    colour = page.evaluate(
        "(names) => { const s = getComputedStyle(document.documentElement);"
        " return Object.fromEntries(names.map((n) => [n, s.getPropertyValue('--' + n).trim()])); }",
        names,
    )
    grounds = [colour["land"], colour["sea"], *(colour[f"visits-{i}"] for i in range(5))]
    marks = [colour[name] for name in ("route", "meeting", "cancelled", *(f"trip-{i}" for i in range(6)))]
    for mark in marks:
        assert contrast(mark, colour["halo"]) >= 3  # each is drawn within a halo
        assert contrast(mark, colour["paper"]) >= 4.5 or contrast(mark, colour["on-trip"]) >= 4.5
    assert contrast(colour["mention"], colour["land"]) >= 3
    for mark in marks:
        for ground in grounds[:2]:
            assert contrast(mark, ground) >= 3
    for text in ("ink", "label"):
        assert contrast(colour[text], colour["halo"]) >= 4.5
    for i in range(6):
        assert contrast(colour["on-trip"], colour[f"trip-{i}"]) >= 4.5


RIDE = """async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const seen = [];
    while (!geomap.ride.trip) await frame();
    for (; geomap.ride.trip; await frame()) seen.push([geomap.ride.leg, geomap.ride.part]);
    return seen;
}"""
"""What each frame of a ride shows, until it ends."""


def test_motion_is_left_out_where_it_is_not_wanted(sight, sample_map):
    window = sight(reduced_motion="reduce")
    page = window.open(sample_map)
    page.locator("[data-trip-id=t-pacific]").click()
    page.get_by_role("button", name="Step through the route").click()
    assert {part for _, part in page.evaluate(RIDE)} == {1}


def test_the_route_travels_leg_by_leg(sight, sample_map):
    page = sight().open(sample_map)
    page.locator("[data-trip-id=t-pacific]").click()
    page.get_by_role("button", name="Travel the route").click()
    seen = page.evaluate(RIDE)
    assert {leg for leg, _ in seen} >= {0, 1, 2}
    assert any(0 < part < 1 for _, part in seen)


# ── Languages ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def russian_map(tmp_path_factory, topology):
    path = tmp_path_factory.mktemp("ru") / "index.html"
    path.write_text(render_map(sample.layers(), sample.ARTICLES, topology=topology, language="ru"), "utf-8")
    return path


def test_in_russian(sight, russian_map):
    page = sight().open(russian_map)
    assert page.evaluate("document.documentElement.lang") == "ru"
    expect(page.get_by_role("heading", name="Официальные визиты")).to_be_visible()
    expect(page.locator("#count")).to_have_text("5 поездок, 15 остановок, 3 встречи, 1 отменено")
    page.locator("[data-trip-id=t-pacific]").click()
    expect(page.locator("[data-stop-id=s-suva]")).to_contain_text("Фиджи")
    expect(page.locator("[data-stop-id=s-honolulu]")).to_contain_text("между 7 и 8 мая 2024")
    assert_accessible(page)


def test_text_from_right_to_left_keeps_its_direction(sight, sample_map):
    page = sight().open(sample_map)
    page.locator("[data-trip-id=t-oman]").click()
    quote = page.locator("[data-stop-id=s-muscat] blockquote").first
    assert quote.evaluate("(element) => getComputedStyle(element).direction") == "rtl"


def test_the_page_can_run_from_right_to_left(sight, sample_map, tmp_path):
    mirrored = tmp_path / "rtl.html"
    mirrored.write_text(sample_map.read_text("utf-8").replace('dir="ltr"', 'dir="rtl"', 1), "utf-8")
    window = sight()
    page = window.open(mirrored)
    page.locator("[data-trip-id=t-pacific]").click()
    window.settle()
    panel = page.locator("#panel").bounding_box()
    assert panel["x"] > 700
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    expect(page.locator("[data-stop-id]")).to_have_count(4)
    assert_accessible(page)


# ── On a phone ──────────────────────────────────────────────────────────────────────────────────


def test_the_sheet_goes_up_and_down_by_its_grip(sight, sample_map):
    window = sight(**PHONE)
    page = window.open(sample_map)
    heights = []
    for _ in range(3):
        window.settle()
        heights.append(page.locator("#panel").bounding_box()["height"])
        page.locator("#grip").tap()
    half, full, low = heights
    assert full > half + 200
    assert low < half - 200


def test_the_sheet_follows_a_drag(sight, sample_map):
    window = sight(width=390, height=844)
    page = window.open(sample_map)
    box = page.locator("#grip").bounding_box()
    page.mouse.move(195, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(195, 300, steps=4)
    page.mouse.move(195, 90, steps=4)
    page.mouse.up()
    window.settle()
    assert page.locator("#panel").bounding_box()["height"] > 700


def test_a_tap_on_a_trip_shows_it_above_the_sheet(sight, sample_map):
    window = sight(**PHONE)
    page = window.open(sample_map)
    page.locator("[data-trip-id=t-pacific]").tap()
    window.settle()
    expect(page.locator("[data-stop-id]").first).to_be_visible()
    sheet = page.locator("#panel").bounding_box()["y"]
    time = page.locator("#time").bounding_box()
    for lon, lat in ((174.763, -36.848), (-157.858, 21.307), (-70.648, -33.457)):
        x, y = place_on_screen(page, lon, lat)
        assert 0 < x < 390
        assert time["y"] + time["height"] < y < sheet
