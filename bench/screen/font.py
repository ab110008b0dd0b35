# SPDX-License-Identifier: MIT
"""Fonts in which a guest draws text as pixels: a VGA's, those of Linux consoles, its own.

Source: PC Screen Font 1 and 2, as the Linux kernel and kbd read them (kbd's psffontop.c and psf.h);
UEFI Specification 2.10, 33.3.1.2 "Font Glyph Encoding" (EFI_NARROW_GLYPH).
"""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Self

from construct import (
    Bytes,
    Const,
    ConstructError,
    GreedyBytes,
    Int8ul,
    Int32ul,
    Pointer,
    Struct,
    this,
)

from bench.errors import BenchError
from bench.screen import vga_font
from bench.screen.code_page_437 import CHARACTERS

_MAGIC_1 = b"\x36\x04"

PSF1 = Struct(
    "magic" / Const(_MAGIC_1),
    "mode" / Int8ul,
    "charsize" / Int8ul,
    "glyphs" / Bytes(lambda it: (512 if it.mode & 1 else 256) * it.charsize),
    "unicode" / GreedyBytes,
)
PSF2 = Struct(
    "magic" / Const(b"\x72\xb5\x4a\x86"),
    "version" / Int32ul,
    "headersize" / Int32ul,
    "flags" / Int32ul,
    "length" / Int32ul,
    "charsize" / Int32ul,
    "height" / Int32ul,
    "width" / Int32ul,
    "glyphs" / Pointer(this.headersize, Bytes(this.length * this.charsize)),
    "unicode" / Pointer(this.headersize + this.length * this.charsize, GreedyBytes),
)

_HAS_TABLE_1, _HAS_TABLE_2 = 0x06, 0x01
"""Flags of a font that says which characters its glyphs are for."""

_LARGEST_FILE = 4 << 20
"""Bytes of a font's file."""

LARGEST = 64 << 10
"""Bytes of a font in a guest's memory."""


