"""Countries, legs, stops, meetings and labels, drawn on a picture's axes."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geomap.layers.boxes import flat_box
from geomap.layers.geojson import Feature
from geomap.layers.layer import Layers
from geomap.layers.writers.lettering import readable, text_width
from geomap.layers.writers.qgis import OTHERS, other_colour, palette

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from matplotlib.transforms import Transform

MANY = 150
"""More stops than this are drawn small and without numbers, more legs without arrows."""
LABELS = 60
"""The most labels a picture has; where there are many stops, the places most often visited have one."""
LABEL_PT, LINE_PT = 7.5, 9.5
CIRCLE_PT, LANE_PT = 14.0, 4.0
"""From one circle to the next at a place, from one line to the next on a way."""
ROW = 4
"""So many circles side by side."""
DAYS = 3
"""So many dates below a name."""
DOT, MOST_DOT = 9.0, 90.0
"""Square points of the dot of one stop, and of the largest."""
DASHES: Mapping[str, Any] = {"done": "solid", "planned": (0, (4, 2.5)), "cancelled": (0, (1, 2))}
_SPOTS = ((8, 6), (8, -14), (-8, 6), (-8, -14), (0, 12), (0, -20), (18, 14), (-18, 14), (18, -24), (-18, -24))
"""Where a label may stand, points right of and above its stop; best first."""

type Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""
type Position = tuple[float, float]
type Shift = tuple[float, float]
"""Points to the right and up."""
type Look = tuple[str, str, Position, bool]
"""Colour and status of a line, where it begins, whether an arrow stands on it."""


def draw_countries(axes: "Axes", countries: Iterable[Feature]) -> None:
    """Land in one tone, borders thin, also beyond the antimeridian; what the axes do not show is left out."""
    import numpy as np
    from matplotlib.collections import PathCollection
    from matplotlib.path import Path as Outline

    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    paths = []
    for part in (part for country in countries for part in country["geometry"]["coordinates"]):
        left, low, right, high = flat_box(part[0])
        for turn in (-360, 0, 360):
            if left + turn <= east and right + turn >= west and low <= north and high >= south:
                rings = (Outline(np.add(ring, (turn, 0)), closed=True) for ring in part)
                paths.append(Outline.make_compound_path(*rings))
    land, border = str(palette()["land"]), str(palette()["border"])
    axes.add_collection(PathCollection(paths, facecolor=land, edgecolor=border, linewidth=0.5, zorder=1))


def draw_legs(axes: "Axes", legs: Sequence[Feature], colours: Mapping[str, str]) -> None:
    """Lines by traveller and status, side by side on one way, with an arrow each; many are drawn plainly."""
    from matplotlib.collections import LineCollection

    many = len(legs) > MANY
    ways: dict[tuple[Position, Position], dict[Look, Sequence[Position]]] = defaultdict(dict)
    for leg in (leg for leg in legs if leg["geometry"]):
        colour, status = colour_of(leg["properties"], colours), leg["properties"]["status"]
        lines = leg["geometry"]["coordinates"]
        for line in lines:
            first, last = _position(line[0]), _position(line[-1])
            arrow = line is max(lines, key=len) and status != "cancelled"
            ways[min(first, last), max(first, last)][colour, status, first, arrow] = line
    groups: dict[tuple[str, str, Shift], list[Sequence[Position]]] = defaultdict(list)
    for (first, last), looks in ways.items():
        for i, ((colour, status, _, arrow), line) in enumerate(looks.items()):
            shift = (0.0, 0.0) if many else _sideways(axes, first, last, (i - (len(looks) - 1) / 2) * LANE_PT)
            groups[colour, status, shift].append(line)
            if arrow and not many:
                _draw_arrow(axes, line, colour, shift)
    width, alpha = (0.7, 0.35) if many else (1.6, 1.0)
    for (colour, status, shift), lines in groups.items():
        look: dict[str, Any] = {
            "colors": colour,
            "linestyles": [DASHES[status]],
            "linewidths": width,
            "alpha": alpha,
        }
        place: dict[str, Any] = {"transform": _shifted(axes, shift), "zorder": 3, "rasterized": many}
        axes.add_collection(LineCollection(lines, **look, **place))


def _position(coordinates: Sequence[float]) -> Position:
    lon, lat = coordinates
    return lon, lat


def _sideways(axes: "Axes", first: Position, last: Position, points: float) -> Shift:
    """So many points to the left of the way from `first` to `last`."""
    (x, y), (to_x, to_y) = axes.transData.transform([first, last])
    length = math.hypot(to_x - x, to_y - y) or 1.0
    return (y - to_y) / length * points, (to_x - x) / length * points


def _draw_arrow(axes: "Axes", line: Sequence[Position], colour: str, shift: Shift) -> None:
    middle = max(1, len(line) // 2)
    (before_x, before_y), (to_x, to_y) = line[middle - 1], line[middle]
    # All but the head of the arrow is left to the line, which may be dashed.
    from_x, from_y = to_x + (before_x - to_x) * 0.01, to_y + (before_y - to_y) * 0.01
    axes.annotate(
        "",
        xy=(to_x, to_y),
        xytext=(from_x, from_y),
        xycoords=_shifted(axes, shift),
        arrowprops={"arrowstyle": "-|>", "color": colour, "mutation_scale": 13, "linewidth": 1.6},
        zorder=3,
    )


def draw_stops(axes: "Axes", stops: Sequence[Feature], colours: Mapping[str, str]) -> None:
    """Numbered circles, filled where the visit was made; names and days where they cover nothing.

    Those at one place stand in rows to the right of it.
    """
    if len(stops) > MANY:
        _draw_dots(axes, stops, colours)
        return
    places: dict[Position, list[Feature]] = defaultdict(list)
    for stop in stops:
        places[_position(stop["geometry"]["coordinates"])].append(stop)
    taken: list[Box] = []
    corners = {}
    for position, here in places.items():
        looks = dict.fromkeys(_circle(stop["properties"], colours) for stop in here)
        for i, look in enumerate(looks):
            _draw_circle(axes, position, (i % ROW * CIRCLE_PT, -(i // ROW) * CIRCLE_PT), *look)
        corners[position] = (min(len(looks), ROW) - 1) * CIRCLE_PT, ((len(looks) - 1) // ROW) * CIRCLE_PT
        x, y = axes.transData.transform(position) / axes.figure.dpi * 72
        right, down = corners[position]
        taken.append((x - 15, y - 7 - down, x + 7 + right, y + 7))  # a meeting's diamond may stand left of it
    for position, here in [*places.items()][:LABELS]:
        _draw_label(axes, _label(here), position, taken, corners[position])


def _circle(stop: Mapping[str, Any], colours: Mapping[str, str]) -> tuple[str, bool, str]:
    """Its colour, whether it is filled, and what stands in it."""
    number = "×" if stop["status"] == "cancelled" else str(stop["seq"] or "")
    return colour_of(stop, colours), stop["status"] == "done", number


def _draw_circle(axes: "Axes", at: Position, shift: Shift, colour: str, done: bool, number: str) -> None:
    paper, ink = str(palette()["paper"]), str(palette()["on_trip"]) if done else colour
    ring: dict[str, Any] = {"markerfacecolor": colour if done else paper, "markeredgecolor": colour}
    where = _shifted(axes, shift)
    axes.plot(*at, "o", markersize=12, markeredgewidth=1.4, transform=where, zorder=5, **ring)
    font: dict[str, Any] = {"size": 7.5, "weight": "bold", "ha": "center", "va": "center_baseline"}
    axes.text(*at, number, color=ink, transform=where, zorder=6, **font)


def _draw_dots(axes: "Axes", stops: Sequence[Feature], colours: Mapping[str, str]) -> None:
    """A dot a place and colour, larger where there are more stops, and the names of the largest."""
    dots = Counter((colour_of(s["properties"], colours), *s["geometry"]["coordinates"]) for s in stops)
    shades, xs, ys = zip(*dots, strict=True)
    sizes = [min(DOT * math.sqrt(count), MOST_DOT) for count in dots.values()]
    axes.scatter(xs, ys, s=sizes, c=shades, alpha=0.6, linewidths=0, zorder=5)
    counts = Counter((s["properties"]["place"], *s["geometry"]["coordinates"]) for s in stops)
    taken: list[Box] = []
    for (name, lon, lat), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:LABELS]:
        _draw_label(axes, readable(name), (lon, lat), taken)


def _label(stops: Sequence[Feature]) -> str:
    """The names of one place, each with the days of its visits."""
    told: dict[str, dict[str, None]] = defaultdict(dict)
    for p in (stop["properties"] for stop in stops):
        told[readable(p["place"])][_days(p)] = None
    return "\n".join(line for name, days in told.items() for line in (name, *filter(None, [*days][:DAYS])))


def _days(stop: Mapping[str, Any]) -> str:
    first, last = stop["date_start"], stop["date_end"]
    if not (first or last):
        return ""
    days = " – ".join(dict.fromkeys(filter(None, (first, last)))) if first else f"until {last}"
    return days if stop["date_exact"] else f"within {days}" if first else days


def _draw_label(
    axes: "Axes", text: str, position: Position, taken: list[Box], corner: tuple[float, float] = (0, 0)
) -> None:
    """At the first spot where it covers nothing; left out where there is none.

    `corner`: how far to the right and down the circles of its place reach, in points.
    """
    from matplotlib.patheffects import withStroke

    lon, lat = position
    x, y = axes.transData.transform((lon, lat)) / axes.figure.dpi * 72
    left, bottom, right, top = (v / axes.figure.dpi * 72 for v in axes.get_window_extent().extents)
    lines = text.split("\n")
    width = max(text_width(line, LABEL_PT) for line in lines) + 3
    height = LINE_PT * len(lines)
    for right_of, above in _SPOTS:
        dx = right_of + (corner[0] if right_of > 0 else corner[0] / 2 if right_of == 0 else 0)
        dy = above - (corner[1] if above < 0 else 0)
        x0 = x + dx - (width if right_of < 0 else width / 2 if right_of == 0 else 0)
        y0 = y + dy - (height - LINE_PT if above < 0 else 0)
        box = (x0, y0, x0 + width, y0 + height)
        inside = left <= box[0] and box[2] <= right and bottom <= box[1] and box[3] <= top
        if inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            axes.annotate(
                text,
                xy=(lon, lat),
                xytext=(dx, y0 - y),
                textcoords="offset points",
                size=LABEL_PT,
                ha="left" if right_of > 0 else "right" if right_of < 0 else "center",
                va="bottom",
                color=str(palette()["ink"]),
                path_effects=[withStroke(linewidth=2.5, foreground=str(palette()["halo"]))],
                zorder=7,
            )
            return


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def draw_meetings(axes: "Axes", meetings: Sequence[Feature]) -> None:
    """Diamonds left of their stop, filled where the meeting was held; none where they would only hide it."""
    if len(meetings) > MANY:
        return
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
            transform=_shifted(axes, (-10, 0)),
        )


def _shifted(axes: "Axes", shift: Shift) -> "Transform":
    """Where things stand on the map, moved by so many points."""
    from matplotlib.transforms import ScaledTranslation

    return axes.transData + ScaledTranslation(shift[0] / 72, shift[1] / 72, axes.figure.dpi_scale_trans)


def colour_of(item: Mapping[str, Any], colours: Mapping[str, str]) -> str:
    """The traveller's colour, or that of all others; grey where cancelled."""
    if item["status"] == "cancelled":
        return str(palette()["cancelled"])
    return colours.get(item["traveller"], other_colour())


