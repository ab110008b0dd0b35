# SPDX-License-Identifier: MIT
"""An agent of the host's own architecture, spoken to in a window and rung on a terminal.

Built from `struct` alone, so that the C side is held against docs/records.md and not
against the bench's own idea of it.
"""

from __future__ import annotations

import mmap
import os
import pty
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

RUN, OUTPUT, FINISHED, READY = 3, 4, 5, 6
PUT, DATA, FREEZE, WAKE, ALIVE = 7, 8, 9, 10, 11
EXITED, SIGNALLED, NOT_STARTED, TIMED_OUT = 0, 1, 2, 3

SIZE = 8 << 20
RING = 2 << 20
TO_GUEST, TO_HOST = (64, 4096), (256, 4096 + RING)
"""Where a ring's counters are, and where its bytes are."""

Message = tuple[int, bytes]


def run(sequence: int, *argv: bytes, limit: int = 0, environment: tuple[bytes, ...] = ()) -> bytes:
    """The body that asks for a run."""
    head = struct.pack("<IIHH", sequence, limit, len(argv), len(environment))
    return head + b"".join(word + b"\0" for word in (*argv, *environment))


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
    """The host's end of a window and of a pseudo-terminal, which an agent serves."""

    def __init__(self, agent: Path, folder: Path) -> None:
        self._host, self._guest = pty.openpty()
        file = folder / "window"
        with file.open("wb") as window:
            window.truncate(SIZE)
        with file.open("r+b") as window:
            self.memory = mmap.mmap(window.fileno(), SIZE)
        self._agent, self._file = agent, file
        self.start()

    def start(self) -> None:
        """Start the agent, or another one."""
        argv = [str(self._agent), os.ttyname(self._guest), str(self._file), "0", str(SIZE)]
        self.agent = subprocess.Popen(argv)

    def close(self) -> None:
        """End the agent."""
        self.agent.kill()
        self.agent.wait()
        os.close(self._host)
        os.close(self._guest)

    def ring(self, bells: bytes = b"\a") -> None:
        """Put bytes on the line."""
        os.write(self._host, bells)

    def counter(self, at: int) -> int:
        """A counter of the window."""
        value: int = struct.unpack_from("<I", self.memory, at)[0]
        return value

    def lay(self, kind: int, body: bytes, length: int | None = None) -> None:
        """Put a message in the window and do not ring."""
        head, data = TO_GUEST
        written = self.counter(head)
        frame = struct.pack("<IHH", len(body) if length is None else length, kind, 0) + body
        frame += bytes(-len(frame) % 8)
        for offset, byte in enumerate(frame):
            self.memory[data + (written + offset) % RING] = byte
        struct.pack_into("<I", self.memory, head, (written + len(frame)) % 2**32)

    def send(self, *messages: Message) -> None:
        """Put messages in the window, and ring once."""
        for message in messages:
            self.lay(*message)
        self.ring()

    def receive(self) -> Message:
        """The next message's type and body."""
        head, data = TO_HOST
        while self.counter(head) == self.counter(head + 64):
            assert set(os.read(self._host, 65536)) == {7}, "only bells come over the line"
        read = self.counter(head + 64)
        start = data + read % RING
        length, kind, zero = struct.unpack_from("<IHH", self.memory, start)
        assert zero == 0
        body = bytes(self.memory[data + (read + 8 + at) % RING] for at in range(length))
        struct.pack_into("<I", self.memory, head + 64, (read + 8 + -(-length // 8) * 8) % 2**32)
        if self.counter(head + 128):  # the agent waits for room
            struct.pack_into("<I", self.memory, head + 128, 0)
            self.ring()
        return kind, body

    def result(self, sequence: int) -> Result:
        """All that comes for one run, to its end."""
        chunks: list[tuple[int, bytes]] = []
        while True:
            kind, body = self.receive()
            assert struct.unpack_from("<I", body) == (sequence,)
            if kind == FINISHED:
                assert len(body) == 17
                end, value, wall_ns = struct.unpack_from("<BiQ", body, 4)
                return Result(end, value, wall_ns, chunks)
            assert kind == OUTPUT
            chunks.append((body[4], body[5:]))

    def ask(self, *argv: bytes, limit: int = 0, environment: tuple[bytes, ...] = ()) -> Result:
        """Run a program to its end."""
        self.send((RUN, run(7, *argv, limit=limit, environment=environment)))
        return self.result(7)

    def put(self, path: Path, content: bytes, mode: int = 0o755) -> Result:
        """Send a file."""
        self.send((PUT, struct.pack("<IH", 9, mode) + os.fsencode(path) + b"\0"))
        for at in range(0, len(content), 65532):
            self.send((DATA, struct.pack("<I", 9) + content[at : at + 65532]))
        self.send((DATA, struct.pack("<I", 9)))
        return self.result(9)
