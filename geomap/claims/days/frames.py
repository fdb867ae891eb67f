"""What a date phrase is resolved against, and the answers that it can get."""

from __future__ import annotations

from datetime import date
from typing import Literal

from geomap.claims.days.calendar import Days, spoken
from geomap.records import When, record

type Tense = Literal["past", "present", "future", "either"]
"""'either': of what was to have happened, the other day or in some days."""

SLACK = 60
"""Days by which a day without a year may lie on the wrong side of its tense.

Reports say 'visited' ahead of the visit and 'will visit' after it, but they state the year of a day that is
ten months away: so nearness tells more than tense.
"""


@record
class Anchor:
    """The day that a text is told from."""

    day: date | None
    """None where it is not known."""
    reason: str
    """'published', 'dateline', or 'inferred from …'."""

    def __str__(self) -> str:
        if self.day is None:
            return "an unknown day of publication"
        if self.reason == "published":
            return f"publication on {spoken(self.day)}"
        if self.reason == "dateline":
            return f"the dateline of {spoken(self.day)}"
        return f"{spoken(self.day)} ({self.reason})"


@record
class Frame:
    """What a phrase is resolved against."""

    day: date | None
    words: str
    tense: Tense
    context: date | None
    slack: int = SLACK


def one_day(day: date | None, reason: str) -> When:
    """An exact day; unresolved where it is None."""
    if day is None:
        return unresolved("the calendar has no such day")
    return When(first=day, last=day, exact=True, reason=reason)


def window(days: Days, reason: str) -> When:
    """Some time within the days."""
    return When(first=days[0], last=days[1], reason=reason)


def unresolved(reason: str) -> When:
    """No day, and why."""
    return When(reason=f"not resolved: {reason}")


def many(count: int, unit: str, shift: int = 0) -> str:
    """'1 day', '2 weeks before'."""
    tail = "" if shift == 0 else " after" if shift > 0 else " before"
    return f"{count} {unit}{'' if count == 1 else 's'}{tail}"


def relative_name(unit: str, shift: int) -> str:
    """'last year', 'next week'."""
    return f"{ {-1: 'last', 0: 'this', 1: 'next'}[shift] } {unit}"
