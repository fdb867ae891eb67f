"""The itinerary as text, for readers whose browser runs no script."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

TRIPS_AT_MOST = 500
"""More would make the page heavy for everyone; the layer files hold them all."""

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")

type Properties = Mapping[str, Any]


def write_itinerary(
    layers: Mapping[str, Mapping[str, Any]],
    articles: Mapping[str, Mapping[str, Any]],
    words: Mapping[str, Any],
    countries: Mapping[str, str],
) -> str:
    """HTML of all trips with stops, days, status and quotes; every text is escaped.

    `countries`: names by ISO 3166-1 alpha-2.
    """
    trips = _all(layers, "trips")
    stops = _by_trip(_all(layers, "stops"))
    meetings = _by_trip(_all(layers, "meetings"))
    return "\n".join(_lines(trips, stops, meetings, articles, words, countries)) + "\n"


def _lines(
    trips: Sequence[Properties],
    stops: Mapping[str, Sequence[Properties]],
    meetings: Mapping[str, Sequence[Properties]],
    articles: Mapping[str, Mapping[str, Any]],
    words: Mapping[str, Any],
    countries: Mapping[str, str],
) -> Iterator[str]:
    yield f'<div class="plain"><h1>{escape(str(words["title"]))}</h1><p>{escape(str(words["noscript"]))}</p>'
    for trip in trips[:TRIPS_AT_MOST]:
        yield f"<h2>{_text(trip.get('title') or trip.get('traveller'))}</h2>"
        yield f"<p>{_text(_days(trip))} {_status(trip, words)}</p><ol>"
        for stop in sorted(stops.get(trip["id"], ()), key=_order):
            name = ", ".join(dict.fromkeys(filter(None, (stop.get("place"), stop.get("city")))))
            country = countries.get(stop.get("country") or "", stop.get("country"))
            yield f"<li>{_text(name)} ({_text(country)}) {_text(_days(stop))} {_status(stop, words)}"
            yield f"{_quotes(stop, articles)}</li>"
        yield "</ol>"
        for meeting in meetings.get(trip["id"], ()):
            names = ", ".join(filter(None, map(_name, meeting.get("participants") or ())))
            yield f"<p>{_text(meeting.get('format'))} {_text(names)}, {_text(meeting.get('place'))} "
            yield f"{_text(_days(meeting))} {_status(meeting, words)}</p>{_quotes(meeting, articles)}"
    if len(trips) > TRIPS_AT_MOST:
        yield f"<p>{escape(str(words['noscript_more']))} ({len(trips) - TRIPS_AT_MOST})</p>"
    yield "</div>"


def _all(layers: Mapping[str, Mapping[str, Any]], name: str) -> list[Properties]:
    return [feature["properties"] for feature in (layers.get(name) or {}).get("features") or ()]


def _by_trip(items: Sequence[Properties]) -> dict[str, list[Properties]]:
    groups: dict[str, list[Properties]] = defaultdict(list)
    for item in items:
        groups[item.get("trip") or ""].append(item)
    return groups


def _order(stop: Properties) -> tuple[bool, int]:
    return stop.get("seq") is None, stop.get("seq") or 0


def _name(person: Properties) -> str | None:
    return person.get("name") or person.get("role")


def _days(item: Properties) -> str:
    days = [str(day) for day in (item.get("date_start"), item.get("date_end")) if day]
    return " … ".join(dict.fromkeys(days))


def _status(item: Properties, words: Mapping[str, Any]) -> str:
    status = str(item.get("status") or "").replace(" ", "_")
    return _text(words.get(f"status_{status}", item.get("status")))


def _quotes(item: Properties, articles: Mapping[str, Mapping[str, Any]]) -> str:
    return "".join(
        f"<blockquote>{_text(quote.get('quote'))} "
        f"<cite>{_text(_article(quote.get('article'), articles))}</cite></blockquote>"
        for quote in item.get("evidence") or ()
    )


def _article(key: str | None, articles: Mapping[str, Mapping[str, Any]]) -> str:
    known = articles.get(key or "") or {}
    return ", ".join(str(known[field]) for field in ("title", "publisher") if known.get(field)) or str(key)


def _text(value: object) -> str:
    return "" if value is None else _UNWRITABLE.sub("\ufffd", escape(str(value))).replace("\r", "&#13;")
