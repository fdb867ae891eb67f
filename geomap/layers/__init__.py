"""Claims and merged trips in, files out.

`build_layers` makes every layer as plain GeoJSON features, so that the everyday build needs no
geopandas; `Layers.frame` gives a GeoDataFrame to who wants one. `writers/` has a function for every
format, `FORMATS` is the table of them, `DEFAULT_FORMATS` names those of every build; `write_output` puts
what they write into a folder, all or nothing. `extract_line` is what `geomap extract` prints of one article.
"""

from geomap.layers.build import build_layers
from geomap.layers.explanation import explain
from geomap.layers.fields import NAMES
from geomap.layers.formats import DEFAULT_FORMATS, FORMATS, Format
from geomap.layers.geojson import Feature
from geomap.layers.jsonline import extract_line
from geomap.layers.layer import Layers, Unlocated
from geomap.layers.output import check_output, write_output
from geomap.layers.report import build_report
from geomap.layers.writers.picture import write_picture

__all__ = [
    "DEFAULT_FORMATS",
    "FORMATS",
    "NAMES",
    "Feature",
    "Format",
    "Layers",
    "Unlocated",
    "build_layers",
    "build_report",
    "check_output",
    "explain",
    "extract_line",
    "write_output",
    "write_picture",
]
