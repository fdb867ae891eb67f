"""The command line: parses, calls the pipeline, reports. Results go to stdout, all else to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from geomap import __version__
from geomap.console import (
    STRICT,
    candidate_object,
    interruptible,
    print_candidates,
    print_json,
    print_summary,
    progress,
    reported,
    tell_unread,
)
from geomap.errors import ConfigError

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
    with reported(debug), interruptible() as check, progress(check, quiet or as_json) as tick:
        from geomap import pipeline
        from geomap.articles import read_columns

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
    with reported(debug):
        for unread in result.unread:
            tell_unread(unread)
        for warning in () if quiet else result.warnings:
            typer.echo(f"geomap: warning: {warning}", err=True)
        if as_json:
            print_json(result.build)
        elif not quiet:
            print_summary(result)
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
    unread: list[Unread] = []
    unlocated = 0
    with reported(debug), interruptible() as check:
        from geomap import pipeline
        from geomap.articles import read_columns
        from geomap.layers import extract_line
        from geomap.records import Article, Unread

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
                    tell_unread(item)

        for claims in pipeline.extract(articles(), readers):
            check()
            if isinstance(claims, Unread):
                unread.append(claims)
                tell_unread(claims)
                continue
            print_json(extract_line(claims))
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

    with reported(debug):
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

    with reported(debug):
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
                print_json({"name": name, "candidates": [candidate_object(*item) for item in ranked]})
            else:
                print_candidates(name, ranked)


def _stdin() -> BinaryIO | None:
    """Standard input, or None where it is closed."""
    return sys.stdin.buffer if sys.stdin else None


def _names(names: list[str] | None) -> Iterator[str]:
    if names and names != ["-"]:
        yield from names
    else:
        yield from (line.strip() for line in sys.stdin or () if line.strip())


if __name__ == "__main__":
    main()
