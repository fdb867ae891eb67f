"""GeoParquet 1.1, for those who read millions of rows; needs the extra `geomap[parquet]`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geomap.errors import ConfigError
from geomap.layers.boxes import Box, Boxes, boxes_box, known_boxes
from geomap.layers.fields import FIELDS, GEOMETRY, NAMES, Kind, Name
from geomap.layers.geojson import Feature
from geomap.layers.layer import Layers
from geomap.layers.writers.columns import ROWS, Column, batches
from geomap.layers.writers.wkb import Writer, whole_points, wkb_writer

if TYPE_CHECKING:
    import pyarrow as pa

GROUP = 50
"""So many batches are a row group: as many rows as the format's own advice asks for."""
DICTIONARY_BYTES = 8 << 20
"""Up to so many, a group's different values are written once: travellers of many trips share routes."""


def write_parquet(layers: Layers, folder: Path) -> None:
    """Write one `.parquet` file a layer into `folder`: days as dates, lists as JSON text.

    Raises
    ------
    ConfigError
        If pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        msg = (
            "GeoParquet needs pyarrow, which is not installed. Install it with: pip install 'geomap[parquet]'"
        )
        raise ConfigError(msg) from error
    for name in NAMES:
        schema, wkb, boxes = _schema(name), wkb_writer(), list[Boxes]()
        parts = (_batch(name, *part, schema, wkb, boxes) for part in batches(name, layers.features(name)))
        told = {
            "compression": "zstd",
            "store_schema": False,  # beside Arrow's own, readers would not see what is told at the end
            "dictionary_pagesize_limit": DICTIONARY_BYTES,
            "use_dictionary": [field for field in schema.names if field != "id"],
        }
        with ParquetWriter(folder / f"{name}.parquet", schema, **told) as file:
            for group in batched(parts, GROUP):
                file.write_table(pa.Table.from_batches(group, schema), row_group_size=GROUP * ROWS)
            box = boxes_box(np.concatenate(boxes)) if boxes else None
            file.add_key_value_metadata({"geo": json.dumps(_geo(name, box))})


def _schema(name: Name) -> pa.Schema:
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "list": pa.string(),
    }
    fields = [pa.field(field, types[kind]) for field, kind in FIELDS[name].items()]
    return pa.schema([*fields, pa.field("geometry", pa.binary())])


def _geo(name: Name, box: Box | None) -> dict[str, object]:
    """The file's metadata as GeoParquet wants it."""
    geometry = {
        "encoding": "WKB",
        "geometry_types": [GEOMETRY[name]],
        "crs": _wgs84(),
        "orientation": "counterclockwise",
        "edges": "planar",
    } | ({"bbox": box} if box else {})
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": geometry}}


@cache
def _wgs84() -> dict[str, object]:
    from pyproj import CRS

    return CRS("EPSG:4326").to_json_dict()


def _batch(
    name: Name,
    features: Sequence[Feature],
    columns: Sequence[Column],
    schema: pa.Schema,
    wkb: Writer,
    boxes: list[Boxes],
) -> pa.RecordBatch:
    import pyarrow as pa

    kinds = zip(columns, FIELDS[name].values(), schema.types, strict=False)
    arrays = [_array(column, kind, type_) for column, kind, type_ in kinds]
    shapes = [feature["geometry"] for feature in features]
    if GEOMETRY[name] == "Point":
        points = whole_points([shape["coordinates"] for shape in shapes])
        boxes.append(np.hstack([points["position"], points["position"]]))
        ends = np.arange(len(points) + 1, dtype=np.int32) * points.itemsize
        buffers = [None, pa.py_buffer(ends), pa.py_buffer(points.tobytes())]
        arrays.append(pa.Array.from_buffers(pa.binary(), len(points), buffers))
    else:
        boxes.append(known_boxes(features))
        arrays.append(pa.array(wkb(shapes), pa.binary()))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _array(values: Column, kind: Kind, type_: pa.DataType) -> pa.Array:
    import pyarrow as pa

    return pa.array(values, pa.string()).cast(type_) if kind == "date" else pa.array(values, type_)
