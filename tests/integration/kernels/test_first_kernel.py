# SPDX-License-Identifier: MIT
"""What docs/first-kernel.md says to write, written and run."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bench.cells.cell import Cell
from bench.cells.expand import cells_of
from bench.cells.process.processes import CellProcesses
from bench.definitions.loader import load_machines
from bench.verdict.outcome import Verdict
from tests import ROOT

PAGE = (ROOT / "docs/first-kernel.md").read_text()


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    shutil.copytree(ROOT / "kernels", root / "kernels")
    (root / "machines").symlink_to(ROOT / "machines")
    (root / "avocado.cfg").touch()
    (root / "kernels/mine").mkdir()
    (root / "tests/kernels").mkdir(parents=True)
    (root / "kernels/mine/main.go").write_text(block("go"))
    (root / "tests/kernels/mine.py").write_text(block("python"))
    return root


def run(project: Path, machine: str) -> Verdict:
    cells: list[Cell] = list(
        cells_of(project / "tests/kernels/mine.py", load_machines(ROOT / "machines"), project)
    )
    cell = next(cell for cell in cells if cell.machine == machine)
    assert len(cells) >= 8
    with CellProcesses() as processes:
        return processes.run(cell, project, project / "evidence")


def test_ten_lines_of_go_are_a_kernel(project: Path) -> None:
    verdict = run(project, "microvm")
    assert not verdict.red, verdict.why


def test_the_mistake_is_told_as_the_page_shows(project: Path) -> None:
    main = project / "kernels/mine/main.go"
    main.write_text(
        main.read_text().replace("\tanswer :=", "\tvar none *int; *none = 1\n\tanswer :=")
    )
    verdict = run(project, "virt")
    assert f"      reason    {verdict.reason}\n      guest     {verdict.guest}\n" in PAGE
