"""A serial line with an agent at its other end, spoken to in raw frames.

Built from `struct` and `zlib` alone, so that the C side is held against docs/records.md
and not against the bench's own idea of it.
"""

from __future__ import annotations

import os
import pty
import select
import struct
import subprocess
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

MAGIC = b"\xf5BR\xf5"
RUN, OUTPUT, FINISHED, READY = 3, 4, 5, 6
EXITED, SIGNALLED, NOT_STARTED = 0, 1, 2


def frame(kind: int, body: bytes) -> bytes:
    """A whole frame."""
    covered = struct.pack("<HI", kind, len(body)) + body
    return MAGIC + covered + struct.pack("<I", zlib.crc32(covered))


def run(sequence: int, *argv: bytes) -> bytes:
    """A frame that asks for a run."""
    strings = b"".join(word + b"\0" for word in argv)
    return frame(RUN, struct.pack("<IH", sequence, len(argv)) + strings)


@dataclass(frozen=True)
class Result:
    """What came back for a run; `chunks` are the pieces of output as (stream, data)."""

    kind: int
    value: int
    wall_ns: int
    chunks: list[tuple[int, bytes]]

    def written(self, stream: int) -> bytes:
        """All that was written to a stream."""
        return b"".join(data for number, data in self.chunks if number == stream)


class Line:
    """The host's end of a pseudo-terminal whose other end an agent serves."""

    def __init__(self, agent: Path) -> None:
        self._host, guest = pty.openpty()
        # Only the agent's own settings shall make the line raw, so start from cooked.
        self.agent = subprocess.Popen([agent, os.ttyname(guest)])
        self._guest = guest
        self._pending = b""

    def close(self) -> None:
        """End the agent."""
        self.agent.kill()
        self.agent.wait()
        os.close(self._host)
        os.close(self._guest)

    def send(self, data: bytes) -> None:
        """Put bytes on the line; takes what comes meanwhile, for a line holds little."""
        while data:
            readable, writable, _ = select.select([self._host], [self._host], [], 10)
            if readable:
                self._pending += os.read(self._host, 65536)
            if writable:
                data = data[os.write(self._host, data[:512]) :]

    def receive(self, seconds: float = 10) -> tuple[int, bytes]:
        """The next frame's type and body; anything between frames fails."""
        deadline = time.monotonic() + seconds
        while True:
            if len(self._pending) >= 10:
                assert self._pending.startswith(MAGIC), self._pending[:80]
                kind, length = struct.unpack_from("<HI", self._pending, 4)
                if len(self._pending) >= 14 + length:
                    whole, self._pending = (
                        self._pending[: 14 + length],
                        self._pending[14 + length :],
                    )
                    assert frame(kind, whole[10:-4]) == whole
                    return kind, whole[10:-4]
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._host], [], [], left)[0]:
                raise TimeoutError(f"no frame in {seconds} s, only {self._pending!r}")
            self._pending += os.read(self._host, 65536)

    def result(self, sequence: int, seconds: float = 10) -> Result:
        """All that comes for one run, to its end."""
        chunks: list[tuple[int, bytes]] = []
        while True:
            kind, body = self.receive(seconds)
            assert struct.unpack_from("<I", body) == (sequence,)
            if kind == FINISHED:
                assert len(body) == 17
                end, value, wall_ns = struct.unpack_from("<BiQ", body, 4)
                return Result(end, value, wall_ns, chunks)
            assert kind == OUTPUT
            chunks.append((body[4], body[5:]))

    def ask(self, *argv: bytes) -> Result:
        """Run a program to its end."""
        self.send(run(7, *argv))
        return self.result(7)
