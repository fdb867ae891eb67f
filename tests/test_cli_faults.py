"""Whatever befalls a build, the output folder is the old one, the new one, or a mixture that shows."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TABLE = "Traveller,Country,Locations,Start date\n{who},Fiji,Suva,2019-03-12\n"
GEOMAP = (sys.executable, "-m", "geomap.cli")


@pytest.fixture
def tables(tmp_path):
    """Two inputs that need no language model."""
    for who in ("Ana Ruiz", "Lars Holm"):
        (tmp_path / f"{who}.csv").write_text(TABLE.format(who=who))
    return sorted(tmp_path.glob("*.csv"))


def run(*command, **options):
    return subprocess.run(
        [*map(str, command)], capture_output=True, text=True, check=False, cwd=ROOT, **options
    )


def build(table, output, *more):
    return run(*GEOMAP, "build", table, "-o", output, *more)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


FOREVER = """
import itertools, pathlib, sys
from geomap import pipeline
*tables, output = map(pathlib.Path, sys.argv[1:])
options = pipeline.Options(formats=("csv", "kmz", "lpf"))
for table in itertools.cycle(tables):
    pipeline.build([table], output, options)
    print("built", flush=True)
"""


def test_killed_in_mid_build_every_file_is_whole_and_the_next_build_heals(tables, tmp_path):
    output = tmp_path / "output"
    wholes = []
    for i, table in enumerate(tables):
        assert build(table, tmp_path / f"whole{i}", "--formats", "csv,kmz,lpf").returncode == 0
        wholes.append(contents(tmp_path / f"whole{i}"))
    for moment in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", FOREVER, *tables, output],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
        )  # fmt: skip
        assert process.stdout.readline() == "built\n"
        time.sleep(moment * 0.113)
        process.kill()
        process.wait()
        process.stdout.close()
        found = {name: data for name, data in contents_of_files(output).items() if not name.startswith(".")}
        for name, data in found.items():
            assert any(whole.get(name) == data for whole in wholes), f"{name} is neither old nor new"
        told = json.loads(found["build.json"])["files"]
        if all(sha256(found[name]).hexdigest() == digest for name, digest in told.items()):
            assert found in wholes, "build.json vouches for a mixture"
    assert build(tables[0], output, "--formats", "csv,kmz,lpf").returncode == 0
    assert contents(output) == wholes[0]


def contents_of_files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_interrupted_it_says_so_and_leaves_the_old_output(tables, tmp_path):
    output = tmp_path / "output"
    assert build(tables[0], output).returncode == 0
    before = contents(output)
    articles = tmp_path / "many.jsonl"
    text = "Chilean President Gabriel Boric arrived in Suva on 3 March 2024."
    articles.write_text("".join(f"{json.dumps({'id': str(i), 'text': text})}\n" for i in range(5000)))
    script = "from geomap.cli import main; print('ready', flush=True); main()"
    process = subprocess.Popen(
        [sys.executable, "-c", script, "build", articles, "-o", output],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout.readline() == "ready\n"
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.strip() == "geomap: interrupted"
    assert contents(output) == before


FULL = """
mount -t tmpfs -o size={size}k none {disk} || exit 77
cd {root}
{geomap} build {first} -o {disk}/output --quiet || exit 78
(cd {disk}/output && sha256sum *) > {before}
{geomap} build {second} -o {disk}/output --formats kmz,csv,picture 2> {told}
echo $? > {code}
(cd {disk}/output && ls -A && sha256sum *) > {after}
"""


def test_on_a_full_disk_the_old_output_stays(tables, tmp_path):
    if not shutil.which("unshare"):
        pytest.skip("the system has no unshare")
    assert build(tables[0], tmp_path / "measured").returncode == 0
    size = sum(path.stat().st_size for path in (tmp_path / "measured").iterdir()) // 1024
    names = {name: tmp_path / name for name in ("disk", "before", "after", "told", "code")}
    names["disk"].mkdir()
    script = FULL.format(
        size=size * 3 // 2, root=ROOT, geomap=" ".join(GEOMAP),
        first=f"'{tables[0]}'", second=f"'{tables[1]}'", **names,
    )  # fmt: skip
    done = run("unshare", "--map-root-user", "--mount", "sh", "-c", script)
    if done.returncode == 77 or "unshare failed" in done.stderr:
        pytest.skip("nothing may be mounted here")
    assert done.returncode == 0, done.stderr
    assert names["code"].read_text() == "1\n"
    told = names["told"].read_text()
    assert told.startswith("geomap: Cannot write to ")
    assert "the disk is full. What was there before is unchanged." in told
    assert told.count("\n") == 1
    before, after = names["before"].read_text(), names["after"].read_text()
    listed = [line.split()[1] for line in before.splitlines()]
    assert after == "".join(f"{name}\n" for name in listed) + before


def test_a_folder_that_only_others_may_write_to(tables, tmp_path):
    output = tmp_path / "output"
    assert build(tables[0], output).returncode == 0
    before = contents(output)
    output.chmod(0o555)
    try:
        if os.access(output, os.W_OK):
            unprivileged = ("unshare", "--map-user=65534", "--map-group=65534")
            if not shutil.which("unshare") or run(*unprivileged, "test", "!", "-w", output).returncode:
                pytest.skip("whoever runs this may write everywhere")
            done = run(*unprivileged, *GEOMAP, "build", tables[1], "-o", output)
        else:
            done = build(tables[1], output)
    finally:
        output.chmod(0o755)
    assert done.returncode == 1
    assert f"Cannot write to {output}: no permission to write in {output}" in done.stderr
    assert contents(output) == before


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that not even root can write to")
def test_a_read_only_file_system(tables):
    done = build(tables[0], "/sys/kernel/output")
    assert done.returncode == 1
    assert done.stderr.startswith("geomap: Cannot write to /sys/kernel/output: ")
    assert "Traceback" not in done.stderr


def test_a_file_that_cannot_be_replaced(tables, tmp_path):
    output = tmp_path / "output"
    assert build(tables[0], output).returncode == 0
    (output / "stops.geojson").unlink()
    (output / "stops.geojson").mkdir()
    before = {path.name: path.read_bytes() for path in output.iterdir() if path.is_file()}
    done = build(tables[1], output)
    assert done.returncode == 1
    assert "stops.geojson: a folder of that name is in the way. Move it elsewhere." in done.stderr
    assert {path.name: path.read_bytes() for path in output.iterdir() if path.is_file()} == before


def test_results_that_nobody_can_take_are_no_traceback(tables):
    if not Path("/dev/full").exists():
        pytest.skip("the system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*GEOMAP, "extract", tables[0]],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            cwd=ROOT,
        )
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
