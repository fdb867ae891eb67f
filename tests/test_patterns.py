"""No regular expression of geomap takes for ever over a text that was made, or happens, to be hostile."""

from __future__ import annotations

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from types import FrameType

import pytest

import geomap

UNITS = (
    *(
        "A",
        "a",
        "1",
        "é",
        "-",
        "_",
        "'",
        '"',
        "(",
        ":",
        "|",
        "*",
        "#",
        "\n",
        " ",
        "A ",
        "Aa ",
        "aa ",
        "1 ",
        "1,",
    ),
    *(
        "- ",
        ". ",
        "A.",
        "a.b.",
        "A, ",
        "Aaa, ",
        "Aa-",
        "A'",
        "| ",
        "* ",
        "\t ",
        "Aa\n",
        "A\n\n",
        "and ",
        "of the ",
    ),
    *("Mr. ", "U.S. ", "De la ", "Minister of ", "May ", "12 May, ", "10:00 ", "<a ", "http://a.b/"),
)
HOSTILE = [
    text for unit in UNITS for run in (unit * (300 // len(unit)),) for text in (run, run + "!", f"x {run}\0")
]
LONGEST = 5
"""Seconds after which a pattern counts as stuck; each of these texts takes thousandths of one."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that a module of geomap keeps, with where it is kept."""
    for module in pkgutil.walk_packages(geomap.__path__, "geomap."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for at, pattern in enumerate(_within(value)):
                yield f"{module.name}.{name}[{at}]", pattern


def _within(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _within(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _within(item)


def stuck(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def test_no_pattern_gets_stuck() -> None:
    found = dict(patterns())
    assert len(found) > 100
    before = signal.signal(signal.SIGALRM, stuck)
    try:
        for name, pattern in found.items():
            for text in HOSTILE:
                signal.alarm(LONGEST)
                try:
                    for _ in pattern.finditer(text):
                        pass
                except TimeoutError:
                    pytest.fail(f"{name} gets stuck on {text[:12]!r}…: {pattern.pattern}")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
