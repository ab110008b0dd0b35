# SPDX-License-Identifier: MIT
"""Definitions of a kind from the files of folders, or every mistake in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from bench.definitions.reading.document import Node
from bench.definitions.reading.explanation import Finding
from bench.definitions.reading.inheritance import Folder
from bench.definitions.reading.problem import DefinitionError, Problem, in_order
from bench.definitions.reading.validation import validated
from bench.definitions.strict import Definition

D = TypeVar("D", bound=Definition)


def load(name: str, folder: Folder, kind: type[D]) -> tuple[D, Node]:
    """One definition, and the values of its file and of those that it extends.

    Raises:
        DefinitionError: with every mistake in the file and in those that it extends.
    """
    definition = folder.definition(name)
    value, found = validated(definition.root.plain(), name, kind)
    if not definition.whole:
        found = [finding for finding in found if not _may_be_inherited(finding)]
    problems = [*definition.problems, *(place(finding, definition.root) for finding in found)]
    if problems or value is None:
        raise DefinitionError(problems)
    return value, definition.root


def load_all(folder: Folder, one: Callable[[str], D]) -> tuple[dict[str, D], tuple[Problem, ...]]:
    """All that can be loaded, by name, and every mistake in the others.

    Args:
        folder: knows the names.
        one: loads one.
    """
    loaded, problems = dict[str, D](), list[Problem]()
    try:
        for name in folder.names():
            try:
                loaded[name] = one(name)
            except DefinitionError as error:
                problems += error.problems
    except DefinitionError as error:
        problems += error.problems
    return loaded, in_order(problems)


def _may_be_inherited(finding: Finding) -> bool:
    in_list = any(isinstance(step, int) for step in finding.at[0])
    return finding.about == "absence" and not in_list


def place(finding: Finding, root: Node) -> Problem:
    """Name the file and line: of a clash, preferably those of the heir."""
    nodes = [node for node in (root.find(at) for at in finding.at) if node]
    own = [node for node in nodes if node.path == root.path]
    node, *_ = [*own, *nodes, root.find(finding.at[0][:-1]) or root]
    is_list_or_mapping = isinstance(node.value, tuple | dict)
    line = node.key_line if finding.about == "key" or is_list_or_mapping else node.line
    return Problem(node.path, line, finding.message, finding.hint)
