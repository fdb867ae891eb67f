"""What the page's script reads: all layers as one JSON document, each fact once.

Tables (`articles`, `places`, `people`, `texts`, `quotes`) hold what repeats; the columns of trips,
stops, legs, meetings and mentions point into them (`…_at`). Rows stand in the order in which a trip
shows them. A leg is kept as its two ends: the script draws the great circle itself at the resolution
that the zoom asks for, through `via` where the layer's line runs elsewhere; legs between the same two
places share a route, and routes there and back share a way.
"""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import isnan
from typing import Any

from geomap.webmap.columns import Table, day_number, pack_rows
from geomap.webmap.sphere import detour
from geomap.webmap.steps import Steps
from geomap.webmap.tokens import code_texts

type Properties = Mapping[str, Any]
type Point = tuple[float, float]

QUOTES_PER_PLACE = 5
"""Mentions are shown by place, with this many examples."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_LEVEL = 6


def encode_payload(payload: Mapping[str, Any]) -> str:
    """JSON, gzip, base64: the same text for the same payload, and no letter that HTML knows."""
    text = json.dumps(payload, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text = _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return b64encode(gzip.compress(text.encode(), _LEVEL, mtime=0)).decode()


def build_payload(
    layers: Mapping[str, Mapping[str, Any]],
    articles: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """Gather the layers' features into tables and columns. Unknown articles keep their bare id."""
    return _Payload(articles).build({name: layer.get("features") or [] for name, layer in layers.items()})


