# SPDX-License-Identifier: MIT
"""Screens whose text has characters that a VGA does not have."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from bench.screen.text_screen import Screen


@dataclass(frozen=True)
class SpelledScreen(Screen):
    """A text screen of which the characters are known beside the bytes.

    Attributes:
        shown: the text of each row in full width, also what code page 437 does not have.
    """

    shown: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The text of each row in full width."""
        return self.shown
