"""Trips: what belongs together, one stop a place, order only where it is known, disagreements kept."""

from __future__ import annotations

from datetime import date

from claims_builder import (
    ALMATY,
    ASTANA,
    BERGEN,
    BOGOTA,
    CENTRAL_ASIA,
    HOME,
    KAZAKHSTAN,
    LIMA,
    NORWAY,
    OSLO,
    QUITO,
    TASHKENT,
    UZBEKISTAN,
    Told,
    day,
    told,
    window,
)

from geomap.records import UNDATED, Person, Place, Status, Stop, Trip, When
from geomap.trips import merge

LEE = "Ann Lee"


def said(
    article: str,
    text: str,
    where: Place | str,
    when: When = UNDATED,
    status: Status = "done",
    *,
    on: str | None = None,
) -> Told:
    """An article of one sentence about one visit of Ann Lee, published on a day or never."""
    return told(article, text, on).visit(LEE, where, text, when, status)


def trips_of(*articles: Told) -> tuple[Trip, ...]:
    return merge(article.claims() for article in articles).trips


def only_trip(*articles: Told) -> Trip:
    (trip,) = trips_of(*articles)
    return trip


def names(trip: Trip) -> list[str]:
    return [stop.place.name if stop.place else stop.toponym for stop in trip.stops]


def stop_at(trip: Trip, name: str) -> Stop:
    return next(s for s in trip.stops if (s.place.name if s.place else s.toponym) == name)


# ── Which visits belong together ────────────────────────────────────────────────────────────────


def test_reports_of_one_visit_are_one_stop_with_all_sources():
    trip = only_trip(
        told("a", "Lee will visit Oslo on 3 May.", "2023-05-01").visit(
            LEE, OSLO, "Lee will visit", day("2023-05-03"), "planned"
        ),
        told("b", "Ann Lee was in Oslo on 3 May.", "2023-05-04").visit(
            LEE, OSLO, "Ann Lee was", day("2023-05-03")
        ),
        told("c", "Lee saw Norway.", "2023-05-05").visit("Lee", NORWAY, "Lee saw Norway"),
    )
    (stop,) = trip.stops
    assert stop.place == OSLO
    assert stop.sources == trip.sources == ("a", "b", "c")
    assert [e.article for e in stop.evidence] == ["a", "b", "c"]
    assert stop.when.first == stop.when.last == date(2023, 5, 3)


def test_days_that_touch_are_one_trip_and_days_apart_are_two():
    both = "Lee was in Oslo."
    near = trips_of(
        told("a", both).visit(LEE, OSLO, both, day("2023-05-03")),
        said("b", "Lee was in Lima.", LIMA, day("2023-05-05")),
    )
    apart = trips_of(
        told("a", both).visit(LEE, OSLO, both, day("2023-05-03")),
        said("b", "Lee was in Lima.", LIMA, day("2023-05-13")),
    )
    assert [len(trip.stops) for trip in near] == [2]
    assert [len(trip.stops) for trip in apart] == [1, 1]


def test_one_article_holds_a_tour_together_over_longer_gaps():
    text = "Lee goes to Oslo on 3 May and to Lima on 11 May."
    trip = only_trip(
        told("a", text)
        .visit(LEE, OSLO, text, day("2023-05-03"), "planned")
        .visit(LEE, LIMA, text, day("2023-05-11"), "planned")
    )
    assert names(trip) == ["Oslo", "Lima"]


def test_the_same_places_in_two_years_are_two_trips():
    trips = trips_of(
        said("a", "Lee in Oslo, 2021.", OSLO, day("2021-05-03")),
        said("b", "Lee in Oslo, 2023.", OSLO, day("2023-05-03")),
    )
    assert [trip.when.first for trip in trips] == [date(2021, 5, 3), date(2023, 5, 3)]


def test_background_of_an_earlier_year_stays_apart():
    text = "Lee arrived in Oslo today. She was in Lima in 2021."
    trips = trips_of(
        told("a", text, "2023-05-03")
        .visit(LEE, OSLO, "Lee arrived in Oslo today", day("2023-05-03"))
        .visit(LEE, LIMA, "She was in Lima in 2021", window("2021-01-01", "2021-12-31"))
    )
    assert [names(trip) for trip in trips] == [["Lima"], ["Oslo"]]


