"""A crowd of travellers whose journeys cross, told by hundreds of reports of which the truth is known.

Reports are previews by days, by countries or without any date, arrivals, meetings told several times and
wrap-ups; names are written whole, by the family name alone or with a letter doubled, and the crowd is full of
people called almost alike.
"""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta

import pytest
from claims_builder import Told, day, place

from geomap.records import UNDATED, Claims, Merged, Person, Place, When
from geomap.trips import merge

TOWNS = {
    name: place(name, country, lon, lat)
    for name, country, lon, lat in (
        ("Accra", "GH", -0.2, 5.55),
        ("Kumasi", "GH", -1.6, 6.7),
        ("Lima", "PE", -77.0, -12.0),
        ("Cusco", "PE", -72.0, -13.5),
        ("Suva", "FJ", 178.4, -18.1),
        ("Apia", "WS", -171.8, -13.8),
        ("Oslo", "NO", 10.7, 59.9),
        ("Bergen", "NO", 5.3, 60.4),
        ("Hanoi", "VN", 105.8, 21.0),
        ("Astana", "KZ", 71.4, 51.2),
        ("Tashkent", "UZ", 69.2, 41.3),
        ("Nairobi", "KE", 36.8, -1.3),
        ("Quito", "EC", -78.5, -0.2),
        ("Amman", "JO", 35.9, 31.9),
        ("Tbilisi", "GE", 44.8, 41.7),
        ("Geneva", "CH", 6.1, 46.2),
        ("Dakar", "SN", -17.4, 14.7),
    )
}
LANDS = {t.country: place(f"all of {t.country}", t.country, t.lon, t.lat, "country") for t in TOWNS.values()}
PEOPLE = [
    Person(name=name, role=role, country=country)
    for name, role, country in (
        ("Ingrid Solheim", "Foreign Minister", "SE"),
        ("Maria Quispe", "President", "BO"),
        ("Maria Quispel", "Foreign Minister", "NL"),
        ("Nguyen Van Duc", "Prime Minister", "LA"),
        ("Ahmed Mansour", "Foreign Minister", "EG"),
        ("Ahmad Mansouri", "President", "TN"),
        ("Jan Novak", "Defence Minister", "CZ"),
        ("Jana Novakova", "Foreign Minister", "CZ"),
        ("John Smith", "Trade Minister", "US"),
        ("John Smythe", "Prime Minister", "AU"),
        ("Ivan Petrov", "Foreign Minister", "BG"),
        ("Ivan Petrovic", "Foreign Minister", "RS"),
        ("Li Wei", "Foreign Minister", "CN"),
        ("Li Weihua", "Trade Minister", "CN"),
        ("Omar Diallo", "Prime Minister", "GN"),
        ("Oumar Diallo", "Prime Minister", "ML"),
        ("Tomas Herrera", "Foreign Minister", "CL"),
        ("Teresa Herrera", "President", "CL"),
        ("Kenji Mori", "Foreign Minister", "JP"),
        ("Aigul Bekova", "Prime Minister", "KG"),
    )
]
FAMILY_FIRST = ("CN", "LA")
QUOTE = "goes there"

type Journey = tuple[str, int]
"""A traveller's name and the number of the journey."""


