"""The page's content security policy: our own scripts and styles by hash, and nothing else."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import urlsplit

from geomap.errors import ConfigError

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::[0-9]+)?")


def build_policy(html: str, tile_hosts: Iterable[str] = ()) -> str:
    """Allow each script and style that stands in `html`, data images, and images of `tile_hosts`."""
    images = " ".join(("data:", "blob:", *tile_hosts))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hashes(_SCRIPT.findall(html))}",
            f"style-src {_hashes(_STYLE.findall(html))}",
            f"img-src {images}",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def tile_source(template: str) -> str:
    """Return the source expression of a tile template's server: 'https://*.tiles.example'.

    Raises
    ------
    ConfigError
        If the template is no https address with {z}, {x} and {y}.
    """
    address = urlsplit(template.replace("{s}.", "wildcard-", 1))
    host = address.netloc.replace("wildcard-", "*.", 1)
    plain = host.removeprefix("*.")
    fits = address.scheme == "https" and _HOST.fullmatch(plain)
    if not fits or any(part not in template for part in ("{z}", "{x}", "{y}")):
        msg = f"Not a tile address: {template!r}. Expected https://host/{{z}}/{{x}}/{{y}}.png or the like."
        raise ConfigError(msg)
    return f"https://{host}"


def _hashes(contents: Iterable[str]) -> str:
    found = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in contents]
    return " ".join(dict.fromkeys(found))
