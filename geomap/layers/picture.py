"""The map as a picture for reports: `map.png` and `map.svg`; needs the extra `geomap[pictures]`."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import ConfigError
from geomap.layers.geojson import Feature
from geomap.layers.layer import Layers
from geomap.layers.project import shown_extent
from geomap.layers.qgis import palette, traveller_colours
from geomap.layers.titles import ATTRIBUTION, MAP_TITLE
from geomap.layers.xmltext import legal

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH_IN = 11.0
DPI = 160
LEAST_DEGREES = 24.0
"""How much of the globe is shown at least, so that one stop is not a blank sheet."""
_DASHES: dict[str, Any] = {"done": "solid", "planned": (0, (4, 2.5)), "cancelled": (0, (1, 2))}
_SPOTS = ((8, 6), (8, -14), (-8, 6), (-8, -14), (0, 12), (0, -20), (18, 14), (-18, 14), (18, -24), (-18, -24))
"""Where a label may stand, points right of and above its stop; best first."""


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
    squeeze = max(0.35, _cosine((south + north) / 2))
    height = min(10.0, max(3.5, WIDTH_IN * (north - south) / ((east - west) * squeeze)))
    figure = Figure(figsize=(WIDTH_IN, height + 0.9))
    axes = figure.add_axes((0.02, 0.45 / (height + 0.9), 0.96, height / (height + 0.9)))
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / squeeze, adjustable="box")
    axes.set_facecolor(str(palette()["sea"]))
    axes.set_xticks([])
    axes.set_yticks([])
    _draw_countries(axes, layers.countries)
    colours = traveller_colours(layers)
    _draw_legs(axes, layers.legs, colours)
    _draw_stops(axes, layers.stops, colours)
    _draw_meetings(axes, layers.meetings)
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
    return max(-180, x - half_x), max(-90, y - half_y), min(180, x + half_x), min(90, y + half_y)


def _cosine(degrees: float) -> float:
    import math

    return math.cos(math.radians(degrees))


def _draw_countries(axes: "Axes", countries: Iterable[Feature]) -> None:
    from matplotlib.collections import PathCollection
    from matplotlib.path import Path as Outline

    paths = []
    for country in countries:
        rings = [ring for part in country["geometry"]["coordinates"] for ring in part]
        paths.append(Outline.make_compound_path(*(Outline(ring, closed=True) for ring in rings)))
    colours = palette()
    axes.add_collection(
        PathCollection(
            paths, facecolor=str(colours["land"]), edgecolor=str(colours["border"]), linewidth=0.5, zorder=1
        )
    )


def _draw_legs(axes: "Axes", legs: Iterable[Feature], colours: dict[str, str]) -> None:
    for leg in legs:
        if not leg["geometry"]:
            continue
        p = leg["properties"]
        colour = _colour(p, colours)
        for part in leg["geometry"]["coordinates"]:
            xs, ys = zip(*part, strict=True)
            axes.plot(xs, ys, color=colour, linewidth=1.6, linestyle=_DASHES[p["status"]], zorder=3)
        if p["status"] != "cancelled":
            _draw_arrow(axes, max(leg["geometry"]["coordinates"], key=len), colour)


def _draw_arrow(axes: "Axes", line: Sequence[Sequence[float]], colour: str) -> None:
    middle = max(1, len(line) // 2)
    (from_x, from_y), (to_x, to_y) = line[middle - 1], line[middle]
    axes.annotate(
        "",
        xy=(to_x, to_y),
        xytext=(from_x, from_y),
        arrowprops={"arrowstyle": "-|>", "color": colour, "mutation_scale": 13, "linewidth": 1.6},
        zorder=3,
    )


def _draw_stops(axes: "Axes", stops: Sequence[Feature], colours: dict[str, str]) -> None:
    taken: list[tuple[float, float, float, float]] = []
    for stop in stops:
        p, (x, y) = stop["properties"], stop["geometry"]["coordinates"]
        colour, done = _colour(p, colours), p["status"] == "done"
        face = colour if done else str(palette()["paper"])
        axes.plot(
            x,
            y,
            "o",
            markersize=12,
            markerfacecolor=face,
            markeredgecolor=colour,
            markeredgewidth=1.4,
            zorder=5,
        )
        number = "×" if p["status"] == "cancelled" else str(p["seq"] or "")
        ink = str(palette()["on_trip"]) if done else colour
        axes.text(
            x, y, number, color=ink, size=7.5, weight="bold", ha="center", va="center_baseline", zorder=6
        )
        px, py = axes.transData.transform((x, y)) / axes.figure.dpi * 72
        taken.append((px - 7, py - 7, px + 7, py + 7))
    for stop in {(_label(s), *s["geometry"]["coordinates"]): s for s in stops}.values():
        _draw_label(axes, _label(stop), stop["geometry"]["coordinates"], taken)


def _label(stop: Feature) -> str:
    p = stop["properties"]
    days = " – ".join(dict.fromkeys(day for day in (p["date_start"], p["date_end"]) if day))
    return "\n".join(
        filter(None, [legal(p["place"]), days and (days if p["date_exact"] else f"within {days}")])
    )


def _draw_label(
    axes: "Axes", text: str, position: Sequence[float], taken: list[tuple[float, float, float, float]]
) -> None:
    """At the first spot where it covers nothing; left out where there is none."""
    from matplotlib.patheffects import withStroke

    lon, lat = position
    x, y = axes.transData.transform((lon, lat)) / axes.figure.dpi * 72
    left, bottom, right, top = (v / axes.figure.dpi * 72 for v in axes.get_window_extent().extents)
    lines = text.split("\n")
    width, height = 4.6 * max(map(len, lines)), 9.5 * len(lines)
    for dx, dy in _SPOTS:
        x0 = x + dx - (width if dx < 0 else width / 2 if dx == 0 else 0)
        y0 = y + dy - (height - 9.5 if dy < 0 else 0)
        box = (x0, y0, x0 + width, y0 + height)
        inside = left <= box[0] and box[2] <= right and bottom <= box[1] and box[3] <= top
        if inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            axes.annotate(
                text,
                xy=(lon, lat),
                xytext=(dx, dy - (height - 9.5 if dy < 0 else 0)),
                textcoords="offset points",
                size=7.5,
                ha="left" if dx > 0 else "right" if dx < 0 else "center",
                va="bottom",
                color=str(palette()["ink"]),
                path_effects=[withStroke(linewidth=2.5, foreground=str(palette()["halo"]))],
                zorder=7,
            )
            return


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _draw_meetings(axes: "Axes", meetings: Iterable[Feature]) -> None:
    for meeting in meetings:
        held = meeting["properties"]["status"] == "done"
        colour = str(palette()["cancelled" if meeting["properties"]["status"] == "cancelled" else "meeting"])
        axes.plot(
            *meeting["geometry"]["coordinates"],
            marker=(4, 0, 0),
            markersize=7,
            markerfacecolor=colour if held else str(palette()["paper"]),
            markeredgecolor=colour,
            linestyle="none",
            zorder=4,
            transform=axes.transData + _shift(axes, -10, 0),
        )


def _shift(axes: "Axes", x: float, y: float) -> Any:  # noqa: ANN401  matplotlib's transforms have no common type
    from matplotlib.transforms import ScaledTranslation

    return ScaledTranslation(x / 72, y / 72, axes.figure.dpi_scale_trans)


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
                    linestyle=_DASHES[status],
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


def _colour(item: dict[str, Any], colours: dict[str, str]) -> str:
    if item["status"] == "cancelled":
        return str(palette()["cancelled"])
    return colours.get(item["traveller"], str(palette()["route"]))
