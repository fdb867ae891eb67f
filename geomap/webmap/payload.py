"""What the page's script reads: all layers as one JSON document, each fact once.

Tables (`articles`, `places`, `people`, `texts`, `quotes`) hold what repeats; the columns of trips,
stops, legs, meetings and mentions point into them. A leg is kept as its two ends: the script draws
the great circle itself at the resolution that the zoom asks for, through `via` where the layer's
line runs elsewhere.
"""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from math import isnan
from typing import Any

from geomap.webmap.columns import Table, day_number, pack_rows
from geomap.webmap.sphere import detour
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

    def build(self, layers: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
        trips = [self._trip(feature) for feature in layers.get("trips", ())]
        stops = [self._stop(feature) for feature in layers.get("stops", ())]
        legs = [leg for feature in layers.get("legs", ()) if (leg := self._leg(feature))]
        meetings = [self._meeting(feature) for feature in layers.get("meetings", ())]
        mentions = self._mentions(layers.get("mentions", ()))
        countries = [
            (p.get("iso_a2"), p.get("iso_a3"), p.get("name"))
            for p in map(_properties, layers.get("countries", ()))
        ]
        return {
            "trips": pack_rows(_TRIP, trips),
            "stops": pack_rows(_STOP, stops),
            "legs": pack_rows(_LEG, legs),
            "meetings": pack_rows(_MEETING, meetings),
            "mentions": pack_rows(_MENTION, mentions),
            "countries": pack_rows(("iso_a2", "iso_a3", "name"), countries),
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

    def _trip_position(self, key: str | None) -> int | None:
        return None if key is None else self._trips.at(key)

    # ── Rows ────────────────────────────────────────────────────────────────────────────────────

    def _trip(self, feature: Mapping[str, Any]) -> tuple[Any, ...]:
        p = _properties(feature)
        self._trips.at(p["id"])
        return (
            p["id"],
            p.get("traveller"),
            p.get("role"),
            p.get("title"),
            *_days(p),
            p.get("status"),
            _number(p.get("distance_km")),
            [self._person(person) for person in p.get("companions") or ()],
            self._sources(p.get("sources")),
            self._conflicts(p.get("conflicts")),
        )

    def _stop(self, feature: Mapping[str, Any]) -> tuple[Any, ...]:
        p = _properties(feature)
        return (
            p["id"],
            self._trip_position(p.get("trip")),
            p.get("seq"),
            self._place(p.get("place"), p.get("country"), _point(feature)),
            _city(p),
            p.get("precision"),
            *_days(p),
            bool(p.get("date_exact")),
            p.get("date_text"),
            p.get("date_reason"),
            p.get("status"),
            self._sources(p.get("sources")),
            self._evidence(p.get("evidence")),
            self._history(p.get("history")),
            _number(p.get("confidence")),
        )

    def _leg(self, feature: Mapping[str, Any]) -> tuple[Any, ...] | None:
        p = _properties(feature)
        line = _line(feature)
        if len(line) < 2:
            return None
        return (
            p["id"],
            self._trip_position(p.get("trip")),
            p.get("seq"),
            self._place(p.get("origin"), p.get("origin_country"), line[0]),
            self._place(p.get("destination"), p.get("destination_country"), line[-1]),
            detour(line),
            *_days(p),
            p.get("status"),
            _number(p.get("distance_km")),
            _number(p.get("bearing")),
            self._sources(p.get("sources")),
            self._evidence(p.get("evidence")),
        )

    def _meeting(self, feature: Mapping[str, Any]) -> tuple[Any, ...]:
        p = _properties(feature)
        trips = p.get("trips") or ([p["trip"]] if p.get("trip") else [])
        return (
            p["id"],
            [self._trips.at(key) for key in trips],
            [self._person(person) for person in p.get("participants") or ()],
            p.get("format"),
            self._place(p.get("place"), p.get("country"), _point(feature)),
            _city(p),
            *_days(p),
            bool(p.get("date_exact")),
            p.get("status"),
            self._sources(p.get("sources")),
            self._evidence(p.get("evidence")),
            self._history(p.get("history")),
        )

    def _mentions(self, features: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
        by_place: dict[int, tuple[int, list[int]]] = {}
        for feature in features:
            p = _properties(feature)
            place = self._place(p.get("place"), p.get("country"), _point(feature))
            count, examples = by_place.get(place, (0, []))
            if len(examples) < QUOTES_PER_PLACE and p.get("article") is not None:
                # the mention's offsets are the name's, not the quote's
                examples.append(self._quote({**p, "start": None}))
            by_place[place] = count + 1, examples
        return [(place, count, examples) for place, (count, examples) in by_place.items()]


_TRIP = (
    "id", "traveller", "role", "title", "start", "end", "status", "km", "companions", "sources", "conflicts",
)  # fmt: skip
_STOP = (
    "id", "trip", "seq", "place", "city", "precision", "start", "end", "exact", "date_text", "date_reason",
    "status", "sources", "evidence", "history", "confidence",
)  # fmt: skip
_LEG = (
    "id", "trip", "seq", "origin", "destination", "via", "start", "end", "status", "km", "bearing", "sources",
    "evidence",
)  # fmt: skip
_MEETING = (
    "id", "trips", "people", "format", "place", "city", "start", "end", "exact", "status", "sources",
    "evidence", "history",
)  # fmt: skip
_MENTION = ("place", "count", "quotes")
_ARTICLE = ("id", "title", "publisher", "source", "published")


def _properties(feature: Mapping[str, Any]) -> Properties:
    properties: Properties = feature.get("properties") or {}
    return properties


def _point(feature: Mapping[str, Any]) -> Point | None:
    geometry = feature.get("geometry")
    if not geometry or geometry.get("type") != "Point":
        return None
    lon, lat = geometry["coordinates"][:2]
    return lon, lat


def _line(feature: Mapping[str, Any]) -> list[Point]:
    """The vertices of a line in order; the two at the antimeridian count as others do."""
    geometry = feature.get("geometry") or {}
    coordinates = geometry.get("coordinates") or []
    parts = [coordinates] if geometry.get("type") == "LineString" else coordinates
    return [(point[0], point[1]) for part in parts for point in part]


def _days(p: Properties) -> tuple[int | None, int | None]:
    """First day, and the days from there to the last; where there is no first, the last day itself."""
    start, end = day_number(p.get("date_start")), day_number(p.get("date_end"))
    return start, end - start if start is not None and end is not None else end


def _city(p: Properties) -> str | int | None:
    """The city, or 1 where it is the place itself."""
    city: str | None = p.get("city")
    return 1 if city is not None and city == p.get("place") else city


def _number(value: float | None) -> float | None:
    return None if value is None or isnan(value) else value
