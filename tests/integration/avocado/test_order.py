# SPDX-License-Identifier: MIT
"""Cells start when their images are there, those first that have nothing to wait for."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT
from tests.integration.machine_code import EXIT_42, assemble

TEST = """\
import bench

class {name}(bench.Test):
    guest = bench.Boot(kernel="{folder}/kernel.elf")
    machines = "microvm"

    def test_it(self):
        self.assertEqual(self.guest.wait_exit().code, 42)
"""
MAKEFILE = "kernel.elf: kernel.bin\n\tcp kernel.bin kernel.elf\n"


@pytest.fixture
def job(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Tests, each with a kernel that its Makefile makes, or does not, and nothing made yet."""
    monkeypatch.setenv("BENCH_CACHE", str(project / "cache"))
    (project / "tests/first.py").unlink()
    shutil.copy(ROOT / "avocado.cfg", project)
    for name in ("late", "early", "broken"):
        (project / name).mkdir()
        shutil.move(assemble(EXIT_42, project / name), project / name / "kernel.bin")
        (project / name / "Makefile").write_text(MAKEFILE)
        (project / f"tests/{name}.py").write_text(TEST.format(name=name.title(), folder=name))
    (project / "broken/Makefile").write_text("kernel.elf:\n\tfalse\n")
    return project


def avocado(project: Path, *arguments: str) -> str:
    program = Path(sys.executable).with_name("avocado")
    done = subprocess.run(
        [program, "run", "--max-parallel-tasks=1", *arguments],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


def ended(said: str) -> list[str]:
    return re.findall(r"tests/(\w+)\.py:\w+\.test_it\[microvm\]:  [A-Z]+", said)


def test_those_run_first_that_have_their_images(job: Path) -> None:
    assert "PREPARE    : build early/kernel.elf" in avocado(job, "tests/early.py")
    said = avocado(job, "tests/late.py", "tests/early.py")
    assert ended(said) == ["early", "late"]
    assert re.search(r"PREPARE    : .*late", said)
    matrix = said.rpartition("JOB TIME")[2]
    assert matrix.index("tests/late.py") < matrix.index("tests/early.py")


def test_what_does_not_build_is_the_error_of_its_cell(job: Path) -> None:
    said = avocado(job, "tests/broken.py", "tests/late.py")
    assert ended(said) == ["broken", "late"]
    assert said.count("PREPARE") == 2  # one build each, and none in the cell's own process
    assert "PASS 1 | ERROR 1 |" in said
    found = json.loads((job / "results/latest/results.json").read_text())
    assert [test["status"] for test in found["tests"]] == ["ERROR", "PASS"]
