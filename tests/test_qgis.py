"""A real QGIS opens every layer, the GeoPackage and the project, styled, dated and timed.

Needs Debian's `python3-qgis` for the system's Python. Where it is absent these tests are skipped, but
fail where the environment says that this is CI.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from travels import CLAIMS, COUNTRIES, LAYERS

from geomap.layers import DEFAULT_FORMATS, FORMATS, NAMES, build_layers
from geomap.layers.fields import FIELDS
from geomap.layers.writers.qgis import DATED, palette, traveller_colours
from geomap.layers.writers.titles import LABELS, TITLES

PYTHON = "/usr/bin/python3"
SCRIPT = Path(__file__).parent / "in_qgis.py"
TYPES = {
    "text": {"String"},
    "integer": {"Integer", "Integer64"},
    "number": {"Real"},
    "boolean": {"Boolean"},
    "date": {"Date"},
    "list": {"StringList", "JSON", "String"},
}
DAY = "2024-05-03"
KEPT = {
    "trips": ["trip-no-leg", "trip-pacific"],
    "stops": ["stop-honolulu", "stop-ocean"],
    "legs": ["leg-1"],
    "meetings": [],
}
SHOWN = ["stops", "meetings", "legs", "trips", "countries"]


def has_qgis():
    if not Path(PYTHON).exists():
        return False
    done = subprocess.run(
        [PYTHON, "-c", "import qgis.core"], capture_output=True, check=False, env=environment()
    )
    return done.returncode == 0


def environment():
    """That of the system's Python, not of ours."""
    ours = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PROJ_LIB", "PROJ_DATA", "GDAL_DATA")
    return {k: v for k, v in os.environ.items() if k not in ours} | {"QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    if not has_qgis():
        message = "no QGIS for the system's Python: apt-get install --no-install-recommends python3-qgis"
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(message)
        pytest.skip(message)
    made = tmp_path_factory.mktemp("made")
    for name in DEFAULT_FORMATS:
        FORMATS[name](LAYERS, made)
    return made


def ask(request, folder):
    path = folder / "request.json"
    path.write_text(json.dumps(request))
    done = subprocess.run(
        [PYTHON, SCRIPT, path], capture_output=True, text=True, check=False, timeout=180, env=environment()
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module", params=["geojson", "gpkg"])
def opened(request, folder):
    sources = {
        "geojson": {name: str(folder / f"{name}.geojson") for name in NAMES},
        "gpkg": {name: f"{folder / 'geomap.gpkg'}|layername={name}" for name in NAMES},
    }[request.param]
    whole = ask({"layers": sources, "draw": SHOWN, "image": str(folder / f"{request.param}.png")}, folder)
    one_day = ask({"layers": sources, "draw": SHOWN[:-1], "day": DAY}, folder)
    return request.param, whole, one_day


def test_layers_are_whole_and_typed(opened):
    kind, whole, _ = opened
    assert set(whole["layers"]) == set(NAMES)
    for name, layer in whole["layers"].items():
        assert layer["count"] == len(LAYERS.features(name))
        assert layer["crs"] == "EPSG:4326"
        fields = {field: found for field, found in layer["fields"].items() if field != "fid"}
        assert list(fields) == list(FIELDS[name])
        for field, wanted in FIELDS[name].items():
            values = [f["properties"][field] for f in LAYERS.features(name)]
            if any(value is not None for value in values) or kind == "gpkg":
                assert fields[field] in TYPES[wanted], (name, field)


def test_styles_labels_and_metadata_load_by_themselves(opened):
    kind, whole, _ = opened
    for name, layer in whole["layers"].items():
        for field in FIELDS[name]:
            assert layer["aliases"][field] == LABELS[field]
        assert layer["tip"]
        assert layer["temporal"] is (name in DATED)
        if kind == "geojson":
            assert layer["title"] == TITLES[name]
            assert layer["licences"]
    assert whole["layers"]["stops"]["legend"] == ["Visited", "Planned", "Cancelled"]
    assert whole["layers"]["stops"]["labels"]
    assert whole["layers"]["trips"]["legend"] == list(traveller_colours(LAYERS))


def test_the_map_is_drawn_in_the_colours_of_the_legend(opened):
    _, whole, _ = opened
    assert whole["errors"] == []
    minister, envoy, _ = traveller_colours(LAYERS).values()
    for colour in (minister, envoy, palette()["land"], palette()["visits"][0], palette()["meeting"]):
        assert whole["colours"].get(colour, 0) > 20, colour


def test_the_time_filter_keeps_what_happens_that_day(opened):
    _, whole, one_day = opened
    assert {name: one_day["layers"][name]["kept"] for name in DATED} == KEPT
    envoy = traveller_colours(LAYERS)["Lars Holm"]
    assert whole["colours"].get(envoy, 0) > 20
    assert one_day["colours"].get(envoy, 0) == 0


def test_the_project_works_from_another_folder(folder, tmp_path):
    for name in ("geomap.gpkg", "geomap.qgz"):
        shutil.copy(folder / name, tmp_path)
    got = ask(
        {
            "project": str(tmp_path / "geomap.qgz"),
            "image": str(tmp_path / "project.png"),
            "layout": str(tmp_path / "layout.png"),
        },
        tmp_path,
    )
    assert got["invalid"] == []
    assert got["errors"] == []
    assert got["crs"] == "EPSG:4326"
    assert got["tree"] == {
        "Trips": ["Stops", "Meetings", "Legs", "Trips"],
        "Text": ["Mentions", "Places"],
        "Ground": ["Countries"],
    }
    assert got["checked"] == ["Stops", "Meetings", "Legs", "Trips", "Countries"]
    assert got["time"] == ["2024-05-01T00:00:00Z", "2024-05-31T23:59:59Z"]
    assert got["view"] == pytest.approx([-180, -81.8, 180, 75.3], abs=0.11)
    assert {name: layer["count"] for name, layer in got["layers"].items()} == {
        TITLES[name]: len(LAYERS.features(name)) for name in NAMES
    }
    assert got["layers"]["Stops"]["title"] == "Stops"
    (items,) = got["layouts"].values()
    assert {"QgsLayoutItemMap", "QgsLayoutItemLegend", "QgsLayoutItemScaleBar", "QgsLayoutItemLabel"} <= set(
        items
    )
    assert got["exported"]
    assert (tmp_path / "layout.png").stat().st_size > 50_000
    for colour in traveller_colours(LAYERS).values():
        assert got["colours"].get(colour, 0) > 20


@pytest.mark.usefixtures("folder")
def test_hostile_names_break_no_style(tmp_path):
    from dataclasses import replace

    from travels import MINISTER, ROUND_THE_PACIFIC

    from geomap.records import Merged

    name = "O'Brien \\' \" <b>&amp;]]> [% @x %]"
    trip = replace(ROUND_THE_PACIFIC, traveller=replace(MINISTER, name=name))
    layers = build_layers(CLAIMS, Merged(trips=(trip,), meetings=()), COUNTRIES)
    for format_name in DEFAULT_FORMATS:
        FORMATS[format_name](layers, tmp_path)
    got = ask({"layers": {n: str(tmp_path / f"{n}.geojson") for n in ("stops", "legs", "trips")}}, tmp_path)
    assert got["layers"]["trips"]["legend"] == [name]
    assert got["errors"] == []
    (colour,) = traveller_colours(layers).values()
    assert got["colours"].get(colour, 0) > 20


@pytest.mark.usefixtures("folder")
def test_the_five_who_travel_most_have_a_colour_each_and_all_others_share_one(tmp_path):
    from dataclasses import replace

    from travels import MINISTER, POLE_TO_POLE, ROUND_THE_PACIFIC

    from geomap.layers.writers.qgis import other_colour
    from geomap.records import Merged

    trips = tuple(
        replace(
            trip,
            id=f"trip-{who}-{i}",
            traveller=replace(MINISTER, name=f"Traveller {who}"),
            legs=tuple(replace(leg, id=f"{leg.id}-{who}-{i}") for leg in trip.legs),
            stops=(),
            status="done",
        )
        for who in range(7)
        for i in range(7 - who)
        for trip in [ROUND_THE_PACIFIC if who < 5 else POLE_TO_POLE]
    )
    layers = build_layers(CLAIMS, Merged(trips=trips, meetings=()), COUNTRIES)
    names = [f"Traveller {who}" for who in range(5)]
    assert traveller_colours(layers) == dict(zip([*names, ""], palette()["trips"], strict=True))
    FORMATS["geojson"](layers, tmp_path)
    FORMATS["qgis-styles"](layers, tmp_path)
    sources = {name: str(tmp_path / f"{name}.geojson") for name in ("legs", "trips")}
    got = ask({"layers": sources, "draw": ["legs"]}, tmp_path)
    assert got["layers"]["trips"]["legend"] == [*names, "Other travellers"]
    assert got["colours"].get(other_colour(), 0) > 20
