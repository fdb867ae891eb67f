"""A KMZ file for Google Earth: trips with stops, legs, time spans, quotes and a tour each; meetings.

Written as text rather than by GDAL's drivers, which let control characters through and know no tours.
Any text becomes valid XML: what XML cannot hold is left out, the rest is escaped, twice where it stands
in a balloon's HTML.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import batched
from pathlib import Path
from typing import Any

from geomap.layers.geojson import Feature, Ring
from geomap.layers.layer import Layers, by_trip
from geomap.layers.memory import once
from geomap.layers.writers.archive import write_zip
from geomap.layers.writers.qgis import other_colour, palette, traveller_colours
from geomap.layers.writers.titles import ATTRIBUTION, MAP_TITLE
from geomap.layers.writers.xmltext import xml_text

FILE = "geomap.kmz"
ICONS = ("done", "planned", "cancelled", "meeting")
EYE_M = 1_500_000
"""From how far a tour looks at a stop."""
FLIGHT_S, LOOK_S = 4, 4
LINES = 256
"""So many are compressed at a time."""
_STYLES = Path(__file__).parent / "styles"
_NO_NAME = re.compile(r"[^\w.-]", re.ASCII)
_SHOWN = ("traveller", "status", "date_start", "date_end", "date_text", "sources_text")


def write_kmz(layers: Layers, folder: Path) -> None:
    """Write `geomap.kmz` into `folder`."""
    files: dict[str, Iterable[bytes]] = {
        "doc.kml": ("\n".join(lines).encode() + b"\n" for lines in batched(kml(layers), LINES))
    }
    files |= {f"files/{icon}.png": [(_STYLES / f"{icon}.png").read_bytes()] for icon in ICONS}
    write_zip(folder / FILE, files)


def kml(layers: Layers) -> Iterator[str]:
    """The KML 2.2 document, with Google's extension for tours, line by line."""
    stops, legs = by_trip(layers.stops), by_trip(layers.legs)
    colours = traveller_colours(layers)
    line = once(partial(map, _line))
    numbers = {name: i for i, name in enumerate(colours, start=1)}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">'
    yield f"<Document><name>{MAP_TITLE}</name><open>1</open>"
    yield f"<description>{xml_text(ATTRIBUTION)}</description>"
    for i, colour in enumerate([other_colour(), *colours.values()]):
        yield from _styles(i, colour)
    yield from _meeting_styles()
    for trip in layers.trips:
        number = numbers.get(trip["properties"]["traveller"], 0)
        yield from _trip_head(trip["properties"])
        yield from _stops(trip["properties"], stops.get(trip["id"], []), number)
        yield from (_leg(leg, number, line) for leg in legs.get(trip["id"], []) if leg["geometry"])
        yield "</Folder>"
    yield "<Folder><name>Meetings</name>"
    yield from (_meeting(meeting) for meeting in layers.meetings)
    yield "</Folder></Document></kml>"


def _trip_head(trip: Mapping[str, Any]) -> Iterator[str]:
    told = [
        trip["status"],
        trip["companions_text"] and f"with {trip['companions_text']}",
        trip["conflicts_text"],
    ]
    yield f"<Folder><name>{xml_text(trip['title'])}</name>"
    yield f"<description>{_balloon([part for part in told if part])}</description>{_time(trip)}"


def _stops(trip: Mapping[str, Any], stops: list[Feature], number: int) -> Iterator[str]:
    """The stops, and a tour of those that were not cancelled."""
    yield from (_stop(stop, number) for stop in stops)
    visited = [stop for stop in stops if stop["properties"]["status"] != "cancelled"]
    if visited:
        yield _tour(trip, visited)


def _stop(stop: Feature, number: int) -> str:
    p = stop["properties"]
    name = f"{p['seq']}. {p['place']}" if p["seq"] else p["place"]
    return _placemark(stop, name, f"{p['status']}-{number}", _point(stop))


def _meeting(meeting: Feature) -> str:
    p = meeting["properties"]
    return _placemark(meeting, p["participant_names"], f"meeting-{p['status']}", _point(meeting))


def _leg(leg: Feature, number: int, line: Callable[[Sequence[Ring]], list[str]]) -> str:
    p = leg["properties"]
    lines = "".join(line(leg["geometry"]["coordinates"]))
    name = f"{p['origin']} → {p['destination']}"
    return _placemark(leg, name, f"{p['status']}-{number}", f"<MultiGeometry>{lines}</MultiGeometry>")


def _line(positions: Ring) -> str:
    return (
        "<LineString><tessellate>1</tessellate>"
        f"<coordinates>{_positions(positions)}</coordinates></LineString>"
    )


