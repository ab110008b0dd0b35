# SPDX-License-Identifier: MIT
"""Runs one test as unittest does, with the fixtures of its class and module."""

from __future__ import annotations

import unittest
from collections.abc import Sequence
from dataclasses import replace
from functools import partial, update_wrapper
from types import TracebackType

from bench.cells.row import GUEST, Row
from bench.cells.test import Test
from bench.verdict.problem import Problem

Raised = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]
"""As `sys.exc_info` gives it."""


def run_test(test: Test) -> Sequence[Problem]:
    """Run a test; everything that went wrong, in its order.

    A test is skipped if it says so itself, or if all of its subtests do; one skipped subtest
    among others is told, and does not make the test a skipped one.
    """
    result = _Problems(test)
    unittest.TestSuite([test]).run(result)
    return result.problems()


def give_row(test: Test, method: str, row: Row) -> None:
    """Have a test boot what a row says, and its method called with the row's values."""
    setattr(type(test), GUEST, row.need)
    if row.arguments:
        function = getattr(test, method)
        called = partial(function, *row.arguments)
        setattr(test, method, update_wrapper(called, function))


class _Problems(unittest.TestResult):
    """Keeps what every part of a test raised, whole."""

    def __init__(self, test: Test) -> None:
        super().__init__()
        self._test = test
        self._found: list[Problem] = []
        self._some_passed = False

    def problems(self) -> Sequence[Problem]:
        """The problems, also those that kept the test or a part of it from running."""
        return [
            replace(problem, only_part=bool(problem.part) and self._some_passed)
            for problem in self._found
        ]

    def addError(self, test: unittest.TestCase, err: Raised) -> None:  # noqa: N802
        self._keep(test, err[1])

    def addFailure(self, test: unittest.TestCase, err: Raised) -> None:  # noqa: N802
        self._keep(test, err[1])

    def addSubTest(  # noqa: N802
        self, test: unittest.TestCase, subtest: unittest.TestCase, err: Raised | None
    ) -> None:
        if err:
            self._keep(subtest, err[1])
        else:
            self._some_passed = True

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:  # noqa: N802
        self._keep(test, unittest.SkipTest(reason))

    def addUnexpectedSuccess(self, test: unittest.TestCase) -> None:  # noqa: N802
        self._keep(test, AssertionError("it passed, and was expected to fail"))

    def _keep(self, part: unittest.TestCase, raised: BaseException | None) -> None:
        assert raised, "only asked for with an exception"
        self._found.append(Problem(raised, self._name(part)))

    def _name(self, part: unittest.TestCase) -> str:
        """`[c] [n=1]` of a subtest, `setUpClass` of a fixture, nothing of the test itself."""
        if part is self._test:
            return ""
        whole, name = f"{self._test.id()} ", part.id()
        if not name.startswith(whole):
            return name.partition(" ")[0]
        name = name.removeprefix(whole)
        shown = ", ".join(f"{key}={value!r}" for key, value in getattr(part, "params", {}).items())
        return name.removesuffix(f"({shown})") + f"[{shown}]" if shown else name
