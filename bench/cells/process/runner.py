# SPDX-License-Identifier: MIT
"""Runs the cells of `bench.cells.process.processes`, in the processes that are forked for them."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence

from bench.cells.process import fork_server
from bench.cells.process.body import run_cell
from bench.cells.process.report import Report
from bench.cells.process.supervisor import supervise
from bench.cells.running.planner import Planner
from bench.host.processes import die_with
from bench.templates.start import StartPolicy


def run(
    request: fork_server.Request, files: Sequence[int], planner: Planner, policy: StartPolicy
) -> int:
    """Run a cell and report; a `fork_server.Runner`."""
    die_with(os.getppid())
    report = Report(socket.socket(fileno=files[0]))
    name, evidence = request["name"], request["evidence"]
    watched = supervise(
        lambda announce: run_cell(name, evidence, announce, planner, policy), report, name, evidence
    )
    report.finished(watched.verdict)
    return 0


if __name__ == "__main__":
    fork_server.main(run)
