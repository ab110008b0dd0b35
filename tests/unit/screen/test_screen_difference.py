# SPDX-License-Identifier: MIT
from bench.screen.text_screen import Screen


def screen(text: bytes, look: bytes, columns: int = 14) -> Screen:
    data = b"".join(bytes(cell) for cell in zip(text, look, strict=True))
    return Screen.from_bytes(data, columns, len(text) // columns)


BEFORE = screen(b"Hello, world  " + b"second row    ", b"\x07" * 28)


def test_equal_screens_have_no_difference() -> None:
    assert BEFORE.difference(screen(b"Hello, world  second row    ", b"\x07" * 28)) == ""


def test_other_characters_have_carets_below() -> None:
    after = screen(b"Hello, world  sicond rows   ", b"\x07" * 28)
    assert BEFORE.difference(after).splitlines() == [
        "row 1:",
        "  this   second row",
        "  other  sicond rows",
        "          ^        ^",
    ]


def test_other_looks_are_named() -> None:
    after = screen(b"Hello, world  second row    ", b"\x07" + b"\x1f" * 4 + b"\x8e" + b"\x07" * 22)
    assert BEFORE.difference(after).splitlines() == [
        "row 0:",
        "  this   Hello, world",
        "  other  Hello, world",
        "  columns 1-4: light grey on black here, white on blue there",
        "  column 5: light grey on black here, blinking yellow on black there",
    ]


def test_bytes_that_look_alike_are_named() -> None:
    after = screen(b"Hello, world\0\0second row    ", b"\x07" * 28)
    assert BEFORE.difference(after).splitlines() == [
        "row 0:",
        "  this   Hello, world",
        "  other  Hello, world",
        "  columns 12-13: byte 0x20 here, 0x00 there, which look alike",
    ]


def test_other_sizes_are_the_whole_difference() -> None:
    assert BEFORE.difference(screen(bytes(28), bytes(28), columns=7)) == (
        "this is 14x2, other is 7x4"
    )
