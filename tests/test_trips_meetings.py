"""Meetings: one meeting reported five times is one, two different ones stay two."""

from __future__ import annotations

from datetime import date

from claims_builder import (
    ALMATY,
    ASTANA,
    KAZAKHSTAN,
    LIMA,
    OSLO,
    Told,
    day,
    told,
)

from geomap.records import Meeting, Merged, Person
from geomap.trips import merge

LEE = Person(name="Ann Lee", role="Foreign Minister", country="CA")
HOST = Person(name="Omar Aliev", role="Foreign Minister", country="KZ")
PRESIDENT = Person(name="Dana Serik", role="President", country="KZ")


def minister(country: str) -> Person:
    return Person(name=None, role="Foreign Minister", country=country)


def merged(*articles: Told) -> Merged:
    return merge(article.claims() for article in articles)


def meetings_of(*articles: Told) -> tuple[Meeting, ...]:
    return merged(*articles).meetings


def parties(meeting: Meeting) -> set[str]:
    return {p.label for p in meeting.participants}


def meets(article: str, others: list[Person], where, when=None, status="done", *, form=None, on=None) -> Told:
    """An article in which Lee meets others."""
    text = f"Lee meets {len(others)} in {where.name if where else 'a hall'}."
    return told(article, text, on).meeting(
        [LEE, *others], where, text, *([when] if when else []), status=status, format=form
    )


def test_five_reports_of_one_meeting_are_one_with_five_sources():
    (meeting,) = meetings_of(
        meets("a", [HOST], ASTANA, day("2023-02-28"), "planned", form="bilateral", on="2023-02-26"),
        meets("b", [HOST], KAZAKHSTAN, day("2023-02-28"), "planned", on="2023-02-27"),
        meets("c", [minister("KZ")], ASTANA, day("2023-02-28"), "planned", form="bilateral", on="2023-02-27"),
        meets("d", [HOST], ASTANA, form="bilateral", on="2023-02-28"),
        meets("e", [minister("KZ")], KAZAKHSTAN, on="2023-03-01"),
    )
    assert meeting.sources == ("a", "b", "c", "d", "e")
    assert parties(meeting) == {"Ann Lee", "Omar Aliev"}
    assert (meeting.place, meeting.format, meeting.status) == (ASTANA, "bilateral", "done")
    assert [r.status for r in meeting.history] == ["planned", "planned", "planned", "done", "done"]
    assert meeting.when.first == date(2023, 2, 28)


def test_two_bilaterals_on_one_day_stay_two():
    both = meetings_of(
        meets("a", [HOST], ASTANA, day("2023-02-28"), form="bilateral"),
        meets("b", [PRESIDENT], ASTANA, day("2023-02-28"), form="bilateral"),
    )
    assert sorted(map(sorted, map(parties, both))) == [["Ann Lee", "Dana Serik"], ["Ann Lee", "Omar Aliev"]]


def test_one_pair_on_two_days_or_at_two_places_meets_twice():
    assert (
        len(
            meetings_of(
                meets("a", [HOST], ASTANA, day("2023-02-28")), meets("b", [HOST], ASTANA, day("2023-06-01"))
            )
        )
        == 2
    )
    assert (
        len(
            meetings_of(
                meets("a", [HOST], ASTANA, day("2023-02-28")), meets("b", [HOST], ALMATY, day("2023-02-28"))
            )
        )
        == 2
    )


def test_a_group_told_as_one_by_members_and_by_names_is_one():
    group = Person(name=None, role="foreign ministers of the C5")
    members = [minister(code) for code in ("KZ", "KG", "TJ", "TM", "UZ")]
    (meeting,) = meetings_of(
        meets("a", [group], ASTANA, day("2023-02-28"), "planned", form="C5+1"),
        meets("b", members, ASTANA, day("2023-02-28"), "planned", form="C5+1"),
        meets("c", [HOST, *members[1:]], ASTANA, day("2023-02-28"), form="C5+1"),
    )
    assert meeting.sources == ("a", "b", "c")
    assert len(meeting.participants) == 6
    assert "Omar Aliev" in parties(meeting)


