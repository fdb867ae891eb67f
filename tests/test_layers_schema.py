"""Every file keeps to its JSON Schema in docs/schema/."""

import csv
import io
import json
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from strict import strict_json
from travels import CLAIMS, LAYERS, ONE, TWO, UNREAD, files_of

from geomap.layers import NAMES, build_report, extract_line, write_output
from geomap.layers.fields import FIELDS
from geomap.layers.jsontext import dump_json

SCHEMAS = Path(__file__).parent.parent / "docs" / "schema"


def schema(name):
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))


def check(name, document):
    Draft202012Validator(schema(name), format_checker=FormatChecker()).validate(document)


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda path: path.name)
def test_schemas_are_schemas(path):
    Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("name", NAMES)
def test_layers_keep_to_their_schema(name):
    check(name, strict_json(files_of(LAYERS)[f"{name}.geojson"]))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_asks_for_just_the_fields_of_its_layer(name):
    properties = schema(name)["$defs"]["feature"]["properties"]["properties"]
    assert list(properties["properties"]) == properties["required"] == list(FIELDS[name])
    assert properties["additionalProperties"] is False


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_finds_what_is_wrong(name):
    good = strict_json(files_of(LAYERS)[f"{name}.geojson"])
    for field in FIELDS[name]:
        bad = deepcopy(good)
        del bad["features"][0]["properties"][field]
        with pytest.raises(ValidationError):
            check(name, bad)
    bad = deepcopy(good)
    bad["crs"] = {}
    with pytest.raises(ValidationError):
        check(name, bad)
    bad = deepcopy(good)
    located = next(f for f in bad["features"] if f["geometry"])
    located["geometry"]["coordinates"] = [181, 0]
    with pytest.raises(ValidationError):
        check(name, bad)


def test_extract_lines_keep_to_their_schema():
    for claims in CLAIMS:
        check("extract", strict_json(dump_json(extract_line(claims))))


def test_unlocated_rows_keep_to_their_schema():
    rows = list(csv.DictReader(io.StringIO(files_of(LAYERS)["unlocated.csv"].decode())))
    assert rows
    for row in rows:
        check("unlocated", row)


def test_the_build_report_keeps_to_its_schema(tmp_path):
    report = build_report(
        version="1.2.3",
        model={"name": "a-model", "sha256": "0" * 64},
        data={"gazetteer.sqlite": "1" * 64},
        articles=[replace(TWO, warnings=("its date is not used.",)), replace(ONE, file="papers/one.txt")],
        unread=UNREAD,
        layers=LAYERS,
    )
    written = write_output(tmp_path, files_of(LAYERS), report)
    assert strict_json((tmp_path / "build.json").read_bytes()) == written
    check("build", written)
    assert [i["input"] for i in written["inputs"]] == [
        "amharic.txt",
        "broken.txt",
        "papers/one.txt",
        "polar/two.txt",
    ]
    assert [i["article"] for i in written["inputs"]] == [None, None, "pacific.txt", "polar/two.txt"]
    assert written["warnings"] == ["polar/two.txt: its date is not used."]
    assert written["counts"]["ok"] == 2
    assert written["counts"]["failed"] == written["counts"]["skipped"] == 1
    assert written["counts"]["stops"] == len(LAYERS.stops)
