"""A scratch project of N tests that are alike, for avocado to run."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


@dataclass(frozen=True)
class Cost:
    """What a whole `avocado run` took, in seconds; CPU is that of all its processes."""

    wall: float
    cpu: float


def numbered(source: str, number: int) -> str:
    """A source with its last method, `test`, copied as `test_00`, `test_01` and so on."""
    head, _, body = source.partition("    def test(self)")
    return head + "\n".join(f"    def test_{n:02}(self){body}" for n in range(number))


def make_project(folder: Path, source: str, number: int) -> None:
    """A project of the bench with `number` copies of a test."""
    shutil.copy(ROOT / "avocado.cfg", folder)
    (folder / "machines").symlink_to(ROOT / "machines")
    (folder / "kernels").symlink_to(ROOT / "kernels")
    (folder / "tests").mkdir()
    (folder / "tests" / "hello.py").write_text(numbered(source, number))


def avocado_run(folder: Path, what: str, **environment: str) -> Cost:
    """Run `avocado run` with one worker, as its user would.

    Raises:
        subprocess.CalledProcessError: a test was not green.
    """
    # What avocado leaves to init, its process that forks runners, is waited for here.
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        ["avocado", "run", "--max-parallel-tasks", "1", what],
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
