"""The contract's files, but for the map."""

from dataclasses import astuple, fields

from geomap.layers.fields import NAMES
from geomap.layers.geojson import dump_geojson
from geomap.layers.layer import Layers, Unlocated
from geomap.layers.table import dump_csv


def layer_files(layers: Layers) -> dict[str, bytes]:
    """Name and bytes of every GeoJSON layer and of `unlocated.csv`."""
    files = {f"{name}.geojson": dump_geojson(layers.features(name)) for name in NAMES}
    files["unlocated.csv"] = dump_csv([f.name for f in fields(Unlocated)], map(astuple, layers.unlocated))
    return files
