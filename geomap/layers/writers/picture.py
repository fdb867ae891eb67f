"""The map as a picture for reports: `map.png` and `map.svg`; needs the extra `geomap[pictures]`.

Longitude and latitude on a flat sheet, north up, true to scale in its middle. Where the trips cross the
antimeridian, the sheet does too.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from geomap.errors import ConfigError
from geomap.layers.geojson import Feature
from geomap.layers.layer import Layers
from geomap.layers.writers.lettering import FONT, readable
from geomap.layers.writers.marks import (
    draw_countries,
    draw_legs,
    draw_meetings,
    draw_north,
    draw_stops,
    legend_lines,
)
from geomap.layers.writers.qgis import palette, traveller_colours
from geomap.layers.writers.titles import ATTRIBUTION, MAP_TITLE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH_IN = 11.0
LEAST_HEIGHT_IN = 3.5
TALLEST = 0.72
"""Height over width, at most."""
TITLE_IN, FOOT_IN, LEGEND_IN = 0.45, 0.3, 0.2
"""Heights of the title, of what stands below the map, and of each row of the legend."""
LEGEND_COLUMNS = 5
DPI = 160
MARGIN = 4.0
"""Degrees around what is shown."""
LEAST_DEGREES = 24.0
"""How much of the globe is shown at least, so that one stop is not a blank sheet."""
SHOWN = 3
"""So many trips are named where one asks for another."""

type Frame = tuple[float, float, float, float]
"""West, south, east, north; east is beyond 180 where the sheet crosses the antimeridian."""


def write_picture(layers: Layers, folder: Path, *, trip: str | None = None) -> None:
    """Write `map.png` and `map.svg` into `folder`, or those of one trip, named by its id.

    Raises
    ------
    ConfigError
        If there is no such trip, or matplotlib is not installed.
    """
    shown = only_trip(layers, trip) if trip else layers
    try:
        from matplotlib import rc_context
    except ImportError as error:
        msg = "Pictures need matplotlib, which is not installed: pip install 'geomap[pictures]'"
        raise ConfigError(msg) from error
    with rc_context({"svg.hashsalt": "geomap", "font.family": FONT, "text.parse_math": False}):
        figure = draw(shown, traveller_colours(layers))
        path = folder / (trip or "map")
        figure.savefig(f"{path}.png", dpi=DPI, metadata={"Software": None})
        figure.savefig(f"{path}.svg", dpi=DPI, metadata={"Date": None, "Creator": None})


def only_trip(layers: Layers, trip: str) -> Layers:
    """The layers of one trip, on all countries.

    Raises
    ------
    ConfigError
        If there is no such trip.
    """
    known = {t["id"]: t["properties"]["title"] for t in layers.trips}
    if trip not in known:
        some = "; ".join(f"{identity} ({title})" for identity, title in islice(known.items(), SHOWN))
        msg = f"There is no trip {trip!r}; trips.geojson has their ids{f', such as {some}' if some else ''}."
        raise ConfigError(msg)
    return replace(
        layers,
        trips=tuple(t for t in layers.trips if t["id"] == trip),
        stops=tuple(s for s in layers.stops if s["properties"]["trip"] == trip),
        legs=tuple(leg for leg in layers.legs if leg["properties"]["trip"] == trip),
        meetings=tuple(m for m in layers.meetings if trip in m["properties"]["trips"]),
    )


def draw(layers: Layers, known: Mapping[str, str] = MappingProxyType({})) -> "Figure":
    """The figure: countries, legs with arrows, numbered stops with names and days, meetings, legend.

    Travellers who have a colour in `known` keep it: a trip looks as on the map of all.
    """
    from matplotlib.figure import Figure

    frame = west, south, east, north = frame_of(layers)
    squeeze = _squeeze(south, north)
    map_in = max(LEAST_HEIGHT_IN, WIDTH_IN * (north - south) / ((east - west) * squeeze))
    colours = {name: known.get(name, colour) for name, colour in traveller_colours(layers).items()}
    lines = legend_lines(layers, colours)
    foot_in = FOOT_IN + LEGEND_IN * math.ceil(len(lines) / LEGEND_COLUMNS)
    height = TITLE_IN + map_in + foot_in
    figure = Figure(figsize=(WIDTH_IN, height))
    axes = figure.add_axes((0.02, foot_in / height, 0.96, map_in / height))
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / squeeze, adjustable="box")
    axes.apply_aspect()
    axes.set_facecolor(str(palette()["sea"]))
    axes.set_xticks([])
    axes.set_yticks([])
    draw_countries(axes, layers.countries)
    draw_legs(axes, _unrolled(layers.legs, frame), colours)
    draw_stops(axes, _unrolled(layers.stops, frame), colours)
    draw_meetings(axes, _unrolled(layers.meetings, frame))
    draw_north(axes)
    title = readable(layers.trips[0]["properties"]["title"]) if len(layers.trips) == 1 else MAP_TITLE
    figure.text(0.02, 1 - 0.12 / height, title, size=14, weight="bold", va="top", wrap=True)
    figure.text(0.98, 0.1 / height, ATTRIBUTION, size=6.5, ha="right", color=str(palette()["label"]))
    if lines:
        figure.legend(
            handles=lines,
            fontsize=7.5,
            loc="lower left",
            bbox_to_anchor=(0.015, 0.2 / height),
            ncols=LEGEND_COLUMNS,
            frameon=False,
            borderpad=0,
        )
    return figure


def frame_of(layers: Layers) -> Frame:
    """What is shown: what the trips touch with a margin, widened to the least that makes a map."""
    west, south, east, north = layers.box() or (-180.0, -60.0, 180.0, 80.0)
    if west > east:
        east += 360
    south, north = max(-90.0, south - MARGIN), min(90.0, north + MARGIN)
    middle = (west + east) / 2
    wide = max(east - west + 2 * MARGIN, LEAST_DEGREES)
    tall = max(north - south, LEAST_DEGREES / 2)
    south, north = _widened(south, north, tall)
    wide = max(wide, tall / _squeeze(south, north) / TALLEST)
    if wide >= 360:
        return -180.0, south, 180.0, north
    return middle - wide / 2, south, middle + wide / 2, north


def _widened(south: float, north: float, tall: float) -> tuple[float, float]:
    """As tall as asked, round the same middle where the poles let it."""
    low = min(max(-90.0, (south + north - tall) / 2), 90.0 - tall)
    return low, low + tall


def _squeeze(south: float, north: float) -> float:
    """How much shorter a degree of longitude is than one of latitude, in the middle of the map."""
    return max(0.35, math.cos(math.radians((south + north) / 2)))


def _unrolled(features: Sequence[Feature], frame: Frame) -> Sequence[Feature]:
    """With what lies beyond the antimeridian drawn there, not at the other end of the map."""
    west, _, east, _ = frame
    if west >= -180 and east <= 180:
        return features
    return [{**feature, "geometry": _moved(feature, west, east)} for feature in features]


def _moved(feature: Feature, west: float, east: float) -> dict[str, object] | None:
    geometry = feature["geometry"]
    if geometry is None:
        return None
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Point":
        return {**geometry, "coordinates": _turned([coordinates], west, east)[0]}
    return {**geometry, "coordinates": [_turned(line, west, east) for line in coordinates]}


def _turned(line: Sequence[Sequence[float]], west: float, east: float) -> list[list[float]]:
    """A line that no antimeridian cuts, by as many whole turns as bring it between `west` and `east`."""
    middle = (min(lon for lon, _ in line) + max(lon for lon, _ in line)) / 2
    turn = 360 if middle < west else -360 if middle > east else 0
    return [[lon + turn, lat] for lon, lat in line]
