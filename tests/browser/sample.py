"""A small world of trips for the map's tests: real places of every continent, people and articles made up.

Among them a way over the antimeridian, one past the pole, one to Antarctica; stops that are planned,
done, cancelled, undated, in no known order; a status with a history, reports that differ, a meeting
that nobody travelled to, text that runs from right to left.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, atan2, cos, degrees, hypot, radians, sin
from typing import Any

type Feature = dict[str, Any]

PLACES: dict[str, tuple[float, float, str]] = {
    "Auckland": (174.763, -36.848, "NZ"),
    "Suva": (178.442, -18.142, "FJ"),
    "Honolulu": (-157.858, 21.307, "US"),
    "Santiago": (-70.648, -33.457, "CL"),
    "Oslo": (10.746, 59.913, "NO"),
    "Longyearbyen": (15.635, 78.223, "SJ"),
    "Utqiaġvik": (-156.789, 71.291, "US"),
    "Anchorage": (-149.9, 61.218, "US"),
    "Christchurch": (172.633, -43.533, "NZ"),
    "McMurdo Station": (166.669, -77.846, "AQ"),
    "Abuja": (7.495, 9.058, "NG"),
    "Accra": (-0.187, 5.604, "GH"),
    "Nairobi": (36.817, -1.283, "KE"),
    "Kigali": (30.06, -1.95, "RW"),
    "Geneva": (6.147, 46.202, "CH"),
    "Samarkand": (66.975, 39.654, "UZ"),
    "Muscat": (58.408, 23.584, "OM"),
    "Jakarta": (106.845, -6.215, "ID"),
}

ARTICLES: dict[str, dict[str, str | None]] = {
    "pacific-1": {
        "title": "Minister to cross the Pacific in four stops",
        "publisher": "The Harbour Gazette",
        "source": "https://gazette.example/pacific-1",
        "published": "2024-04-28",
    },
    "pacific-2": {
        "title": "Silveira back from Pacific tour",
        "publisher": "Correo del Sur",
        "source": "https://correo.example/gira?x=1&y=2",
        "published": "2024-05-13",
    },
    "arctic": {
        "title": "Envoy sets out for the high north",
        "publisher": None,
        "source": "http://north.example/envoy",
        "published": "2024-06-01",
    },
    "africa": {
        "title": "Commissioner names her first journeys",
        "publisher": "Coast Herald",
        "source": "javascript:alert(1)",
        "published": None,
    },
    "ice": {"title": None, "publisher": None, "source": None, "published": None},
    "oman": {
        "title": "وزيرة الخارجية تصل إلى مسقط",
        "publisher": "صحيفة الميناء",
        "source": "https://alminaa.example/1",
        "published": "2024-09-10",
    },
}


def quote(article: str, text: str, start: int = 40) -> dict[str, Any]:
    return {"article": article, "start": start, "end": start + len(text), "quote": text}


def stop(key: str, trip: str, who: str, place: str, **given: Any) -> Feature:
    lon, lat, country = PLACES[place]
    article = given.pop("article", "pacific-1")
    text = given.pop("text", f"{who} will be in {place}.")
    first, last = given.pop("days", (None, None))
    properties = {
        "trip": trip, "traveller": who, "seq": None, "place": place, "city": place, "country": country,
        "precision": "city", "date_start": first, "date_end": last, "date_exact": False, "date_text": None,
        "date_reason": None, "status": "done", "sources": [article], "n_sources": 1,
        "evidence": [quote(article, text)], "history": [], "confidence": 0.9,
    }  # fmt: skip
    return feature(key, {"type": "Point", "coordinates": [lon, lat]}, properties | given)


def leg(key: str, trip: str, who: str, seq: int, origin: str, destination: str, **given: Any) -> Feature:
    a, b = PLACES[origin], PLACES[destination]
    line = great_circle(a[:2], b[:2])
    properties = {
        "trip": trip, "traveller": who, "seq": seq, "origin": origin, "origin_country": a[2],
        "destination": destination, "destination_country": b[2], "date_start": None, "date_end": None,
        "status": "done", "distance_km": 4321.0, "bearing": 45.0, "sources": ["pacific-1"],
        "evidence": [quote("pacific-1", f"From {origin} on to {destination}.")],
    }  # fmt: skip
    return feature(key, {"type": "MultiLineString", "coordinates": cut(line)}, properties | given)


def meeting(key: str, trip: str | None, place: str, people: list[dict[str, Any]], **given: Any) -> Feature:
    lon, lat, country = PLACES[place]
    article = given.pop("article", "pacific-2")
    first, last = given.pop("days", (None, None))
    properties = {
        "trip": trip, "trips": [trip] if trip else [], "participants": people,
        "participant_names": "; ".join(str(p["name"] or p["role"]) for p in people), "format": "bilateral",
        "place": place, "city": place, "country": country, "date_start": first, "date_end": last,
        "date_exact": True, "status": "done", "sources": [article],
        "evidence": [quote(article, f"They met in {place}.")], "history": [],
    }  # fmt: skip
    return feature(key, {"type": "Point", "coordinates": [lon, lat]}, properties | given)


def person(name: str | None, role: str | None = None, country: str | None = None) -> dict[str, Any]:
    return {"name": name, "role": role, "country": country}


def trip(key: str, who: str, role: str | None, cities: str, **given: Any) -> Feature:
    first, last = given.pop("days", (None, None))
    properties = {
        "traveller": who, "role": role, "title": f"{who}: {cities}", "date_start": first, "date_end": last,
        "status": "done", "n_stops": 0, "n_meetings": 0, "distance_km": None, "companions": [],
        "sources": ["pacific-1"], "conflicts": [],
    }  # fmt: skip
    return feature(key, None, properties | given)


def feature(key: str, geometry: Feature | None, properties: dict[str, Any]) -> Feature:
    return {"type": "Feature", "id": key, "geometry": geometry, "properties": {"id": key, **properties}}


def great_circle(a: tuple[float, float], b: tuple[float, float], n: int = 48) -> list[tuple[float, float]]:
    u, v = vector(a), vector(b)
    whole = atan2(hypot(*cross(u, v)), sum(x * y for x, y in zip(u, v, strict=True)))
    points = []
    for i in range(n + 1):
        f, g = sin((1 - i / n) * whole) / sin(whole), sin(i / n * whole) / sin(whole)
        x, y, z = (f * p + g * q for p, q in zip(u, v, strict=True))
        points.append((round(degrees(atan2(y, x)), 6), round(degrees(asin(max(-1.0, min(1.0, z)))), 6)))
    return points


def cut(points: Iterable[tuple[float, float]]) -> list[list[list[float]]]:
    parts: list[list[list[float]]] = [[]]
    for lon, lat in points:
        if parts[-1] and abs(lon - parts[-1][-1][0]) > 180:
            edge = 180.0 if parts[-1][-1][0] > 0 else -180.0
            parts[-1].append([edge, lat])
            parts.append([[-edge, lat]])
        parts[-1].append([lon, lat])
    return parts


def vector(point: tuple[float, float]) -> tuple[float, float, float]:
    lon, lat = map(radians, point)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def cross(a: tuple[float, ...], b: tuple[float, ...]) -> tuple[float, float, float]:
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


ANA, JONAS, MIRA, TAMA = "Ana Silveira", "Jonas Lindqvist", "Mira Okafor", "Tama Whaanga"


def layers() -> dict[str, dict[str, Any]]:
    """All layers of the contract, as the map reads them."""
    exact = {"date_exact": True}
    trips = [
        trip(
            "t-pacific", ANA, "Foreign Minister", "Auckland, Suva, Honolulu, Santiago",
            days=("2024-05-02", "2024-05-11"), distance_km=19112.4, companions=["Pedro Rojas"],
            sources=["pacific-1", "pacific-2"],
            conflicts=[{"field": "date", "kept": "2024-05-05", "values": [
                {"value": "2024-05-05", "article": "pacific-2", "quote": "She spoke in Suva on Sunday."},
                {"value": "2024-05-06", "article": "pacific-1", "quote": "On Monday she will be in Suva."},
            ]}],
        ),
        trip("t-arctic", JONAS, "Arctic Envoy", "Oslo, Longyearbyen, Utqiaġvik", status="under way",
             days=("2024-06-03", "2024-06-20"), distance_km=7900.0, sources=["arctic"]),
        trip("t-ice", TAMA, "Minister of Science", "Christchurch, McMurdo Station", status="planned",
             days=("2024-11-01", "2024-11-30"), sources=["ice"]),
        trip("t-africa", MIRA, "Trade Commissioner", "Abuja, Accra, Nairobi, Kigali", status="planned",
             sources=["africa"]),
        trip("t-oman", ANA, "Foreign Minister", "Geneva, Samarkand, Muscat",
             days=("2024-09-02", "2024-09-10"), sources=["oman", "pacific-2"]),
    ]  # fmt: skip
    stops = [
        stop("s-auckland", "t-pacific", ANA, "Auckland", seq=1, days=("2024-05-02", "2024-05-03"), **exact,
             text="Silveira begins in Auckland on Thursday.", date_text="Thursday",
             date_reason="Thursday after publication on 28 April 2024",
             history=[
                 {"status": "planned", "article": "pacific-1", "published": "2024-04-28",
                  "quote": "Silveira begins in Auckland on Thursday."},
                 {"status": "done", "article": "pacific-2", "published": "2024-05-13",
                  "quote": "In Auckland she opened the new embassy."},
             ],
             evidence=[quote("pacific-1", "Silveira begins in Auckland on Thursday."),
                       quote("pacific-2", "In Auckland she opened the new embassy."),
                       quote("pacific-2", "Auckland was the first of four stops.", 300)],
             sources=["pacific-1", "pacific-2"]),
        stop("s-suva", "t-pacific", ANA, "Suva", seq=2, days=("2024-05-05", "2024-05-05"), **exact,
             text="She spoke in Suva on Sunday.", article="pacific-2"),
        stop("s-honolulu", "t-pacific", ANA, "Honolulu", seq=3, days=("2024-05-07", "2024-05-08"),
             text="In Honolulu she met the governor.", article="pacific-2"),
        stop("s-santiago", "t-pacific", ANA, "Santiago", seq=4, days=("2024-05-11", "2024-05-11"), **exact,
             text="On Saturday she was home in Santiago.", article="pacific-2"),
        stop("s-oslo", "t-arctic", JONAS, "Oslo", seq=1, days=("2024-06-03", "2024-06-03"), **exact,
             article="arctic", text="The envoy left Oslo on Monday."),
        stop("s-longyearbyen", "t-arctic", JONAS, "Longyearbyen", seq=2, days=("2024-06-05", "2024-06-09"),
             article="arctic", status="under way", text="He is in Longyearbyen this week."),
        stop("s-utqiagvik", "t-arctic", JONAS, "Utqiaġvik", seq=3, days=(None, "2024-06-20"),
             article="arctic", status="planned", text="By 20 June he hopes to reach Utqiaġvik."),
        stop("s-christchurch", "t-ice", TAMA, "Christchurch", seq=1, days=("2024-11-01", "2024-11-30"),
             article="ice", status="planned", text="In November he flies from Christchurch."),
        stop("s-mcmurdo", "t-ice", TAMA, "McMurdo Station", seq=2, days=("2024-11-01", "2024-11-30"),
             article="ice", status="planned", text="McMurdo Station expects him in November."),
        stop("s-abuja", "t-africa", MIRA, "Abuja", article="africa", status="planned",
             text="Her first journeys lead to Abuja, Accra and Nairobi."),
        stop("s-accra", "t-africa", MIRA, "Accra", article="africa", status="planned",
             text="Her first journeys lead to Abuja, Accra and Nairobi."),
        stop("s-nairobi", "t-africa", MIRA, "Nairobi", article="africa", status="planned",
             text="Her first journeys lead to Abuja, Accra and Nairobi."),
        stop("s-kigali", "t-africa", MIRA, "Kigali", article="africa", status="cancelled",
             text="A stop in Kigali was called off."),
        stop("s-geneva", "t-oman", ANA, "Geneva", seq=1, days=("2024-09-02", "2024-09-03"), **exact,
             article="pacific-2", text="In September she went to Geneva."),
        stop("s-samarkand", "t-oman", ANA, "Samarkand", seq=2, days=("2024-09-05", "2024-09-07"),
             article="pacific-2", text="From there to Samarkand."),
        stop("s-muscat", "t-oman", ANA, "Muscat", seq=3, days=("2024-09-10", "2024-09-10"), **exact,
             article="oman", text="وصلت الوزيرة إلى مسقط يوم الثلاثاء."),
    ]  # fmt: skip
    legs = [
        leg("l-1", "t-pacific", ANA, 1, "Auckland", "Suva"),
        leg("l-2", "t-pacific", ANA, 2, "Suva", "Honolulu"),
        leg("l-3", "t-pacific", ANA, 3, "Honolulu", "Santiago"),
        leg("l-4", "t-arctic", JONAS, 1, "Oslo", "Longyearbyen", date_start="2024-06-03", date_end="2024-06-05"),  # noqa: E501
        leg("l-5", "t-arctic", JONAS, 2, "Longyearbyen", "Utqiaġvik", status="planned"),
        leg("l-6", "t-ice", TAMA, 1, "Christchurch", "McMurdo Station", status="planned"),
        leg("l-7", "t-oman", ANA, 1, "Geneva", "Samarkand"),
        leg("l-8", "t-oman", ANA, 2, "Samarkand", "Muscat"),
        leg("l-9", "t-africa", MIRA, 1, "Nairobi", "Kigali", status="cancelled"),
    ]  # fmt: skip
    meetings = [
        meeting("m-suva", "t-pacific", "Suva", [
            person(ANA, "Foreign Minister", "CL"), person("Sera Vuniwaqa", "Prime Minister", "FJ"),
        ], days=("2024-05-05", "2024-05-05")),
        meeting("m-samarkand", "t-oman", "Samarkand", [
            person(ANA, "Foreign Minister", "CL"), person(None, "Foreign Minister", "UZ"),
            person("Dilnoza Karimova", "Rector"),
        ], format="C5+1", days=("2024-09-06", "2024-09-06"), status="planned", date_exact=False),
        meeting("m-jakarta", None, "Jakarta", [
            person("Rani Wijaya", "Envoy", "ID"), person("Leo Tan", "Envoy", "SG"),
        ], format="talks", article="ice"),
    ]  # fmt: skip
    mentions = [
        feature(f"n-{i}", {"type": "Point", "coordinates": list(PLACES[place][:2])}, {
            "article": "pacific-2", "start": 10 * i, "end": 10 * i + len(place), "text": place, "use": "name",
            "quote": f"Sentence {i} names {place}.", "place": place, "country": PLACES[place][2], "admin1": None,  # noqa: E501
            "precision": "city", "geonameid": None, "confidence": 1.0,
        })
        for i, place in enumerate(["Suva"] * 9 + ["Geneva", "Jakarta", "Jakarta"])
    ]  # fmt: skip
    countries = [
        feature(
            code, None, {"iso_a2": code, "iso_a3": code + "X", "name": code, "n_mentions": 1, "n_stops": 1}
        )
        for code in sorted({country for _, _, country in PLACES.values()})
    ]
    every = {
        "mentions": mentions, "places": [], "countries": countries, "trips": trips, "stops": stops,
        "legs": legs, "meetings": meetings,
    }  # fmt: skip
    return {name: {"type": "FeatureCollection", "features": features} for name, features in every.items()}


def place_on_screen(page: Any, lon: float, lat: float) -> tuple[float, float]:
    """Where a point is drawn in the window, in the copy of the world nearest to the middle."""
    return tuple(
        page.evaluate(
            """([lon, lat]) => {
                const { map } = window.geomap;
                const near = lon + 360 * Math.round((map.getCenter().lng - lon) / 360);
                const at = map.latLngToContainerPoint([lat, near]);
                const box = map.getContainer().getBoundingClientRect();
                return [box.left + at.x, box.top + at.y];
            }""",
            [lon, lat],
        )
    )
