# SPDX-License-Identifier: MIT
"""The screens of `kernels/cmd/screens` but for the ray marcher, as the host predicts them."""

from __future__ import annotations

import re
from pathlib import Path

from bench.screen.code_page_437 import CHARACTERS
from bench.screen.text_screen import Screen

COLUMNS, ROWS = 80, 25
PLAIN = bytes((0x20, 0x07))
"""An empty cell."""

PICTURE = Path(__file__).parents[3] / "kernels/drivers/textscreen/scenes/picture.go"
"""The picture as it was drawn: text, which this side encodes with the bench's own table."""


def empty() -> bytearray:
    """The memory of a screen that shows nothing."""
    return bytearray(PLAIN * (COLUMNS * ROWS))


def cell(character: str, colour: str, background: str) -> bytes:
    """The two bytes of a character in colours that are hexadecimal digits."""
    byte = ord(" ") if character == " " else CHARACTERS.index(character)
    return bytes((byte, int(background + colour, 16)))


def picture_rows() -> list[bytes]:
    """The rows of the picture, of which a screen has no room for the last."""
    lines = re.findall(r'^\t\t"(.*)",$', PICTURE.read_text(), re.MULTILINE)
    rows = []
    for at in range(0, len(lines), 3):
        columns = zip(*lines[at : at + 3], strict=True)
        rows.append(b"".join(cell(*column) for column in columns))
    return rows


def picture() -> Screen:
    """What a screen shows of the picture."""
    return Screen.from_bytes(b"".join(picture_rows()[:ROWS]))


def palette(memory: bytearray) -> Screen:
    """All attributes, on what a screen held before."""
    for attribute in range(256):
        at = ((4 + attribute // 16) * COLUMNS + 16 + attribute % 16 * 3) * 2
        memory[at : at + 6] = bytes((ord("("), attribute, ord("A"), attribute, ord(")"), attribute))
    return Screen.from_bytes(bytes(memory))


def between(here: Screen, there: Screen, step: int) -> Screen:
    """A transition: even rows have moved so many columns to the left, odd rows to the right."""
    width = COLUMNS * 2
    data = b""
    for row in range(ROWS):
        ours, theirs = (screen.data[row * width : row * width + width] for screen in (here, there))
        if row % 2:
            data += (theirs + ours)[width - step * 2 : 2 * width - step * 2]
        else:
            data += (ours + theirs)[step * 2 : width + step * 2]
    return Screen.from_bytes(data)
