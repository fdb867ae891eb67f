"""Golden cases of what an article says: reads `tests/cases/*.txt` and gold in JSON Lines.

A case is a title, the text of an article and what it says:

    == a minister flies on
    published: 2019-06-04
    Ine Eriksen Søreide arrived in Accra on Monday and will fly on to Dakar on Wednesday.
    --
    visit: Ine Eriksen Søreide | Accra | GH | done | 2019-06-03
    leg: Ine Eriksen Søreide | Accra -> Dakar | planned
    meeting: Ine Eriksen Søreide + Foreign Minister (SN) | Dakar | SN | planned | 2019-06-05..2019-06-07
    ?visit: …

`nothing` stands for no claim at all. A question mark makes an item optional: neither asked for nor held
against the reader. ' or ' parts what is equally right; '-' is not stated and not checked, like columns left
out. A day is where a stay begins, `a - b` its own first and last day, `a..b` a window, `no date` none at all.
A role is followed by its country in brackets. A backslash code (\\u00a0) in a text stands for its character.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from geomap.datafiles import data_path
from geomap.pipeline import Readers, extract, read_inputs
from geomap.records import Article, Claims, Unread, record

type Kind = Literal["visit", "leg", "meeting"]

FOLDER = Path(__file__).parent / "cases"
KINDS: tuple[Kind, ...] = ("visit", "leg", "meeting")
GROUP = re.compile(r"\b(leaders?|officials?|staff|delegation|members?|representatives?|alumni)\b")


@record
class Dates:
    """Own days of an event, or (not exact) a window that it lies in."""

    first: date
    last: date
    exact: bool


@record
class Party:
    """A person, or an office, or both."""

    name: str | None = None
    role: str = ""
    country: str | None = None

    def __str__(self) -> str:
        return self.name or f"{self.role} ({self.country})"


@record
class Item:
    """A visit, leg or meeting, expected or claimed."""

    kind: Kind
    who: tuple[Party, ...]
    places: tuple[str, ...] = ()
    """Names that are equally right for where it happened, or where a leg ends."""
    countries: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    origin_countries: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    dates: Dates | None = None
    dated: bool | None = None
    """False where there is no date, None where dates do not matter."""
    optional: bool = False

    def __str__(self) -> str:
        route = f"{'/'.join(self.origins)} -> " if self.kind == "leg" else ""
        days = (
            f" {self.dates.first}{' - ' if self.dates.exact else '..'}{self.dates.last}" if self.dates else ""
        )
        place = f"{'/'.join(self.places) or '-'} | {'/'.join(self.countries) or '-'}"
        status = "/".join(self.statuses)
        return f"{self.kind}: {' + '.join(map(str, self.who))} | {route}{place} | {status}{days}"


@record
class Case:
    """One article and what it says."""

    file: str
    title: str
    text: str
    published: str | None
    headline: str | None
    source: str | None
    items: tuple[Item, ...]
    path: Path | None = None
    """Where the article is a file."""

    @property
    def id(self) -> str:
        return f"{self.file}::{self.title}"


# ── The cases of the tests ──────────────────────────────────────────────────────────────────────


def read_cases(folder: Path = FOLDER) -> list[Case]:
    """All cases, by file and in the order of the files."""
    cases = []
    for path in sorted(folder.glob("*.txt")):
        if path.name != "known_gaps.txt":
            blocks = re.split(r"^== ", path.read_text("utf8"), flags=re.M)[1:]
            cases += [_case(path.stem, block) for block in blocks]
    return cases


def known_gaps(folder: Path = FOLDER) -> set[str]:
    """Ids of the cases that are not met yet."""
    lines = (folder / "known_gaps.txt").read_text("utf8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def _case(file: str, block: str) -> Case:
    title, rest = block.split("\n", 1)
    text, _, said = rest.rpartition("\n--\n")
    head: dict[str, str] = {}
    while found := re.match(r"(published|title|source): (.+)\n", text):
        head[found[1]] = found[2]
        text = text[found.end() :]
    lines = [line for line in said.splitlines() if line.strip()]
    if not lines or ("nothing" in lines and len(lines) > 1):
        msg = f"{file}: {title}: expected items or 'nothing', got {lines}"
        raise ValueError(msg)
    return Case(
        file=file,
        title=title.strip(),
        text=re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text),
        published=head.get("published"),
        headline=head.get("title"),
        source=head.get("source"),
        items=tuple(read_item(line) for line in lines if line != "nothing"),
    )


def read_item(line: str) -> Item:
    """One line of what a case says."""
    found = re.fullmatch(r"(\??)(visit|leg|meeting): (.+)", line)
    if not found:
        msg = f"expected 'visit: …', 'leg: …', 'meeting: …' or 'nothing', got {line!r}"
        raise ValueError(msg)
    kind: Kind = found[2]  # type: ignore[assignment]
    columns = [_choices(column) for column in found[3].split(" | ")]
    who = tuple(_party(name) for name in found[3].split(" | ")[0].split(" + "))
    if kind == "leg":
        origin, target = (_choices(end) for end in found[3].split(" | ")[1].split(" -> "))
        columns.insert(2, ())
        columns[1] = target
    else:
        origin = ()
    columns += [()] * (5 - len(columns))
    dates = columns[4][0] if columns[4] else ""
    return Item(
        kind=kind,
        who=who,
        places=columns[1],
        countries=columns[2] or _countries(columns[1]),
        origins=origin,
        origin_countries=_countries(origin),
        statuses=columns[3],
        dates=_dates(dates),
        dated=None if not dates else dates != "no date",
        optional=bool(found[1]),
    )


def _choices(column: str) -> tuple[str, ...]:
    return tuple(choice.strip() for choice in column.split(" or ") if choice.strip() != "-")


def _party(text: str) -> Party:
    role = re.fullmatch(r"(.+) \(([A-Z]{2})\)", text)
    if role:
        return Party(role=role[1], country=role[2])
    return Party(role=text) if GROUP.search(text) else Party(name=text)


def _dates(text: str) -> Dates | None:
    days = [date.fromisoformat(day) for day in re.findall(r"\d{4}-\d\d-\d\d", text)]
    return Dates(first=days[0], last=days[-1], exact=".." not in text) if days else None


# ── Gold in JSON Lines ──────────────────────────────────────────────────────────────────────────


def read_gold(gold: Path, articles: Path) -> list[Case]:
    """Cases of a gold file: one article a line, with the article's file and its visits, legs and meetings."""
    lines = [json.loads(line) for line in gold.read_text("utf8").splitlines() if line.strip()]
    return [
        Case(
            file=gold.stem,
            title=str(line["id"]),
            text="",
            path=articles / Path(line["file"]).name,
            published=None,
            headline=None,
            source=None,
            items=tuple(_gold_item(kind, item) for kind in KINDS for item in line[f"{kind}s"]),
        )
        for line in lines
    ]


