# SPDX-License-Identifier: MIT
"""The names that a project knows, to choose from and to be told of."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from bench.cli.names.kind import in_folders, kinds
from bench.errors import BenchError

if TYPE_CHECKING:
    from pathlib import Path

    from bench.cells.cell import Cell

TESTS = "tests"


def machine_names(root: Path) -> list[str]:
    """Machines, by the names of their files alone."""
    return sorted({file.stem for file in in_folders(root, "machines", "[!.]*.yaml")})


def kernel_names(root: Path) -> list[str]:
    """Linux, the bare-metal Go kernels, and programs of other kinds."""
    return [name for kind in kinds().values() for name in kind.names(root)]


def all_cells(root: Path) -> tuple[Cell, ...]:
    """Every cell, but for those of files with a mistake.

    Raises:
        BenchError: for a mistake in a machine.
    """
    from bench.cells.expand import cells_of, files_below
    from bench.cli.names.definitions import load_machines

    machines = load_machines(root)
    found: list[Cell] = []
    for file in files_below(root / TESTS, root):
        with suppress(BenchError):
            found += cells_of(file, machines, root)
    return tuple(found)