@dataclass(frozen=True)
class Font:
    """Glyphs of one size.

    Attributes:
        width: pixels in a line of a glyph.
        height: lines of a glyph.
        characters: by glyphs: their lines from the top as one number, the leftmost pixel of each
            its highest bit.
    """

    width: int
    height: int
    characters: Mapping[int, str] = field(repr=False)

    def __hash__(self) -> int:
        """Fonts are few, and stay."""
        return id(self)

    @classmethod
    def of(cls, width: int, glyphs: Sequence[bytes], characters: Sequence[str]) -> Self:
        """The font of some glyphs, each of whole bytes a line; of equal ones the first counts."""
        line = -(-width // 8)
        height = len(glyphs[0]) // line
        known: dict[int, str] = {}
        for glyph, character in zip(glyphs, characters, strict=False):
            bits = 0
            for at in range(0, height * line, line):
                pixels = int.from_bytes(glyph[at : at + line]) >> (line * 8 - width)
                bits = bits << width | pixels
            known.setdefault(bits, character)
        return cls(width, height, known)

    @classmethod
    def load(cls, file: str | os.PathLike[str]) -> Self:
        """A PC Screen Font, packed with gzip or not.

        Raises:
            BenchError: the file does not exist, or it does not hold a font.
        """
        path = Path(file)
        try:
            data = path.read_bytes()
            if data[:2] == b"\x1f\x8b":
                data = gzip.decompress(data)
            return cls._of_psf(data[:_LARGEST_FILE])
        except OSError as error:
            raise BenchError(f"{path}: {error.strerror or error}") from None
        except (ConstructError, ValueError, EOFError, zlib.error):
            raise BenchError(
                f"{path} is not a PC Screen Font", hint="name a .psf or .psfu, as of setfont(8)"
            ) from None

    @classmethod
    def _of_psf(cls, data: bytes) -> Self:
        if data.startswith(_MAGIC_1):
            found = PSF1.parse(data)
            width, table = 8, found.unicode if found.mode & _HAS_TABLE_1 else b""
            names = _names_1(table)
        else:
            found = PSF2.parse(data)
            width, table = found.width, found.unicode if found.flags & _HAS_TABLE_2 else b""
            names = _names_2(table)
        size = found.charsize
        if not (0 < width <= 64 and size and size % -(-width // 8) == 0):
            raise ValueError(width)
        glyphs = [found.glyphs[at : at + size] for at in range(0, len(found.glyphs), size)]
        return cls.of(width, glyphs, [*names] or CHARACTERS)


@cache
def vga_fonts() -> tuple[Font, ...]:
    """Those with which a VGA BIOS draws, the highest first.

    Raises:
        HostError: no VGA BIOS is installed.
    """
    return tuple(Font.of(8, vga_font.glyphs(height), CHARACTERS) for height in (16, 14, 8))


def fonts_in(memory: bytes) -> Iterator[Font]:
    """The fonts that lie in a part of a guest's memory: most have one of the PC's, or of UEFI's.

    Fonts of the PC are told by two faces, which nothing else has; UEFI's by letters in a row.
    """
    for found in islice(_FACE.finditer(memory), _MOST_LOOKS):
        for height, faces in vga_font.FACES.items():
            start = found.start() - faces.index(_FACE.pattern) - height
            if start < 0 or not memory.startswith(faces, start + height):
                continue
            table = memory[start : start + 256 * height]
            if len(table) == 256 * height:
                glyphs = [table[at : at + height] for at in range(0, len(table), height)]
                yield Font.of(8, glyphs, CHARACTERS)
    seen = set[int]()
    for found in islice(_NARROW.finditer(memory), _MOST_LOOKS):
        start = _first_narrow(memory, found.start())
        if start not in seen:
            seen.add(start)
            yield _of_uefi(memory, start)


_MOST_LOOKS = 1000
"""Places of memory that are looked at: a guest may fill it with what begins like a font."""

_FACE = re.compile(b"\x7e\x81\xa5\x81")
"""A part of the first face at any height; without zeros, of which a search would find many."""

_NARROW_SIZE, _NARROW_HEIGHT = 22, 19
_NARROW = re.compile(
    b".{%d}".join(re.escape(letter.encode("utf-16-le")) + b"\0" for letter in "ABCDEF")
    % ((_NARROW_HEIGHT,) * 5),
    re.DOTALL,
)
"""Narrow glyphs of UEFI: a character of 16 bits, attributes, a byte for each of 19 lines."""


def _first_narrow(memory: bytes, at: int) -> int:
    """Where the table begins that has a glyph: characters grow from one to the next."""
    least = max(at - LARGEST // 2, _NARROW_SIZE)
    while at >= least and 0 < _code(memory, at - _NARROW_SIZE) < _code(memory, at):
        at -= _NARROW_SIZE
    return at


def _of_uefi(memory: bytes, at: int) -> Font:
    glyphs, characters = list[bytes](), list[str]()
    last = 0
    while len(memory) - at >= _NARROW_SIZE and (code := _code(memory, at)) > last:
        glyphs.append(memory[at + 3 : at + _NARROW_SIZE])
        characters.append(chr(code) if not 0xD800 <= code < 0xE000 else " ")
        last, at = code, at + _NARROW_SIZE
    return Font.of(8, glyphs, characters)


def _code(memory: bytes, at: int) -> int:
    return int.from_bytes(memory[at : at + 2], "little")


def _names_1(table: bytes) -> Iterator[str]:
    """The first character of each glyph: 16 bits each, 0xffff behind the last of a glyph."""
    for glyph in _parts(table, b"\xff\xff", step=2):
        yield glyph[:2].decode("utf-16-le", "replace") or " "


def _names_2(table: bytes) -> Iterator[str]:
    """The same in UTF-8, with 0xff behind the last of a glyph."""
    for glyph in _parts(table, b"\xff", step=1):
        yield glyph.split(b"\xfe")[0].decode("utf-8", "replace")[:1] or " "


def _parts(table: bytes, end: bytes, *, step: int) -> Iterator[bytes]:
    start = 0
    for at in range(0, len(table), step):
        if table[at : at + step] == end:
            yield table[start:at]
            start = at + step
