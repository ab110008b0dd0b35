# SPDX-License-Identifier: MIT
"""What keeps the unit tests from starting programs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests import ROOT

TESTS = """\
import os, subprocess
from contextlib import suppress
import pytest

def test_starts() -> None:
    subprocess.run(["qemu-system-x86_64", "--version"])

def test_starts_and_says_nothing() -> None:
    with suppress(Exception):
        os.posix_spawnp("gcc", ["gcc"], {})

def test_starts_in_a_child() -> None:
    if not (child := os.fork()):
        try:
            os.execvp("make", ["make"])
        finally:
            os._exit(0)
    os.waitpid(child, 0)

@pytest.fixture
def started() -> None:
    subprocess.run("true", shell=True)

def test_has_one_started(started: None) -> None: ...

def test_starts_nothing() -> None: ...
"""


def test_a_test_that_starts_a_program_fails_with_a_line(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests/unit/conftest.py", tmp_path)
    (tmp_path / "test_it.py").write_text(TESTS)
    argv = [sys.executable, "-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", "."]
    done = subprocess.run(argv, cwd=tmp_path, capture_output=True, text=True, check=False)
    said = re.findall(r"^a unit test starts .*", done.stdout, re.MULTILINE)
    programs = ("sh", "qemu-system-x86_64", "gcc", "make")
    assert sorted(said) == sorted(
        f"a unit test starts no program, but this one starts {name}; move it to tests/integration"
        for name in programs
    )
    assert "1 passed" in done.stdout
