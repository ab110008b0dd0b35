"""A guest's text screen, captured through the monitor."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

from bench.definitions.screen import Screen as ScreenDefinition
from bench.errors import BenchError
from bench.qemu.monitor import Command, human
from bench.qemu.process import Process
from bench.structs.text_screen import Screen

_WINDOW = range(0xB8000, 0xC0000)
"""Where a VGA adapter maps its text memory (IBM VGA)."""

_REFRESH = 0.016
"""Wall seconds between two looks at a screen that is waited for: a display's frame."""

_CRTC_INDEX, _CRTC_DATA = 0x3D4, 0x3D5
_START_HIGH, _START_LOW = 0x0C, 0x0D
"""CRT controller: index and data port, and the registers of the start address, which
counts character cells (IBM VGA; FreeVGA, "CRT Controller Registers")."""


class LiveScreen:
    """What a person in front of the guest would read."""

    def __init__(self, process: Process, definition: ScreenDefinition | None) -> None:
        self._process = process
        self._definition = definition

    def capture(self) -> Screen:
        """The screen as it is now.

        Raises:
            BenchError: the machine has none.
            EmulatorError: the guest has ended.
        """
        screen = self._definition
        if screen is None:
            raise BenchError(
                f"machine {self._process.plan.machine} has no text screen",
                hint="give its definition a key screen, or choose another machine",
            )
        if screen.kind == "vga":
            data = self._displayed(screen)
        else:
            self._process.monitor.execute_all([self._save(screen.at, screen.size)])
            data = os.pread(self._process.snapshot, screen.size, 0)
        return Screen.from_bytes(data, screen.columns, screen.rows)

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
            screen = self.capture()
            return screen if accepts(screen) else None

        return self._process.activity.wait(
            look, self._process.clock, f"{shown} on the screen", again=_REFRESH
        )

    def _save(self, address: int, size: int) -> Command:
        file = f"/proc/self/fd/{self._process.plan.descriptors.snapshot}"
        return ("pmemsave", {"val": address, "size": size, "filename": file})

    def _displayed(self, screen: ScreenDefinition) -> bytes:
        """The cells from the display's start address on; the window wraps around."""
        monitor = self._process.monitor
        with monitor.halted():
            index, _, high, _, low, _ = monitor.execute_all(
                [
                    human(f"i /b {_CRTC_INDEX:#x}"),
                    human(f"o /b {_CRTC_INDEX:#x} {_START_HIGH:#x}"),
                    human(f"i /b {_CRTC_DATA:#x}"),
                    human(f"o /b {_CRTC_INDEX:#x} {_START_LOW:#x}"),
                    human(f"i /b {_CRTC_DATA:#x}"),
                    self._save(_WINDOW.start, len(_WINDOW)),
                ]
            )
            # The guest may be about to write to the register that it selected.
            monitor.execute_all([human(f"o /b {_CRTC_INDEX:#x} {_byte(index):#x}")])
        window = os.pread(self._process.snapshot, len(_WINDOW), 0)
        start = screen.at - _WINDOW.start + 2 * (_byte(high) << 8 | _byte(low))
        start %= len(_WINDOW)
        return (window[start:] + window[:start])[: screen.size]


def _byte(reply: str) -> int:
    """The value in `portb[0x03d5] = 0x0f`."""
    return int(reply.rsplit("=", 1)[1], 16)


def _finder(wanted: str | re.Pattern[str]) -> Callable[[Screen], bool]:
    return lambda screen: screen.find(wanted) is not None
