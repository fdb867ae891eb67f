"""Where a publisher is at home: the country by its address, the town by its name or its host's.

'https://www.dawn.com.pk/…' belongs to Pakistan, 'The Dallas News' and 'lansingstatejournal.com' tell a town.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from geomap.places.gazetteer import Gazetteer
from geomap.records import Article

_ANYONE = frozenset({
    "ac", "ad", "ag", "ai", "am", "as", "bz", "cc", "cd", "cf", "cm", "co", "dj", "fm", "ga", "gg",
    "gl", "gq", "gs", "im", "io", "is", "la", "li", "ly", "me", "ml", "ms", "nu", "pw", "sc", "sh",
    "so", "st", "tk", "to", "tv", "vc", "vu", "ws",
})  # fmt: skip
"""Country codes that are sold to anyone in the world; only a government's address tells the country."""
_OFFICIAL = frozenset({"gov", "gob", "gouv", "go", "mil", "govt", "mfa"})
_AMERICAN = frozenset({"gov", "mil"})
_PAPERS = (
    "advocate|and|argus|banner|beacon|bee|bulletin|chronicle|citizen|city|courier|daily|dispatch|echo|evening"
    "|examiner|express|free|gazette|globe|guardian|herald|independent|inquirer|journal|leader|ledger|live"
    "|local|mail|media|mercury|mirror|monitor|morning|news|observer|of|online|post|press|record|register|reporter"
    "|review|sentinel|standard|star|state|sun|telegram|telegraph|the|times|today|tribune|voice|weekly"
)
_PAPER = re.compile(_PAPERS)
_NO_NAMES = frozenset({"ac", "co", "com", "edu", "gov", "net", "org", "www"})
_SHORTEST = 5
_TOWN = 10_000
"""People of a town that a paper may be named after."""


def find_country(article: Article, countries: Container[str]) -> str | None:
    """The country that an article's publisher sits in, as its address or else the publisher's own tells.

    See `home_country`.
    """
    return home_country(article.source, countries) or home_country(article.publisher, countries)


def home_country(address: str | None, countries: Container[str]) -> str | None:
    """ISO 3166-1 alpha-2 of the country that an address or a host belongs to; None where it tells none.

    'https://www.dawn.com.pk/…' belongs to PK, 'www.state.gov' to US, '.com' to nobody.

    Parameters
    ----------
    countries
        The codes that there are.
    """
    labels = _host(address or "").split(".")
    if len(labels) < 2:
        return None
    last = labels[-1]
    if last in _AMERICAN:
        return "US"
    if last in _ANYONE and _OFFICIAL.isdisjoint(labels[:-1]):
        return None
    code = "GB" if last == "uk" else last.upper()
    return code if len(code) == 2 and code in countries else None


def find_home(publisher: str | None, gazetteer: Gazetteer) -> str | None:
    """The name of the town, unit or country that stands in a publisher's name or address; None for none."""
    publisher = publisher or ""
    return _find_home(_host(publisher) if "//" in publisher else publisher.strip(), gazetteer)


@lru_cache(maxsize=1_024)
def _find_home(publisher: str, gazetteer: Gazetteer) -> str | None:
    host = "." in publisher and " " not in publisher
    names = _in_host(publisher.lower(), gazetteer) if host else _in_name(publisher, gazetteer)
    return next((name for name in names if _is_home(name, gazetteer)), None)


def _host(address: str) -> str:
    """The host of an address, or of a bare host."""
    try:
        return (urlsplit(address if "//" in address else f"//{address}").hostname or "").rstrip(".")
    except ValueError:  # a bracket is no address
        return ""


def _in_name(publisher: str, gazetteer: Gazetteer) -> Iterator[str]:
    """The longest place names in a name of several words."""
    words = publisher.split()
    for i, word in enumerate(words):
        size = 0 if _PAPER.fullmatch(word.lower()) or word.islower() else gazetteer.longest(words[i:])
        if size and len(words) > size:
            yield " ".join(words[i : i + size])


def _in_host(host: str, gazetteer: Gazetteer) -> Iterator[str]:
    """What stands before and behind the words of papers: 'dallas' + 'news', 'online' + 'athens'."""
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
