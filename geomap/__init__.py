"""geomap turns news reports of official visits into GIS layers and one standalone map.

From Python::

    import geomap

    result = geomap.build("seeds/", "output/")
    result.merged.trips            # the trips as records
    result.layers.frame("stops")   # a layer as a GeoDataFrame
    result                         # in a notebook: the map
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.built import Built
    from geomap.pipeline import Options

__all__ = ["Built", "Options", "__version__", "build"]

__version__ = "0.1.0"


def build(
    inputs: str | Path | Iterable[str | Path], output: str | Path = "output", options: Options | None = None
) -> Built:
    """Read articles, merge what they say into trips, write the layers and the map.

    Parameters
    ----------
    inputs
        One or more files, folders or globs.
    output
        Folder to write to.
    options
        What a user may choose; the usual if not given.

    Raises
    ------
    NoInputError, ConfigError, OutputError, DataError
        As `geomap.errors` tells.
    """
    from geomap import pipeline

    paths = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    return pipeline.build(paths, Path(output), options)


def __getattr__(name: str) -> object:
    """`Built` and `Options`, loaded when asked for: the command's help stays quick."""
    if name in __all__:
        from geomap import pipeline

        return getattr(pipeline, name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
