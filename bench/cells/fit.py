"""Whether a test has a cell on a machine, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bench.cells.case import Case
from bench.cells.selection import Selector, parse_selector

if TYPE_CHECKING:
    from bench.definitions.machine import Machine


def selectors_of(case: Case, machines: Iterable[Machine]) -> tuple[Selector, ...]:
    """The selectors that a test states.

    Raises:
        BenchError: for one that no machine could ever satisfy.
    """
    known = tuple(machines)
    return tuple(parse_selector(text, where, known) for text, where in case.selectors)


def obstacles(case: Case, machine: Machine, selectors: tuple[Selector, ...]) -> tuple[str, ...]:
    """What keeps a test off a machine; nothing when the cell exists."""
    found = []
    if case.need.boots not in machine.boots:
        found.append(
            f"the test boots {case.need.boots} ({case.need_where}) and "
            f"{machine.name} boots only {' and '.join(machine.boots)}"
        )
    if not any(selector.accepts(machine) for selector in selectors):
        found += [
            f"{machine.name} does not satisfy {selector.obstacle(machine)} "
            f"of {str(selector)!r} ({selector.where})"
            for selector in selectors
        ]
    return tuple(found)


def explain(case: Case, machine: Machine, machines: Iterable[Machine]) -> str:
    """Why a test has a cell on a machine, or which conditions exclude it: a paragraph.

    Args:
        case: the test.
        machine: the machine in question.
        machines: every machine, for checking what the test's selectors ask.
    """
    name = case.on(machine.name).name
    selectors = selectors_of(case, machines)
    if against := obstacles(case, machine, selectors):
        return f"{name} does not exist: {'; '.join(against)}."
    chosen = next((found for found in selectors if found.accepts(machine)), None)
    asked = f"satisfies {str(chosen)!r} ({chosen.where})" if chosen else "the test asks for no more"
    boots = f"{machine.name} boots {case.need.boots} ({case.need_where})"
    only = ", and runs only where its machine is named" if machine.only_when_named else ""
    return f"{name} exists{only}: {boots} and {asked}."
