"""The country that a web address belongs to, by the last letters of its host: where its publisher sits."""

from __future__ import annotations

from collections.abc import Container
from urllib.parse import urlsplit

_ANYONE = frozenset({
    "ac", "ad", "ag", "ai", "am", "as", "bz", "cc", "cd", "cf", "cm", "co", "dj", "fm", "ga", "gg",
    "gl", "gq", "gs", "im", "io", "is", "la", "li", "ly", "me", "ml", "ms", "nu", "pw", "sc", "sh",
    "so", "st", "tk", "to", "tv", "vc", "vu", "ws",
})  # fmt: skip
"""Country codes that are sold to anyone in the world; only a government's address tells the country."""
_OFFICIAL = frozenset({"gov", "gob", "gouv", "go", "mil", "govt", "mfa"})
_AMERICAN = frozenset({"gov", "mil"})


def home_country(address: str | None, countries: Container[str]) -> str | None:
    """ISO 3166-1 alpha-2 of the country that an address belongs to; None where it tells none.

    'https://www.dawn.com.pk/…' belongs to PK, 'https://www.state.gov/…' to US, '.com' to nobody.

    Parameters
    ----------
    countries
        The codes that there are.
    """
    host = (urlsplit(address or "").hostname or "").rstrip(".").lower()
    labels = host.split(".")
    if len(labels) < 2:
        return None
    last = labels[-1]
    if last in _AMERICAN:
        return "US"
    if last in _ANYONE and _OFFICIAL.isdisjoint(labels[:-1]):
        return None
    code = "GB" if last == "uk" else last.upper()
    return code if len(code) == 2 and code in countries else None
