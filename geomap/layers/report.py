"""What `build.json` says of a build; no clock in it, so that the same inputs give the same bytes."""

from collections.abc import Mapping, Sequence
from typing import Any

from geomap.layers.layer import Layers
from geomap.records import Article, Unread


def build_report(
    *,
    version: str,
    model: Mapping[str, str],
    data: Mapping[str, str],
    articles: Sequence[Article],
    unread: Sequence[Unread],
    layers: Layers,
) -> dict[str, Any]:
    """Everything of `build.json` but the files' hashes, which the writer adds.

    Parameters
    ----------
    model
        Name, version and hash of the language model.
    data
        SHA-256 of geomap's own data files by name.
    articles, unread
        What became of every input, in any order; an article's warnings are the report's.
    """
    inputs: list[dict[str, str | None]] = [
        {"input": article.file or article.id, "article": article.id, "status": "ok", "reason": None}
        for article in articles
    ]
    inputs += [
        {"input": item.file or item.input, "article": None, "status": item.status, "reason": item.reason}
        for item in unread
    ]
    states = [item["status"] for item in inputs]
    return {
        "geomap": version,
        "model": dict(sorted(model.items())),
        "data": dict(sorted(data.items())),
        "inputs": sorted(inputs, key=lambda item: tuple(map(str, item.values()))),
        "counts": {state: states.count(state) for state in ("ok", "failed", "skipped")} | layers.counts(),
        "warnings": sorted(f"{a.file or a.id}: {warning}" for a in articles for warning in a.warnings),
    }
