# SPDX-License-Identifier: MIT
"""What a terminal sends becomes presses of a keyboard."""

from __future__ import annotations

import pytest

from bench.cli.attach.typed import typist


class Noted:
    """A keyboard that notes what was done with it."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def press(self, keys: str, times: int = 1) -> None:
        self.done += [keys] * times

    def type(self, text: str) -> None:
        self.done.append(repr(text))


@pytest.mark.parametrize(
    ("data", "done"),
    [
        (b"a B", ["'a'", "space", "'B'"]),
        (b"\r\n", ["enter", "enter"]),
        (b"\x1b[A\x1bOB\x1b[5~", ["up", "down", "pageup"]),
        (b"\x1bOP\x1b[24~", ["f1", "f12"]),
        (b"\x1b", ["escape"]),
        (b"\x03\x7f\t", ["ctrl-c", "backspace", "tab"]),
        ("é".encode(), []),
        (b"\xff", []),
    ],
)
def test_keys(data: bytes, done: list[str]) -> None:
    keyboard = Noted()
    typist(keyboard)(data)  # type: ignore[arg-type]
    assert keyboard.done == done
