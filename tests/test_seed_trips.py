"""The five articles of seeds/, from the first word to the merged trips: what a careful reader finds."""

import json
from datetime import date

import pytest

from geomap.errors import ConfigError
from geomap.layers import explain


@pytest.fixture(scope="session")
def trips(seeds_built):
    return {
        (trip.traveller.name, trip.when.first and trip.when.first.year): trip
        for trip in seeds_built.merged.trips
    }


@pytest.fixture(scope="session")
def blinken(trips):
    return trips["Antony Blinken", 2023]


def stops(trip, status):
    return [stop.place.name for stop in trip.stops if stop.status == status]


def sources(item):
    return [source[:3] for source in item.sources]


def test_four_reports_make_one_trip_in_order(blinken):
    assert [stop.place.name for stop in blinken.stops] == ["Astana", "Tashkent", "New Delhi"]
    assert [stop.seq for stop in blinken.stops] == [1, 2, 3]
    assert [(leg.origin.name, leg.destination.name) for leg in blinken.legs] == [
        ("Astana", "Tashkent"),
        ("Tashkent", "New Delhi"),
    ]
    assert sources(blinken) == ["001", "002", "003", "004"]


def test_the_year_that_no_report_states_follows_from_weekday_and_day(blinken):
    astana = blinken.stops[0]
    assert (astana.when.first, astana.when.last) == (date(2023, 2, 28), date(2023, 2, 28))
    assert astana.when.reason


def test_the_latest_report_decides_and_the_earlier_ones_stay_as_history(blinken):
    assert [stop.status for stop in blinken.stops] == ["done", "planned", "planned"]
    assert blinken.stops[0].history[0].status == "planned"
    assert blinken.stops[0].history[-1].status == "done"


def test_a_departure_today_and_talks_on_wednesday_are_kept_as_a_conflict(blinken):
    assert blinken.conflicts
    assert all(len(conflict.values) > 1 for conflict in blinken.conflicts)


def test_a_list_of_countries_is_no_route(trips):
    lu = trips["Donald Lu", 2022]
    assert {stop.seq for stop in lu.stops} == {None}
    assert not lu.legs
    assert sorted(stops(lu, "done")) == ["Dushanbe", "Kazakhstan", "Kyrgyzstan", "Tashkent"]
    assert stops(lu, "cancelled") == ["Turkmenistan"]


def test_five_days_from_the_24th_make_a_window(trips):
    for stop in trips["Donald Lu", 2022].stops:
        if stop.status == "done":
            assert (stop.when.first, stop.when.last) == (date(2022, 5, 24), date(2022, 5, 28))
            assert not stop.when.exact


def test_datelines_and_speaking_governments_are_no_stops(seeds_built):
    places = {stop.place.name for trip in seeds_built.merged.trips for stop in trip.stops}
    assert not places & {"Kabul", "Washington", "Moscow", "Beijing"}


def test_each_minister_is_met_on_his_own(seeds_built):
    pairs = {
        tuple(sorted(person.label.split()[-1] for person in meeting.participants))
        for meeting in seeds_built.merged.meetings
        if len(meeting.participants) == 2
    }
    assert pairs >= {
        ("Blinken", "Tokayev"),
        ("Blinken", "Mirziyoyev"),
        ("Blinken", "Tleuberdi"),
        ("Lu", "Norov"),
    }


def test_the_staff_of_an_embassy_is_a_party_of_its_own_that_acts_for_no_host(seeds_built):
    parties = [
        (who.role, who.country)
        for meeting in seeds_built.merged.meetings
        for who in meeting.participants
        if "Embassy" in (who.role or "")
    ]
    assert parties == [("staff of the US Embassy", None)]


def test_an_avoided_minister_is_a_cancelled_meeting(seeds_built):
    avoided = [meeting for meeting in seeds_built.merged.meetings if meeting.status == "cancelled"]
    assert [{person.label for person in meeting.participants} for meeting in avoided] == [
        {"Antony Blinken", "Sergei Lavrov"}
    ]


def test_every_quote_stands_in_its_article(seeds_built):
    texts = {claims.article.id: claims.article.text for claims in seeds_built.claims}
    evidence = [
        item
        for claims in seeds_built.claims
        for claim in (*claims.visits, *claims.legs, *claims.meetings)
        for item in claim.evidence
    ]
    assert evidence
    for item in evidence:
        assert texts[item.article][item.span.start : item.span.end] == item.span.text


def test_every_toponym_is_located_or_listed_with_the_reason(seeds_built):
    mentions = [mention for claims in seeds_built.claims for mention in claims.mentions]
    toponyms = [mention for mention in mentions if mention.kind == "toponym"]
    assert len(toponyms) > 150
    assert all(mention.place or mention.reason for mention in toponyms)


def test_a_stop_can_be_explained(seeds_built, blinken):
    told = explain(blinken.stops[1].id, seeds_built.claims, seeds_built.merged)
    assert "Tashkent, UZ" in told
    assert "rule “toward travel”" in told
    assert "Reports disagree on the date" in told


def test_what_is_not_there_cannot_be_explained(seeds_built):
    with pytest.raises(ConfigError, match="stop-0"):
        explain("stop-0", seeds_built.claims, seeds_built.merged)


def test_build_json_lists_every_input(seeds_built):
    report = json.loads((seeds_built.output / "build.json").read_text())
    assert [item["status"] for item in report["inputs"]] == ["ok"] * 5
    assert set(report["files"]) >= {"index.html", "stops.geojson", "unlocated.csv"}
