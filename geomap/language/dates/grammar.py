"""The grammar of English date phrases: tokens in, meaning out.

Every rule looks at the tokens from one position on, and answers with what it read and the position after
it, or None. Rules look a bounded number of tokens ahead, so that reading a text is linear in its length.
"""

from __future__ import annotations

from dataclasses import replace

from geomap.language.dates import forms as form
from geomap.language.dates.days import shared_month
from geomap.language.dates.rules import RUN, Hit, Tokens, count, glued, low, possessive, unit, weekday_name
from geomap.language.dates.singles import single
from geomap.language.dates.words import DASHES, EDGES, UNTIL


def phrase(ts: Tokens, i: int) -> Hit:
    """The longest date phrase that begins at `i`."""
    hit = _between(ts, i) or _bounded(ts, i) or _joined(ts, i)
    if hit is None:
        return None
    expression, k = hit
    if low(ts, k) == "for" and _begins(expression):
        number = count(ts, k + 1)
        what = unit(ts, number[1]) if number else None
        if number and number[0] and what and what[0] in ("day", "week"):
            start = expression.inner if isinstance(expression, form.Open) else expression
            return form.Stay(start=start, days=number[0] * what[1] * (7 if what[0] == "week" else 1)), what[2]
    return hit


def _begins(expression: form.DateExpression) -> bool:
    """Whether a stay of some days can begin there."""
    if isinstance(expression, form.Open):
        return expression.edge == "from" and _begins(expression.inner)
    return _family(expression) is not None and not isinstance(expression, form.Range | form.Listing)


def _between(ts: Tokens, i: int) -> Hit:
    """'between X and Y', 'from X to Y'."""
    word = low(ts, i)
    if word not in ("between", "from"):
        return None
    between = word == "between"
    if (hit := shared_month(ts, i + 1, between=between)) and isinstance(hit[0], form.Range):
        return hit
    left = single(ts, i + 1)
    if left is None:
        return None
    end = left[1] + (low(ts, left[1]) == "," and low(ts, left[1] + 1) in UNTIL)
    joint = low(ts, end)
    if not (joint == "and" if between else joint in UNTIL or joint in DASHES):
        return None
    right = single(ts, end + 1)
    if right is None or _family(left[0]) is None or _family(right[0]) is None:
        return None
    first, last = _shared([left[0], right[0]])
    return form.Range(first=first, last=last, between=between), right[1]


def _bounded(ts: Tokens, i: int) -> Hit:
    """'since Sunday', 'until the end of May', 'by 2030', 'around 24 May'."""
    for length in (3, 2, 1):
        edge = EDGES.get(tuple(low(ts, i + n) for n in range(length)))
        if edge is None:
            continue
        k = i + length
        hit = single(ts, k + (low(ts, k) in ("on", "in")))
        if hit is None or possessive(ts, hit[1]):
            return None
        inner, end = hit
        if edge == "before" and getattr(inner, "part", None) == "end":
            edge = "by"  # 'before the end of the month'
        kinds: tuple[type, ...] = (form.Day, form.Either, form.Weekday, form.Same, form.Month)
        if edge != "about":
            kinds = (*kinds, form.Relative, form.Season, form.Year, form.WeekOf)
        return (form.Open(edge=edge, inner=inner), end) if isinstance(inner, kinds) else None
    return None


def _joined(ts: Tokens, i: int) -> Hit:
    """One date, or several joined by 'to' or 'and'."""
    first = shared_month(ts, i) or single(ts, i)
    if first is None:
        return None
    family = _family(first[0])
    if family is None:
        return first
    joint = low(ts, first[1])
    aside = joint == "—" and not glued(ts, first[1])
    if (
        (joint in UNTIL or joint in DASHES)
        and not aside
        and not isinstance(first[0], form.Range | form.Listing)
    ):
        right = single(ts, first[1] + 1)
        if right and _family(right[0]) == family and not possessive(ts, right[1]):
            start, end = _shared([first[0], right[0]])
            return form.Range(first=start, last=end), right[1]
        return first
    return _listed(ts, first, family)


