# SPDX-License-Identifier: MIT
"""Completions of the shell for arguments.

Nothing here fails: a shell that completes has no place for a complaint.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from bench.cli.names.known import all_cells, kernel_names, machine_names
from bench.errors import BenchError
from bench.project import find_root

Complete = Callable[[], list[str]]
"""All words; typer picks those that begin as what was typed."""


def _quiet(complete: Complete) -> Complete:
    @wraps(complete)
    def completed() -> list[str]:
        try:
            return complete()
        except (BenchError, OSError):
            return []

    return completed


@_quiet
def machines() -> list[str]:
    """Names of machines."""
    return machine_names(find_root())


@_quiet
def kernels() -> list[str]:
    """The kernels for `bench plan` and `bench boot`."""
    return kernel_names(find_root())


@_quiet
def cells() -> list[str]:
    """Names of cells."""
    return [cell.name for cell in all_cells(find_root())]


@_quiet
def cases() -> list[str]:
    """Names of tests, without a machine."""
    return list(dict.fromkeys(name.partition("[")[0] for name in cells()))


@_quiet
def machines_and_cells() -> list[str]:
    """The machines and cells with which `bench plan` and `bench boot` begin."""
    return [*machines(), *cells()]


@_quiet
def tags() -> list[str]:
    """Tags of cells."""
    from bench.cells.tags import tags_of
    from bench.cli.names.definitions import load_machines

    root = find_root()
    machines = load_machines(root)
    every = (tags_of(cell, machines[cell.machine]) for cell in all_cells(root))
    found = (f"{key}:{value}" for tags in every for key, values in tags.items() for value in values)
    return sorted({*found})
