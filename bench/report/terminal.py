# SPDX-License-Identifier: MIT
"""The matrix on a terminal, and each red cell with all that helps with it."""

from __future__ import annotations

import os
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from bench.report.matrix import Entry, Matrix
from bench.verdict.outcome import Outcome

MARKS: dict[Outcome | None, tuple[str, str]] = {
    Outcome.PASS: ("✓", "green"),
    Outcome.FAIL: ("✗", "bold red"),
    Outcome.ERROR: ("!", "bold red"),
    Outcome.SKIP: ("-", "yellow"),
    None: ("?", "yellow"),
}
NO_CELL = ("·", "dim")


def print_matrix(matrix: Matrix, console: Console) -> None:
    """Print the matrix, the count of outcomes and the red cells."""
    for line in (*_grid(matrix), *_count(matrix), *_losses(matrix), *_red_cells(matrix)):
        line.rstrip()
        console.print(line, soft_wrap=True)


def _grid(matrix: Matrix) -> Iterator[Text]:
    names = [name for row in matrix.rows for name in (_file(row), f"  {_test(row)}")]
    width = max(map(len, names), default=0) + 2
    for number, machine in enumerate(matrix.columns):
        yield Text.assemble(" " * width, ("│ " * number, "dim"), (machine, "bold"))
    for file, rows in matrix.files:
        yield Text.assemble((file.ljust(width), "bold"), ("│ " * len(matrix.columns), "dim"))
        for row in rows:
            marks = [_mark(matrix.at(row, machine)) for machine in matrix.columns]
            yield Text.assemble(f"  {_test(row)}".ljust(width), *marks)


def _mark(entry: Entry | None) -> Text:
    mark, style = MARKS[entry.outcome] if entry else NO_CELL
    return Text.assemble((mark, style), " ")


def _count(matrix: Matrix) -> Iterator[Text]:
    line = Text("\n")
    for outcome, (mark, style) in MARKS.items():
        if count := matrix.counts[outcome]:
            line.append(f"{mark} {count} {outcome or 'not run'}   ", style)
    yield line


def _losses(matrix: Matrix) -> Iterator[Text]:
    """That evidence is missing, and why: it may be of green cells, too."""
    why = [entry.verdict.lost for entry in matrix.entries if entry.verdict and entry.verdict.lost]
    if why:
        yield Text(f"the evidence of {len(why)} cells is not whole: {why[0]}", "yellow")


def _red_cells(matrix: Matrix) -> Iterator[Text]:
    for entry in matrix.red:
        mark, style = MARKS[entry.outcome]
        text = Text.assemble("\n", (f"{mark} ", style), (entry.name, "bold"))
        for label, value in _facts(entry):
            indented = value.replace("\n", "\n" + " " * 12)
            text.append(f"\n  {label:10}", "dim").append(indented)
        yield text


def _facts(entry: Entry) -> Iterator[tuple[str, str]]:
    assert entry.verdict
    yield "reason", entry.verdict.reason
    if entry.verdict.where:
        yield "where", entry.verdict.where
    if entry.verdict.guest:
        yield "guest", entry.verdict.guest
    if entry.verdict.seen:
        yield "seen", entry.verdict.seen
    yield "fault", str(entry.verdict.fault)
    if entry.evidence:
        yield "evidence", os.path.relpath(entry.evidence)
    if entry.verdict.reproduce:
        yield "reproduce", entry.verdict.reproduce


def _file(test: str) -> str:
    return test.partition(":")[0]


def _test(test: str) -> str:
    return test.partition(":")[2]
