# SPDX-License-Identifier: MIT
"""A TCP connection to a guest, whose waits end with the guest's budget."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from bench.guest.console.console import NotSeen
from bench.qemu.spawning.reactor import reactor

if TYPE_CHECKING:
    from bench.qemu.process import Process

R = TypeVar("R")

MOST = 256 << 20
"""Bytes that a guest may send over one connection before the bench gives it up."""


class GuestSocket(socket.socket):
    """A socket for what reads and writes sockets, such as `http.client`.

    It blocks as any does, until the other end does something or the guest's budget is
    spent: a guest that never answers costs a test no more than any other guest.

    Args:
        process: the guest.
        host: where to connect.
        port: TCP's.

    Raises:
        OSError: nobody listens there.
    """

    def __init__(self, process: Process, host: str, port: int) -> None:
        super().__init__(socket.AF_INET, socket.SOCK_STREAM)
        try:
            # QEMU listens there, on this host: it neither fails nor takes time.
            super().connect((host, port))
            self.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.setblocking(False)
        except BaseException:
            self.close()
            raise
        self._process = process
        self._received = 0
        self._awaited = f"an answer from the guest's network at {host}:{port}"

    def recv(self, *arguments: Any) -> bytes:
        """As of any socket.

        Raises:
            BudgetSpent: nothing comes.
            NotSeen: it does not end.
        """
        piece = self._patiently(partial(super().recv, *arguments), write=False)
        self._count(len(piece))
        return piece

    def recv_into(self, *arguments: Any) -> int:
        """As of any socket.

        Raises:
            BudgetSpent: nothing comes.
            NotSeen: it does not end.
        """
        size = self._patiently(partial(super().recv_into, *arguments), write=False)
        self._count(size)
        return size

    def sendall(self, data: Any, *_: Any) -> None:
        """As of any socket.

        Raises:
            BudgetSpent: the guest does not take it.
        """
        left = memoryview(data).cast("B")
        while left:
            left = left[self._patiently(partial(super().send, left), write=True) :]

    def _count(self, size: int) -> None:
        self._received += size
        if self._received > MOST:
            raise NotSeen(f"the guest sent more than {MOST >> 20} MiB over one connection")

    def _patiently(self, attempt: Callable[[], R], *, write: bool) -> R:
        """Do what would block, again whenever the socket is ready."""
        with contextlib.suppress(BlockingIOError):
            return attempt()
        watch = _Watch(self, self._process.activity.notify, write=write)

        def look() -> R | None:
            try:
                return attempt()
            except BlockingIOError:
                watch.begin()
                return None

        try:
            return self._process.activity.wait(look, self._process.clock, self._awaited)
        finally:
            watch.end()


class _Watch:
    """Has the reactor tell, once each time, that a socket may be read or written."""

    def __init__(self, end: socket.socket, notify: Callable[[], None], *, write: bool) -> None:
        self._end = end
        self._notify = notify
        loop = reactor().loop
        self._add: Callable[..., None] = loop.add_writer if write else loop.add_reader
        self._remove: Callable[..., object] = loop.remove_writer if write else loop.remove_reader

    def begin(self) -> None:
        """Tell when it is ready."""
        reactor().call(lambda: self._add(self._end, self._ready))

    def end(self) -> None:
        """Tell no more: from now on the socket may be closed."""
        reactor().call(lambda: self._remove(self._end))

    def _ready(self) -> None:
        # It stays ready until somebody has read, and would be told of again and again.
        self._remove(self._end)
        self._notify()
