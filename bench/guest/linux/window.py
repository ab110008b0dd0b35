# SPDX-License-Identifier: MIT
"""Two queues of messages in memory that a guest and the bench share.

What the guest writes there is not trusted: counters and lengths are checked, and of each
message a copy is taken before it is looked at.
"""

from __future__ import annotations

import mmap
import struct

from bench.errors import BenchError
from bench.structs.records.window import (
    ALIGNMENT,
    BODY_LIMIT,
    DATA,
    HEAD,
    MAGIC,
    MESSAGE,
    RING,
    RING_HEAD,
)

Message = tuple[int, bytes]
"""A type and a body."""

_COUNTER = struct.Struct("<I")
_HEAD = struct.Struct("<IHxx")  # MESSAGE, packed twice as often as the rest of the bench
_WRAP = 1 << 32

_LINE = 64
_TO_GUEST = _LINE
_TO_HOST = _TO_GUEST + RING_HEAD.sizeof()
_WRITTEN, _READ, _WAITS = 0, _LINE, 2 * _LINE


class BrokenWindow(BenchError):
    """The guest wrote what no agent writes."""


class Window:
    """The bench's side of a window.

    Args:
        memory: what is shared; at least `bench.structs.records.window.USED` bytes.
    """

    def __init__(self, memory: mmap.mmap) -> None:
        self._memory = memory

    def lay_out(self) -> None:
        """Make empty queues, for a guest whose agent waits for a message already."""
        empty = {"written": 0, "read": 0, "waits": 0}
        head = HEAD.build({"to_guest": empty, "to_host": empty})
        self._memory[: len(head)] = head

    @property
    def ready(self) -> bool:
        """Whether there are queues: a guest that boots makes them when it has come so far."""
        return self._memory[: len(MAGIC)] == MAGIC

    def give(self, kind: int, body: bytes) -> bool:
        """Hand the guest a message; False if there is no room, and it will ring when there is."""
        size = MESSAGE.sizeof() + _padded(len(body))
        written = self._counter(_TO_GUEST + _WRITTEN)
        if self._room(written) < size:
            self._set(_TO_GUEST + _WAITS, 1)
            if self._room(written) < size:  # it may have read before it saw that we wait
                return False
            self._set(_TO_GUEST + _WAITS, 0)
        frame = _HEAD.pack(len(body), kind) + body
        self._write(DATA, written % RING, frame)
        self._set(_TO_GUEST + _WRITTEN, (written + size) % _WRAP)
        return True

    def take(self) -> Message | None:
        """The guest's next message; None if there is none.

        Raises:
            BrokenWindow: there is something, and it is not a message.
        """
        read = self._counter(_TO_HOST + _READ)
        waiting = (self._counter(_TO_HOST + _WRITTEN) - read) % _WRAP
        if not waiting:
            return None
        if read % ALIGNMENT or waiting > RING or waiting < _HEAD.size:
            raise BrokenWindow(f"the guest broke its window: {waiting} bytes wait in {RING}")
        start = read % RING
        length, kind = _HEAD.unpack(self._read(DATA + RING, start, _HEAD.size))
        size = _HEAD.size + _padded(length)
        if length > BODY_LIMIT or size > waiting:
            raise BrokenWindow(f"the guest broke its window: a message of {length} bytes")
        body = self._read(DATA + RING, (start + _HEAD.size) % RING, length)
        self._set(_TO_HOST + _READ, (read + size) % _WRAP)
        return kind, body

    @property
    def holds_more(self) -> bool:
        """Whether the guest has written what nobody has taken."""
        written, read = (self._counter(_TO_HOST + at) for at in (_WRITTEN, _READ))
        return self.ready and written != read

    def guest_waits(self) -> bool:
        """Whether the guest waits for the room that was made; asking answers for it."""
        if not self._counter(_TO_HOST + _WAITS):
            return False
        self._set(_TO_HOST + _WAITS, 0)
        return True

    def _room(self, written: int) -> int:
        used = (written - self._counter(_TO_GUEST + _READ)) % _WRAP
        if used > RING:
            raise BrokenWindow(f"the guest broke its window: it read {-used % _WRAP} bytes ahead")
        return RING - used

    def _counter(self, at: int) -> int:
        value: int = _COUNTER.unpack_from(self._memory, at)[0]
        return value

    def _set(self, at: int, value: int) -> None:
        _COUNTER.pack_into(self._memory, at, value)

    def _read(self, ring: int, start: int, length: int) -> bytes:
        before = min(length, RING - start)
        head = self._memory[ring + start : ring + start + before]
        return head + self._memory[ring : ring + length - before]

    def _write(self, ring: int, start: int, data: bytes) -> None:
        before = min(len(data), RING - start)
        self._memory[ring + start : ring + start + before] = data[:before]
        self._memory[ring : ring + len(data) - before] = data[before:]


def _padded(length: int) -> int:
    return -(-length // ALIGNMENT) * ALIGNMENT
