# SPDX-License-Identifier: MIT
"""The program that avocado starts for every cell: `avocado-runner-bench-cell`.

It speaks the runner interface of avocado 113 and imports nothing of it, because those
imports cost ten times what the rest of this costs.
"""

from __future__ import annotations

import json
import os
import sys

from bench.avocado.child import Announce, Body
from bench.avocado.status import Status
from bench.avocado.supervisor import supervise
from bench.avocado.verdicts import failure, keep
from bench.host.processes import die_with
from bench.verdict.outcome import Fault, Verdict

KIND = "bench-cell"
COMMANDS = ("capabilities", "task-run")


def main() -> int:
    """Do what the command line asks; the program's exit status."""
    match sys.argv[1:]:
        case ["capabilities"]:
            capable = {"runnables": [KIND], "commands": COMMANDS, "configuration_used": []}
            print(json.dumps(capable))
            return 0
        case ["task-run", *arguments]:
            return run_task(parse(arguments))
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


def run_task(options: dict[str, str]) -> int:
    """Run the cell that avocado asks for and report to its status server."""
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
        supervise(cell(name, options["root"], evidence), status, name, evidence)
    return 0


def cell(name: str, root: str, evidence: str) -> Body:
    """The work of the test process, which alone imports what it takes.

    Args:
        name: the cell's name.
        root: the project's folder.
        evidence: where the cell leaves its files.
    """

    def body(announce: Announce) -> Verdict:
        from bench.avocado.body import judge  # noqa: PLC0415

        return judge(name, root, evidence, announce)

    return body


if __name__ == "__main__":
    sys.exit(main())
