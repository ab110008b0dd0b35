# SPDX-License-Identifier: MIT
"""The cells and tests that a person named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from bench.cells.cell import Cell, Reference
from bench.cells.expand import Machines, expand, files_below, relative
from bench.cells.named import NotNamed
from bench.cells.reading.case import Case
from bench.cells.reading.source import read_cases
from bench.cli.names.known import TESTS, all_cells
from bench.errors import BenchError
from bench.host.advice import LIST_CELLS
from bench.text import did_you_mean


def chosen(
    references: Sequence[str], machines: Machines, root: Path, *, named: Collection[str] = ()
) -> tuple[Cell, ...]:
    """The cells that references name; all of them without a reference.

    Args:
        references: files, folders and (beginnings of) cells' names.
        machines: every machine by its name.
        root: the project's folder.
        named: machines that were named beside the references, as by a tag.

    Raises:
        BenchError: for a reference to nothing, with the name that was probably meant.
    """
    found: dict[str, Cell] = {}
    for text in references or [TESTS]:
        found.update((cell.name, cell) for cell in _named(text, machines, root, named))
    return tuple(found.values())


def one(name: str, machines: Machines, root: Path) -> Cell:
    """The only cell of a name.

    Raises:
        BenchError: it names none, or several.
    """
    first, *others = chosen([name], machines, root)
    if others:
        raise BenchError(f"{name} names {1 + len(others)} cells", hint=f"choose {first.name}")
    return first


def cases(test: str, root: Path) -> tuple[Case, ...]:
    """The tests that a reference names, whether they fit a machine or not.

    Raises:
        BenchError: it names none.
    """
    reference = _in_project(test, root)
    if not (root / reference.path).exists():
        raise _unknown(reference, root)
    found = [
        case
        for file in files_below(root / reference.path, root)
        for case in read_cases(relative(file, root), root)
        if replace(reference, machine=None).covers(case.on(""))
    ]
    if not found:
        raise _unknown(reference, root)
    return tuple(found)


def _named(text: str, machines: Machines, root: Path, named: Collection[str]) -> tuple[Cell, ...]:
    reference = _in_project(text, root)
    try:
        return expand([str(reference)], machines, root, named=named)
    except NotNamed:
        raise
    except BenchError as error:
        if error.where:  # a mistake in a test's source, and not in what was typed
            raise
        raise _unknown(reference, root) from error


def _in_project(text: str, root: Path) -> Reference:
    """A reference as it reads from the project's root.

    A path is looked for from there, as in the names that are printed, and else from the
    working directory.
    """
    reference = Reference.parse(text)
    here = Path(reference.path).resolve()
    if (root / reference.path).exists() or not here.is_relative_to(root):
        return reference
    return replace(reference, path=here.relative_to(root).as_posix())


def _unknown(reference: Reference, root: Path) -> BenchError:
    names = _with_beginnings(all_cells(root))
    hint = did_you_mean(str(reference), names) or LIST_CELLS
    return BenchError(f"{reference} names no cell", hint=hint)


def _with_beginnings(cells: Iterable[Cell]) -> list[str]:
    """Cells' names, and the rows, tests, classes and files that they begin with."""
    found = dict[Reference, None]()
    for cell in cells:
        row = replace(cell.reference, machine=None)
        test = replace(row, row=None)
        found |= dict.fromkeys((cell.reference, row, test, replace(test, method=None)))
        found[Reference(cell.path)] = None
    return [str(reference) for reference in found]
