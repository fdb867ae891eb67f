"""What given names tell: she or he."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from geomap.claims.people.cast import Cast, fold
from geomap.claims.vocabulary import words


def genders_of_names(cast: Cast) -> dict[str, str]:
    """'f' or 'm' by label, of those whose given name only one of them bears."""
    return {person.label: gender for person in cast.people.values() if (gender := _gender(person.label))}


def _gender(name: str) -> str | None:
    parts = [part for part in fold(name).split() if part not in words("people", "addresses")]
    if len(parts) < 2:
        return None
    given, _, rest = parts[0].partition("-")
    return _given().get(parts[0]) or _given().get(given) or ("m" if rest and given == "jean" else None)


@cache
def _given() -> dict[str, str]:
    table = tomllib.loads((files("geomap.claims.people") / "given_names.toml").read_text("utf-8"))
    return dict.fromkeys(table["she"].split(), "f") | dict.fromkeys(table["he"].split(), "m")
