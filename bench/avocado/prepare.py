# SPDX-License-Identifier: MIT
"""Builds what a job boots before any guest starts, so that no test's time pays for it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from avocado.core.extension_manager import PluginPriority
from avocado.core.output import LOG_UI
from avocado.core.plugin_interfaces import JobPreTests

from bench.avocado.runner import KIND
from bench.cells.running.planner import Planner
from bench.definitions.loader import load_machines
from bench.errors import BenchError
from bench.images.platform import Platform
from bench.images.tools.progress import SILENT, Progress
from bench.project import Project


class Steps:
    """Names each step of a build in avocado's output."""

    def step(self, text: str) -> None:
        """Say that a step begins."""
        LOG_UI.debug("PREPARE    : %s", text)


class PrepareImages(JobPreTests):  # type: ignore[misc]
    """Runs once a job, before its tests."""

    name = "bench-prepare"
    description = "Fetches and builds what the cells boot"
    priority = PluginPriority.LOW  # after avocado has said which job this is

    def __init__(self, config: dict[str, Any]) -> None:
        """Needs nothing of the configuration."""

    def pre_tests(self, job: Any) -> None:
        """Build what is missing; what does not build is its cells' error, not the job's."""
        tests = [test for suite in job.test_suites for test in suite.tests]
        wanted = [test for test in tests if test.kind == KIND and "mistake" not in test.kwargs]
        for root in {Path(test.kwargs["root"]) for test in wanted}:
            quiet = job.config.get("stdout_claimed_by")
            _prepare([test.uri for test in wanted], root, SILENT if quiet else Steps())


def _prepare(names: list[str], root: Path, progress: Progress) -> None:
    machines = load_machines(*Project(root).machines)
    planner = Planner(root, progress)
    cells = [planner.cell(name) for name in names]
    by_image = {(cell.need, Platform.of(machines[cell.machine], cell.need)): cell for cell in cells}
    for cell in by_image.values():
        with contextlib.suppress(BenchError):  # its verdict tells
            planner.plan(machines[cell.machine], cell.need)
