"""Bounding boxes on a globe whose flat map is cut at the antimeridian (RFC 7946, 5.2)."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

type Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; west is the greater where the box crosses the antimeridian."""
type Boxes = npt.NDArray[np.float64]
"""A flat box a row."""


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


def features_box(features: Sequence[Mapping[str, Any]]) -> Box | None:
    """The narrowest box that holds the features; None where none has a geometry."""
    return boxes_box(known_boxes(features))


def known_boxes(features: Sequence[Mapping[str, Any]]) -> Boxes:
    """Flat boxes that together hold the features, from the `bbox` that all but points have."""
    import numpy as np

    points = [f["geometry"]["coordinates"] for f in features if "bbox" not in f and f["geometry"]]
    others = [f["bbox"] for f in features if "bbox" in f]
    flat = np.fromiter(chain.from_iterable(points), float).reshape(-1, 2)
    round_ = np.fromiter(chain.from_iterable(others), float).reshape(-1, 4)
    crossing = round_[:, 0] > round_[:, 2]
    eastern, western = round_.copy(), round_[crossing]
    eastern[crossing, 2], western[:, 0] = 180.0, -180.0
    return np.concatenate([np.hstack([flat, flat]), eastern, western])


def boxes_box(boxes: Boxes) -> Box | None:
    """The narrowest box that holds many flat ones: those that overlap are joined first."""
    import numpy as np

    if not len(boxes):
        return None
    west, south, east, north = boxes[np.argsort(boxes[:, 0], kind="stable")].T
    reach = np.maximum.accumulate(east)
    begins = np.r_[True, west[1:] > reach[:-1]]
    spans = zip(west[begins].tolist(), reach[np.r_[begins[1:], True]].tolist(), strict=True)
    low, high = float(south.min()), float(north.max())
    return narrowest((left, low, right, high) for left, right in spans)


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
