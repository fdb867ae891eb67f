"""Who is who across articles: spellings of one person meet, two people stay two."""

from __future__ import annotations

import pytest
from claims_builder import LIMA, OSLO, told
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.records import Person
from geomap.trips.people.likeness import Likeness, likeness
from geomap.trips.people.names import read_name
from geomap.trips.people.register import People, resolve_people
from geomap.trips.people.roles import kind_of, names_role, roles_fit
from geomap.trips.people.sounds import latin


def resolved(*persons: Person) -> tuple[People, list[str]]:
    """Each person in an article of its own, and whom each of them is."""
    claims = [
        told(f"a{i}", "Somebody went to Oslo.").visit(p, OSLO, "Somebody went").claims()
        for i, p in enumerate(persons)
    ]
    people = resolve_people(claims)
    return people, [people.key(p, f"a{i}") for i, p in enumerate(persons)]


def named(name: str, role: str | None = None, country: str | None = None) -> Person:
    return Person(name=name, role=role, country=country)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anthony Blinken", "Antony Blinken"),
        ("Antony John Blinken", "Antony J. Blinken"),
        ("A. Blinken", "Antony Blinken"),
        ("Kasim-Yomart Tokáyev", "Kassym-Jomart Tokayev"),
        ("Jenbeek Kulubáев", "Jeenbek Kulubaev"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Vladimir Imamovich Norov", "Vladimir Norov"),
        ("Volodymyr Zelensky", "Vladimir Zelenskyy"),
        ("Владимир Норов", "Vladimir Norov"),
        ("Mohamed bin Salman Al Saud", "Mohammed bin Salman"),
        ("Abdel Fattah el-Sisi", "Abdelfattah al-Sisi"),
        ("Haneef Atmar", "Mohammad Haneef Atmar"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Nguyen Phu Trong", "Nguyễn Phú Trọng"),
        ("Pedro Sánchez", "Pedro Sánchez Pérez-Castejón"),
        ("Bob Menendez", "Robert Menéndez"),
        ("Ursula von der Leyen", "Ursula Von Der Leyen"),
        ("Emomali Rahmon", "Imomali Rakhmon"),
        ("Sirojiddin Muhriddin", "Sirojiddin Mukhriddin"),
        ("Michael Gonzales", "Michael Gonzalez"),
        ("King Abdullah", "Abdullah II of Jordan"),
        ("President Macron", "Macron"),
        ("Gen. Mark Milley", "Mark A. Milley"),
        ("Joko Widodo", "JOKO WIDODO"),
    ],
)
def test_spellings_of_one_person_are_one(one, other):
    assert likeness(read_name(one), read_name(other)) is not None
    _, keys = resolved(named(one), named(other))
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Kerry", "Bob Kerrey"),
        ("George W. Bush", "George H. W. Bush"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Salman bin Abdulaziz", "Mohammed bin Salman bin Abdulaziz"),
        ("Hamad bin Khalifa Al Thani", "Tamim bin Hamad Al Thani"),
        ("Mohammed bin Zayed", "Mohammed bin Salman"),
        ("Hassan Rouhani", "Hussein Rouhani"),
        ("Gotabaya Rajapaksa", "Mahinda Rajapaksa"),
        ("Nawaz Sharif", "Shehbaz Sharif"),
        ("Daniel Ortega", "Daniela Ortega"),
        ("Ivan Petrov", "Ivan Petrova"),
        ("Ahmed Hassan", "Hassan Ahmed"),
        ("Ali Khamenei", "Ali Larijani"),
        ("Charles", "Charles Michel"),
        ("Abdullah II", "Abdullah III"),
        ("Ferdinand Marcos Jr.", "Ferdinand Marcos Sr."),
        ("Sergey Ryabkov", "Sergey Lavrov"),
        ("Li Keqiang", "Li Qiang"),
    ],
)
def test_two_people_stay_two(one, other):
    assert likeness(read_name(one), read_name(other)) is None
    _, keys = resolved(named(one), named(other))
    assert keys[0] != keys[1]


