# SPDX-License-Identifier: MIT
"""Text that was drawn as pixels is read by its font, wherever it stands."""

from __future__ import annotations

import gzip
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bench.errors import BenchError
from bench.screen import vga_font
from bench.screen.code_page_437 import CHARACTERS
from bench.screen.font import Font, fonts_in, vga_fonts
from bench.screen.picture import Picture
from bench.screen.pixels import PixelReader
from bench.screen.text_cell import Colour

WHITE, BLUE = b"\xff\xff\xff", b"\x00\x00\xaa"


def drawn(
    lines: Sequence[str],
    font: Font,
    size: tuple[int, int] = (640, 480),
    corner: tuple[int, int] = (0, 0),
) -> Picture:
    """White letters on blue."""
    width, height = size
    glyphs = {character: bits for bits, character in font.characters.items()}
    rows = [[BLUE] * width for _ in range(height)]
    for row, line in enumerate(lines):
        for column, letter in enumerate(line):
            shown = f"{glyphs[letter]:0{font.width * font.height}b}"
            for place, bit in enumerate(shown):
                y, x = divmod(place, font.width)
                if bit == "1":
                    rows[corner[1] + row * font.height + y][corner[0] + column * font.width + x] = (
                        WHITE
                    )
    return Picture(width, height, b"".join(b"".join(row) for row in rows))


