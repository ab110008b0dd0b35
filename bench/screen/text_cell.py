# SPDX-License-Identifier: MIT
"""A cell of a VGA's text screen: a character byte and an attribute byte.

Source: FreeVGA, "VGA Text Mode Operation", sections "Display Memory Organization" and
"Attribute Byte"; IBM PS/2 Video Subsystem Technical Reference, "Alphanumeric Modes".
Bit 7 of the attribute is blink as after a reset; where a guest clears bit 3 of the
Attribute Mode Control Register, it is the background's intensity instead.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from construct import BitsInteger, BitStruct, Construct, Flag, Int8ul, Struct

ATTRIBUTE = BitStruct(
    "blink" / Flag,
    "background" / BitsInteger(3),
    "foreground" / BitsInteger(4),
)

CELL = Struct(
    "character" / Int8ul,
    "attribute" / ATTRIBUTE,
)


def display_memory(columns: int, rows: int) -> Construct:
    """The cells from the display's start address on, row by row."""
    return CELL[columns][rows]


class Colour(IntEnum):
    """The palette of text modes after a reset."""

    BLACK = 0
    BLUE = 1
    GREEN = 2
    CYAN = 3
    RED = 4
    MAGENTA = 5
    BROWN = 6
    LIGHT_GREY = 7
    DARK_GREY = 8
    LIGHT_BLUE = 9
    LIGHT_GREEN = 10
    LIGHT_CYAN = 11
    LIGHT_RED = 12
    LIGHT_MAGENTA = 13
    YELLOW = 14
    WHITE = 15

    def __str__(self) -> str:
        return self.name.lower().replace("_", " ")


class Cell(NamedTuple):
    """One character on the screen and how it looks."""

    character: str
    foreground: Colour
    background: Colour
    blink: bool

    @classmethod
    def of(cls, character: str, attribute: int) -> Cell:
        """The cell that shows `character` with an attribute byte."""
        return cls(
            character,
            Colour(attribute & 0x0F),
            Colour(attribute >> 4 & 0x07),
            bool(attribute & 0x80),
        )

    @property
    def look(self) -> str:
        """The attribute in words, such as `blinking white on blue`."""
        return f"{'blinking ' * self.blink}{self.foreground} on {self.background}"
