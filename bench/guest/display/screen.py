# SPDX-License-Identifier: MIT
"""A guest's screen, captured through the monitor."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from bench.definitions.screen import CELL
from bench.definitions.screen import Screen as ScreenDefinition
from bench.errors import BenchError, EmulatorError
from bench.guest.console.watched import Watched
from bench.guest.memory import Memory
from bench.qemu.activity import BudgetSpent
from bench.qemu.process import Process
from bench.screen.font import LARGEST, Font, fonts_in
from bench.screen.grid import Position
from bench.screen.picture import Picture
from bench.screen.pixels import PixelReader
from bench.screen.text_screen import Screen

_WINDOW = range(0xB8000, 0xC0000)
"""Where a VGA adapter maps its text memory (IBM VGA)."""

_REFRESH = 0.016
"""Wall seconds between two looks at a screen that is waited for: a display's frame."""

_AGAIN_PICTURE = 0.05
"""The same at a picture, which takes some milliseconds."""

_GRAPHICS_INDEX, _GRAPHICS_DATA, _MISCELLANEOUS = 0x3CE, 0x3CF, 0x06
_IN_GRAPHICS = 0x01
"""The bit of the graphics controller that a mode with pixels has (FreeVGA, "Graphics Registers");
the modes of Bochs' extension set it, too."""

