# SPDX-License-Identifier: MIT
"""Runs cells one after the other, each with a line that is live while it runs."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.status import Status
from rich.text import Text

from bench.cells.cell import Cell
from bench.cells.process.processes import CellProcesses
from bench.cli.show.cell_text import cell_text
from bench.report.matrix import Entry
from bench.report.terminal import MARKS


def run_all(
    cells: Sequence[Cell], folder: Path, root: Path, console: Console, *, cold: bool
) -> Iterator[Entry]:
    """Run cells in their order.

    Args:
        cells: which.
        folder: for their evidence.
        root: the project's folder.
        console: where the lines appear.
        cold: whether every guest is to boot.
    """
    names = {str(root): [cell.name for cell in cells]}
    with (
        console.status("") as status,
        CellProcesses(names, cold=cold, progress=(live := _Live(status))) as processes,
    ):
        for number, cell in enumerate(cells, 1):
            live.show(Text.assemble(f"{number}/{len(cells)} ", cell_text(cell)))
            yield _run(cell, processes, folder / cell.folder, root, console)


def _run(
    cell: Cell, processes: CellProcesses, evidence: Path, root: Path, console: Console
) -> Entry:
    def log(text: bytes) -> None:
        console.print(Text(text.decode(errors="replace")), end="", soft_wrap=True)

    started = time.monotonic()
    verdict = processes.run(cell, root, evidence, log)
    seconds = time.monotonic() - started
    mark, style = MARKS[verdict.outcome]
    line = Text.assemble((f"{mark} ", style), cell_text(cell), (f"  {seconds:.1f} s", "dim"))
    console.print(line, soft_wrap=True)
    test = str(replace(cell.reference, machine=None))
    return Entry(test, cell.machine, verdict, evidence, seconds)


class _Live:
    """The live line: the cell that runs, and the step of a build. Elsewhere, a line a step."""

    def __init__(self, status: Status) -> None:
        self._status = status
        self._cell = Text()

    def show(self, cell: Text) -> None:
        """Say which cell runs."""
        self._cell = cell
        self._status.update(cell)

    def step(self, text: str) -> None:
        """Say that a step begins."""
        if self._status.console.is_terminal:
            self._status.update(Text.assemble(self._cell, (f"  {text}", "dim")))
        else:
            self._status.console.print(Text(text), soft_wrap=True)
