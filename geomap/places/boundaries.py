"""Country polygons: a check on what the gazetteer says, and the shapes of the map.

The gazetteer decides which country a place is in; polygons only check, since border towns fall on the
wrong side even at 1:10m. The polygons are Natural Earth's 1:10m de-jure view (`data/boundaries/`), or
any other view that geopandas can read.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from geomap.datafiles import data_path
from geomap.errors import ConfigError, DataError
from geomap.places.topology import build_topology, read_topology, simplify
from geomap.records import Place

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    import numpy.typing as npt

type Found = Literal["inside", "near"]
type Check = Literal["inside", "near", "elsewhere"]

NEAR_KM = 20.0
"""How far off a country's polygons a point may lie and still be near it: harbours, islets, causeways."""

_COLUMNS = {
    "iso_a2": ("iso_a2", "ISO_A2_EH", "ISO_A2", "ISO_CODE", "ISO2", "CNTR_ID"),
    "iso_a3": ("iso_a3", "ISO_A3_EH", "ISO_A3", "ADM0_A3", "ISO3", "shapeGroup"),
    "name": ("name", "NAME_EN", "NAME", "ADMIN", "COUNTRY", "NAME_ENGL", "shapeName"),
}
"""Our column, and what other sources call it, best first."""

_EARTH_KM = 6371.0088


class Boundaries:
    """Country polygons that tell which country a point lies in."""

    def __init__(self, countries: gpd.GeoDataFrame) -> None:
        import shapely

        parts = countries[["iso_a2", "geometry"]].dropna().explode(ignore_index=True)
        self._codes: npt.NDArray[np.object_] = parts["iso_a2"].to_numpy(dtype=object)
        self._polygons: npt.NDArray[np.object_] = parts.geometry.to_numpy()
        shapely.prepare(self._polygons)
        self._tree = shapely.STRtree(self._polygons)
        self._mercator: tuple[npt.NDArray[np.object_], Any] | None = None

    @classmethod
    def load(cls, path: Path | None = None) -> Boundaries:
        """Read the built-in view, or another one from `path`.

        Raises
        ------
        ConfigError
            If `path` cannot be read, or has no column of ISO 3166-1 alpha-2 codes.
        DataError
            If the built-in file is missing or damaged.
        """
        return cls(read_countries(path))

    @property
    def codes(self) -> frozenset[str]:
        """ISO 3166-1 alpha-2 codes that have a polygon."""
        return frozenset(self._codes)

    def countries_at(self, lons: npt.ArrayLike, lats: npt.ArrayLike) -> list[str | None]:
        """The country that each point lies in, or the nearest within `NEAR_KM`; None at sea."""
        return [code for code, _ in self.found_at(lons, lats)]

    def found_at(self, lons: npt.ArrayLike, lats: npt.ArrayLike) -> list[tuple[str | None, Found | None]]:
        """As `countries_at`, and whether the point lies inside the country or only near it.

        Where polygons overlap or touch, the first code of the alphabet is given.
        """
        import numpy as np

        lon, lat = (np.atleast_1d(np.asarray(values, dtype=float)) for values in (lons, lats))
        found: list[tuple[str | None, Found | None]] = [(None, None)] * len(lon)
        for row, part in self._containing(lon, lat):
            code, known = self._codes[part], found[row][0]
            if known is None or code < known:
                found[row] = (code, "inside")
        at_sea = np.array([code is None for code, _ in found])
        rows = np.flatnonzero(at_sea)
        nearest = [float("inf")] * len(lon)
        for row, part, km in self._near(lon[rows], lat[rows]):
            if km < nearest[rows[row]]:
                nearest[rows[row]] = km
                found[rows[row]] = (self._codes[part], "near")
        return found

    def check(self, place: Place) -> Check | None:
        """Whether the place lies in the country that the gazetteer gives it.

        None where there is nothing to check: the place has no country, or the country no polygon.
        """
        import numpy as np

        if place.country is None or place.country not in self.codes:
            return None
        lon, lat = np.array([place.lon]), np.array([place.lat])
        if any(self._codes[part] == place.country for _, part in self._containing(lon, lat)):
            return "inside"
        near = any(self._codes[part] == place.country for _, part, _ in self._near(lon, lat))
        return "near" if near else "elsewhere"

    def _containing(self, lon: npt.NDArray[Any], lat: npt.NDArray[Any]) -> list[tuple[int, int]]:
        """Pairs of point and polygon that holds it or bears it on its border.

        A tree of polygons tests each pair unprepared, which is 30 times slower than this: boxes from the
        tree, then each polygon, prepared once, against all its points.
        """
        import numpy as np
        import shapely

        points, parts = self._tree.query(shapely.points(lon, lat))
        order = np.argsort(parts, kind="stable")
        points, parts = points[order], parts[order]
        pairs: list[tuple[int, int]] = []
        for rows, part in zip(*_runs(points, parts), strict=True):
            inside = shapely.intersects_xy(self._polygons[part], lon[rows], lat[rows])
            pairs += [(int(row), int(part)) for row in rows[inside]]
        return pairs

    def _near(self, lon: npt.NDArray[Any], lat: npt.NDArray[Any]) -> list[tuple[int, int, float]]:
        """Triples of point, polygon within `NEAR_KM` of it, and their distance in km.

        In the Mercator projection, which keeps shapes, what is nearest on the ground is nearest on the
        sheet, and the scale is one over the cosine of the latitude: true to 2 % over so short a way.
        """
        import numpy as np
        import shapely

        if not len(lon):
            return []
        if self._mercator is None:
            sheet = shapely.transform(self._polygons, _mercator)
            self._mercator = sheet, shapely.STRtree(sheet)
        sheet, tree = self._mercator
        scale = _EARTH_KM * np.cos(np.radians(np.clip(lat, -89.0, 89.0)))
        triples: list[tuple[int, int, float]] = []
        for turn in (0.0, 360.0, -360.0):  # land beyond the antimeridian is near too
            rows = np.flatnonzero(np.abs(lon + turn) < 181)
            projected = _mercator(np.column_stack([lon[rows] + turn, lat[rows]]))
            points = np.asarray(shapely.points(projected), dtype=object)
            at, parts = tree.query(points, predicate="dwithin", distance=NEAR_KM / scale[rows])
            km = shapely.distance(points[at], sheet[parts]) * scale[rows[at]]
            triples += zip(rows[at].tolist(), parts.tolist(), km.tolist(), strict=True)
        return sorted(triples)


