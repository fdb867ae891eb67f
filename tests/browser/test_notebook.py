"""A build's result in a notebook: the map in a frame that can neither see nor change the page."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from lxml import html

TITLE = "</iframe><script>__pwn('title')</script>"


def notebook(tmp_path: Path, cell: str) -> Path:
    file = tmp_path / "notebook.html"
    file.write_text(f"<!DOCTYPE html><meta charset='utf-8'><title>Notebook</title>{cell}", encoding="utf-8")
    return file


def test_the_map_runs_in_its_frame_without_an_error(seeds_built, sight, tmp_path):
    seen = sight()
    seen.page.goto(notebook(tmp_path, seeds_built._repr_html_()).as_uri())
    frame = seen.page.frames[1]
    frame.evaluate("window.geomap.ready")
    assert frame.locator(".leaflet-container").count() == 1
    assert frame.evaluate("window.origin") == "null"
    assert seen.errors == []


def test_what_a_user_does_in_the_frame_is_no_error_either(seeds_built, sight, tmp_path):
    seen = sight()
    seen.page.goto(notebook(tmp_path, seeds_built._repr_html_()).as_uri())
    frame = seen.page.frames[1]
    frame.evaluate("window.geomap.ready")
    frame.locator(".leaflet-container").press("+")
    seen.page.wait_for_timeout(800)
    errors = seen.errors.copy()
    seen.errors.clear()  # told of here, not again when the window closes
    assert errors == []


def test_no_text_leaves_its_frame(seeds_built, tmp_path):
    output = tmp_path / "output"
    output.mkdir()
    page = f"<!DOCTYPE html><title>{TITLE}</title>&amp;\"'"
    (output / "index.html").write_text(page)
    build = seeds_built.build | {"files": {"index.html": sha256(page.encode()).hexdigest()}}
    cell = html.fragment_fromstring(replace(seeds_built, output=output, build=build)._repr_html_(), "div")
    assert [element.tag for element in cell.iter()] == ["div", "p", "iframe"]
    assert cell.find("iframe").get("srcdoc") == page
    assert "allow-same-origin" not in cell.find("iframe").get("sandbox")


def test_a_map_that_another_build_replaced_is_not_shown_for_this_one(seeds_built, tmp_path):
    other = tmp_path / "output"
    other.mkdir()
    assert "iframe" not in replace(seeds_built, output=other)._repr_html_()
    (other / "index.html").write_text("<!DOCTYPE html>another")
    told = replace(seeds_built, output=other)._repr_html_()
    assert "iframe" not in told
    assert "5 articles read" in told
