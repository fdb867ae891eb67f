"""How long every format takes for many stops, beside the quickest general writer; how much memory.

usage: python benchmarks/layers.py [STOPS]
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from geomap.layers import FORMATS, Layers, build_layers
from geomap.layers.memory import collector_at_rest
from geomap.places.boundaries import country_shapes
from geomap.records import (
    Evidence,
    Leg,
    Meeting,
    Merged,
    Person,
    Place,
    Report,
    Span,
    Stop,
    Trip,
    When,
)

PLACES = 3000
STOPS_A_TRIP = 5
TRAVELLERS = 400


def main(stops: int) -> None:
    """Print a line for each format."""
    shapes = list(country_shapes())
    merged = made_up(stops)
    layers, seconds = timed(lambda: build_layers([], merged, shapes))
    print(f"{'layers':>14} {seconds:6.2f} s   {layers.counts()}   peak {peak():.0f} MB")
    total = seconds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, write in FORMATS.items():
            before = {path.name for path in folder.iterdir()}
            with collector_at_rest():
                _, seconds = timed(partial(write, layers, folder))
            size = sum(path.stat().st_size for path in folder.iterdir() if path.name not in before)
            print(f"{title:>14} {seconds:6.2f} s {size / 1e6:7.1f} MB   peak {peak():.0f} MB")
            total += seconds
        print(f"{'all':>14} {total:6.2f} s")
        for title, seconds in yardsticks(layers, folder):
            print(f"{title:>14} {seconds:6.2f} s (yardstick)")


def peak() -> float:
    """The most memory held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed[T](work: Callable[[], T]) -> tuple[T, float]:
    """What `work` gives, and the CPU seconds it took."""
    start = time.process_time()
    return work(), time.process_time() - start


def yardsticks(layers: Layers, folder: Path) -> list[tuple[str, float]]:
    """The quickest general writers, for the stops alone."""
    frame = layers.frame("stops").drop(columns=["sources", "evidence", "history"])
    found = []
    for driver, suffix in (("GeoJSON", "geojson"), ("GPKG", "gpkg")):
        write = partial(frame.to_file, folder / f"yardstick.{suffix}", driver=driver, use_arrow=True)
        found.append((driver, timed(write)[1]))
    return found


def made_up(count: int) -> Merged:
    """Trips of five stops each, all over the world, each in one part of it."""
    places = [
        Place(
            name=f"Place {i}",
            lon=(i * 0.61803398875 % 1) * 360 - 180,
            lat=(i / PLACES) * 130 - 60,
            precision="city",
            country="FR",
            city=f"Place {i}",
            gazetteer="made up",
            geonameid=i + 1,
        )
        for i in range(PLACES)
    ]
    quote = "The minister visited the place and met the president there, officials said on Tuesday."
    evidence = (Evidence(article="a.txt", span=Span(start=0, end=len(quote), text=quote)),)
    history = (Report(status="done", article="a.txt", published=date(2024, 1, 1), quote=quote),)
    trips, meetings = [], []
    for t in range(count // STOPS_A_TRIP):
        first = date(1990, 1, 1) + timedelta(days=t % 12000)
        days = [
            When(first=first + timedelta(i), last=first + timedelta(i), exact=True)
            for i in range(STOPS_A_TRIP)
        ]
        here = [places[(t * 7 + i * 377) % PLACES] for i in range(STOPS_A_TRIP)]
        common = {"sources": ("a.txt",), "evidence": evidence, "status": "done"}
        stops = tuple(
            Stop(
                id=f"stop-{t}-{i}",
                seq=i + 1,
                toponym=here[i].name,
                place=here[i],
                when=days[i],
                history=history,
                confidence=0.9,
                **common,
            )
            for i in range(STOPS_A_TRIP)
        )
        legs = tuple(
            Leg(
                id=f"leg-{t}-{i}",
                seq=i + 1,
                origin=here[i],
                destination=here[i + 1],
                when=days[i + 1],
                **common,
            )
            for i in range(STOPS_A_TRIP - 1)
        )
        who = Person(name=f"Traveller {t % TRAVELLERS}", role="Foreign Minister", country="FR")
        host = Person(name=None, role="President", country="FR")
        trips.append(
            Trip(
                id=f"trip-{t}",
                traveller=who,
                title=f"Trip {t}",
                when=When(first=first, last=days[-1].last, exact=True),
                status="done",
                stops=stops,
                legs=legs,
                companions=(),
                sources=("a.txt",),
                conflicts=(),
            )
        )
        meetings.append(
            Meeting(
                id=f"meeting-{t}",
                trips=(f"trip-{t}",),
                participants=(who, host),
                format="bilateral",
                toponym=here[0].name,
                place=here[0],
                when=days[0],
                history=history,
                **common,
            )
        )
    return Merged(trips=tuple(trips), meetings=tuple(meetings))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