def test_a_bilateral_beside_a_group_meeting_is_another():
    members = [minister(code) for code in ("KZ", "KG", "TJ", "TM", "UZ")]
    both = meetings_of(
        meets("a", members, ASTANA, day("2023-02-28"), form="C5+1"),
        meets("b", [minister("KG")], ASTANA, day("2023-02-28"), form="bilateral"),
    )
    assert sorted(len(m.participants) for m in both) == [2, 6]


def test_counterparts_stand_for_those_who_met():
    members = [minister(code) for code in ("KZ", "KG", "TJ")]
    (meeting,) = meetings_of(
        meets("a", members, ASTANA, day("2023-02-28")),
        meets("b", [Person(name=None, role="counterparts")], ASTANA, day("2023-02-28")),
    )
    assert len(meeting.participants) == 4
    assert meeting.sources == ("a", "b")


def test_an_office_gets_the_name_that_the_same_article_gives_its_holder():
    text = "Lee met her Kazakh counterpart, Omar Aliev. Later the foreign ministers of the region joined."
    counterpart = Person(name="Omar Aliev", role="counterpart", country="KZ")
    members = [minister("KZ"), minister("UZ"), minister("KG")]
    bilateral, group = sorted(
        meetings_of(
            told("a", text)
            .meeting([LEE, counterpart], ASTANA, "Lee met her Kazakh counterpart", format="bilateral")
            .meeting([LEE, *members], ASTANA, "Later the foreign ministers of the region joined")
        ),
        key=lambda m: len(m.participants),
    )
    assert parties(bilateral) == {"Ann Lee", "Omar Aliev"}
    assert parties(group) == {"Ann Lee", "Omar Aliev", "Foreign Minister (UZ)", "Foreign Minister (KG)"}


def test_an_office_stays_one_where_no_article_of_the_meeting_names_its_holder():
    both = meetings_of(
        meets("a", [HOST], ASTANA, day("2023-02-28"), form="bilateral"),
        meets("b", [minister("KZ"), minister("UZ")], ALMATY, day("2023-03-01")),
    )
    assert {"Ann Lee", "Foreign Minister (KZ)", "Foreign Minister (UZ)"} in [parties(m) for m in both]


def test_a_role_is_not_filled_by_another_country_or_office():
    both = meetings_of(
        meets("a", [minister("UZ")], ASTANA, day("2023-02-28")),
        meets("b", [HOST], ASTANA, day("2023-02-28")),
        meets("c", [PRESIDENT], ASTANA, day("2023-02-28")),
    )
    assert len(both) == 3


def test_a_virtual_meeting_is_none_in_person():
    both = meetings_of(
        meets("a", [HOST], None, day("2023-02-28"), form="virtual"),
        meets("b", [HOST], ASTANA, day("2023-02-28")),
    )
    assert len(both) == 2


def test_a_meeting_that_was_called_off_keeps_its_history():
    (meeting,) = meetings_of(
        meets("a", [HOST], ASTANA, day("2023-02-28"), "planned", on="2023-02-26"),
        meets("b", [HOST], ASTANA, day("2023-02-28"), "cancelled", on="2023-02-27"),
    )
    assert meeting.status == "cancelled"
    assert [(r.status, r.article) for r in meeting.history] == [("planned", "a"), ("cancelled", "b")]


def test_a_meeting_belongs_to_the_trips_that_led_there_and_takes_their_place_and_day():
    text = "Lee was in Astana on 28 February. Lee met Aliev in Kazakhstan."
    result = merged(
        told("a", text)
        .visit(LEE, ASTANA, "Lee was in Astana", day("2023-02-28"))
        .meeting([LEE, HOST], KAZAKHSTAN, "Lee met Aliev in Kazakhstan")
    )
    (trip,), (meeting,) = result.trips, result.meetings
    assert meeting.trips == (trip.id,)
    assert meeting.place == ASTANA
    assert (meeting.when.first, meeting.when.exact) == (date(2023, 2, 28), True)
    assert "within the stay" in meeting.when.reason