@pytest.mark.parametrize(
    ("family", "full"), [("Lu", "Donald Lu"), ("Xi", "Xi Jinping"), ("Lavrov", "Sergei Lavrov")]
)
def test_a_family_name_joins_its_one_bearer(family, full):
    people, keys = resolved(named(family), named(full))
    assert keys[0] == keys[1]
    assert people.person(keys[0]).name == full
    assert family in people.person(keys[0]).aliases


def test_a_family_name_of_two_bearers_joins_neither():
    _, keys = resolved(named("Bush"), named("George W. Bush"), named("George H. W. Bush"))
    assert len(set(keys)) == 3


def test_country_and_office_choose_among_bearers_of_a_family_name():
    _, keys = resolved(
        named("Wong", country="SG"),
        named("Lawrence Wong", country="SG"),
        named("Penny Wong", country="AU"),
        named("Park", "Foreign Minister", "KR"),
        named("Park Jin", "Foreign Minister", "KR"),
        named("Park Geun-hye", "President", "KR"),
    )
    assert keys[0] == keys[1] != keys[2]
    assert keys[3] == keys[4] != keys[5]


def test_two_ministers_with_one_surname_are_two():
    _, keys = resolved(named("Ivanov", "Foreign Minister", "RU"), named("Ivanov", "Defence Minister", "RU"))
    assert keys[0] != keys[1]


def test_a_president_is_not_the_minister_of_the_same_family_name():
    _, keys = resolved(named("Lee", "President", "KR"), named("Lee Do-hoon", "Foreign Minister", "KR"))
    assert keys[0] != keys[1]
    _, keys = resolved(named("Sharif", "leader", "PK"), named("Shehbaz Sharif", "Prime Minister", "PK"))
    assert keys[0] == keys[1]


def test_counterpart_is_no_office():
    people, keys = resolved(
        named("Omar Aliev", "counterpart", "KZ"), named("Omar Aliev", "Foreign Minister", "KZ")
    )
    assert people.person(keys[0]).role == "Foreign Minister"


def test_namesakes_of_two_countries_are_two_and_one_without_a_country_joins_neither():
    _, keys = resolved(
        named("Mohamed Ali", country="EG"), named("Mohamed Ali", country="SO"), named("Mohamed Ali")
    )
    assert len(set(keys)) == 3


def test_names_may_be_turned_where_the_family_name_stands_first():
    _, keys = resolved(named("Kishida Fumio", country="JP"), named("Fumio Kishida", country="JP"))
    assert keys[0] == keys[1]
    _, keys = resolved(named("Hassan Ahmed", country="EG"), named("Ahmed Hassan", country="EG"))
    assert keys[0] != keys[1]


def test_a_shorter_name_never_joins_two_people():
    """'George Bush' could be either and must not make father and son one."""
    _, keys = resolved(
        named("George W. Bush", country="US"),
        named("George H. W. Bush", country="US"),
        named("George Bush", country="US"),
    )
    assert keys[0] != keys[1]


def test_the_canonical_name_is_the_most_frequent_full_form_without_title_and_mojibake():
    people, keys = resolved(
        named("Blinken"),
        named("Blinken"),
        named("Secretary Antony Blinken"),
        named("Antony Blinken"),
        named("Anthony Blinken"),
    )
    assert len(set(keys)) == 1
    person = people.person(keys[0])
    assert person.name == "Antony Blinken"
    assert set(person.aliases) >= {"Anthony Blinken", "Blinken"}
    assert latin("Kulubáев") == "Kulubáev"


def test_role_and_country_are_the_most_frequent():
    people, keys = resolved(
        named("Ann Lee", "Envoy", "CA"),
        named("Ann Lee", "Foreign Minister", None),
        named("Ann  Lee", "Foreign Minister", "CA"),
    )
    person = people.person(keys[0])
    assert (person.role, person.country) == ("Foreign Minister", "CA")