def test_an_undated_visit_joins_the_trip_that_others_tell_at_that_time():
    trips = trips_of(
        said("a", "Lee was in Oslo on 3 May.", OSLO, day("2021-05-03")),
        said("b", "Lee was in Oslo on 3 May.", OSLO, day("2023-05-03")),
        said("c", "Lee has been to Norway.", NORWAY, on="2023-05-09"),
    )
    assert [trip.sources for trip in trips] == [("a",), ("b", "c")]


def test_an_undated_visit_that_could_be_of_two_trips_is_its_own():
    trips = trips_of(
        said("a", "Lee was in Oslo on 3 May.", OSLO, day("2021-05-03")),
        said("b", "Lee was in Oslo on 3 May.", OSLO, day("2023-05-03")),
        said("c", "Lee has been to Norway.", NORWAY),
    )
    assert [trip.sources for trip in trips] == [("a",), ("b",), ("c",)]


def test_an_undated_look_back_joins_the_trip_that_reports_of_the_same_days_look_back_at():
    trips = trips_of(
        said("a", "Lee was in Oslo in May.", OSLO, window("2022-05-01", "2022-05-31"), on="2023-02-28"),
        said("b", "Lee had chosen Norway before.", NORWAY, on="2023-03-01"),
    )
    assert [trip.sources for trip in trips] == [("a", "b")]


def test_two_travellers_never_share_a_trip():
    text = "Ann Lee and Bob Ray flew to Oslo."
    trips = trips_of(told("a", text).visit(LEE, OSLO, text).visit("Bob Ray", OSLO, text))
    assert [trip.traveller.name for trip in trips] == ["Ann Lee", "Bob Ray"]


def test_of_two_trips_an_undated_plan_means_the_next():
    trips = trips_of(
        said("a", "Lee goes to Oslo on 3 May.", OSLO, day("2023-05-03"), "planned"),
        said("b", "Lee goes to Oslo on 20 June.", OSLO, day("2023-06-20"), "planned"),
        said("c", "Lee will visit Norway.", NORWAY, status="planned", on="2023-05-01"),
    )
    assert [trip.sources for trip in trips] == [("a", "c"), ("b",)]


def test_what_could_be_of_any_trip_stays_together():
    trips = trips_of(
        said("a", "Lee was in Oslo on 3 May.", OSLO, day("2021-05-03")),
        said("b", "Lee was in Oslo on 3 May.", OSLO, day("2023-05-03")),
        said("c", "Lee has been to Norway.", NORWAY),
        said("d", "Lee knows Norway.", NORWAY),
    )
    assert [trip.sources for trip in trips] == [("a",), ("b",), ("c", "d")]


def test_undated_reports_of_several_years_are_not_strung_together():
    months = [f"{year}-{month:02d}-15" for year in (2021, 2022) for month in range(1, 13)]
    trips = trips_of(*(said(on, "Lee was in Norway.", NORWAY, on=on) for on in months))
    assert all(len(trip.sources) <= 2 for trip in trips)
    assert sum(len(trip.sources) for trip in trips) == len(months)


def test_home_is_no_stop_even_where_only_another_article_tells_whose_home_it_is():
    lee = Person(name=LEE, role="Foreign Minister", country="NO")
    trips = trips_of(
        told("a", "Lee of Norway was in Lima.").visit(lee, LIMA, "Lee of Norway was in Lima"),
        said("b", "Lee went home to Norway.", NORWAY),
        said("c", "Lee spoke in Bergen.", BERGEN, day("2021-01-01")),
    )
    assert [names(trip) for trip in trips] == [["Lima"]]


# ── One stop a place ────────────────────────────────────────────────────────────────────────────


def test_a_country_is_absorbed_by_its_only_city():
    text = "Lee travels to Kazakhstan. She lands in Astana."
    trip = only_trip(
        told("a", text)
        .visit(LEE, KAZAKHSTAN, "Lee travels to Kazakhstan")
        .visit(LEE, ASTANA, "She lands in Astana")
    )
    assert names(trip) == ["Astana"]
    assert len(trip.stops[0].evidence) == 2


