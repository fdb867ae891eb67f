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
from geomap.language.demands import find_enumerated, is_body, is_demanded, is_listed
from geomap.language.features import describe, describe_place, take_votes
from geomap.language.lexicon import Memory
from geomap.language.parsed import Toponym
from geomap.language.surroundings import look_around
from geomap.records import Use

if TYPE_CHECKING:
    from spacy.tokens import Doc

WEIGHTS = Path(__file__).with_name("toponyms.json")
_LONGER = 2.0
"""What each further word of a known name is worth."""
_DEMANDED = 3.0
"""What it is worth to stand where only a place, or only a people, makes sense."""
_DATELINE = 9.0
"""What it is worth to be where a text says that it is from."""
_REACH = 4
"""Words between a place name and the head of the organisation's name that it begins, at most."""


def find_toponyms(
    doc: Doc, text: str, lexicon: Memory, weights: Path = WEIGHTS, *, dateline: str | None = None
) -> tuple[Toponym, ...]:
    """The place names of a text and of the document that it was parsed to, in order and without overlaps.

    `dateline` is what the text is known to name as the place that it is from.
    """
    page = read_page(doc, text)
    candidates = find_candidates(page, lexicon)
    values, threshold = read_weights(weights)
    scores = score_all(candidates, describe_all(candidates, page, lexicon), page, values)
    if dateline and (
        named := [i for i, c in enumerate(candidates) if c.known and dateline.startswith(c.text)]
    ):
        scores[named[0]] += _DATELINE
    return tuple(
        Toponym(start=page.starts[c.first], end=page.ends[c.last], text=c.text, use=_use(c, page))
        for c in choose(candidates, scores, threshold)
    )


def describe_all(candidates: Sequence[Candidate], page: Page, lexicon: Memory) -> list[list[str]]:
    """The features of each candidate of a document."""
    votes = take_votes(page)
    around = look_around(candidates, page, lexicon)
    known_at = [False] * len(page.words)
    for candidate in candidates:
        if candidate.known or candidate.demonym:
            for i in range(candidate.first, candidate.last + 1):
                known_at[i] = True
    return [
        [*describe(candidate, page, votes, known_at), *describe_place(candidate, page, there)]
        for candidate, there in zip(candidates, around, strict=True)
    ]


def score_all(
    candidates: Sequence[Candidate], features: Sequence[Sequence[str]], page: Page, weights: dict[str, float]
) -> list[float]:
    """What speaks for each candidate, from its features and from where it stands."""
    enumerated = find_enumerated(candidates, page)
    return [
        sum(filter(None, map(weights.get, found)), 0.0)
        + _DEMANDED * (candidate in enumerated or is_demanded(candidate, page) or is_listed(candidate, page))
        - _DEMANDED * is_body(candidate, page)
        for candidate, found in zip(candidates, features, strict=True)
    ]


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
        return _is_run_to_body(last, page)  # 'at U.S. Africa Command', not 'in Boston police …'
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


def _is_run_to_body(last: int, page: Page) -> bool:
    """Whether capitalised words behind a name end in what a body is called, with no break between."""
    for i in range(last + 1, min(last + 1 + _REACH, len(page.words))):
        if page.opens[i] or not (page.capital[i] or page.words[i] == "-"):
            return False
        if page.lower[i] in cues.POSTS:
            return True
    return False


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
