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
from bench.definitions.reading.explanation import Finding, clash
from bench.definitions.reading.inheritance import Folder
from bench.definitions.reading.problem import DefinitionError, Problem, in_order
from bench.definitions.reading.validation import validated
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
    return [_placed(clash(mistake), root) for mistake in found]


def _machines(folders: Sequence[Path]) -> tuple[dict[str, Machine], tuple[Problem, ...]]:
    source, machines, problems = Folder(*folders), {}, list[Problem]()
    try:
        for name in source.names():
            try:
                machines[name] = _machine(name, source)
            except DefinitionError as error:
                problems += error.problems
    except DefinitionError as error:
        problems += error.problems
    return machines, in_order(problems)


def _machine(name: str, folder: Folder) -> Machine:
    definition = folder.definition(name)
    machine, found = validated(definition.root.plain(), name)
    if not definition.whole:
        found = [finding for finding in found if not _may_be_inherited(finding)]
    problems = [*definition.problems, *(_placed(finding, definition.root) for finding in found)]
    if problems or machine is None:
        raise DefinitionError(problems)
    return _rooted(machine, definition.root)


def _rooted(machine: Machine, root: Node) -> Machine:
    """The machine with whole paths of the files that it names, which lie in its project."""
    options = root.find(("raw-qemu-options",))
    if not options or not options.value:
        return machine
    project = Path(options.value[0].path).resolve().parents[1]
    return machine.model_copy(
        update={"raw_qemu_options": from_root(machine.raw_qemu_options, project)}
    )


def _may_be_inherited(finding: Finding) -> bool:
    in_list = any(isinstance(step, int) for step in finding.at[0])
    return finding.about == "absence" and not in_list


def _placed(finding: Finding, root: Node) -> Problem:
    """Name the file and line: of a clash, preferably those of the heir."""
    nodes = [node for node in (root.find(at) for at in finding.at) if node]
    own = [node for node in nodes if node.path == root.path]
    node, *_ = [*own, *nodes, root.find(finding.at[0][:-1]) or root]
    is_list_or_mapping = isinstance(node.value, tuple | dict)
    line = node.key_line if finding.about == "key" or is_list_or_mapping else node.line
    return Problem(node.path, line, finding.message, finding.hint)
