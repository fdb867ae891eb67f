"""Zip archives with the same bytes for the same content."""

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip file knows: no clock may show in the bytes."""


def write_zip(path: Path, files: Mapping[str, Iterable[bytes]]) -> None:
    """Write an archive to `path`, its files in the order given, each in pieces."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in files.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            with archive.open(entry, "w") as file:
                for piece in pieces:
                    file.write(piece)
