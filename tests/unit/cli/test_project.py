# SPDX-License-Identifier: MIT
"""Where a project is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.definitions.loader import load_machine, load_machines
from bench.definitions.reading.problem import DefinitionError
from bench.errors import BenchError
from bench.project import BASE, MARK, Project, find_root


def test_it_is_the_nearest_parent_that_has_the_mark(project: Path) -> None:
    inner = project / "tests" / "project"
    (inner / "machines").mkdir(parents=True)
    assert find_root(inner / "machines") == project
    (inner / "avocado.cfg").touch()
    assert find_root(inner / "machines") == inner


def test_it_is_looked_for_from_the_working_directory(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "tests")
    assert find_root() == project


def test_outside_of_one_a_person_is_told_where_to_go(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match=r"is in no project.*avocado\.cfg"):
        find_root(tmp_path)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A project that brings next to nothing."""
    root = tmp_path / "own"
    (root / "machines").mkdir(parents=True)
    (root / MARK).touch()
    return root


def test_what_a_project_lacks_is_the_base_s(own: Path) -> None:
    project = Project(own)
    assert project.find("images/packages.txt") == BASE / "images/packages.txt"
    assert project.find("payloads/modules/none") == own / "payloads/modules/none"
    (own / "images").mkdir()
    (own / "images/packages.txt").touch()
    assert project.find("images/packages.txt") == own / "images/packages.txt"


def test_a_folder_with_a_makefile_stands_for_itself(own: Path) -> None:
    (own / "payloads/dos").mkdir(parents=True)
    assert Project(own).sources("payloads/dos") == (own / "payloads/dos", BASE / "payloads/dos")
    (own / "payloads/dos/Makefile").touch()
    assert Project(own).sources("payloads/dos") == (own / "payloads/dos",)


def test_a_project_may_have_no_base(own: Path) -> None:
    (own / MARK).write_text("[bench]\nbase = none\n")
    assert Project(own).layers == (own,)
    assert Project(own).machines == (own / "machines",)


def test_machines_extend_those_of_the_base(own: Path) -> None:
    (own / "machines/mine.yaml").write_text("extends: q35\nmemory: 64M\n")
    machines = load_machines(*Project(own).machines)
    assert machines["mine"].memory == 64 << 20
    assert {"mine", "q35", "virt"} < set(machines)


def test_a_machine_may_extend_the_one_that_it_hides(own: Path) -> None:
    (own / "machines/q35.yaml").write_text("extends: q35\ncpus: 2\n")
    machine = load_machine("q35", *Project(own).machines)
    assert (machine.cpus, machine.board) == (2, "q35")


def test_what_the_base_says_of_its_machines_stays_true(own: Path) -> None:
    (own / "machines/pc.yaml").write_text("extends: q35-devices\nmemory: 64M\n")
    machines = load_machines(*Project(own).machines)
    assert machines["pc"].board == "q35"
    assert machines["q35"] == load_machine("q35", BASE / "machines")


def test_a_circle_among_the_hidden_is_one(own: Path) -> None:
    (own / "machines/a.yaml").write_text("extends: b\n")
    (own / "machines/b.yaml").write_text("extends: a\n")
    with pytest.raises(DefinitionError, match="a -> b -> a"):
        load_machines(*Project(own).machines)


def test_a_project_may_be_laid_over_another(own: Path) -> None:
    upper = own.parent / "upper"
    upper.mkdir()
    (upper / MARK).write_text("[bench]\nbase = ../own\n")
    assert Project(upper).layers == (upper, own, BASE)
    assert Project(upper).base == BASE


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("../nowhere", "avocado.cfg: base = ../nowhere is not a project: .*nowhere has no avocado"),
        (".", "avocado.cfg: .* is laid over itself; leave base out"),
    ],
)
def test_what_a_project_cannot_be_laid_over_is_told(own: Path, base: str, message: str) -> None:
    (own / MARK).write_text(f"[bench]\nbase = {base}\n")
    with pytest.raises(BenchError, match=message):
        _ = Project(own).layers
