"""Runs cells one after the other, each with a line that is live while it runs."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bench.cells.cell import Cell
from bench.cells.execute import execute
from bench.cells.expand import Machines
from bench.cli.build_progress import Steps
from bench.cli.cell_text import cell_text
from bench.cli.results import folder_of
from bench.errors import BenchError
from bench.images.prepare import prepare
from bench.images.store import Store
from bench.verdict.outcome import Outcome, Verdict

MARKS = {
    Outcome.PASS: ("✓", "green"),
    Outcome.FAIL: ("✗", "red"),
    Outcome.ERROR: ("✗", "bold red"),
    Outcome.SKIP: ("-", "yellow"),
}


@dataclass(frozen=True)
class Run:
    """A cell that was run.

    Attributes:
        cell: which.
        verdict: what came of it.
        evidence: the folder that it left behind.
    """

    cell: Cell
    verdict: Verdict
    evidence: Path


def run_all(
    cells: Sequence[Cell], machines: Machines, folder: Path, root: Path, console: Console
) -> list[Run]:
    """Run cells in their order.

    Args:
        cells: which.
        machines: every machine by its name.
        folder: for their evidence.
        root: the project's folder.
        console: where the lines appear.
    """
    runs = []
    for number, cell in enumerate(cells, 1):
        _prepare(cell, machines, root, console)
        with console.status(Text.assemble(f"{number}/{len(cells)} ", cell_text(cell))):
            started = time.monotonic()
            evidence = folder / folder_of(cell)
            verdict = execute(cell, evidence, root=root)
            seconds = time.monotonic() - started
        console.print(_line(cell, verdict, seconds), soft_wrap=True)
        runs.append(Run(cell, verdict, evidence))
    return runs


def _prepare(cell: Cell, machines: Machines, root: Path, console: Console) -> None:
    """Build what a cell boots, so that its line is not kept waiting by that."""
    with Steps(console) as progress, suppress(BenchError):  # its verdict tells
        machine = machines[cell.machine]
        prepare(cell.need, machine, root=root, store=Store(), progress=progress)


def _line(cell: Cell, verdict: Verdict, seconds: float) -> Text:
    mark, style = MARKS[verdict.outcome]
    return Text.assemble((f"{mark} ", style), cell_text(cell), (f"  {seconds:.1f} s", "dim"))
