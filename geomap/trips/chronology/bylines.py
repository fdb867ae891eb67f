"""What an undated article lets one know of its own day: a day without a year, and what it must come after."""

from __future__ import annotations

import re
from datetime import date

from geomap.claims.days.phrases import resolve_when
from geomap.language.dates import DatePhrase, find_dates
from geomap.language.dates.forms import DateExpression, Day, Open, Relative, Same
from geomap.records import Article, record

_HEAD = 400
"""Characters in which a dateline may stand."""
_LEAD = re.compile(
    r"(?:^|\n)[\W_]*[^\W\d_][\w.'’\-]*(?:[\s,/()–—][\s,/()\-–—]*[^\W\d_][\w.'’\-]*){0,7}[\s,/()\-–—]*$"
)
_AFTER = re.compile(r"^\s*[.):,\-–—/(]")
_AHEAD = re.compile(
    r"\b(?:will|would|shall|by|until|till|through|before|ahead|target\w*|plan\w*|schedul\w+|expect\w*|due|upcoming"
    r"|coming|next|deadline|goals?|aims?|forecast\w*|project\w*|slated|host|hosts|bid|set)\b",
    re.IGNORECASE,
)


@record
class Byline:
    """An undated article's own day, as far as its text tells."""

    day: Day | None
    """Day and month of the dateline or of 'today (28 Feb.)'."""
    words: str
    """Those that give `day`."""
    after: date | None
    """The article is no older than this."""
    after_words: str


def read_byline(article: Article) -> Byline:
    """Read what an article without a publication date says of its own day."""
    text = article.view.text
    phrases = find_dates(text)
    day, words = _own_day(text, phrases)
    after: date | None = None
    after_words = ""
    for phrase in phrases:
        first = _past(text, phrase)
        if first and (after is None or first > after):
            after, after_words = first, phrase.text
    return Byline(day=day, words=words, after=after, after_words=after_words)


def _own_day(text: str, phrases: tuple[DatePhrase, ...]) -> tuple[Day | None, str]:
    for phrase in phrases:
        named = _today(phrase.expression)
        if named is not None:
            return named, phrase.text
    for phrase in phrases:
        if phrase.start > _HEAD:
            break
        expression = phrase.expression
        if not isinstance(expression, Day) or expression.month is None:
            continue
        lead = text[: phrase.start]
        if _LEAD.search(lead) and _is_place_like(lead) and _AFTER.match(text[phrase.end :]):
            return expression, phrase.text
        if text[phrase.end - 1] == "." and _LEAD.search(lead) and _is_place_like(lead):
            return expression, phrase.text
    return None, ""


def _is_place_like(lead: str) -> bool:
    """Whether a line up to its date is nothing but names: 'Astana, ', 'NEW DELHI (AP) – '."""
    line = lead.rsplit("\n", 1)[-1]
    return all(word[:1].isupper() for word in re.findall(r"[^\W\d_]+", line) if len(word) > 2)


def _today(expression: DateExpression) -> Day | None:
    match expression:
        case Same(items=(Relative(unit="day", shift=0), Day() as named)) if named.month is not None:
            return named
    return None


def _past(text: str, phrase: DatePhrase) -> date | None:
    """The first day of a date with its year that is told of as past."""
    expression = phrase.expression
    if isinstance(expression, Open) and expression.edge in ("until", "by", "before"):
        return None
    start = max(text.rfind(". ", 0, phrase.start), text.rfind("\n", 0, phrase.start)) + 1
    if _AHEAD.search(text[start : phrase.start]):
        return None
    return resolve_when(expression, None, tense="past").first
