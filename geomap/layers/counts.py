"""Places and countries, with how often they are mentioned, visited and met at."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from geomap.layers import properties as p
from geomap.layers.geojson import Feature, feature, point, polygons
from geomap.records import Claims, Meeting, Mention, Place, Trip


def place_features(
    mentions: Sequence[tuple[Claims, Mention]], trips: Sequence[Trip], meetings: Sequence[Meeting]
) -> tuple[Feature, ...]:
    """One point for every place that is mentioned, visited or met at, by name."""
    known: dict[str, Place] = {}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    articles: dict[str, set[str]] = defaultdict(set)

    def count(place: Place, what: str, sources: Iterable[str]) -> None:
        key = p.place_id(place)
        known.setdefault(key, place)
        counts[key][what] += 1
        articles[key].update(sources)

    _count_all(count, mentions, trips, meetings)
    ordered = sorted(known, key=lambda key: (known[key].name, known[key].country or "", key))
    return tuple(
        feature(
            key,
            point(known[key].lon, known[key].lat),
            {
                "name": known[key].name,
                "country": known[key].country,
                "admin1": known[key].admin1,
                "precision": known[key].precision,
                "geonameid": known[key].geonameid,
                "n_mentions": counts[key]["mentions"],
                "n_stops": counts[key]["stops"],
                "n_meetings": counts[key]["meetings"],
                "articles": sorted(articles[key]),
                "articles_text": p.joined(sorted(articles[key])),
            },
        )
        for key in ordered
    )


def country_features(
    mentions: Sequence[tuple[Claims, Mention]],
    trips: Sequence[Trip],
    meetings: Sequence[Meeting],
    shapes: Iterable[Mapping[str, Any]],
) -> tuple[Feature, ...]:
    """Every country of `shapes`, by name; those that nothing happened in count zero."""
    counts: dict[str | None, Counter[str]] = defaultdict(Counter)
    _count_all(lambda place, what, _: counts[place.country].update([what]), mentions, trips, meetings)
    visitors: dict[str | None, list[str]] = defaultdict(list)
    for trip in trips:
        for code in {s.place.country for s in trip.stops if s.place and s.status != "cancelled"}:
            visitors[code].append(trip.traveller.label)

    def country(shape: Mapping[str, Any]) -> Feature:
        names = shape["properties"]
        code = names["iso_a2"]
        here = visitors[code] if code else []
        travellers = sorted(set(here))
        count = counts[code] if code else Counter[str]()
        return feature(
            p.identity("country", code or "", names["name"]),
            polygons(shape["geometry"]),
            {
                "iso_a2": code,
                "iso_a3": names["iso_a3"],
                "name": names["name"],
                "n_mentions": count["mentions"],
                "n_stops": count["stops"],
                "n_meetings": count["meetings"],
                "n_trips": len(here),
                "travellers": travellers,
                "travellers_text": p.joined(travellers),
            },
        )

    made = [country(shape) for shape in shapes]
    return tuple(sorted(made, key=lambda f: (f["properties"]["name"], f["id"])))


def _count_all(
    count: Callable[[Place, str, Iterable[str]], object],
    mentions: Sequence[tuple[Claims, Mention]],
    trips: Sequence[Trip],
    meetings: Sequence[Meeting],
) -> None:
    """Tell `count` of every place that is mentioned, visited or met at; what was cancelled does not count."""
    for claims, mention in mentions:
        if mention.place:
            count(mention.place, "mentions", [claims.article.id])
    for stop in (stop for trip in trips for stop in trip.stops):
        if stop.place and stop.status != "cancelled":
            count(stop.place, "stops", stop.sources)
    for meeting in meetings:
        if meeting.place and meeting.status != "cancelled":
            count(meeting.place, "meetings", meeting.sources)
