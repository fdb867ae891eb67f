"""Making and writing many features in little time: without the cycle collector, and shared parts once."""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Features are trees: there is nothing to collect, and looking for it takes half the time of the work."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def once[Part, Made](
    make: Callable[[Collection[Part]], Iterable[Made]],
) -> Callable[[Sequence[Part]], list[Made]]:
    """What `make` makes of parts, but once for each object, told by its identity: lines have no hash.

    Good for as long as the parts live.
    """
    made: dict[int, Made] = {}

    def get(parts: Sequence[Part]) -> list[Made]:
        fresh = {id(part): part for part in parts if id(part) not in made}
        made.update(zip(fresh, make(fresh.values()), strict=True))
        return [made[id(part)] for part in parts]

    return get
