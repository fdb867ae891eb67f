"""What a date phrase can mean, before any day is known.

Each form keeps exactly what the words say and leaves the rest None: 'Tuesday, 28 February' has a day,
a month and a weekday but no year. Weekdays count from Monday = 0, months from January = 1. A *base* of
'report' counts from the day of publication ('two days ago'), of 'event' from the day of what was told
before ('two days later').
"""

from __future__ import annotations

import calendar
from typing import Literal

from geomap.records import record

type Unit = Literal["day", "weekend", "week", "month", "quarter", "year"]
type Turn = Literal["last", "this", "next"]
type Base = Literal["report", "event"]
type Edge = Literal["since", "from", "until", "by", "before", "after", "about"]
type SeasonName = Literal["spring", "summer", "autumn", "winter"]
type Part = Literal[
    "earlier", "later", "start", "early", "mid", "late", "end",
    "half 1", "half 2", "quarter 1", "quarter 2", "quarter 3", "quarter 4",
    "week 1", "week 2", "week 3", "week 4", "last week",
]  # fmt: skip
type DateExpression = (
    Day | Either | Weekday | Relative | Stretch | WeekOf | Month | Season | Year
    | Duration | Range | Listing | Same | Open | Stay
)  # fmt: skip


@record
class Day:
    """A calendar day: '24 May 2022', 'Tuesday, Feb. 28', 'the 24th', '3 June last year'."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    month_shift: int | None = None
    """0 for 'the 24th of this month', -1 for 'of last month'."""
    year_shift: int | None = None
    """-1 for '24 May last year'."""

    def __post_init__(self) -> None:
        longest = 31 if self.month is None else calendar.monthrange(self.year or 2000, self.month)[1]
        if not 1 <= self.day <= longest:
            msg = f"There is no day {self.day} in month {self.month} of year {self.year}"
            raise ValueError(msg)


@record
class Either:
    """A day written so that two readings are possible: '05/04/2022'."""

    days: tuple[Day, Day]


@record
class Weekday:
    """'Tuesday', 'last Tuesday', 'Tuesday next week', 'the following Tuesday'."""

    weekday: int
    turn: Turn | None = None
    week_shift: int | None = None
    """1 for 'Tuesday of next week'."""
    base: Base = "report"


@record
class Relative:
    """The unit of the calendar that lies `shift` units away: 'today', 'early next month', 'a day later'."""

    unit: Unit
    shift: int = 0
    part: Part | None = None
    base: Base = "report"
    about: bool = False
    """Counted in units and so not to the day: 'two weeks ago', against 'last week'."""


@record
class Stretch:
    """Some time within the `count` units before or after: 'in the past two weeks', 'a few days ago'."""

    unit: Unit
    count: int | None
    direction: Literal[-1, 1]


@record
class WeekOf:
    """The week that a day lies in: 'the week of 24 May'."""

    day: Day


@record
class Month:
    """'May', 'mid-May 2022', 'last September', 'May next year'."""

    month: int
    year: int | None = None
    part: Part | None = None
    turn: Turn | None = None
    year_shift: int | None = None


@record
class Season:
    """'spring 2021', 'last autumn'. Winter belongs to the year in which it ends or begins."""

    season: SeasonName
    year: int | None = None
    part: Part | None = None
    turn: Turn | None = None
    year_shift: int | None = None


@record
class Year:
    """'2020', 'early 2020', 'the first quarter of 2023'."""

    year: int
    part: Part | None = None


@record
class Duration:
    """'five-day', 'for two weeks', 'a month-long'."""

    count: int
    unit: Unit

    @property
    def days(self) -> int | None:
        """Its length in days, None where the unit has no fixed length."""
        return {"day": self.count, "week": 7 * self.count, "weekend": 2 * self.count}.get(self.unit)


@record
class Range:
    """From one to the other, both included. `between`: some time within ('between 24 and 28 May')."""

    first: DateExpression
    last: DateExpression
    between: bool = False


@record
class Listing:
    """Several that are named together: 'Monday and Tuesday', '24, 25 and 27 May', 'in 2019 and 2021'."""

    items: tuple[DateExpression, ...]
    either: bool = False
    """Joined by 'or'."""


@record
class Same:
    """One day named twice: 'today (28 Feb.)', 'yesterday, Tuesday'."""

    items: tuple[DateExpression, DateExpression]


@record
class Open:
    """Bounded on one side: 'since Sunday', 'until Friday', 'by 2030'; or roughly: 'around 24 May'."""

    edge: Edge
    inner: DateExpression


@record
class Stay:
    """Some days from a day on: '24 May for five days'."""

    start: DateExpression
    days: int
