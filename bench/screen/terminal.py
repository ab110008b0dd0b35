# SPDX-License-Identifier: MIT
"""A terminal: the screen that text with escape codes draws (ECMA-48, DEC VT100, xterm).

The codes are read by pyte. Colours become the nearest of a VGA's, characters those of code page
437 where it has them, so that a test reads a serial line as it reads a text screen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

import pyte
from pyte.screens import Char

from bench.screen.code_page_437 import CHARACTERS
from bench.screen.grid import Position
from bench.screen.text_cell import Colour
from bench.screen.text_screen import Screen

COLUMNS, ROWS = 80, 25

_BYTES = {character: byte for byte, character in enumerate(CHARACTERS)} | {" ": 0x20}
_UNKNOWN = ord("?")

_BRIGHT = 8
"""The bit of a colour that makes it bright."""

_COLOURS = {
    "black": Colour.BLACK,
    "blue": Colour.BLUE,
    "green": Colour.GREEN,
    "cyan": Colour.CYAN,
    "red": Colour.RED,
    "magenta": Colour.MAGENTA,
    "brown": Colour.BROWN,
    "white": Colour.LIGHT_GREY,
}
"""The VGA's colours by pyte's names, whose bright ones begin with `bright`."""

_LEVELS = (0x00, 0x55, 0xAA, 0xFF)
"""Intensities of red, green and blue that a VGA's palette is made of."""

_NOT_UNDERSTOOD = re.compile(r"\x1b\[=[0-9;]*[hl]")
"""Modes of ANSI.SYS, which UEFI firmware sends and pyte would show."""

_UNFINISHED = re.compile(r"\x1b(\[=?[0-9;]*)?\Z")

_SEQUENCES = re.compile(r"(?=\x1b)")


@dataclass(frozen=True)
class TerminalScreen(Screen):
    """The screen of a terminal at one moment.

    Attributes:
        shown: the text of each row in full width, also what code page 437 does not have.
    """

    shown: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The text of each row in full width."""
        return self.shown


class Terminal:
    """Draws what it is fed; no input makes it fail, or grow.

    Args:
        columns: cells in a row.
        rows: number of rows.
    """

    def __init__(self, columns: int = COLUMNS, rows: int = ROWS) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._begin()
        self._held = ""

    def feed(self, text: str) -> None:
        """Draw text, which may end in the middle of an escape code."""
        text = _NOT_UNDERSTOOD.sub("", self._held + text)
        unfinished = _UNFINISHED.search(text)
        self._held = unfinished[0] if unfinished else ""
        for sequence in _SEQUENCES.split(text.removesuffix(self._held)):
            try:
                self._stream.feed(sequence)
            except Exception:
                self._begin()

    def _begin(self) -> None:
        self._stream = pyte.Stream(self._screen)
        self._stream.use_utf8 = False  # in UTF-8 it would not draw lines by a VT100's second set

    @property
    def screen(self) -> TerminalScreen:
        """What is drawn now."""
        columns, rows = self._screen.columns, self._screen.lines
        cells = [
            [self._screen.buffer[row][column] for column in range(columns)] for row in range(rows)
        ]
        cursor = self._screen.cursor
        return TerminalScreen(
            columns,
            rows,
            b"".join(bytes(_pair(cell)) for row in cells for cell in row),
            cursor=Position(min(cursor.y, rows - 1), min(cursor.x, columns - 1)),
            shown=tuple("".join((cell.data or " ")[0] for cell in row) for row in cells),
        )


def _pair(cell: Char) -> tuple[int, int]:
    """The two bytes of a cell on a VGA."""
    character = _BYTES.get(cell.data[:1], _UNKNOWN)
    foreground, background = _colour(cell.fg, Colour.LIGHT_GREY), _colour(cell.bg, Colour.BLACK)
    if cell.bold:
        foreground |= _BRIGHT
    if cell.reverse:
        foreground, background = background, foreground
    return character, foreground | (background & ~_BRIGHT) << 4 | cell.blink << 7


def _colour(name: str, default: Colour) -> int:
    if name == "default":
        return default
    if name in _COLOURS:
        return _COLOURS[name]
    if (dim := name.removeprefix("bright")) in _COLOURS:
        return _COLOURS[dim] | _BRIGHT
    return _nearest(name)


def _nearest(hexadecimal: str) -> int:
    """The colour of the palette that is nearest to one of 256, or of 16 million."""
    try:
        wanted = bytes.fromhex(hexadecimal)
    except ValueError:
        return Colour.LIGHT_GREY
    return min(Colour, key=lambda colour: _distance(_components(colour), wanted))


def _components(colour: int) -> tuple[int, int, int]:
    if colour == Colour.BROWN:
        return _LEVELS[2], _LEVELS[1], 0
    bright = 1 if colour & _BRIGHT else 0
    red, green, blue = ((colour >> bit & 1) * 2 + bright for bit in (2, 1, 0))
    return _LEVELS[red], _LEVELS[green], _LEVELS[blue]


def _distance(one: tuple[int, int, int], other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=False))
