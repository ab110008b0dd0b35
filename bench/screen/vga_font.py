# SPDX-License-Identifier: MIT
"""The 8x16 font of a VGA, read from the VGA BIOS that QEMU's machines start with.

Source: IBM PS/2 Hardware Interface Technical Reference, "Character Generator": 256 glyphs
of code page 437, 16 bytes each, one byte a line from the top, bit 7 the leftmost pixel.
SeaBIOS carries the table in every VGA BIOS, at no fixed offset.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bench.errors import HostError
from bench.host.advice import install

HEIGHT = 16
"""Lines of a glyph, which are its bytes."""

BIOSES = (
    Path("/usr/share/seabios/vgabios-stdvga.bin"),
    Path("/usr/share/qemu/vgabios-stdvga.bin"),
)
"""Where Debian and QEMU's own installation put it."""

FACES = bytes.fromhex(
    "0000 7e81 a581 81bd 9981 817e 0000 00000000 7eff dbff ffc3 e7ff ff7e 0000 0000"
)
"""The glyphs of 0x01 and 0x02, which nothing but the font contains."""


@cache
def glyphs() -> tuple[bytes, ...]:
    """The glyph of each byte of code page 437, 16 bytes each.

    Raises:
        HostError: no VGA BIOS with the font is installed.
    """
    for bios in BIOSES:
        if bios.exists() and (font := _font(bios.read_bytes())):
            return tuple(font[at : at + HEIGHT] for at in range(0, len(font), HEIGHT))
    raise HostError(
        f"there is no VGA font in {' or '.join(map(str, BIOSES))}",
        hint=install("vgabios-stdvga.bin"),
    )


def _font(bios: bytes) -> bytes:
    start = bios.find(FACES) - HEIGHT
    font = bios[start : start + 256 * HEIGHT] if start >= 0 else b""
    return font if len(font) == 256 * HEIGHT else b""
