"""The open tables of `vocabulary.toml`, ready for look-up: which base form a word belongs to."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("geomap.claims") / "vocabulary.toml").read_text("utf-8"))


@cache
def words(table: str, *names: str) -> frozenset[str]:
    """The base forms of a table's lists: ``words("travel", "toward", "at")``."""
    return frozenset(word for name in names for word in _tables()[table][name].split())


@cache
def homes() -> dict[str, str]:
    """Offices that only one country calls so, and that country (ISO 3166-1 alpha-2)."""
    return dict(_tables()["people"]["home"])


@cache
def letterheads() -> dict[str, str]:
    """Offices that name themselves without their country at the head of a release, and that country."""
    return dict(_tables()["people"]["letterheads"])


@cache
def shorts() -> dict[str, str]:
    """Offices by their usual abbreviations, as they are written."""
    return dict(_tables()["people"]["short"])


@cache
def called() -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    """What offices are called in general: the words of it, and the offices that it may mean."""
    table = _tables()["people"]["called"]
    return tuple((frozenset(words.split()), tuple(offices.split(", "))) for words, offices in table.items())


@cache
def role_class(noun: str) -> str | None:
    """The class of a role's head noun: 'minister' for 'secretary', None for no role."""
    for name in ("head_of_state", "head_of_government", "minister", "diplomat", "official"):
        if singular(noun) in words("people", name):
            return name
    return None


@cache
def base(form: str) -> str:
    """The base form of an inflected word of our tables ('visited': 'visit'), else the word in lower case."""
    form = form.lower()
    return _forms().get(form, form)


@cache
def singular(form: str) -> str:
    """The singular of a noun of our tables ('talks': 'talk'), else the word in lower case."""
    form = form.lower()
    return _plurals().get(form, form)


@cache
def enclaves() -> dict[str, str]:
    """The town that lies around a state, by the state's code: who is from there is at home in it."""
    return dict(_tables()["people"]["enclaves"])


@cache
def seats() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """The towns where whoever heads an international organisation is at home, and where its staff are.

    By each of its names.
    """
    return {
        name.strip(): (frozenset(towns.split("; ")[0].split(", ")), frozenset(re.split("[,;] ", towns)))
        for names, towns in _tables()["people"]["seats"].items()
        for name in names.split("|")
    }


@cache
def _plurals() -> dict[str, str]:
    tables = _tables()
    nouns = {
        word
        for table, lists in tables.items()
        if table != "irregular"
        for value in lists.values()
        if isinstance(value, str)
        for word in value.split()
    }
    ordered = sorted(nouns, key=_by_length)
    plurals = {_regular(word)[0]: word for word in ordered} | {
        word[:-1] + "ies": word for word in ordered if word.endswith("y")
    }
    return plurals | {"men": "man", "women": "woman"}


@cache
def _forms() -> dict[str, str]:
    tables = _tables()
    known = {
        word
        for name in ("travel", "meeting", "status", "contexts", "phrases", "people")
        for value in tables[name].values()
        if isinstance(value, str)
        for phrase in value.split()
        for word in phrase.split("+")[:1]
    }
    ordered = sorted(known, key=_by_length)
    forms = {word: word for word in ordered} | {form: word for word in ordered for form in _regular(word)}
    for word, irregular in tables["irregular"].items():
        forms |= dict.fromkeys(irregular.split(), word)
    return forms


def _by_length(word: str) -> tuple[int, str]:
    """Longer words last, so that theirs is the form that two share: 'hoped' is of 'hope', not of 'hop'."""
    return len(word), word


_DOUBLING = re.compile(r"[^aeiou][aeiou][^aeiouwxy]$")


def _regular(word: str) -> tuple[str, ...]:
    """Regular verb and plural forms of an English word; where its last letter may double, both ways."""
    if word.endswith("e"):
        return word + "s", word + "d", word[:-1] + "ing"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies", word[:-1] + "ied", word + "ing"
    stems = (word, word + word[-1]) if _DOUBLING.search(word) else (word,)
    plural = word + ("es" if word.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return plural, *(stem + ending for stem in stems for ending in ("ed", "ing"))
