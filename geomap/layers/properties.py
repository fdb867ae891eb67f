"""Records to the property values of layers and of `geomap extract`: plain JSON, in fixed order.

One sentence tells of a stop, its leg and a meeting there: what is made of it is kept and shared, which
halves what many features take. Nobody may change it.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from geomap.records import Conflict, Evidence, Person, Place, Report, When

SEPARATOR = "; "
"""Between the items of a joined text."""
REMEMBERED = 4096
"""So much of each kind is kept to be shared."""


def identity(kind: str, *parts: object) -> str:
    """A stable id: a hash of what the thing is."""
    told = "\x1f".join(str(part) for part in parts)
    return f"{kind}-{hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def place_id(place: Place) -> str:
    """The same place has the same id in every layer and build."""
    if place.geonameid is not None:
        return identity("place", place.precision, place.geonameid)
    return identity("place", place.precision, place.name, round(place.lon, 6), round(place.lat, 6))


def joined(items: Iterable[object]) -> str:
    """One text of many, for tables that hold no lists."""
    return SEPARATOR.join(map(str, items))


@lru_cache(REMEMBERED)
def day(value: date | None) -> str | None:
    """ISO 8601 day."""
    return value.isoformat() if value else None


def days(when: When) -> dict[str, Any]:
    """First and last day."""
    return {"date_start": day(when.first), "date_end": day(when.last)}


def dates(when: When) -> dict[str, Any]:
    """First and last day, and whether they are the event's own or bound it."""
    return {**days(when), "date_exact": when.exact}


def share(value: float) -> float:
    """A confidence, to three decimals."""
    return round(value, 3)


def person(who: Person) -> dict[str, str | None]:
    """A participant."""
    return {"name": who.name, "role": who.role, "country": who.country}


@lru_cache(REMEMBERED)
def sources(items: tuple[str, ...]) -> dict[str, Any]:
    """Ids of articles."""
    return {"sources": [*items], "sources_text": joined(items)}


@lru_cache(REMEMBERED)
def evidence(items: tuple[Evidence, ...]) -> dict[str, Any]:
    """Quotes with the article that holds them; for reading, one a line."""
    return {
        "evidence": [_quote(item) for item in items],
        "evidence_text": "\n".join(f"“{e.span.text}” ({e.article})" for e in items),
    }


@lru_cache(REMEMBERED)
def _quote(item: Evidence) -> dict[str, Any]:
    span = item.span
    return {"article": item.article, "start": span.start, "end": span.end, "quote": span.text}


@lru_cache(REMEMBERED)
def history(items: tuple[Report, ...]) -> dict[str, Any]:
    """What each report said of the status, in order of publication.

    For reading: 'planned (2023-02-27, a.txt); done (2023-03-01, b.txt)'.
    """
    return {
        "history": [
            {"status": r.status, "article": r.article, "published": day(r.published), "quote": r.quote}
            for r in items
        ],
        "history_text": joined(
            f"{r.status} ({', '.join(filter(None, (day(r.published), r.article)))})" for r in items
        ),
    }


def conflicts(items: Sequence[Conflict]) -> dict[str, Any]:
    """What was kept where reports disagree, and every reading.

    For reading, one a line: 'date: kept 2023-02-28; a.txt says 2023-03-01'.
    """
    return {
        "conflicts": [
            {
                "field": c.field,
                "kept": c.kept,
                "values": [{"value": v.value, "article": v.article, "quote": v.quote} for v in c.values],
            }
            for c in items
        ],
        "conflicts_text": "\n".join(
            f"{c.field}: kept {c.kept}; "
            + joined(f"{v.article} says {v.value}" for v in c.values if v.value != c.kept)
            for c in items
        ),
    }
