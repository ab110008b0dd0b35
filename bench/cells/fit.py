# SPDX-License-Identifier: MIT
"""Whether a test has a cell on a machine, and why."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bench.cells.reading.case import Case
from bench.cells.selection import Selector, parse_selector
from bench.errors import BenchError
from bench.project import Project

if TYPE_CHECKING:
    from bench.definitions.machine import Machine


def selectors_of(case: Case, machines: Iterable[Machine]) -> tuple[Selector, ...]:
    """The selectors that a test states.

    Raises:
        BenchError: for one that no machine could ever satisfy.
    """
    known = tuple(machines)
    return tuple(parse_selector(text, where, known) for text, where in case.selectors)


def obstacles(
    case: Case, machine: Machine, selectors: tuple[Selector, ...], root: Path
) -> tuple[str, ...]:
    """The reasons that keep a test off a machine; none when the cell exists."""
    found = [against] if (against := not_booted(case, machine, root)) else []
    if not any(selector.accepts(machine) for selector in selectors):
        found += [
            f"{machine.name} does not satisfy {selector.obstacle(machine)} "
            f"of {str(selector)!r} ({selector.where})"
            for selector in selectors
        ]
    return tuple(found)


def not_booted(case: Case, machine: Machine, root: Path) -> str:
    """Why a machine does not boot what a test boots; empty if it does.

    Raises:
        BenchError: looking at the files that it boots does not tell, and the test does not
            say for which machines they are.
    """
    if not case.need.declared:
        return _file_not_booted(case, machine, Project(root))
    if case.need.is_among(machine.boots):
        return ""
    boots = " and ".join(machine.boots) or "images and files"
    what = f"the test boots {case.need.boots} ({case.need_where})"
    return f"{what} and {machine.name} boots only {boots}"


def _file_not_booted(case: Case, machine: Machine, project: Project) -> str:
    # Only a test of a file pays for loading all the formats.
    from bench.images.described.foreseen import foreseeable, obstacle, unforeseen  # noqa: PLC0415

    need = case.need
    if not foreseeable(need):
        return ""
    try:
        why = unforeseen(project, need)
    except BenchError as error:
        error.where = error.where or case.need_where
        raise
    if why and not case.selectors:
        raise BenchError(
            f"{why}, so nobody knows yet which machines boot it",
            hint='say for which it is, as in machines = "arch:x86_64"',
            where=case.need_where,
        )
    against = obstacle(project, need, machine)
    return f"{against} ({case.need_where})" if against else ""


def explain(case: Case, machine: Machine, machines: Iterable[Machine], root: Path) -> str:
    """Why a test has a cell on a machine, or which conditions exclude it: a paragraph.

    Args:
        case: the test.
        machine: the machine in question.
        machines: every machine, for checking what the test's selectors ask.
        root: the project's folder.
    """
    name = case.on(machine.name).name
    selectors = selectors_of(case, machines)
    if against := obstacles(case, machine, selectors, root):
        return f"{name} does not exist: {'; '.join(against)}."
    chosen = next((found for found in selectors if found.accepts(machine)), None)
    asked = f"satisfies {str(chosen)!r} ({chosen.where})" if chosen else "the test asks for no more"
    boots = f"{machine.name} boots {case.need.what} ({case.need_where})"
    only = ", and runs only where its machine is named" if machine.only_when_named else ""
    return f"{name} exists{only}: {boots} and {asked}."
