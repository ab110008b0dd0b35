# SPDX-License-Identifier: MIT
"""The colour of a VGA's palette that is nearest to any other."""

from __future__ import annotations

from functools import lru_cache

from bench.screen.text_cell import Colour

BRIGHT = 8
"""The bit of a colour that makes it bright."""

_LEVELS = (0x00, 0x55, 0xAA, 0xFF)
"""Intensities of red, green and blue that a VGA's palette is made of."""


@lru_cache(maxsize=1 << 12)
def nearest(wanted: bytes) -> int:
    """The colour that is nearest to one of red, green and blue, 8 bits each."""
    return min(Colour, key=lambda colour: _distance(_components(colour), wanted))


def _components(colour: int) -> tuple[int, int, int]:
    if colour == Colour.BROWN:
        return _LEVELS[2], _LEVELS[1], 0
    bright = 1 if colour & BRIGHT else 0
    red, green, blue = ((colour >> bit & 1) * 2 + bright for bit in (2, 1, 0))
    return _LEVELS[red], _LEVELS[green], _LEVELS[blue]


def _distance(one: tuple[int, int, int], other: bytes) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=False))
