"""Records to the property values of layers and of `geomap extract`: plain JSON, in fixed order."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from geomap.records import Conflict, Evidence, Person, Place, Report, When

SEPARATOR = "; "
"""Between the items of a joined text."""


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
    return SEPARATOR.join(str(item) for item in items)


def day(value: date | None) -> str | None:
    """ISO 8601 day."""
    return value.isoformat() if value else None


def dates(when: When) -> dict[str, Any]:
    """First and last day, and whether they are the event's own or bound it."""
    return {"date_start": day(when.first), "date_end": day(when.last), "date_exact": when.exact}


def share(value: float) -> float:
    """A confidence, to three decimals."""
    return round(value, 3)


def person(who: Person) -> dict[str, str | None]:
    """A participant."""
    return {"name": who.name, "role": who.role, "country": who.country}


def evidence(items: Sequence[Evidence]) -> list[dict[str, Any]]:
    """Quotes with the article that holds them."""
    return [
        {"article": e.article, "start": e.span.start, "end": e.span.end, "quote": e.span.text} for e in items
    ]


def evidence_text(items: Sequence[Evidence]) -> str:
    """Quotes for reading, one a line."""
    return "\n".join(f"“{e.span.text}” ({e.article})" for e in items)


def history(items: Sequence[Report]) -> list[dict[str, Any]]:
    """What each report said of the status, in order of publication."""
    return [
        {"status": r.status, "article": r.article, "published": day(r.published), "quote": r.quote}
        for r in items
    ]


def history_text(items: Sequence[Report]) -> str:
    """'planned (2023-02-27, a.txt); done (2023-03-01, b.txt)'."""
    return joined(f"{r.status} ({', '.join(filter(None, (day(r.published), r.article)))})" for r in items)


def conflicts(items: Sequence[Conflict]) -> list[dict[str, Any]]:
    """What was kept where reports disagree, and every reading."""
    return [
        {
            "field": c.field,
            "kept": c.kept,
            "values": [{"value": v.value, "article": v.article, "quote": v.quote} for v in c.values],
        }
        for c in items
    ]


def conflicts_text(items: Sequence[Conflict]) -> str:
    """'date: kept 2023-02-28; a.txt says 2023-03-01'."""
    return "\n".join(
        f"{c.field}: kept {c.kept}; "
        + joined(f"{v.article} says {v.value}" for v in c.values if v.value != c.kept)
        for c in items
    )
