# SPDX-License-Identifier: MIT
"""The names that a project knows, to choose from and to be told of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from bench.errors import BenchError
from bench.images.kernels.folders import kernel_names as go_names
from bench.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from bench.cells.cell import Cell

LINUX = "linux"
"""The kernel that stands in no folder of `kernels/`."""

COM = ".com"
"""The suffix of a program of MS-DOS."""

RT0 = "rt0/"
"""How the name of a kernel without a runtime begins."""

TESTS = "tests"


def machine_names(root: Path) -> list[str]:
    """Machines, by the names of their files alone."""
    return sorted({file.stem for file in _every(root, "machines", "[!.]*.yaml")})


def kernel_names(root: Path) -> list[str]:
    """Linux, the bare-metal Go kernels, and programs of other kinds."""
    return [LINUX, *go_names(Project(root)), *com_names(root), *rt0_names(root)]


def com_names(root: Path) -> list[str]:
    """The programs of `payloads/dos/`, with their suffix: `hello` may be a kernel's name too."""
    return sorted({f"{file.stem}{COM}" for file in _every(root, "payloads/dos", "*.S")})


def rt0_names(root: Path) -> list[str]:
    """The kernels without a runtime, with the folder that they are in."""
    programs = _every(root, f"kernels/{RT0}", "*/main.go")
    return sorted({f"{RT0}{file.parent.name}" for file in programs})


def _every(root: Path, folder: str, pattern: str) -> Iterator[Path]:
    """The files in a folder of the project's, and of the base's."""
    for found in Project(root).folders(folder):
        yield from found.glob(pattern)


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
