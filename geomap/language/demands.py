"""Where only a place or a people makes sense: behind 'visited', before 'prime minister', beside a date.

The corpora that the weights were learnt from hold too few such sentences to learn it from.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.language import cues
from geomap.language.candidates import Candidate, Page

_SEPARATORS = frozenset(":;,.()|/&") | cues.DASHES | cues.ARROWS


def is_demanded(candidate: Candidate, page: Page) -> bool:
    """Whether a name stands in 'visited X', 'flew to X', or a people in 'the X prime minister'."""
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


def is_listed(candidate: Candidate, page: Page) -> bool:
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
