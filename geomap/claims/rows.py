"""What a table's row says: its columns say who, when and where, so no model has to read it."""

from __future__ import annotations

import re
from dataclasses import replace

from geomap.claims.locales import Found, find_locales
from geomap.claims.territory import Territory, find_territories
from geomap.places.gazetteer import Gazetteer
from geomap.places.resolver import UNKNOWN
from geomap.records import Article, Claims, Evidence, Mention, Person, Place, Row, Span, Visit, When

ROW = "row"
"""The rule of these claims: all places of a row together take all of its days."""
_SURNAME_FIRST = re.compile(r"([^,]+),\s*([^,]+)")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|k\.?c|q\.?c|esq|obe|cbe|mp)\.?", re.IGNORECASE)
_NO_COUNTRY = "the locale is searched for everywhere, as no gazetteer knows the country"


def read_row(article: Article, gazetteer: Gazetteer) -> Claims:
    """The claims of a table's row, with the row as evidence.

    Every place of the locale is a visit; the country itself is one only where there is no locale. The
    order of several places is not stated, so each has the row's days as its window.

    Raises
    ------
    ValueError
        If the article is no row of a table.
    """
    row = article.row
    if row is None:
        msg = f"The article {article.id} is no row of a table"
        raise ValueError(msg)
    territories = find_territories(row.country.text, gazetteer) if row.country else ()
    found = _locales(row, [t for _, t in territories], gazetteer)
    places = [f.place for f in found if f.place]
    who = Person(name=_given_name_first(row.who.text), role=row.role.text if row.role else None)
    mentions = [Mention(span=row.who, kind="person", person=who)]
    mentions += _countries(row, territories, places, gazetteer)
    stays: list[tuple[Span, Place | None]] = []
    for one in found:
        span = _part(row.locale, one.item.start, one.item.end)
        mentions.append(Mention(span=span, kind="toponym", use="name", place=one.place, reason=one.reason))
        stays.append((span, one.place))
    if not stays:
        stays = [(m.span, m.place) for m in mentions if m.kind == "toponym"]
    evidence = (Evidence(article=article.id, span=_line(article)),)
    return Claims(
        article=article,
        mentions=tuple(mentions),
        visits=tuple(
            Visit(
                who=who,
                toponym=span.text,
                place=place,
                when=_when(row, several=len(stays) > 1),
                status=row.status,
                evidence=evidence,
                confidence=round(place.confidence if place else 0.5, 2),
                rule=ROW,
            )
            for span, place in stays
        ),
    )


def _locales(row: Row, territories: list[Territory], gazetteer: Gazetteer) -> list[Found]:
    if row.locale is None:
        return []
    codes = tuple(dict.fromkeys(code for territory in territories for code in territory.codes))
    units = [territory.admin1 for territory in territories if territory.admin1]
    unit = units[0] if len(units) == len(territories) == 1 else None
    found = find_locales(row.locale.text, codes, unit, gazetteer)
    if row.country and not territories:
        found = [replace(f, reason=f.reason or _NO_COUNTRY) for f in found]
    return found


def _countries(
    row: Row, territories: tuple[tuple[str, Territory], ...], places: list[Place], gazetteer: Gazetteer
) -> list[Mention]:
    """The mentions of countries; a state that is gone is the one of today in which the locale lies."""
    if row.country is None:
        return []
    if not territories:
        return [Mention(span=row.country, kind="toponym", use="name", reason=UNKNOWN)]
    mentions, at = [], 0
    for words, territory in territories:
        at = row.country.text.index(words, at)
        span = _part(row.country, at, at + len(words))
        at += len(words)
        place, reason = _today(words, territory, places, gazetteer)
        mentions.append(Mention(span=span, kind="toponym", use="name", place=place, reason=reason))
    return mentions


def _today(
    words: str, territory: Territory, places: list[Place], gazetteer: Gazetteer
) -> tuple[Place, str | None]:
    if not territory.gone:
        return territory.place, None
    heirs = [p.country for p in places if p.country and (p.country in territory.codes)]
    code = heirs[0] if heirs else territory.codes[0] if territory.codes else None
    if code is None:
        return territory.place, None
    country = gazetteer.country(code).place
    if heirs:
        return country, f"{words} is no more; the locale lies in {country.name} today"
    if len(territory.codes) == 1:
        return country, f"{words} is {country.name} today"
    return country, f"{words} is no more; its capital lies in {country.name} today"


def _when(row: Row, *, several: bool) -> When:
    when = row.when
    if several and when.exact and when.first != when.last:
        reason = "somewhere within the row's days; the table does not say when at which of its places"
        return replace(when, exact=False, reason=reason)
    return when


def _given_name_first(name: str) -> str:
    """'Blinken, Antony J.' as 'Antony J. Blinken'."""
    found = _SURNAME_FIRST.fullmatch(name)
    if not found or _SUFFIX.fullmatch(found[2].strip()) or len(found[2].split()) > 3:
        return name
    return f"{found[2].strip()} {found[1].strip()}"


def _part(span: Span | None, start: int, end: int) -> Span:
    assert span is not None
    return Span(start=span.start + start, end=span.start + end, text=span.text[start:end])


def _line(article: Article) -> Span:
    return Span(start=0, end=len(article.text), text=article.text)
