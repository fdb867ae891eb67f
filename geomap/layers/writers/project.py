"""A QGIS project of all layers: grouped, styled, with time, extent and a print layout set."""

import re
from pathlib import Path

from geomap.layers.fields import GEOMETRY, NAMES, Name
from geomap.layers.layer import DATES, Layers
from geomap.layers.writers.archive import write_zip
from geomap.layers.writers.qgis import filled, metadata, palette, style
from geomap.layers.writers.titles import ABSTRACTS, ATTRIBUTION, MAP_TITLE, TITLES
from geomap.layers.writers.xmltext import xml_text

FILE = "geomap.qgz"
TRIPS: tuple[Name, ...] = ("stops", "meetings", "legs", "trips")
TEXT: tuple[Name, ...] = ("mentions", "places")
GROUND: tuple[Name, ...] = ("countries",)
MARGIN = 4.0
"""Degrees around what is shown."""
MAP_MM = (217, 165)
"""The largest the map can be on the page."""
MAP_TOP_MM = 22
_GEOMETRY = {"Point": "Point", "MultiLineString": "Line", "MultiPolygon": "Polygon"}
_WRAPPER = re.compile(r"<!DOCTYPE[^>]*>\s*<qgis[^>]*>\n?|</qgis>\s*")

type Extent = tuple[float, float, float, float]


def write_project(layers: Layers, folder: Path) -> None:
    """Write `geomap.qgz` into `folder`, for the `geomap.gpkg` beside it; both can be moved together."""
    write_zip(folder / FILE, {"geomap.qgs": [project(layers).encode()]})


def project(layers: Layers) -> str:
    """The project's XML."""
    extent = shown_extent(layers)
    west, south, east, north = extent
    begin, end = _period(layers)
    sea = str(palette()["sea"])
    (left, bottom, right, top), tall = _page_map(extent)
    return filled(
        "project.qgs",
        {
            "title": MAP_TITLE,
            "attribution": xml_text(ATTRIBUTION),
            "tree_trips": _tree(TRIPS, shown=True),
            "tree_text": _tree(TEXT, shown=False),
            "tree_ground": _tree(GROUND, shown=True),
            "layers": "\n".join(_layer(name, layers) for name in NAMES),
            "extent_attributes": f'xmin="{west}" ymin="{south}" xmax="{east}" ymax="{north}"',
            "page_attributes": f'xmin="{left}" ymin="{bottom}" xmax="{right}" ymax="{top}"',
            "extent_element": f"    <extent>\n      <xmin>{west}</xmin>\n      <ymin>{south}</ymin>\n"
            f"      <xmax>{east}</xmax>\n      <ymax>{north}</ymax>\n    </extent>",
            "map_height": str(tall),
            "below_map": str(MAP_TOP_MM + tall + 2),
            "begin": begin,
            "end": end,
            "sea_red": str(int(sea[1:3], 16)),
            "sea_green": str(int(sea[3:5], 16)),
            "sea_blue": str(int(sea[5:7], 16)),
        },
    )


def shown_extent(layers: Layers) -> Extent:
    """West, south, east, north of what the trips touch, with a margin; the world if there are none."""
    box = layers.box()
    if box is None:
        return -180.0, -90.0, 180.0, 90.0
    west, south, east, north = box
    if west > east:  # across the antimeridian, where the flat map ends
        west, east = -180.0, 180.0
    return (
        max(-180.0, round(west - MARGIN, 1)),
        max(-90.0, round(south - MARGIN, 1)),
        min(180.0, round(east + MARGIN, 1)),
        min(90.0, round(north + MARGIN, 1)),
    )


def _page_map(extent: Extent) -> tuple[Extent, int]:
    """What the page's map shows, and its height in mm; a tall one is widened at both sides."""
    west, south, east, north = extent
    width, height = MAP_MM
    tall = round(width * (north - south) / (east - west))
    if tall <= height:
        return extent, tall
    half, middle = (north - south) * width / height / 2, (west + east) / 2
    return (round(middle - half, 3), south, round(middle + half, 3), north), height


def _period(layers: Layers) -> tuple[str, str]:
    """First and last moment of all dated trips; empty without any."""
    days = [f["properties"][field] for name in TRIPS for f in layers.features(name) for field in DATES]
    known = sorted(day for day in days if day)
    return (f"{known[0]}T00:00:00Z", f"{known[-1]}T23:59:59Z") if known else ("", "")


def _tree(names: tuple[Name, ...], *, shown: bool) -> str:
    checked = "Qt::Checked" if shown else "Qt::Unchecked"
    return "\n".join(
        f'      <layer-tree-layer id="{_id(name)}" name="{TITLES[name]}" checked="{checked}" expanded="1" '
        f'providerKey="ogr" source="./geomap.gpkg|layername={name}"/>'
        for name in names
    )


def _id(name: Name) -> str:
    """QGIS makes up an id of its own where one has ten characters or fewer."""
    return f"geomap_layer_{name}"


def _layer(name: Name, layers: Layers) -> str:
    made = style(name, layers)
    return filled(
        "project_layer.xml",
        {
            "id": _id(name),
            "name": name,
            "geometry": _GEOMETRY[GEOMETRY[name]],
            "labels": "1" if 'labelsEnabled="1"' in made else "0",
            "title": TITLES[name],
            "abstract": xml_text(ABSTRACTS[name]),
            "attribution": xml_text(ATTRIBUTION),
            "metadata": _WRAPPER.sub("", metadata(name)).rstrip(),
            "style": _WRAPPER.sub("", made).rstrip(),
        },
    ).rstrip()
