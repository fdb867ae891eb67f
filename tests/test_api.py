"""geomap from Python: what its users may rely on by name."""

import geomap
import geomap.claims
from geomap import pipeline


def test_the_public_names():
    assert set(geomap.__all__) == {"__version__", "build"}


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
