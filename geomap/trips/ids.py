"""Ids that say what a thing is, not when it was built."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def stable_id(prefix: str, *what: str) -> str:
    """A short hash of what something is: 'trip-3f9c21d0a4b7'."""
    digest = hashlib.blake2b("\x1f".join(what).encode("utf-8", "surrogatepass"), digest_size=6)
    return f"{prefix}-{digest.hexdigest()}"


class Ids:
    """Gives out ids, and sees to it that no two things share one."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def give(self, prefix: str, *what: str) -> str:
        """The id of a thing; a second thing of the same description gets the next number."""
        n = 1
        found = stable_id(prefix, *what)
        while found in self._taken:
            n += 1
            found = stable_id(prefix, *what, str(n))
        self._taken.add(found)
        return found
