"""Making and writing many features in little time: without the cycle collector, and shared parts once."""

import gc
from collections.abc import Callable, Iterator
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


def once[Part, Made](make: Callable[[Part], Made]) -> Callable[[Part], Made]:
    """`make`, but once for each object, told by its identity: features share lines, which no hash can tell.

    Good for as long as the features live.
    """
    made: dict[int, Made] = {}

    def get(part: Part) -> Made:
        if id(part) not in made:
            made[id(part)] = make(part)
        return made[id(part)]

    return get
