"""Run one cell: boot its guest, run its test, judge, leave evidence."""

from __future__ import annotations

import importlib.util
import sys
import time
import unittest
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from bench.cells.boot import start_guest
from bench.cells.cell import Cell
from bench.cells.planner import Planner
from bench.cells.test import Test
from bench.definitions.needs import Linux, Need
from bench.errors import BenchError, EmulatorError, Unmet
from bench.guest.console import NotSeen
from bench.guest.exit import AGAIN, Ending, Exit
from bench.guest.hang import note_hang
from bench.guest.linux import LinuxGuest
from bench.qemu.activity import BudgetSpent
from bench.qemu.budget import Budget
from bench.templates.phases import Phases
from bench.verdict.diagnosis import diagnosis
from bench.verdict.evidence import Evidence
from bench.verdict.impossible import blame_emulator
from bench.verdict.judge import judge
from bench.verdict.outcome import Verdict

CEILING_MARGIN = 60.0
"""Wall seconds beyond a guest's ceiling, for all that is not the guest."""


def execute(
    cell: Cell,
    evidence: Path,
    *,
    planner: Planner,
    ceiling: Callable[[float], None] = lambda seconds: None,
) -> Verdict:
    """Run a cell and judge it; whatever goes wrong becomes its verdict.

    Args:
        cell: which.
        evidence: the folder for what it leaves behind.
        planner: knows the project.
        ceiling: told, before the guest boots, after how many wall seconds from then this
            function has failed.
    """
    keep = Evidence(evidence)
    verdict = judge(_raised_by(lambda: _run(cell, keep, planner, ceiling)))
    guest = diagnosis(keep.folder) if verdict.red else ""
    verdict = blame_emulator(verdict, keep.folder)
    verdict = replace(verdict, guest=guest, reproduce=f"bench boot '{cell.name}'")
    return keep.verdict(verdict)


def _run(cell: Cell, keep: Evidence, planner: Planner, ceiling: Callable[[float], None]) -> None:
    phases = Phases()
    with phases("plan"):
        machine = planner.machine(cell.machine)
        test = load_test(cell, planner.root)
        plan = planner.plan(machine, cell.need, test.budget)
        keep.plan(plan)
    ceiling(plan.budget.ceiling + _ceiling_of_start(cell.need) + CEILING_MARGIN)
    test.machine, test.evidence = machine, keep.folder
    guest, started = start_guest(plan, cell.need, keep.folder, phases, cell=cell.name)
    with guest:
        keep.start(started.to_json(), phases.milliseconds)
        test.booted = guest
        with phases("test"):
            raised = _raised_by(lambda: _run_test(test))
        words = guest.console.last_words() if raised else ""
        if isinstance(raised, BudgetSpent) and isinstance(guest, LinuxGuest):
            note_hang(guest)
        began = time.perf_counter()
        keep.last_look(guest, red=judge(raised).red)
    phases.add("end", time.perf_counter() - began)
    keep.exit(guest)
    keep.start(started.to_json(), phases.milliseconds)
    if raised:
        blamed = _blame(raised, guest.exit)
        if isinstance(blamed, Unmet):
            blamed.seen = blamed.seen or words
        raise blamed


def _ceiling_of_start(need: Need) -> float:
    """Wall seconds that the way to a test's start may take: each of its steps has a budget."""
    steps = 1 + len(need.modules) + len(need.setup) if isinstance(need, Linux) else 0
    return steps * Budget().ceiling


def load_test(cell: Cell, root: Path) -> Test:
    """A cell's test, ready to run; what importing its file raises is passed on."""
    module = _import(root / cell.path)
    case = getattr(module, cell.class_name)(cell.method)
    if not isinstance(case, Test):
        raise BenchError(f"{cell.class_name} is no bench.Test", where=cell.where)
    return case


def _import(file: Path) -> ModuleType:
    """A test file is no package's: it is loaded by its path, and its folder is on sys.path."""
    specification = importlib.util.spec_from_file_location(file.stem, file)
    if specification is None or specification.loader is None:
        raise BenchError(f"{file} is no Python file")
    sys.path.insert(0, str(file.parent))
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


class _FirstProblem(unittest.TestResult):
    """Keeps the first thing that a test raised, whole."""

    raised: BaseException | None = None

    def addError(self, test: unittest.TestCase, err: object) -> None:  # noqa: N802
        self._keep(err)

    def addFailure(self, test: unittest.TestCase, err: object) -> None:  # noqa: N802
        self._keep(err)

    def addSubTest(  # noqa: N802
        self, test: unittest.TestCase, subtest: unittest.TestCase, err: object
    ) -> None:
        self._keep(err)

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:  # noqa: N802
        self.raised = self.raised or unittest.SkipTest(reason)

    def addUnexpectedSuccess(self, test: unittest.TestCase) -> None:  # noqa: N802
        self.raised = self.raised or AssertionError("it passed, and was expected to fail")

    def _keep(self, err: object) -> None:
        if isinstance(err, tuple) and self.raised is None:
            self.raised = err[1]


def _run_test(test: Test) -> None:
    result = _FirstProblem()
    test.run(result)
    if result.raised:
        raise result.raised


def _blame(raised: BaseException, ended: Exit | None) -> BaseException:
    """A guest that ended itself is no fault of the emulator, and an emulator's end none of a guest.

    Tests see the one as the other: as a guest that is no longer there.
    """
    if not ended or ended.ending is Ending.KILLED:
        return raised
    if ended.error:
        return ended.error.with_traceback(raised.__traceback__)
    if isinstance(raised, EmulatorError):
        gone = NotSeen(f"the guest ended, {ended}, before it was looked at")
        raised = gone.with_traceback(raised.__traceback__)
    if isinstance(raised, NotSeen) and ended.ending is Ending.RESET:
        raised.what += "; the guest ended by a reset: a reset ends the guest here"
        raised.hint = AGAIN
    return raised


def _raised_by(function: Callable[[], None]) -> BaseException | None:
    try:
        function()
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        return error
    return None
