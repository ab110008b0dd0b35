# SPDX-License-Identifier: MIT
"""A scratch project of N tests that are alike, for avocado to run."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


@dataclass(frozen=True)
class Variant:
    """A machine of the project with other RAM and CPUs."""

    base: str
    memory_mb: int
    cpus: int

    @property
    def name(self) -> str:
        """Of its definition."""
        return f"{self.base}-{self.memory_mb}m-{self.cpus}"

    @property
    def yaml(self) -> str:
        """Its definition."""
        return (
            f"summary: {self.base} for the benchmark\nextends: {self.base}\n"
            f"memory: {self.memory_mb}M\ncpus: {self.cpus}\n"
            "screen:\n"  # which lies beyond the smallest RAM
        )


@dataclass(frozen=True)
class Cost:
    """What a whole `avocado run` took, in seconds; CPU is that of all its processes."""

    wall: float
    cpu: float


def numbered(source: str, number: int) -> str:
    """A source with its last method, `test`, copied as `test_00`, `test_01` and so on."""
    head, _, body = source.partition("    def test(self)")
    return head + "\n".join(f"    def test_{n:02}(self){body}" for n in range(number))


def make_project(folder: Path, source: str, number: int, machine: Variant | None = None) -> None:
    """A project of the bench with `number` copies of a test, perhaps with a machine of its own."""
    shutil.copy(ROOT / "avocado.cfg", folder)
    shutil.copytree(ROOT / "machines", folder / "machines")
    if machine:
        (folder / "machines" / f"{machine.name}.yaml").write_text(machine.yaml)
    for room in ("kernels", "payloads", "images"):
        (folder / room).symlink_to(ROOT / room)
    (folder / "tests").mkdir()
    (folder / "tests" / "hello.py").write_text(numbered(source, number))


def avocado_run(folder: Path, *what: str, workers: int = 1, **environment: str) -> Cost:
    """Run `avocado run`, as its user would.

    Raises:
        subprocess.CalledProcessError: a test was not green.
    """
    command = ["avocado", "run", "--max-parallel-tasks", str(workers), *what]
    return measured(command, folder, environment)


def seconds_of_tests(folder: Path, way: str | None = None) -> list[float]:
    """What avocado says that each test of its last run took, start to verdict.

    Args:
        folder: of the project.
        way: only of cells of the bench that started this way.
    """
    results = json.loads((folder / "results/latest/results.json").read_text())
    return [
        test["actual_time_end"] - test["actual_time_start"]
        for test in results["tests"]
        if way is None or _way(Path(test["logdir"])) == way
    ]


def _way(evidence: Path) -> str:
    return str(json.loads((evidence / "start.json").read_text())["way"])


def measured(command: list[str], folder: Path, environment: dict[str, str]) -> Cost:
    """Run a command and all that it starts to its end.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    # What avocado leaves to init, its process that forks runners, is waited for here.
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    wall = time.perf_counter() - started
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu)