def read_countries(path: Path | None = None) -> gpd.GeoDataFrame:
    """Countries with columns iso_a2, iso_a3, name and whatever else the source has, in EPSG:4326.

    Raises
    ------
    ConfigError, DataError
        As `Boundaries.load`.
    """
    import geopandas as gpd

    source = path or data_path("boundaries/countries.fgb")
    try:
        countries = gpd.read_file(source)
    except Exception as error:  # every driver fails in its own way
        if path is None:
            msg = f"geomap's own boundaries {source} are damaged ({error}). Install geomap again."
            raise DataError(msg) from error
        msg = (
            f"Cannot read boundaries from {path}: {str(error).split(';')[0].rstrip('.')}. "
            "Give a file that geopandas reads, such as GeoJSON or GeoPackage."
        )
        raise ConfigError(msg) from error
    if path is None:
        return countries
    return _recognise(countries, path)


def country_topology(path: Path | None = None) -> bytes:
    """The countries as TopoJSON, simplified for the map; neighbours share their borders.

    Properties are those of `data/boundaries/README.md`; of another view, all that `path` has.

    Raises
    ------
    ConfigError, DataError
        As `Boundaries.load`.
    """
    if path is None:
        return data_path("boundaries/countries.topojson").read_bytes()
    import orjson
    import shapely

    countries = read_countries(path)
    shapes = simplify(countries.geometry.to_numpy())
    seen = ~shapely.is_empty(shapes)
    table = countries.drop(columns="geometry")[seen].astype(object)
    records = table.where(table.notna(), None).to_dict("records")
    rows = [
        {"id": row["iso_a3"] or row["iso_a2"] or f"row-{number}"} | {str(key): row[key] for key in row}
        for number, row in enumerate(records)
    ]
    return orjson.dumps(build_topology(rows, shapes[seen]), default=str)


