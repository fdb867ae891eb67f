"""Texts that end or begin anywhere, as clippings and scraped pages do, are read without a fault."""

from __future__ import annotations

import io
import json

from claims_cases import read_cases

from geomap.pipeline import Options, extract, load_readers, read_inputs
from geomap.records import Article, Unread

EVERY = 12
"""One case in so many is cut."""
ENDS = (
    "Jamaican Prime Minister Andrew Holness led a mission",
    "Indonesian President Susilo Bambang Yudhoyono will fly to Australia from",
    "President Wavel Ramkalawan hosted Mauritian Prime Minister Pravind Jugnauth to lunch",
    "Fijian Prime Minister Frank Bainimarama met EU leaders in",
    '"We will depart Nairobi en route',
)
"""Words behind which the grammar looks at the next one."""


def fragments() -> list[str]:
    """Beginnings and ends of the cases' texts, cut between words, no two cases at the same share."""
    cut = []
    for number, case in enumerate(read_cases()[::EVERY]):
        words = case.text.split(" ")
        at = 1 + (7 * number) % len(words)
        cut += [" ".join(words[:at]), " ".join(words[-at:])]
    return [*ENDS, *(text for text in cut if len(text) > 20)]


def test_a_text_may_begin_or_end_anywhere() -> None:
    lines = [json.dumps({"id": str(n), "text": text}) for n, text in enumerate(fragments())]
    inputs = read_inputs(["-"], io.BytesIO("\n".join(lines).encode()))
    articles = [each for each in inputs if isinstance(each, Article)]
    assert len(articles) > 200
    faults = [each for each in extract(articles, load_readers(Options())) if isinstance(each, Unread)]
    assert not faults, [each.reason for each in faults]
