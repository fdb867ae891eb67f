"""The layers: all that the map, the files and the Python API draw from."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from geomap.layers.boxes import Box, features_box
from geomap.layers.fields import FIELDS, NAMES, Kind, Name
from geomap.layers.geojson import Feature
from geomap.records import record

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

DATES = ("date_start", "date_end")
"""Fields that hold ISO days."""

COLUMN: Mapping[Kind, Any] = {
    "text": "object",
    "integer": "Int64",
    "number": "float64",
    "boolean": "bool",
    "date": "datetime64[s]",
    "list": "object",
}


@record
class Unlocated:
    """A mention, visit or meeting that no layer shows, because it has no point."""

    kind: Literal["mention", "visit", "meeting"]
    id: str
    article: str
    """The articles that tell of it, joined."""
    toponym: str
    """As the text names it; empty where the text names none."""
    reason: str
    who: str = ""
    trip: str = ""
    date_start: str = ""
    date_end: str = ""
    status: str = ""
    quote: str = ""


@record
class Layers:
    """Every layer's features in their stable order, as GeoJSON dictionaries.

    Features share what they have in common, such as a route's line or an article's quotes: copy one
    before you change it.
    """

    mentions: tuple[Feature, ...]
    places: tuple[Feature, ...]
    countries: tuple[Feature, ...]
    trips: tuple[Feature, ...]
    stops: tuple[Feature, ...]
    legs: tuple[Feature, ...]
    meetings: tuple[Feature, ...]
    unlocated: tuple[Unlocated, ...] = ()

    def features(self, name: Name) -> tuple[Feature, ...]:
        """One layer's features."""
        if name not in NAMES:
            msg = f"There is no layer {name!r}; there are {', '.join(NAMES)}"
            raise KeyError(msg)
        found: tuple[Feature, ...] = getattr(self, name)
        return found

    def counts(self) -> dict[str, int]:
        """How many features each layer has, and how many items have no point."""
        return {name: len(self.features(name)) for name in NAMES} | {"unlocated": len(self.unlocated)}

    def box(self) -> Box | None:
        """What trips, stops, legs and meetings touch; west is the greater across the antimeridian."""
        return features_box((*self.stops, *self.meetings, *self.legs, *self.trips))

    def frame(self, name: Name) -> "GeoDataFrame":
        """One layer as a GeoDataFrame in EPSG:4326: dates as datetime64, lists as Python lists."""
        import pandas as pd
        from geopandas import GeoDataFrame

        features = self.features(name)
        columns = {
            field: pd.Series([f["properties"][field] for f in features], dtype="object").astype(COLUMN[kind])
            for field, kind in FIELDS[name].items()
        }
        return GeoDataFrame(columns, geometry=_shapes(features), crs="EPSG:4326")


def by_trip(features: Iterable[Feature]) -> dict[str, list[Feature]]:
    """Stops or legs by the id of their trip, in their order."""
    found: dict[str, list[Feature]] = {}
    for feature in features:
        found.setdefault(feature["properties"]["trip"], []).append(feature)
    return found


def _shapes(features: tuple[Feature, ...]) -> list[Any]:
    """Shapely geometries, points all at once."""
    import shapely
    from shapely.geometry import shape

    if features and all(f["geometry"] and f["geometry"]["type"] == "Point" for f in features):
        return list(shapely.points([f["geometry"]["coordinates"] for f in features]))
    return [shape(f["geometry"]) if f["geometry"] else None for f in features]
