"""One build at a time in one output folder.

The operating system holds the lock and lets go of it when the process ends, however it ends: a lock
file that a dead process left behind locks nothing.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geomap.errors import OutputError

PATIENCE_S = 10.0
"""How long a build waits for another one to finish writing."""
PAUSE_S = 0.05


@contextmanager
def hold(path: Path, patience: float = PATIENCE_S) -> Iterator[None]:
    """Hold the lock file at `path`, which is removed at the end.

    Raises
    ------
    OutputError
        If another process still holds it after `patience` seconds.
    """
    deadline = time.monotonic() + patience
    while (handle := _acquired(path)) is None:
        if time.monotonic() >= deadline:
            msg = (
                f"Cannot write to {path.parent}: another geomap (process {_owner(path)}) is writing there. "
                "Wait until it is done, or choose another output folder."
            )
            raise OutputError(msg)
        time.sleep(PAUSE_S)
    try:
        yield
    finally:
        if sys.platform == "win32":
            os.close(handle)
            path.unlink(missing_ok=True)
        else:
            path.unlink(missing_ok=True)
            os.close(handle)


def _acquired(path: Path) -> int | None:
    """A handle that holds the lock, or None while someone else does."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _lock(handle)
        if not path.exists() or os.fstat(handle).st_ino != path.stat().st_ino:
            os.close(handle)  # its last holder removed the file between our opening and locking it
            return None
        os.truncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
    except BlockingIOError:
        os.close(handle)
        return None
    except BaseException:
        os.close(handle)
        raise
    return handle


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _owner(path: Path) -> str:
    try:
        return path.read_text() or "unknown"
    except OSError:
        return "unknown"
