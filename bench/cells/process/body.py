# SPDX-License-Identifier: MIT
"""The work of a test process: boots a cell and judges it."""

from __future__ import annotations

import os
from pathlib import Path

from bench.cells.process.child import Announce
from bench.cells.process.unjudged import failure, keep
from bench.cells.running.execute import execute
from bench.cells.running.planner import Planner
from bench.errors import BenchError
from bench.templates.start import StartPolicy
from bench.verdict.outcome import Fault, Verdict


def run_cell(
    name: str, evidence: str, announce: Announce, planner: Planner, policy: StartPolicy
) -> Verdict:
    """The verdict on a cell.

    Args:
        name: the cell's name.
        evidence: where the cell leaves its files.
        announce: told after how many seconds the process may be killed.
        planner: knows the project, whose folder becomes the current one.
        policy: how its guest may start.
    """
    os.chdir(planner.root)
    try:
        cell = planner.cell(name)
    except BenchError as mistake:
        verdict = failure(str(mistake), Fault.PAYLOAD)
        keep(verdict, evidence)
        return verdict
    return execute(cell, Path(evidence), planner=planner, policy=policy, ceiling=announce)
