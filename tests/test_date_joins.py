"""How dates join: durations, windows that narrow each other, and reports that date each other."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.claims.days.phrases import combine, narrow, resolve_when, weekday_of
from geomap.language.dates import parse_date
from geomap.records import When


def a_day(text):
    return date.fromisoformat(text) if text else None


def shown(when):
    if not when.dated:
        return "-"
    sign = "=" if when.exact else "~"
    return f"{sign} {when.first}" if when.first == when.last else f"{sign} {when.first} .. {when.last}"


def exact(first, last, text=""):
    return When(first=a_day(first), last=a_day(last), exact=True, text=text, reason="as stated")


def window(first, last, text=""):
    return When(first=a_day(first), last=a_day(last), text=text)


def test_five_days_from_the_24th_are_a_window_to_the_28th():
    trip = combine(exact("2022-05-24", "2022-05-24", "24 May 2022"), 5)
    assert shown(trip) == "~ 2022-05-24 .. 2022-05-28"
    assert trip.text == "24 May 2022 for 5 days"
    assert shown(resolve_when(parse_date(trip.text), None, tense="past")) == shown(trip)


@pytest.mark.parametrize("phrase", ["Tuesday", "28 February", "this week", "in May", "early next month"])
def test_a_stay_can_be_resolved_again_when_the_day_of_publication_is_found(phrase):
    published = date(2023, 3, 2)
    trip = combine(resolve_when(parse_date(phrase), published, tense="past", text=phrase), 5)
    assert shown(resolve_when(parse_date(trip.text), published, tense="past")) == shown(trip)


def test_days_from_a_window_end_as_late_as_it_allows():
    assert shown(combine(window("2022-05-23", "2022-05-29"), 3)) == "~ 2022-05-23 .. 2022-05-31"
    assert combine(When(text="Tuesday"), 3) == When(text="Tuesday")


@pytest.mark.parametrize(
    ("a", "b", "days"),
    [
        (
            window("2022-05-23", "2022-05-29"),
            window("2022-05-27", "2022-06-02"),
            "~ 2022-05-27 .. 2022-05-29",
        ),
        (window("2022-05-23", ""), window("", "2022-05-24"), "~ 2022-05-23 .. 2022-05-24"),
        (window("2022-05-01", "2022-05-31"), exact("2022-05-24", "2022-05-27"), "= 2022-05-24 .. 2022-05-27"),
        (exact("2022-05-24", ""), exact("", "2022-05-27"), "= 2022-05-24 .. 2022-05-27"),
        (exact("2022-05-24", ""), exact("2022-05-24", "2022-05-27"), "= 2022-05-24 .. 2022-05-27"),
        (exact("2022-05-24", "2022-05-24"), When(), "= 2022-05-24"),
        (When(), When(), "-"),
        (window("2022-05-01", "2022-05-31"), window("2022-06-01", "2022-06-30"), None),
        (window("2022-05-01", "2022-05-31"), exact("2022-06-02", "2022-06-02"), None),
        (exact("2022-05-24", "2022-05-24"), exact("2022-05-25", "2022-05-25"), None),
        (exact("2022-05-28", ""), exact("", "2022-05-27"), None),
    ],
)
def test_two_statements_narrow_each_other_or_contradict(a, b, days):
    for one, other in ((a, b), (b, a)):
        both = narrow(one, other)
        assert (None if both is None else shown(both)) == days


@pytest.mark.parametrize(
    ("phrase", "weekday"),
    [
        ("Tuesday", 1),
        ("Sunday, 5 March", 6),
        ("today, Friday", 4),
        ("since Sunday", 6),
        ("5 March 2023", None),
        ("Monday and Tuesday", None),
    ],
)
def test_weekday_that_is_named(phrase, weekday):
    assert weekday_of(parse_date(phrase)) == weekday


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_a_stay_lasts_as_many_days_as_told(day, length):
    trip = combine(When(first=day, last=day, exact=True), length)
    assert trip.last - trip.first == timedelta(days=length - 1)
