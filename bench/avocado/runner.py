# SPDX-License-Identifier: MIT
"""The program that avocado starts for every cell: `avocado-runner-bench-cell`.

It speaks the runner interface of avocado 113 and imports nothing of it, because those
imports cost ten times what the rest of this costs.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.avocado.status import Status
from bench.cells.process.child import Announce
from bench.cells.process.supervisor import supervise
from bench.cells.process.unjudged import failure, keep
from bench.host.processes import die_with
from bench.verdict.outcome import Fault, Verdict

KIND = "bench-cell"
COMMANDS = ("capabilities", "task-run")

RunCell = Callable[[str, str, Announce], Verdict]
"""Runs the cell of a name, which leaves its files in a folder."""


def main() -> int:
    """Do what the command line asks; the program's exit status."""
    match sys.argv[1:]:
        case ["capabilities"]:
            capable = {"runnables": [KIND], "commands": COMMANDS, "configuration_used": []}
            print(json.dumps(capable))
            return 0
        case ["task-run", *arguments]:
            options = parse(arguments)
            return run_task(options, _alone(options))
    print(f"usage: avocado-runner-{KIND} capabilities | task-run …", file=sys.stderr)
    return 2


def parse(arguments: list[str]) -> dict[str, str]:
    """Options under their letters and `key=value` words under their keys."""
    found = {}
    words = iter(arguments)
    for word in words:
        if word.startswith("-"):
            found[word] = next(words, "")
        else:
            key, _, value = word.partition("=")
            found[key] = value
    return found


def run_task(options: dict[str, str], run: RunCell) -> int:
    """Run the cell that avocado asks for and report to its status server.

    Args:
        options: what avocado says of it.
        run: runs it, in a process of its own.
    """
    die_with(os.getppid())
    try:
        status = Status(options["-s"], options["-i"], options["-j"])
    except OSError:
        return 1  # avocado had gone before the kernel was asked to tell
    evidence = options["output_dir"]
    status.started(evidence)
    if mistake := options.get("mistake"):
        verdict = failure(mistake, Fault.PAYLOAD)
        keep(verdict, evidence)
        status.finished(verdict)
    else:
        name = options["-u"]
        watched = supervise(partial(run, name, evidence), status, name, evidence)
        status.finished(watched.verdict, "interrupted" if watched.interrupted else None)
    return 0


def _alone(options: dict[str, str]) -> RunCell:
    """The work of a test process that nothing was imported for, and which imports it itself."""

    def ran(name: str, evidence: str, announce: Announce) -> Verdict:
        from bench.cells.process.body import run_cell  # noqa: PLC0415
        from bench.cells.running.planner import Planner  # noqa: PLC0415
        from bench.templates.start import StartPolicy  # noqa: PLC0415

        policy = StartPolicy(cold="cold" in options)
        return run_cell(name, evidence, announce, Planner(Path(options["root"])), policy)

    return ran


if __name__ == "__main__":
    sys.exit(main())