def draw_north(axes: "Axes") -> None:
    """An arrow in the upper right corner that points north."""
    axes.annotate(
        "N",
        xy=(0.985, 0.99),
        xytext=(0.985, 0.93),
        xycoords="axes fraction",
        size=9,
        weight="bold",
        color=str(palette()["label"]),
        ha="center",
        va="top",
        arrowprops={"arrowstyle": "-|>", "color": str(palette()["label"]), "linewidth": 1.2},
        zorder=8,
    )


def legend_lines(layers: Layers, colours: Mapping[str, str]) -> list["Line2D"]:
    """What the legend shows: travellers, then every status there is, then meetings."""
    from matplotlib.lines import Line2D

    lines = [
        Line2D(
            [], [], color=colour, linewidth=3, label="other travellers" if name == OTHERS else readable(name)
        )
        for name, colour in colours.items()
    ]
    states = {f["properties"]["status"] for f in (*layers.stops, *layers.legs)}
    for status in (known for known in DASHES if known in states):
        colour = str(palette()["cancelled" if status == "cancelled" else "route"])
        face = colour if status == "done" else str(palette()["paper"])
        style = {"linestyle": DASHES[status], "marker": "o", "markerfacecolor": face}
        lines.append(Line2D([], [], color=colour, label=status, **style))
    if layers.meetings:
        colour = str(palette()["meeting"])
        lines.append(Line2D([], [], color=colour, marker=(4, 0, 0), linestyle="none", label="meeting"))
    return lines
