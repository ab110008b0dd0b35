# SPDX-License-Identifier: MIT
"""The characters of code page 437 as a VGA shows them, graphic characters included.

Source: IBM Character Data Representation Architecture, code page 00437, with the graphic
characters of IBM's Personal Computer at 0x00-0x1f and 0x7f: a screen has no control
characters. Python's codec maps those to controls, so that the table is its own.
"""

from __future__ import annotations

import codecs

CHARACTERS = (
    " ☺☻♥♦♣♠•◘○◙♂♀♪♫☼"
    "►◄↕‼¶§▬↨↑↓→←∟↔▲▼"
    + bytes(range(0x20, 0x7F)).decode("ascii")
    + "⌂"
    + bytes(range(0x80, 0x100)).decode("cp437")
)
"""The character of each byte; 0x00 shows as a blank, as 0x20 does."""


BYTES = {character: byte for byte, character in enumerate(CHARACTERS)} | {" ": 0x20}
"""The byte of each character."""

UNKNOWN = ord("?")
"""The byte that stands for a character without one."""


def decode(characters: bytes) -> str:
    """The characters that the bytes of a screen show."""
    return codecs.charmap_decode(characters, "strict", CHARACTERS)[0]
