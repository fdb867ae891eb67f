"""Undated articles and dates without a year, placed by what all reports together allow."""

from __future__ import annotations

from datetime import date

import pytest
from claims_builder import (
    ASTANA,
    CENTRAL_ASIA,
    KAZAKHSTAN,
    LIMA,
    NEW_DELHI,
    OSLO,
    QUITO,
    SAMARKAND,
    TASHKENT,
    UZBEKISTAN,
    Told,
    day,
    told,
    words,
)

from geomap.records import Stop, Trip
from geomap.trips import merge
from geomap.trips.chronology.bylines import read_byline

LEE = "Ann Lee"


def trips_of(*articles: Told) -> tuple[Trip, ...]:
    return merge(article.claims() for article in articles).trips


def stop_at(trip: Trip, name: str) -> Stop:
    return next(s for s in trip.stops if s.place and s.place.name == name)


def dateline(published: str | None = None) -> Told:
    """Arrival 'today' under a dateline without a year, after an event of January 2022."""
    text = "Astana, 28 Feb. Lee arrived today and leaves today for Tashkent. Unrest shook it in January 2022."
    return (
        told("dateline", text, published)
        .visit(LEE, ASTANA, "Lee arrived today", words("today"))
        .visit(LEE, UZBEKISTAN, "leaves today for Tashkent", words("today"), "planned")
        .leg(LEE, ASTANA, UZBEKISTAN, "leaves today for Tashkent", words("today"), "planned")
    )


def weekdays() -> Told:
    """A preview that knows only weekdays."""
    text = "Lee meets leaders in Astana on Tuesday and in Tashkent on Wednesday."
    return (
        told("weekdays", text)
        .visit(LEE, ASTANA, "in Astana on Tuesday", words("Tuesday"), "planned")
        .visit(LEE, TASHKENT, "in Tashkent on Wednesday", words("Wednesday"), "planned")
        .leg(LEE, ASTANA, TASHKENT, text, status="planned")
    )


def onward() -> Told:
    """A later report that looks ahead to the week's end."""
    text = "Lee met ministers in Kazakhstan. She will travel on. Later in the week she flies to New Delhi."
    return (
        told("onward", text)
        .visit(LEE, KAZAKHSTAN, "Lee met ministers in Kazakhstan")
        .visit(LEE, UZBEKISTAN, "She will travel on", status="planned")
        .visit(LEE, NEW_DELHI, "Later in the week she flies", words("later in the week"), "planned")
        .leg(LEE, KAZAKHSTAN, UZBEKISTAN, "She will travel on", status="planned")
        .leg(LEE, UZBEKISTAN, NEW_DELHI, "Later in the week", words("later in the week"), "planned")
    )


def test_day_weekday_and_a_past_event_together_give_the_year():
    (trip,) = trips_of(dateline(), weekdays(), onward())
    astana, tashkent, delhi = (stop_at(trip, name) for name in ("Astana", "Tashkent", "New Delhi"))
    assert (astana.when.first, astana.when.last, astana.when.exact) == (
        date(2023, 2, 28),
        date(2023, 2, 28),
        True,
    )
    assert (tashkent.when.first, tashkent.when.last) == (date(2023, 2, 28), date(2023, 3, 1))
    assert date(2023, 3, 1) <= (delhi.when.first or date.min)
    assert delhi.when.last == date(2023, 3, 5)
    assert not delhi.when.exact
    assert [s.seq for s in (astana, tashkent, delhi)] == [1, 2, 3]


def test_the_reason_names_the_phrases_that_gave_the_year():
    (trip,) = trips_of(dateline(), weekdays())
    reason = stop_at(trip, "Astana").when.reason
    for part in ("'28 Feb.' in dateline", "'January 2022' in dateline", "'Tuesday' in weekdays"):
        assert part in reason


def test_leaving_today_and_talks_tomorrow_are_kept_as_a_conflict():
    (trip,) = trips_of(dateline(), weekdays())
    (conflict,) = trip.conflicts
    assert conflict.field == "date of Tashkent"
    assert {(v.value, v.article) for v in conflict.values} == {
        ("2023-02-28", "dateline"),
        ("2023-03-01", "weekdays"),
    }


def test_the_inferred_day_stands_in_the_history():
    (trip,) = trips_of(dateline(), weekdays())
    history = stop_at(trip, "Astana").history
    assert [(r.status, r.article) for r in history] == [("planned", "weekdays"), ("done", "dateline")]
    assert history[1].published == date(2023, 2, 28)


def test_other_events_of_the_article_are_dated_by_it_too():
    text = "Astana, 28 Feb. Lee arrived today. Ray went to Samarkand in September. It began in January 2022."
    article = (
        told("dateline", text)
        .visit(LEE, ASTANA, "Lee arrived today", words("today"))
        .visit("Bob Ray", SAMARKAND, "Ray went to Samarkand in September", words("in September"))
    )
    trips = trips_of(article, weekdays())
    (ray,) = [trip for trip in trips if trip.traveller.name == "Bob Ray"]
    assert (ray.when.first, ray.when.last) == (date(2022, 9, 1), date(2022, 9, 30))


