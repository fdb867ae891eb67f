"""An output folder is the old one or the new one, never a mixture that nobody notices."""

import errno
import json
import os
import resource
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from geomap.errors import OutputError
from geomap.layers import check_output, write_output
from geomap.layers.lock import hold

OLD = {"a.txt": b"old a", "b.txt": b"old b"}
NEW = {"a.txt": b"new a", "b.txt": b"new b", "c.txt": b"new c"}


def contents(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != "build.json"}


def test_writes_the_files_and_names_their_hashes(tmp_path):
    out = tmp_path / "deep" / "out"
    written = write_output(out, NEW, {"geomap": "1"})
    assert contents(out) == NEW
    assert written == json.loads((out / "build.json").read_bytes())
    assert written == {"geomap": "1", "files": {n: sha256(b).hexdigest() for n, b in NEW.items()}}


def test_functions_may_write_further_files(tmp_path):
    def write(folder):
        (folder / "x.txt").write_text("made")
        (folder / "y.txt").write_text("too")

    written = write_output(tmp_path, OLD, {}, [write])
    assert contents(tmp_path) == OLD | {"x.txt": b"made", "y.txt": b"too"}
    assert list(written["files"]) == ["a.txt", "b.txt", "x.txt", "y.txt"]


def test_other_peoples_files_stay_and_our_left_over_ones_go(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    write_output(tmp_path, NEW, {})
    write_output(tmp_path, OLD, {})
    assert contents(tmp_path) == OLD | {"notes.txt": b"mine"}


def test_a_left_over_file_that_someone_changed_stays(tmp_path):
    write_output(tmp_path, NEW, {})
    (tmp_path / "c.txt").write_text("edited")
    write_output(tmp_path, OLD, {})
    assert contents(tmp_path) == OLD | {"c.txt": b"edited"}


@pytest.mark.parametrize(
    "text", ["", "[]", '{"files": 3}', '{"files": {"../victim": "x"}}', '{"files": {"a": null}}']
)
def test_a_strange_build_json_does_no_harm(tmp_path, text):
    (tmp_path / "victim").write_bytes(b"")
    out = tmp_path / "out"
    out.mkdir()
    (out / "build.json").write_text(text)
    write_output(out, OLD, {})
    assert contents(out) == OLD
    assert (tmp_path / "victim").exists()


def test_a_file_that_did_not_change_keeps_its_time(tmp_path):
    write_output(tmp_path, OLD, {})
    os.utime(tmp_path / "a.txt", (1, 1))
    write_output(tmp_path, OLD | {"b.txt": b"new b"}, {})
    assert (tmp_path / "a.txt").stat().st_mtime == 1


def test_the_report_is_moved_into_place_last(tmp_path, monkeypatch):
    moved = []
    replace = Path.replace
    monkeypatch.setattr(Path, "replace", lambda old, new: (moved.append(new.name), replace(old, new))[1])
    write_output(tmp_path, NEW, {})
    assert moved == ["a.txt", "b.txt", "c.txt", "build.json"]


def failing(folder):
    (folder / "d.txt").write_bytes(b"half")
    raise OSError(errno.ENOSPC, "No space left on device")


def wrote_nothing(folder):
    (folder / "d.txt").touch()


def made_a_folder(folder):
    (folder / "d.txt").mkdir()


@pytest.mark.parametrize("bad", [failing, wrote_nothing, made_a_folder])
def test_a_writer_that_fails_leaves_everything_as_it_was(tmp_path, bad):
    write_output(tmp_path, OLD, {})
    before = contents(tmp_path) | {"build": (tmp_path / "build.json").read_bytes()}
    with pytest.raises(OutputError):
        write_output(tmp_path, NEW, {}, [bad])
    assert contents(tmp_path) | {"build": (tmp_path / "build.json").read_bytes()} == before


def test_a_full_disk_is_told_in_words(tmp_path):
    with pytest.raises(OutputError, match="the disk is full"):
        write_output(tmp_path / "out", {}, {}, [failing])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("stop", [OSError(errno.EACCES, "in use"), KeyboardInterrupt()])
def test_a_move_that_fails_half_way_is_taken_back(tmp_path, monkeypatch, stop):
    write_output(tmp_path, OLD, {})
    before = contents(tmp_path) | {"build": (tmp_path / "build.json").read_bytes()}
    replace = Path.replace

    def once(old, new):
        if new == tmp_path / "b.txt" and old.parent.name.startswith(".geomap-stage"):
            raise stop
        return replace(old, new)

    monkeypatch.setattr(Path, "replace", once)
    with pytest.raises((OutputError, KeyboardInterrupt)):
        write_output(tmp_path, NEW, {})
    assert contents(tmp_path) | {"build": (tmp_path / "build.json").read_bytes()} == before


def test_a_file_where_the_folder_should_be(tmp_path):
    (tmp_path / "out").write_text("a file")
    for folder in (tmp_path / "out", tmp_path / "out" / "deeper"):
        with pytest.raises(OutputError, match="is a file, not a folder"):
            check_output(folder)
        with pytest.raises(OutputError, match="is a file, not a folder"):
            write_output(folder, OLD, {})
    assert (tmp_path / "out").read_text() == "a file"


def test_a_folder_where_a_file_should_be(tmp_path):
    write_output(tmp_path, OLD, {})
    (tmp_path / "c.txt").mkdir()
    with pytest.raises(OutputError, match=r"c\.txt: a folder of that name is in the way"):
        write_output(tmp_path, NEW, {})
    assert (tmp_path / "a.txt").read_bytes() == b"old a"


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that not even root can write to")
def test_a_folder_that_cannot_be_written_to():
    with pytest.raises(OutputError, match=r"Cannot write to /sys/kernel/out: .*permi"):
        write_output(Path("/sys/kernel/out"), OLD, {})


def test_a_size_limit_of_the_system_is_like_a_full_disk(tmp_path):
    write_output(tmp_path, OLD, {})
    script = (
        "import resource, sys, pathlib\n"
        "from geomap.layers import write_output\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "write_output(pathlib.Path(sys.argv[1]), {'a.txt': b'new a', 'big.txt': b'x' * 1_000_000}, {})\n"
    )
    done = run(script, tmp_path)
    assert done.returncode == 1
    assert "OutputError: Cannot write to" in done.stderr
    assert contents(tmp_path) == OLD
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 100_000


@pytest.mark.parametrize("name", ["../a", "sub/a", ".hidden", "build.json", ""])
def test_names_are_plain(tmp_path, name):
    with pytest.raises(ValueError, match="plain name"):
        write_output(tmp_path / "out", {name: b"x"}, {})
    assert not (tmp_path / "out").exists()


def run(script, *args):
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, args)],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )


def environment():
    return os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}


HOLDER = (
    "import sys, time, pathlib\n"
    "from geomap.layers.lock import hold\n"
    "with hold(pathlib.Path(sys.argv[1])):\n"
    "    print('held', flush=True)\n"
    "    time.sleep(60)\n"
)


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / ".geomap.lock")],
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_two_builds_at_once_are_told_of_each_other(tmp_path, holder):
    with (
        pytest.raises(OutputError, match=rf"another geomap \(process {holder.pid}\) is writing there"),
        hold(tmp_path / ".geomap.lock", patience=0.2),
    ):
        pass


def test_a_lock_of_a_dead_process_locks_nothing(tmp_path, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert (tmp_path / ".geomap.lock").exists()
    write_output(tmp_path, OLD, {})
    assert contents(tmp_path) == OLD


KILLED = (
    "import sys, pathlib\n"
    "from geomap.layers import write_output\n"
    "folder, i = pathlib.Path(sys.argv[1]), 0\n"
    "print('ready', flush=True)\n"
    "while True:\n"
    "    i += 1\n"
    "    write_output(folder, {f'{n}.txt': b'%d,' % i * 5000 for n in range(6)}, {})\n"
)


def test_killed_at_any_moment_every_file_is_whole_and_a_mixture_shows(tmp_path):
    for moment in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(tmp_path)],
            stdout=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.05 + moment * 0.0071)
        process.kill()
        process.wait()
        process.stdout.close()
        found = {p: p.read_bytes() for p in tmp_path.glob("*.txt")}
        for data in found.values():
            assert len(set(data.split(b",")[:-1])) == 1, "a file holds parts of two builds"
            assert data.count(b",") == 5000, "a file is cut short"
        if (tmp_path / "build.json").exists():
            told = json.loads((tmp_path / "build.json").read_bytes())["files"]
            if all(sha256(data).hexdigest() == told[p.name] for p, data in found.items()):
                assert len(set(found.values())) == 1, "build.json vouches for a mixture"
    write_output(tmp_path, OLD, {})
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]