def country_shapes(path: Path | None = None) -> list[dict[str, Any]]:
    """The countries of `country_topology` as GeoJSON features.

    Raises
    ------
    ConfigError, DataError
        As `Boundaries.load`.
    """
    return read_shapes(country_topology(path))


def read_shapes(topology: bytes) -> list[dict[str, Any]]:
    """GeoJSON features of what `country_topology` gives.

    RFC 7946: polygons wind by the right-hand rule and are cut at the antimeridian.

    Raises
    ------
    DataError
        If the document is damaged.
    """
    import orjson

    try:
        return read_topology(orjson.loads(topology))
    except (ValueError, KeyError, IndexError) as error:
        msg = f"geomap's own boundaries are damaged ({error}). Install geomap again."
        raise DataError(msg) from error


def _recognise(countries: gpd.GeoDataFrame, path: Path) -> gpd.GeoDataFrame:
    """Bring another view's columns and coordinates to ours."""
    if (
        "geometry" not in countries
        or not countries.geom_type.dropna().isin(["Polygon", "MultiPolygon"]).all()
    ):
        msg = f"Boundaries {path}: expected polygons only. Give a layer of countries."
        raise ConfigError(msg)
    countries = countries.dropna(subset=["geometry"])
    theirs = {str(column).lower(): column for column in reversed(countries.columns)}
    found = {
        ours: next((countries[theirs[name.lower()]] for name in names if name.lower() in theirs), None)
        for ours, names in _COLUMNS.items()
    }
    if found["iso_a2"] is None:
        msg = (
            f"Boundaries {path}: found no column of ISO 3166-1 alpha-2 codes among "
            f"{', '.join(map(str, countries.columns))}. Name it iso_a2."
        )
        raise ConfigError(msg)
    codes = found["iso_a2"].astype("string")
    codes = codes.where(codes.str.fullmatch("[A-Z]{2}").fillna(False)).astype(object)
    if not codes.notna().any():
        msg = f"Boundaries {path}: no row has a code of two capital letters. Give ISO 3166-1 alpha-2 codes."
        raise ConfigError(msg)
    found["iso_a2"] = codes
    countries = countries.assign(**found)
    countries = countries.set_crs("EPSG:4326") if countries.crs is None else countries.to_crs("EPSG:4326")
    west, south, east, north = countries.total_bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        msg = (
            f"Boundaries {path}: they reach from {west:g} to {east:g} degrees east and from {south:g} to "
            f"{north:g} north. Cut them at the antimeridian and name their reference system."
        )
        raise ConfigError(msg)
    countries["geometry"] = countries.geometry.make_valid()
    return _one_row_a_code(countries)


def _one_row_a_code(countries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Join rows that share a code; those without one stay apart, at the end."""
    import pandas as pd

    coded = countries["iso_a2"].notna()
    joined = countries[coded].dissolve("iso_a2", as_index=False)
    return pd.concat([joined, countries[~coded]], ignore_index=True)


def _runs(
    points: npt.NDArray[np.intp], parts: npt.NDArray[np.intp]
) -> tuple[list[npt.NDArray[np.intp]], list[int]]:
    """Points of each part; both arrays are sorted by part."""
    import numpy as np

    each, starts = np.unique(parts, return_index=True)
    return np.split(points, starts[1:]) if len(each) else [], each.tolist()


def _mercator(lonlat: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Longitudes and latitudes in degrees to radii of a spherical Mercator sheet."""
    import numpy as np

    lon, lat = np.radians(lonlat).T
    return np.column_stack([lon, np.arcsinh(np.tan(np.clip(lat, -1.55334, 1.55334)))])