class _Payload:
    def __init__(self, articles: Mapping[str, Mapping[str, Any]]) -> None:
        self._known = articles
        self._articles: Table[str] = Table()
        self._places: Table[tuple[str | None, str | None, float | None, float | None]] = Table()
        self._people: Table[tuple[str | None, str | None, str | None]] = Table()
        self._texts: Table[str] = Table()
        self._quotes: Table[tuple[int, int | None, int]] = Table()
        self._trips: Table[str] = Table()
        self._routes: Table[tuple[int, int, tuple[float, ...] | None]] = Table()
        self._ways: Table[frozenset[int]] = Table()
        self._travellers: dict[str | None, int] = {}
        self._days: list[int] = []

    def build(self, layers: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
        trips = self._trip_rows(_rows(layers, "trips"))
        steps = Steps(self._with_trip(_rows(layers, "stops")))
        stops = [self._stop(p, trip) for p, trip in steps.stops]
        lines = [p for p in _rows(layers, "legs") if len(_line(p)) >= 2]
        legs = [self._leg(*found) for found in steps.legs(self._with_trip(lines))]
        met = [(p, [self._trips.at(key) for key in _trips_of(p)]) for p in _rows(layers, "meetings")]
        meetings = [self._meeting(*found) for found in steps.meetings(met)]
        mentions = self._mentions(_rows(layers, "mentions"))
        routes = [
            (origin, destination, via, self._ways.at(frozenset((origin, destination))))
            for origin, destination, via in self._routes.rows
        ]
        return {
            "period": [min(self._days), max(self._days)] if self._days else None,
            "travellers": list(self._travellers),
            "trips": pack_rows(_TRIP, trips),
            "stops": pack_rows(_STOP, stops),
            "routes": pack_rows(_ROUTE, routes),
            "legs": pack_rows(_LEG, legs),
            "meetings": pack_rows(_MEETING, meetings),
            "mentions": pack_rows(_MENTION, mentions),
            "articles": pack_rows(_ARTICLE, map(self._article_row, self._articles.rows)),
            "places": pack_rows(("name", "country", "lon", "lat"), self._places.rows),
            "people": pack_rows(("name", "role", "country"), self._people.rows),
            "quotes": pack_rows(("article", "start", "text"), self._quotes.rows),
            "texts": code_texts(self._texts.rows),
        }

    # ── Tables ──────────────────────────────────────────────────────────────────────────────────

    def _article_row(self, key: str) -> tuple[Any, ...]:
        known = self._known.get(key) or {}
        return (
            key,
            known.get("title"),
            known.get("publisher"),
            known.get("source"),
            day_number(known.get("published")),
        )

    def _sources(self, ids: Iterable[str] | None) -> list[int]:
        return [self._articles.at(key) for key in ids or ()]

    def _evidence(self, evidence: Iterable[Properties] | None) -> list[int]:
        return [self._quote(item) for item in evidence or ()]

    def _quote(self, item: Properties) -> int:
        return self._quotes.at(
            (self._articles.at(item["article"]), item.get("start"), self._texts.at(item.get("quote") or ""))
        )

    def _history(self, history: Iterable[Properties] | None) -> list[list[Any]]:
        return [
            [
                step.get("status"),
                self._articles.at(step["article"]),
                day_number(step.get("published")),
                self._texts.at(step.get("quote") or ""),
            ]
            for step in history or ()
        ]

    def _conflicts(self, conflicts: Iterable[Properties] | None) -> list[Any]:
        return [
            [
                conflict.get("field"),
                conflict.get("kept"),
                [
                    [
                        side.get("value"),
                        self._articles.at(side["article"]),
                        self._texts.at(side.get("quote") or ""),
                    ]
                    for side in conflict.get("values") or ()
                ],
            ]
            for conflict in conflicts or ()
        ]

    def _person(self, person: Properties | str) -> int:
        if isinstance(person, str):
            return self._people.at((person, None, None))
        return self._people.at((person.get("name"), person.get("role"), person.get("country")))

    def _place(self, name: str | None, country: str | None, point: Point | None) -> int:
        lon, lat = point or (None, None)
        return self._places.at((name, country, lon, lat))

    def _with_trip(self, items: Iterable[Properties]) -> list[tuple[Properties, int | None]]:
        return [(p, None if p.get("trip") is None else self._trips.at(p["trip"])) for p in items]

    def _span(self, p: Properties) -> tuple[int | None, int | None]:
        """First day, and the days from there to the last; where there is no first, the last day itself."""
        start, end = day_number(p.get("date_start")), day_number(p.get("date_end"))
        self._days += [day for day in (start, end) if day is not None]
        return start, end - start if start is not None and end is not None else end

    # ── Rows ────────────────────────────────────────────────────────────────────────────────────

    def _trip_rows(self, trips: Sequence[Properties]) -> list[tuple[Any, ...]]:
        """Trips as they come; travellers by their number of trips, which gives each a colour."""
        for p in trips:
            self._trips.at(p["id"])
        counts = Counter(p.get("traveller") for p in trips)
        ranked = sorted(counts, key=lambda name: (-counts[name], name or ""))
        self._travellers = {name: rank for rank, name in enumerate(ranked)}
        return [
            (
                p["id"],
                self._travellers[p.get("traveller")],
                p.get("role"),
                p.get("title"),
                *self._span(p),
                p.get("status"),
                _number(p.get("distance_km")),
                [self._person(person) for person in p.get("companions") or ()],
                self._sources(p.get("sources")),
                self._conflicts(p.get("conflicts")),
            )
            for p in trips
        ]

    def _stop(self, p: Properties, trip: int | None) -> tuple[Any, ...]:
        return (
            p["id"],
            trip,
            p.get("seq"),
            self._place(p.get("place"), p.get("country"), _point(p)),
            _city(p),
            p.get("precision"),
            *self._span(p),
            bool(p.get("date_exact")),
            p.get("date_text"),
            p.get("date_reason"),
            p.get("status"),
            self._sources(p.get("sources")),
            self._evidence(p.get("evidence")),
            self._history(p.get("history")),
            _number(p.get("confidence")),
        )

    def _leg(self, p: Properties, trip: int | None, stop: int | None, like: int | None) -> tuple[Any, ...]:
        line = _line(p)
        via = detour(line)
        origin = self._place(p.get("origin"), p.get("origin_country"), line[0])
        destination = self._place(p.get("destination"), p.get("destination_country"), line[-1])
        return (
            p["id"],
            trip,
            p.get("seq"),
            self._routes.at((origin, destination, tuple(via) if via else None)),
            stop,
            like,
            *self._span(p),
            p.get("status"),
            _number(p.get("distance_km")),
            _number(p.get("bearing")),
            self._sources(p.get("sources")),
            self._evidence(p.get("evidence")),
        )

    def _meeting(self, p: Properties, trips: Sequence[int], stops: Sequence[int | None]) -> tuple[Any, ...]:
        return (
            p["id"],
            list(trips),
            list(stops),
            [self._person(person) for person in p.get("participants") or ()],
            p.get("format"),
            self._place(p.get("place"), p.get("country"), _point(p)),
            _city(p),
            *self._span(p),
            bool(p.get("date_exact")),
            p.get("status"),
            self._sources(p.get("sources")),
            self._evidence(p.get("evidence")),
            self._history(p.get("history")),
        )

    def _mentions(self, mentions: Iterable[Properties]) -> list[tuple[Any, ...]]:
        by_place: dict[int, tuple[int, list[int]]] = {}
        for p in mentions:
            place = self._place(p.get("place"), p.get("country"), _point(p))
            count, examples = by_place.get(place, (0, []))
            if len(examples) < QUOTES_PER_PLACE and p.get("article") is not None:
                # the mention's offsets are the name's, not the quote's
                examples.append(self._quote({**p, "start": None}))
            by_place[place] = count + 1, examples
        return [(place, count, examples) for place, (count, examples) in by_place.items()]


_TRIP = (
    "id", "traveller_at", "role", "title", "start", "after", "status", "km", "companions_at", "sources",
    "conflicts",
)  # fmt: skip
_STOP = (
    "id", "trip_at", "seq", "place_at", "city", "precision", "start", "after", "exact", "date_text",
    "date_reason", "status", "sources", "evidence", "history", "confidence",
)  # fmt: skip
_ROUTE = ("origin_at", "destination_at", "via", "way")
_LEG = (
    "id", "trip_at", "seq", "route_at", "stop_at", "like_at", "start", "after", "status", "km", "bearing",
    "sources", "evidence",
)  # fmt: skip
_MEETING = (
    "id", "trips_at", "stops_at", "people_at", "format", "place_at", "city", "start", "after", "exact",
    "status", "sources", "evidence", "history",
)  # fmt: skip
_MENTION = ("place_at", "count", "quotes")
_ARTICLE = ("id", "title", "publisher", "source", "published")


def _rows(layers: Mapping[str, Sequence[Mapping[str, Any]]], name: str) -> list[Properties]:
    """The features' properties, their geometry among them."""
    return [
        {**(feature.get("properties") or {}), "geometry": feature.get("geometry") or {}}
        for feature in layers.get(name, ())
    ]


def _point(p: Properties) -> Point | None:
    if p["geometry"].get("type") != "Point":
        return None
    lon, lat = p["geometry"]["coordinates"][:2]
    return lon, lat


def _line(p: Properties) -> list[Point]:
    """The vertices of a line in order; the two at the antimeridian count as others do."""
    coordinates = p["geometry"].get("coordinates") or []
    parts = [coordinates] if p["geometry"].get("type") == "LineString" else coordinates
    return [(point[0], point[1]) for part in parts for point in part]


def _trips_of(meeting: Properties) -> Sequence[str]:
    return meeting.get("trips") or ([meeting["trip"]] if meeting.get("trip") else [])


def _city(p: Properties) -> str | int | None:
    """The city, or 1 where it is the place itself."""
    city: str | None = p.get("city")
    return 1 if city is not None and city == p.get("place") else city


def _number(value: float | None) -> float | None:
    return None if value is None or isnan(value) else value