class World:
    """Journeys and the reports of them."""

    def __init__(self, seed: int, *, undated: bool) -> None:
        self.random = random.Random(seed)
        self.undated = undated
        self.reports: list[Told] = []
        self.journeys: dict[Journey, list[tuple[Place, date, date]]] = {}
        self.told: dict[str, Journey] = {}
        self.meetings: dict[str, tuple[str, str, date]] = {}
        for person in PEOPLE:
            start = date(2019, 1, 7) + timedelta(days=self.random.randrange(40))
            for number in range(self.random.randint(1, 3)):
                start = self.journey(person, number, start) + timedelta(days=self.random.randint(14, 60))

    def claims(self) -> list[Claims]:
        return [report.claims() for report in self.reports]

    def called(self, person: Person) -> Person:
        """The person as a report may write the name."""
        name = str(person.name)
        chance = self.random.random()
        if chance < 0.3:
            name = name.split()[0 if person.country in FAMILY_FIRST else -1]
        elif chance < 0.4 and person.country not in FAMILY_FIRST and "umar" not in name:
            at = self.random.randrange(1, name.index(" "))
            name = name[:at] + name[at] + name[at:]
        return Person(name=name, role=person.role, country=person.country)

    def report(self, journey: Journey, published: date | None) -> Told:
        told = Told(id=f"a{len(self.reports):04d}", text=f"Somebody {QUOTE}.", published=published)
        self.reports.append(told)
        self.told[told.id] = journey
        return told

    def journey(self, person: Person, number: int, start: date) -> date:
        towns = self.random.sample(sorted(TOWNS), 9)
        wanted = self.random.randint(1, 4)
        route = list({TOWNS[town].country: TOWNS[town] for town in towns}.values())[:wanted]
        stops = []
        for town in route:
            end = start + timedelta(days=self.random.choice([0, 1, 1, 2]))
            stops.append((town, start, end))
            start = end
        key = str(person.name), number
        self.journeys[key] = stops
        self.preview(person, key)
        for n, (town, first, last) in enumerate(stops):
            if self.random.random() < 0.75:
                self.arrival(person, key, n)
            if self.random.random() < 0.6:
                self.meeting(person, key, town, self.random.choice([first, last]))
        if self.random.random() < 0.6:
            late = self.undated and self.random.random() < 0.3
            report = self.report(key, None if late else start + timedelta(days=self.random.randint(1, 5)))
            who = self.called(person)
            for town, _, _ in stops:
                report.visit(who, self.random.choice([town, LANDS[town.country]]), QUOTE)
        return start

    def preview(self, person: Person, key: Journey) -> None:
        stops = self.journeys[key]
        start, end = stops[0][1], stops[-1][2]
        kind = self.random.choice(["days", "countries", "none", "undated"])
        if kind == "none" or (kind == "undated" and not self.undated):
            return
        before = start - timedelta(days=self.random.randint(1, 6))
        report, who = self.report(key, None if kind == "undated" else before), self.called(person)
        for town, first, last in stops:
            if kind == "days":
                report.visit(who, town, QUOTE, day(f"{first}..{last}"), "planned")
            elif kind == "countries":
                report.visit(
                    who, LANDS[town.country], QUOTE, When(first=start, last=end, text="then"), "planned"
                )
            else:
                report.visit(who, town, QUOTE, UNDATED, "planned")

    def arrival(self, person: Person, key: Journey, n: int) -> None:
        town, first, _ = self.journeys[key][n]
        report = self.report(key, first + timedelta(days=self.random.choice([0, 0, 1])))
        who = self.called(person)
        report.visit(who, town, QUOTE, day(str(first)))
        if n and self.random.random() < 0.6:
            report.leg(who, self.journeys[key][n - 1][0], town, QUOTE, day(str(first)))

    def meeting(self, person: Person, key: Journey, town: Place, on: date) -> None:
        for _ in range(self.random.randint(1, 3)):
            report = self.report(key, on + timedelta(days=self.random.choice([0, 1, 1, 2])))
            who = self.called(person)
            host = self.random.choice([None, f"Host {town.name}son"])
            host = Person(name=host, role="President", country=town.country)
            report.meeting([who, host], town, QUOTE, day(str(on)), "done", "bilateral")
            report.visit(who, town, QUOTE, day(str(on)), "done", "meeting verb meet")
            self.meetings[report.id] = str(person.name), town.name, on


def travellers(world: World, merged: Merged) -> list[set[str]]:
    return [{world.told[article][0] for article in trip.sources} for trip in merged.trips]


@pytest.mark.parametrize("seed", range(8))
def test_in_a_crowd_nobody_is_taken_for_another(seed):
    world = World(seed, undated=True)
    merged = merge(world.claims())
    assert all(len(names) == 1 for names in travellers(world, merged))
    met = [{world.meetings[a] for a in m.sources if a in world.meetings} for m in merged.meetings]
    assert all(len(meetings) == 1 for meetings in met)
    assert len(met) == len(set(world.meetings.values()))  # nor is one told twice


@pytest.mark.parametrize("seed", range(8))
def test_of_dated_reports_no_two_journeys_become_one_and_no_stop_is_doubled(seed):
    world = World(seed, undated=False)
    for trip in merge(world.claims()).trips:
        (journey,) = {world.told[article] for article in trip.sources}
        countries = [stop.place.country for stop in trip.stops if stop.place]
        assert len(set(countries)) == len(countries)
        route = [town.country for town, _, _ in world.journeys[journey]]
        numbered = [stop.place.country for stop in trip.stops if stop.place and stop.seq]
        assert numbered == [country for country in route if country in numbered]


def test_a_journey_told_by_a_list_and_by_reports_from_its_stops_is_one():
    world = World(3, undated=False)
    homes = defaultdict(set)
    for trip in merge(world.claims()).trips:
        for article in trip.sources:
            homes[world.told[article]].add(trip.id)
    several = [journey for journey, trips in homes.items() if len(trips) > 1]
    assert not several


@pytest.mark.parametrize("seed", range(4))
def test_in_a_crowd_too_the_order_of_the_input_changes_no_byte(seed):
    claims = World(seed, undated=True).claims()
    shuffled = list(claims)
    random.Random(seed).shuffle(shuffled)
    assert repr(merge(claims)) == repr(merge(shuffled))
