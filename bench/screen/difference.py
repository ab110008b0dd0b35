# SPDX-License-Identifier: MIT
"""How two text screens differ, in words for a failed assertion."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from bench.screen import code_page_437
from bench.screen.grid import Grid
from bench.screen.text_cell import Cell


def difference(this: Grid, other: Grid) -> str:
    """The rows that differ, with carets below other characters and other looks named."""
    if (this.columns, this.rows) != (other.columns, other.rows):
        return f"this is {this.columns}x{this.rows}, other is {other.columns}x{other.rows}"
    return "\n".join(line for row in range(this.rows) for line in _row(this, other, row))


def _row(this: Grid, other: Grid, row: int) -> Iterator[str]:
    ours, theirs = (screen.region(row, 0, 1, screen.columns) for screen in (this, other))
    if ours == theirs:
        return
    yield f"row {row}:"
    yield f"  this   {ours.row(0)}".rstrip()
    yield f"  other  {theirs.row(0)}".rstrip()
    marks = (" ^"[a != b] for a, b in zip(ours.lines[0], theirs.lines[0], strict=True))
    if carets := "".join(marks).rstrip():
        yield f"         {carets}"
    for columns, a, b in _runs(ours.data[::2], theirs.data[::2]):
        if code_page_437.decode(bytes([a])) == code_page_437.decode(bytes([b])):
            yield f"  {columns}: byte {a:#04x} here, {b:#04x} there, which look alike"
    for columns, a, b in _runs(ours.data[1::2], theirs.data[1::2]):
        yield f"  {columns}: {Cell.of('', a).look} here, {Cell.of('', b).look} there"


def _runs(ours: bytes, theirs: bytes) -> Iterator[tuple[str, int, int]]:
    """Neighbouring columns with the same two different bytes."""
    column = 0
    for (a, b), run in groupby(zip(ours, theirs, strict=True)):
        start, column = column, column + len(list(run))
        if a != b:
            last = column - 1
            yield (f"column {start}" if start == last else f"columns {start}-{last}"), a, b
