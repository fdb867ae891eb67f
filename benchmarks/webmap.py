"""How large the map gets and how soon it is ready: 1,000 to 100,000 stops, and folium's own markers.

    python benchmarks/webmap.py [TRAVELS.csv …]

Trips of four stops between a few thousand places, with a leg for each stop and a quote of its own, as
geomap would write them; each page is opened from disk by a browser without network, and is ready when
what it shows stands on the screen: for our map once `geomap.ready` has come true, for folium once all
markers are in the page, and for both when the next frame has been painted. Each is opened several times,
folium's and ours in turns, and the middle time counts. Frames are measured while the map is dragged and
zoomed. With CSV files of travels (name, start, end, country, locale, remarks), those are opened as one map
as well.
"""

from __future__ import annotations

import csv
import random
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from geomap.datafiles import data_path
from geomap.webmap import render_map

SIZES = (1_000, 10_000, 100_000)
COMPARED, RUNS = 10_000, 3
PLACES, TRAVELLERS, STOPS_A_TRIP = 3_000, 400, 4
WORDS = [
    "the", "minister", "arrived", "for", "talks", "with", "her", "counterpart", "after", "a",
    "visit", "to", "where", "officials", "said", "agreement", "on", "trade", "border", "security",
    "water", "energy", "would", "be", "signed", "next", "week", "during", "two", "days", "of",
    "meetings", "in", "capital",
]  # fmt: skip

type Layers = dict[str, dict[str, Any]]


def feature(key: str, geometry: dict[str, Any] | None, **properties: Any) -> dict[str, Any]:
    """A GeoJSON feature whose id is among its properties, too."""
    return {"type": "Feature", "id": key, "geometry": geometry, "properties": {"id": key, **properties}}


def point(place: tuple[Any, ...]) -> dict[str, Any]:
    """Where a place is."""
    return {"type": "Point", "coordinates": [place[1], place[2]]}


def line(a: tuple[Any, ...], b: tuple[Any, ...]) -> dict[str, Any]:
    """Ends and middle; the map draws the great circle itself."""
    return {"type": "MultiLineString", "coordinates": [[[a[1], a[2]], [b[1], b[2]]]]}


