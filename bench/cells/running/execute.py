# SPDX-License-Identifier: MIT
"""Run one cell: boot its guest, run its test, judge, leave evidence."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from bench.cells.cell import Cell
from bench.cells.running.agreement import refuse_disagreement
from bench.cells.running.boot import start_guest
from bench.cells.running.importing import imported
from bench.cells.running.planner import Planner
from bench.cells.running.suite import give_row, run_test
from bench.cells.test import Test, rows_of
from bench.definitions.machine import Machine
from bench.definitions.need import Need
from bench.errors import BenchError, Unmet
from bench.guest.blame import blame
from bench.guest.exit import Exit
from bench.guest.guest import Guest
from bench.guest.linux.hang import note_hang
from bench.guest.linux.linux import LinuxGuest
from bench.qemu.activity import BudgetSpent
from bench.qemu.budget import DEFAULT, Budget
from bench.qemu.planning.plan import Plan
from bench.templates.phases import Phases
from bench.templates.start import StartPolicy
from bench.verdict.diagnosis import diagnosis
from bench.verdict.evidence import Evidence
from bench.verdict.frames import Source
from bench.verdict.impossible import blame_emulator
from bench.verdict.judge import judge
from bench.verdict.outcome import Verdict
from bench.verdict.problem import Problem

CEILING_MARGIN = 60.0
"""Wall seconds beyond a guest's ceiling, for all that is not the guest."""


def execute(
    cell: Cell,
    evidence: Path,
    *,
    planner: Planner,
    policy: StartPolicy,
    ceiling: Callable[[float], None],
) -> Verdict:
    """Run a cell and judge it; whatever goes wrong becomes its verdict.

    Args:
        cell: which.
        evidence: the folder for what it leaves behind.
        planner: knows the project.
        policy: what a Linux guest may save of a boot.
        ceiling: told, before the guest boots, after how many wall seconds from then this
            function has failed.
    """
    keep = Evidence(evidence)
    source = Source(planner.root, cell.path, cell.where)
    verdict = judge(_problems(cell, keep, planner, policy, ceiling), source)
    guest = diagnosis(keep.folder) if verdict.red else ""
    verdict = blame_emulator(verdict, keep.folder)
    verdict = replace(verdict, guest=guest, reproduce=f"bench boot '{cell.name}'")
    return keep.verdict(verdict)


def _problems(
    cell: Cell,
    keep: Evidence,
    planner: Planner,
    policy: StartPolicy,
    ceiling: Callable[[float], None],
) -> Sequence[Problem]:
    """The problems of a cell, in its test or on the way there."""
    try:
        return _run(cell, keep, planner, policy, ceiling)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return [Problem(error)]


def _run(
    cell: Cell,
    keep: Evidence,
    planner: Planner,
    policy: StartPolicy,
    ceiling: Callable[[float], None],
) -> Sequence[Problem]:
    with ExitStack() as stack:
        phases = Phases()
        with phases("plan"):
            machine = planner.machine(cell.machine)
            test = stack.enter_context(loaded_test(cell, planner))
            plan = _plan(machine, test.budget, cell, planner, keep)
        ceiling(test.budget.ceiling + _ceiling_of_start(cell.need) + CEILING_MARGIN)
        of_cell = replace(policy, cell=cell.name, budget=test.budget)
        guest, started = start_guest(plan, cell.need, keep.folder, phases, of_cell)
        with guest:
            keep.start(started.to_json(), phases.milliseconds)
            _hand_over(test, machine, guest, keep.folder)
            with phases("test"):
                problems = run_test(test)
            words = guest.console.last_words() if problems else ""
            if isinstance(guest, LinuxGuest) and _spent_its_budget(problems):
                note_hang(guest)
            began = time.perf_counter()
            keep.last_look(guest, red=judge(problems).red)
    phases.add("end", time.perf_counter() - began)
    keep.exit(guest)
    keep.start(started.to_json(), phases.milliseconds)
    return [replace(found, raised=_told(found.raised, guest.exit, words)) for found in problems]


def _hand_over(test: Test, machine: Machine, guest: Guest, evidence: Path) -> None:
    """Give a test what it works with; its class has it too, for the fixtures of the class."""
    kind = type(test)
    kind.booted, kind.machine, kind.evidence = guest, machine, evidence


def _spent_its_budget(problems: Sequence[Problem]) -> bool:
    return any(isinstance(found.raised, BudgetSpent) for found in problems)


def _plan(machine: Machine, budget: Budget, cell: Cell, planner: Planner, keep: Evidence) -> Plan:
    try:
        plan = planner.plan(machine, cell.need)
    except BenchError as error:
        if error.log:
            keep.build(error.log)
        raise
    keep.plan(plan, budget)
    return plan


def _ceiling_of_start(need: Need) -> float:
    """Wall seconds that the way to a test's start may take: each of its steps has a budget."""
    return need.steps * DEFAULT.ceiling


@contextmanager
def loaded_test(cell: Cell, planner: Planner) -> Iterator[Test]:
    """A cell's test, ready to run in the `with` block; what importing its file raises is passed on.

    Raises:
        BenchError: the file has other tests than its source states.
    """
    with imported(cell.path, planner.root) as module:
        refuse_disagreement(planner.file(cell.path), module, planner.root)
        test = getattr(module, cell.class_name)(cell.method)
        if not isinstance(test, Test):
            raise BenchError(f"{cell.class_name} is not a bench.Test", where=cell.where)
        give_row(test, cell.method, rows_of(type(test), cell.method)[cell.row])
        yield test


def _told(raised: BaseException, ended: Exit | None, words: str) -> BaseException:
    """A test's exception, with the right one to blame and the guest's last words."""
    blamed = blame(raised, ended)
    if isinstance(blamed, Unmet):
        blamed.seen = blamed.seen or words
    return blamed