def test_an_office_named_alone_stays_an_office():
    people, keys = resolved(
        Person(name=None, role="Foreign Minister", country="KZ"), named("Ann Lee", "Foreign Minister", "KZ")
    )
    assert keys[0] != keys[1]
    assert people.person(keys[0]).name is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Secretary of State", "foreign minister"),
        ("Minister of External Affairs", "foreign minister"),
        ("foreign ministers", "foreign minister"),
        ("top diplomat", "foreign minister"),
        ("Minister of Defence", "defence minister"),
        ("Prime Minister", "head of government"),
        ("Crown Prince", "official"),
        ("King", "head of state"),
        ("Deputy Foreign Minister", "deputy"),
        ("special envoy", "envoy"),
        ("Energy Minister", "energy minister"),
        (None, None),
    ],
)
def test_kinds_of_office(title, kind):
    assert kind_of(title) == kind


def test_offices_fit():
    assert roles_fit("leader", "President")
    assert roles_fit(None, "President")
    assert not roles_fit("President", "Prime Minister")
    assert not roles_fit("Foreign Minister", "Defence Minister")


def test_a_role_is_filled_only_by_its_own_country_and_office():
    minister = Person(name=None, role="Foreign Minister", country="KZ")
    assert names_role(named("Ann Lee", "Minister of Foreign Affairs", "KZ"), minister)
    assert not names_role(named("Ann Lee", "Minister of Foreign Affairs", "UZ"), minister)
    assert not names_role(named("Ann Lee", "President", "KZ"), minister)


NAMES = st.lists(
    st.sampled_from(
        [
            "Ann",
            "Anne",
            "Lee",
            "Li",
            "Kim",
            "Jong",
            "Un",
            "bin",
            "Salman",
            "Ivanov",
            "Ivanova",
            "W.",
            "al-Sisi",
            "José",
            "II",
            "Jr.",
            "King",
        ]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


@settings(deadline=None)
@given(NAMES | st.text(min_size=1).filter(str.strip))
def test_every_name_is_like_itself(name):
    assert likeness(read_name(name), read_name(name)) is Likeness.SAME


@settings(deadline=None)
@given(NAMES, NAMES)
def test_likeness_is_symmetric(a, b):
    assert likeness(read_name(a), read_name(b)) == likeness(read_name(b), read_name(a))


@settings(deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=8), st.randoms())
def test_who_is_who_does_not_depend_on_order(names, random):
    claims = [
        told(f"a{i}", "Somebody went to Lima.").visit(name, LIMA, "Somebody").claims()
        for i, name in enumerate(names)
    ]
    shuffled = list(claims)
    random.shuffle(shuffled)
    one, other = resolve_people(claims), resolve_people(shuffled)
    for i, name in enumerate(names):
        keys = one.key(Person(name=name), f"a{i}"), other.key(Person(name=name), f"a{i}")
        assert keys[0] == keys[1]
        assert one.person(keys[0]) == other.person(keys[1])


@pytest.mark.parametrize(
    ("called", "full", "country"),
    [
        ("Jokowi", "Joko Widodo", "ID"),
        ("Lula", "Luiz Inácio Lula da Silva", "BR"),
        ("AMLO", "Andrés Manuel López Obrador", "MX"),
    ],
)
def test_the_press_name_of_an_office_holder_is_his_within_office_and_country(called, full, country):
    _, keys = resolved(named(called, "President", country), named(full, "President", country))
    assert keys[0] == keys[1]
    _, keys = resolved(named(called, "President", country), named(full, "Foreign Minister", country))
    assert keys[0] != keys[1]
    _, keys = resolved(named(called, "President"), named(full, "President", country))
    assert keys[0] != keys[1]


def over_time(told_on: dict[str, Person]) -> dict[str, str]:
    """By day, who is meant by a person of an article of that day."""
    people = resolve_people(
        [
            told(day, "Somebody went to Lima.", day).visit(p, LIMA, "Somebody went").claims()
            for day, p in told_on.items()
        ]
    )
    return {day: people.key(p, day) for day, p in told_on.items()}


def president(name: str, country: str = "US") -> Person:
    return named(name, "President", country)


def test_of_namesakes_the_one_in_the_news_at_that_time_is_meant():
    keys = over_time(
        {
            "1989-12-03": president("Walter H. A. Hale"),
            "1990-05-10": president("Walter Hale"),
            "1995-09-10": president("Walter Hale"),
            "2001-06-15": president("Walter J. Hale"),
            "2003-02-01": president("Walter Hale"),
            "2003-02-04": president("Hale"),
        }
    )
    assert keys["1989-12-03"] == keys["1990-05-10"]
    assert keys["2001-06-15"] == keys["2003-02-01"] == keys["2003-02-04"]
    assert (
        len({keys["1989-12-03"], keys["1995-09-10"], keys["2001-06-15"]}) == 3
    )  # of either's time, or neither's


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("1991-06-04", "Quiroga"), ("2005-06-07", "Quiroga"), False),
        (("1991-06-04", "Quiroga"), ("1998-06-07", "Quiroga"), True),
        (("1991-06-04", "Quiroga"), ("2005-06-07", "Luis Quiroga"), False),
        (("1991-06-04", "Luis Quiroga"), ("2005-06-07", "Luis Quiroga"), True),
        (("1991-06-04", "Luis Quiroga"), ("2005-06-07", "Luis M. Quiroga"), False),
        (("1991-06-04", "Luis Quiroga"), ("1998-06-07", "Luis M. Quiroga"), True),
        (("1991-06-04", "Luis Quiroga"), ("2005-06-07", "Luis Quiroga Jr."), False),
        (("1991-06-04", "Luis Quiroga"), ("2005-06-07", "Luis Quiroga Paz"), True),
        (("1971-06-04", "Luis Quiroga"), ("2005-06-07", "Luis Quiroga"), False),
    ],
)
def test_after_many_years_a_name_in_an_office_has_passed_to_another(one, other, same):
    keys = over_time({day: president(name, "BO") for day, name in (one, other)})
    assert (keys[one[0]] == keys[other[0]]) is same


