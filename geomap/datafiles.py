"""Where geomap's own data lies: `data/` in a checkout, `geomap/_data/` once installed."""

from pathlib import Path

from geomap.errors import DataError

_PACKAGE = Path(__file__).parent
_FOLDERS = (_PACKAGE / "_data", _PACKAGE.parent / "data")


def data_path(name: str) -> Path:
    """The path of a data file, such as ``boundaries/countries.topojson``.

    Raises
    ------
    DataError
        If the file is not there.
    """
    for folder in _FOLDERS:
        path = folder / name
        if path.exists():
            return path
    looked = " and ".join(map(str, _FOLDERS))
    msg = f"geomap's own data file {name} is missing (looked in {looked}). Install geomap again."
    raise DataError(msg)
