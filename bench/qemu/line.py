# SPDX-License-Identifier: MIT
"""A serial line of a guest: drained from its first byte, whatever the test does."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

Sink = Callable[[bytes], None]
"""Takes each chunk of bytes that the guest sent; an empty one is the end."""


class Line:
    """The bench's end of one console; all of it runs in the reactor.

    A guest whose line nobody reads stalls once the socket is full, so every chunk is taken
    as it comes and handed to the sink, which must be quick and keep within bounds.

    Attributes:
        taken: how many bytes have come.
    """

    _CHUNK = 1 << 16

    def __init__(self, end: socket.socket, sink: Sink) -> None:
        end.setblocking(False)
        self._end = end
        self._sink = sink
        self.taken = 0
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(end, self._take)

    async def send(self, data: bytes) -> None:
        """Hand `data` to the guest; returns when the last byte lies in the socket."""
        await self._loop.sock_sendall(self._end, data)

    def finish(self) -> None:
        """Take what is left after QEMU's end, and close."""
        self.drain()
        self._loop.remove_reader(self._end)
        self._end.close()
        self._sink(b"")

    def release(self) -> None:
        """Stop reading; what comes from now on is for whoever has the other copy of the end.

        The guest is held: what it has sent is taken, and comes to an end.
        """
        self.drain()
        self._loop.remove_reader(self._end)

    def drain(self) -> None:
        """Take all that has come."""
        while self._take():
            pass

    def _take(self) -> bool:
        try:
            chunk = self._end.recv(self._CHUNK)
        except (BlockingIOError, ConnectionResetError):
            return False
        if not chunk:
            self._loop.remove_reader(self._end)
            return False
        self.taken += len(chunk)
        self._sink(chunk)
        return True
