# SPDX-License-Identifier: MIT
"""A guest's text screen, captured through the monitor."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bench.definitions.screen import CELL
from bench.definitions.screen import Screen as ScreenDefinition
from bench.errors import BenchError, EmulatorError
from bench.guest.console.watched import Watched
from bench.qemu.process import Process
from bench.screen.grid import Position
from bench.screen.text_screen import Screen

_WINDOW = range(0xB8000, 0xC0000)
"""Where a VGA adapter maps its text memory (IBM VGA)."""

_REFRESH = 0.016
"""Wall seconds between two looks at a screen that is waited for: a display's frame."""

_CRTC_INDEX, _CRTC_DATA = 0x3D4, 0x3D5
_REGISTERS = (0x01, 0x07, 0x09, 0x0A, 0x0C, 0x0D, 0x0E, 0x0F, 0x12, 0x13)
"""The registers of the CRT controller that say what is shown (IBM VGA; FreeVGA, "CRT Controller
Registers"): how many cells a row has, how high a cell and the picture are, where the first cell and
the cursor are, and how many bytes a row takes."""
_OFF = 0x20


class LiveScreen(Watched[Screen]):
    """The screen that a person in front of the guest would read.

    A cell is written without any event, so it is looked at now and then, too.
    """

    _again = _REFRESH

    def __init__(self, process: Process, definition: ScreenDefinition | None) -> None:
        self._process = process
        self._definition = definition

    @property
    def process(self) -> Process:
        """The QEMU that has the adapter."""
        return self._process

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
            return self._displayed_now(screen)
        except EmulatorError:
            if data := self._last(screen):
                return Screen.from_bytes(data, screen.columns, screen.rows)
            raise

    def picture(self) -> bytes:
        """The picture on QEMU's display now, in any mode of the adapter: a PPM file (Netpbm).

        Raises:
            EmulatorError: the guest has ended, or there is no display.
        """
        snapshot = self._process.plan.descriptors.snapshot
        self._process.monitor.execute("screendump", filename=f"/proc/self/fd/{snapshot}")
        return os.pread(self._process.snapshot, os.fstat(self._process.snapshot).st_size, 0)

    def _displayed_now(self, screen: ScreenDefinition) -> Screen:
        """The screen of a guest that runs."""
        if screen.kind == "vga":
            return self._displayed(screen)
        self._run(self._save(screen.at, screen.size))
        data = os.pread(self._process.snapshot, screen.size, 0)
        return Screen.from_bytes(data, screen.columns, screen.rows)

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

    def _displayed(self, screen: ScreenDefinition) -> Screen:
        """The cells from the display's start address on; the window wraps around."""
        reads = [
            line
            for register in _REGISTERS
            for line in (f"o /b {_CRTC_INDEX:#x} {register:#x}", f"i /b {_CRTC_DATA:#x}")
        ]
        with self._held():
            # The guest may be about to write to the register that it selected.
            (selected,) = self._run(f"i /b {_CRTC_INDEX:#x}")
            restore = f"o /b {_CRTC_INDEX:#x} {_byte(selected):#x}"
            replies = self._run(*reads, restore, self._save(_WINDOW.start, len(_WINDOW)))
        values = map(_byte, replies[1 : len(reads) : 2])
        registers = dict(zip(_REGISTERS, values, strict=True))
        columns, rows = _size(registers) or (screen.columns, screen.rows)
        start, cursor = (registers[at] << 8 | registers[at + 1] for at in (0x0C, 0x0E))
        window = os.pread(self._process.snapshot, len(_WINDOW), 0)
        first = (screen.at - _WINDOW.start + 2 * start) % len(_WINDOW)
        data = (window[first:] + window[:first])[: columns * rows * CELL]
        row, column = divmod(cursor - start, columns)
        there = not registers[0x0A] & _OFF and 0 <= row < rows
        return Screen.from_bytes(data, columns, rows, Position(row, column) if there else None)

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


def _byte(reply: str) -> int:
    """The value in `portb[0x03d5] = 0x0f`."""
    return int(reply.rsplit("=", 1)[1], 16)


def _size(registers: Mapping[int, int]) -> tuple[int, int] | None:
    """Columns and rows that the adapter is set to; None where that is not a mode of text."""
    columns = registers[0x01] + 1
    lines = (registers[0x12] | (registers[0x07] & 0x02) << 7 | (registers[0x07] & 0x40) << 3) + 1
    height = (registers[0x09] & 0x1F) + 1
    rows = lines // height // (2 if registers[0x09] & 0x80 else 1)
    whole = 4 * registers[0x13] == CELL * columns and columns * rows * CELL <= len(_WINDOW)
    return (columns, rows) if whole and rows else None
