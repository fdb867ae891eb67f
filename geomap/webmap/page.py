"""The page: folium's skeleton, our scripts and styles, then the data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from geomap.errors import DataError
from geomap.webmap import assets
from geomap.webmap.itinerary import write_itinerary
from geomap.webmap.linked import write_linked_data
from geomap.webmap.payload import build_payload, encode_payload
from geomap.webmap.policy import build_policy, tile_source
from geomap.webmap.shapes import country_names, map_shapes

_HEAD, _BODY, _MAP = "<!--geomap:head-->", "<!--geomap:body-->", "<!--geomap:map-->"
_VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'
_MAP_FRAME = re.compile(r'<div class="folium-map" id="map_geomap"\s*></div>')
_META = re.compile(r"[ \t]*<meta\s[^>]*>\n?")


def render_map(
    layers: Mapping[str, Mapping[str, Any]],
    articles: Mapping[str, Mapping[str, Any]],
    *,
    topology: bytes | Mapping[str, Any],
    tiles: str | None = None,
    language: str = "en",
) -> str:
    """Build the whole map as one HTML text: the same text for the same input.

    Parameters
    ----------
    layers
        GeoJSON FeatureCollections by name (mentions, places, countries, trips, stops, legs, meetings),
        with the properties that the contract gives them. A layer may be missing.
    articles
        By id: title, source (its address), publisher, published; each may be missing or None.
    topology
        The simplified country shapes, a TopoJSON document.
    tiles
        Address template of a tile server, ``https://host/{z}/{x}/{y}.png``, for a background that
        needs the network. None: the map needs none.
    language
        Of the map's own words: 'en' or 'ru'.

    Raises
    ------
    ConfigError
        If the language has no table of words, or the tile template is no https address.
    """
    words = assets.words(language)
    hosts = [tile_source(tiles)] if tiles else []
    shapes = json.loads(topology) if isinstance(topology, bytes) else topology
    payload = {
        "language": language,
        "words": words,
        "tiles": {"template": tiles, "host": hosts[0].removeprefix("https://")} if tiles else None,
        "shapes": map_shapes(shapes, language),
        **build_payload(layers, articles),
    }
    page = _skeleton()
    policy = build_policy(page, hosts)
    head = (
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'{_VIEWPORT}\n<meta name="color-scheme" content="light dark">\n'
        f'<meta name="referrer" content="no-referrer">\n<title>{escape(str(words["title"]))}</title>\n'
    )
    itinerary = write_itinerary(layers, articles, words, country_names(shapes, language))
    data = (
        f"<noscript>\n{itinerary}</noscript>\n"
        f'<script type="text/plain" id="geomap-data">{encode_payload(payload)}</script>\n'
    )
    if linked := write_linked_data(layers, articles):
        data += f'<script type="application/ld+json">{linked}</script>\n'
    root = f'<html lang="{language}" dir="{words["direction"]}" data-state="loading">'
    page = page.replace("<html>", root, 1)
    return page.replace(_HEAD, head, 1).replace(_BODY, data, 1)


def _skeleton() -> str:
    """Return folium's map page with our scripts and styles in place, and marks where head and data go.

    folium and branca render templates, so they are given constants alone, and fixed ids in place of
    their random ones.
    """
    from branca.element import Element, Figure
    from folium.folium import Map

    page = Map(
        location=(25, 30),
        zoom_start=2,
        tiles=None,
        prefer_canvas=True,
        zoom_control=False,
        zoomSnap=0.25,
        zoomDelta=0.5,
        wheelPxPerZoomLevel=120,
        minZoom=0,
        maxZoom=12,
        worldCopyJump=True,
    )
    page.default_js, page.default_css = [], []
    page._id = "geomap"
    figure = page.get_root()
    if not isinstance(figure, Figure):  # folium makes one for every map
        raise TypeError(figure)
    figure.html.add_child(Element(_BODY), name="body")
    html: str = figure.render()
    return _with_assets(_META.sub("", html))


def _with_assets(html: str) -> str:
    """Put head mark, styles and scripts into folium's page.

    Our own script follows folium's, which makes the map; the page's elements come before both.
    """
    styles = f"<style>\n{assets.leaflet_style()}\n{assets.app_style()}</style>\n"
    styles += f"<noscript><style>\n{assets.plain_style()}</style></noscript>\n"
    leaflet = f"<script>\n{assets.leaflet_script()}</script>\n"
    html = html.replace("<head>", f"<head>\n{_HEAD}{leaflet}", 1).replace("</head>", f"{styles}</head>", 1)
    html = html.replace("</html>", f"<script>\n{assets.app_script()}</script>\n</html>", 1)
    frame = _MAP_FRAME.search(html)
    if frame is None:
        msg = "folium made a page without a map"
        raise DataError(msg)
    html = html.replace(frame[0], "", 1)
    return html.replace(_BODY, f"{assets.page_body().replace(_MAP, frame[0].strip())}{_BODY}", 1)
