"""Styles, metadata and the project for QGIS 3.22 and later.

The `.qml` and `.qmd` files of `styles/` are written by hand; what they cannot know (colours of the one
palette, travellers, field names, titles) is filled in where a name stands in double braces.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from xml.sax.saxutils import quoteattr

from geomap.layers.fields import FIELDS, NAMES, Name
from geomap.layers.layer import Layers
from geomap.layers.writers.titles import ABSTRACTS, ATTRIBUTION, LABELS, LICENCES, TITLES
from geomap.layers.writers.xmltext import xml_text

_STYLES = Path(__file__).parent / "styles"
_SLOT = re.compile(r"\{\{(\w+)\}\}")
OTHERS = ""
"""Where a traveller's name would stand: all who have no colour of their own; QGIS means the same by it."""
DATED: tuple[Name, ...] = ("trips", "stops", "legs", "meetings")


def write_styles(layers: Layers, folder: Path) -> None:
    """Write the styles and metadata of the GeoJSON layers into `folder`."""
    for name, data in style_files(layers).items():
        (folder / name).write_bytes(data)


def style_files(layers: Layers) -> dict[str, bytes]:
    """Name and bytes of a `.qml` and a `.qmd` for every GeoJSON layer, which QGIS loads with it."""
    styles = {f"{name}.qml": style(name, layers).encode() for name in NAMES}
    return styles | {f"{name}.qmd": metadata(name).encode() for name in NAMES}


def style(name: Name, layers: Layers) -> str:
    """One layer's style as QGIS reads it: symbols, labels, aliases, map tip, temporal settings."""
    slots: Mapping[str, str | Callable[[], str]] = {
        **{colour: _rgba(value) for colour, value in palette().items() if isinstance(value, str)},
        **{f"visits{i}": _rgba(value) for i, value in enumerate(palette()["visits"])},
        "aliases": _aliases(name),
        "temporal": filled("temporal.xml", {}) if name in DATED else "",
        "traveller_colour": lambda: xml_text(_traveller_colour(layers)),
        "traveller_categories": lambda: _categories(layers),
        "traveller_symbols": lambda: _category_symbols(layers),
    }
    return filled(f"{name}.qml", slots)


def metadata(name: Name) -> str:
    """One layer's metadata as QGIS reads it."""
    return filled(
        "layer.qmd",
        {
            "identifier": name,
            "title": xml_text(TITLES[name]),
            "abstract": xml_text(ABSTRACTS[name]),
            "attribution": xml_text(ATTRIBUTION),
            "licences": "\n".join(f"  <license>{xml_text(licence)}</license>" for licence in LICENCES),
        },
    )


def filled(template: str, slots: Mapping[str, str | Callable[[], str]]) -> str:
    """A file of `styles/` with every ``{{name}}`` replaced."""

    def fill(match: re.Match[str]) -> str:
        value = _template("crs.xml").rstrip() if match[1] == "crs" else slots[match[1]]
        return value if isinstance(value, str) else value()

    return _SLOT.sub(fill, _template(template))


def traveller_colours(layers: Layers) -> dict[str, str]:
    """Colours as on the web map: one for each of the five with most trips, then one for `OTHERS`, if any."""
    colours: list[str] = palette()["trips"]  # type: ignore[assignment]
    trips = Counter(str(f["properties"]["traveller"]) for f in layers.trips)
    travellers = sorted(trips, key=lambda name: (-trips[name], name))
    most = len(colours) - 1
    named = dict(zip(travellers[:most], colours, strict=False))
    return named | ({OTHERS: other_colour()} if len(travellers) > most else {})


def other_colour() -> str:
    """That of all travellers who have none of their own."""
    return palette()["trips"][-1]


@cache
def palette() -> dict[str, str | list[str]]:
    """Colours by name, as ``#rrggbb``."""
    colours: dict[str, str | list[str]] = json.loads((_STYLES.parent / "palette.json").read_bytes())
    return colours


@cache
def _template(name: str) -> str:
    return (_STYLES / name).read_text("utf-8")


def _rgba(colour: str) -> str:
    return ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)) + ",255"


def _aliases(name: Name) -> str:
    rows = (
        f'    <alias index="{i}" field="{field}" name={quoteattr(LABELS[field])}/>'
        for i, field in enumerate(FIELDS[name])
    )
    return "  <aliases>\n" + "\n".join(rows) + "\n  </aliases>"


def _traveller_colour(layers: Layers) -> str:
    """A QGIS expression that gives the traveller's colour."""
    colours = traveller_colours(layers)
    pairs = ", ".join(
        f"{_quoted(name)}, {_quoted(colour)}" for name, colour in colours.items() if name != OTHERS
    )
    other = _quoted(other_colour())
    return f'coalesce(map_get(map({pairs}), "traveller"), {other})' if pairs else other


def _quoted(text: str) -> str:
    """A text in a QGIS expression."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def _categories(layers: Layers) -> str:
    return "\n".join(
        f'      <category type="string" render="true" symbol="{i}" value="{xml_text(name)}" '
        f'label="{xml_text(name or "Other travellers")}"/>'
        for i, name in enumerate(traveller_colours(layers) or [OTHERS])
    )


def _category_symbols(layers: Layers) -> str:
    colours = traveller_colours(layers).values() or [other_colour()]
    return "\n".join(
        filled("trip_symbol.xml", {"number": str(i), "colour": _rgba(colour)}).rstrip()
        for i, colour in enumerate(colours)
    )
