"""What holds of every merge, whatever the articles say."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from claims_builder import (
    ALMATY,
    ASTANA,
    CENTRAL_ASIA,
    KAZAKHSTAN,
    LIMA,
    NORWAY,
    OSLO,
    QUITO,
    TASHKENT,
    Told,
    place,
    told,
    words,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.records import UNDATED, Claims, Evidence, Merged, Person, When
from geomap.trips import merge

TEXT = "Lee goes to Oslo. Then to Lima. Ray comes along. They meet in Astana on Tuesday. It was in May 2021."
QUOTES = ["Lee goes to Oslo", "Then to Lima", "Ray comes along", "They meet in Astana on Tuesday"]
PEOPLE = [
    Person(name="Ann Lee", role="Foreign Minister", country="CA"),
    Person(name="Lee"),
    Person(name="Anne Lee", country="CA"),
    Person(name="Annalee", role="Foreign Minister", country="CA"),
    Person(name="Bob Ray", country="PE"),
    Person(name="Bob Ray"),
    Person(name="Ray", role="President"),
    Person(name=None, role="Foreign Minister", country="CA"),
    Person(name=None, role="officials"),
    Person(name=None, role="President", country="KZ"),
    Person(name=None, role="representatives", country="UZ"),
    Person(name=None, role="foreign ministers of the C5"),
]
HOMES = {person.country for person in PEOPLE}
PROVINCE = place("Almaty", "KZ", 77.0, 44.0, "admin1")
PLACES = [OSLO, NORWAY, LIMA, QUITO, ASTANA, ALMATY, PROVINCE, KAZAKHSTAN, TASHKENT, CENTRAL_ASIA]
STOPS = [place for place in PLACES if place.precision != "region"]
STATUSES = ["planned", "done", "cancelled"]


@st.composite
def whens(draw: st.DrawFn) -> When:
    kind = draw(st.sampled_from(["none", "words", "day", "stay", "window", "open", "until", "from"]))
    first = date(2021, 5, 1) + timedelta(days=draw(st.integers(0, 20)))
    last = first + timedelta(days=draw(st.integers(0, 12)))
    return {
        "none": UNDATED,
        "words": words(
            draw(st.sampled_from(["Tuesday", "today", "this week", "last year", "in May", "28 May"]))
        ),
        "day": When(first=first, last=first, exact=True, text="day"),
        "stay": When(first=first, last=last, exact=True, text="stay"),
        "window": When(first=first, last=last, text="window"),
        "open": When(first=first, text="since"),
        "until": When(last=last, exact=True, text="until"),
        "from": When(first=first, exact=True, text="from"),
    }[kind]


@st.composite
def articles(draw: st.DrawFn, number: int) -> Claims:
    published = draw(st.none() | st.dates(date(2021, 4, 20), date(2021, 6, 10)))
    article = Told(id=f"a{number}", text=TEXT, published=published)
    quote, person, place = st.sampled_from(QUOTES), st.sampled_from(PEOPLE), st.sampled_from(PLACES)
    stop, status = st.sampled_from(STOPS), st.sampled_from(STATUSES)
    for _ in range(draw(st.integers(0, 4))):
        rule = draw(st.sampled_from(["visit", "companion of Ann Lee", "meeting talks"]))
        article.visit(draw(person), draw(place), draw(quote), draw(whens()), draw(status), rule)
    for _ in range(draw(st.integers(0, 2))):
        article.leg(draw(person), draw(stop), draw(stop), draw(quote), draw(whens()), draw(status))
    for _ in range(draw(st.integers(0, 2))):
        people = draw(st.lists(person, min_size=2, max_size=5))
        form = draw(st.none() | st.sampled_from(["bilateral", "G20", "C5+1", "virtual"]))
        article.meeting(people, draw(st.none() | place), draw(quote), draw(whens()), draw(status), form)
    return article.claims()


@st.composite
def folders(draw: st.DrawFn) -> list[Claims]:
    return [draw(articles(number)) for number in range(draw(st.integers(0, 5)))]


def all_evidence(merged: Merged) -> list[Evidence]:
    found = [e for m in merged.meetings for e in m.evidence]
    for trip in merged.trips:
        found += [e for stop in trip.stops for e in stop.evidence]
        found += [e for leg in trip.legs for e in leg.evidence]
    return found


@settings(max_examples=150, deadline=None)
@given(folders(), st.randoms())
def test_the_order_of_the_input_changes_no_byte(folder, random):
    shuffled = list(folder)
    random.shuffle(shuffled)
    assert repr(merge(folder)) == repr(merge(shuffled))


@settings(max_examples=100, deadline=None)
@given(folders())
def test_the_same_claims_twice_change_nothing(folder):
    assert repr(merge(folder)) == repr(merge([*folder, *folder]))


@settings(max_examples=150, deadline=None)
@given(folders())
def test_every_quote_is_verbatim_and_every_source_is_an_article(folder):
    merged = merge(folder)
    known = {claims.article.id for claims in folder}
    for evidence in all_evidence(merged):
        assert TEXT[evidence.span.start : evidence.span.end] == evidence.span.text
        assert evidence.article in known
    for item in [*merged.trips, *merged.meetings, *(s for t in merged.trips for s in t.stops)]:
        assert item.sources
        assert list(item.sources) == sorted(set(item.sources))
        assert set(item.sources) <= known


@settings(max_examples=150, deadline=None)
@given(folders())
def test_ids_are_unique(folder):
    merged = merge(folder)
    ids = [item.id for t in merged.trips for item in (t, *t.stops, *t.legs)] + [m.id for m in merged.meetings]
    assert len(ids) == len(set(ids))


@settings(max_examples=150, deadline=None)
@given(folders())
def test_numbers_run_from_one_and_legs_form_a_chain_along_them(folder):
    for trip in merge(folder).trips:
        numbers = [s.seq for s in trip.stops if s.seq is not None]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) != 1
        assert all(s.seq is None for s in trip.stops if s.status == "cancelled")
        by_number = {s.seq: s for s in trip.stops}
        for leg in (leg for leg in trip.legs if leg.seq is not None):
            assert (leg.origin, leg.destination) == (by_number[leg.seq].place, by_number[leg.seq + 1].place)
        ends = [(leg.origin, leg.destination) for leg in trip.legs]
        assert len(ends) == len(set(ends))


@settings(max_examples=150, deadline=None)
@given(folders())
def test_no_stop_ends_before_the_one_that_it_follows_begins(folder):
    for trip in merge(folder).trips:
        for a, b in pairwise(s for s in trip.stops if s.seq is not None):
            if a.when.exact and b.when.exact and a.when.first and b.when.last:
                assert a.when.first <= b.when.last


@settings(max_examples=150, deadline=None)
@given(folders())
def test_one_stop_a_place_and_no_country_beside_its_city(folder):
    for trip in merge(folder).trips:
        places = [s.place for s in trip.stops if s.place]
        assert len(places) == len(set(places))
        cities = {p.country for p in places if p.precision == "city"}
        assert not any(p.precision == "country" and p.country in cities for p in places)
        assert len(places) == 1 or not any(p.precision == "region" for p in places)


@settings(max_examples=150, deadline=None)
@given(folders())
def test_history_runs_in_order_of_publication_and_ends_with_the_status(folder):
    merged = merge(folder)
    for item in [*(s for t in merged.trips for s in t.stops), *merged.meetings]:
        assert item.history[-1].status == item.status
        days = [r.published for r in item.history if r.published]
        given_days = {c.article.id: c.article.published for c in folder}
        assert all(given_days[r.article] in (None, r.published) for r in item.history)
        assert days == sorted(days)
        assert len({r.article for r in item.history}) == len(item.history)


@settings(max_examples=100, deadline=None)
@given(folders())
def test_every_claim_of_a_place_is_in_some_trip_of_its_person(folder):
    merged = merge(folder)
    told_of = {(e.article, e.span.start) for e in all_evidence(merged)}
    for claims in folder:
        for visit in claims.visits:
            if visit.place and visit.place.precision == "city" and visit.place.country not in HOMES:
                assert {(e.article, e.span.start) for e in visit.evidence} <= told_of


@settings(max_examples=100, deadline=None)
@given(folders())
def test_trips_of_meetings_exist_and_are_of_participants(folder):
    merged = merge(folder)
    trips = {trip.id: trip for trip in merged.trips}
    for meeting in merged.meetings:
        for trip in meeting.trips:
            assert trips[trip].traveller in meeting.participants


def test_nothing_gives_nothing():
    assert merge([]) == Merged(trips=(), meetings=())
    assert merge([told("a", TEXT).claims()]) == Merged(trips=(), meetings=())
