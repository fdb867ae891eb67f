"""The files of every build, but for the map."""

from dataclasses import astuple, fields
from pathlib import Path

from geomap.layers import geopackage, project
from geomap.layers.fields import NAMES
from geomap.layers.geojson import dump_geojson, geojson_lines
from geomap.layers.layer import Layers, Unlocated
from geomap.layers.memory import collector_at_rest
from geomap.layers.qgis import style_files
from geomap.layers.table import dump_csv


def layer_files(layers: Layers) -> dict[str, bytes]:
    """Name and bytes of what every build writes: GeoJSON, `unlocated.csv`, and what QGIS opens styled."""
    with collector_at_rest():
        return {
            **geojson_files(layers),
            **style_files(layers),
            geopackage.FILE: geopackage.geopackage(layers),
            project.FILE: project.project_archive(layers),
        }


def geojson_files(layers: Layers) -> dict[str, bytes]:
    """Name and bytes of every GeoJSON layer and of `unlocated.csv`."""
    files = {f"{name}.geojson": dump_geojson(layers.features(name)) for name in NAMES}
    return files | {"unlocated.csv": _unlocated(layers)}


def _unlocated(layers: Layers) -> bytes:
    return dump_csv([f.name for f in fields(Unlocated)], map(astuple, layers.unlocated))


def write_geojson(layers: Layers, folder: Path) -> None:
    """Write every layer as GeoJSON, and `unlocated.csv`, into `folder`, one after the other."""
    for name in NAMES:
        with (folder / f"{name}.geojson").open("wb") as file:
            file.writelines(geojson_lines(layers.features(name)))
    (folder / "unlocated.csv").write_bytes(_unlocated(layers))
