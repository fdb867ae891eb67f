"""Where a publisher is at home, by its name or host: 'The Dallas News', 'lansingstatejournal.com'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from geomap.places.gazetteer import Gazetteer

_PAPERS = (
    "advocate|and|argus|banner|beacon|bee|bulletin|chronicle|citizen|city|courier|daily|dispatch|echo|evening"
    "|examiner|express|free|gazette|globe|guardian|herald|independent|inquirer|journal|leader|ledger|live"
    "|local|mail|media|mercury|mirror|monitor|morning|news|observer|of|online|post|press|record|register|reporter"
    "|review|sentinel|standard|star|state|sun|telegram|telegraph|the|times|today|tribune|voice|weekly"
)
_PAPER = re.compile(_PAPERS)
_OPENING = re.compile(f"(?:{_PAPERS})*?")
_NO_NAMES = frozenset({"ac", "co", "com", "edu", "gov", "net", "org", "www"})
_SHORTEST = 5
_TOWN = 10_000
"""People of a town that a paper may be named after."""


def find_home(publisher: str | None, gazetteer: Gazetteer) -> str | None:
    """The town, unit or country that a publisher's name or host names, folded; None where it names none."""
    publisher = (publisher or "").strip()
    host = "//" in publisher or ("." in publisher and " " not in publisher)
    names = _in_host(publisher, gazetteer) if host else _in_name(publisher, gazetteer)
    return next((name for name in names if _is_home(name, gazetteer)), None)


def _in_name(publisher: str, gazetteer: Gazetteer) -> Iterator[str]:
    """The longest place names in a name of several words."""
    words = publisher.split()
    for i, word in enumerate(words):
        size = 0 if _PAPER.fullmatch(word.lower()) or word.islower() else gazetteer.longest(words[i:])
        if size and len(words) > size:
            yield " ".join(words[i : i + size])


def _in_host(address: str, gazetteer: Gazetteer) -> Iterator[str]:
    """What stands before and behind the words of papers: 'dallas' + 'news', 'online' + 'athens'."""
    host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    for part in re.split(r"[.-]", host.rpartition(".")[0]):
        if part in _NO_NAMES:
            continue
        for start in sorted({0, *(m.end() for m in _PAPER.finditer(part))}):
            for stop in sorted({len(part), *(m.start() for m in _PAPER.finditer(part, start))}, reverse=True):
                if stop - start >= _SHORTEST:
                    yield from _spaced(part[start:stop], gazetteer)


def _spaced(letters: str, gazetteer: Gazetteer) -> Iterator[str]:
    """A name of one word or of two, run together: 'dallas', 'lasvegas'."""
    yield letters
    for i in range(2, len(letters) - 2):
        if gazetteer.begins(letters[:i]):
            yield f"{letters[:i]} {letters[i:]}"


def _is_home(name: str, gazetteer: Gazetteer) -> bool:
    return any(
        c.match == "main" and c.population >= _TOWN and c.feature.startswith(("PPL", "ADM", "PCL"))
        for c in gazetteer.candidates(name)[:3]
    )
