# SPDX-License-Identifier: MIT
"""What the test process does: boots a cell and judges it."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from bench.avocado.child import Announce
from bench.avocado.verdicts import failure, keep
from bench.cells.running.execute import execute
from bench.cells.running.planner import Planner
from bench.errors import BenchError
from bench.verdict.outcome import Fault, Verdict


@cache
def planner_of(root: str) -> Planner:
    """The planner of a project, one a process and what it forks."""
    return Planner(Path(root))


def judge(name: str, root: str, evidence: str, announce: Announce) -> Verdict:
    """The verdict on a cell.

    Args:
        name: the cell's name.
        root: the project's folder, which becomes the current one.
        evidence: where the cell leaves its files.
        announce: told after how many seconds the process may be killed.
    """
    os.chdir(root)
    try:
        cell = planner_of(root).cell(name)
    except BenchError as mistake:
        verdict = failure(str(mistake), Fault.PAYLOAD)
        keep(verdict, evidence)
        return verdict
    return execute(cell, Path(evidence), planner=planner_of(root), ceiling=announce)
