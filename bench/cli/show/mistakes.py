# SPDX-License-Identifier: MIT
"""Every mistake in machines, images and tests, found without booting anything.

Where QEMU is installed it is asked whether it has what machines name.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench.cells.expand import cells_of, files_below, relative
from bench.cells.ledger.reading import read_ledgers
from bench.cells.reading.source import SourceFile
from bench.cells.running.agreement import mistake_when_loaded
from bench.definitions.images.loader import FOLDER, load_image
from bench.definitions.loader import load_machine, load_machines, placed
from bench.definitions.machine import Machine
from bench.definitions.reading.problem import DefinitionError, Problem, in_order
from bench.errors import BenchError, Unavailable
from bench.host.advice import NEW_PROJECT
from bench.host.emulators import find
from bench.project import Project
from bench.qemu.known import lacking, refuse_other_version

if TYPE_CHECKING:
    from bench.cells.expand import Machines


def definitions(paths: Iterable[Path], root: Path) -> list[Path]:
    """The machines, images and test files at or below paths.

    Raises:
        BenchError: there is nothing at a path, or a file that is neither; or none at all.
    """
    defined = [file for folder in _LOADERS for file in (root / folder).glob("[!.]*.yaml")]
    found = list[Path]()
    # Not behind links: a folder of tests may be one to elsewhere.
    for path in (Path(os.path.abspath(path)) for path in paths):  # noqa: PTH100
        found += files_below(path, root)
        found += sorted(file for file in defined if path in file.parents)
    for file in found:
        if file.suffix != ".py" and file not in defined:
            raise BenchError(f"{relative(file, root)} is not a machine, an image or a test")
    if not found:
        raise BenchError("there is nothing to check", hint=NEW_PROJECT)
    return list(dict.fromkeys(found))


def mistakes(files: Iterable[Path], root: Path) -> list[str]:
    """A line for each mistake, those of definitions first.

    Args:
        files: as `definitions` finds them.
        root: the project's folder.
    """
    files = list(files)
    problems = in_order(_in_definitions((f for f in files if f.suffix == ".yaml"), root))
    tests = [file for file in files if file.suffix == ".py"]
    return [*map(str, problems), *(_in_ledgers(root) if tests else []), *_in_tests(tests, root)]


_LOADERS: dict[str, Callable[..., object]] = {"machines": load_machine, FOLDER: load_image}
"""The folders of definitions, and what loads one by its name."""


def _in_definitions(files: Iterable[Path], root: Path) -> Iterator[Problem]:
    for file in files:
        folder = file.parent.name
        try:
            folders = Project(root).folders(folder)
            found = _LOADERS[folder](file.stem, *folders)
            if isinstance(found, Machine) and _can_be_asked(found):
                lacks = placed(lacking(found), file.stem, *folders)
                if lacks:
                    raise DefinitionError(lacks)
        except DefinitionError as error:
            for problem in error.problems:
                yield replace(problem, path=relative(Path(problem.path), root))


def _can_be_asked(machine: Machine) -> bool:
    """Whether this host has a QEMU that has to have what a machine names."""
    if not find(machine.architecture_facts.qemu):
        return False
    try:
        refuse_other_version(machine)
    except Unavailable:
        return False
    return True


def _in_ledgers(root: Path) -> Iterator[str]:
    try:
        read_ledgers(root)
    except DefinitionError as error:
        for problem in error.problems:
            yield str(replace(problem, path=relative(Path(problem.path), root)))


def _in_tests(files: Iterable[Path], root: Path) -> Iterator[str]:
    machines = _sound_machines(root)
    for file in files:
        try:
            path = relative(file, root)
            stated = SourceFile(path, root)
            cases = stated.cases if machines is None else cells_of(file, machines, root)
            if cases or stated.uses_bench:
                mistake = mistake_when_loaded(path, root)
                yield from [mistake] if mistake else []
        except BenchError as error:
            yield str(error)


def _sound_machines(root: Path) -> Machines | None:
    """All machines; None while any has a mistake, which is not a test's."""
    try:
        return load_machines(*Project(root).machines)
    except DefinitionError:
        return None
