"""geomap from Python: what its users may rely on by name."""

import dataclasses
import typing

import pytest

import geomap
import geomap.claims
from geomap import pipeline


def test_the_public_names():
    assert set(geomap.__all__) == {"Built", "Options", "__version__", "build"}
    assert geomap.Options is pipeline.Options
    with pytest.raises(AttributeError, match="no attribute 'built_up'"):
        _ = geomap.built_up


def test_the_public_names_are_typed():
    hints = typing.get_type_hints(geomap.build, vars(pipeline) | vars(geomap) | {"Options": geomap.Options})
    assert hints["return"] is geomap.Built
    assert set(hints) == {"inputs", "output", "options", "return"}
    for record in (geomap.Options, geomap.Built):
        assert all(field.type for field in dataclasses.fields(record))


def test_a_function_of_ones_own_is_a_format(tmp_path):
    article = tmp_path / "a.txt"
    article.write_text("Chilean President Gabriel Boric arrived in Suva on 3 March 2024.\n")

    def write_names(layers, folder):
        (folder / "names.txt").write_text("\n".join(f["properties"]["name"] for f in layers.places))

    result = geomap.build(article, tmp_path / "output", geomap.Options(formats=(write_names, "csv")))
    assert "Suva" in (tmp_path / "output" / "names.txt").read_text().splitlines()
    assert {"names.txt", "stops.csv"} <= set(result.build["files"])


def test_build_gives_records_and_frames(tmp_path):
    article = tmp_path / "a.txt"
    article.write_text("Chilean President Gabriel Boric arrived in Suva on 3 March 2024.\n")
    result = geomap.build(article, tmp_path / "output")
    assert [stop.toponym for trip in result.merged.trips for stop in trip.stops] == ["Suva"]
    frame = result.layers.frame("stops")
    assert frame.crs == "EPSG:4326"
    assert frame.iloc[0]["traveller"] == "Gabriel Boric"
    assert (tmp_path / "output" / "index.html").exists()


def test_a_fault_in_one_article_leaves_the_others(tmp_path, monkeypatch):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"Chilean President Gabriel Boric arrived in Suva. {name}\n")
    whole = geomap.claims.read_claims

    def broken(parsed, *rest):
        if parsed.article.id == "a.txt":
            raise RecursionError("too deep")
        return whole(parsed, *rest)

    monkeypatch.setattr(geomap.claims, "read_claims", broken)
    result = geomap.build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "output")
    assert [claims.article.id for claims in result.claims] == ["b.txt"]
    assert [(item.status, "too deep" in item.reason) for item in result.unread] == [("failed", True)]


def test_further_formats_are_written_beside_the_usual_ones(tmp_path):
    article = tmp_path / "a.txt"
    article.write_text("Chilean President Gabriel Boric arrived in Suva on 3 March 2024.\n")
    geomap.build(article, tmp_path / "output", pipeline.Options(formats=("csv", "kmz")))
    assert {"stops.csv", "geomap.kmz", "stops.geojson"} <= {
        path.name for path in (tmp_path / "output").iterdir()
    }