def test_a_country_with_two_cities_is_no_third_stop():
    text = "Lee travels to Kazakhstan: Astana and Almaty."
    trip = only_trip(
        told("a", text)
        .visit(LEE, KAZAKHSTAN, "Lee travels to Kazakhstan")
        .visit(LEE, ASTANA, "Astana")
        .visit(LEE, ALMATY, "Almaty")
    )
    assert sorted(names(trip)) == ["Almaty", "Astana"]


def test_a_region_is_absorbed_and_lends_its_days():
    text = "Lee tours Central Asia from 24 to 28 May. She sees Astana. She sees Tashkent."
    trip = only_trip(
        told("a", text)
        .visit(
            LEE,
            CENTRAL_ASIA,
            "Lee tours Central Asia from 24 to 28 May",
            window("2022-05-24", "2022-05-28", "24 to 28 May"),
        )
        .visit(LEE, ASTANA, "She sees Astana")
        .visit(LEE, TASHKENT, "She sees Tashkent")
    )
    assert sorted(names(trip)) == ["Astana", "Tashkent"]
    for stop in trip.stops:
        assert (stop.when.first, stop.when.last, stop.when.exact) == (
            date(2022, 5, 24),
            date(2022, 5, 28),
            False,
        )
        assert "within the tour" in stop.when.reason


def test_a_region_of_which_nothing_finer_is_known_is_a_stop():
    text = "Lee visited Central Asia in 2020."
    trip = only_trip(told("a", text).visit(LEE, CENTRAL_ASIA, text, window("2020-01-01", "2020-12-31")))
    assert names(trip) == ["Central Asia"]


def test_a_region_reported_elsewhere_joins_the_tour():
    trip = only_trip(
        told("a", "Lee heads to Central Asia.", "2023-02-26").visit(
            LEE, CENTRAL_ASIA, "Lee heads to Central Asia", status="planned"
        ),
        told("b", "Lee is in Astana.", "2023-02-28").visit(
            LEE, ASTANA, "Lee is in Astana", day("2023-02-28")
        ),
    )
    assert names(trip) == ["Astana"]
    assert trip.sources == ("a", "b")


def test_a_place_that_no_gazetteer_knows_is_a_stop_without_a_point():
    trip = only_trip(said("a", "Lee went to Qwxyz.", "Qwxyz"))
    assert (trip.stops[0].place, trip.stops[0].toponym) == (None, "Qwxyz")
    assert trip.title == "Ann Lee: Qwxyz"


def test_an_office_alone_means_the_traveller_who_holds_it_in_that_article():
    text = "Foreign Minister Ann Lee flew to Oslo. The foreign minister's visit to Norway ended."
    trip = only_trip(
        told("a", text)
        .visit(
            Person(name=LEE, role="Foreign Minister", country="CA"),
            OSLO,
            "Foreign Minister Ann Lee flew to Oslo",
        )
        .visit(Person(name=None, role="foreign minister"), NORWAY, "The foreign minister's visit to Norway")
    )
    assert trip.traveller.name == LEE
    assert names(trip) == ["Oslo"]


# ── A status has a life ─────────────────────────────────────────────────────────────────────────


def test_the_latest_report_decides_and_the_earlier_ones_stay():
    trip = only_trip(
        said("b", "Lee was in Oslo.", OSLO, day("2023-05-03"), on="2023-05-04"),
        told("a", "Lee will go to Oslo.", "2023-05-01").visit(
            LEE, OSLO, "Lee will go to Oslo", day("2023-05-03"), "planned"
        ),
    )
    (stop,) = trip.stops
    assert (stop.status, trip.status) == ("done", "done")
    assert [(r.status, r.article, r.published) for r in stop.history] == [
        ("planned", "a", date(2023, 5, 1)),
        ("done", "b", date(2023, 5, 4)),
    ]


def test_reports_without_a_date_go_from_planned_to_done():
    trip = only_trip(
        said("a", "Lee was in Oslo.", OSLO, day("2023-05-03")),
        told("b", "Lee will go to Oslo.").visit(
            LEE, OSLO, "Lee will go to Oslo", day("2023-05-03"), "planned"
        ),
    )
    assert [r.article for r in trip.stops[0].history] == ["b", "a"]
    assert trip.stops[0].status == "done"


