"""The trips as schema.org's words, for search engines and whoever reads structured data from pages."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geomap.webmap.columns import day_number

STOPS_AT_MOST = 500
"""Of larger maps nothing is told so: it would make the page heavy, and the layer files hold it all."""

_ACTION_STATUS = {
    "done": "CompletedActionStatus",
    "planned": "PotentialActionStatus",
    "under way": "ActiveActionStatus",
    "cancelled": "FailedActionStatus",
}
_EVENT_STATUS = {"planned": "EventScheduled", "cancelled": "EventCancelled"}
_ADDRESS = re.compile(r"https?://[^\s\\]+", re.IGNORECASE)
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")

type Properties = Mapping[str, Any]
type Thing = dict[str, Any]


def write_linked_data(
    layers: Mapping[str, Mapping[str, Any]], articles: Mapping[str, Mapping[str, Any]]
) -> str:
    """JSON-LD of all trips as TravelAction and all meetings as Event, safe within a script element.

    Places and reports stand once and are pointed to by their ``@id``. An empty text if there is nothing
    to tell, or too much.
    """
    stops = _features(layers, "stops")
    if len(stops) > STOPS_AT_MOST:
        return ""
    graph = _Graph(articles)
    places: dict[str | None, list[Thing]] = defaultdict(list)
    for stop in sorted(stops, key=lambda p: (p.get("seq") is None, p.get("seq") or 0)):
        if stop.get("status") != "cancelled":
            places[stop.get("trip")].append(graph.place(stop))
    things = [graph.trip(p, places[p["id"]]) for p in _features(layers, "trips")]
    things += [graph.meeting(p) for p in _features(layers, "meetings")]
    if not things:
        return ""
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": [*things, *graph.nodes.values()]},
        ensure_ascii=False, allow_nan=False, separators=(",", ":"),
    )  # fmt: skip
    return _UNSAFE.sub(lambda letter: f"\\u{ord(letter[0]):04x}", text)


class _Graph:
    """Things that others point to, by what they are."""

    def __init__(self, articles: Mapping[str, Mapping[str, Any]]) -> None:
        self.nodes: dict[tuple[object, ...], Thing] = {}
        self._articles = articles

    def trip(self, p: Properties, places: Sequence[Thing]) -> Thing:
        return _known(
            {
                "@type": "TravelAction",
                "identifier": p["id"],
                "name": p.get("title"),
                "agent": _person({"name": p.get("traveller"), "role": p.get("role")}),
                "participant": [_person(person) for person in p.get("companions") or ()],
                "startTime": _day(p.get("date_start")),
                "endTime": _day(p.get("date_end")),
                "actionStatus": _term(_ACTION_STATUS.get(p.get("status") or "")),
                "toLocation": list(places),
                "subjectOf": self._reports(p.get("sources")),
            }
        )

    def meeting(self, p: Properties) -> Thing:
        return _known(
            {
                "@type": "Event",
                "identifier": p["id"],
                "name": ", ".join(filter(None, (p.get("format"), p.get("place")))),
                "attendee": [_person(person) for person in p.get("participants") or ()],
                "startDate": _day(p.get("date_start")) or _day(p.get("date_end")),
                "endDate": _day(p.get("date_end")),
                "eventStatus": _term(_EVENT_STATUS.get(p.get("status") or "")),
                "location": self.place(p),
                "subjectOf": self._reports(p.get("sources")),
            }
        )

    def place(self, p: Properties) -> Thing:
        point = tuple(p["geometry"]["coordinates"][:2]) if p["geometry"].get("type") == "Point" else None
        address = {
            "@type": "PostalAddress",
            "addressLocality": p.get("city"),
            "addressCountry": p.get("country"),
        }
        geo = point and {"@type": "GeoCoordinates", "latitude": point[1], "longitude": point[0]}
        thing = {"@type": "Place", "name": p.get("place"), "address": address, "geo": geo}
        return self._at(("place", p.get("place"), p.get("city"), p.get("country"), point), thing)

    def _reports(self, sources: Iterable[str] | None) -> list[Thing]:
        return [self._at(("report", key), self._report(key)) for key in sources or ()]

    def _report(self, key: str) -> Thing:
        article = self._articles.get(key) or {}
        return {
            "@type": "NewsArticle",
            "headline": article.get("title") or key,
            "url": _address(article.get("source")),
            "datePublished": _day(article.get("published")),
            "publisher": article.get("publisher") and {"@type": "Organization", "name": article["publisher"]},
        }

    def _at(self, key: tuple[object, ...], thing: Thing) -> Thing:
        """A pointer to the thing, which is kept once."""
        node = self.nodes.setdefault(key, {"@id": f"#{key[0]}-{len(self.nodes) + 1}", **_known(thing)})
        return {"@id": node["@id"]}


def _person(person: Properties | str) -> Thing | None:
    if isinstance(person, str):
        return {"@type": "Person", "name": person}
    if not (person.get("name") or person.get("role")):
        return None
    nationality = person.get("country") and {"@type": "Country", "name": person["country"]}
    return _known(
        {
            "@type": "Person",
            "name": person.get("name"),
            "jobTitle": person.get("role"),
            "nationality": nationality,
        }
    )


def _address(text: str | None) -> str | None:
    """A web address; none for any other kind."""
    return text if text and _ADDRESS.fullmatch(text) else None


def _day(text: object) -> str | None:
    return str(text)[:10] if text is not None and day_number(str(text)) is not None else None


def _term(name: str | None) -> str | None:
    return name and f"https://schema.org/{name}"


def _known(thing: Thing) -> Thing:
    """Without what is not known, also within."""
    within = {key: _known(value) if isinstance(value, dict) else value for key, value in thing.items()}
    return {key: value for key, value in within.items() if value not in (None, "", [], {})}


def _features(layers: Mapping[str, Mapping[str, Any]], name: str) -> list[Thing]:
    features = (layers.get(name) or {}).get("features") or ()
    return [{**feature["properties"], "geometry": feature.get("geometry") or {}} for feature in features]
