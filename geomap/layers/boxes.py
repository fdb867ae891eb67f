"""Bounding boxes on a globe whose flat map is cut at the antimeridian (RFC 7946, 5.2)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

type Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; west is the greater where the box crosses the antimeridian."""


def flat_box(line: Sequence[Sequence[float]]) -> Box:
    """That of a line or ring which no antimeridian cuts."""
    lons, lats = zip(*line, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def flat_boxes(geometry: Mapping[str, Any]) -> list[Box]:
    """Those of a geometry's lines or outer rings, or of its point."""
    coordinates = geometry["coordinates"]
    match geometry["type"]:
        case "Point":
            return [(*coordinates, *coordinates)]
        case "MultiLineString":
            return [flat_box(line) for line in coordinates]
        case "MultiPolygon":
            return [flat_box(part[0]) for part in coordinates]
        case other:
            msg = f"No layer holds a {other}"
            raise ValueError(msg)


def features_box(features: Iterable[Mapping[str, Any]]) -> Box | None:
    """The narrowest box that holds the features; None where none has a geometry."""
    return narrowest(flat for feature in features for flat in _known(feature))


def _known(feature: Mapping[str, Any]) -> list[Box]:
    """Its flat boxes, from the `bbox` that all but points have."""
    if feature["geometry"] is None:
        return []
    if "bbox" not in feature:
        return flat_boxes(feature["geometry"])
    west, south, east, north = feature["bbox"]
    if west <= east:
        return [(west, south, east, north)]
    return [(west, south, 180.0, north), (-180.0, south, east, north)]


def narrowest(boxes: Iterable[Box]) -> Box | None:
    """The narrowest box that holds all of these flat ones; None without any.

    It is what is left of the circle of longitudes once its widest gap is taken away.
    """
    known = set(boxes)
    if len(known) < 2:
        return known.pop() if known else None
    south, north = min(box[1] for box in known), max(box[3] for box in known)
    spans = sorted((box[0], box[2]) for box in known)
    west, reach = spans[0]
    farthest = max(east for _, east in spans)
    # The gap over the antimeridian comes first: an equal one elsewhere does not turn the box round.
    best = (west + 360 - farthest, west, farthest)
    for left, right in spans[1:]:
        if left - reach > best[0]:
            best = (left - reach, left, reach)
        reach = max(reach, right)
    return best[1], south, best[2], north
