# SPDX-License-Identifier: MIT
"""The log of a serial line: every byte as it came, and when it came."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import IO

from bench.guest.console.store import Store


class Transcript:
    """Writes `NAME.log` and beside it `NAME.times`, and gives back what came.

    A line of the times is `SECONDS OFFSET`: when the byte at that offset of the log came,
    in seconds since the guest was started.

    While the guest is there the log is also the memory of what nobody has asked for yet, and
    has all of that. When it is closed, the beginning and the end of a flood are kept.
    Where no log can be written, or no longer, bytes go to memory.

    Args:
        folder: where to write; None to keep it in memory.
        name: the console's.
        limit: bytes of the beginning, and of the end, that are kept for good.
        memory: bytes that are kept in memory, where there is no log; the newest are.
    """

    def __init__(
        self, folder: Path | None, name: str, *, limit: int = 4 << 20, memory: int = 256 << 20
    ) -> None:
        self._limit = limit
        self._memory = memory
        self._started = time.monotonic()
        self.trouble: OSError | None = None
        """Why the log could not be written, or not to its end."""
        self._times: IO[str] | None = None
        self._stores: list[Store] = []
        try:
            self._stores.append(Store(folder and folder / f"{name}.log", 0))
            self._times = (folder / f"{name}.times").open("w") if folder else None
        except OSError as error:
            self._continue_in_memory(error)
        self.lost = range(0)
        """The offsets whose bytes are not there any more, for want of room."""

    @property
    def size(self) -> int:
        """Bytes that came so far."""
        return self._stores[-1].end

    def read(self, offset: int, size: int) -> bytes:
        """Bytes from an offset on: up to `size`, none if no more have come."""
        store = next(store for store in reversed(self._stores) if store.start <= offset)
        return store.read(offset, size)

    def newest(self, limit: int) -> bytes:
        """The last bytes that came, at most `limit`; none of a line that is closed."""
        if not self._stores:
            return b""
        found = bytearray()
        at = max(self.lost.stop, self.size - limit)
        while piece := self.read(at, limit):
            found += piece
            at += len(piece)
        return bytes(found)

    def write(self, chunk: bytes) -> None:
        """Keep a chunk."""
        self._note_time()
        left = memoryview(chunk)
        while left:
            try:
                left = left[self._stores[-1].write(left) :]
            except OSError as error:
                self._continue_in_memory(error)
        newest = self._stores[-1]
        if newest.in_memory and newest.end - max(newest.start, self.lost.stop) > 2 * self._memory:
            self.lost = range(newest.start, newest.end - self._memory)
            newest.forget(newest.start, self.lost.stop)

    def forget(self, offset: int) -> None:
        """Nobody will ask for what came ahead of an offset, but for the log's two ends."""
        for store in self._stores:
            store.forget(self._limit, min(offset, self.size - self._limit))

    def close(self) -> None:
        """Leave out the middle of a flood, and close the files; a second call does nothing."""
        if not self._stores:
            return
        log = self._stores[0]
        left_out = log.size - 2 * self._limit
        if left_out > 0:
            note = f"\n[bench: {left_out} bytes left out]\n".encode()
            log.leave_out(self._limit, log.size - self._limit, note)
        for store in self._stores:
            store.close()
        self._stores.clear()
        if self._times:
            with contextlib.suppress(OSError):
                self._times.close()

    def _note_time(self) -> None:
        if self._times and self.size < self._limit:
            with contextlib.suppress(OSError):  # times are of use, and of no more than that
                self._times.write(f"{time.monotonic() - self._started:.6f} {self.size}\n")

    def _continue_in_memory(self, error: OSError) -> None:
        if self.trouble:
            raise error  # there is no memory either
        self.trouble = error
        self._stores.append(Store(None, self._stores[-1].end if self._stores else 0))
