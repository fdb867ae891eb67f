"""How long every format takes for many stops, beside the quickest general writers; how much memory.

Times are CPU seconds, without the import of libraries; the peak is that of the whole process, made-up
records and all. What is compared is written in turn, and the best of each counts.

usage: python benchmarks/layers.py [STOPS]
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from geomap.layers import FORMATS, NAMES, Layers, build_layers
from geomap.layers.fields import FIELDS, Name
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

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

ROUNDS = 5
PLACES = 3000
STOPS_A_TRIP = 5
TRAVELLERS = 400
STEPS = (144, 233, 377, 610)
"""Of places in their order, which lie on a spiral: with these, a leg is 700 to 3,000 km long."""


def main(stops: int) -> None:
    """Print a line for each format, and how it compares with the quickest general writer."""
    shapes = list(country_shapes())
    merged = made_up(stops)
    FORMATS["parquet"](build_layers([], made_up(0), []), Path(tempfile.mkdtemp()))  # imports
    layers, seconds = timed(lambda: build_layers([], merged, shapes))
    print(f"{'layers':>14} {seconds:6.2f} s   {layers.counts()}   peak {peak():.0f} MB")
    total = seconds
    taken = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, write in FORMATS.items():
            before = {path.name for path in folder.iterdir()}
            with collector_at_rest():
                _, taken[title] = timed(partial(write, layers, folder))
            size = sum(path.stat().st_size for path in folder.iterdir() if path.name not in before)
            print(f"{title:>14} {taken[title]:6.2f} s {size / 1e6:7.1f} MB   peak {peak():.0f} MB")
            total += taken[title]
        print(f"{'all':>14} {total:6.2f} s   peak {peak():.0f} MB")
        frames, making = timed(lambda: {name: frame_of_texts(layers, name) for name in NAMES})
        for title, yardstick in YARDSTICKS.items():
            theirs = partial(yardstick, layers, frames, folder)
            ours, writing = duel(partial(FORMATS[title], layers, folder), theirs)
            whole = writing + (0 if title == "geojson" else making)
            print(
                f"{title:>14} {ours:6.2f} s, and {writing:.2f} s by the quickest general writer of what it is"
                f" given ready-made: {ours / writing:.2f} x; {ours / whole:.2f} x with the making"
            )


def peak() -> float:
    """The most memory held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed[T](work: Callable[[], T]) -> tuple[T, float]:
    """What `work` gives, and the CPU seconds it took."""
    start = time.process_time()
    return work(), time.process_time() - start


def duel(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """The best time of each of two writers that take turns, so that a busy machine is busy for both."""
    with collector_at_rest():
        rounds = [(timed(ours)[1], timed(theirs)[1]) for _ in range(ROUNDS)]
    return min(first for first, _ in rounds), min(second for _, second in rounds)


def dump_collections(layers: Layers, _: Mapping[Name, "GeoDataFrame"], folder: Path) -> None:
    """GeoJSON: each layer by one call of orjson."""
    for name in NAMES:
        collection = {"type": "FeatureCollection", "features": layers.features(name)}
        (folder / f"yardstick-{name}.geojson").write_bytes(orjson.dumps(collection))


def write_gdal(_: Layers, frames: Mapping[Name, "GeoDataFrame"], folder: Path) -> None:
    """GeoPackage: ready GeoDataFrames by GDAL through Arrow, with its index."""
    path = folder / "yardstick.gpkg"
    path.unlink(missing_ok=True)
    for name, frame in frames.items():
        frame.to_file(path, layer=name, driver="GPKG", use_arrow=True)


def write_frames(_: Layers, frames: Mapping[Name, "GeoDataFrame"], folder: Path) -> None:
    """GeoParquet: ready GeoDataFrames by geopandas and pyarrow."""
    for name, frame in frames.items():
        frame.to_parquet(folder / f"yardstick-{name}.parquet", compression="zstd")


YARDSTICKS = {"geojson": dump_collections, "gpkg": write_gdal, "parquet": write_frames}
"""The quickest general writer of a format. Two take GeoDataFrames, which must first be made."""


def frame_of_texts(layers: Layers, name: Name) -> "GeoDataFrame":
    """A layer's GeoDataFrame with its lists as JSON texts, as tables hold them."""
    frame = layers.frame(name)
    for field, kind in FIELDS[name].items():
        if kind == "list":
            frame[field] = [orjson.dumps(value).decode() for value in frame[field]]
    return frame


def made_up(count: int) -> Merged:
    """Trips of five stops each, all over the world; no two share an article, some a route."""
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
    trips, meetings = [], []
    for t in range(count // STOPS_A_TRIP):
        source = f"articles/{t}.txt"
        quote = f"Minister {t} visited the place and met the president there, officials said on Tuesday."
        evidence = (Evidence(article=source, span=Span(start=t, end=t + len(quote), text=quote)),)
        history = (Report(status="done", article=source, published=date(2024, 1, 1), quote=quote),)
        first = date(1990, 1, 1) + timedelta(days=t % 12000)
        days = [
            When(first=first + timedelta(i), last=first + timedelta(i), exact=True)
            for i in range(STOPS_A_TRIP)
        ]
        here = [places[(t * 7 + i * STEPS[t // PLACES % len(STEPS)]) % PLACES] for i in range(STOPS_A_TRIP)]
        common = {"sources": (source,), "evidence": evidence, "status": "done"}
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
                sources=(source,),
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