def test_a_stop_that_was_called_off_stays_with_both_quotes():
    trip = only_trip(
        told("a", "Lee goes to Oslo and Lima.", "2023-05-01")
        .visit(LEE, OSLO, "Lee goes to Oslo", day("2023-05-10"), "planned")
        .visit(LEE, LIMA, "Lima", day("2023-05-12"), "planned"),
        told("b", "Lee will not go to Lima.", "2023-05-08").visit(
            LEE, LIMA, "Lee will not go to Lima", status="cancelled"
        ),
    )
    lima = stop_at(trip, "Lima")
    assert (lima.status, lima.seq) == ("cancelled", None)
    (conflict,) = [c for c in trip.conflicts if c.field == "status of Lima"]
    assert conflict.kept == "cancelled"
    assert [(v.value, v.article) for v in conflict.values] == [("planned", "a"), ("cancelled", "b")]
    assert trip.status == "planned"
    assert trip.title == "Ann Lee: Oslo"


def test_a_trip_of_which_everything_was_called_off_is_cancelled():
    trip = only_trip(said("a", "Lee did not go to Oslo.", OSLO, status="cancelled"))
    assert trip.status == "cancelled"


def test_a_trip_of_which_part_is_ahead_is_under_way():
    text = "Lee is in Oslo and will fly to Lima."
    trip = only_trip(
        told("a", text)
        .visit(LEE, OSLO, "Lee is in Oslo")
        .visit(LEE, LIMA, "will fly to Lima", status="planned")
    )
    assert trip.status == "under way"


# ── Order ───────────────────────────────────────────────────────────────────────────────────────


def test_a_list_is_no_order():
    text = "Lee visited Oslo, Lima and Quito."
    trip = only_trip(told("a", text).visit(LEE, OSLO, text).visit(LEE, LIMA, text).visit(LEE, QUITO, text))
    assert [s.seq for s in trip.stops] == [None, None, None]
    assert trip.legs == ()


def test_a_single_stop_has_no_number():
    assert only_trip(said("a", "Lee saw Oslo.", OSLO)).stops[0].seq is None


def test_distinct_days_give_the_order_and_the_legs():
    text = "Oslo on 5 May, Lima on 3 May, Quito on 7 May."
    trip = only_trip(
        told("a", text)
        .visit(LEE, OSLO, "Oslo on 5 May", day("2023-05-05"))
        .visit(LEE, LIMA, "Lima on 3 May", day("2023-05-03"))
        .visit(LEE, QUITO, "Quito on 7 May", day("2023-05-07"))
    )
    assert [(s.seq, s.place.name) for s in trip.stops] == [(1, "Lima"), (2, "Oslo"), (3, "Quito")]
    assert [(leg.seq, leg.origin.name, leg.destination.name) for leg in trip.legs] == [
        (1, "Lima", "Oslo"),
        (2, "Oslo", "Quito"),
    ]


def test_one_undated_stop_leaves_the_others_in_order():
    text = "Oslo on 5 May, Lima on 3 May, and Quito."
    trip = only_trip(
        told("a", text)
        .visit(LEE, OSLO, "Oslo on 5 May", day("2023-05-05"))
        .visit(LEE, LIMA, "Lima on 3 May", day("2023-05-03"))
        .visit(LEE, QUITO, "Quito")
    )
    assert [(s.seq, s.place.name) for s in trip.stops] == [(1, "Lima"), (2, "Oslo"), (None, "Quito")]


def test_stated_legs_give_the_order_and_country_ends_mean_the_city():
    text = "Lee flies from Kazakhstan to Uzbekistan. Talks in Astana. Talks in Tashkent."
    trip = only_trip(
        told("a", text)
        .visit(LEE, TASHKENT, "Talks in Tashkent")
        .visit(LEE, ASTANA, "Talks in Astana")
        .leg(LEE, KAZAKHSTAN, UZBEKISTAN, "Lee flies from Kazakhstan to Uzbekistan", day("2023-02-28"))
    )
    assert [(s.seq, s.place.name) for s in trip.stops] == [(1, "Astana"), (2, "Tashkent")]
    (leg,) = trip.legs
    assert (leg.seq, leg.origin, leg.destination) == (1, ASTANA, TASHKENT)
    assert leg.when.first == date(2023, 2, 28)