_CHUNK = 64 << 20
"""Bytes of memory in which fonts are looked for at once."""

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

    def __init__(
        self, process: Process, definition: ScreenDefinition | None, evidence: Path | None
    ) -> None:
        self._process = process
        self._definition = definition
        self._evidence = evidence
        self._reader = PixelReader(self._fonts)
        self._snapshot = process.plan.descriptors.snapshot

    @property
    def font(self) -> Font | None:
        """The font in which the guest draws text as pixels.

        If None, those of a VGA BIOS, and what lies in the guest's memory of the PC's and of UEFI's.
        """
        return self._reader.font

    @font.setter
    def font(self, font: Font | None) -> None:
        self._reader.font = font

    @property
    def process(self) -> Process:
        """The QEMU that has the adapter."""
        return self._process

    def capture(self) -> Screen:
        """The screen as it is now; of a guest that has ended, as it was then.

        A VGA adapter's is shown from its first cell then, whatever start address it was set to.
        Of a mode with pixels it is the text that can be read in them; a display is not to be seen
        any more when its guest has ended.

        Raises:
            BenchError: the machine has none.
            EmulatorError: the guest was ended, or this host does not let its screen be read.
        """
        screen = self._definition
        if screen is None:
            raise BenchError(
                f"machine {self._process.plan.machine} has no screen",
                hint="give its definition a key screen, or choose another machine",
            )
        try:
            return self._displayed_now(screen)
        except EmulatorError:
            if data := self._last(screen):
                return Screen.from_bytes(data, screen.columns, screen.rows)
            raise

    def picture(self) -> Picture:
        """The picture on QEMU's display now, in any mode of the adapter.

        Raises:
            EmulatorError: the guest has ended, or the machine lacks a display.
        """
        target = f"/proc/self/fd/{self._snapshot}"
        self._process.monitor.execute("screendump", filename=target)
        size = os.fstat(self._process.snapshot).st_size
        return Picture.decode(os.pread(self._process.snapshot, size, 0))

    def matches(self, picture: str | os.PathLike[str] | Picture, tolerance: float = 0.0) -> bool:
        """Whether the display shows a picture now.

        Args:
            picture: that, or its file by a path from the project's root.
            tolerance: the share of the pixels, from 0 to 1, that may look different.

        Raises:
            BenchError: the file is missing, or holds something else.
            EmulatorError: the guest has ended, or the machine lacks a display.
        """
        return self.picture().matches(_loaded(picture), tolerance)

    def wait_until_matches(
        self, picture: str | os.PathLike[str] | Picture, tolerance: float = 0.0
    ) -> Picture:
        """Wait until the display shows a picture; arguments as for `matches`.

        Raises:
            BudgetSpent: the guest's budget ended first. The evidence has `difference.png`.
            BenchError: the file is missing, or holds something else.
            EmulatorError: the guest has ended, or the machine lacks a display.
        """
        wanted = _loaded(picture)
        name = "a picture" if isinstance(picture, Picture) else str(picture)
        process = self._process

        def look() -> Picture | None:
            shown = self.picture()
            return shown if shown.matches(wanted, tolerance) else None

        try:
            return process.activity.wait(
                look, process.clock, f"{name} on the display", again=_AGAIN_PICTURE
            )
        except BudgetSpent as spent:
            spent.seen = self._compared(wanted)
            raise

    def _fonts(self) -> Iterator[Font]:
        """The fonts in the guest's memory."""
        layout = self._process.plan.memory
        if layout.start is None:
            return
        memory = Memory(self._process)
        end = layout.start + layout.size
        with suppress(BenchError):  # of a guest that ends meanwhile
            for place in range(layout.start, end, _CHUNK):
                yield from fonts_in(memory.read(place, min(_CHUNK + LARGEST, end - place)))

    def _compared(self, wanted: Picture) -> str:
        """How the display differs from a picture, in words; the evidence shows it."""
        shown = self.picture()
        if (shown.width, shown.height) != (wanted.width, wanted.height):
            here, there = ((each.width, each.height) for each in (shown, wanted))
            return "the display has {}x{} pixels, the picture {}x{}".format(*here, *there)
        if self._evidence:
            shown.difference(wanted).to_png(self._evidence / "difference.png")
        return f"{shown.differing(wanted):.2%} of the pixels differ: difference.png"

    def _displayed_now(self, screen: ScreenDefinition) -> Screen:
        """The screen of a guest that runs."""
        if screen.kind == "display":
            return self._reader.read(self.picture())
        if screen.kind == "vga":
            return self._displayed(screen) or self._reader.read(self.picture())
        self._run(self._save(screen.first, screen.size))
        data = os.pread(self._process.snapshot, screen.size, 0)
        return Screen.from_bytes(data, screen.columns, screen.rows)

    def _last(self, screen: ScreenDefinition) -> bytes:
        """The cells of a guest that has ended itself; nothing if they are not known."""
        process = self._process
        process.activity.wait(lambda: process.outcome, process.clock, "the guest to end")
        if screen.kind == "display":
            return b""
        if screen.kind == "vga":
            start = screen.first - _WINDOW.start
            return process.text[start : start + screen.size]
        first = process.plan.memory.start
        if process.ram is None or process.killed or first is None:
            return b""
        return os.pread(process.ram, screen.size, screen.first - first)

    def _displayed(self, screen: ScreenDefinition) -> Screen | None:
        """The cells from the display's start address on; the window wraps around.

        None in a mode with pixels.
        """
        reads = [
            *_read(_GRAPHICS_INDEX, _GRAPHICS_DATA, _MISCELLANEOUS),
            *(line for each in _REGISTERS for line in _read(_CRTC_INDEX, _CRTC_DATA, each)),
        ]
        indices = (_CRTC_INDEX, _GRAPHICS_INDEX)
        with self._held():
            # The guest may be about to write to the registers that it selected.
            selected = self._run(*(f"i /b {index:#x}" for index in indices))
            restore = [
                f"o /b {index:#x} {_byte(reply):#x}"
                for index, reply in zip(indices, selected, strict=True)
            ]
            replies = self._run(*reads, *restore, self._save(_WINDOW.start, len(_WINDOW)))
        mode, *values = map(_byte, replies[1 : len(reads) : 2])
        if mode & _IN_GRAPHICS:
            return None
        registers = dict(zip(_REGISTERS, values, strict=True))
        columns, rows = _size(registers) or (screen.columns, screen.rows)
        start, cursor = (registers[at] << 8 | registers[at + 1] for at in (0x0C, 0x0E))
        window = os.pread(self._process.snapshot, len(_WINDOW), 0)
        first = (screen.first - _WINDOW.start + 2 * start) % len(_WINDOW)
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
        # In quotes: the size is an expression, in which a slash would divide.
        return f'pmemsave {address:#x} {size} "/proc/self/fd/{self._snapshot}"'


def _loaded(picture: str | os.PathLike[str] | Picture) -> Picture:
    return picture if isinstance(picture, Picture) else Picture.load(picture)


def _read(index: int, data: int, register: int) -> tuple[str, str]:
    """The monitor's commands that read a register of the adapter, by its two ports."""
    return f"o /b {index:#x} {register:#x}", f"i /b {data:#x}"


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
