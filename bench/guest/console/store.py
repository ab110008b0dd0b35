# SPDX-License-Identifier: MIT
"""A stretch of a serial line's bytes, in a file or in memory."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from bench.host import libc

_HOLE_MIN_BYTES = 64 << 20
"""The least number of bytes that is given back at a time."""


class Store:
    """Bytes that are written at the end and read at any place; for two threads at a time.

    Args:
        path: a file, which is made anew; None for memory.
        start: where in the line's bytes its first one stands.

    Attributes:
        size: how many bytes it has.
        in_memory: whether they take memory.

    Raises:
        OSError: the file cannot be made.
    """

    def __init__(self, path: Path | None, start: int) -> None:
        self.start = start
        self.size = 0
        self.in_memory = path is None
        self._forgotten = 0
        flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
        self.fd = os.open(path, flags, 0o666) if path else os.memfd_create("bench-console")

    @property
    def end(self) -> int:
        """Where in the line's bytes the next one will stand."""
        return self.start + self.size

    def write(self, data: bytes | memoryview) -> int:
        """Add bytes; how many were taken before there was no more room.

        Raises:
            OSError: not one was.
        """
        taken = os.pwrite(self.fd, data, self.size)
        self.size += taken
        return taken

    def read(self, offset: int, size: int) -> bytes:
        """Up to `size` bytes from a place of the line on."""
        return os.pread(self.fd, min(size, max(0, self.end - offset)), offset - self.start)

    def forget(self, first: int, end: int) -> None:
        """Give back the room of what stands between two places, which may read as zeros then."""
        first, end = max(first - self.start, self._forgotten), min(end - self.start, self.size)
        if end - first < _HOLE_MIN_BYTES:
            return
        # A file system that cannot leaves the bytes where they are.
        libc.punch_hole(self.fd, first, end - first)
        self._forgotten = end

    def leave_out(self, first: int, end: int, note: bytes) -> None:
        """Replace what stands between two places by a note, for good."""
        tail = self.read(end, self.end - end)
        at = first - self.start
        with contextlib.suppress(OSError):  # then the log stays as long as it is
            os.pwrite(self.fd, note + tail, at)
            os.ftruncate(self.fd, at + len(note) + len(tail))

    def close(self) -> None:
        """Give back what it holds."""
        os.close(self.fd)
