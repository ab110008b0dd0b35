# SPDX-License-Identifier: MIT
"""Reads text that a guest has drawn as pixels, by the glyphs of its font."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from bench.screen.code_page_437 import BYTES, UNKNOWN
from bench.screen.colours import nearest
from bench.screen.font import Font, vga_fonts
from bench.screen.picture import Picture
from bench.screen.spelled import SpelledScreen

_UEFI = ((80, 25), (80, 50), (100, 31))
"""Columns and rows of text that firmware puts into the middle of a larger picture."""

_BLANK = " "
_NOT_READ = "\ufffd"
"""Stands for pixels that are not a glyph."""


@dataclass(frozen=True)
class PixelScreen(SpelledScreen):
    """Text that was drawn as pixels, at one moment.

    Where pixels are not a glyph of the font, or have more than two colours, the text has a U+FFFD.

    Attributes:
        drawn: the picture.
    """

    drawn: Picture | None = field(default=None, repr=False, compare=False)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to see."""
        return self.drawn is None or self.drawn.is_blank

    def to_png(self, path: str | os.PathLike[str]) -> None:
        """Write the picture to a file."""
        assert self.drawn, "whoever reads pixels has them"
        self.drawn.to_png(path)


class _Layout(NamedTuple):
    """Where text stands in a picture: its font, its corner in pixels, its size in cells."""

    font: Font
    left: int
    top: int
    columns: int
    rows: int


class _Glyph(NamedTuple):
    character: str
    foreground: bytes
    background: bytes


class PixelReader:
    """Reads pictures of one guest, whose text mostly stays where it is.

    Args:
        find: finds fonts in the guest, for text that cannot be read with those of a VGA.

    Attributes:
        font: the guest's, which alone is tried; None where it is not known.
    """

    def __init__(self, find: Callable[[], Iterable[Font]] = tuple) -> None:
        self.font: Font | None = None
        self._find = find
        self._found: tuple[Font, ...] = ()
        self._unreadable = 0
        """How many pictures could not be read."""
        self._last: _Layout | None = None
        self._size = (0, 0)

    def read(self, picture: Picture) -> PixelScreen:
        """The text in a picture, laid out as most of it can be read; none in one too large."""
        if picture.width * picture.height > _LARGEST:
            return _screen(picture, [[_Glyph(_NOT_READ, bytes(3), bytes(3))]])
        tiles = self._best(picture)
        unread = _unread(tiles) > _read(tiles) * _FEW
        if not self.font and (unread or not (_read(tiles) or picture.is_blank)):
            self._unreadable += 1
            # Twice as rarely each time: a guest may have no font yet, or none that is known.
            if self._unreadable.bit_count() == 1:
                known = list(vga_fonts())
                found = islice(self._find(), _MOST_FONTS)
                known += [font for font in found if font not in known]
                self._found = tuple(known[len(vga_fonts()) :])
                self._last = None
                tiles = self._best(picture)
        return _screen(picture, tiles)

    def _best(self, picture: Picture) -> _Tiles:
        fonts = (self.font,) if self.font else (*vga_fonts(), *self._found)
        size = (picture.width, picture.height)
        if self._last and self._size == size and self._last.font in fonts:
            tiles = _tiles(picture, self._last)
            if _read(tiles) and not _unread(tiles):
                return tiles
        found = [(layout, _tiles(picture, layout)) for layout in _layouts(picture, fonts)]
        if not found:
            return [[_Glyph(_NOT_READ, bytes(3), bytes(3))]]
        self._last, tiles = max(found, key=lambda each: _read(each[1]) - _unread(each[1]))
        self._size = size
        return tiles


_MOST_FONTS = 32
"""Fonts of one guest that are tried."""

_LARGEST = 1 << 24
"""Pixels of a picture in which text is read."""

_FEW = 0.02
"""The share of what is there that may be no text, as a cursor and a logo."""


def _layouts(picture: Picture, fonts: tuple[Font, ...]) -> Iterator[_Layout]:
    for font in fonts:
        columns, rows = picture.width // font.width, picture.height // font.height
        if not (columns and rows):
            continue
        yield _Layout(font, 0, 0, columns, rows)
        for across, down in ((columns, rows), *_UEFI):
            left = (picture.width - across * font.width) // 2
            top = (picture.height - down * font.height) // 2
            if left >= 0 and top >= 0 and (left or top):
                yield _Layout(font, left, top, across, down)


_Tiles = list[list[_Glyph]]


def _tiles(picture: Picture, layout: _Layout) -> _Tiles:
    """The glyph of each cell, row by row."""
    font = layout.font
    wide, line = font.width * 3, picture.width * 3
    rows = []
    for row in range(layout.rows):
        upper = layout.top + row * font.height
        lines = [
            picture.pixels[y * line + layout.left * 3 : (y + 1) * line]
            for y in range(upper, upper + font.height)
        ]
        places = range(0, layout.columns * wide, wide)
        rows.append(
            [_glyph(font, b"".join([each[at : at + wide] for each in lines])) for at in places]
        )
    return rows


@lru_cache(maxsize=1 << 14)
def _glyph(font: Font, tile: bytes) -> _Glyph:
    """What the pixels of a cell show."""
    pixels = [tile[at : at + 3] for at in range(0, len(tile), 3)]
    (background, _), *others = Counter(pixels).most_common(3)
    if not others:
        return _Glyph(_BLANK, background, background)
    foreground = others[0][0]
    if len(others) == 1:
        # The rarer colour is mostly the text's, but not in a block or an inverse letter.
        for ink, paper in ((foreground, background), (background, foreground)):
            bits = int("".join("01"[pixel == ink] for pixel in pixels), 2)
            if bits in font.characters:
                return _Glyph(font.characters[bits], ink, paper)
    return _Glyph(_NOT_READ, foreground, background)


def _read(tiles: _Tiles) -> int:
    return sum(glyph.character not in {_BLANK, _NOT_READ} for row in tiles for glyph in row)


def _unread(tiles: _Tiles) -> int:
    return sum(glyph.character == _NOT_READ for row in tiles for glyph in row)


def _screen(picture: Picture, tiles: _Tiles) -> PixelScreen:
    data = b"".join(bytes(_pair(glyph)) for row in tiles for glyph in row)
    shown = tuple("".join(glyph.character for glyph in row) for row in tiles)
    return PixelScreen(len(tiles[0]), len(tiles), data, shown=shown, drawn=picture)


def _pair(glyph: _Glyph) -> tuple[int, int]:
    """The two bytes of a cell on a VGA."""
    foreground, background = nearest(glyph.foreground), nearest(glyph.background)
    return BYTES.get(glyph.character, UNKNOWN), foreground | (background & 0x07) << 4
