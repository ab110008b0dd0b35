# SPDX-License-Identifier: MIT
"""Cells on another QEMU than the one that is installed: here a copy of that."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT
from tests.integration.cli.processes import piped
from tests.integration.machine_code import EXIT_42, assemble

TESTS = """\
import os

import bench


class Kernel(bench.Test):
    guest = bench.Boot(kernel="kernel.elf")

    def test_program(self):
        self.assertEqual(os.readlink(f"/proc/{self.guest.pid}/exe"), os.environ["WANTED"])
        self.guest.console.send("x")
        self.assertEqual(self.guest.wait_exit().code, 42)


class Here(Kernel):
    machines = "microvm"


class Needed(Kernel):
    machines = ("newer", "older")
"""
NAME = "qemu-system-x86_64"

WAIT = "mov $0x3fd, %dx; 2: in %dx, %al; test $1, %al; jz 2b;"
"""Until a byte comes on COM1 (16550, line status register)."""


@pytest.fixture
def prefix(tmp_path: Path) -> Path:
    """Where a QEMU was installed."""
    folder = tmp_path / "opt"
    (folder / "bin").mkdir(parents=True)
    (folder / "share").mkdir()
    (folder / "lib").symlink_to("/usr/lib")  # of QEMU in modules, as Debian has it
    shutil.copy(f"/usr/bin/{NAME}", folder / "bin")
    (folder / "share/qemu").symlink_to("/usr/share/qemu")
    return folder


@pytest.fixture
def tests(project: Path, prefix: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project)
    monkeypatch.setenv("WANTED", str(prefix / "bin" / NAME))
    assemble(f"{WAIT} {EXIT_42}", project)
    shutil.copy(ROOT / "avocado.cfg", project)
    (project / "tests/first.py").write_text(TESTS)
    for name, version in (("newer", ">=99"), ("older", ">=7,<99")):
        (project / f"machines/{name}.yaml").write_text(
            f"summary: a small machine\nextends: microvm\nqemu: '{version}'\n"
        )
    return project


def argv(folder: Path) -> list[str]:
    [plan] = folder.rglob("plan.json")
    found: list[str] = json.loads(plan.read_text())["argv"]
    return found


def test_bench_run(tests: Path, prefix: Path) -> None:
    done = piped("run", "tests/first.py:Here", "--qemu", prefix)
    assert done.returncode == 0, done.stdout + done.stderr
    assert argv(tests / "results")[0] == str(prefix / "bin" / NAME)


def test_avocado(tests: Path, prefix: Path) -> None:
    words = [sys.executable, "-m", "avocado", "run", "tests/first.py:Here", "--qemu", str(prefix)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "PASS 1 " in done.stdout, tests


def test_a_path_that_leads_to_none_is_one_line(tests: Path) -> None:
    words = [sys.executable, "-m", "avocado", "run", "tests/first.py:Here", "--qemu", str(tests)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "has no qemu-system-*; name the folder in which a QEMU was built" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_a_machine_that_needs_another_version_is_skipped(tests: Path, prefix: Path) -> None:
    done = piped("run", "tests/first.py:Needed", "--qemu", prefix)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "✓ 1 pass" in done.stdout
    assert "1 skip" in done.stdout
    reasons = [json.loads(file.read_text()) for file in (tests / "results").rglob("verdict.json")]
    [skipped] = [found["reason"] for found in reasons if found["outcome"] == "skip"]
    assert skipped.startswith("machine newer needs QEMU >=99, and this is ")
    assert piped("check").returncode == 0


def test_by_hand_it_is_one_line(tests: Path) -> None:
    done = piped("boot", "newer", "./kernel.elf")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith("; --qemu PATH chooses another"), tests
