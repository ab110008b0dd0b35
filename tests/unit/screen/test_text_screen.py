# SPDX-License-Identifier: MIT
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.errors import BenchError
from bench.screen import code_page_437
from bench.screen.grid import Position
from bench.screen.text_cell import Cell, Colour, display_memory
from bench.screen.text_screen import Screen

GOLDEN = Path(__file__).parent / "golden"
SEABIOS = Screen.from_bytes((GOLDEN / "seabios.vga").read_bytes())
CHARACTERS = Screen.from_bytes((GOLDEN / "characters.vga").read_bytes())


def screen(*lines: str, attribute: int = 0x07) -> Screen:
    text = "".join(lines).encode("cp437")
    data = b"".join(bytes([byte, attribute]) for byte in text)
    return Screen.from_bytes(data, columns=len(lines[0]), rows=len(lines))


@st.composite
def screens(draw: st.DrawFn) -> Screen:
    columns, rows = draw(st.integers(1, 20)), draw(st.integers(1, 5))
    size = columns * rows * 2
    return Screen.from_bytes(draw(st.binary(min_size=size, max_size=size)), columns, rows)


@given(screens())
def test_the_screen_reads_what_the_structs_say(screen: Screen) -> None:
    parsed = display_memory(screen.columns, screen.rows).parse(screen.data)
    assert screen.cells == tuple(
        tuple(
            Cell(
                code_page_437.CHARACTERS[cell.character],
                Colour(cell.attribute.foreground),
                Colour(cell.attribute.background),
                cell.attribute.blink,
            )
            for cell in row
        )
        for row in parsed
    )


@given(screens())
def test_lines_and_colours_are_those_of_the_cells(screen: Screen) -> None:
    for row, cells in enumerate(screen.cells):
        assert screen.lines[row] == "".join(cell.character for cell in cells)
        assert screen.colours(row) == tuple((cell.foreground, cell.background) for cell in cells)


def test_a_real_screen() -> None:
    assert SEABIOS.row(0) == "SeaBIOS (version 1.16.2-debian-1.16.2-1)"
    assert SEABIOS.row(7) == "No bootable device."
    assert SEABIOS.lines[7] == "No bootable device.".ljust(80)
    assert SEABIOS.text.splitlines()[4] == "Booting from Floppy..."
    assert SEABIOS.text.count("\n") == 24
    assert SEABIOS.cell(0, 0) == Cell("S", Colour.LIGHT_GREY, Colour.BLACK, blink=False)


def test_every_character_is_shown() -> None:
    shown = "".join(CHARACTERS.lines)
    assert shown[:33] == " ☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼ "
    assert shown[0x7E:0x81] == "~⌂Ç"
    assert shown[0xF8:0x100] == "°∙·√ⁿ²■\u00a0"
    assert len(set(shown)) == 255, "0x00 and 0x20 look alike, no others do"
    assert shown.replace("\u00a0", "").isprintable()


def test_a_cell_has_its_colours() -> None:
    assert Screen.from_bytes(b"\x01\x9e", 1, 1).cell(0, 0) == Cell(
        "☺", Colour.YELLOW, Colour.BLUE, blink=True
    )


def test_find_gives_the_first_place() -> None:
    assert SEABIOS.find("Boot failed") == Position(row=2, column=0)
    assert SEABIOS.find("failed") == Position(2, 5)
    assert SEABIOS.find(re.compile(r"version \d")) == Position(0, 9)
    assert SEABIOS.find("Linux") is None


def test_find_takes_a_text_as_it_is() -> None:
    assert screen("a+b (c").find("b (") == Position(0, 2)
    assert screen("aab").find("a+b") is None


def test_find_goes_not_on_into_the_next_row() -> None:
    assert screen("abc", "def").find("cd") is None


def test_a_region_is_a_screen() -> None:
    region = screen("abcd", "efgh", "ijkl").region(row=1, column=2, height=2, width=2)
    assert region == screen("gh", "kl")
    assert region.text == "gh\nkl"


@pytest.mark.parametrize(
    "place", [(0, 0, 3, 1), (0, 0, 1, 5), (-1, 0, 1, 1), (0, -1, 1, 1), (2, 0, 1, 1)]
)
def test_outside_the_screen_there_is_nothing(place: tuple[int, int, int, int]) -> None:
    with pytest.raises(BenchError, match="outside a screen of 4x2"):
        screen("abcd", "efgh").region(*place)


def test_rows_and_cells_outside_are_refused() -> None:
    for outside in (
        lambda: SEABIOS.row(25),
        lambda: SEABIOS.row(-1),
        lambda: SEABIOS.cell(0, 80),
        lambda: SEABIOS.colours(25),
    ):
        with pytest.raises(BenchError, match="outside a screen of 80x25"):
            outside()


def test_a_wrong_size_is_refused() -> None:
    with pytest.raises(BenchError, match="80x25 takes 4000 bytes, here are 3999"):
        Screen.from_bytes(bytes(3999))


def test_screens_with_the_same_bytes_are_equal() -> None:
    assert screen("ab") == screen("ab")
    assert screen("ab") != screen("ab", attribute=0x0F)
    assert screen("ab") != screen("a", "b")


def test_a_screen_is_short_in_a_failed_assertion() -> None:
    assert repr(SEABIOS) == "Screen(columns=80, rows=25)"
