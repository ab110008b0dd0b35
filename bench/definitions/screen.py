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
    """A grid of text cells in the guest's physical memory."""

    model_config = STRICT

    kind: Literal["vga", "memory"] = Field(
        description=(
            "`vga`: an adapter in text mode, shown from the start address that it is set to. "
            "`memory`: ordinary RAM in the same layout."
        ),
        examples=["memory"],
    )
    at: Address = Field(
        description="Guest-physical address of the first cell.", examples=["0xb8000"]
    )
    columns: int = Field(default=80, ge=1, le=256, description="Cells in a row.", examples=[80])
    rows: int = Field(default=25, ge=1, le=256, description="Rows of cells.", examples=[25])

    @property
    def size(self) -> int:
        """Bytes of all cells."""
        return self.columns * self.rows * CELL
