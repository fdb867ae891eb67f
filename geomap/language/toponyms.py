"""Place names in a text: candidates are weighed, the best that do not overlap are kept.

The weights were learnt from annotated news by ``scripts/train_toponyms.py``; each is for a class of
evidence (see `features`), none for a name.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.language import cues
from geomap.language.candidates import Candidate, Page, find_candidates, read_page
from geomap.language.features import describe, take_votes
from geomap.language.lexicon import Memory
from geomap.language.parsed import Toponym
from geomap.records import Use

if TYPE_CHECKING:
    from spacy.tokens import Doc

WEIGHTS = Path(__file__).with_name("toponyms.json")
_LONGER = 2.0
"""What each further word of a known name is worth."""
_DEMANDED = 3.0
"""What it is worth to stand where only a place, or only a people, makes sense."""
_SEPARATORS = frozenset(":;,.()|/&") | cues.DASHES | cues.ARROWS
_REACH = 4
"""Words between a place name and the head of the organisation's name that it begins, at most."""


def find_toponyms(doc: Doc, lexicon: Memory, weights: Path = WEIGHTS) -> tuple[Toponym, ...]:
    """The place names of a parsed document, in order and without overlaps."""
    page = read_page(doc)
    candidates = find_candidates(page, lexicon)
    values, threshold = read_weights(weights)
    scores = [
        sum(filter(None, map(values.get, features)), 0.0)
        + _DEMANDED * (_is_demanded(candidate, page) or _is_listed(candidate, page))
        for candidate, features in zip(candidates, describe_all(candidates, page), strict=True)
    ]
    return tuple(
        Toponym(start=page.starts[c.first], end=page.ends[c.last], text=c.text, use=_use(c, page))
        for c in choose(candidates, scores, threshold)
    )


def describe_all(candidates: Sequence[Candidate], page: Page) -> list[list[str]]:
    """The features of each candidate of a document."""
    votes = take_votes(page)
    known_at = [False] * len(page.words)
    for candidate in candidates:
        if candidate.known or candidate.demonym:
            for i in range(candidate.first, candidate.last + 1):
                known_at[i] = True
    return [describe(candidate, page, votes, known_at) for candidate in candidates]


def choose(candidates: Sequence[Candidate], scores: Sequence[float], threshold: float) -> list[Candidate]:
    """The best candidates that reach the threshold and share no word, in text order.

    Of two that overlap, a longer known name is better than its part: 'Bosnia and Herzegovina'.
    """
    taken: set[int] = set()
    chosen: list[Candidate] = []
    worth = {
        i: scores[i] + _LONGER * (c.last - c.first) * c.known
        for i, c in enumerate(candidates)
        if scores[i] >= threshold
    }
    for i in sorted(worth, key=lambda i: (-worth[i], i)):
        words = range(candidates[i].first, candidates[i].last + 1)
        if taken.isdisjoint(words):
            taken.update(words)
            chosen.append(candidates[i])
    return sorted(chosen, key=lambda c: c.first)


def _is_demanded(candidate: Candidate, page: Page) -> bool:
    """Whether a name stands in 'visited X', 'flew to X', or a people in 'the X prime minister'.

    The corpora that the weights were learnt from hold too few such sentences to learn it from.
    """
    first, after = candidate.first, candidate.last + 1
    follower = page.lower[after] if after < len(page.words) else ""
    if candidate.demonym and (follower in cues.TITLE or follower in cues.OFFICE):
        return True
    if not candidate.known or (after < len(page.words) and page.capital[after]) or not first:
        return False
    i = first - 1
    if i and page.lower[i] == "the":
        i -= 1
    if page.lower[i] in cues.VISITING:
        return True
    goal = page.lower[i] in cues.LOCATIVE or page.lower[i] in ("for", "of")
    return goal and any(word in cues.GOING for word in page.lower[max(0, i - 2) : i])


def _is_listed(candidate: Candidate, page: Page) -> bool:
    """Whether a well-known name stands alone beside a date or an arrow: '12 May: Suva', 'Suva → Apia'.

    The model makes nothing of a programme's lines.
    """
    if not candidate.known or candidate.fame in ("-", "other") or candidate.fame[-1] in "012":
        return False
    left = [word for word in page.lower[max(0, candidate.first - 3) : candidate.first] if word != " "]
    right = [word for word in page.lower[candidate.last + 1 : candidate.last + 4] if word != " "]
    dated = any(word in cues.CALENDAR or word in cues.ARROWS for word in (*left, *right))
    opens = not left or left[-1].isspace() or left[-1] in _SEPARATORS or _ends_date(left)
    closes = not right or right[0].isspace() or right[0] in _SEPARATORS or _ends_date(right[1::-1])
    return dated and opens and closes


def _ends_date(words: Sequence[str]) -> bool:
    """Whether words end on a day's date: 'June 25', '25 June', 'on Monday'."""
    return words[-1] in cues.CALENDAR or (
        len(words) > 1 and words[-1].isdigit() and words[-2] in cues.CALENDAR
    )


@cache
def read_weights(path: Path = WEIGHTS) -> tuple[dict[str, float], float]:
    """The weights by feature, and the score from which a candidate is a toponym."""
    data = json.loads(path.read_text(encoding="utf-8"))
    probability = float(data["threshold"])
    return data["weights"], math.log(probability / (1 - probability))


def _use(candidate: Candidate, page: Page) -> Use:
    if _names_body(candidate, page):
        return "organisation"
    if candidate.demonym and not (candidate.known and _stands_alone(candidate, page)):
        return "adjective"
    entity = page.entity_at[candidate.first]
    if not candidate.known and entity is not None and entity.label == "NORP":
        return "adjective"
    return "name"


def _names_body(candidate: Candidate, page: Page) -> bool:
    """Whether a name is part of an organisation's: 'Uzbek Foreign Ministry', 'University of Pittsburgh'."""
    first, last = candidate.first, candidate.last
    if _after_locative(candidate, page):
        return False
    for i in range(last + 1, min(last + 1 + _REACH, len(page.words))):
        if page.opens[i] or not (page.capital[i] or page.tags[i][:2] in ("NN", "JJ") or page.lower[i] == "-"):
            break
        if page.lower[i] in cues.BODY and page.lower[last + 1] not in cues.AREA:
            return True
    i = first - 1
    if i > 0 and page.lower[i] == "the":
        i -= 1
    if i > 0 and page.lower[i] == "of" and page.lower[i - 1] in cues.BODY:
        return True
    entity = page.entity_at[first]
    return (
        entity is not None
        and entity is page.entity_at[last]
        and entity.label == "ORG"
        and entity.last > last
        and page.lower[last + 1] not in cues.AREA
    )


def _stands_alone(candidate: Candidate, page: Page) -> bool:
    """Whether a name stands behind 'in', 'to' … with nothing behind it that it could belong to."""
    after = candidate.last + 1
    followed = after < len(page.words) and page.tags[after][:2] in ("NN", "JJ", "HY")
    return _after_locative(candidate, page) and not followed


def _after_locative(candidate: Candidate, page: Page) -> bool:
    i = candidate.first - 1
    if i > 0 and page.lower[i] == "the":
        i -= 1
    return i >= 0 and page.lower[i] in cues.LOCATIVE and page.tags[i] in ("IN", "TO")
