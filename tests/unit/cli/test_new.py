# SPDX-License-Identifier: MIT
"""`bench new`: what a project begins with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bench.cli import skeletons
from bench.cli.skeletons import payloads
from tests.unit.cli.conftest import Bench


@pytest.fixture
def bench(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """The command, outside of any project."""
    monkeypatch.chdir(tmp_path)
    return bench


@pytest.mark.parametrize("payload", payloads())
def test_what_it_makes_is_right(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, payload: str
) -> None:
    made = bench("new", "demo", "--payload", payload)
    assert made.exit_code == 0
    assert "✓ demo/machines/mine.yaml" in made.stdout
    assert "cd demo\n" in made.stdout
    assert (tmp_path / "demo/.gitignore").read_text() == "results/\n"
    monkeypatch.chdir(tmp_path / "demo")
    cells = bench("list").stdout
    assert "[mine]" in cells
    assert "[virt]" in cells


def test_what_is_there_stays(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "machines").mkdir()
    (tmp_path / "machines/mine.yaml").write_text("extends: virt\n")
    made = bench("new", ".")
    assert made.exit_code == 0
    assert "mine.yaml" not in made.stdout
    assert "cd " not in made.stdout
    assert (tmp_path / "machines/mine.yaml").read_text() == "extends: virt\n"


def test_a_mistake_is_one_line(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    bench("new", "demo")
    for arguments, said in {
        ("demo",): "demo is a project already; `bench check` looks it over\n",
        ("file",): "file is a file; choose another name for the project's folder\n",
        ("other", "--payload", "modul"): "there is no payload 'modul'; did you mean module?\n",
    }.items():
        refused = bench("new", *arguments)
        assert (refused.exit_code, refused.stderr) == (2, said)
    assert not (tmp_path / "other").exists()


def test_what_pip_compiled_stays_behind(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(skeletons.FOLDER, tmp_path / "installed")
    compiled = tmp_path / "installed/kernel/tests/__pycache__/greeting.cpython-313.pyc"
    compiled.parent.mkdir(exist_ok=True)
    compiled.touch()
    monkeypatch.setattr(skeletons, "FOLDER", tmp_path / "installed")
    assert "__pycache__" not in bench("new", "demo").stdout
    assert not (tmp_path / "demo/tests/__pycache__").exists()