def _listed(
    ts: Tokens, first: tuple[form.DateExpression, int], family: str
) -> tuple[form.DateExpression, int]:
    """'Monday and Tuesday', '24 May, 27 May and 2 June'; only up to the last 'and' or 'or'."""
    items, k = [first[0]], first[1]
    whole = first
    for _ in range(RUN):
        joint = low(ts, k)
        if joint == "," and low(ts, k + 1) in ("and", "or"):
            k, joint = k + 1, low(ts, k + 1)
        if joint not in (",", "and", "or", "&"):
            break
        hit = shared_month(ts, k + 1) or single(ts, k + 1)
        if len(items) == 1 and joint != "," and (days := _weekdays_dated(ts, first[0], k + 1)):
            return days
        if hit is None or _family(hit[0]) != family or isinstance(hit[0], form.Listing):
            break
        items.append(hit[0])
        k = hit[1]
        if joint != ",":
            whole = form.Listing(items=tuple(_shared(items)), either=joint == "or"), k
            break
    return whole


def _weekdays_dated(ts: Tokens, first: form.DateExpression, i: int) -> Hit:
    """'Thursday and Friday, June 11 and 12', from its second weekday on."""
    name = weekday_name(ts, i)
    if name is None or not isinstance(first, form.Weekday) or low(ts, name[1]) not in (",", "("):
        return None
    hit = shared_month(ts, name[1] + 1)
    if hit is None:
        return None
    return hit[0], hit[1] + (low(ts, name[1]) == "(" and low(ts, hit[1]) == ")")


def _family(expression: form.DateExpression) -> str | None:
    """Dates of one family can be joined; None cannot be joined at all."""
    match expression:
        case form.Day() | form.Either() | form.Weekday() | form.Same():
            return "day"
        case form.Relative(unit="day", base="report"):
            return "day"
        case form.Month():
            return "month"
        case form.Season():
            return "season"
        case form.Year():
            return "year"
        case form.Relative(unit=unit_, base="report", about=False):
            return unit_
        case form.Range(first=first) | form.Listing(items=(first, *_)):
            return _family(first)
    return None


def _shared(items: list[form.DateExpression]) -> list[form.DateExpression]:
    """Give dates without a year the year of the others: '30 May - 2 June 2022', '30 Dec. - 2 Jan. 2023'.

    And the month: 'Monday 14 to Wednesday 16 October'.
    """
    for n in range(len(items) - 2, -1, -1):
        item, after = items[n], items[n + 1]
        match item, after:
            case form.Day(month=None, month_shift=None, day=day), form.Day(month=int() as month, day=then):
                items[n] = replace(item, month=month) if day < then else item
    known = [item for item in items if isinstance(item, form.Day | form.Month) and item.year]
    if not known or len(known) == len(items):
        return items
    shared: list[form.DateExpression] = list(items)
    for n in range(len(items) - 2, -1, -1):
        shared[n] = _with_year(shared[n], shared[n + 1], after=False)
    for n in range(1, len(items)):
        shared[n] = _with_year(shared[n], shared[n - 1], after=True)
    return shared


def _with_year(
    item: form.DateExpression, neighbour: form.DateExpression, *, after: bool
) -> form.DateExpression:
    if not (isinstance(item, form.Day | form.Month) and isinstance(neighbour, form.Day | form.Month)):
        return item
    if item.year or item.month is None or item.year_shift is not None or not neighbour.year:
        return item
    here, there = _place_in_year(item), _place_in_year(neighbour)
    year = neighbour.year + (1 if after and here < there else -1 if not after and here > there else 0)
    try:
        return replace(item, year=year)
    except ValueError:
        return item


def _place_in_year(item: form.Day | form.Month) -> tuple[int, int]:
    return item.month or 0, item.day if isinstance(item, form.Day) else 0
