"""The rooms in order: articles → language → places → claims for each article, then trips, layers and map.

`extract` is the map step, a pure function of each article; `build` adds the reduce step and writes.
Heavy libraries are imported when they are first needed, so that ``geomap --help`` answers at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property, partial
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from geomap.built import MAP, Built
from geomap.errors import ConfigError, GeomapError, NoInputError
from geomap.records import Article, Claims, Merged, Unread, record

if TYPE_CHECKING:
    from spacy.language import Language

    from geomap.layers import Format
    from geomap.places.gazetteer import Gazetteer

type Progress = Callable[[str], None]
"""Called with the id of each article once it is read."""


_TOLD = 5
"""So many unread inputs are named where none could be read."""


@record
class Options:
    """What a user may choose."""

    model: str | None = None
    """Name or path of another spaCy pipeline."""
    boundaries: Path | None = None
    """Another view of the countries' borders; any file that geopandas reads."""
    tiles: str | None = None
    """Address template of a tile server for the map; without it the map asks nothing of the network."""
    language: str = "en"
    """Language of the map's own words."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Headings of tables by field ('who', 'start', 'country' …), where they are not the usual ones."""
    formats: tuple[str | Format, ...] = ()
    """Formats to write beside the usual ones: names of `geomap.layers.FORMATS`, or functions like those."""
    trips: tuple[str, ...] = ()
    """Ids of trips to draw a picture of, each as PNG and SVG named by its id."""


class Readers:
    """What is loaded once and read with many times.

    Parameters
    ----------
    model
        Name or path of another spaCy pipeline.

    Raises
    ------
    DataError
        If the gazetteer is missing or damaged.
    """

    def __init__(self, model: str | None = None) -> None:
        from geomap.places import Gazetteer

        self.model = model
        self.gazetteer: Gazetteer = Gazetteer()

    @cached_property
    def nlp(self) -> Language:
        """The language model, loaded when the first text needs it; tables need none.

        Raises
        ------
        DataError
            If it is missing or damaged.
        """
        from geomap.language import load_model

        return load_model(self.model)


def load_readers(options: Options) -> Readers:
    """Open the gazetteer; the language model follows when the first text needs it.

    Raises
    ------
    DataError
        If the gazetteer is missing or damaged.
    """
    return Readers(options.model)


def read_inputs(
    inputs: Sequence[str | Path],
    stdin: BinaryIO | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | Unread]:
    """Read the articles of files, folders, globs and '-', and the rows of tables.

    Raises
    ------
    NoInputError
        If there is nothing to read.
    """
    from geomap.articles import read_articles

    return read_articles(inputs, stdin=stdin, columns=columns)


def extract(articles: Iterable[Article], readers: Readers) -> Iterator[Claims | Unread]:
    """Read what each article says: one `Claims` an article, in order, each from that article alone.

    A fault of our own in one article makes that one `Unread` and lets the others go on.
    """
    from geomap.claims import read_claims, read_row
    from geomap.language import parse
    from geomap.places import resolve

    for rows, group in groupby(articles, key=lambda article: article.row is not None):
        if rows:
            yield from (read_row(article, readers.gazetteer) for article in group)
            continue
        for parsed in parse(group, readers.nlp, readers.gazetteer):
            try:
                mentions = resolve(parsed, readers.gazetteer)
                yield read_claims(parsed, mentions, readers.gazetteer)
            except GeomapError:
                raise
            except Exception as error:
                reason = f"a fault in geomap, please report it: {type(error).__name__}: {error}"
                article = parsed.article
                yield Unread(input=article.id, status="failed", reason=reason, file=article.file)


def read_all(
    inputs: Sequence[str | Path],
    options: Options,
    *,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> tuple[tuple[Claims, ...], tuple[Unread, ...], Readers]:
    """Read every input and what it says, and report what could not be read.

    Raises
    ------
    NoInputError
        If there is nothing to read.
    """
    articles: list[Article] = []
    unread: list[Unread] = []
    for item in read_inputs(inputs, stdin, options.columns):
        if isinstance(item, Article):
            articles.append(item)
        else:
            unread.append(item)
    readers = load_readers(options)
    claims = []
    for found in extract(articles, readers):
        if isinstance(found, Unread):
            unread.append(found)
            continue
        claims.append(found)
        if progress:
            progress(found.article.id)
    return tuple(claims), tuple(unread), readers


def build(
    inputs: Sequence[str | Path],
    output: Path,
    options: Options | None = None,
    *,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Built:
    """Read articles, merge what they say into trips, write the layers and the map.

    Raises
    ------
    NoInputError
        If there is nothing to read.
    ConfigError
        If there is no such format or trip.
    OutputError
        If the output cannot be written; what was there before is untouched.
    """
    from geomap.layers import FORMATS, check_output
    from geomap.trips import merge

    options = options or Options()
    if unknown := [name for name in options.formats if isinstance(name, str) and name not in FORMATS]:
        msg = f"There is no format {', '.join(unknown)}; --formats takes {', '.join(FORMATS)}"
        raise ConfigError(msg)
    check_output(output)
    claims, unread, readers = read_all(inputs, options, stdin=stdin, progress=progress)
    if not claims:
        told = "; ".join(f"{item.input}: {item.reason}" for item in unread[:_TOLD])
        msg = f"Nothing could be read, so nothing was written. {told}"
        raise NoInputError(msg)
    return _write(output, claims, unread, merge(claims), readers, options)


def _write(
    output: Path,
    claims: tuple[Claims, ...],
    unread: tuple[Unread, ...],
    merged: Merged,
    readers: Readers,
    options: Options,
) -> Built:
    from geomap import __version__
    from geomap.layers import (
        DEFAULT_FORMATS,
        FORMATS,
        NAMES,
        build_layers,
        build_report,
        write_output,
        write_picture,
    )
    from geomap.places.boundaries import country_topology, read_shapes
    from geomap.webmap import render_map

    topology = country_topology(options.boundaries)
    layers = build_layers(claims, merged, read_shapes(topology))
    page = render_map(
        {name: {"type": "FeatureCollection", "features": list(layers.features(name))} for name in NAMES},
        {found.article.id: _credit(found.article) for found in claims},
        topology=topology,
        tiles=options.tiles,
        language=options.language,
    )
    report = build_report(
        version=__version__,
        model=_model(claims, readers),
        data={"gazetteer": readers.gazetteer.meta.hash, "boundaries": sha256(topology).hexdigest()},
        articles=[found.article for found in claims],
        unread=unread,
        layers=layers,
    )
    formats = dict.fromkeys((*DEFAULT_FORMATS, *options.formats))
    writers: list[Callable[[Path], object]] = [
        partial(FORMATS[f] if isinstance(f, str) else f, layers) for f in formats
    ]
    writers += [partial(write_picture, layers, trip=trip) for trip in dict.fromkeys(options.trips)]
    written = write_output(output, {MAP: page.encode()}, report, writers=writers)
    return Built(output=output, claims=claims, unread=unread, merged=merged, layers=layers, build=written)


def _model(claims: tuple[Claims, ...], readers: Readers) -> dict[str, str]:
    """Name, version and hash of the language model; nothing where every article is a table's row."""
    from geomap.language import model_hash

    if claims and all(found.article.row for found in claims):
        return {}
    meta = readers.nlp.meta
    return {
        "name": str(meta.get("name")),
        "version": str(meta.get("version")),
        "sha256": model_hash(readers.nlp),
    }


def _credit(article: Article) -> dict[str, str | None]:
    """What the map says of an article beside its quotes."""
    return {
        "title": article.title,
        "source": article.source,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
    }
