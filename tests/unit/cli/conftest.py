# SPDX-License-Identifier: MIT
"""A project of a few machines, tests and a kernel, and the command in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bench.cli.main import app
from tests import ROOT

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
