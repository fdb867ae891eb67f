"""The GeoJSON layers, and the list of what has no point."""

from dataclasses import astuple, fields
from pathlib import Path

from geomap.layers.fields import NAMES
from geomap.layers.geojson import geojson_lines
from geomap.layers.layer import Layers, Unlocated
from geomap.layers.writers.table import write_csv


def write_geojson(layers: Layers, folder: Path) -> None:
    """Write every layer as GeoJSON, and `unlocated.csv`, into `folder`."""
    for name in NAMES:
        with (folder / f"{name}.geojson").open("wb") as file:
            file.writelines(geojson_lines(layers.features(name)))
    columns = [field.name for field in fields(Unlocated)]
    write_csv(folder / "unlocated.csv", columns, map(astuple, layers.unlocated))
