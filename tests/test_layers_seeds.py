"""What the seeds' build writes keeps to the contract: schemas, RFC 7946, counts, hashes."""

import csv
import io
import json
from hashlib import sha256
from pathlib import Path

import pyogrio
import pytest
import shapely
from jsonschema import Draft202012Validator, FormatChecker
from strict import check_collection, strict_json
from travels import files_of

from geomap.layers import NAMES, extract_line
from geomap.layers.build import build_layers
from geomap.layers.jsontext import dump_json
from geomap.places.boundaries import country_shapes

SCHEMAS = Path(__file__).parent.parent / "docs" / "schema"


def check(name, document):
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(document)


@pytest.mark.parametrize("name", NAMES)
def test_layers_are_strict_and_keep_to_their_schema(seeds_built, name):
    collection = strict_json((seeds_built.output / f"{name}.geojson").read_bytes())
    assert collection["features"]
    check_collection(collection)
    check(name, collection)
    for feature in collection["features"]:
        assert feature["geometry"] is None or shapely.is_valid(shapely.geometry.shape(feature["geometry"]))


def test_every_quote_is_verbatim_at_its_place(seeds_built):
    texts = {found.article.id: found.article.text for found in seeds_built.claims}
    quotes = [
        quote
        for name in ("stops", "legs", "meetings")
        for feature in strict_json((seeds_built.output / f"{name}.geojson").read_bytes())["features"]
        for quote in feature["properties"]["evidence"]
    ]
    assert quotes
    for quote in quotes:
        assert texts[quote["article"]][quote["start"] : quote["end"]] == quote["quote"]
    for feature in strict_json((seeds_built.output / "mentions.geojson").read_bytes())["features"]:
        p = feature["properties"]
        assert texts[p["article"]][p["start"] : p["end"]] == p["text"]
        assert p["quote"] in texts[p["article"]]
        assert p["text"] in p["quote"]


def test_extract_lines_keep_to_their_schema(seeds_built):
    for claims in seeds_built.claims:
        check("extract", strict_json(dump_json(extract_line(claims))))


def test_unlocated_rows_keep_to_their_schema(seeds_built):
    text = (seeds_built.output / "unlocated.csv").read_bytes().decode()
    for row in csv.DictReader(io.StringIO(text, newline="")):
        check("unlocated", row)


def test_the_report_counts_and_vouches_for_what_lies_there(seeds_built):
    report = strict_json((seeds_built.output / "build.json").read_bytes())
    check("build", report)
    files = {path.name: path for path in seeds_built.output.iterdir() if path.name != "build.json"}
    assert {name: sha256(path.read_bytes()).hexdigest() for name, path in files.items()} == report["files"]
    for name in NAMES:
        collection = strict_json((seeds_built.output / f"{name}.geojson").read_bytes())
        assert len(collection["features"]) == report["counts"][name]
        assert pyogrio.read_info(files["geomap.gpkg"], layer=name)["features"] == report["counts"][name]


def test_the_order_of_the_articles_changes_no_byte(seeds_built):
    again = build_layers(seeds_built.claims[::-1], seeds_built.merged, country_shapes())
    for name, data in files_of(again).items():
        assert data == (seeds_built.output / name).read_bytes(), name
