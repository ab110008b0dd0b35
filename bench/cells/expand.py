# SPDX-License-Identifier: MIT
"""Tests x machines: which cells there are."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bench.cells.cell import Cell, Reference
from bench.cells.fit import not_booted, obstacles, selectors_of
from bench.cells.named import NotNamed, wanted
from bench.cells.reading.case import Case
from bench.cells.reading.neighbours import test_files
from bench.cells.reading.source import read_cases
from bench.cells.selection import Selector
from bench.errors import BenchError

if TYPE_CHECKING:
    from bench.definitions.machine import Machine

LISTING = "avocado list tests/ lists them all"

Machines = Mapping[str, "Machine"]


def expand(
    references: Iterable[str],
    machines: Machines,
    root: Path,
    *,
    named: Collection[str] = (),
) -> tuple[Cell, ...]:
    """The cells that references name, without repetition.

    Args:
        references: files, folders and (beginnings of) cells' names, relative to `root`
            or absolute.
        machines: every machine by its name.
        root: the project's folder.
        named: machines that were named beside the references, as by a tag.

    Raises:
        BenchError: for a mistake in a test's source, or a reference to nothing.
    """
    found: dict[str, Cell] = {}
    for text in references:
        reference = Reference.parse(text)
        covered = [
            cell
            for file in files_below(root / reference.path, root)
            for cell in cells_of(file, machines, root)
            if reference.covers(cell)
        ]
        cells = wanted(covered, machines, {reference.machine, *named})
        if covered and not cells:
            raise NotNamed(text, covered[0].machine)
        if not cells and reference == Reference(reference.path) and reference.path.endswith(".py"):
            raise BenchError(
                "no class in it is a bench.Test with a guest and tests", where=reference.path
            )
        if not cells:
            raise BenchError(f"{text} names no cell", hint=LISTING)
        found.update((cell.name, cell) for cell in cells)
    return tuple(found.values())


def files_below(path: Path, root: Path) -> Iterator[Path]:
    """The files at or below a path that may hold cells.

    Raises:
        BenchError: when there is nothing at the path.
    """
    if not path.exists():
        raise BenchError(f"there is no {path}", hint="name a file or a folder of tests/")
    yield from test_files(path, root) if path.is_dir() else [path]


def cells_of(file: Path, machines: Machines, root: Path) -> tuple[Cell, ...]:
    """The cells of one file, test by test and within a test machine by machine.

    Those are among them whose machine has to be named.

    Raises:
        BenchError: for a mistake in the source, or a test that no machine can run.
    """
    cases = read_cases(relative(file, root), root)
    return tuple(cell for case in cases for cell in _cells(case, machines, root))


def relative(file: Path, root: Path) -> str:
    """A file's path as it stands in names.

    Raises:
        BenchError: for a file outside the project.
    """
    # As it is named first: a folder of tests may be a link to one elsewhere.
    for path in (Path(os.path.abspath(file)), file.resolve()):  # noqa: PTH100 - not behind links
        for folder in (root, root.resolve()):
            if path.is_relative_to(folder):
                return path.relative_to(folder).as_posix()
    raise BenchError(f"{file} is not in {root}", hint="tests live in the project")


def _cells(case: Case, machines: Machines, root: Path) -> tuple[Cell, ...]:
    selectors = selectors_of(case, machines.values())
    fitting = [found for found in machines.values() if not obstacles(case, found, selectors, root)]
    if not fitting:
        raise BenchError(
            f"no machine fits {case.on('').test}",
            hint=_why_none(case, machines, selectors, root),
            where=selectors[0].where if selectors else case.need_where,
        )
    return tuple(case.on(machine.name) for machine in fitting)


def _why_none(case: Case, machines: Machines, selectors: tuple[Selector, ...], root: Path) -> str:
    """The change by which a test would fit: of its machines, or of its guest."""
    asked = [
        machine
        for machine in machines.values()
        if not selectors or any(selector.accepts(machine) for selector in selectors)
    ]
    if asked and case.need.whole_machine:
        return not_booted(case, asked[0], root)
    return f"it boots {case.need.boots}: loosen its machines"
