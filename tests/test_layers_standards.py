"""Every format keeps to its published rules, and other people's programmes read it without a warning."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import geopandas
import pyarrow.parquet
import pyogrio
import pytest
from jsonschema import Draft202012Validator, ValidationError
from lxml import etree
from strict import check_collection, strict_json
from travels import LAYERS

from geomap.layers import NAMES
from geomap.layers.fields import GEOMETRY
from geomap.layers.writers.spreadsheets import TABLES

RULES = Path(__file__).parent / "rules"
GEOGRAPHIC = {
    "geomap.gpkg": NAMES,
    "geomap.kmz": None,
    "places-lpf.json": ("places-lpf",),
    **{f"{name}.geojson": (name,) for name in NAMES},
    **{f"{name}.csv": (name,) for name in TABLES},
    "colt.csv": ("colt",),
    "unlocated.csv": ("unlocated",),
}
"""What GDAL reads, and the layers that it finds there; KMZ has a layer a folder."""
LISTS = ("-mapFieldType", "StringList=String")
"""A GeoPackage holds no lists, and GDAL wants to be told what becomes of those of GeoJSON."""


# ── GDAL, of the system and of the wheels ───────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def gdal():
    """Debian's GDAL, by its commands; asked for in CI, where `make test` installs it."""
    if not shutil.which("ogr2ogr"):
        message = "no GDAL tools: apt-get install --no-install-recommends gdal-bin"
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(message)
        pytest.skip(message)
    ours = ("PROJ_LIB", "PROJ_DATA", "GDAL_DATA", "PYTHONPATH")
    clean = {key: value for key, value in os.environ.items() if key not in ours}

    def run(*command):
        done = subprocess.run(
            [*map(str, command)], capture_output=True, text=True, check=False, env=clean, timeout=120
        )
        assert (done.returncode, done.stderr) == (0, ""), command
        return done.stdout

    return run


@pytest.mark.parametrize("name", GEOGRAPHIC)
def test_the_systems_gdal_reads_everything_without_a_warning(written, gdal, name):
    told = gdal("ogrinfo", "-al", written / name)
    assert "OGRFeature" in told
    for layer in GEOGRAPHIC[name] or ():
        assert f"Layer name: {layer}\n" in told


@pytest.mark.parametrize("name", GEOGRAPHIC)
def test_the_systems_gdal_turns_everything_into_something_else_without_a_warning(
    written, gdal, tmp_path, name
):
    layers = GEOGRAPHIC[name] or pyogrio.list_layers(written / name)[:, 0]
    for number, layer in enumerate(layers):
        target = tmp_path / f"{number}.gpkg"
        gdal("ogr2ogr", "-f", "GPKG", target, written / name, layer, "-nln", "copy", *LISTS)
        count = pyogrio.read_info(target, layer="copy")["features"]
        assert count == pyogrio.read_info(written / name, layer=layer)["features"]
        if layer in NAMES:
            assert count == len(LAYERS.features(layer))


@pytest.mark.parametrize("name", GEOGRAPHIC)
def test_the_wheels_gdal_reads_everything_without_a_warning(written, name, recwarn):
    layers = pyogrio.list_layers(written / name)[:, 0]
    for layer in layers:
        assert pyogrio.read_info(written / name, layer=layer)["features"] > 0
        pyogrio.raw.read(written / name, layer=layer)
    assert [str(w.message) for w in recwarn if w.category is not DeprecationWarning] == []


@pytest.mark.parametrize("name", NAMES)
def test_geopandas_reads_the_geojson_and_the_geopackage_alike(written, name):
    from_text = geopandas.read_file(written / f"{name}.geojson", use_arrow=True)
    from_table = geopandas.read_file(written / "geomap.gpkg", layer=name, use_arrow=True)
    assert from_text.crs == from_table.crs == "EPSG:4326"
    assert from_text["id"].tolist() == from_table["id"].tolist()
    same = from_text.geometry.geom_equals(from_table.geometry) | from_text.geometry.isna()
    assert same.all()


# ── Published rules ─────────────────────────────────────────────────────────────────────────────


def rules(name):
    schema = json.loads((RULES / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize(
    ("rule", "file"),
    [("linked-places", "places-lpf.json"), ("web-annotation", "annotations.json")],
)
def test_linked_data_keeps_to_its_rules(written, rule, file):
    rules(rule).validate(strict_json((written / file).read_bytes()))


SPOILT = {
    "linked-places": (
        "places-lpf.json",
        [
            lambda page: page.pop("@context"),
            lambda page: page["features"][0].pop("@id"),
            lambda page: page["features"][0]["properties"].pop("title"),
            lambda page: page["features"][0]["properties"].update(fclasses=[]),
            lambda page: page["features"][0]["names"][0].pop("citations"),
            lambda page: page["features"][0]["geometry"].update(type="Point"),
            lambda page: page["features"][0]["geometry"]["geometries"][0].update(coordinates=[181, 0]),
            lambda page: page["features"][0].update(links=[{"type": "sameAs", "identifier": "http://a"}]),
        ],
    ),
    "web-annotation": (
        "annotations.json",
        [
            lambda page: page.update({"@context": "http://example.org"}),
            lambda page: page["items"][0].pop("id"),
            lambda page: page["items"][0].pop("target"),
            lambda page: page["items"][0]["target"]["selector"][0].pop("exact"),
            lambda page: page["items"][0]["target"]["selector"][1].update(start=-1),
            lambda page: page["items"][0]["body"][0].update(purpose="naming"),
        ],
    ),
}


@pytest.mark.parametrize("rule", SPOILT)
def test_the_rules_find_what_is_wrong(written, rule):
    file, spoilers = SPOILT[rule]
    for spoil in spoilers:
        page = strict_json((written / file).read_bytes())
        spoil(page)
        with pytest.raises(ValidationError):
            rules(rule).validate(page)


@pytest.mark.parametrize("name", NAMES)
def test_geoparquet_keeps_to_its_rules(written, name):
    schema = pyarrow.parquet.read_schema(written / f"{name}.parquet")
    told = strict_json(schema.metadata[b"geo"])
    rules("geoparquet").validate(told)
    column = told["columns"]["geometry"]
    assert column["geometry_types"] == [GEOMETRY[name]]
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4326}
    collection = strict_json((written / f"{name}.geojson").read_bytes())
    assert column["bbox"] == collection["bbox"]


def test_kml_keeps_to_the_schema_of_2_2(written):
    import zipfile

    import pykml

    schema = etree.XMLSchema(etree.parse(Path(pykml.__file__).parent / "schemas" / "kml22gx.xsd"))
    with zipfile.ZipFile(written / "geomap.kmz") as archive:
        assert archive.namelist()[0] == "doc.kml"
        schema.assertValid(etree.fromstring(archive.read("doc.kml")))


@pytest.mark.parametrize("name", NAMES)
def test_geojson_keeps_to_rfc_7946(written, name):
    collection = strict_json((written / f"{name}.geojson").read_bytes())
    check_collection(collection)
    assert "bbox" in collection
    for feature in collection["features"]:
        geometry = feature["geometry"]
        assert ("bbox" in feature) == (geometry is not None and geometry["type"] != "Point")