def test_one_leg_told_twice_is_one_leg():
    first, second = "Lee left Oslo for Lima.", "From Norway Lee went on to Lima."
    trip = only_trip(
        told("a", first, "2023-05-04")
        .visit(LEE, OSLO, first, day("2023-05-03"))
        .visit(LEE, LIMA, first)
        .leg(LEE, OSLO, LIMA, first),
        told("b", second, "2023-05-05")
        .visit(LEE, OSLO, second, day("2023-05-03"))
        .visit(LEE, LIMA, second)
        .leg(LEE, NORWAY, LIMA, second),
    )
    (leg,) = trip.legs
    assert leg.sources == ("a", "b")
    assert len(leg.evidence) == 2


def test_home_is_an_end_of_a_leg_but_no_stop():
    text = "Lee flew from Ottawa to Oslo."
    trip = only_trip(told("a", text).visit(LEE, OSLO, text).leg(LEE, HOME, OSLO, text))
    assert names(trip) == ["Oslo"]
    assert [(leg.seq, leg.origin, leg.destination) for leg in trip.legs] == [(None, HOME, OSLO)]


def test_a_leg_over_a_stop_that_was_called_off_leads_on():
    trip = only_trip(
        told("a", "From Oslo to Lima and then to Quito.", "2023-05-01")
        .visit(LEE, OSLO, "Oslo", status="planned")
        .visit(LEE, LIMA, "Lima", status="planned")
        .visit(LEE, QUITO, "Quito", status="planned")
        .leg(LEE, OSLO, LIMA, "From Oslo to Lima", status="planned")
        .leg(LEE, LIMA, QUITO, "then to Quito", status="planned"),
        said("b", "Lee drops Lima.", LIMA, status="cancelled", on="2023-05-02"),
    )
    assert {s.place.name: s.seq for s in trip.stops}["Lima"] is None
    assert not any("Lima" in (leg.origin.name, leg.destination.name) for leg in trip.legs)


def test_an_undated_stop_between_two_dated_ones_gets_their_window():
    text = "Oslo on 3 May, then Lima, then Quito on 9 May."
    trip = only_trip(
        told("a", text)
        .visit(LEE, OSLO, "Oslo on 3 May", day("2023-05-03"))
        .visit(LEE, LIMA, "then Lima")
        .visit(LEE, QUITO, "then Quito on 9 May", day("2023-05-09"))
        .leg(LEE, OSLO, LIMA, "then Lima")
        .leg(LEE, LIMA, QUITO, "then Quito")
    )
    lima = stop_at(trip, "Lima")
    assert (lima.seq, lima.when.first, lima.when.last, lima.when.exact) == (
        2,
        date(2023, 5, 3),
        date(2023, 5, 9),
        False,
    )
    assert lima.when.reason == "not before Oslo; not after Quito"


def test_legs_stated_both_ways_order_nothing_and_are_reported():
    there, back = "Lee went from Oslo on to Lima.", "Lee went from Lima on to Oslo."
    trip = only_trip(
        told("a", there).visit(LEE, OSLO, there).visit(LEE, LIMA, there).leg(LEE, OSLO, LIMA, there),
        told("b", back).visit(LEE, OSLO, back).visit(LEE, LIMA, back).leg(LEE, LIMA, OSLO, back),
    )
    assert [s.seq for s in trip.stops] == [None, None]
    (conflict,) = trip.conflicts
    assert (conflict.field, conflict.kept) == ("order", "not known")
    assert [(v.value, v.article) for v in conflict.values] == [("Oslo, Lima", "a"), ("Lima, Oslo", "b")]


def test_days_are_believed_against_a_leg():
    text = "Oslo on 5 May, Lima on 3 May. From Oslo to Lima."
    trip = only_trip(
        told("a", text)
        .visit(LEE, OSLO, "Oslo on 5 May", day("2023-05-05"))
        .visit(LEE, LIMA, "Lima on 3 May", day("2023-05-03"))
        .leg(LEE, OSLO, LIMA, "From Oslo to Lima")
    )
    assert [(s.seq, s.place.name) for s in trip.stops] == [(1, "Lima"), (2, "Oslo")]
    assert [c.field for c in trip.conflicts] == ["order"]


# ── Disagreements ───────────────────────────────────────────────────────────────────────────────


