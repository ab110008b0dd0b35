# SPDX-License-Identifier: MIT
"""A guest's text screen, captured through the monitor."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench.definitions.screen import Screen as ScreenDefinition
from bench.errors import BenchError, EmulatorError
from bench.guest.console.last_words import visible
from bench.qemu.activity import BudgetSpent
from bench.qemu.process import Process
from bench.screen.text_screen import Screen

_WINDOW = range(0xB8000, 0xC0000)
"""Where a VGA adapter maps its text memory (IBM VGA)."""

_REFRESH = 0.016
"""Wall seconds between two looks at a screen that is waited for: a display's frame."""

_CRTC_INDEX, _CRTC_DATA = 0x3D4, 0x3D5
_START_HIGH, _START_LOW = 0x0C, 0x0D
"""CRT controller: index and data port, and the registers of the start address, which
counts character cells (IBM VGA; FreeVGA, "CRT Controller Registers")."""


class LiveScreen:
    """The screen that a person in front of the guest would read."""

    def __init__(self, process: Process, definition: ScreenDefinition | None) -> None:
        self._process = process
        self._definition = definition

    def capture(self) -> Screen:
        """The screen as it is now; of a guest that has ended, as it was then.

        A VGA adapter's is shown from its first cell then, whatever start address it was set to.

        Raises:
            BenchError: the machine has none.
            EmulatorError: the guest was ended, or this host does not let its screen be read.
        """
        screen = self._definition
        if screen is None:
            raise BenchError(
                f"machine {self._process.plan.machine} has no text screen",
                hint="give its definition a key screen, or choose another machine",
            )
        try:
            data = self._displayed_now(screen)
        except EmulatorError:
            data = self._last(screen)
            if not data:
                raise
        return Screen.from_bytes(data, screen.columns, screen.rows)

    def picture(self) -> bytes:
        """The picture on QEMU's display now, in any mode of the adapter: a PPM file (Netpbm).

        Raises:
            EmulatorError: the guest has ended, or there is no display.
        """
        snapshot = self._process.plan.descriptors.snapshot
        self._process.monitor.execute("screendump", filename=f"/proc/self/fd/{snapshot}")
        return os.pread(self._process.snapshot, os.fstat(self._process.snapshot).st_size, 0)

    def wait_until(self, wanted: str | re.Pattern[str] | Callable[[Screen], bool]) -> Screen:
        """The first screen that holds a text or pattern, or that a function accepts.

        A cell is written without any event. The screen is read again whenever something
        else of the guest was observed, and now and then.

        Raises:
            BudgetSpent: the guest's budget ended first.
            EmulatorError: the guest ended first.
        """
        accepts = wanted if callable(wanted) else _finder(wanted)
        shown = getattr(wanted, "__name__", repr(wanted))

        def look() -> Screen | None:
            ended = self._process.outcome is not None  # asked first: no cell changes after it
            screen = self.capture()
            if ended and not accepts(screen):
                raise EmulatorError(f"{shown} was not on the screen when the guest ended")
            return screen if accepts(screen) else None

        try:
            return self._process.activity.wait(
                look, self._process.clock, f"{shown} on the screen", again=_REFRESH
            )
        except BudgetSpent as spent:
            spent.seen = _shown(self.capture())
            raise

    def _displayed_now(self, screen: ScreenDefinition) -> bytes:
        """The cells of a guest that runs."""
        if screen.kind == "vga":
            return self._displayed(screen)
        self._run(self._save(screen.at, screen.size))
        return os.pread(self._process.snapshot, screen.size, 0)

    def _last(self, screen: ScreenDefinition) -> bytes:
        """The cells of a guest that has ended itself; nothing if they are not known."""
        process = self._process
        process.activity.wait(lambda: process.outcome, process.clock, "the guest to end")
        if screen.kind == "vga":
            start = screen.at - _WINDOW.start
            return process.text[start : start + screen.size]
        first = process.plan.memory.start
        if process.ram is None or process.killed or first is None:
            return b""
        return os.pread(process.ram, screen.size, screen.at - first)

    def _displayed(self, screen: ScreenDefinition) -> bytes:
        """The cells from the display's start address on; the window wraps around."""
        select, read = f"o /b {_CRTC_INDEX:#x}", f"i /b {_CRTC_DATA:#x}"
        with self._held():
            # The guest may be about to write to the register that it selected.
            (selected,) = self._run(f"i /b {_CRTC_INDEX:#x}")
            _, high, _, low, *_ = self._run(
                f"{select} {_START_HIGH:#x}",
                read,
                f"{select} {_START_LOW:#x}",
                read,
                f"{select} {_byte(selected):#x}",
                self._save(_WINDOW.start, len(_WINDOW)),
            )
        window = os.pread(self._process.snapshot, len(_WINDOW), 0)
        start = screen.at - _WINDOW.start + 2 * (_byte(high) << 8 | _byte(low))
        start %= len(_WINDOW)
        return (window[start:] + window[:start])[: screen.size]

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Hold the guest, unless a test holds it already."""
        if self._process.monitor.held:
            yield
            return
        # The two events say nothing of the guest.
        self._process.monitor.overlook("STOP", "RESUME")
        self._run("stop")
        try:
            yield
        finally:
            self._run("cont")

    def _run(self, *commands: str) -> list[str]:
        return self._process.human_monitor.run(commands)

    def _save(self, address: int, size: int) -> str:
        snapshot = self._process.plan.descriptors.snapshot
        # In quotes: the size is an expression, in which a slash would divide.
        return f'pmemsave {address:#x} {size} "/proc/self/fd/{snapshot}"'


def _shown(screen: Screen) -> str:
    """The part of a screen that people are shown when something did not come."""
    rows = [row.rstrip() for row in screen.text.splitlines()]
    text = "\n".join(f"  {visible(row)}" for row in rows if row)
    return f"the screen:\n{text}" if text else "the screen is empty"


def _byte(reply: str) -> int:
    """The value in `portb[0x03d5] = 0x0f`."""
    return int(reply.rsplit("=", 1)[1], 16)


def _finder(wanted: str | re.Pattern[str]) -> Callable[[Screen], bool]:
    return lambda screen: screen.find(wanted) is not None
