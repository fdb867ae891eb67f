"""Zip archives with the same bytes for the same content."""

import io
import zipfile
from collections.abc import Iterable, Mapping

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip file knows: no clock may show in the bytes."""


def dump_zip(files: Mapping[str, Iterable[bytes]]) -> bytes:
    """The archive's bytes, its files in the order given, each in pieces."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in files.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            with archive.open(entry, "w") as file:
                for piece in pieces:
                    file.write(piece)
    return out.getvalue()
