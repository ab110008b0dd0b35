# SPDX-License-Identifier: MIT
"""A terminal draws as a VT100 does, and no input makes it fail."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.screen.grid import Position
from bench.screen.terminal import Terminal, TerminalScreen
from bench.screen.text_cell import Colour


def drawn(*pieces: str, columns: int = 20, rows: int = 4) -> TerminalScreen:
    terminal = Terminal(columns, rows)
    for piece in pieces:
        terminal.feed(piece)
    return terminal.screen


def test_text_stands_where_it_was_put() -> None:
    screen = drawn("one\r\ntwo\x1b[4;15Hend")
    assert screen.lines[0] == "one".ljust(20)
    assert screen.find("two") == Position(1, 0)
    assert screen.find("end") == Position(3, 14)
    assert screen.cursor == Position(3, 17)


@pytest.mark.parametrize(
    ("code", "foreground", "background"),
    [
        ("0", Colour.LIGHT_GREY, Colour.BLACK),
        ("7", Colour.BLACK, Colour.LIGHT_GREY),
        ("1;33;44", Colour.YELLOW, Colour.BLUE),
        ("31;47", Colour.RED, Colour.LIGHT_GREY),
        ("94", Colour.LIGHT_BLUE, Colour.BLACK),
        ("38;5;196", Colour.RED, Colour.BLACK),
        ("38;2;250;250;250;48;2;0;0;160", Colour.WHITE, Colour.BLUE),
    ],
)
def test_colours_are_those_of_a_text_screen(
    code: str, foreground: Colour, background: Colour
) -> None:
    cell = drawn(f"\x1b[{code}mx").cell(0, 0)
    assert (cell.character, cell.foreground, cell.background) == ("x", foreground, background)


def test_boxes_and_what_a_text_screen_does_not_have() -> None:
    screen = drawn("┌─┐ € 日")
    assert screen.row(0).startswith("┌─┐ € 日")
    assert screen.data[:6:2] == "┌─┐".encode("cp437")


def test_lines_of_a_vt100() -> None:
    assert drawn("\x1b)0\x0elqk\x0fx").row(0) == "┌─┐x"


def test_a_code_may_come_in_pieces() -> None:
    assert drawn("a\x1b", "[", "1;3", "1mb").cell(0, 1).foreground == Colour.LIGHT_RED


def test_modes_of_firmware_draw_nothing() -> None:
    assert drawn("\x1b[2J\x1b[01;01H\x1b[=3hx", "\x1b[=", "3h").text.strip() == "x"


def test_what_scrolls_out_is_gone() -> None:
    assert drawn("".join(f"{n}\r\n" for n in range(9))).text.split() == ["6", "7", "8"]


@given(
    st.lists(st.text(alphabet=st.sampled_from("\x1b[]?=;#()0123456789abhHJKmPqrL@^ \r\n\x9b\0é")))
)
@settings(max_examples=300, deadline=None)
def test_no_input_makes_it_fail(pieces: list[str]) -> None:
    screen = drawn(*pieces)
    assert len(screen.data) == screen.columns * screen.rows * 2
    assert len(screen.lines) == screen.rows


def test_it_goes_on_after_a_code_that_nobody_understands() -> None:
    assert drawn("\x1b[1;2;3;4;5;6;7;8;9Hx", "\x1b[1;1Hok").find("ok") == Position(0, 0)
