# SPDX-License-Identifier: MIT
"""Machines that cells run on only when a person names them: `only-when-named: true`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from bench.cells.cell import Cell
from bench.cells.selection import NAME
from bench.cells.tags import terms
from bench.errors import BenchError

if TYPE_CHECKING:
    from bench.definitions.machine import Machine


class NotNamed(BenchError):
    """A reference covers cells, but none on a machine that was named."""

    def __init__(self, reference: str, machine: str) -> None:
        super().__init__(
            f"{reference} has cells only where a machine is named",
            hint=f"add [{machine}], or -t machine:{machine}",
        )


def wanted(
    cells: Iterable[Cell], machines: Mapping[str, Machine], named: Collection[str | None]
) -> tuple[Cell, ...]:
    """Those of cells that are meant where only some machines were named.

    Args:
        cells: all that a reference covers.
        machines: every machine by its name.
        named: the machines that were asked for by their names.
    """
    return tuple(
        cell
        for cell in cells
        if not machines[cell.machine].only_when_named or cell.machine in named
    )


def named_in(filters: Iterable[str]) -> frozenset[str]:
    """The machines that filters by tags name: `machine:virt-checked,claim:E-09`."""
    asked = (term for text in filters for term in terms(text))
    return frozenset(term.value for term in asked if term.key == NAME and not term.negated)
