# SPDX-License-Identifier: MIT
"""The cost of a command, with all that it starts."""

from __future__ import annotations

import contextlib
import os
import resource
import shlex
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from bench.errors import BenchError
from bench.host import libc

LAST_LINES = 12
"""Of what a failed command said, that are shown."""


@dataclass(frozen=True)
class Cost:
    """The time of a command, in seconds; CPU is that of all its processes."""

    wall: float
    cpu: float


def measured(command: list[str], folder: Path, environment: dict[str, str]) -> Cost:
    """Run a command and all that it starts to its end.

    Raises:
        BenchError: it failed; its last lines are the detail.
    """
    # What avocado leaves to init, its process that forks runners, is waited for here.
    libc.become_subreaper()
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    wall = time.perf_counter() - started
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    if done.returncode:
        last = "\n".join(done.stdout.splitlines()[-LAST_LINES:])
        raise BenchError(f"{shlex.join(command)} ended with {done.returncode}", detail=last)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu)
