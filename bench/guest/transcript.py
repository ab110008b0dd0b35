"""The log of a serial line: every byte as it came, within bounds, and when it came."""

from __future__ import annotations

import time
from io import BytesIO, StringIO
from pathlib import Path


class Transcript:
    """Writes `NAME.log` and beside it `NAME.times`.

    A line of the times is `SECONDS OFFSET`: when the byte at that offset of the log came,
    in seconds since the guest was started. Of a flood, the beginning and the end are kept.

    Args:
        folder: where to write; None to keep it in memory.
        name: the console's.
        limit: bytes of the beginning, and of the end, that are kept.
    """

    def __init__(self, folder: Path | None, name: str, *, limit: int = 4 << 20) -> None:
        self._log = (folder / f"{name}.log").open("w+b", buffering=0) if folder else BytesIO()
        self._times = (folder / f"{name}.times").open("w") if folder else StringIO()
        self._limit = limit
        self._started = time.monotonic()
        self._offset = 0
        self._tail = bytearray()

    @property
    def size(self) -> int:
        """Bytes that came so far."""
        return self._offset

    def newest(self, limit: int) -> bytes:
        """The last bytes that came, at most `limit`; none of a line that has ended."""
        if self._log.closed:
            return b""
        self._log.seek(0)
        return (self._log.read() + self._tail)[-limit:]

    def write(self, chunk: bytes) -> None:
        """Keep a chunk."""
        room = max(0, self._limit - self._offset)
        if room:
            self._times.write(f"{time.monotonic() - self._started:.6f} {self._offset}\n")
            self._log.write(chunk[:room])
        self._offset += len(chunk)
        self._tail += chunk[room:]
        if len(self._tail) > 2 * self._limit:
            del self._tail[: -self._limit]

    def close(self) -> None:
        """Write the end of a flood, and close both files; a second call does nothing."""
        if self._log.closed:
            return
        tail = self._tail[-self._limit :]
        left_out = self._offset - self._limit - len(tail)
        if left_out > 0:
            self._log.write(f"\n[bench: {left_out} bytes left out]\n".encode())
        self._log.write(tail)
        self._log.close()
        self._times.close()
