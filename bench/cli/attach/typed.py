# SPDX-License-Identifier: MIT
"""What was typed on a terminal, as presses of a guest's keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

from bench.guest.console.keys import KEYS
from bench.guest.display.keyboard import Keyboard

_BY_BYTES = {sent: name for name, sent in KEYS.items()} | {"\n": "enter", "\b": "backspace"}
_CURSOR_KEYS = ("up", "down", "right", "left", "home", "end")
_BY_BYTES |= {f"\x1bO{code}": name for code, name in zip("ABCDHF", _CURSOR_KEYS, strict=True)}
"""The keys by what a terminal sends for them, in either of its modes (DECCKM)."""
_PRESSES = re.compile(
    "|".join(map(re.escape, sorted(_BY_BYTES, key=len, reverse=True))) + "|.", re.DOTALL
)
_CONTROLS = range(0x01, 0x1B)
"""Ctrl-A to Ctrl-Z."""


def typist(keyboard: Keyboard) -> Callable[[bytes], None]:
    """Types at a guest's keyboard what a terminal sends."""

    def type_(data: bytes) -> None:
        for press in _PRESSES.findall(data.decode(errors="ignore")):
            if name := _BY_BYTES.get(press):
                keyboard.press(name)
            elif ord(press) in _CONTROLS:
                keyboard.press(f"ctrl-{chr(ord(press) | 0x60)}")
            elif _is_on_a_keyboard(press):
                keyboard.type(press)

    return type_


def _is_on_a_keyboard(character: str) -> bool:
    return character.isascii() and character.isprintable()
