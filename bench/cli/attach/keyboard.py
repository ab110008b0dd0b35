# SPDX-License-Identifier: MIT
"""Typed or piped input on its way to the guest."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

from bench.errors import BenchError
from bench.guest.guest import Guest
from bench.guest.linux.linux import LinuxGuest
from bench.qemu.budget import Budget

LEAVE = b"\x1d"
"""Ctrl-]"""

UNBOUNDED = Budget(cpu=threading.TIMEOUT_MAX, idle=threading.TIMEOUT_MAX)
"""For a guest with a person in front of it: as long as a thread can wait, 292 years."""


class Keyboard:
    """Hands a descriptor's bytes to a guest's line, from a thread of its own.

    Attributes:
        left: whether Ctrl-] was typed, which only a terminal can say.
        exhausted: whether there is no more.
    """

    _CHUNK = 4096

    def __init__(
        self, descriptor: int, guest: Guest, hand_on: Callable[[bytes], None] | None = None
    ) -> None:
        """Read keys from a descriptor.

        Args:
            descriptor: a terminal, a pipe or a file.
            guest: whose keys they are.
            hand_on: takes them; its first serial line if None.
        """
        self.left = False
        self.exhausted = False
        self._descriptor = descriptor
        self._guest = guest
        self._person = os.isatty(descriptor)
        self._stop, self._stopped = os.pipe()
        self._thread = threading.Thread(target=self._type, name="keyboard", daemon=True)
        self._hand_on = hand_on or guest.console.send
        self._held: bytes | None = None
        self._order = threading.Lock()

    def __enter__(self) -> Keyboard:
        if self._person and isinstance(self._guest, LinuxGuest):
            self._held = b""
            show = threading.Thread(target=self._show_keys, args=(self._guest,), daemon=True)
            show.start()
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
        with suppress(BenchError):  # the one who watches the guest says so
            if isinstance(self._guest, LinuxGuest) and not self._person:
                self._await_shell(self._guest)
            while not (self.left or self.exhausted):
                ready, _, _ = select.select([self._descriptor, self._stop], [], [])
                if self._stop in ready:
                    break
                self._take(self._read())
        os.close(self._stop)
        self._guest.console.process.activity.notify()

    def _await_shell(self, guest: LinuxGuest) -> None:
        """A pipe does not wait for a prompt, and Linux drops what comes before its shell."""
        _ = guest.release

    def _read(self) -> bytes:
        try:
            return os.read(self._descriptor, self._CHUNK)
        except OSError:  # the terminal is gone
            return b""

    def _take(self, data: bytes) -> None:
        keys, leave, _ = data.partition(LEAVE) if self._person else (data, b"", b"")
        if keys:
            self._send(keys)
        self.exhausted = not data
        self.left = bool(leave)

    def _send(self, keys: bytes) -> None:
        with self._order:
            if self._held is not None:
                self._held += keys
                return
        self._hand_on(keys)

    def _show_keys(self, guest: LinuxGuest) -> None:
        """Let a person see what they type, which the terminal of a test's guest does not show.

        Keys are held until it does. Ctrl-] works meanwhile, as the guest may never come up.
        """
        with suppress(BenchError):  # the one who watches the guest says so
            guest.run("stty", "-F", "/dev/console", "echo")
            with self._order:
                keys, self._held = self._held, None
                if keys:
                    guest.console.send(keys)
