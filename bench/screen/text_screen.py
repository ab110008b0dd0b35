# SPDX-License-Identifier: MIT
"""Text screens as values that a test reads, compares and keeps as pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.screen import drawing
from bench.screen.difference import difference
from bench.screen.grid import Grid

if TYPE_CHECKING:
    import os

    from rich.text import Text


class Screen(Grid):
    """A text screen at one moment; screens with the same bytes are equal."""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to see."""
        return not self.text.strip()

    def difference(self, other: Screen) -> str:
        """The differences, row by row, for people; empty for equal screens."""
        return difference(self, other)

    def to_rich(self) -> Text:
        """The screen in its colours, for a terminal."""
        return drawing.to_rich(self)

    def to_png(self, path: str | os.PathLike[str]) -> None:
        """Draws the screen as a VGA does, 9x16 pixels a cell.

        Raises:
            HostError: QEMU's VGA BIOS, which holds the font, is not installed.
        """
        drawing.to_png(self, path)