def test_of_two_days_the_latest_report_wins_and_both_are_kept():
    trip = only_trip(
        told("a", "Lee visits Oslo on 3 May.", "2023-05-01").visit(
            LEE, OSLO, "Lee visits Oslo on 3 May", day("2023-05-03"), "planned"
        ),
        told("b", "The visit to Oslo moved to 5 May.", "2023-05-02").visit(
            LEE, OSLO, "moved to 5 May", day("2023-05-05"), "planned"
        ),
    )
    assert (trip.stops[0].when.first, trip.stops[0].when.exact) == (date(2023, 5, 5), True)
    (conflict,) = trip.conflicts
    assert (conflict.field, conflict.kept) == ("date of Oslo", "2023-05-05")
    assert [(v.value, v.article, v.quote) for v in conflict.values] == [
        ("2023-05-03", "a", "Lee visits Oslo on 3 May"),
        ("2023-05-05", "b", "moved to 5 May"),
    ]


def test_days_side_by_side_can_both_hold():
    trip = only_trip(
        told("a", "Talks in Oslo on 4 May.", "2023-05-01").visit(
            LEE, OSLO, "Talks in Oslo", day("2023-05-04"), "planned"
        ),
        told("b", "Lee leaves today for Oslo.", "2023-05-03").visit(
            LEE, OSLO, "Lee leaves today", day("2023-05-03"), "planned"
        ),
    )
    when = trip.stops[0].when
    assert (when.first, when.last, when.exact) == (date(2023, 5, 3), date(2023, 5, 4), False)
    assert [c.field for c in trip.conflicts] == ["date of Oslo"]


def test_windows_are_narrowed_to_what_they_share():
    trip = only_trip(
        told("a", "Lee in Oslo in May.").visit(
            LEE, OSLO, "Lee in Oslo", window("2023-05-01", "2023-05-31"), "planned"
        ),
        told("b", "Lee in Oslo this week.").visit(
            LEE, OSLO, "Lee in Oslo", window("2023-05-29", "2023-06-04"), "planned"
        ),
    )
    when = trip.stops[0].when
    assert (when.first, when.last, when.exact) == (date(2023, 5, 29), date(2023, 5, 31), False)
    assert trip.conflicts == ()


def test_a_day_within_a_window_is_no_conflict():
    trip = only_trip(
        told("a", "Lee in Oslo this week.").visit(
            LEE, OSLO, "Lee in Oslo", window("2023-05-29", "2023-06-04"), "planned"
        ),
        said("b", "Lee in Oslo on 30 May.", OSLO, day("2023-05-30"), "planned"),
    )
    assert (trip.stops[0].when.first, trip.stops[0].when.exact) == (date(2023, 5, 30), True)
    assert trip.conflicts == ()


def test_one_day_at_two_ends_of_the_world_is_a_conflict():
    trip = only_trip(
        said("a", "Lee was in Oslo on 3 May.", OSLO, day("2023-05-03")),
        said("b", "Lee was in Lima on 3 May.", LIMA, day("2023-05-03")),
    )
    (conflict,) = trip.conflicts
    assert conflict.field == "place on 2023-05-03"
    assert [(v.value, v.article) for v in conflict.values] == [("Oslo", "a"), ("Lima", "b")]


# ── Companions, titles, ids ─────────────────────────────────────────────────────────────────────


def test_who_is_named_as_companion_is_one_and_not_the_other_way_round():
    text = "Ann Lee visits Oslo and Lima, accompanied by Bob Ray."
    article = told("a", text)
    for where in (OSLO, LIMA):
        article.visit(LEE, where, text, status="planned")
        article.visit("Bob Ray", where, text, status="planned", rule="companion of Ann Lee")
    lee, ray = trips_of(article)
    assert [p.name for p in lee.companions] == ["Bob Ray"]
    assert ray.companions == ()


def test_members_of_one_delegation_accompany_each_other():
    text = "A delegation of Ann Lee and Bob Ray saw Oslo and Lima."
    article = told("a", text)
    for where in (OSLO, LIMA):
        article.visit(LEE, where, text).visit("Bob Ray", where, text)
    lee, ray = trips_of(article)
    assert [p.name for p in lee.companions] == ["Bob Ray"]
    assert [p.name for p in ray.companions] == ["Ann Lee"]


def test_leaders_of_two_countries_at_one_summit_are_no_companions():
    text = "Ann Lee and Bob Ray came to Oslo."
    trips = trips_of(
        told("a", text)
        .visit(Person(name=LEE, country="CA"), OSLO, text)
        .visit(Person(name="Bob Ray", country="PE"), OSLO, text)
    )
    assert [trip.companions for trip in trips] == [(), ()]


