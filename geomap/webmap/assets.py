"""Scripts and styles that the page carries within itself.

Our modules under `static/app/` are real JavaScript modules; `MODULES` is the order in which they are
joined into one script: each becomes a function that gives what the module exports, and its import
lines go, since the exports of all are in one scope. Leaflet comes from its Python package, untouched but for
the images of its style, which become data addresses, and the pointer to its source map, which goes.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from geomap.errors import ConfigError, DataError

MODULES = (
    "dom", "words", "sphere", "data", "state", "canvas", "ground", "marks", "paint", "view", "panel",
    "filters", "timeline", "takeaway", "main",
)  # fmt: skip
STYLES = ("page", "panel", "map", "phone", "print")

_IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|const|let|class) (\w+))", re.MULTILINE)
_URL = re.compile(r"url\((images/[\w.-]+\.png)\)")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$\n?", re.MULTILINE)


@cache
def app_script() -> str:
    """Our modules as one script."""
    body = "\n".join(plain_module(module_source(name)) for name in MODULES)
    inflate = f"const module = {{}};\n{_vendored('tiny-inflate')}return module.exports;"
    return f'(() => {{\n"use strict";\nconst inflate = (() => {{\n{inflate}\n}})();\n{body}}})();\n'


def module_source(name: str) -> str:
    """One of our modules as it is written."""
    return _read(f"app/{name}.js")


def exported(source: str) -> list[str]:
    """Names that a module gives to others."""
    return _EXPORT.findall(source)


def plain_module(source: str) -> str:
    """Turn a module into a function that is called at once and gives what the module exports."""
    body = _EXPORT.sub("", _IMPORT.sub("", source)).strip()
    names = ", ".join(exported(source))
    if not names:
        return f"(() => {{\n{body}\n}})();\n"
    return f"const {{ {names} }} = (() => {{\n{body}\nreturn {{ {names} }};\n}})();\n"


@cache
def app_style() -> str:
    """Our style sheets as one."""
    return "\n".join(_read(f"style/{name}.css") for name in STYLES)


@cache
def plain_style() -> str:
    """What is added where scripts do not run."""
    return _read("style/noscript.css")


@cache
def page_body() -> str:
    """The page's own elements: panel, map frame, time bar."""
    return _read("page.html")


def languages() -> list[str]:
    """Languages that have a table of words."""
    words = _static().joinpath("words").iterdir()
    return sorted(entry.name.removesuffix(".json") for entry in words if entry.name.endswith(".json"))


@cache
def words(language: str) -> dict[str, str | dict[str, str]]:
    """All words that the map shows, by key; an entry with plural forms is a table of them.

    Raises
    ------
    ConfigError
        If there is no table for the language.
    """
    if language not in languages():
        msg = f"The map does not speak {language!r}; it speaks {', '.join(languages())}."
        raise ConfigError(msg)
    table: dict[str, str | dict[str, str]] = json.loads(_read(f"words/{language}.json"))
    return table


@cache
def leaflet_script() -> str:
    """Leaflet, with its licence."""
    return f"{_licence('leaflet')}{_SOURCE_MAP.sub('', _leaflet('leaflet.js')).strip()}\n"


@cache
def leaflet_style() -> str:
    """Leaflet's style, its images within it."""

    def inlined(found: re.Match[str]) -> str:
        image = _leaflet_file(found[1]).read_bytes()
        return f"url(data:image/png;base64,{b64encode(image).decode()})"

    return _URL.sub(inlined, _leaflet("leaflet.css"))


def _static() -> Traversable:
    return files("geomap.webmap").joinpath("static")


def _read(name: str) -> str:
    return _static().joinpath(name).read_text("utf-8").replace("\r\n", "\n")


def _leaflet(name: str) -> str:
    return _leaflet_file(name).read_text("utf-8").replace("\r\n", "\n")


def _leaflet_file(name: str) -> Traversable:
    try:
        return files("js_lib_leaflet").joinpath("static", "js_lib_leaflet", name)
    except ModuleNotFoundError as error:
        msg = "Leaflet is missing: the package django-js-lib-leaflet is not installed. Install geomap again."
        raise DataError(msg) from error


def _vendored(name: str) -> str:
    """A script of others that is kept here, with its licence."""
    return f"{_licence(name)}{_read(f'vendor/{name}.js').strip()}\n"


def _licence(name: str) -> str:
    text = _read(f"vendor/{name}-licence.txt").strip()
    return "/*!\n" + "\n".join(f" * {line}".rstrip() for line in text.splitlines()) + "\n */\n"
