"""Where only a place or a people makes sense: behind 'visited', before 'prime minister', beside a date.

The corpora that the weights were learnt from hold too few such sentences to learn it from.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from geomap.language import cues
from geomap.language.candidates import LONGEST, Candidate, Page

_PLACES = frozenset({"GPE", "LOC"})
_JOINING = frozenset({",", "and", "&", "the"})
_LEAST_SERIES = 3
_DATE = 6
"""Words of a date with its joints, at most: 'June 1 - 3 |'."""
_SEPARATORS = frozenset(":;,.()|/&") | cues.DASHES | cues.ARROWS


def is_demanded(candidate: Candidate, page: Page) -> bool:
    """Whether a name stands in 'visited X', 'flew to X', 'at X Palace', or a people in 'X prime minister'."""
    first, after = candidate.first, candidate.last + 1
    follower = page.lower[after] if after < len(page.words) else ""
    if candidate.demonym and (follower in cues.TITLE or follower in cues.OFFICE):
        return True
    if not candidate.known or (after < len(page.words) and page.capital[after]) or not first:
        return False
    i = first - 1
    if i and page.lower[i] == "the":
        i -= 1
    if page.lower[i] in cues.VISITING or _qualifies(candidate, page):
        return True
    residence = candidate.last > first and page.lower[candidate.last] in cues.RESIDENCE
    if page.lower[i] == "at" and residence and not candidate.fame.startswith("alias"):
        return True
    if _is_well_known(candidate) and (_rules(candidate, page) or _is_gone_to(i, page)):
        return True
    goal = page.lower[i] in cues.LOCATIVE or page.lower[i] in ("for", "of")
    return goal and any(word in cues.GOING for word in page.lower[max(0, i - 2) : i])


def is_body(candidate: Candidate, page: Page) -> bool:
    """Whether a name is the common word for a body of state, not a town's: 'addresses Congress'."""
    after = candidate.last + 1
    alone = candidate.first == candidate.last and page.lower[candidate.last] in cues.CHAMBER
    return alone and (after >= len(page.words) or page.words[after] != ",")


def _rules(candidate: Candidate, page: Page) -> bool:
    """Whether a country owns an office: "Niger's prime minister"."""
    behind = page.lower[candidate.last + 1 : candidate.last + 3]
    owned = len(behind) > 1 and behind[0] in ("'s", "’s") and behind[1] in cues.OFFICE | cues.RULING
    return candidate.fame.startswith("whole") and owned


def _is_gone_to(i: int, page: Page) -> bool:
    """Whether the word at `i` is the 'to' of 'went to', 'went together to', 'had come back to'."""
    if page.lower[i] != "to" or not i:
        return False
    verb = i - 1 - (i > 1 and page.lower[i - 1] in cues.ON_THE_WAY)
    return page.lower[verb] in cues.COMING


def _qualifies(candidate: Candidate, page: Page) -> bool:
    """Whether a well-known name stands in brackets behind another name: 'VICTORIA (Seychelles)'."""
    before, after = candidate.first - 1, candidate.last + 1
    bracketed = page.words[before] == "(" and after < len(page.words) and page.words[after] == ")"
    return bracketed and before > 0 and page.capital[before - 1] and _is_well_known(candidate)


def is_listed(candidate: Candidate, page: Page) -> bool:
    """Whether a well-known name stands alone beside a date or an arrow: '12 May: Suva', 'Suva → Apia'.

    The model makes nothing of a programme's lines.
    """
    if not candidate.known or candidate.fame == "-":
        return False
    left = [word for word in page.lower[max(0, candidate.first - _DATE) : candidate.first] if word != " "]
    right = [word for word in page.lower[candidate.last + 1 : candidate.last + 4] if word != " "]
    dated = any(word in cues.CALENDAR or word in cues.ARROWS for word in (*left, *right))
    opens = not left or left[-1].isspace() or left[-1] in _SEPARATORS or _ends_date(left)
    closes = not right or right[0].isspace() or right[0] in _SEPARATORS or _ends_date(right[1::-1])
    obscure = candidate.fame == "other" or candidate.fame[-1] in "012"
    headed = bool(left) and left[-1] in (":", "|")
    return dated and opens and closes and (headed or not obscure)


def find_enumerated(candidates: Sequence[Candidate], page: Page) -> Set[Candidate]:
    """Well-known names in lists of places, whatever the model takes them for: 'Suva, Mbabane and Apia'.

    A list has three members or more, each a well-known name or what the model takes for a place; one at least
    is both.
    """
    towns = {(c.first, c.last): c for c in candidates if _is_well_known(c)}
    places = {(e.first, e.last) for e in page.entities if e.label in _PLACES}
    known = towns.keys() | places
    found: set[Candidate] = set()
    for start in sorted(known):
        series, after = [start], _next_member(start, page)
        while after is not None:
            ends = (after + n for n in reversed(range(LONGEST)))
            span = next(((after, end) for end in ends if (after, end) in known), None)
            series += [span] if span else []
            after = _next_member(span, page) if span else None
        listed = "and" in page.lower[start[1] : series[-1][0]]  # 'Summit, Kananaskis, Canada' is no list
        if listed and len(series) >= _LEAST_SERIES and not places.isdisjoint(towns.keys() & set(series)):
            found.update(towns[span] for span in series if span in towns)
    return found


def _next_member(span: tuple[int, int], page: Page) -> int | None:
    """Where the next member of a list begins, behind a comma or 'and'."""
    i = span[1] + 1
    while i < len(page.words) and page.lower[i] in _JOINING:
        i += 1
    joined = i > span[1] + 1 and page.lower[span[1] + 1] != "the"
    return i if joined and i < len(page.words) else None


def _is_well_known(candidate: Candidate) -> bool:
    """Whether a name is first of all that of a country, a unit or a town of ten thousand people and more."""
    fame = candidate.fame
    return candidate.known and fame.startswith(("town", "unit", "whole")) and fame[-1] not in "0123"


def _ends_date(words: Sequence[str]) -> bool:
    """Whether words end on a day's date: 'June 25', '25 June', 'on Monday'."""
    return words[-1] in cues.CALENDAR or (
        len(words) > 1 and words[-1].isdigit() and words[-2] in cues.CALENDAR
    )
