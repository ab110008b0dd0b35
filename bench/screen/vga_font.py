# SPDX-License-Identifier: MIT
"""The fonts of a VGA, read from the VGA BIOS that QEMU's machines start with.

Source: IBM PS/2 Hardware Interface Technical Reference, "Character Generator": 256 glyphs
of code page 437, 8 pixels wide and 8, 14 or 16 high, one byte a line from the top, bit 7 the
leftmost pixel. SeaBIOS carries the tables in every VGA BIOS, at no fixed offsets.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bench.errors import HostError
from bench.host.advice import install

HEIGHT = 16
"""Lines of a glyph of text modes, which are its bytes."""

BIOSES = (
    Path("/usr/share/seabios/vgabios-stdvga.bin"),
    Path("/usr/share/qemu/vgabios-stdvga.bin"),
)
"""Where Debian and QEMU's own installation put it."""

FACES = {
    16: bytes.fromhex("00007e81a58181bd9981817e00000000 00007effdbffffc3e7ffff7e00000000"),
    14: bytes.fromhex("00007e81a58181bd99817e000000 00007effdbffffc3e7ff7e000000"),
    8: bytes.fromhex("7e81a581bd99817e 7effdbffc3e7ff7e"),
}
"""The glyphs of 0x01 and 0x02 by their height, which nothing but the font of it contains."""


@cache
def glyphs(height: int = HEIGHT) -> tuple[bytes, ...]:
    """The glyph of each byte of code page 437, a byte a line.

    Args:
        height: 16, 14 or 8.

    Raises:
        HostError: no VGA BIOS with the font is installed.
    """
    for bios in BIOSES:
        if bios.exists() and (font := _font(bios.read_bytes(), height)):
            return tuple(font[at : at + height] for at in range(0, len(font), height))
    raise HostError(
        f"there is no VGA font in {' or '.join(map(str, BIOSES))}",
        hint=install("vgabios-stdvga.bin"),
    )


def _font(bios: bytes, height: int) -> bytes:
    start = bios.find(FACES[height]) - height
    font = bios[start : start + 256 * height] if start >= 0 else b""
    return font if len(font) == 256 * height else b""
