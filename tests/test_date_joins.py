"""How dates join: durations, windows that narrow each other, and reports that date each other."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.claims.dates import anchor_days, candidate_days, combine, narrow, resolve_when, weekday_of
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
    ("phrase", "years", "days"),
    [
        ("Tuesday, 28 February", range(2018, 2026), ["2023-02-28"]),
        ("28 February", range(2022, 2024), ["2022-02-28", "2023-02-28"]),
        ("29 February", range(2020, 2025), ["2020-02-29", "2024-02-29"]),
        ("24 May 2022", range(2020, 2025), ["2022-05-24"]),
        ("Monday, 24 May 2022", range(2020, 2025), ["2022-05-24"]),
        ("05/04/2022", [2022], ["2022-04-05", "2022-05-04"]),
        ("May 30-June 2", [2022], ["2022-05-30", "2022-05-31", "2022-06-01", "2022-06-02"]),
        ("today (28 Feb.)", [2023], ["2023-02-28"]),
        ("24 May for two days", [2022], ["2022-05-24", "2022-05-25"]),
        ("24 May 2022", [2023], []),
    ],
)
def test_candidate_days_of_some_years(phrase, years, days):
    assert [str(day) for day in candidate_days(parse_date(phrase), years)] == days


@pytest.mark.parametrize(
    ("phrase", "number"),
    [
        ("Tuesday", 52),
        ("May", 31),
        ("2023", 365),
        ("today", 365),
        ("spring", 112),
        ("from Monday to Tuesday", 104),
    ],
)
def test_number_of_candidate_days_in_2023(phrase, number):
    assert len(list(candidate_days(parse_date(phrase), [2023]))) == number


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


@pytest.mark.parametrize(
    ("phrase", "tense", "day", "first", "last"),
    [
        ("Tuesday", "past", "2023-02-28", "2023-02-28", "2023-03-06"),
        ("Tuesday", "future", "2023-02-28", "2023-02-22", "2023-02-28"),
        ("last Tuesday", "past", "2023-02-28", "2023-03-01", "2023-03-07"),
        ("next Tuesday", "future", "2023-02-28", "2023-02-20", "2023-02-26"),
        ("today", "past", "2023-02-28", "2023-02-28", "2023-02-28"),
        ("yesterday", "past", "2023-02-28", "2023-03-01", "2023-03-01"),
        ("next week", "future", "2023-02-28", "2023-02-20", "2023-02-26"),
        ("28 February", "past", "2023-02-28", "2022-12-30", "2023-12-29"),
        ("last year", "past", "2022-09-15", "2023-01-01", "2023-12-31"),
        ("in September", "past", "2022-09-15", "2022-09-01", "2023-08-31"),
    ],
)
def test_days_of_publication_from_which_a_phrase_means_a_day(phrase, tense, day, first, last):
    days = anchor_days(parse_date(phrase), tense, a_day(day))
    assert (str(days[0]), str(days[-1])) == (first, last)
    assert len(days) == (a_day(last) - a_day(first)).days + 1


def test_no_day_of_publication_makes_monday_mean_a_tuesday():
    assert anchor_days(parse_date("Monday"), "past", date(2023, 2, 28)) == ()


TENSES = st.sampled_from(["past", "present", "future"])


@settings(deadline=None)
@given(st.sampled_from(["Tuesday", "today", "28 February", "this week", "last Friday", "May"]), TENSES,
       st.dates(date(2000, 1, 1), date(2050, 1, 1)))  # fmt: skip
def test_days_of_publication_lead_back_to_the_day(phrase, tense, day):
    expression = parse_date(phrase)
    for published in anchor_days(expression, tense, day)[:40]:
        when = resolve_when(expression, published, tense=tense)
        assert when.first <= day <= when.last


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_a_stay_lasts_as_many_days_as_told(day, length):
    trip = combine(When(first=day, last=day, exact=True), length)
    assert trip.last - trip.first == timedelta(days=length - 1)