@pytest.mark.parametrize("font", vga_fonts(), ids=lambda font: str(font.height))
def test_fonts_of_a_vga_bios(font: Font) -> None:
    screen = PixelReader().read(drawn(["Ready.", "", "  10 x ½ = ¼°"], font))
    assert screen.row(0) == "Ready."
    assert screen.row(2) == "  10 x ½ = ¼°"
    assert (screen.columns, screen.rows) == (80, 480 // font.height)
    cell = screen.cell(0, 0)
    assert (cell.character, cell.foreground, cell.background) == ("R", Colour.WHITE, Colour.BLUE)


def test_a_picture_is_kept_as_it_was(tmp_path: Path) -> None:
    picture = drawn(["Ready."], vga_fonts()[0])
    PixelReader().read(picture).to_png(tmp_path / "a.png")
    assert Picture.load(tmp_path / "a.png") == picture


def test_pixels_that_are_not_text_are_told() -> None:
    picture = drawn(["Ready."], vga_fonts()[0])
    pixels = bytearray(picture.pixels)
    pixels[0:3] = b"\xff\x00\x00"  # a third colour
    screen = PixelReader().read(Picture(640, 480, bytes(pixels)))
    assert screen.row(0) == "\ufffdeady."


def test_nothing_is_blank() -> None:
    screen = PixelReader().read(drawn([], vga_fonts()[0]))
    assert screen.is_blank
    assert not screen.text.strip()
    assert PixelReader().read(Picture(2, 2, bytes(12))).is_blank


def own_font() -> Font:
    """A font of nobody else's: letters upside down."""
    glyphs = [glyph[::-1] for glyph in vga_font.glyphs()]
    return Font.of(8, glyphs, CHARACTERS)


def test_a_font_is_looked_for_when_text_cannot_be_read() -> None:
    looks = []

    def find() -> Iterator[Font]:
        looks.append(1)
        if len(looks) > 1:
            yield own_font()

    reader = PixelReader(find)
    assert reader.read(drawn(["Hello"], vga_fonts()[0])).row(0) == "Hello"
    assert not looks, "a VGA's needs no search"
    strange = drawn(["Linux 6.1 boots"], own_font())
    assert [reader.read(strange).row(0) == "Linux 6.1 boots" for _ in range(8)] == [False] + 7 * [
        True
    ]
    assert len(looks) == 2


def test_a_font_that_is_given_is_the_only_one() -> None:
    reader = PixelReader(lambda: pytest.fail("a search"))
    reader.font = own_font()
    assert reader.read(drawn(["Hello"], own_font())).row(0) == "Hello"
    assert "Hello" not in reader.read(drawn(["Hello"], vga_fonts()[0])).text


def narrow(letters: str) -> bytes:
    """Glyphs as UEFI firmware has them: 19 lines each, here of the VGA's and empty ones."""
    glyphs = vga_font.glyphs()
    return b"".join(
        struct.pack("<HB", ord(each), 0) + glyphs[ord(each)] + bytes(3) for each in letters
    )


LETTERS = "".join(map(chr, range(0x20, 0x7F)))


def test_firmware_writes_into_the_middle() -> None:
    memory = bytes(1000) + narrow(LETTERS) + bytes(1000)
    reader = PixelReader(lambda: fonts_in(memory))
    [font] = fonts_in(memory)
    assert (font.width, font.height) == (8, 19)
    picture = drawn(["UEFI Shell", "> _"], font, (1280, 800), (240, 105))
    screen = reader.read(picture)
    assert (screen.columns, screen.rows) == (100, 31)
    assert screen.text.rstrip() == "UEFI Shell\n> _"


@pytest.mark.parametrize("height", [16, 14, 8])
def test_fonts_of_the_pc_are_found_in_memory(height: int) -> None:
    table = b"".join(vga_font.glyphs(height))
    [found] = fonts_in(b"\x55" * 777 + table + b"\xaa" * 5)
    assert found == Font.of(8, vga_font.glyphs(height), CHARACTERS)


def test_half_a_font_is_none() -> None:
    table = b"".join(vga_font.glyphs())
    assert not [*fonts_in(table[:-1])]
    assert not [*fonts_in(table[16:])], "without its first glyph, at the very beginning"
    assert not [*fonts_in(narrow("ABCDE"))]


def test_memory_that_is_full_of_beginnings_is_not_looked_at_for_ever() -> None:
    looks = []

    class Memory(bytes):
        def startswith(self, *_: object) -> bool:
            looks.append(1)
            return False

    assert not [*fonts_in(Memory(bytes.fromhex("7e81a581") * 100_000))]
    assert 0 < len(looks) <= 3000


def test_more_fonts_than_anybody_has_are_not_tried() -> None:
    given = []

    def find() -> Iterator[Font]:
        while True:
            given.append(1)
            yield Font(8, 16, {len(given): "a"})

    PixelReader(find).read(drawn(["Hello"], own_font()))
    assert len(given) == 32


def test_a_picture_that_is_too_large_is_a_picture_alone() -> None:
    picture = Picture(1 << 13, 1 << 12, bytes(3 << 25))
    screen = PixelReader(lambda: pytest.fail("a search")).read(picture)
    assert (screen.columns, screen.rows, screen.drawn) == (1, 1, picture)


def psf1(mode: int, table: bytes = b"") -> bytes:
    return bytes([0x36, 0x04, mode, 16]) + b"".join(vga_font.glyphs()) + table


def psf2(width: int, height: int, glyphs: Sequence[bytes], names: Sequence[str]) -> bytes:
    size = len(glyphs[0])
    head = struct.pack("<4s7I", b"\x72\xb5\x4a\x86", 0, 32, 1, len(glyphs), size, height, width)
    return head + b"".join(glyphs) + b"".join(name.encode() + b"\xff" for name in names)


def test_console_fonts(tmp_path: Path) -> None:
    path = tmp_path / "a.psf.gz"
    path.write_bytes(gzip.compress(psf1(0)))
    assert Font.load(path) == vga_fonts()[0]
    names = "".join(chr(0x100 + number) for number in range(256))
    table = b"".join(name.encode("utf-16-le") + b"\x41\x00\xff\xff" for name in names)
    path.write_bytes(psf1(2, table))
    assert "ń" in Font.load(path).characters.values()
    wide = [bytes([0xAB, 0xC0, number, 0x10]) for number in range(3)]
    path.write_bytes(psf2(12, 2, wide, "αβγ"))
    assert Font.load(path).characters == {
        0xABC << 12 | number << 4 | 1: letter for number, letter in enumerate("αβγ")
    }


@pytest.mark.parametrize(
    "data",
    [b"", b"words", psf1(0)[:-1], psf1(1), b"\x1f\x8bwords", psf2(0, 2, [b"ab"], "a"), bytes(40)],
    ids=["empty", "text", "cut", "half", "packed", "no width", "zeros"],
)
def test_other_files_are_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.psf").write_bytes(data)
    with pytest.raises(BenchError, match=r"a\.psf(: | is not a PC Screen Font)"):
        Font.load(tmp_path / "a.psf")
