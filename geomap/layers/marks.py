"""Countries, legs, stops, meetings and labels, drawn on a picture's axes."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from geomap.layers.boxes import flat_box
from geomap.layers.geojson import Feature
from geomap.layers.layer import Layers
from geomap.layers.lettering import readable, text_width
from geomap.layers.qgis import OTHERS, other_colour, palette

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

MANY = 150
"""More stops than this are drawn small and without numbers, more legs without arrows."""
LABELS = 60
"""The most labels a picture has; where there are many stops, the places most often visited have one."""
LABEL_PT, LINE_PT = 7.5, 9.5
DOT, MOST_DOT = 9.0, 90.0
"""Square points of the dot of one stop, and of the largest."""
DASHES: Mapping[str, Any] = {"done": "solid", "planned": (0, (4, 2.5)), "cancelled": (0, (1, 2))}
_SPOTS = ((8, 6), (8, -14), (-8, 6), (-8, -14), (0, 12), (0, -20), (18, 14), (-18, 14), (18, -24), (-18, -24))
"""Where a label may stand, points right of and above its stop; best first."""

type Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""


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
    """Lines by traveller and status, an arrow in the middle of each where there are not too many."""
    from matplotlib.collections import LineCollection

    many = len(legs) > MANY
    drawn = [leg for leg in legs if leg["geometry"]]
    groups: dict[tuple[str, str], dict[Any, Any]] = defaultdict(dict)
    for leg in drawn:
        style = colour_of(leg["properties"], colours), leg["properties"]["status"]
        for line in leg["geometry"]["coordinates"]:
            groups[style][*line[0], *line[-1]] = line  # the same route is drawn once
    width, alpha = (0.7, 0.35) if many else (1.6, 1.0)
    for (colour, status), lines in groups.items():
        line_style = {"colors": colour, "linestyles": [DASHES[status]], "linewidths": width, "alpha": alpha}
        drawn_lines = LineCollection([*lines.values()], zorder=3, rasterized=many, **line_style)
        axes.add_collection(drawn_lines)
    for leg in () if many else drawn:
        if leg["properties"]["status"] != "cancelled":
            longest = max(leg["geometry"]["coordinates"], key=len)
            _draw_arrow(axes, longest, colour_of(leg["properties"], colours))


def _draw_arrow(axes: "Axes", line: Sequence[Sequence[float]], colour: str) -> None:
    middle = max(1, len(line) // 2)
    (before_x, before_y), (to_x, to_y) = line[middle - 1], line[middle]
    # All but the head of the arrow is left to the line, which may be dashed.
    from_x, from_y = to_x + (before_x - to_x) * 0.01, to_y + (before_y - to_y) * 0.01
    axes.annotate(
        "",
        xy=(to_x, to_y),
        xytext=(from_x, from_y),
        arrowprops={"arrowstyle": "-|>", "color": colour, "mutation_scale": 13, "linewidth": 1.6},
        zorder=3,
    )


def draw_stops(axes: "Axes", stops: Sequence[Feature], colours: Mapping[str, str]) -> None:
    """Numbered circles, filled where the visit was made; names and days where they cover nothing."""
    if len(stops) > MANY:
        _draw_dots(axes, stops, colours)
        return
    taken: list[Box] = []
    for stop in stops:
        p, (x, y) = stop["properties"], stop["geometry"]["coordinates"]
        colour, done = colour_of(p, colours), p["status"] == "done"
        face = colour if done else str(palette()["paper"])
        ring: dict[str, Any] = {"markerfacecolor": face, "markeredgecolor": colour, "markeredgewidth": 1.4}
        axes.plot(x, y, "o", markersize=12, zorder=5, **ring)
        number = "×" if p["status"] == "cancelled" else str(p["seq"] or "")
        ink = str(palette()["on_trip"]) if done else colour
        axes.text(
            x, y, number, color=ink, size=7.5, weight="bold", ha="center", va="center_baseline", zorder=6
        )
        px, py = axes.transData.transform((x, y)) / axes.figure.dpi * 72
        taken.append((px - 15, py - 7, px + 7, py + 7))  # a meeting's diamond may stand left of it
    labels = {(_label(stop), *stop["geometry"]["coordinates"]): stop for stop in stops}
    for text, lon, lat in list(labels)[:LABELS]:
        _draw_label(axes, text, (lon, lat), taken)


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


def _label(stop: Feature) -> str:
    p = stop["properties"]
    days = " – ".join(dict.fromkeys(day for day in (p["date_start"], p["date_end"]) if day))
    return "\n".join(
        filter(None, [readable(p["place"]), days and (days if p["date_exact"] else f"within {days}")])
    )


def _draw_label(axes: "Axes", text: str, position: Sequence[float], taken: list[Box]) -> None:
    """At the first spot where it covers nothing; left out where there is none."""
    from matplotlib.patheffects import withStroke

    lon, lat = position
    x, y = axes.transData.transform((lon, lat)) / axes.figure.dpi * 72
    left, bottom, right, top = (v / axes.figure.dpi * 72 for v in axes.get_window_extent().extents)
    lines = text.split("\n")
    width = max(text_width(line, LABEL_PT) for line in lines) + 3
    height = LINE_PT * len(lines)
    for dx, dy in _SPOTS:
        x0 = x + dx - (width if dx < 0 else width / 2 if dx == 0 else 0)
        y0 = y + dy - (height - LINE_PT if dy < 0 else 0)
        box = (x0, y0, x0 + width, y0 + height)
        inside = left <= box[0] and box[2] <= right and bottom <= box[1] and box[3] <= top
        if inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            axes.annotate(
                text,
                xy=(lon, lat),
                xytext=(dx, dy - (height - LINE_PT if dy < 0 else 0)),
                textcoords="offset points",
                size=LABEL_PT,
                ha="left" if dx > 0 else "right" if dx < 0 else "center",
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
            transform=axes.transData + _shift(axes, -10, 0),
        )


def _shift(axes: "Axes", x: float, y: float) -> Any:  # noqa: ANN401  matplotlib's transforms have no common type
    from matplotlib.transforms import ScaledTranslation

    return ScaledTranslation(x / 72, y / 72, axes.figure.dpi_scale_trans)


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
