"""From what a user names (files, folders, patterns, '-') to files, in a stable order."""

from __future__ import annotations

import glob
import os
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path, PurePosixPath

from geomap.errors import NoInputError
from geomap.records import Unread, record

_UNSEEN = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
"""What operating systems leave in folders."""
STDIN = "-"


@record
class Source:
    """One file to read, or standard input."""

    path: Path | None
    """None for standard input."""
    id: str
    """Unique among all sources: path relative to the folder given, or the file's name."""
    prefixes: tuple[str, ...]
    """What may go before an id from within the file that is not unique, shortest first."""
    named: bool
    """Named by the user, not found in a folder."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Headings by field, as the user named them, for tables."""

    @property
    def where(self) -> str:
        """How to name the file to a person."""
        return str(self.path) if self.path else "standard input"


@record
class _Found:
    path: str
    relative: str
    given: str
    named: bool
    reason: str = ""


def find_sources(inputs: Sequence[str | Path]) -> list[Source | Unread]:
    """All files that the inputs name: inputs in the order given, folders and patterns sorted by name.

    A file that two inputs name is read once. Hidden files and folders are passed over.

    Raises
    ------
    NoInputError
        If nothing is given, if an input does not exist or a pattern matches nothing, or if there is no
        file in a folder.
    """
    if not inputs:
        msg = "No input: give files, folders, patterns or '-' for standard input."
        raise NoInputError(msg)
    found: list[_Found | None] = []
    for given in inputs:
        if str(given) == STDIN:
            found.append(None)
            continue
        several = _found(given)
        if not several:
            msg = f"No input: the folder {given} holds no file. Put articles (.txt, .html, .jsonl) into it."
            raise NoInputError(msg)
        found += several
    return list(_sources(found))


def _found(given: str | Path) -> list[_Found]:
    name = os.fspath(given)
    if not name:
        msg = "No input: an empty path was given."
        raise NoInputError(msg)
    if os.path.isdir(name):  # noqa: PTH112  paths stay strings: there may be a hundred thousand
        return list(_in_folder(name, name))
    if os.path.lexists(name):
        if not os.path.exists(name):  # noqa: PTH110
            msg = f"No such input: {name} is a link to {os.readlink(name)}, which does not exist."  # noqa: PTH115
            raise NoInputError(msg)
        if kind := _endless(name):
            msg = f"Cannot read {name}: it is {kind}, which may never end. Use '-' and standard input."
            raise NoInputError(msg)
        return [_Found(path=name, relative=os.path.basename(name), given=name, named=True)]  # noqa: PTH119
    if glob.has_magic(name):
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207
        several = [one for match in matches for one in _matched(match, name)]
        if several:
            return several
        msg = f"No input: nothing matches {name}."
        raise NoInputError(msg)
    msg = f"No such input: {name}. Give files, folders, patterns or '-' for standard input."
    raise NoInputError(msg)


def _matched(match: str, pattern: str) -> Iterator[_Found]:
    """A match of a pattern; ids are relative to the folder before the first wildcard."""
    if os.path.isdir(match):  # noqa: PTH112
        if "**" not in pattern:
            yield from _in_folder(match, _base(pattern))
        return
    yield _Found(path=match, relative=os.path.relpath(match, _base(pattern)), given=pattern, named=False)


def _base(pattern: str) -> str:
    head = pattern
    while glob.has_magic(head):
        head = os.path.dirname(head)  # noqa: PTH120
    return head or os.curdir


def _in_folder(folder: str, base: str) -> Iterator[_Found]:
    def note(error: OSError) -> None:
        failed.append(error)

    failed: list[OSError] = []
    for root, folders, files in os.walk(folder, onerror=note):
        for error in failed:
            yield _relative(str(error.filename), base, f"the folder cannot be read: {error.strerror}.")
        failed.clear()
        folders[:] = sorted(name for name in folders if not _hidden(name))
        for name in list(folders):
            path = os.path.join(root, name)  # noqa: PTH118
            if os.path.islink(path):  # noqa: PTH114
                yield _relative(path, base, "a link to a folder; name it as an input to read it.")
        for name in sorted(files):
            if not _hidden(name):
                yield _relative(os.path.join(root, name), base)  # noqa: PTH118
    for error in failed:
        yield _relative(str(error.filename), base, f"the folder cannot be read: {error.strerror}.")


def _relative(path: str, base: str, reason: str = "") -> _Found:
    return _Found(path=path, relative=os.path.relpath(path, base), given=base, named=False, reason=reason)


def _hidden(name: str) -> bool:
    return name.startswith(".") or name.casefold() in _UNSEEN


def _sources(found: list[_Found | None]) -> Iterator[Source | Unread]:
    """Sources with unique ids: the input's name goes before those that collide, then the path as given."""
    seen: set[str] = set()
    unique: list[_Found | None] = []
    for one in found:
        key = STDIN if one is None else os.path.realpath(one.path)
        if key not in seen:
            seen.add(key)
            unique.append(one)
    ids = [_names(one) for one in unique]
    chosen = [names[0] for names in ids]
    for level in (1, 2):
        counts = Counter(chosen)
        chosen = [name if counts[name] == 1 else ids[i][level] for i, name in enumerate(chosen)]
    used: Counter[str] = Counter()
    for one, names, name in zip(unique, ids, chosen, strict=True):
        used[name] += 1
        if one and one.reason:
            yield Unread(input=one.path, status="skipped", reason=one.reason, file=_posix(one.relative))
            continue
        if one and not one.named and not _regular(one.path):
            reason = "not a regular file."
            yield Unread(input=one.path, status="skipped", reason=reason, file=_posix(one.relative))
            continue
        yield Source(
            path=Path(one.path) if one else None,
            id=name if used[name] == 1 else f"{name}#{used[name]}",
            prefixes=names,
            named=one.named if one else True,
        )


def _names(one: _Found | None) -> tuple[str, str, str]:
    """The id of a file, short, longer, longest."""
    if one is None:
        return "stdin", "stdin", "stdin"
    relative = _posix(one.relative)
    if one.named:
        parent = os.path.basename(os.path.dirname(os.path.abspath(one.path)))  # noqa: PTH100, PTH119, PTH120
        return relative, f"{parent}/{relative}", _posix(one.path)
    base = os.path.basename(os.path.abspath(one.given if os.path.isdir(one.given) else _base(one.given)))  # noqa: PTH100, PTH112, PTH119
    return relative, f"{base}/{relative}", _posix(one.path)


def _posix(path: str) -> str:
    """A path as an id: '/' between its parts, bytes that are no text as U+FFFD."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return str(PurePosixPath(text.replace(os.sep, "/")))


def _regular(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116
    except OSError:
        return True  # reading it will tell why not


def _endless(path: str) -> str | None:
    """What a path names that is no file: a pipe of the file system or a device; not the shell's own pipes."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
    except OSError:
        return None  # reading it will tell why not
    if stat.S_ISFIFO(mode):
        return "a named pipe" if os.path.exists(os.path.realpath(path)) else None  # noqa: PTH110
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        return "a device"
    return "a socket" if stat.S_ISSOCK(mode) else None
