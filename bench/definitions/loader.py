# SPDX-License-Identifier: MIT
"""Machines from the files of folders, of which an earlier one's come before a later one's.

>>> load_machine("virt", Path("machines")).cpu
'cortex-a57'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.definitions.machine import Machine
from bench.definitions.reading.document import Node
from bench.definitions.reading.explanation import clash
from bench.definitions.reading.inheritance import Folder
from bench.definitions.reading.loading import load, load_all, place
from bench.definitions.reading.problem import DefinitionError, Problem
from bench.definitions.relative import from_root
from bench.definitions.rules.mistake import Mistake


def load_machine(name: str, *folders: Path) -> Machine:
    """Load `name.yaml` of the first folder that has it, completed by what it extends.

    Raises:
        DefinitionError: with every mistake in the file and in those that it extends.
    """
    return _machine(name, Folder(*folders))


def load_machines(*folders: Path) -> dict[str, Machine]:
    """Load all machines of folders, by name in alphabetical order.

    Raises:
        DefinitionError: with every mistake in every file.
    """
    machines, problems = _machines(folders)
    if problems:
        raise DefinitionError(problems)
    return machines


def check_machines(*folders: Path) -> list[Problem]:
    """Every mistake in every machine of folders, by file and line."""
    return [*_machines(folders)[1]]


def placed(found: Iterable[Mistake], name: str, *folders: Path) -> list[Problem]:
    """Mistakes of a machine that loads, by file and line.

    Raises:
        DefinitionError: it does not load any more.
    """
    root = Folder(*folders).definition(name).root
    return [place(clash(mistake), root) for mistake in found]


def _machines(folders: Sequence[Path]) -> tuple[dict[str, Machine], tuple[Problem, ...]]:
    source = Folder(*folders)
    return load_all(source, lambda name: _machine(name, source))


def _machine(name: str, folder: Folder) -> Machine:
    machine, root = load(name, folder, Machine)
    return _rooted(machine, root)


def _rooted(machine: Machine, root: Node) -> Machine:
    """The machine with whole paths of the files that it names, which lie in its project."""
    options = root.find(("raw-qemu-options",))
    if not options or not options.value:
        return machine
    project = Path(options.value[0].path).resolve().parents[1]
    return machine.model_copy(
        update={"raw_qemu_options": from_root(machine.raw_qemu_options, project)}
    )
