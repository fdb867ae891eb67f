"""What the language model reads in one article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from spacy.tokens import Doc

from geomap.records import Article, Precision, Use, record


class Bearer(Protocol):
    """One place that bears a name."""

    @property
    def lon(self) -> float:
        """Degrees east."""

    @property
    def lat(self) -> float:
        """Degrees north."""

    @property
    def precision(self) -> Precision:
        """Of its point."""

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2; None for regions and seas."""

    @property
    def admin1_code(self) -> str | None:
        """The first-order unit that it is or lies in: 'US.TX'."""

    @property
    def feature(self) -> str:
        """Its GeoNames feature code, such as PCLI, ADM1, PPLC or SEA."""

    @property
    def population(self) -> int:
        """0 where it is not known."""

    @property
    def match(self) -> str:
        """How it bears the name: main, alternate, historic, abbreviation or demonym."""


class Lexicon(Protocol):
    """What the language room asks of a gazetteer."""

    def is_place(self, name: str) -> bool:
        """Whether any place bears this name, in any script, case and accents folded."""

    def begins(self, name: str) -> bool:
        """Whether any longer name begins with this one."""

    def demonym(self, word: str) -> str | None:
        """ISO 3166-1 alpha-2 of the country that an adjective or a demonym belongs to ('Kazakh': KZ)."""

    def candidates(self, name: str) -> Sequence[Bearer]:
        """Every place that bears the name."""

    def demonym_places(self, word: str) -> Sequence[Bearer]:
        """All countries, regions and cities that a demonym may belong to ('European', 'Texan'), or none."""


@record
class Toponym:
    """A place name in the view, not yet resolved. Offsets count characters of `Article.view.text`."""

    start: int
    end: int
    text: str
    use: Use


@record
class Parsed:
    """One article as the model reads it.

    `doc` spans `Article.view.text` exactly (``doc.text == article.view.text``), so the offsets of its
    tokens (`Token.idx`) are view offsets, as are those of `toponyms`.
    """

    article: Article
    doc: Doc
    toponyms: tuple[Toponym, ...]
    """In order, without overlaps."""
