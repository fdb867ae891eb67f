"""GeoParquet 1.0, for those who read millions of rows; needs the extra `geomap[parquet]`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import ConfigError
from geomap.layers.boxes import features_box
from geomap.layers.fields import FIELDS, GEOMETRY, NAMES, Kind, Name
from geomap.layers.geojson import Feature, Geometry
from geomap.layers.jsontext import json_text
from geomap.layers.layer import Layers
from geomap.layers.memory import once
from geomap.layers.wkb import wkb_writer

if TYPE_CHECKING:
    import pyarrow as pa

CHUNK = 20_000
"""Rows that are in memory as columns at once."""


def write_parquet(layers: Layers, folder: Path) -> None:
    """Write one `.parquet` file a layer into `folder`: days as dates, lists as JSON text.

    Raises
    ------
    ConfigError
        If pyarrow is not installed.
    """
    try:
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        msg = (
            "GeoParquet needs pyarrow, which is not installed. Install it with: pip install 'geomap[parquet]'"
        )
        raise ConfigError(msg) from error
    wkb, text = wkb_writer(), once(json_text)
    for name in NAMES:
        features = layers.features(name)
        schema = _schema(name, features)
        with ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd") as file:
            for start in range(0, max(1, len(features)), CHUNK):
                file.write_table(_table(name, features[start : start + CHUNK], schema, wkb, text))


def _schema(name: Name, features: Sequence[Feature]) -> pa.Schema:
    import pyarrow as pa
    from pyproj import CRS

    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "list": pa.string(),
    }
    box = features_box(features)
    geometry = {
        "encoding": "WKB",
        "geometry_types": [GEOMETRY[name]],
        "crs": CRS("EPSG:4326").to_json_dict(),
        "orientation": "counterclockwise",
    } | ({"bbox": box} if box else {})
    told = {"version": "1.0.0", "primary_column": "geometry", "columns": {"geometry": geometry}}
    fields = [pa.field(field, types[kind]) for field, kind in FIELDS[name].items()]
    return pa.schema([*fields, pa.field("geometry", pa.binary())], metadata={"geo": json.dumps(told)})


def _table(
    name: Name,
    features: Sequence[Feature],
    schema: pa.Schema,
    wkb: Callable[[Geometry], bytes],
    text: Callable[[object], str],
) -> pa.Table:
    import pyarrow as pa

    rows = (feature["properties"].values() for feature in features)
    columns = list(zip(*rows, strict=True)) or [()] * len(FIELDS[name])
    arrays = [
        _array(map(text, column) if kind == "list" else column, kind, schema.field(field).type, len(features))
        for column, (field, kind) in zip(columns, FIELDS[name].items(), strict=True)
    ]
    shapes = [wkb(feature["geometry"]) if feature["geometry"] else None for feature in features]
    return pa.Table.from_arrays([*arrays, pa.array(shapes, pa.binary())], schema=schema)


def _array(values: Iterable[object], kind: Kind, type_: pa.DataType, size: int) -> pa.Array:
    import pyarrow as pa

    if kind == "date":
        return pa.array(values, pa.string()).cast(type_)
    return pa.array(values, type_, size=size)
