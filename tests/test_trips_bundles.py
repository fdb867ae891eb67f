"""Bundles of reports, as wires and ministries write them, from the first word to the merged trips.

A bundle of `tests/bundles/` is a title, some reports with their days of publication, and what all of them
together say:

    == a minister flies on
    -- monday | 2019-06-03
    Ine Eriksen Søreide of Norway arrived in Accra on Monday.
    -- later | undated
    …
    -->
    trip: Ine Eriksen Søreide | done | with nobody
      stop: 1 Accra | done | 2019-06-03 | later monday
      stop: 2 Dakar | planned | 2019-06-05..2019-06-07 | later
      leg: Accra -> Dakar
      conflict: date of Accra
    meeting: Ine Eriksen Søreide + Foreign Minister (SN) | Dakar | planned | no date | later
      conflict: date

A stop without a number has no known place in the order. `a - b` are a stay's own first and last day, `a..b`
is a window. The last column names the reports that tell of it. Nothing else may come out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from geomap.pipeline import Readers, extract, read_inputs
from geomap.records import Article, Claims, Meeting, Merged, Stop, Trip, When, record
from geomap.trips import merge

FOLDER = Path(__file__).parent / "bundles"


@record
class Bundle:
    """Some reports and what they say together."""

    id: str
    reports: tuple[tuple[str, str, str], ...]
    """Name, day of publication and text of each."""
    expected: tuple[str, ...]


def read_bundles() -> Iterator[Bundle]:
    for path in sorted(FOLDER.glob("*.txt")):
        for block in re.split(r"^== ", path.read_text("utf8"), flags=re.M)[1:]:
            told, _, expected = block.partition("\n-->\n")
            title, *parts = re.split(r"^-- ", told, flags=re.M)
            reports = []
            for part in parts:
                head, _, text = part.partition("\n")
                name, _, published = head.partition(" | ")
                reports.append((name, published, text.strip()))
            lines = tuple(line.strip() for line in expected.splitlines() if line.strip())
            yield Bundle(id=f"{path.stem}::{title.strip()}", reports=tuple(reports), expected=lines)


BUNDLES = list(read_bundles())


def claims_of(bundle: Bundle, folder: Path, readers: Readers) -> list[Claims]:
    paths = []
    for name, published, text in bundle.reports:
        head = "" if published == "undated" else f"---\npublished: {published}\n---\n"
        paths.append(folder / f"{name}.txt")
        paths[-1].write_text(f"{head}{text}\n", "utf8")
    articles = [item for item in read_inputs(paths) if isinstance(item, Article)]
    assert len(articles) == len(paths)
    return [found for found in extract(articles, readers) if isinstance(found, Claims)]


def shown(merged: Merged) -> list[str]:
    return [line for trip in merged.trips for line in trip_lines(trip)] + [
        line
        for meeting in merged.meetings
        for line in (meeting_line(meeting), *(f"conflict: {c.field}" for c in meeting.conflicts))
    ]


def trip_lines(trip: Trip) -> Iterator[str]:
    along = ", ".join(person.label for person in trip.companions) or "nobody"
    yield f"trip: {trip.traveller.label} | {trip.status} | with {along}"
    yield from (stop_line(stop) for stop in trip.stops)
    yield from (f"leg: {leg.origin.name} -> {leg.destination.name}" for leg in trip.legs)
    yield from (f"conflict: {conflict.field}" for conflict in trip.conflicts)


def stop_line(stop: Stop) -> str:
    number = f"{stop.seq} " if stop.seq else ""
    name = stop.place.name if stop.place else stop.toponym
    return f"stop: {number}{name} | {stop.status} | {days(stop.when)} | {sources(stop)}"


def meeting_line(meeting: Meeting) -> str:
    people = " + ".join(person.label for person in meeting.participants)
    name = meeting.place.name if meeting.place else meeting.toponym or "-"
    return f"meeting: {people} | {name} | {meeting.status} | {days(meeting.when)} | {sources(meeting)}"


def days(when: When) -> str:
    if not when.dated:
        return "no date"
    if when.first == when.last:
        return str(when.first)
    return f"{when.first or ''}{' - ' if when.exact else '..'}{when.last or ''}"


def sources(item: Stop | Meeting) -> str:
    return " ".join(source.removesuffix(".txt") for source in item.sources)


@pytest.mark.parametrize("bundle", [pytest.param(bundle, id=bundle.id) for bundle in BUNDLES])
def test_bundles(bundle: Bundle, tmp_path: Path, readers: Readers) -> None:
    claims = claims_of(bundle, tmp_path, readers)
    assert shown(merge(claims)) == list(bundle.expected)
    assert shown(merge(reversed(claims))) == list(bundle.expected)


def test_every_bundle_has_its_own_id() -> None:
    assert len({bundle.id for bundle in BUNDLES}) == len(BUNDLES) > 20
