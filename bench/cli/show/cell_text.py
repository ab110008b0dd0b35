# SPDX-License-Identifier: MIT
"""A cell's name in colours."""

from __future__ import annotations

from rich.text import Text

from bench.cells.cell import Cell


def cell_text(cell: Cell) -> Text:
    """The name, with what tells cells apart brought out."""
    return Text.assemble((f"{cell.path}:", "dim"), cell.test, (f"[{cell.machine}]", "cyan"))