def _gold_item(kind: Kind, item: dict[str, Any]) -> Item:
    own = [item[key] for key in ("start", "date", "end") if item.get(key)]
    days = [date.fromisoformat(day) for day in own or item.get("window") or ()]
    place = item.get("to") or item.get("city") or item.get("place")
    country = item.get("to_country") or item.get("country")
    names = item.get("participants") or [item["who"]]
    return Item(
        kind=kind,
        who=tuple(_gold_party(name) if kind == "meeting" else Party(name=name) for name in names),
        places=(place,) if place else (),
        countries=(country,) if country else (),
        origins=(item["from"],) if "from" in item else (),
        origin_countries=(item["from_country"],) if item.get("from_country") else (),
        statuses=(item["status"],),
        dates=Dates(first=days[0], last=days[-1], exact=bool(own)) if days else None,
        dated=True if days else None,
        optional=bool(item.get("optional")),
    )


def _gold_party(text: str) -> Party:
    role, _, country = text.rpartition(" of ")
    code = country_code(country.removeprefix("the "))
    return Party(role=role, country=code) if code else _party(text)


# ── Names of countries ──────────────────────────────────────────────────────────────────────────


def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country's name, None if it is no country's."""
    return _country_names().get(name.casefold())


def _countries(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(country_code, names)))


@cache
def _country_names() -> dict[str, str]:
    names = {}
    for line in data_path("gazetteer/countries.tsv").read_text("utf8").splitlines():
        if not line.startswith(("#", "iso2\t")):
            code, name, aliases, historic, *_ = [*line.split("\t"), "", "", ""]
            for each in (name, *aliases.split(" | "), *historic.split(" | ")):
                if each:
                    names[each.strip().casefold()] = code
    return names


# ── What geomap says of them ────────────────────────────────────────────────────────────────────


def read_all(cases: list[Case], readers: Readers) -> Iterator[tuple[Case, Claims | None]]:
    """Each case with what geomap reads in it, None where the text was not taken as an article."""
    lines = [
        json.dumps(
            {"id": str(number), "text": case.text}
            | ({"published": case.published} if case.published else {})
            | ({"title": case.headline} if case.headline else {})
            | ({"source": case.source} if case.source else {})
        )
        for number, case in enumerate(cases)
        if not case.path
    ]
    articles = _articles(read_inputs(["-"], io.BytesIO("\n".join(lines).encode()))) if lines else []
    for number, case in enumerate(cases):
        if case.path:
            articles += [replace(each, id=str(number)) for each in _articles(read_inputs([case.path]))]
    by_id = {found.article.id: found for found in extract(articles, readers)}
    for number, case in enumerate(cases):
        yield case, by_id.get(str(number))


def _articles(read: Iterable[Article | Unread]) -> list[Article]:
    return [each for each in read if isinstance(each, Article)]