def test_one_who_comes_back_with_another_office_is_still_the_same():
    keys = over_time(
        {
            "1991-06-04": named("Luis Quiroga", "Finance Minister", "BO"),
            "2005-06-07": named("Luis M. Quiroga", "Foreign Minister", "BO"),
        }
    )
    assert len(set(keys.values())) == 1


def test_a_name_that_is_heard_all_the_time_stays_one_persons():
    keys = over_time({f"{year}-05-01": president("Okello", "UG") for year in range(1986, 2024, 4)})
    assert len(set(keys.values())) == 1


def test_a_report_without_a_date_does_not_bridge_the_years():
    persons = {
        "1991-06-04": president("Luis Quiroga", "BO"),
        "2005-06-07": president("Quiroga", "BO"),
        "undated": president("Quiroga", "BO"),
    }
    people = resolve_people(
        [
            told(a, "Somebody went to Lima.", None if a == "undated" else a)
            .visit(p, LIMA, "Somebody")
            .claims()
            for a, p in persons.items()
        ]
    )
    assert people.key(persons["1991-06-04"], "1991-06-04") != people.key(persons["2005-06-07"], "2005-06-07")


def test_namings_of_one_day_with_and_without_an_office_are_compared():
    keys = over_time({"1991-06-04": president("Luis Quiroga", "BO")})
    both = told("a", "Somebody went to Lima.", "1991-06-04")
    both.visit(president("Luis Quiroga", "BO"), LIMA, "Somebody").visit(
        named("Luis Quiroga", None, "BO"), LIMA, "went to Lima"
    )
    people = resolve_people([both.claims()])
    assert {people.key(named("Luis Quiroga", role, "BO"), "a") for role in ("President", None)} == set(
        keys.values()
    )
