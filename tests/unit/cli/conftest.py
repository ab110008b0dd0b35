# SPDX-License-Identifier: MIT
"""A project of a few machines, tests and a kernel, and the command in it."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bench.cli.main import app

ROOT = Path(__file__).parents[3]

TESTS = '''\
import bench


class Kernel(bench.Test):
    guest = bench.Go("hello")

    @bench.claim("E-08")
    def test_it(self):
        """It greets."""


class System(bench.Test):
    machines = "screen:vga"
    guest = bench.Linux()

    def test_shell(self):
        """A shell comes up."""
'''

Bench = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project, which is the working directory."""
    root = tmp_path / "project"
    for folder in ("machines", "tests", "kernels/cmd/hello", "payloads/dos"):
        (root / folder).mkdir(parents=True)
    (root / "avocado.cfg").write_text("[bench]\nbase = none\n")
    (root / "kernels/cmd/hello/main.go").touch()
    (root / "payloads/dos/hello.S").touch()
    (root / "tests/first.py").write_text(TESTS)
    for name in ("pc", "pc-i386", "virt", "jetson-nano-like", "microvm"):
        shutil.copy(ROOT / "machines" / f"{name}.yaml", root / "machines")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def bench(project: Path) -> Bench:
    """Runs the command in this process, as if in a pipe."""
    return lambda *arguments: CliRunner().invoke(app, [*map(str, arguments)])


def command(*arguments: str | Path) -> list[str]:
    """The command as a process of its own."""
    return [sys.executable, "-m", "bench.cli.main", *map(str, arguments)]


def piped(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the command to its end, between pipes."""
    return subprocess.run(
        command(*arguments), input=stdin, capture_output=True, text=True, check=False
    )


def emulators(kernel: Path) -> list[int]:
    """Processes that boot a kernel."""
    return [
        int(folder.name)
        for folder in Path("/proc").iterdir()
        if folder.name.isdigit() and _boots(folder, kernel)
    ]


def all_gone(kernel: Path, patience: float = 600) -> bool:
    """Whether those that boot a kernel have ended, or end now that their parent has."""
    for pid in emulators(kernel):
        with suppress(ProcessLookupError):
            process = os.pidfd_open(pid)
            ended, _, _ = select.select([process], [], [], patience)
            os.close(process)
            if not ended:
                return False
    return True


def _boots(process: Path, kernel: Path) -> bool:
    try:
        words = (process / "cmdline").read_bytes().split(b"\0")
        inherited = [file.readlink() for file in (process / "fd").iterdir()]
    except OSError:  # it has just ended
        return False
    return words[0].startswith(b"qemu-system-") and kernel in inherited
