# SPDX-License-Identifier: MIT
"""Has those cells of a job run first that have nothing to wait for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from avocado.core.plugin_interfaces import JobPreTests

from bench.avocado.runner import KIND
from bench.cells.running.planner import Planner
from bench.errors import BenchError


class ReadyFirst(JobPreTests):  # type: ignore[misc]
    """Runs once a job, before its tests."""

    name = "bench-order"
    description = "Runs cells first whose images are there, while the others are built"

    def __init__(self, config: dict[str, Any]) -> None:
        """Needs nothing of the configuration."""

    def pre_tests(self, job: Any) -> None:
        """Order the tests, and remember the order in which they were listed."""
        planners: dict[str, Planner] = {}

        def waits(test: Any) -> bool:
            if test.kind != KIND or "mistake" in test.kwargs:
                return False
            root = test.kwargs["root"]
            planner = planners.setdefault(root, Planner(Path(root)))
            return not _is_ready(test.uri, planner)

        for suite in job.test_suites:
            suite.listed = list(suite.tests)
            suite.tests.sort(key=waits)


def listed(suite: Any) -> list[Any]:
    """The tests of a suite in the order in which they were listed."""
    return list(getattr(suite, "listed", suite.tests))


def _is_ready(name: str, planner: Planner) -> bool:
    try:
        cell = planner.cell(name)
        return planner.is_ready(planner.machine(cell.machine), cell.need)
    except BenchError:
        return True  # its verdict tells, and takes no time
