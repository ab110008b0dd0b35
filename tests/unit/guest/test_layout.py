# SPDX-License-Identifier: MIT
"""The keys that type a character, by the layout of a guest's keyboard."""

from __future__ import annotations

import pytest

from bench.errors import BenchError
from bench.guest.display.layout import DEFAULT, Layout

SHIFT, ALTGR = 0x2A, 0xB8
ASCII = "".join(map(chr, range(0x20, 0x7F))) + "\n\t\b\x1b"


@pytest.mark.parametrize("name", [DEFAULT, "de", "en-gb", "fr"])
def test_all_of_ascii_can_be_typed(name: str) -> None:
    layout = Layout(name)
    chords = [layout.chord(character) for character in ASCII]
    assert len(set(chords)) == len(ASCII)


@pytest.mark.parametrize(
    ("name", "character", "chord"),
    [
        (DEFAULT, "a", (0x1E,)),
        (DEFAULT, "Z", (SHIFT, 0x2C)),
        (DEFAULT, "?", (SHIFT, 0x35)),
        (DEFAULT, "7", (0x08,)),
        ("de", "z", (0x15,)),
        ("de", "Ü", (SHIFT, 0x1A)),
        ("de", "ß", (0x0C,)),
        ("de", "@", (ALTGR, 0x10)),
        ("de", "€", (ALTGR, 0x12)),
        ("fr", "1", (SHIFT, 0x02)),
        ("fr", "é", (0x03,)),
        ("en-gb", "{", (SHIFT, 0x1A)),
        ("sv", "å", (0x1A,)),
    ],
)
def test_keys(name: str, character: str, chord: tuple[int, ...]) -> None:
    assert Layout(name).chord(character) == chord


def test_what_a_keyboard_lacks_is_told() -> None:
    with pytest.raises(BenchError, match="a keyboard of the layout en-us has no 'ä'; press keys"):
        Layout(DEFAULT).chord("ä")
    with pytest.raises(BenchError, match="'dee' is not a keyboard layout; did you mean de"):
        Layout("dee")
