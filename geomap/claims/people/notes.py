"""Notes: what somebody does day by day, told without saying who: '8 June: Visits Gdansk; meets the mayor'.

Under the days of a programme a verb may open its line, or what follows a colon, a semicolon or a full stop
there, without a subject. Whom the article is about does it.
"""

from __future__ import annotations

from spacy.tokens import Token

from geomap.claims.people.cast import Cast
from geomap.claims.scene import Scene
from geomap.claims.steps import SUBJECTS

_DAYS = 2
"""Lines that open with a day make a programme."""
_TAGS = frozenset(("VBZ", "VBP", "VB", "VBD"))
_ADDRESSED = frozenset(("you", "your", "our"))
"""'5 May: Visit our stand' is told to readers."""
_CLIMBED = 6
_OPENING = 4
"""Words of a line within which it names its traveller."""


class Notes:
    """The notes of one article."""

    def __init__(self, scene: Scene, cast: Cast) -> None:
        self.scene, self.cast = scene, cast
        opening = (dated for dated in scene.dates if scene.opening(dated.first) == dated)
        days = [dated.first for dated in opening if scene.labels(dated)]
        addressed = any(token.lower_ in _ADDRESSED for token in scene.doc[days[0] :]) if days else False
        own = len(days) >= _DAYS and not addressed and not self._is_of_several(days[0])
        self.first = days[0] if own else None
        """Where the first line begins that opens with a day, if there are several."""

    def _is_of_several(self, first: int) -> bool:
        """Whether the lines of a calendar open with one name and another, each its own traveller's."""
        starts = (start for start in self.scene.line_starts if start > first)
        opening = (self.cast.between(start, start + _OPENING)[:1] for start in starts)
        return len({named.key for found in opening for named in found}) > 2

    def tells(self, verb: Token) -> bool:
        """Whether a verb, or the one that it hangs on, opens a note."""
        if self.first is None or verb.i < self.first:
            return False
        start = self.scene.line_start(verb.i)
        for _ in range(_CLIMBED):
            told = (child for child in verb.children if child.dep_ in SUBJECTS and child.i >= start)
            if verb.i < start or any(not self._is_day(child) for child in told):
                return False
            if self._opens(verb):
                return not self._has_owner(verb)
            above = next((t for t in verb.ancestors if t.pos_ in ("VERB", "AUX")), None)
            if above is None or above.i > verb.i or verb.dep_ in ("relcl", "ccomp"):
                return False
            verb = above
        return False

    def _opens(self, verb: Token) -> bool:
        """Whether nothing but a bullet, a day or an hour stands before a verb in its part of a line."""
        welcomed = verb.tag_ == "VBN" and any(child.dep_ == "agent" for child in verb.children)
        if verb.tag_ not in _TAGS and not welcomed:
            return False
        doc, start = verb.doc, self.scene.line_start(verb.i)
        for token in reversed(doc[start : verb.i]):
            if token.text in (";", ":", ".") or token.text.endswith((":", ".")):
                return True
            if not (self._is_day(token) or token.is_space or token.is_punct or token.pos_ == "SYM"):
                return False
        return verb.text[:1].isupper()

    def _has_owner(self, verb: Token) -> bool:
        """'Mr X in Nairobi: meets Y': whether a line names its own traveller before it tells anything."""
        start = self.scene.line_start(verb.i)
        first = next(token.i for token in verb.doc[start : verb.i + 1] if token.pos_ in ("VERB", "AUX"))
        return any(self.cast.between(start, first))

    def _is_day(self, token: Token) -> bool:
        return token.i in self.scene.date_at or token.like_num or token.lower_ in ("am", "pm", "a.m.", "p.m.")
