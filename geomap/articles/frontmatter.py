"""Front matter: what a text file says about itself between two `---` lines at its beginning."""

from __future__ import annotations

import re

from geomap.articles.facts import NO_FACTS, Facts

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_FIELD = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]+(.*))?$")
_MOST_LINES = 100
_ALIASES = {
    "title": "title",
    "headline": "title",
    "source": "source",
    "url": "source",
    "link": "source",
    "publisher": "publisher",
    "site": "publisher",
    "published": "published",
    "date": "published",
    "id": "",
}


def read_front_matter(text: str) -> tuple[Facts, int]:
    """What front matter states, and where the article itself begins.

    Front matter is lines of ``key: value``, quoted or not; unknown keys are passed over. Text that begins
    with a dashed line but has anything else before the next one has none: ``(NO_FACTS, 0)``.
    """
    start = len(text) - len(text.lstrip("\ufeff \t\r\n")) if text[:1] in "\ufeff \t\r\n" else 0
    line = _LINE.match(text, start)
    if not line or line[0].rstrip() != "---":
        return NO_FACTS, 0
    fields: dict[str, str] = {}
    at, seen = line.end(), False
    for _ in range(_MOST_LINES):
        line = _LINE.match(text, at)
        if not line or at == len(text):
            return NO_FACTS, 0
        at = line.end()
        content = line[0].rstrip()
        if content in {"---", "..."}:
            return (Facts(**fields), at) if seen else (NO_FACTS, 0)
        if not content or content.startswith(("#", " ", "\t", "- ")):
            continue
        found = _FIELD.match(content)
        if not found:
            return NO_FACTS, 0
        seen = True
        name, value = _ALIASES.get(found[1].lower()), _unquoted((found[2] or "").strip())
        if name and value and name not in fields:
            fields[name] = value
    return NO_FACTS, 0


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return re.sub(r"\\(.)", r"\1", value[1:-1]).strip()
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'").strip()
    return value
