"""Linked data: Linked Places Format, W3C Web Annotation, schema.org."""

import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from geomap.layers.geojson import Feature
from geomap.layers.jsontext import document_lines
from geomap.layers.layer import Layers, by_trip
from geomap.layers.writers.titles import MAP_TITLE

PLACES_FILE = "places-lpf.json"
ANNOTATIONS_FILE = "annotations.json"
SCHEMA_FILE = "schema-org.json"
LPF_CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
)
GEONAMES = "https://sws.geonames.org/{}/"
_DATASET = {"@context": "https://schema.org", "@type": "Dataset", "name": MAP_TITLE}
_TYPES = {  # precision: GeoNames feature class, concept of the Art and Architecture Thesaurus, its label
    "venue": ("S", "aat:300000809", "sites (locations)"),
    "city": ("P", "aat:300008347", "inhabited places"),
    "admin1": ("A", "aat:300236157", "political divisions"),
    "country": ("A", "aat:300128207", "nations"),
    "region": ("L", "aat:300182722", "regions (geographic)"),
}
_NAMESPACE = uuid.UUID("5bd1d5c2-9f0e-5a37-8a5a-2f0c7d0f6f4e")


def urn(identity: str) -> str:
    """A permanent address for what has no page of its own."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, identity)}"


def write_linked_places(layers: Layers, folder: Path) -> None:
    """Write `places-lpf.json` into `folder`: Linked Places Format 1.3, for gazetteers of history."""
    head = {"type": "FeatureCollection", "@context": LPF_CONTEXT}
    with (folder / PLACES_FILE).open("wb") as file:
        file.writelines(document_lines(head, "features", map(_linked_place, layers.places)))


def _linked_place(place: Feature) -> dict[str, Any]:
    p = place["properties"]
    letter, concept, label = _TYPES[p["precision"]]
    made: dict[str, Any] = {
        "@id": urn(p["id"]),
        "type": "Feature",
        "properties": {
            "title": p["name"],
            "ccodes": [p["country"]] if p["country"] else [],
            "fclasses": [letter],
        },
        "names": [
            {
                "toponym": p["name"],
                "lang": "en",
                "citations": [
                    {"label": article, "@id": article_address(article)} for article in p["articles"]
                ],
            }
        ],
        "types": [{"identifier": concept, "label": label}],
        "geometry": {"type": "GeometryCollection", "geometries": [place["geometry"]]},
    }
    if p["geonameid"]:
        made["links"] = [{"type": "exactMatch", "identifier": GEONAMES.format(p["geonameid"])}]
    return made


def article_address(article: str) -> str:
    """An article's id as a relative address."""
    return quote(article.encode("utf-8", "surrogatepass"), safe="/")


def write_annotations(layers: Layers, folder: Path) -> None:
    """Write `annotations.json` into `folder`: a W3C Web Annotation page, one annotation a mention.

    Each is found again by its position in the article and by its words, with those around them where
    the words stand once in the sentence.
    """
    head = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": urn("annotations"),
        "type": "AnnotationPage",
    }
    with (folder / ANNOTATIONS_FILE).open("wb") as file:
        items = (_annotation(mention["properties"]) for mention in layers.mentions)
        file.writelines(document_lines(head, "items", items))


def _annotation(mention: Mapping[str, Any]) -> dict[str, Any]:
    words = {"type": "TextQuoteSelector", "exact": mention["text"]}
    if mention["quote"].count(mention["text"]) == 1:
        before, after = mention["quote"].split(mention["text"])
        words |= {"prefix": before} if before else {}
        words |= {"suffix": after} if after else {}
    body: list[dict[str, Any]] = [{"type": "TextualBody", "purpose": "tagging", "value": mention["place"]}]
    if mention["geonameid"]:
        address = GEONAMES.format(mention["geonameid"])
        body.insert(0, {"type": "SpecificResource", "purpose": "identifying", "source": address})
    return {
        "id": urn(mention["id"]),
        "type": "Annotation",
        "body": body,
        "target": {
            "source": article_address(mention["article"]),
            "selector": [
                words,
                {"type": "TextPositionSelector", "start": mention["start"], "end": mention["end"]},
            ],
        },
    }


def write_schema_org(layers: Layers, folder: Path) -> None:
    """Write `schema-org.json` into `folder`."""
    with (folder / SCHEMA_FILE).open("wb") as file:
        file.writelines(document_lines(_DATASET, "hasPart", _schema_parts(layers)))


def schema_org(layers: Layers) -> dict[str, Any]:
    """Trips and meetings as schema.org's Trip and Event, for search engines that read the page."""
    return {**_DATASET, "hasPart": [*_schema_parts(layers)]}


def _schema_parts(layers: Layers) -> Iterator[dict[str, Any]]:
    stops = by_trip(layers.stops)
    for trip in layers.trips:
        yield _schema_trip(trip["properties"], stops.get(trip["id"], []))
    yield from map(_schema_event, layers.meetings)


def _schema_trip(trip: Mapping[str, Any], stops: list[Feature]) -> dict[str, Any]:
    return _known(
        {
            "@type": "Trip",
            "@id": urn(trip["id"]),
            "name": trip["title"],
            "departureTime": trip["date_start"],
            "arrivalTime": trip["date_end"],
            "itinerary": {
                "@type": "ItemList",
                "itemListElement": [
                    _known(
                        {
                            "@type": "ListItem",
                            "position": stop["properties"]["seq"],
                            "item": _schema_place(stop),
                        }
                    )
                    for stop in stops
                    if stop["properties"]["status"] != "cancelled"
                ],
            },
        }
    )


def _schema_event(meeting: Feature) -> dict[str, Any]:
    p = meeting["properties"]
    state = {"done": "EventScheduled", "planned": "EventScheduled", "cancelled": "EventCancelled"}[
        p["status"]
    ]
    return _known(
        {
            "@type": "Event",
            "@id": urn(p["id"]),
            "name": p["participant_names"],
            "startDate": p["date_start"] if p["date_exact"] else None,
            "endDate": p["date_end"] if p["date_exact"] else None,
            "eventStatus": f"https://schema.org/{state}",
            "location": _schema_place(meeting),
            "attendee": [
                _known({"@type": "Person", "name": who["name"], "jobTitle": who["role"]})
                for who in p["participants"]
            ],
        }
    )


def _schema_place(item: Feature) -> dict[str, Any]:
    p, (lon, lat) = item["properties"], item["geometry"]["coordinates"]
    return _known(
        {
            "@type": "Place",
            "name": p["place"],
            "address": {"@type": "PostalAddress", "addressCountry": p["country"]} if p["country"] else None,
            "geo": {"@type": "GeoCoordinates", "latitude": lat, "longitude": lon},
        }
    )


def _known(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if value is not None}
