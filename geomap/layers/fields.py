"""The layers and their fields, in the order of the files: what every format writes and calls them."""

from collections.abc import Mapping
from typing import Literal, get_args

type Name = Literal["mentions", "places", "countries", "trips", "stops", "legs", "meetings"]
type Kind = Literal["text", "integer", "number", "boolean", "date", "list"]
"""A date is an ISO day; a list holds texts or objects."""

NAMES: tuple[Name, ...] = get_args(Name.__value__)

GEOMETRY: Mapping[Name, Literal["Point", "MultiLineString", "MultiPolygon"]] = {
    "mentions": "Point",
    "places": "Point",
    "countries": "MultiPolygon",
    "trips": "MultiLineString",
    "stops": "Point",
    "legs": "MultiLineString",
    "meetings": "Point",
}

_SOURCES: Mapping[str, Kind] = {"sources": "list", "sources_text": "text"}
_EVIDENCE: Mapping[str, Kind] = {"evidence": "list", "evidence_text": "text"}
_HISTORY: Mapping[str, Kind] = {"history": "list", "history_text": "text"}
_CONFLICTS: Mapping[str, Kind] = {"conflicts": "list", "conflicts_text": "text"}
_DATES: Mapping[str, Kind] = {"date_start": "date", "date_end": "date"}

FIELDS: Mapping[Name, Mapping[str, Kind]] = {
    "mentions": {
        "id": "text",
        "article": "text",
        "start": "integer",
        "end": "integer",
        "text": "text",
        "use": "text",
        "quote": "text",
        "place": "text",
        "country": "text",
        "admin1": "text",
        "precision": "text",
        "geonameid": "integer",
        "confidence": "number",
    },
    "places": {
        "id": "text",
        "name": "text",
        "country": "text",
        "admin1": "text",
        "precision": "text",
        "geonameid": "integer",
        "n_mentions": "integer",
        "n_stops": "integer",
        "n_meetings": "integer",
        "articles": "list",
        "articles_text": "text",
    },
    "countries": {
        "id": "text",
        "iso_a2": "text",
        "iso_a3": "text",
        "name": "text",
        "n_mentions": "integer",
        "n_stops": "integer",
        "n_meetings": "integer",
        "n_trips": "integer",
        "travellers": "list",
        "travellers_text": "text",
    },
    "trips": {
        "id": "text",
        "traveller": "text",
        "role": "text",
        "title": "text",
        **_DATES,
        "status": "text",
        "n_stops": "integer",
        "n_meetings": "integer",
        "distance_km": "number",
        "companions": "list",
        "companions_text": "text",
        **_SOURCES,
        **_CONFLICTS,
    },
    "stops": {
        "id": "text",
        "trip": "text",
        "traveller": "text",
        "seq": "integer",
        "place": "text",
        "city": "text",
        "country": "text",
        "precision": "text",
        **_DATES,
        "date_exact": "boolean",
        "date_text": "text",
        "date_reason": "text",
        "status": "text",
        **_SOURCES,
        "n_sources": "integer",
        **_EVIDENCE,
        **_HISTORY,
        "confidence": "number",
    },
    "legs": {
        "id": "text",
        "trip": "text",
        "traveller": "text",
        "seq": "integer",
        "origin": "text",
        "origin_country": "text",
        "destination": "text",
        "destination_country": "text",
        **_DATES,
        "status": "text",
        "distance_km": "number",
        "bearing": "number",
        **_SOURCES,
        **_EVIDENCE,
    },
    "meetings": {
        "id": "text",
        "trip": "text",
        "trips": "list",
        "participants": "list",
        "participant_names": "text",
        "format": "text",
        "place": "text",
        "city": "text",
        "country": "text",
        **_DATES,
        "date_exact": "boolean",
        "status": "text",
        **_SOURCES,
        **_EVIDENCE,
        **_HISTORY,
        **_CONFLICTS,
    },
}
