"""The command line: parses, calls the pipeline, reports. Results go to stdout, all else to stderr."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from geomap import __version__
from geomap.errors import ConfigError, GeomapError, NoInputError

if TYPE_CHECKING:
    from geomap.pipeline import Built
    from geomap.places import Candidate
    from geomap.records import Unread

    type Ranked = tuple[Candidate, float, Sequence[str]]

FAILED, USAGE, STRICT, INTERRUPTED = 1, 2, 3, 130

app = typer.Typer(
    name="geomap",
    help="Turn news reports of official visits into GIS layers and one standalone map.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUTS...", help="Files, folders or globs of articles; '-' reads standard input."
    ),
]
Model = Annotated[
    str | None, typer.Option(help="Name or path of another spaCy pipeline.", rich_help_panel="Data")
]
Columns = Annotated[
    str | None,
    typer.Option(
        metavar="FIELD=HEADING,...",
        help="Headings of tables that are not the usual ones: 'who=Name,start=From'.",
        rich_help_panel="Data",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but results and errors.")]
Strict = Annotated[bool, typer.Option(help="Exit with 3 if anything is unread or has no point.")]
Debug = Annotated[bool, typer.Option(help="Show the traceback of an error.", hidden=True)]


def main() -> None:
    """Run geomap; the entry point of the `geomap` command."""
    app()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"geomap {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Turn news reports of official visits into GIS layers and one standalone map."""


@app.command()
def build(
    inputs: Inputs,
    output: Annotated[
        str, typer.Option("--output", "-o", help="Folder for the layers and the map.")
    ] = "output",
    boundaries: Annotated[
        Path | None, typer.Option(help="Another view of the countries' borders.", rich_help_panel="Data")
    ] = None,
    model: Model = None,
    columns: Columns = None,
    tiles: Annotated[
        str | None,
        typer.Option(
            help="Address template of a tile server; the map then needs the network.", rich_help_panel="Map"
        ),
    ] = None,
    language: Annotated[
        str, typer.Option(help="Language of the map's own words: en or ru.", rich_help_panel="Map")
    ] = "en",
    formats: Annotated[
        str,
        typer.Option(
            help="Further formats, joined by commas: csv, csv-bom, colt, kmz, lpf, annotations, timeline, "
            "schema-org, parquet, picture.",
            rich_help_panel="Output",
        ),
    ] = "",
    trip: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="Draw this trip as a picture of its own, ID.png and ID.svg; may be given several times.",
            rich_help_panel="Output",
        ),
    ] = None,
    strict: Strict = False,
    as_json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Read articles, merge what they say into trips, write the layers and the map."""
    from geomap import pipeline
    from geomap.articles import read_columns

    with _reported(debug), _interruptible() as check, _progress(check, quiet or as_json) as tick:
        if not output.strip():
            msg = "--output takes the name of a folder; it is empty"
            raise ConfigError(msg)
        options = pipeline.Options(
            model=model,
            boundaries=boundaries,
            tiles=tiles,
            language=language,
            columns=read_columns(columns),
            formats=tuple(name.strip() for name in formats.split(",") if name.strip()),
            trips=tuple(trip or ()),
        )
        result = pipeline.build(inputs, Path(output), options, stdin=_stdin(), progress=tick)
    with _reported(debug):
        for unread in result.unread:
            _tell_unread(unread)
        for warning in () if quiet else result.warnings:
            typer.echo(f"geomap: warning: {warning}", err=True)
        if as_json:
            _print_json(result.build)
        elif not quiet:
            _print_summary(result)
    if strict and (result.unread or result.unlocated):
        raise typer.Exit(STRICT)


@app.command()
def extract(
    inputs: Inputs,
    model: Model = None,
    columns: Columns = None,
    strict: Strict = False,
    debug: Debug = False,
) -> None:
    """Print what each article says, as one JSON object an article and line."""
    from geomap import pipeline
    from geomap.articles import read_columns
    from geomap.layers import extract_line
    from geomap.records import Article, Unread

    unread: list[Unread] = []
    unlocated = 0
    with _reported(debug), _interruptible() as check:
        items = pipeline.read_inputs(inputs, _stdin(), read_columns(columns))
        readers = pipeline.load_readers(pipeline.Options(model=model))

        def articles() -> Iterator[Article]:
            for item in items:
                if isinstance(item, Article):
                    for warning in item.warnings:
                        typer.echo(f"geomap: warning: {item.file}: {warning}", err=True)
                    yield item
                else:
                    unread.append(item)
                    _tell_unread(item)

        for claims in pipeline.extract(articles(), readers):
            check()
            if isinstance(claims, Unread):
                unread.append(claims)
                _tell_unread(claims)
                continue
            _print_json(extract_line(claims))
            unlocated += sum(
                mention.kind == "toponym" and mention.place is None for mention in claims.mentions
            )
    if strict and (unread or unlocated):
        raise typer.Exit(STRICT)


@app.command()
def explain(
    identity: Annotated[str, typer.Argument(metavar="ID", help="Id of a trip, stop, leg or meeting.")],
    inputs: Inputs,
    model: Model = None,
    columns: Columns = None,
    debug: Debug = False,
) -> None:
    """Say why something is on the map: sentences, rules, dates, what was merged, what contradicts it."""
    from geomap import pipeline
    from geomap.articles import read_columns
    from geomap.layers import explain as explanation
    from geomap.trips import merge

    with _reported(debug):
        options = pipeline.Options(model=model, columns=read_columns(columns))
        claims, _, _ = pipeline.read_all(inputs, options, stdin=_stdin())
        typer.echo(explanation(identity, claims, merge(claims)))


@app.command()
def geocode(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAMES...", help="Place names; none or '-' reads one a line from standard input."
        ),
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="Only places in this country (two-letter code).")
    ] = None,
    context: Annotated[str | None, typer.Option(help="Text around the name, which helps to choose.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many candidates to show for each name.")] = 5,
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Find places by name, and say why each is ranked where it is."""
    from geomap.places import Gazetteer, rank

    with _reported(debug):
        if country is not None and (len(country) != 2 or not country.isalpha()):
            msg = f"--country takes a two-letter code such as KZ, not {country!r}"
            raise ConfigError(msg)
        gazetteer = Gazetteer()
        if country is not None and country.upper() not in gazetteer.countries():
            msg = f"--country: there is no country {country.upper()}; give its two-letter code, such as KZ"
            raise ConfigError(msg)
        for name in _names(names):
            ranked = rank(name, gazetteer, country=country.upper() if country else None, context=context)[
                :limit
            ]
            if as_json:
                _print_json({"name": name, "candidates": [_candidate(*item) for item in ranked]})
            else:
                _print_candidates(name, ranked)


