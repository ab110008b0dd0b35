# SPDX-License-Identifier: MIT
"""Where a machine keeps the text that a person would see."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from bench.definitions.strict import STRICT
from bench.definitions.words import Address

CELL = 2
"""Bytes of a cell: the character, then its attribute."""


class Screen(BaseModel):
    """Text: in cells of the guest's physical memory, or drawn as pixels."""

    model_config = STRICT

    kind: Literal["vga", "memory", "display"] = Field(
        description=(
            "`vga`: an adapter in text mode, shown from the start address that it is set to; in a "
            "graphics mode text is found in its pixels. "
            "`memory`: ordinary RAM in the same layout. "
            "`display`: any adapter of `devices` or of the board's, with text in its pixels."
        ),
        examples=["memory"],
    )
    at: Address | None = Field(
        default=None,
        description="Guest-physical address of the first cell, where there are cells.",
        examples=["0xb8000"],
    )
    columns: int = Field(default=80, ge=1, le=256, description="Cells in a row.", examples=[80])
    rows: int = Field(default=25, ge=1, le=256, description="Rows of cells.", examples=[25])

    @property
    def first(self) -> int:
        """Guest-physical address of the first cell, of a screen that has cells."""
        assert self.at is not None, "the definition was checked"
        return self.at

    @property
    def size(self) -> int:
        """Bytes of all cells."""
        return self.columns * self.rows * CELL
