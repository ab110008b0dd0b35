"""What is typed, or piped in, on its way to the guest."""

from __future__ import annotations

import os
import select
import threading
from types import TracebackType

from bench.guest.console import Console
from bench.qemu.activity import BudgetSpent
from bench.qemu.budget import Budget

LEAVE = b"\x1d"
"""Ctrl-]"""

UNBOUNDED = Budget(cpu=threading.TIMEOUT_MAX, ceiling=threading.TIMEOUT_MAX)
"""For a guest with a person in front of it: as long as a thread can wait, 292 years."""


class Keyboard:
    """Hands a descriptor's bytes to a guest's line, from a thread of its own.

    Attributes:
        left: whether Ctrl-] was typed, which only a terminal can say.
        exhausted: whether there is no more.
    """

    _CHUNK = 4096

    def __init__(self, descriptor: int, console: Console) -> None:
        self.left = False
        self.exhausted = False
        self._descriptor = descriptor
        self._console = console
        self._may_leave = os.isatty(descriptor)
        self._stop, self._stopped = os.pipe()
        self._thread = threading.Thread(target=self._type, name="keyboard", daemon=True)

    def __enter__(self) -> Keyboard:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        os.close(self._stopped)

    def _type(self) -> None:
        while not (self.left or self.exhausted):
            ready, _, _ = select.select([self._descriptor, self._stop], [], [])
            if self._stop in ready:
                break
            self._take(self._read())
        os.close(self._stop)
        self._console.process.activity.notify()

    def _read(self) -> bytes:
        try:
            return os.read(self._descriptor, self._CHUNK)
        except OSError:  # the terminal is gone
            return b""

    def _take(self, data: bytes) -> None:
        keys, leave, _ = data.partition(LEAVE) if self._may_leave else (data, b"", b"")
        self.exhausted = not data
        self.left = bool(leave)
        if keys:
            try:
                self._console.send(keys)
            except BudgetSpent:
                self.exhausted = True  # the one who watches the guest says so