def test_without_a_weekday_the_year_stays_open():
    (trip,) = trips_of(dateline())
    assert not any(stop.when.dated for stop in trip.stops)


def test_without_anything_past_the_year_stays_open():
    text = "Astana, 28 Feb. Lee arrived today."
    article = told("dateline", text).visit(LEE, ASTANA, "Lee arrived today", words("today"))
    (trip,) = trips_of(article, weekdays())
    assert not any(stop.when.dated for stop in trip.stops)


def test_a_known_trip_dates_an_undated_report_of_it():
    known = told("known", "Lee was in Astana on 28 February 2023.").visit(
        LEE, ASTANA, "Lee was in Astana", day("2023-02-28")
    )
    (trip,) = trips_of(known, weekdays())
    assert stop_at(trip, "Tashkent").when.first == date(2023, 3, 1)
    assert "28 February 2023" in stop_at(trip, "Tashkent").when.reason


def test_of_two_known_trips_the_one_whose_weekday_fits_is_meant():
    def known(article: str, when: str) -> Told:
        return told(article, "Lee was in Astana.").visit(LEE, ASTANA, "Lee was in Astana", day(when))

    trips = trips_of(known("friday", "2022-06-03"), known("tuesday", "2023-02-28"), weekdays())
    assert [trip.sources for trip in trips] == [("friday",), ("tuesday", "weekdays")]


def test_an_article_of_known_day_is_left_as_it_is():
    report = told("given", "Lee is in Oslo today.", "2021-06-01").visit(
        LEE, OSLO, "Lee is in Oslo today", day("2021-06-01", "today")
    )
    (trip,) = trips_of(report)
    assert trip.stops[0].when.first == date(2021, 6, 1)


def test_a_companion_is_dated_with_the_traveller_and_not_by_an_older_trip():
    text = "Lee meets leaders in Astana on Tuesday and in Tashkent on Wednesday, with Bob Ray."
    preview = told("preview", text)
    for who, rule in ((LEE, "meet"), ("Bob Ray", "companion of Ann Lee")):
        preview.visit(who, ASTANA, "in Astana on Tuesday", words("Tuesday"), "planned", rule)
        preview.visit(who, TASHKENT, "in Tashkent on Wednesday", words("Wednesday"), "planned", rule)
    older = told("older", "Ray saw Kazakhstan and Uzbekistan from 24 to 28 May 2022.")
    for where in (KAZAKHSTAN, UZBEKISTAN):
        older.visit("Bob Ray", where, "Ray saw Kazakhstan", day("2022-05-24..2022-05-28"))
    trips = trips_of(dateline(), preview, older)
    ray = [trip for trip in trips if trip.traveller.name == "Bob Ray"]
    assert [trip.when.first for trip in ray] == [date(2022, 5, 24), date(2023, 2, 28)]


@pytest.mark.parametrize(
    ("text", "own_day"),
    [
        ("Astana, 28 Feb. Lee arrived.", (28, 2)),
        ("NEW DELHI, March 3 (Wire) - Lee arrived.", (3, 3)),
        ("Lee arrived today (28 Feb.).", (28, 2)),
        ("Lee arrived in Oslo on 28 February.", None),
        ("Lee arrived on Tuesday.", None),
    ],
)
def test_the_day_of_a_dateline_is_read(text, own_day):
    byline = read_byline(told("a", text).claims().article)
    assert (byline.day and (byline.day.day, byline.day.month)) == own_day


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("It has been so since January 2022.", date(2022, 1, 1)),
        ("She was there in 2019 and on 24 May 2021.", date(2021, 5, 24)),
        ("The plan will end by 2030.", None),
        ("The host of the games in 2034 was chosen.", None),
        ("She came on Tuesday.", None),
    ],
)
def test_an_article_is_later_than_the_past_that_it_tells(text, after):
    assert read_byline(told("a", text).claims().article).after == after


def test_two_trips_with_weekdays_only_stay_undated():
    text = "Lee goes to Oslo on Monday, to Lima on Tuesday and to Quito on Friday."
    article = (
        told("a", text)
        .visit(LEE, OSLO, text, words("Monday"), "planned")
        .visit(LEE, LIMA, text, words("Tuesday"), "planned")
        .visit(LEE, QUITO, text, words("Friday"), "planned")
    )
    (trip,) = trips_of(article)
    assert not any(stop.when.dated for stop in trip.stops)


def test_a_region_alone_solves_nothing_and_fails_nothing():
    article = told("a", "Lee tours Central Asia this week.").visit(
        LEE, CENTRAL_ASIA, "Lee tours Central Asia", words("this week"), "planned"
    )
    (trip,) = trips_of(article)
    assert not trip.when.dated
