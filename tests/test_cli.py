"""The command line as scripts use it: streams, exit codes, and what stays when something fails."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
VISIT = "SUVA - Foreign Minister Winston Peters of New Zealand visited Suva on Tuesday, 12 March 2019.\n"


def geomap(*arguments, stdin="", **environment):
    return subprocess.run(
        [sys.executable, "-m", "geomap.cli", *map(str, arguments)],
        input=stdin, capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, **environment},
    )  # fmt: skip


def inputs(output):
    """What build.json says of every input."""
    return json.loads((output / "build.json").read_text())["inputs"]


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "suva.txt").write_text(VISIT)
    return folder


@pytest.fixture
def output(tmp_path):
    return tmp_path / "output"


def test_build_reports_on_stdout_and_writes_the_map(articles, output):
    done = geomap("build", articles, "-o", output)
    assert done.returncode == 0, done.stderr
    assert "1 article read" in done.stdout
    assert (output / "index.html").read_text().startswith("<!DOCTYPE html>")
    stop = json.loads((output / "stops.geojson").read_text())["features"][0]["properties"]
    assert (stop["traveller"], stop["city"], stop["date_start"]) == ("Winston Peters", "Suva", "2019-03-12")


def test_quiet_says_nothing_and_json_is_for_machines(articles, output):
    assert geomap("build", articles, "-o", output, "--quiet").stdout == ""
    report = json.loads(geomap("build", articles, "-o", output, "--json").stdout)
    assert report["counts"]["stops"] == 1


def test_the_same_input_gives_the_same_bytes(articles, tmp_path):
    for seed in ("1", "2"):
        assert geomap("build", articles, "-o", tmp_path / seed, PYTHONHASHSEED=seed).returncode == 0
    first, second = (sorted((tmp_path / seed).iterdir()) for seed in ("1", "2"))
    assert [path.name for path in first] == [path.name for path in second]
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_extract_prints_one_object_a_line_in_input_order(articles):
    (articles / "b.txt").write_text("Nobody went anywhere that year, and nobody minded it very much.\n")
    done = geomap("extract", articles)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["article"] for line in lines] == ["b.txt", "suva.txt"]
    assert lines[0]["visits"] == []
    visit = lines[1]["visits"][0]
    quote = visit["evidence"][0]
    assert VISIT[quote["start"] : quote["end"]] == quote["quote"]


def test_extract_reads_standard_input():
    record = {"id": "a", "text": VISIT, "published": "2019-03-13"}
    done = geomap("extract", "-", stdin=json.dumps(record) + "\n")
    line = json.loads(done.stdout)
    assert (line["article"], line["published"], line["published_from"]) == ("a", "2019-03-13", "given")


def test_geocode_gives_candidates_with_reasons():
    done = geomap("geocode", "Santiago", "--country", "CL", "--json")
    found = json.loads(done.stdout)["candidates"][0]
    assert found["country"] == "CL"
    assert found["reasons"]
    assert abs(found["lat"] + 33.45) < 0.5


def test_geocode_says_what_it_does_not_find():
    done = geomap("geocode", "Xyzzyqwert")
    assert "not found" in done.stdout


@pytest.mark.parametrize(
    "arguments", [("build",), ("build", "no/such/folder"), ("geocode", "Lima", "--country", "Peru")]
)
def test_usage_errors_exit_with_2(arguments):
    done = geomap(*arguments)
    assert done.returncode == 2
    assert done.stdout == "" or arguments == ("build",)


def test_a_missing_path_is_named():
    assert "no/such/folder" in geomap("build", "no/such/folder").stderr


def test_an_empty_folder_is_nothing_to_read(tmp_path, output):
    done = geomap("build", tmp_path, "-o", output)
    assert done.returncode == 2
    assert not output.exists()


def test_bad_inputs_are_reported_and_the_rest_goes_on(articles, output):
    (articles / "picture.txt").write_bytes(bytes(range(256)) * 20)
    (articles / "lines.jsonl").write_text(json.dumps({"id": "x", "text": VISIT}) + "\n{broken\n")
    done = geomap("build", articles, "-o", output)
    assert done.returncode == 0
    assert "picture.txt" in done.stderr
    assert "lines.jsonl" in done.stderr
    assert "2" in done.stderr.split("lines.jsonl")[1][:10]
    assert sorted(item["status"] for item in inputs(output)) == ["failed", "failed", "ok", "ok"]


def test_strict_exits_with_3_where_something_is_unread(articles, output):
    (articles / "picture.txt").write_bytes(bytes(range(256)) * 20)
    assert geomap("build", articles, "-o", output, "--strict").returncode == 3


def test_an_article_in_another_language_is_skipped_with_the_reason(articles, output):
    (articles / "ru.txt").write_text("Министр иностранных дел прибыл в Астану с двухдневным визитом. " * 5)
    geomap("build", articles, "-o", output)
    skipped = [item for item in inputs(output) if item["status"] == "skipped"]
    assert len(skipped) == 1
    assert "Russian" in skipped[0]["reason"]


def test_a_failed_build_leaves_the_old_output_alone(articles, output):
    geomap("build", articles, "-o", output)
    before = {path.name: path.read_bytes() for path in output.iterdir()}
    assert geomap("build", articles, "-o", output, "--model", "no-such-model").returncode == 1
    assert {path.name: path.read_bytes() for path in output.iterdir()} == before


def test_files_that_are_not_ours_stay(articles, output):
    output.mkdir()
    (output / "notes.txt").write_text("mine")
    geomap("build", articles, "-o", output)
    assert (output / "notes.txt").read_text() == "mine"


def test_version_and_help():
    assert geomap("--version").stdout.startswith("geomap 0.")
    help_text = geomap("--help").stdout
    assert all(command in help_text for command in ("build", "extract", "geocode"))


def test_inputs_are_named_by_their_path_within_the_input_and_by_their_article(articles, output):
    (articles / "more").mkdir()
    (articles / "more" / "lines.jsonl").write_text(json.dumps({"id": "x", "text": VISIT}) + "\n{broken\n")
    (articles / "picture.txt").write_bytes(bytes(range(256)) * 20)
    assert geomap("build", articles, "-o", output).returncode == 0
    assert [(item["input"], item["article"], item["status"]) for item in inputs(output)] == [
        ("more/lines.jsonl:1", "x", "ok"),
        ("more/lines.jsonl:2", None, "failed"),
        ("picture.txt", None, "failed"),
        ("suva.txt", "suva.txt", "ok"),
    ]


def test_where_the_inputs_lie_changes_no_byte(articles, tmp_path):
    (articles / "lines.jsonl").write_text("{broken\n")
    elsewhere = tmp_path / "deeper" / "down"
    shutil.copytree(articles, elsewhere)
    for folder, output in ((articles, "one"), (elsewhere, "two")):
        assert geomap("build", folder, "-o", tmp_path / output).returncode == 0
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_a_date_of_publication_that_is_none_is_told_of(articles, output):
    (articles / "suva.txt").write_text(f"---\npublished: yesterday\n---\n{VISIT}")
    done = geomap("build", articles, "-o", output)
    assert done.returncode == 0
    assert "warning: suva.txt: its date of publication, 'yesterday'" in done.stderr
    (warning,) = json.loads((output / "build.json").read_text())["warnings"]
    assert warning in done.stderr
    assert "warning: suva.txt" in geomap("extract", articles).stderr
    assert geomap("build", articles, "-o", output, "--quiet").stderr == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_named_pipe_is_refused_rather_than_waited_for(command, tmp_path, output):
    os.mkfifo(tmp_path / "pipe.txt")
    target = ("-o", output) if command == "build" else ()
    done = geomap(command, tmp_path / "pipe.txt", *target)
    assert done.returncode == 2
    assert "pipe.txt: it is a named pipe" in done.stderr
    assert not output.exists()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="the system has no /dev")
def test_a_device_is_refused(output):
    done = geomap("build", "/dev/zero", "-o", output)
    assert done.returncode == 2
    assert "/dev/zero: it is a device" in done.stderr


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="the system has no /dev/fd")
def test_the_shells_own_pipes_are_read(articles):
    shell = f"{sys.executable} -m geomap.cli extract <(cat {articles}/suva.txt)"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=True, cwd=ROOT)
    assert json.loads(done.stdout)["visits"]


def test_explain_reads_tables_with_headings_of_their_own(tmp_path, output):
    table = tmp_path / "trips.csv"
    table.write_text("A,B,C,D\nAna Ruiz,Fiji,Suva,2019-03-12\n")
    columns = "who=A,country=B,locale=C,start=D"
    assert geomap("build", table, "-o", output, "--columns", columns).returncode == 0
    (stop,) = json.loads((output / "stops.geojson").read_text())["features"]
    done = geomap("explain", stop["id"], table, "--columns", columns)
    assert done.returncode == 0, done.stderr
    assert "Ana Ruiz at Suva, done" in done.stdout
    assert geomap("explain", stop["id"], table).returncode == 2


def test_a_trip_can_have_a_picture_of_its_own(articles, output):
    assert geomap("build", articles, "-o", output).returncode == 0
    (trip,) = json.loads((output / "trips.geojson").read_text())["features"]
    assert geomap("build", articles, "-o", output, "--trip", trip["id"]).returncode == 0
    pictures = sorted(path.name for path in output.glob(f"{trip['id']}.*"))
    assert pictures == [f"{trip['id']}.png", f"{trip['id']}.svg"]
    assert not (output / "map.png").exists()
    before = {path.name: path.read_bytes() for path in output.iterdir()}
    done = geomap("build", articles, "-o", output, "--trip", "trip-none")
    assert done.returncode == 2
    assert f"no trip 'trip-none'; trips.geojson has their ids, such as {trip['id']}" in done.stderr
    assert {path.name: path.read_bytes() for path in output.iterdir()} == before
