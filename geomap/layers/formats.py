"""Every format that geomap writes, in one table."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from geomap.layers.layer import Layers
from geomap.layers.writers.files import write_geojson
from geomap.layers.writers.geopackage import write_geopackage
from geomap.layers.writers.kml import write_kmz
from geomap.layers.writers.linked import write_annotations, write_linked_places, write_schema_org
from geomap.layers.writers.parquet import write_parquet
from geomap.layers.writers.picture import write_picture
from geomap.layers.writers.project import write_project
from geomap.layers.writers.qgis import write_styles
from geomap.layers.writers.spreadsheets import write_colt, write_tables
from geomap.layers.writers.timeline import write_timeline

type Format = Callable[[Layers, Path], object]
"""Writes its files into the folder it is given; anyone's function will do."""


FORMATS: Mapping[str, Format] = {
    "geojson": write_geojson,
    "gpkg": write_geopackage,
    "qgis-styles": write_styles,
    "qgis": write_project,
    "csv": write_tables,
    "csv-bom": partial(write_tables, bom=True),
    "colt": write_colt,
    "kmz": write_kmz,
    "lpf": write_linked_places,
    "annotations": write_annotations,
    "timeline": write_timeline,
    "schema-org": write_schema_org,
    "parquet": write_parquet,
    "picture": write_picture,
}
"""Name, as `--formats` takes it, to function."""

DEFAULT_FORMATS = ("geojson", "gpkg", "qgis-styles", "qgis")
"""What every build writes: what opens in QGIS, and costs little."""