def test_the_title_names_the_stops_in_order():
    text = "Oslo on 5 May, Bogotá on 3 May."
    trip = only_trip(
        told("a", text)
        .visit(LEE, OSLO, "Oslo", day("2023-05-05"))
        .visit(LEE, BOGOTA, "Bogotá", day("2023-05-03"))
    )
    assert trip.title == "Ann Lee: Bogotá, Oslo"
    assert (trip.when.first, trip.when.last, trip.when.exact) == (date(2023, 5, 3), date(2023, 5, 5), True)


def test_ids_say_what_a_thing_is():
    def build(article: str, quote: str) -> Trip:
        return only_trip(
            told(article, quote)
            .visit(LEE, OSLO, quote, day("2023-05-03"))
            .visit(LEE, BERGEN, quote, day("2023-05-04"))
        )

    one, other = build("a", "Lee saw Oslo and Bergen."), build("z", "In Oslo and in Bergen.")
    assert one.id == other.id
    assert [s.id for s in one.stops] == [s.id for s in other.stops]
    assert [leg.id for leg in one.legs] == [leg.id for leg in other.legs]
    assert one.id.startswith("trip-")
    assert one.stops[0].id.startswith("stop-")
    assert one.legs[0].id.startswith("leg-")


def test_days_within_a_stay_told_in_full_are_no_conflict():
    trip = only_trip(
        said("a", "Lee will be in Oslo from 3 to 5 May.", OSLO, day("2023-05-03..2023-05-05"), "planned"),
        said("b", "Lee came to Oslo on 3 May.", OSLO, day("2023-05-03")),
        said("c", "Lee spoke in Oslo on 5 May.", OSLO, day("2023-05-05")),
    )
    assert (trip.stops[0].when.first, trip.stops[0].when.last) == (date(2023, 5, 3), date(2023, 5, 5))
    assert trip.conflicts == ()


def test_a_departure_ends_the_stay_that_others_began():
    left = When(last=date(2023, 5, 6), exact=True, text="6 May")
    trip = only_trip(
        said("a", "Lee came to Oslo on 3 May.", OSLO, day("2023-05-03")),
        said("b", "Lee left Oslo on 6 May.", OSLO, left),
    )
    assert (trip.stops[0].when.first, trip.stops[0].when.last) == (date(2023, 5, 3), date(2023, 5, 6))
    assert trip.stops[0].when.exact


def test_days_of_several_stops_together_are_a_window_of_each():
    text = "Lee will visit Oslo, Lima and Quito from 3 to 7 May."
    article = told("a", text)
    for where in (OSLO, LIMA, QUITO):
        article.visit(LEE, where, text, day("2023-05-03..2023-05-07"), "planned")
    assert not any(stop.when.exact for stop in only_trip(article).stops)


def test_a_visit_put_off_and_made_soon_after_is_one_and_another_season_is_another():
    def trips(on: str) -> tuple[Trip, ...]:
        return trips_of(
            said("a", "Lee will go to Oslo.", OSLO, day("2023-05-03"), "planned", on="2023-05-01"),
            said("b", "Lee put off Oslo.", OSLO, status="cancelled", on="2023-05-02"),
            said("c", "Lee was in Oslo.", OSLO, day(on), on=on),
        )

    (one,) = trips("2023-05-10")
    assert (one.status, one.stops[0].when.first) == ("done", date(2023, 5, 10))
    assert {c.field for c in one.conflicts} == {"date of Oslo", "status of Oslo"}
    assert [trip.status for trip in trips("2023-09-10")] == ["cancelled", "done"]


def test_a_stop_that_was_called_off_keeps_the_days_it_was_planned_for():
    trip = only_trip(
        said("a", "Lee will go to Oslo.", OSLO, day("2023-05-03"), "planned", on="2023-05-01"),
        said("b", "Lee will not go to Oslo.", OSLO, status="cancelled", on="2023-05-02"),
    )
    assert (trip.stops[0].status, trip.stops[0].when.first) == ("cancelled", date(2023, 5, 3))