def test_a_meeting_within_a_longer_stay_has_a_window():
    text = "Lee was in Astana from 27 to 28 February. Lee met Aliev."
    (meeting,) = meetings_of(
        told("a", text)
        .visit(LEE, ASTANA, "Lee was in Astana", day("2023-02-27..2023-02-28"))
        .meeting([LEE, HOST], ASTANA, "Lee met Aliev")
    )
    assert (meeting.when.first, meeting.when.last, meeting.when.exact) == (
        date(2023, 2, 27),
        date(2023, 2, 28),
        False,
    )


def test_the_traveller_comes_first_whoever_is_named_first():
    text = "Aliev received Lee in Astana."
    (meeting,) = meetings_of(told("a", text).visit(LEE, ASTANA, text).meeting([HOST, LEE], ASTANA, text))
    assert [p.label for p in meeting.participants] == ["Ann Lee", "Omar Aliev"]


def test_those_who_travel_to_one_meeting_share_it():
    text = "Lee and Ray came to Oslo and met."
    ray = Person(name="Bob Ray", role="President", country="PE")
    result = merged(
        told("a", text).visit(LEE, OSLO, text).visit(ray, OSLO, text).meeting([LEE, ray], OSLO, text)
    )
    (meeting,) = result.meetings
    assert set(meeting.trips) == {trip.id for trip in result.trips}


def test_a_meeting_without_a_place_stays_without_one():
    (meeting,) = meetings_of(meets("a", [HOST], None, day("2022-06-01")))
    assert (meeting.place, meeting.trips) == (None, ())
    assert meeting.id.startswith("meeting-")


def test_a_meeting_elsewhere_is_no_part_of_the_trip():
    text = "Lee was in Lima on 3 May. Lee met Aliev in Astana on 28 February."
    (meeting,) = meetings_of(
        told("a", text)
        .visit(LEE, LIMA, "Lee was in Lima", day("2023-05-03"))
        .meeting([LEE, HOST], ASTANA, "Lee met Aliev in Astana", day("2023-02-28"))
    )
    assert meeting.trips == ()


def test_a_pair_told_by_offices_and_by_names_is_one_where_place_and_days_are_known():
    def talks(article: str, parties: list[Person], where, when) -> Told:
        return told(article, "They met.").meeting(parties, where, "They met", when)

    offices, names = [minister("CA"), minister("KZ")], [LEE, HOST]
    (meeting,) = meetings_of(
        talks("a", offices, ASTANA, day("2023-02-28")), talks("b", names, ASTANA, day("2023-02-28"))
    )
    assert parties(meeting) == {"Ann Lee", "Omar Aliev"}
    assert (
        len(
            meetings_of(
                talks("a", offices, ASTANA, day("2023-02-28")), talks("b", names, None, day("2023-02-28"))
            )
        )
        == 2
    )
    assert (
        len(
            meetings_of(
                talks("a", offices, ASTANA, day("2023-02-28")), talks("b", names, ASTANA, day("2023-04-28"))
            )
        )
        == 2
    )


def test_a_pair_beside_a_meeting_of_three_countries_is_another():
    both = meetings_of(
        meets("a", [minister("KG"), minister("UZ")], ASTANA, day("2023-02-28")),
        meets("b", [minister("KG")], ASTANA, day("2023-02-28"), form="bilateral"),
    )
    assert sorted(len(m.participants) for m in both) == [2, 3]


def test_a_meeting_planned_for_a_visit_that_is_called_off_is_called_off():
    (meeting,) = meetings_of(
        told("a", "Lee will meet Aliev in Astana.", "2023-02-20")
        .visit(LEE, ASTANA, "Lee will meet", day("2023-02-28"), "planned")
        .meeting([LEE, HOST], ASTANA, "Lee will meet Aliev", day("2023-02-28"), "planned"),
        told("b", "Lee will not go to Astana.", "2023-02-25").visit(
            LEE, ASTANA, "Lee will not go to Astana", status="cancelled"
        ),
    )
    assert (meeting.status, meeting.sources) == ("cancelled", ("a", "b"))
    assert [r.status for r in meeting.history] == ["planned", "cancelled"]


