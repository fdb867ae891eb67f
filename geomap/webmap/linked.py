"""The trips as schema.org's words, for search engines and whoever reads structured data from pages."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geomap.webmap.columns import day_number

STOPS_AT_MOST = 2_000
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

    An empty text if there is nothing to tell, or too much.
    """
    stops: dict[str | None, list[Thing]] = defaultdict(list)
    found = _features(layers, "stops")
    if len(found) > STOPS_AT_MOST:
        return ""
    for stop in sorted(found, key=lambda p: (p.get("seq") is None, p.get("seq") or 0)):
        if stop.get("status") != "cancelled":
            stops[stop.get("trip")].append(_place(stop))
    graph = [_trip(p, stops[p["id"]], articles) for p in _features(layers, "trips")]
    graph += [_meeting(p, articles) for p in _features(layers, "meetings")]
    if not graph:
        return ""
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": graph},
        ensure_ascii=False, allow_nan=False, separators=(",", ":"),
    )  # fmt: skip
    return _UNSAFE.sub(lambda letter: f"\\u{ord(letter[0]):04x}", text)


def _trip(p: Properties, places: Sequence[Thing], articles: Mapping[str, Mapping[str, Any]]) -> Thing:
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
            "subjectOf": _reports(p.get("sources"), articles),
        }
    )


def _meeting(p: Properties, articles: Mapping[str, Mapping[str, Any]]) -> Thing:
    people = [_person(person) for person in p.get("participants") or ()]
    start = _day(p.get("date_start"))
    return _known(
        {
            "@type": "Event",
            "identifier": p["id"],
            "name": ", ".join(filter(None, (p.get("format"), p.get("place")))),
            "attendee": people,
            "startDate": start or _day(p.get("date_end")),
            "endDate": _day(p.get("date_end")),
            "eventStatus": _term(_EVENT_STATUS.get(p.get("status") or "")),
            "location": _place(p),
            "subjectOf": _reports(p.get("sources"), articles),
        }
    )


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


def _place(p: Properties) -> Thing:
    country = p.get("country")
    address = {"@type": "PostalAddress", "addressLocality": p.get("city"), "addressCountry": country}
    point = p["geometry"]
    geo = None
    if point.get("type") == "Point":
        lon, lat = point["coordinates"][:2]
        geo = {"@type": "GeoCoordinates", "latitude": lat, "longitude": lon}
    return _known({"@type": "Place", "name": p.get("place"), "address": _known(address), "geo": geo})


def _reports(sources: Iterable[str] | None, articles: Mapping[str, Mapping[str, Any]]) -> list[Thing]:
    return [_report(key, articles.get(key) or {}) for key in sources or ()]


def _report(key: str, article: Mapping[str, Any]) -> Thing:
    publisher = article.get("publisher")
    return _known(
        {
            "@type": "NewsArticle",
            "headline": article.get("title") or key,
            "url": _address(article.get("source")),
            "datePublished": _day(article.get("published")),
            "publisher": publisher and {"@type": "Organization", "name": publisher},
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
    """Without what is not known."""
    return {key: value for key, value in thing.items() if value not in (None, "", [], {})}


def _features(layers: Mapping[str, Mapping[str, Any]], name: str) -> list[Thing]:
    features = (layers.get(name) or {}).get("features") or ()
    return [{**feature["properties"], "geometry": feature.get("geometry") or {}} for feature in features]
