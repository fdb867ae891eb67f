"""Resolve date phrases to days.

A date becomes as wide as its words leave it, and no narrower: a day where one is stated, else a window.
What needs the day of publication stays open without it; today's date is never looked at.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from geomap.claims.candidates import anchor_days, candidate_days, weekday_of
from geomap.claims.frames import Anchor, Frame, Tense
from geomap.claims.resolution import combine, in_order, resolve
from geomap.language.dateforms import DateExpression, Listing
from geomap.records import When

__all__ = [
    "Anchor",
    "Tense",
    "anchor_days",
    "candidate_days",
    "combine",
    "narrow",
    "resolve_each",
    "resolve_when",
    "weekday_of",
]


def resolve_when(
    expression: DateExpression,
    anchor: Anchor | date | None,
    *,
    tense: Tense,
    context: date | None = None,
    text: str = "",
) -> When:
    """The days that a phrase means in a text.

    Parameters
    ----------
    expression
        What the phrase says.
    anchor
        The day of publication. None leaves weekdays, days without a year and the like unresolved.
    tense
        Of the clause: what is past is looked for before the anchor, what is future after it.
    context
        Day of what was told before, for 'the next day'; without an anchor it also tells the year.
    text
        The words of the phrase, kept in the answer: resolve again from ``parse_date(when.text)``.
    """
    if not isinstance(anchor, Anchor):
        anchor = Anchor(day=anchor, reason="published")
    frame = Frame(day=anchor.day, words=str(anchor), tense=tense, context=context)
    return replace(resolve(expression, frame), text=text)


def resolve_each(
    expression: DateExpression, anchor: Anchor | date | None, *, tense: Tense, context: date | None = None
) -> tuple[When, ...]:
    """The dates that a phrase names one by one: three for '24, 25 and 27 May', one for most phrases."""
    if not isinstance(expression, Listing):
        return (resolve_when(expression, anchor, tense=tense, context=context),)
    if not isinstance(anchor, Anchor):
        anchor = Anchor(day=anchor, reason="published")
    return in_order(expression.items, Frame(day=anchor.day, words=str(anchor), tense=tense, context=context))


def narrow(a: When, b: When) -> When | None:
    """What both statements about one event leave open; None where they contradict each other.

    Exact days win over a window that they meet, and two exact statements must agree where both are closed.
    """
    if not a.dated or not b.dated:
        return a if a.dated or not b.dated else b
    text = "; ".join(dict.fromkeys(part for part in (a.text, b.text) if part))
    reason = "; ".join(dict.fromkeys(part for part in (a.reason, b.reason) if part))
    if a.exact and b.exact:
        if (a.first and b.first and a.first != b.first) or (a.last and b.last and a.last != b.last):
            return None
        first, last = a.first or b.first, a.last or b.last
        if first and last and first > last:
            return None
        return When(first=first, last=last, exact=True, text=text, reason=reason)
    first = max((day for day in (a.first, b.first) if day), default=None)
    last = min((day for day in (a.last, b.last) if day), default=None)
    if first and last and first > last:
        return None
    if a.exact or b.exact:
        return a if a.exact else b
    return When(first=first, last=last, text=text, reason=reason)
