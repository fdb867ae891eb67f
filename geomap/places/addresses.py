"""The country that a web address belongs to, by the last letters of its host: where its publisher sits."""

from __future__ import annotations

from collections.abc import Container
from urllib.parse import urlsplit

from geomap.records import Article

_ANYONE = frozenset({
    "ac", "ad", "ag", "ai", "am", "as", "bz", "cc", "cd", "cf", "cm", "co", "dj", "fm", "ga", "gg",
    "gl", "gq", "gs", "im", "io", "is", "la", "li", "ly", "me", "ml", "ms", "nu", "pw", "sc", "sh",
    "so", "st", "tk", "to", "tv", "vc", "vu", "ws",
})  # fmt: skip
"""Country codes that are sold to anyone in the world; only a government's address tells the country."""
_OFFICIAL = frozenset({"gov", "gob", "gouv", "go", "mil", "govt", "mfa"})
_AMERICAN = frozenset({"gov", "mil"})


def publisher_country(article: Article, countries: Container[str]) -> str | None:
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
    address = address or ""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:  # a bracket is no address
        return None
    labels = host.rstrip(".").lower().split(".")
    if len(labels) < 2:
        return None
    last = labels[-1]
    if last in _AMERICAN:
        return "US"
    if last in _ANYONE and _OFFICIAL.isdisjoint(labels[:-1]):
        return None
    code = "GB" if last == "uk" else last.upper()
    return code if len(code) == 2 and code in countries else None
