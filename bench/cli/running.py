# SPDX-License-Identifier: MIT
"""Runs cells one after the other, each with a line that is live while it runs."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bench.artefacts.store import Store
from bench.cells.cell import Cell
from bench.cells.expand import Machines
from bench.cells.running.execute import execute
from bench.cells.running.planner import Planner
from bench.cells.running.pool import pool_for
from bench.cli.show.build_progress import Steps
from bench.cli.show.cell_text import cell_text
from bench.errors import BenchError
from bench.images.prepare import Platform, prepare
from bench.report.matrix import Entry
from bench.report.terminal import MARKS


def run_all(
    cells: Sequence[Cell], machines: Machines, folder: Path, root: Path, console: Console
) -> Iterator[Entry]:
    """Run cells in their order.

    Args:
        cells: which.
        machines: every machine by its name.
        folder: for their evidence.
        root: the project's folder.
        console: where the lines appear.
    """
    planner = Planner(root)
    for cell in cells:
        _prepare(cell, machines, root, console)
    with pool_for([cell.name for cell in cells], planner):
        for number, cell in enumerate(cells, 1):
            count = f"{number}/{len(cells)} "
            yield _run(cell, planner, folder / cell.folder, count, console)


def _run(cell: Cell, planner: Planner, evidence: Path, count: str, console: Console) -> Entry:
    with console.status(Text.assemble(count, cell_text(cell))):
        started = time.monotonic()
        verdict = execute(cell, evidence, planner=planner)
        seconds = time.monotonic() - started
    mark, style = MARKS[verdict.outcome]
    line = Text.assemble((f"{mark} ", style), cell_text(cell), (f"  {seconds:.1f} s", "dim"))
    console.print(line, soft_wrap=True)
    test = str(replace(cell.reference, machine=None))
    return Entry(test, cell.machine, verdict, evidence, seconds)


def _prepare(cell: Cell, machines: Machines, root: Path, console: Console) -> None:
    """Build what a cell boots, so that its line is not kept waiting by that."""
    with Steps(console) as progress, suppress(BenchError):  # its verdict tells
        machine = machines[cell.machine]
        prepare(
            cell.need, Platform.of(machine, cell.need), root=root, store=Store(), progress=progress
        )
