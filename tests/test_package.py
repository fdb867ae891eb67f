"""What `pip install .` brings: the wheel holds geomap with all its data, and works outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RUN = "from geomap.cli import main; main()"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A folder beside no checkout that holds the wheel's content, and how to run geomap from it."""
    site = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(site)
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=elsewhere,
            env=os.environ | {"PYTHONPATH": str(site)},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_the_wheel_holds_every_data_file(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "data"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    wanted = {f"geomap/_{name}" for name in tracked.stdout.splitlines()}
    assert "geomap/_data/boundaries/countries.fgb" in wanted
    assert wanted <= names


def test_the_wheel_holds_every_file_of_the_rooms(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "geomap"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(tracked.stdout.splitlines()) <= names


def test_the_wheel_holds_nothing_but_geomap(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top.removesuffix(".dist-info").split("-")[0] for top in tops} == {"geomap"}


def test_the_wheel_brings_the_licences_of_its_data(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/data/boundaries/LICENCE.txt") for name in names)


def test_installed_it_runs_its_own_code_and_data(installed):
    result = installed(
        "import geomap; from geomap.datafiles import data_path; "
        "print(geomap.__file__); print(data_path('boundaries/countries.fgb'))"
    )
    assert result.returncode == 0, result.stderr
    code, data = map(Path, result.stdout.splitlines())
    assert ROOT not in code.parents
    assert code.parent in data.parents


def test_installed_it_builds_a_map(installed, tmp_path):
    article = tmp_path / "article.txt"
    article.write_text(
        "LIMA, March 4, 2024 - Foreign Minister Ana Example visited Quito on Monday. "
        "She met President Daniel Noboa in the Ecuadorian capital.\n"
    )
    result = installed(RUN, "build", str(article), "-o", str(tmp_path / "output"))
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "output" / "index.html").stat().st_size > 100_000
    assert (tmp_path / "output" / "build.json").exists()