def _tell_unread(item: Unread) -> None:
    typer.echo(f"geomap: {item.status}: {item.input}: {item.reason}", err=True)


def _stdin() -> BinaryIO | None:
    """Standard input, or None where it is closed."""
    return sys.stdin.buffer if sys.stdin else None


def _names(names: list[str] | None) -> Iterator[str]:
    if names and names != ["-"]:
        yield from names
    else:
        yield from (line.strip() for line in sys.stdin or () if line.strip())


def _candidate(candidate: Candidate, score: float, reasons: Sequence[str]) -> dict[str, object]:
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


def _print_candidates(name: str, ranked: Sequence[Ranked]) -> None:
    if not ranked:
        typer.echo(f"{name}: not found")
        return
    typer.echo(name)
    for candidate, score, reasons in ranked:
        place = candidate.place
        where = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
        typer.echo(f"  {score:6.2f}  {where}  lon {place.lon:.4f} lat {place.lat:.4f}  {'; '.join(reasons)}")


def _print_json(value: object) -> None:
    import orjson

    sys.stdout.buffer.write(orjson.dumps(value) + b"\n")
    sys.stdout.buffer.flush()


def _print_summary(result: Built) -> None:
    counts = result.counts
    read, left = len(result.claims), len(result.unread)
    typer.echo(
        f"{read} article{'s' * (read != 1)} read{f', {left} not' if left else ''}: "
        + ", ".join(f"{counts[name]} {name}" for name in ("trips", "stops", "legs", "meetings", "places"))
    )
    if result.unlocated:
        typer.echo(f"{result.unlocated} without a point: see {result.output / 'unlocated.csv'}")
    typer.echo(f"map: {result.output / 'index.html'}")


@contextmanager
def _interruptible() -> Iterator[Callable[[], None]]:
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
def _progress(check: Callable[[], None], quiet: bool) -> Iterator[Callable[[str], None]]:
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
def _reported(debug: bool) -> Iterator[None]:
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


if __name__ == "__main__":
    main()