def synthetic(n: int) -> tuple[Layers, dict[str, dict[str, Any]]]:
    """Layers with `n` stops and `n` legs, the same for the same `n`."""
    chance = random.Random(n)
    places = [
        (f"Place {i}", round(chance.uniform(-170, 170), 4), round(chance.gauss(25, 25) % 140 - 65, 4), "FR")
        for i in range(PLACES)
    ]
    names = [f"Traveller {i}" for i in range(TRAVELLERS)]
    trips, stops, legs = [], [], []
    articles = {
        f"article {i}": {"title": f"Report {i} of the news", "publisher": f"Paper {i % 90}",
                         "source": f"https://news.example/{i}", "published": "2022-01-01"}
        for i in range(max(1, n // 8))
    }  # fmt: skip
    for t in range(n // STOPS_A_TRIP):
        trip, who = f"trip-{chance.getrandbits(48):012x}", chance.choice(names)
        route = chance.sample(places, STOPS_A_TRIP + 1)
        start = chance.randrange(1, 27)
        day = f"{1990 + t % 35}-{1 + t % 12:02}-{start:02}"
        article = f"article {chance.randrange(len(articles))}"
        trips.append(feature(
            trip, None, traveller=who, role="Foreign Minister", title=f"{who}: {route[1][0]}", date_start=day,
            date_end=day, status="done", distance_km=9000.0, companions=[], sources=[article], conflicts=[],
        ))  # fmt: skip
        for seq in range(1, STOPS_A_TRIP + 1):
            quote = " ".join(chance.choices(WORDS, k=16))
            said = [{"article": article, "start": chance.randrange(4000), "end": 0, "quote": quote}]
            place, before = route[seq], route[seq - 1]
            shared = {"trip": trip, "traveller": who, "seq": seq, "date_start": day, "date_end": day,
                      "status": "done", "sources": [article], "evidence": said}  # fmt: skip
            stops.append(feature(
                f"stop-{chance.getrandbits(48):012x}", point(place), place=place[0], city=place[0], country=place[3],  # noqa: E501
                precision="city", date_exact=True, date_text="Tuesday", date_reason=None, history=[], confidence=0.9,  # noqa: E501
                **shared,
            ))  # fmt: skip
            legs.append(feature(
                f"leg-{chance.getrandbits(48):012x}", line(before, place), origin=before[0],
                origin_country=before[3], destination=place[0], destination_country=place[3],
                distance_km=2000.0, bearing=90.0, **shared,
            ))  # fmt: skip
    return collections(trips=trips, stops=stops, legs=legs), articles


def collections(**layers: list[dict[str, Any]]) -> Layers:
    """Features by layer as FeatureCollections."""
    return {name: {"type": "FeatureCollection", "features": features} for name, features in layers.items()}


def travels(paths: list[str], places: dict[str, tuple[Any, ...]]) -> tuple[Layers, dict[str, dict[str, Any]]]:
    """Each row as a trip with one stop, at its country's label point if it is a country of today."""
    trips, stops = [], []
    articles = {
        path: {"title": Path(path).stem, "publisher": None, "source": None, "published": None}
        for path in paths
    }
    for path in paths:
        with Path(path).open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table):
                *where, code = places.get(row["country"]) or (None, None)
                key, who = f"{path}-{row['id']}", row["name"]
                days = {"date_start": row["start"] or None, "date_end": row["end"] or None}
                said = [{"article": path, "start": 0, "end": len(row["remarks"]), "quote": row["remarks"]}]
                name = row["locale"] or row["country"]
                trips.append(feature(key, None, traveller=who, role=None, title=f"{who}: {name}", status="done",  # noqa: E501
                                     distance_km=None, companions=[], sources=[path], conflicts=[], **days))  # fmt: skip  # noqa: E501
                stops.append(feature(f"{key}-stop", {"type": "Point", "coordinates": where} if code else None, trip=key,  # noqa: E501
                                     traveller=who, seq=1, place=name, city=None, country=code, precision="country",  # noqa: E501
                                     date_exact=True, date_text=None, date_reason=None, status="done", sources=[path],  # noqa: E501
                                     evidence=said, history=[], confidence=1.0, **days))  # fmt: skip
    return collections(trips=trips, stops=stops), articles


DRAWN = """async (ours) => {
    if (ours) await window.geomap.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return performance.now() / 1000;
}"""
FRAMES = """() => {
    window.longest = 0;
    const tick = (last) => (now) => { window.longest = Math.max(window.longest, now - last); requestAnimationFrame(tick(now)); };
    requestAnimationFrame((now) => requestAnimationFrame(tick(now)));
}"""  # noqa: E501


def open_page(browser: Browser, page_file: Path) -> Page:
    """A new window of a browser without network, with the page loaded."""
    page = browser.new_context(offline=True, viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(300_000)
    page.goto(page_file.as_uri(), wait_until="load")
    return page


def seconds_until_drawn(browser: Browser, page_file: Path, *, ours: bool) -> float:
    """From navigation until what the page shows is painted."""
    page = open_page(browser, page_file)
    seconds: float = page.evaluate(DRAWN, ours)
    page.context.close()
    return seconds


def longest_frame(browser: Browser, page_file: Path, *, ours: bool) -> float:
    """Milliseconds of the longest frame while the map is dragged, and zoomed in and out."""
    page = open_page(browser, page_file)
    page.evaluate(DRAWN, ours)
    page.wait_for_timeout(1500)  # what is painted in slices after the first sight
    page.evaluate(FRAMES)
    page.mouse.move(900, 400)
    page.mouse.down()
    for step in range(30):
        page.mouse.move(900 - step * 14, 400 + step * 4)
    page.mouse.up()
    page.wait_for_timeout(700)
    for turn in (-1, -1, 1, 1):
        page.mouse.wheel(0, turn * 240)
        page.wait_for_timeout(500)
    longest: float = page.evaluate("window.longest")
    page.context.close()
    return longest


def folium_markers(layers: Layers, target: Path) -> None:
    """The usual way: one folium Marker a stop, Leaflet and its images from disk.

    Of jQuery, which folium loads for its popups, only the one call that it makes is there: that is quicker
    than jQuery's own.
    """
    import folium

    from geomap.webmap import assets

    page = folium.Map()
    for stop in layers["stops"]["features"]:
        lon, lat = stop["geometry"]["coordinates"]
        folium.Marker((lat, lon), popup=stop["properties"]["place"]).add_to(page)
    page.default_js, page.default_css = [], []
    html = page.get_root().render()
    icon, shadow = re.findall(r"url\((data:image/png[^)]*)\)", assets.leaflet_style())[-1:] * 2
    scripts = f"""<script>
    window.$ = (html) => [Object.assign(document.createElement('div'), {{ innerHTML: html }})];
    delete L.Icon.Default.prototype._getIconUrl;
    L.Icon.Default.mergeOptions({{ iconUrl: '{icon}', iconRetinaUrl: '{icon}', shadowUrl: '{shadow}' }});
    </script>"""
    head = f"<head><script>{assets.leaflet_script()}</script>{scripts}<style>{assets.leaflet_style()}</style>"
    target.write_text(html.replace("<head>", head, 1), "utf-8")


def main(tables: list[str]) -> None:
    """Build, open and measure one map after the other."""
    topology = data_path("boundaries/countries.topojson").read_bytes()
    browser_path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        print(f"{'map':28} {'build s':>8} {'MB':>7} {'ready s':>8} {'longest frame ms':>17}")

        def build(name: str, layers: Layers, articles: dict[str, dict[str, Any]]) -> tuple[Path, float]:
            page_file = Path(folder) / f"{name}.html"
            began = time.perf_counter()
            page_file.write_text(render_map(layers, articles, topology=topology), "utf-8")
            return page_file, time.perf_counter() - began

        def report(name: str, page_file: Path, built: float, seconds: float, *, ours: bool = True) -> None:
            size = page_file.stat().st_size / 1e6
            longest = longest_frame(browser, page_file, ours=ours)
            print(f"{name:28} {built:8.2f} {size:7.2f} {seconds:8.2f} {longest:17.0f}", flush=True)

        def opened(page_file: Path) -> float:
            return median(seconds_until_drawn(browser, page_file, ours=True) for _ in range(RUNS))

        warm, _ = build("warm", *synthetic(100))
        opened(warm)  # the browser's own start
        for n in SIZES:
            layers, articles = synthetic(n)
            page_file, built = build(str(n), layers, articles)
            if n != COMPARED:
                report(f"{n:,} stops and legs", page_file, built, opened(page_file))
                continue
            usual = Path(folder) / "folium.html"
            began = time.perf_counter()
            folium_markers(layers, usual)
            usual_built = time.perf_counter() - began
            pairs = [
                (
                    seconds_until_drawn(browser, page_file, ours=True),
                    seconds_until_drawn(browser, usual, ours=False),
                )
                for _ in range(RUNS)
            ]
            ours, theirs = (median(column) for column in zip(*pairs, strict=True))
            report(f"{n:,} stops and legs", page_file, built, ours)
            report("  folium.Marker a stop", usual, usual_built, theirs, ours=False)
            print(f"  {theirs / ours:.1f} times slower to be ready, {theirs - ours:.1f} s later", flush=True)
        if tables:
            import json

            shapes = json.loads(topology)["objects"]["countries"]["geometries"]
            named = {
                p["name"]: (p["label_lon"], p["label_lat"], p["iso_a2"])
                for p in (shape["properties"] for shape in shapes)
            }
            page_file, built = build("travels", *travels(tables, named))
            report("travels", page_file, built, opened(page_file))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