def test_reports_of_one_tour_that_share_a_place_each_with_a_third_are_one():
    trips = trips_of(
        said("a", "Lee was in Oslo.", OSLO, day("2023-05-03"), on="2023-05-03"),
        told("b", "Lee flew from Oslo to Lima.", "2023-05-05")
        .visit(LEE, OSLO, "from Oslo")
        .visit(LEE, LIMA, "to Lima"),
        told("c", "Lee came from Lima to Quito.", "2023-05-07")
        .visit(LEE, LIMA, "from Lima")
        .visit(LEE, QUITO, "to Quito", day("2023-05-07")),
    )
    assert len(trips) == 1


def test_a_trip_keeps_its_id_while_more_is_reported():
    preview = (
        told("a", "Lee will see Norway and Peru.", "2023-05-01")
        .visit(LEE, NORWAY, "Lee will see Norway", day("2023-05-03"), "planned")
        .visit(LEE, LIMA, "and Peru", day("2023-05-05"), "planned")
    )
    arrival = said("b", "Lee came to Oslo.", OSLO, day("2023-05-03"), on="2023-05-03")
    wrap = said("c", "Lee was in Lima.", LIMA, on="2023-05-07")
    ids = {only_trip(*told).id for told in ([preview], [preview, arrival], [preview, arrival, wrap])}
    assert len(ids) == 1


def stay_of(*told: tuple[str, When, Status]) -> tuple[str, str, int]:
    """First and last day of a stay, told by a report a day, and how many conflicts there are."""
    trip = only_trip(
        *(
            said(f"r{n}", f"Report {n} of Oslo.", OSLO, when, status, on=f"2023-05-0{n + 1}")
            for n, (when, status) in enumerate(told)
        )
    )
    (stop,) = trip.stops
    return str(stop.when.first), str(stop.when.last), len(trip.conflicts)


def left(text: str) -> When:
    return When(last=date.fromisoformat(text), exact=True, text=text)


def test_a_stay_ends_when_the_last_report_of_its_end_says():
    plan = (day("2023-05-03..2023-05-06"), "planned")
    assert stay_of(plan, (left("2023-05-04"), "done")) == ("2023-05-03", "2023-05-04", 1)
    assert stay_of(plan, (left("2023-05-08"), "done")) == ("2023-05-03", "2023-05-08", 0)
    assert stay_of(plan, (left("2023-05-08"), "done"), (left("2023-05-07"), "done"))[:2] == (
        "2023-05-03",
        "2023-05-07",
    )
    assert stay_of(plan, (day("2023-05-03..2023-05-04"), "planned")) == ("2023-05-03", "2023-05-04", 1)
    assert stay_of((left("2023-05-04"), "done"), plan)[1] == "2023-05-06"  # the plan is the later report


def test_one_day_of_a_stay_ends_nothing():
    plan = (day("2023-05-03..2023-05-06"), "planned")
    assert stay_of(plan, (day("2023-05-03"), "done"), (day("2023-05-04"), "done")) == (
        "2023-05-03",
        "2023-05-06",
        0,
    )


def test_who_was_there_after_the_departure_had_not_left():
    plan = (day("2023-05-03..2023-05-06"), "planned")
    assert stay_of(plan, (left("2023-05-04"), "done"), (day("2023-05-05"), "done"))[:2] == (
        "2023-05-03",
        "2023-05-05",
    )


def test_a_visit_moved_far_takes_its_plan_along_and_leaves_the_rest_of_the_tour():
    plan = (
        told("a", "Lee will visit Oslo, then Lima.", "2023-05-01")
        .visit(LEE, OSLO, "Lee will visit Oslo", day("2023-05-03"), "planned")
        .visit(LEE, LIMA, "then Lima", day("2023-05-05"), "planned")
    )
    moved = told("b", "Lima is put off to July.", "2023-05-04").visit(
        LEE, LIMA, "put off to July", window("2023-07-01", "2023-07-31"), "planned", "moved visit"
    )
    there = said("c", "Lee came to Lima.", LIMA, day("2023-07-11"), on="2023-07-12")
    first, second = trips_of(plan, moved, there)
    assert (names(first), names(second)) == (["Oslo"], ["Lima"])
    assert second.sources == ("a", "b", "c")
    assert (second.stops[0].when.first, second.stops[0].when.last) == (date(2023, 7, 11), date(2023, 7, 11))
    assert [c.field for c in second.conflicts] == ["date of Lima"]
