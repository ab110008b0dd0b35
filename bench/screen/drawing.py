# SPDX-License-Identifier: MIT
"""A text screen in its colours: in a terminal, and as pixels like a VGA's.

Source: FreeVGA, "VGA Text Mode Operation": a character is 9 pixels wide; the ninth column
is background, but repeats the eighth for line graphics. A VGA does so for 0xc0-0xdf, QEMU
from 0xb0 on (`vga_draw_text`); the picture is pixel for pixel QEMU's.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from bench.screen import vga_font
from bench.screen.grid import Grid
from bench.screen.text_cell import Cell

if TYPE_CHECKING:
    from rich.style import Style
    from rich.text import Text

WIDTH = 9
"""Pixels of a character."""

LINE_GRAPHICS = range(0xB0, 0xE0)

PALETTE = bytes.fromhex(
    "000000 0000aa 00aa00 00aaaa aa0000 aa00aa aa5500 aaaaaa"
    "555555 5555ff 55ff55 55ffff ff5555 ff55ff ffff55 ffffff"
)
"""Red, green and blue of each `Colour`, 8 bits each."""


def to_rich(screen: Grid) -> Text:
    """The screen in its colours, for a terminal."""
    from rich.text import Text  # noqa: PLC0415

    text = Text(no_wrap=True)
    for row, line in enumerate(screen.lines):
        column = 0
        for attribute, run in groupby(screen.attributes(row)):
            width = len(list(run))
            text.append(line[column : column + width], _style(attribute))
            column += width
        text.append("\n" if row < screen.rows - 1 else "")
    return text


@lru_cache(maxsize=256)
def _style(attribute: int) -> Style:
    from rich.color import Color  # noqa: PLC0415
    from rich.style import Style  # noqa: PLC0415

    cell = Cell.of("", attribute)
    foreground, background = (
        Color.from_rgb(*PALETTE[colour * 3 : colour * 3 + 3])
        for colour in (cell.foreground, cell.background)
    )
    return Style(color=foreground, bgcolor=background, blink=cell.blink)


def to_png(screen: Grid, path: str | os.PathLike[str]) -> None:
    """Draws the screen, blinking characters as in their visible half.

    Raises:
        HostError: QEMU's VGA BIOS, which holds the font, is not installed.
    """
    from PIL import Image  # noqa: PLC0415

    size = (screen.columns * WIDTH, screen.rows * vga_font.HEIGHT)
    image = Image.frombytes("P", size, b"".join(_scanlines(screen)))
    image.putpalette(PALETTE)
    image.save(Path(path), "PNG")


def _scanlines(screen: Grid) -> Iterator[bytes]:
    width = screen.columns * 2
    for start in range(0, len(screen.data), width):
        row = screen.data[start : start + width]
        tiles = [_tile(*cell) for cell in zip(row[::2], row[1::2], strict=True)]
        for line in zip(*tiles, strict=True):
            yield b"".join(line)


@lru_cache(maxsize=4096)
def _tile(character: int, attribute: int) -> tuple[bytes, ...]:
    """A character's lines, one byte of `Colour` a pixel."""
    cell = Cell.of("", attribute)
    look = bytes((cell.background, cell.foreground))
    lines = []
    for byte in vga_font.glyphs()[character]:
        ninth = byte & 1 if character in LINE_GRAPHICS else 0
        lines.append(bytes(look[bit == "1"] for bit in f"{byte:08b}{ninth}"))
    return tuple(lines)
