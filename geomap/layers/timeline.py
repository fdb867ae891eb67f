"""Stops and meetings as events for TimelineJS."""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from geomap.layers.geojson import dump_json
from geomap.layers.layer import Layers
from geomap.layers.titles import MAP_TITLE

FILE = "timeline.json"


def write_timeline(layers: Layers, folder: Path) -> None:
    """Write `timeline.json` into `folder`; what has no date at all is left out, as TimelineJS needs one.

    TimelineJS takes texts for HTML, so every text is escaped.
    """
    stops = [_event(p, f"{p['traveller']}: {p['place']}", "Stops") for p in _dated(layers.stops)]
    meetings = [_event(p, p["participant_names"], "Meetings") for p in _dated(layers.meetings)]
    events = sorted(stops + meetings, key=lambda event: (*event["start_date"].values(), event["unique_id"]))
    timeline = {"title": {"text": {"headline": MAP_TITLE}}, "scale": "human", "events": events}
    (folder / FILE).write_bytes(dump_json(timeline) + b"\n")


def _dated(features: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    return [p for f in features if (p := f["properties"])["date_start"] or p["date_end"]]


def _event(item: Mapping[str, Any], headline: str, group: str) -> dict[str, Any]:
    first, last = item["date_start"] or item["date_end"], item["date_end"] or item["date_start"]
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