def _placemark(feature: Feature, name: str, style: str, geometry: str) -> str:
    p = feature["properties"]
    told = [
        p.get("traveller"),
        p.get("place"),
        p["status"],
        p.get("date_text"),
        *p["evidence_text"].split("\n"),
    ]
    data = "".join(
        f'<Data name="{key}"><value>{_short(text)}</value></Data>' for key in _SHOWN if (text := p.get(key))
    )
    return (
        f'<Placemark id="{_name(feature["id"])}"><name>{xml_text(name)}</name>'
        f"<description>{_balloon([part for part in told if part])}</description>{_time(p)}"
        f"<styleUrl>#{_name(style)}</styleUrl>"
        f'<ExtendedData><Data name="id"><value>{xml_text(feature["id"])}</value></Data>{data}</ExtendedData>'
        f"{geometry}</Placemark>"
    )


def _tour(trip: Mapping[str, Any], stops: Sequence[Feature]) -> str:
    """Fly from stop to stop, and open each one's balloon."""
    flights = "".join(
        f"<gx:FlyTo><gx:duration>{FLIGHT_S}</gx:duration><gx:flyToMode>bounce</gx:flyToMode><LookAt>"
        f"<longitude>{lon}</longitude><latitude>{lat}</latitude><range>{EYE_M}</range></LookAt></gx:FlyTo>"
        f"{_show_balloon(name, 1)}<gx:Wait><gx:duration>{LOOK_S}</gx:duration></gx:Wait>"
        f"{_show_balloon(name, 0)}"
        for name, (lon, lat) in ((_name(stop["id"]), stop["geometry"]["coordinates"]) for stop in stops)
    )
    return (
        f"<gx:Tour><name>Tour: {xml_text(trip['title'])}</name><gx:Playlist>{flights}</gx:Playlist></gx:Tour>"
    )


def _show_balloon(name: str, shown: int) -> str:
    return (
        "<gx:AnimatedUpdate><gx:duration>0</gx:duration><Update><targetHref/><Change>"
        f'<Placemark targetId="{name}"><gx:balloonVisibility>{shown}</gx:balloonVisibility>'
        "</Placemark></Change></Update></gx:AnimatedUpdate>"
    )


def _balloon(parts: Iterable[str]) -> str:
    """Texts as the HTML of a balloon, escaped once for HTML and once for XML."""
    return "".join(f"&lt;p&gt;{xml_text(xml_text(part))}&lt;/p&gt;" for part in parts)


_short = lru_cache(4096)(xml_text)
"""For texts that many features have in common."""


def _time(item: Mapping[str, Any]) -> str:
    """First to last day; a single known day is both."""
    first, last = item["date_start"] or item["date_end"], item["date_end"] or item["date_start"]
    return f"<TimeSpan><begin>{first}</begin><end>{last}</end></TimeSpan>" if first else ""


def _styles(number: int, colour: str) -> Iterator[str]:
    """For one traveller: filled and solid when done, hollow and pale when planned, grey when cancelled."""
    grey = str(palette()["cancelled"])
    yield _style(f"done-{number}", "done", colour, 1.0, 3, 255)
    yield _style(f"planned-{number}", "planned", colour, 1.0, 2, 140)
    yield _style(f"cancelled-{number}", "cancelled", grey, 0.8, 1, 110)


def _meeting_styles() -> Iterator[str]:
    colour, grey = str(palette()["meeting"]), str(palette()["cancelled"])
    yield _style("meeting-done", "meeting", colour, 0.8, 1, 255)
    yield _style("meeting-planned", "meeting", colour, 0.6, 1, 255)
    yield _style("meeting-cancelled", "meeting", grey, 0.6, 1, 255)


def _style(name: str, icon: str, colour: str, scale: float, width: int, alpha: int) -> str:
    """KML writes colours as alpha, blue, green, red."""
    bgr = colour[5:7] + colour[3:5] + colour[1:3]
    return (
        f'<Style id="{_name(name)}"><IconStyle><color>ff{bgr}</color><scale>{scale}</scale>'
        f"<Icon><href>files/{icon}.png</href></Icon></IconStyle>"
        f"<LabelStyle><scale>0.8</scale></LabelStyle>"
        f"<LineStyle><color>{alpha:02x}{bgr}</color><width>{width}</width></LineStyle>"
        "<BalloonStyle><text>&lt;h3&gt;$[name]&lt;/h3&gt;$[description]</text></BalloonStyle></Style>"
    )


def _point(feature: Feature) -> str:
    return f"<Point><coordinates>{_positions([feature['geometry']['coordinates']])}</coordinates></Point>"


def _positions(positions: Sequence[Sequence[float]]) -> str:
    return " ".join(f"{lon},{lat}" for lon, lat in positions)


def _name(identity: str) -> str:
    """An id as XML allows it."""
    return "_" + _NO_NAME.sub("_", identity)
