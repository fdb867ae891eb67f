"""What the commands print, and how they end: lines, JSON, progress, interrupts, exit codes."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from geomap.errors import ConfigError, GeomapError, NoInputError

if TYPE_CHECKING:
    from geomap.built import Built
    from geomap.places import Candidate
    from geomap.records import Unread

    type Ranked = tuple[Candidate, float, Sequence[str]]

FAILED, USAGE, STRICT, INTERRUPTED = 1, 2, 3, 130
"""Exit codes; 0 is done."""


def tell_unread(item: Unread) -> None:
    """Say what was not read, and why, beside the results."""
    typer.echo(f"geomap: {item.status}: {item.input}: {item.reason}", err=True)


def candidate_object(candidate: Candidate, score: float, reasons: Sequence[str]) -> dict[str, object]:
    """A candidate for JSON."""
    place = candidate.place
    return {
        "name": place.name,
        "lon": place.lon,
        "lat": place.lat,
        "precision": place.precision,
        "country": place.country,
        "admin1": place.admin1,
        "geonameid": place.geonameid,
        "feature": candidate.feature,
        "population": candidate.population,
        "score": round(score, 4),
        "reasons": list(reasons),
    }


def print_candidates(name: str, ranked: Sequence[Ranked]) -> None:
    """Candidates for a person, best first, with the reasons."""
    if not ranked:
        typer.echo(f"{name}: not found")
        return
    typer.echo(name)
    for candidate, score, reasons in ranked:
        place = candidate.place
        where = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
        typer.echo(f"  {score:6.2f}  {where}  lon {place.lon:.4f} lat {place.lat:.4f}  {'; '.join(reasons)}")


def print_json(value: object) -> None:
    """One value on one line."""
    import orjson

    sys.stdout.buffer.write(orjson.dumps(value) + b"\n")
    sys.stdout.buffer.flush()


def print_summary(result: Built) -> None:
    """What was read and found, and where the map is."""
    typer.echo(result.summary())
    if result.unlocated:
        typer.echo(f"{result.unlocated} without a point: see {result.output / 'unlocated.csv'}")
    typer.echo(f"map: {result.output / 'index.html'}")


@contextmanager
def interruptible() -> Iterator[Callable[[], None]]:
    """A check that raises KeyboardInterrupt once the user asked to stop.

    The exception itself may be lost: some libraries swallow it while they are imported.
    """
    asked = False

    def ask(*_: object) -> None:
        nonlocal asked
        asked = True
        raise KeyboardInterrupt

    def check() -> None:
        if asked:
            raise KeyboardInterrupt

    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield check  # whoever started geomap has a mind of its own
        return
    signal.signal(signal.SIGINT, ask)
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def progress(check: Callable[[], None], quiet: bool) -> Iterator[Callable[[str], None]]:
    """A check after each article, and a counter on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: check()
        return
    from rich.console import Console

    with Console(stderr=True).status("Reading articles …") as status:
        count = 0

        def tick(article: str) -> None:
            nonlocal count
            check()
            count += 1
            status.update(f"{count} read: {article}")

        yield tick


@contextmanager
def reported(debug: bool) -> Iterator[None]:
    """Turn geomap's errors into one line and the exit code of the contract."""
    try:
        yield
    except GeomapError as error:
        if debug:
            raise
        typer.echo(f"geomap: {error}", err=True)
        raise typer.Exit(USAGE if isinstance(error, (NoInputError, ConfigError)) else FAILED) from error
    except KeyboardInterrupt:
        typer.echo("geomap: interrupted", err=True)
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None
    except OSError as error:
        if debug:
            raise
        typer.echo(f"geomap: cannot read or write: {error}", err=True)
        raise typer.Exit(FAILED) from error
