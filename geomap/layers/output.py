"""Writing an output folder so that it is either the old one or the new one.

Every file is written to a stage inside the folder (so on the same file system), flushed to the disk,
then moved into place; `build.json` with the hashes of all others comes last. A build that fails puts
back what it had replaced; one that was killed leaves at worst files whose hashes `build.json` does not
name, and a stage that the next build clears away. Files that geomap did not write are never touched.
"""

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path
from typing import Any

import orjson

from geomap.errors import OutputError
from geomap.layers.lock import hold
from geomap.layers.memory import collector_at_rest

BUILD = "build.json"
LOCK = ".geomap.lock"
STAGE = ".geomap-stage-"

type Writer = Callable[[Path], object]
"""Writes files, no folders, into the folder it is given."""


def check_output(folder: Path) -> None:
    """See that `folder` can be written to, before the long work begins; it is not created.

    Raises
    ------
    OutputError
        If it is a file, or neither it nor the folder it would be made in can be written to.
    """
    nearest = folder
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    if not nearest.is_dir():
        msg = f"Cannot write to {folder}: {nearest} is a file, not a folder. Choose another output folder."
        raise OutputError(msg)
    if not os.access(nearest, os.W_OK | os.X_OK):
        msg = f"Cannot write to {folder}: no permission to write in {nearest}. Choose another output folder."
        raise OutputError(msg)


def write_output(
    folder: Path, files: Mapping[str, bytes], build: Mapping[str, Any], writers: Iterable[Writer] = ()
) -> dict[str, Any]:
    """Write all files, then `build.json`: `build` with the SHA-256 of every file under `files`.

    Each of `writers` writes further files into the folder it is given, which is the stage.

    Files that the last build wrote and this one does not are removed, unless someone changed them.
    A file whose bytes are the same keeps its time.

    Returns
    -------
    What `build.json` holds.

    Raises
    ------
    OutputError
        If anything cannot be written; the folder is then as it was.
    """
    folder = Path(folder)
    check_output(folder)
    existed = folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with hold(folder / LOCK), _stage(folder) as stage:
            for name, data in files.items():
                (stage / _plain(name)).write_bytes(data)
            with collector_at_rest():
                for write in writers:
                    write(stage)
            names = sorted(_plain(path.name) for path in stage.iterdir())
            written = dict(build) | {"files": {name: _sha256(stage / name) for name in names}}
            (stage / BUILD).write_bytes(orjson.dumps(written, option=orjson.OPT_INDENT_2) + b"\n")
            _flush(stage / name for name in (*names, BUILD))
            _replace(folder, stage, [*names, BUILD], _left_over(folder, written["files"]))
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(_told(folder, error)) from error
    finally:
        if not existed:
            with suppress(OSError):
                folder.rmdir()  # only if it stayed empty
    return written


@contextmanager
def _stage(folder: Path) -> Iterator[Path]:
    for left in folder.glob(f"{STAGE}*"):  # of killed builds: whoever holds the lock is alone
        shutil.rmtree(left, ignore_errors=True)
    stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=folder))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _plain(name: str) -> str:
    if not _is_plain(name):
        msg = f"An output file needs a plain name, not {name!r}"
        raise ValueError(msg)
    return name


def _flush(paths: Iterable[Path]) -> None:
    """See that every file holds something and is on the disk: a writer may fail without a word."""
    for path in paths:
        if not path.is_file() or path.stat().st_size == 0:
            msg = f"The writer of {path.name} wrote no file, or an empty one; geomap wrote nothing"
            raise OutputError(msg)
        with path.open("rb+") as file:
            os.fsync(file.fileno())


def _replace(folder: Path, stage: Path, names: list[str], left_over: list[str]) -> None:
    """Move the staged files into place in this order; put everything back if one cannot be moved."""
    blocked = [name for name in names if (folder / name).is_dir()]
    if blocked:
        msg = f"Cannot write {folder / blocked[0]}: a folder of that name is in the way. Move it elsewhere."
        raise OutputError(msg)
    changed = [name for name in names if not _same(folder / name, stage / name)]
    kept = stage / ".old"
    kept.mkdir()
    for name in [*changed, *left_over]:
        if (folder / name).exists():
            _keep(folder / name, kept / name)
    try:
        for name in changed:
            (stage / name).replace(folder / name)
        for name in left_over:
            (folder / name).unlink()
    except BaseException:
        for name in [*changed, *left_over]:
            if (kept / name).exists():
                (kept / name).replace(folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
        raise
    _sync(folder)


def _keep(path: Path, copy: Path) -> None:
    try:
        copy.hardlink_to(path)
    except OSError:  # a file system without hard links
        shutil.copy2(path, copy)


def _same(old: Path, new: Path) -> bool:
    return old.is_file() and old.stat().st_size == new.stat().st_size and _sha256(old) == _sha256(new)


def _left_over(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Files that the last build wrote, untouched since, and this one does not write."""
    try:
        before = json.loads((folder / BUILD).read_bytes())["files"]
        items = [(name, told) for name, told in before.items() if name not in files and _is_plain(name)]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
    return sorted(n for n, told in items if (folder / n).is_file() and _sha256(folder / n) == told)


def _is_plain(name: object) -> bool:
    return isinstance(name, str) and Path(name).name == name and name[:1] not in ("", ".") and name != BUILD


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    """Flush the folder's entries to the disk, where the system knows how to."""
    with suppress(OSError):
        entry = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(entry)
        finally:
            os.close(entry)


def _told(folder: Path, error: OSError) -> str:
    reasons = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "your disk quota is used up",
        errno.EFBIG: "a file would be larger than allowed here",
        errno.EROFS: "the disk is read-only",
        errno.EACCES: "permission denied",
        errno.EPERM: "permission denied",
    }
    reason = reasons.get(error.errno or 0) or error.strerror or str(error)
    return f"Cannot write to {folder}: {reason}. What was there before is unchanged."
