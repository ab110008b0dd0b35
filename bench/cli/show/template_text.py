# SPDX-License-Identifier: MIT
"""Templates as a table, each below the one that it grew from."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bench.templates.shelf import Entry, Shelf

_UNITS = (("day", 86400), ("hour", 3600), ("min", 60), ("s", 1))


def print_templates(shelf: Shelf, console: Console) -> None:
    """Print a line for each template, one for each refusal, and the sum."""
    entries = shelf.entries()
    there = [entry for entry in entries if not entry.refused]
    if there:
        console.print(_table(there))
        console.print()
    for entry in entries:
        if entry.refused:
            what = (f"no template {entry.key[:12]}", "yellow")
            console.print(Text.assemble(what, f": {entry.refused}"))
    taken = sum(entry.bytes for entry in entries) >> 20
    console.print(
        f"{len(there)} templates, {taken} of at most {shelf.place.limit >> 20} MiB"
        f" in {shelf.place.folder}",
        highlight=False,
        soft_wrap=True,
    )


def _table(entries: Sequence[Entry]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("machine", "milestones", "Linux"):
        table.add_column(heading, no_wrap=heading != "milestones")
    for heading in ("MiB", "used"):
        table.add_column(heading, justify="right", no_wrap=True)
    for entry, depth in _tree(entries):
        *_, last = entry.content["milestones"]
        table.add_row(
            "" if depth else entry.content["machine"],
            f"{'  ' * (depth - 1)}└ {last}" if depth else last,
            "" if depth else entry.content["release"],
            str(entry.bytes >> 20),
            f"{_age(time.time() - entry.used)} ago",
        )
    return table


def _tree(entries: Sequence[Entry]) -> Iterator[tuple[Entry, int]]:
    """Every template with its depth, behind its parent; an orphan stands for itself."""
    keys = {entry.key for entry in entries}

    def below(parent: str | None, depth: int) -> Iterator[tuple[Entry, int]]:
        for entry in sorted(entries, key=lambda entry: str(entry.content["title"])):
            above = entry.content["parent"]
            if (above if above in keys else None) == parent:
                yield entry, depth
                yield from below(entry.key, depth + 1)

    return below(None, 0)


def _age(seconds: float) -> str:
    unit, length = next((unit for unit in _UNITS if seconds >= unit[1]), _UNITS[-1])
    return f"{seconds / length:.0f} {unit}"
