"""Whatever an article says is shown as it is: nothing of it runs, loads, or changes the page."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import sample

from geomap.webmap import render_map

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "hostile.jsonl").read_text("utf-8").splitlines()
]

SHAPE = """() => ({
    title: document.title,
    scripts: document.querySelectorAll('script').length,
    styles: document.querySelectorAll('style, link').length,
    metas: document.querySelectorAll('meta, base').length,
    frames: document.querySelectorAll('iframe, object, embed, img:not(.leaflet-tile), svg, form:not(#finder)').length,
    inline: [...document.querySelectorAll('*')].filter((e) => [...e.attributes].some((a) => a.name.startsWith('on'))).length,
})"""  # noqa: E501

LINKS = """() => [...document.querySelectorAll('#panel a[href]')].map((a) => [a.protocol, a.rel])"""


def hostile_trip(i: int, text: str) -> dict[str, list[dict[str, Any]]]:
    """One trip with the text in every field that holds text."""
    article = f"{i} {text}"
    said = {"article": article, "start": 1, "end": 1 + len(text), "quote": text}
    report = {"status": text, "article": article, "published": text, "quote": text}
    layers = {name: [] for name in ("trips", "stops", "legs", "meetings", "mentions")}
    trip = f"trip {i} {text}"
    layers["trips"].append(sample.trip(trip, text, text, text) | {})
    layers["trips"][0]["properties"] |= {
        "title": text, "status": text, "companions": [text], "sources": [article], "date_start": text,
        "conflicts": [{"field": text, "kept": text, "values": [{"value": text, "article": article, "quote": text}]}],  # noqa: E501
    }  # fmt: skip
    for place in ("Suva", "Honolulu"):
        layers["stops"].append(sample.stop(f"stop {place} {i} {text}", trip, text, place))
    layers["legs"].append(sample.leg(f"leg {i} {text}", trip, text, 1, "Suva", "Honolulu"))
    person = {"name": text, "role": text, "country": text}
    layers["meetings"].append(sample.meeting(f"meeting {i} {text}", trip, "Suva", [person]))
    for stop in layers["stops"]:
        stop["properties"] |= {
            "place": text, "city": text, "country": text, "precision": text, "date_start": text, "date_text": text,  # noqa: E501
            "date_reason": text, "status": text, "sources": [article], "evidence": [said],
            "history": [report, {**report, "status": "done"}],
        }  # fmt: skip
    layers["legs"][0]["properties"] |= {
        "origin": text, "origin_country": text, "destination": text, "destination_country": text, "status": text,  # noqa: E501
        "sources": [article], "evidence": [said],
    }  # fmt: skip
    layers["meetings"][0]["properties"] |= {
        "format": text, "place": text, "city": text, "country": text, "status": text, "sources": [article],
        "evidence": [said], "history": [report, {**report, "status": "done"}],
    }  # fmt: skip
    layers["mentions"].append(copy.deepcopy(sample.layers()["mentions"]["features"][0]))
    layers["mentions"][0]["properties"] |= {"article": article, "text": text, "quote": text, "place": text}
    return layers


@pytest.fixture(scope="session")
def hostile_map(tmp_path_factory, topology):
    layers: dict[str, list[dict[str, Any]]] = {}
    articles = {}
    for i, case in enumerate(CASES):
        text = case["text"]
        for name, features in hostile_trip(i, text).items():
            layers.setdefault(name, []).extend(features)
        articles[f"{i} {text}"] = {"title": text, "publisher": text, "source": text, "published": text}
    collections = {name: {"type": "FeatureCollection", "features": found} for name, found in layers.items()}
    path = tmp_path_factory.mktemp("hostile") / "index.html"
    path.write_text(render_map(collections, articles, topology=topology), "utf-8")
    return path


def test_every_hostile_text_is_shown_exactly_in_every_field(sight, hostile_map):
    window = sight()
    page = window.open(hostile_map)
    shape = page.evaluate(SHAPE)
    assert shape["inline"] == 0
    for i, case in enumerate(CASES):
        points = joined([ord(letter) for letter in case["text"]])
        page.evaluate("(i) => { const trip = geomap.store.model.trips[i]; geomap.open(trip); }", i)
        fields = page.evaluate(
            # as code points: a lone surrogate does not survive the way out of the browser
            """() => ['#trip-title bdi', '.trip .role bdi', '.conflict h5 bdi', '.side strong bdi', '.side blockquote',
                '.trip .status bdi', '.stop h3 bdi', '.said bdi', '.quote blockquote', '.quote cite bdi', '.history p',
                '.leg .pick bdi', '.meeting h4 bdi'
            ].map((where) => [where, [...(document.querySelector(where)?.textContent ?? 'missing')].map((c) => c.codePointAt(0))])"""  # noqa: E501
        )
        for where, found in fields:
            if points:  # what is empty needs no place
                assert found == points, (case["id"], where)
        assert {tuple(link) for link in page.evaluate(LINKS)} <= {
            ("https:", "noopener noreferrer"), ("http:", "noopener noreferrer"),
        }, case["id"]  # fmt: skip
        assert page.evaluate(SHAPE) == shape, case["id"]
    window.assert_quiet()


def joined(points: list[int]) -> list[int]:
    """Code points as JavaScript reads them: a high surrogate before a low one is one letter."""
    text = "".join(map(chr, points)).encode("utf-16-le", "surrogatepass")
    out = []
    units = memoryview(text).cast("H").tolist()
    i = 0
    while i < len(units):
        pair = 0xD800 <= units[i] < 0xDC00 and i + 1 < len(units) and 0xDC00 <= units[i + 1] < 0xE000
        out.append(0x10000 + ((units[i] - 0xD800) << 10) + (units[i + 1] - 0xDC00) if pair else units[i])
        i += 2 if pair else 1
    return out


def test_hostile_texts_in_list_filters_search_map_and_popups(sight, hostile_map):
    window = sight()
    page = window.open(hostile_map, "#layers=trips,meetings,visits,names,mentions")
    shape = page.evaluate(SHAPE)
    page.evaluate("document.querySelector('#filters').open = true")
    for _ in range(4):
        page.evaluate("document.querySelector('.more:not([hidden])')?.click()")
    page.get_by_role("combobox", name="Search").press_sequentially("<img")
    window.until("!document.querySelector('#found').hidden")
    page.keyboard.press("Escape")
    window.settle()
    for lat, lng in ((-18.142, 178.442), (21.307, -157.858)):
        page.evaluate(
            "([lat, lng]) => geomap.map.fire('click', { latlng: L.latLng(lat, lng),"
            " containerPoint: geomap.map.latLngToContainerPoint([lat, lng]) })",
            [lat, lng],
        )
        window.settle()
    assert page.evaluate(SHAPE) == shape
    window.assert_quiet()


def test_hostile_texts_can_be_taken_away(sight, hostile_map):
    window = sight()
    page = window.open(hostile_map)
    page.get_by_text("Take away").click()
    with page.expect_download() as got:
        page.get_by_role("button", name="What is shown, as GeoJSON").click()
    features = json.loads(got.value.path().read_text("utf-8"))["features"]
    texts = {feature["properties"].get("place") for feature in features}
    writable = {case["text"] for case in CASES if not any("\ud800" <= c <= "\udfff" for c in case["text"])}
    assert writable <= texts


def test_hostile_texts_stay_text_where_no_script_runs(sight, hostile_map):
    window = sight(java_script_enabled=False)
    window.page.goto(hostile_map.as_uri())
    assert (
        window.page.locator(
            ".plain :is(img, script, iframe, style, svg, form, object, embed, link, meta, base)"
        ).count()
        == 0
    )
    assert window.page.locator(".plain h2").count() == len(CASES)
    window.assert_quiet()
