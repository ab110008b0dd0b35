# SPDX-License-Identifier: MIT
"""Tags of cells: `arch:aarch64`, `machine:virt`, `boots:linux`, `claim:E-08`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bench.cells.selection import traits
from bench.definitions.wording import suggest
from bench.errors import BenchError

if TYPE_CHECKING:
    from bench.cells.cell import Cell
    from bench.cells.expand import Machines
    from bench.definitions.machine import Machine


def tags(cell: Cell, machine: Machine) -> set[str]:
    """What a cell can be asked for by: traits of its machine, what it boots, its claims."""
    found = {
        **traits(machine),
        "boots": (cell.need.boots,),
        "claim": cell.claims,
    }
    return {f"{key}:{value}" for key, values in found.items() for value in values}


def tagged(cells: Iterable[Cell], filters: Sequence[str], machines: Machines) -> tuple[Cell, ...]:
    """The cells that any of the filters accepts; all of them without a filter.

    Args:
        cells: where to choose from.
        filters: tags joined by commas, all of which must hold; a leading `-` negates one.
        machines: every machine by its name.

    Raises:
        BenchError: for a tag that no cell has.
    """
    known = {cell: tags(cell, machines[cell.machine]) for cell in cells}
    every = set[str]().union(*known.values())
    wanted = [_parse(text, every) for text in filters]
    return tuple(
        cell
        for cell, has in known.items()
        if not wanted or any(all((tag in has) is not no for tag, no in one) for one in wanted)
    )


def _parse(text: str, every: set[str]) -> list[tuple[str, bool]]:
    """Tags, and whether each is negated."""
    found = []
    for word in text.split(","):
        tag = word.strip().removeprefix("-")
        if tag not in every:
            raise BenchError(f"no cell has the tag {tag}", hint=suggest(tag, sorted(every)))
        found.append((tag, tag != word.strip()))
    return found
