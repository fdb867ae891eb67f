"""Days written in numbers: '2022-05-24', '24.05.2022', '12-14/6', '28.2.–2.3.2021'."""

from __future__ import annotations

from geomap.language.dates.forms import Day, Either, Range
from geomap.language.dates.rules import FIRST_YEAR, LAST_YEAR, Hit, Tokens, glued, low
from geomap.language.dates.words import DASHES


def build_day(day: int, month: int | None, year: int | None, shift: int | None = None) -> Day | None:
    """The day, or None where the calendar has none such."""
    try:
        return Day(day=day, month=month, year=year, year_shift=shift)
    except ValueError:
        return None


def numeric_day(text: str, *, day_first: bool = False) -> Day | Either | None:
    """'2022-05-24', '24.05.2022' (day first, as wherever points are written), '05/24/2022'."""
    mark = next(letter for letter in text if not letter.isdigit())
    a, b, c = (int(number) for number in text.split(mark))
    readings = [(c, b, a)] if a > 31 else [(a, b, c)] if mark == "." or day_first else [(a, b, c), (b, a, c)]
    days: list[Day] = []
    for day, month, year in readings:
        if not (1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
            continue
        reading = build_day(day, month, year)
        if reading and reading not in days:
            days.append(reading)
    if len(days) == 2:
        return Either(days=(days[0], days[1]))
    return days[0] if days else None


def numbered_range(ts: Tokens, i: int) -> Hit:
    """'12-14/6', '06-08/03', '28.2.–2.3.2021', '26.-28.05.2023', '14 and 15/06/2021', '30/12-2/1/2024'."""
    if (lead := _number(ts, i)) is None or (ts[i].glued and not _opens(ts, i)):
        return None
    k = i + 1
    mark = glued(ts, k) if glued(ts, k) in _MARKS else ""
    month = _number(ts, k + 1) if mark else None
    if month:
        k += 2
    k += bool(mark) and glued(ts, k) == "."
    joint = low(ts, k)
    if joint not in DASHES and joint not in ("to", "and", "&"):
        return None
    last, end = _numbered_day(ts, k + 1)
    if mark == "." and last and not last.year:
        led = low(ts, i - 1) in ("from", "between", "(")
        if glued(ts, k - 1) != "." or not (led or joint in DASHES):
            return None  # 'rose 10.5 to 12.5.'
    if last is None or last.month is None or (mark and mark != _mark_of(ts, k + 1)):
        return None
    year = last.year
    first_month = month or last.month
    if year and (first_month, lead) > (last.month, last.day):
        year -= 1
    first = build_day(lead, first_month, year) if first_month <= 12 else None
    if first is None or (not month and lead >= last.day):
        return None
    return Range(first=first, last=last), end


def _numbered_day(ts: Tokens, i: int) -> tuple[Day | None, int]:
    """'14/6', '2.3.2021', '15/06/2021': day before month."""
    if i < len(ts) and ts[i].kind == "date":
        day = numeric_day(ts[i].text, day_first=True)
        return (day, i + 1) if isinstance(day, Day) else (None, i)
    day_of_month, mark, month = _number(ts, i), glued(ts, i + 1), _number(ts, i + 2)
    if day_of_month is None or mark not in _MARKS or month is None or month > 12:
        return None, i
    k = i + 3
    year: int | None = None
    if glued(ts, k) == mark and glued(ts, k + 1).isdigit() and len(ts[k + 1].low) == 4:
        year, k = int(ts[k + 1].low), k + 2
    elif mark == ".":
        if glued(ts, k) != ".":
            return None, i
        k += 1
    if glued(ts, k) and (ts[k].kind != "mark" or glued(ts, k) in "/%-°€$"):
        return None, i
    return build_day(day_of_month, month, year), k


_MARKS = frozenset("./")


def _mark_of(ts: Tokens, i: int) -> str:
    if ts[i].kind == "date":
        return next(letter for letter in ts[i].text if not letter.isdigit())
    return glued(ts, i + 1)


def _number(ts: Tokens, i: int) -> int | None:
    """A number of one or two figures that can be a day or a month."""
    fits = 0 <= i < len(ts) and ts[i].kind == "number" and len(ts[i].low) <= 2
    return int(ts[i].low) if fits and 1 <= int(ts[i].low) <= 31 else None


def _opens(ts: Tokens, i: int) -> bool:
    return low(ts, i - 1) in "([*"
