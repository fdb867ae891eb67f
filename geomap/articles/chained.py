"""A stream of which the beginning was read ahead."""

from __future__ import annotations

import io
from collections.abc import Buffer
from typing import BinaryIO


class Chained(io.RawIOBase):
    """What was read ahead, then the rest of the stream."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self.head = memoryview(head)
        self.stream = stream

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill the buffer with what there is, without waiting for more than a pipe holds."""
        target = memoryview(buffer).cast("B")
        if self.head:
            data, self.head = self.head[: len(target)], self.head[len(target) :]
        else:
            read = getattr(self.stream, "read1", self.stream.read)
            data = memoryview(read(len(target)) or b"")
        target[: len(data)] = data
        return len(data)