def test_a_meeting_that_was_held_proves_the_visit_that_was_planned():
    (trip,) = merged(
        told("a", "Lee will go to Astana.", "2023-02-20").visit(
            LEE, ASTANA, "Lee will go to Astana", day("2023-02-27..2023-02-28"), "planned"
        ),
        meets("b", [HOST], ASTANA, day("2023-02-28"), on="2023-03-01"),
    ).trips
    assert (trip.status, trip.sources) == ("done", ("a", "b"))


def test_what_reports_say_differently_of_a_meetings_day_is_kept_with_both_quotes():
    both = merged(
        meets("a", [HOST], ASTANA, day("2023-02-27"), on="2023-03-01").visit(
            LEE, ASTANA, "Lee meets", day("2023-02-27")
        ),
        told("b", "In Astana Lee saw Aliev.", "2023-03-02").meeting(
            [LEE, HOST], ASTANA, "Lee saw Aliev", day("2023-02-28")
        ),
    )
    (meeting,), (trip,) = both.meetings, both.trips
    (conflict,) = meeting.conflicts
    assert conflict.field == "date"
    assert [(v.value, v.article, v.quote) for v in conflict.values] == [
        ("2023-02-27", "a", "Lee meets 1 in Astana."),
        ("2023-02-28", "b", "Lee saw Aliev"),
    ]
    assert [c.field for c in trip.conflicts] == ["date of the meeting of Ann Lee and Omar Aliev"]
    assert trip.conflicts[0].values == conflict.values


def test_one_report_that_tells_of_two_days_is_in_no_conflict_with_itself():
    meetings = meetings_of(
        told("a", "Lee saw Aliev on Monday. Again on Tuesday.")
        .meeting([LEE, HOST], ASTANA, "Lee saw Aliev on Monday", day("2023-02-27"))
        .meeting([LEE, HOST], ASTANA, "Again on Tuesday", day("2023-02-28"))
    )
    assert not any(meeting.conflicts for meeting in meetings)


def test_a_plan_is_of_the_meeting_that_was_held_within_days_not_of_one_weeks_later():
    plan = meets("a", [HOST], ASTANA, day("2023-02-21"), "planned", on="2023-02-20")
    (moved,) = meetings_of(plan, meets("b", [HOST], ASTANA, day("2023-02-24"), on="2023-02-25"))
    assert (moved.status, moved.when.first, moved.sources) == ("done", date(2023, 2, 24), ("a", "b"))
    assert [v.value for c in moved.conflicts for v in c.values] == ["2023-02-21", "2023-02-24"]
    later = meetings_of(plan, meets("b", [HOST], ASTANA, day("2023-03-24"), on="2023-03-25"))
    assert [meeting.status for meeting in later] == ["planned", "done"]


def test_a_plan_that_came_about_is_not_taken_for_a_second_meeting_of_that_week():
    first, second = meetings_of(
        meets("a", [HOST], ASTANA, day("2023-02-21"), "planned", on="2023-02-20"),
        meets("b", [HOST], ASTANA, day("2023-02-21"), on="2023-02-22"),
        meets("c", [HOST], ASTANA, day("2023-02-24"), on="2023-02-25"),
    )
    assert (first.sources, second.sources) == (("a", "b"), ("c",))
    assert not first.conflicts
    assert not second.conflicts


def test_offices_of_a_larger_group_are_of_it_but_a_pair_is_not():
    group = meets("a", [minister(c) for c in ("KZ", "KG", "TJ")], ASTANA, day("2023-02-28"))
    three = told("b", "Three ministers met.").meeting(
        [minister(c) for c in ("KZ", "KG", "TJ")], ASTANA, "Three ministers met", day("2023-02-28")
    )
    two = told("c", "Two ministers met.").meeting(
        [minister(c) for c in ("KG", "TJ")], ASTANA, "Two ministers met", day("2023-02-28")
    )
    assert sorted(m.sources for m in meetings_of(group, three, two)) == [("a", "b"), ("c",)]
