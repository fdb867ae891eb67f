"""The rules of the house: who may import whom, how large a file may be, what must not be named."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = {".py", ".js", ".css", ".html", ".jinja"}
ROOMS = ("articles", "language", "places", "claims", "trips", "layers", "webmap")
HEAVY = {
    "spacy",
    "thinc",
    "geopandas",
    "pandas",
    "shapely",
    "pyproj",
    "folium",
    "jinja2",
    "geopy",
    "trafilatura",
}
REGISTRIES = [
    b"".join(parts)
    for parts in (
        (b"pypi", b".org"),
        (b"python", b"hosted.org"),
        (b"npmjs", b".org"),
        (b"npmjs", b".com"),
        (b"deb.debian", b".org"),
        (b"un", b"pkg.com"),
        (b"jsdelivr", b".net"),
    )
]
MODULES = sorted((ROOT / "geomap").rglob("*.py"))


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name.decode() for name in listed.split(b"\0") if name]


def test_no_file_has_more_than_400_lines():
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "geomap").rglob("*")
        if path.suffix in CODE
    }
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


def test_imports_keep_to_the_contracts(monkeypatch):
    from importlinter.cli import lint_imports

    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


def test_the_contracts_name_every_room():
    rooms = {path.name for path in (ROOT / "geomap").iterdir() if (path / "__init__.py").exists()}
    assert rooms == set(ROOMS)


def test_every_room_tells_what_comes_in_and_goes_out():
    for room in ROOMS:
        told = ast.get_docstring(
            ast.parse((ROOT / "geomap" / room / "__init__.py").read_text(encoding="utf-8"))
        )
        assert told, room
        assert len(told.split()) >= 20, f"{room}/__init__.py should say what comes in, what goes out and why"


def undocumented(module: Path) -> list[str]:
    """Public classes and functions without a docstring; those within a function are its own affair."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    missing = [] if ast.get_docstring(tree) else ["the module"]

    def visit(node: ast.Module | ast.ClassDef, owner: str) -> None:
        for child in node.body:
            if not isinstance(child, ast.ClassDef | ast.FunctionDef) or child.name.startswith("_"):
                continue
            decorators = {ast.unparse(decorator) for decorator in child.decorator_list}
            if not ast.get_docstring(child) and "override" not in decorators:
                missing.append(owner + child.name)
            if isinstance(child, ast.ClassDef):
                visit(child, f"{owner}{child.name}.")

    visit(tree, "")
    return missing


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_everything_public_is_documented(module):
    assert undocumented(module) == []


def test_no_text_names_a_package_registry():
    named = [
        (path.relative_to(ROOT).as_posix(), host.decode())
        for path in tracked()
        if path.is_file()
        for host in REGISTRIES
        if host in path.read_bytes().lower()
    ]
    assert named == []


def test_the_locks_hold_a_hash_for_everything_and_no_index():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        assert not re.search(r"^\s*--(index|extra-index|find-links)", text, re.MULTILINE)
        pinned = re.findall(r"^[a-z0-9-]+==.*(?:\n {4}--hash=sha256:[0-9a-f]{64}.*)+", text, re.MULTILINE)
        assert len(pinned) == len(re.findall(r"^[a-z]", text, re.MULTILINE)) > 50


def test_both_locks_agree():
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9-]+==[^\s;]+", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.lock") < pins("requirements-dev.lock")


def test_the_locks_hold_what_the_project_asks_for():
    import tomllib

    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    locked = dict(
        re.findall(r"^([a-z0-9-]+)==([^\s;]+)", (ROOT / "requirements-dev.lock").read_text(), re.MULTILINE)
    )
    wanted = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["dev"]]
    for requirement in map(Requirement, [*wanted, *project["build-system"]["requires"]]):
        version = locked.get(requirement.name.lower())
        assert version is not None, f"{requirement} is not locked; run make lock"
        assert version in requirement.specifier, f"{requirement}, but {version} is locked; run make lock"


def test_the_makefile_has_every_target_that_the_readme_names():
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / "README.md").read_text(), re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"map", "test"} <= named <= targets


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments):
    code = (
        "import json, sys; from geomap.cli import main\n"
        "try: main()\n"
        "except SystemExit as stop: code = stop.code\n"
        "loaded = sorted({name.partition('.')[0] for name in sys.modules})\n"
        "print(json.dumps([code or 0, loaded]), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert result.stdout.strip()
    exit_code, loaded = json.loads(result.stderr.splitlines()[-1])
    assert exit_code == 0
    assert "typer" in loaded
    assert HEAVY & set(loaded) == set()


def test_the_command_says_the_version_of_the_project():
    import tomllib

    from geomap import __version__

    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == __version__
