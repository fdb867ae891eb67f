"""GeoParquet, for those who read millions of rows; needs the extra `geomap[parquet]`."""

from pathlib import Path

from geomap.errors import ConfigError
from geomap.layers.fields import FIELDS, NAMES
from geomap.layers.geojson import dump_json
from geomap.layers.layer import Layers


def write_parquet(layers: Layers, folder: Path) -> None:
    """Write one `.parquet` file a layer into `folder`: days as dates, lists as JSON text.

    Raises
    ------
    ConfigError
        If pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        msg = (
            "GeoParquet needs pyarrow, which is not installed. Install it with: pip install 'geomap[parquet]'"
        )
        raise ConfigError(msg) from error
    import pandas as pd

    day = pd.ArrowDtype(pa.date32())
    text = pd.ArrowDtype(pa.string())
    for name in NAMES:
        frame = layers.frame(name)
        for field, kind in FIELDS[name].items():
            if kind == "date":
                frame[field] = frame[field].astype(day)
            elif kind == "list":
                frame[field] = pd.Series([dump_json(v).decode() for v in frame[field]], dtype=text)
            elif kind == "text":
                frame[field] = frame[field].astype(text)
        frame.to_parquet(folder / f"{name}.parquet", index=False, compression="zstd")
