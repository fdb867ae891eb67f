"""The labels of a transcript: 'SECRETARY X:', 'MS. Y:', 'Z, Prime Minister:'."""

from __future__ import annotations

import re

from spacy.tokens import Token

from geomap.claims.people.cast import Cast
from geomap.claims.scene import Scene
from geomap.claims.vocabulary import role_class

_WORDS = r"[^\W\d_][\w.'’()-]*(?: [^\W\d_][\w.'’()-]*)"
_TURN = re.compile(rf"^({_WORDS}{{0,7}}(?:, {_WORDS}{{0,5}})?) ?:", re.MULTILINE)


def labels_of(scene: Scene) -> frozenset[int]:
    """The tokens of a transcript's labels, which tell who speaks, not of whom."""
    return frozenset(
        token.i
        for turn in turns(scene)
        for token in scene.doc.char_span(turn.start(), turn.end(), alignment_mode="expand") or ()
    )


def spokesmen(cast: Cast, labels: frozenset[int]) -> frozenset[str]:
    """Who speaks in a transcript without being called by an office: he tells of others."""
    named = (cast.people[each.key] for each in cast.named if each.last in labels)
    return frozenset(p.label for p in named if re.search("^$|spokes|press", (p.role or "").lower()))


def turns(scene: Scene) -> list[re.Match[str]]:
    """The labels of a transcript: 'SECRETARY X:', and what stands before a colon line after line."""
    text = scene.article.view.text
    return [turn for turn in _TURN.finditer(text) if _is_label(text, turn)]


def _is_label(text: str, turn: re.Match[str]) -> bool:
    """Whether what stands before a colon is a label: all in capitals, with an office, or found again."""
    label = turn.group(1)
    named, comma, office = label.partition(", ")
    held = bool(comma) and " " in named and _tells_office(office) and not _tells_office(named)
    return label.isupper() or held or text.count(f"\n{label}:") + text.startswith(f"{label}:") > 1


def _tells_office(text: str) -> bool:
    return any(role_class(word.lower()) for word in text.split())


def label_above(scene: Scene, token: Token) -> str | None:
    """'SECRETARY X', 'Ms. Y', 'Z, Prime Minister': the label of a transcript under which a word stands."""
    text, at = scene.article.view.text, token.idx + 1
    while at > 0:
        at = text.rfind("\n", 0, at - 1) + 1
        if (found := _TURN.match(text, at)) and _is_label(text, found):
            return found.group(1)
    return None
