# SPDX-License-Identifier: MIT
"""A terminal: the screen that text with escape codes draws (ECMA-48, DEC VT100, xterm).

The codes are read by pyte. Colours become the nearest of a VGA's, characters those of code page
437 where it has them, so that a test reads a serial line as it reads a text screen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyte
from pyte.screens import Char

from bench.screen.code_page_437 import BYTES, UNKNOWN
from bench.screen.colours import BRIGHT, nearest
from bench.screen.grid import Position
from bench.screen.spelled import SpelledScreen
from bench.screen.text_cell import Colour

COLUMNS, ROWS = 80, 25

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

_NOT_UNDERSTOOD = re.compile(r"\x1b\[=[0-9;]*[hl]")
"""Modes of ANSI.SYS, which UEFI firmware sends and pyte would show."""

_UNFINISHED = re.compile(r"\x1b(\[=?[0-9;]*)?\Z")

_SEQUENCES = re.compile(r"(?=\x1b)")


@dataclass(frozen=True)
class TerminalScreen(SpelledScreen):
    """The screen of a terminal at one moment."""


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
    character = BYTES.get(cell.data[:1], UNKNOWN)
    foreground, background = _colour(cell.fg, Colour.LIGHT_GREY), _colour(cell.bg, Colour.BLACK)
    if cell.bold:
        foreground |= BRIGHT
    if cell.reverse:
        foreground, background = background, foreground
    return character, foreground | (background & ~BRIGHT) << 4 | cell.blink << 7


def _colour(name: str, default: Colour) -> int:
    if name == "default":
        return default
    if name in _COLOURS:
        return _COLOURS[name]
    if (dim := name.removeprefix("bright")) in _COLOURS:
        return _COLOURS[dim] | BRIGHT
    return _nearest(name)


def _nearest(hexadecimal: str) -> int:
    """The colour of the palette that is nearest to one of 256, or of 16 million."""
    try:
        return nearest(bytes.fromhex(hexadecimal))
    except ValueError:
        return Colour.LIGHT_GREY
