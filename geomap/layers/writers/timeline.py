"""Stops and meetings as events for TimelineJS."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import chain, starmap
from pathlib import Path
from typing import Any

from geomap.layers.geojson import Feature
from geomap.layers.jsontext import document_lines
from geomap.layers.layer import Layers
from geomap.layers.writers.titles import MAP_TITLE

FILE = "timeline.json"


def write_timeline(layers: Layers, folder: Path) -> None:
    """Write `timeline.json` into `folder`; what has no date at all is left out, as TimelineJS needs one.

    TimelineJS takes texts for HTML, so every text is escaped.
    """
    stops = ((p, f"{p['traveller']}: {p['place']}", "Stops") for p in _dated(layers.stops))
    meetings = ((p, p["participant_names"], "Meetings") for p in _dated(layers.meetings))
    items = sorted(chain(stops, meetings), key=lambda item: (_first(item[0]), item[0]["id"]))
    head = {"title": {"text": {"headline": MAP_TITLE}}, "scale": "human"}
    with (folder / FILE).open("wb") as file:
        file.writelines(document_lines(head, "events", starmap(_event, items)))


def _dated(features: Iterable[Feature]) -> Iterator[dict[str, Any]]:
    return (f["properties"] for f in features if _first(f["properties"]))


def _first(item: Mapping[str, Any]) -> str:
    return item["date_start"] or item["date_end"] or ""


def _event(item: Mapping[str, Any], headline: str, group: str) -> dict[str, Any]:
    first = _first(item)
    last = item["date_end"] or first
    event: dict[str, Any] = {
        "unique_id": item["id"],
        "group": group,
        "start_date": _date(first),
        "end_date": _date(last),
        "text": {"headline": escape(headline), "text": _text(item)},
    }
    if not item["date_exact"]:
        event["display_date"] = f"within {first} to {last}" if first != last else f"on {first}"
    return event


def _date(day: str) -> dict[str, int]:
    year, month, number = map(int, day.split("-"))
    return {"year": year, "month": month, "day": number}


def _text(item: Mapping[str, Any]) -> str:
    quotes = "".join(
        f"<blockquote>{escape(e['quote'])} <cite>{escape(e['article'])}</cite></blockquote>"
        for e in item["evidence"]
    )
    return f"<p>{escape(item['place'])} ({escape(item['status'])})</p>{quotes}"
