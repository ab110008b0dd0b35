# SPDX-License-Identifier: MIT
"""The process that forks the runners of a job; `bench.avocado.forked` talks to it."""

from __future__ import annotations

from collections.abc import Sequence

from bench.avocado.runner import run_task
from bench.cells.process import fork_server
from bench.cells.process.body import run_cell
from bench.cells.process.child import Announce
from bench.cells.running.planner import Planner
from bench.templates.start import StartPolicy
from bench.verdict.outcome import Verdict


def run(
    request: fork_server.Request, _: Sequence[int], planner: Planner, policy: StartPolicy
) -> int:
    """Run a task of avocado's; a `fork_server.Runner`."""

    def body(name: str, evidence: str, announce: Announce) -> Verdict:
        return run_cell(name, evidence, announce, planner, policy)

    return run_task(request["options"], body)


if __name__ == "__main__":
    fork_server.main(run)
