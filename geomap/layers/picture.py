"""The map as a picture for reports: `map.png` and `map.svg`; needs the extra `geomap[pictures]`."""

import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import ConfigError
from geomap.layers.layer import Layers
from geomap.layers.marks import DASHES, draw_countries, draw_legs, draw_meetings, draw_stops
from geomap.layers.project import shown_extent
from geomap.layers.qgis import palette, traveller_colours
from geomap.layers.titles import ATTRIBUTION, MAP_TITLE
from geomap.layers.xmltext import legal

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH_IN = 11.0
LEAST_HEIGHT_IN = 3.5
TALLEST = 0.72
"""Height over width, at most."""
DPI = 160
LEAST_DEGREES = 24.0
"""How much of the globe is shown at least, so that one stop is not a blank sheet."""


def write_picture(layers: Layers, folder: Path, *, trip: str | None = None) -> None:
    """Write `map.png` and `map.svg` into `folder`: all trips, or one; north is up.

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
    with rc_context({"svg.hashsalt": "geomap", "font.family": "DejaVu Sans", "text.parse_math": False}):
        figure = draw(shown)
        figure.savefig(folder / "map.png", dpi=DPI, metadata={"Software": None})
        figure.savefig(folder / "map.svg", metadata={"Date": None, "Creator": None})


def only_trip(layers: Layers, trip: str) -> Layers:
    """The layers of one trip, on all countries."""
    if trip not in {t["id"] for t in layers.trips}:
        msg = f"There is no trip {trip!r}. The ids of trips stand in trips.geojson."
        raise ConfigError(msg)
    return replace(
        layers,
        trips=tuple(t for t in layers.trips if t["id"] == trip),
        stops=tuple(s for s in layers.stops if s["properties"]["trip"] == trip),
        legs=tuple(leg for leg in layers.legs if leg["properties"]["trip"] == trip),
        meetings=tuple(m for m in layers.meetings if trip in m["properties"]["trips"]),
    )


def draw(layers: Layers) -> "Figure":
    """The figure: countries, legs with arrows, numbered stops with names and days, meetings, legend."""
    from matplotlib.figure import Figure

    west, south, east, north = _frame(layers)
    squeeze = _squeeze(south, north)
    height = max(LEAST_HEIGHT_IN, WIDTH_IN * (north - south) / ((east - west) * squeeze))
    figure = Figure(figsize=(WIDTH_IN, height + 0.9))
    axes = figure.add_axes((0.02, 0.45 / (height + 0.9), 0.96, height / (height + 0.9)))
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / squeeze, adjustable="box")
    axes.apply_aspect()
    axes.set_facecolor(str(palette()["sea"]))
    axes.set_xticks([])
    axes.set_yticks([])
    draw_countries(axes, layers.countries)
    colours = traveller_colours(layers)
    draw_legs(axes, layers.legs, colours)
    draw_stops(axes, layers.stops, colours)
    draw_meetings(axes, layers.meetings)
    _draw_legend(axes, layers, colours)
    title = layers.trips[0]["properties"]["title"] if len(layers.trips) == 1 else MAP_TITLE
    figure.text(0.02, 1 - 0.12 / (height + 0.9), legal(title), size=14, weight="bold", va="top", wrap=True)
    figure.text(0.98, 0.12 / (height + 0.9), ATTRIBUTION, size=6.5, ha="right", color=str(palette()["label"]))
    return figure


def _frame(layers: Layers) -> tuple[float, float, float, float]:
    """What is shown, widened to the least that makes a map."""
    west, south, east, north = shown_extent(layers)
    x, y = (west + east) / 2, (south + north) / 2
    half_x, half_y = max(east - west, LEAST_DEGREES) / 2, max(north - south, LEAST_DEGREES / 2) / 2
    half_x = max(half_x, half_y / _squeeze(y - half_y, y + half_y) / TALLEST)
    return x - half_x, max(-90, y - half_y), x + half_x, min(90, y + half_y)


def _squeeze(south: float, north: float) -> float:
    """How much shorter a degree of longitude is than one of latitude, in the middle of the map."""
    return max(0.35, math.cos(math.radians((south + north) / 2)))


def _draw_legend(axes: "Axes", layers: Layers, colours: dict[str, str]) -> None:
    from matplotlib.lines import Line2D

    route = str(palette()["route"])
    lines = [Line2D([], [], color=colour, linewidth=3, label=legal(name)) for name, colour in colours.items()]
    states = {f["properties"]["status"] for f in (*layers.stops, *layers.legs)}
    for status in ("done", "planned", "cancelled"):
        if status in states:
            colour = str(palette()["cancelled"]) if status == "cancelled" else route
            face = colour if status == "done" else str(palette()["paper"])
            lines.append(
                Line2D(
                    [],
                    [],
                    color=colour,
                    linestyle=DASHES[status],
                    marker="o",
                    markerfacecolor=face,
                    label=status,
                )
            )
    if layers.meetings:
        colour = str(palette()["meeting"])
        lines.append(Line2D([], [], color=colour, marker=(4, 0, 0), linestyle="none", label="meeting"))
    if lines:
        legend = axes.legend(handles=lines, fontsize=7, loc="best", framealpha=0.92)
        legend.set_zorder(8)
