# SPDX-License-Identifier: MIT
from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bench.cells.cell import Cell
from bench.cells.expand import cells_of, expand
from bench.cells.running.planner import Planner
from bench.definitions.machine import Machine
from bench.definitions.needs.go import Go
from bench.errors import BenchError

Machines = Mapping[str, Machine]
Write = Callable[..., Path]

EVERYWHERE = """\
import bench
class A(bench.Test):
    guest = bench.Go("hello")
    def test_it(self): ...
"""
LINUX = """\
import bench
class B(bench.Test):
    machines = {machines!r}
    guest = bench.Linux()
    def test_it(self): ...
"""


def names(cells: tuple[Cell, ...]) -> list[str]:
    return [cell.name for cell in cells]


def test_a_test_without_selectors_runs_wherever_its_need_boots(
    write: Write, machines: Machines, tmp_path: Path
) -> None:
    assert names(cells_of(write(EVERYWHERE), machines, tmp_path)) == [
        "tests/first.py:A.test_it[q35]",
        "tests/first.py:A.test_it[pc-i386]",
        "tests/first.py:A.test_it[virt]",
    ]


def test_any_of_several_selectors_may_hold(
    write: Write, machines: Machines, tmp_path: Path
) -> None:
    file = write(LINUX.format(machines=("arch:aarch64", "screen:vga")))
    assert names(cells_of(file, machines, tmp_path)) == [
        "tests/first.py:B.test_it[q35]",
        "tests/first.py:B.test_it[virt]",
    ]


def test_a_test_that_no_machine_can_run_is_a_mistake(
    write: Write, machines: Machines, tmp_path: Path
) -> None:
    file = write(LINUX.format(machines="pc-i386"))
    with pytest.raises(BenchError) as caught:
        cells_of(file, machines, tmp_path)
    assert str(caught.value) == (
        "tests/first.py:3: no machine fits B.test_it; it boots linux: loosen its machines"
    )


def test_folders_files_and_names_are_expanded_once(
    write: Write, machines: Machines, tmp_path: Path
) -> None:
    write(EVERYWHERE, "tests/a.py")
    write(LINUX.format(machines="virt"), "tests/com/b.py")
    write("", "tests/unit/conftest.py")
    write("def x(:", "tests/unit/deep/c.py")
    every = [
        "tests/a.py:A.test_it[q35]",
        "tests/a.py:A.test_it[pc-i386]",
        "tests/a.py:A.test_it[virt]",
        "tests/com/b.py:B.test_it[virt]",
    ]

    def expanded(*references: str) -> list[str]:
        return names(expand(references, machines, tmp_path))

    assert expanded("tests") == every
    assert expanded("tests/", "tests/a.py", every[0]) == every
    assert expanded(str(tmp_path / "tests/com")) == every[3:]
    assert expanded("tests/a.py:A[virt]", "tests/com/b.py:B.test_it") == every[2:]


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("tests/none.py", "there is no .*tests/none.py; name a file or a folder of tests/"),
        ("tests/first.py:C", "tests/first.py:C names no cell; avocado list tests/ lists them all"),
    ],
)
def test_a_reference_to_nothing_is_a_mistake(
    write: Write, machines: Machines, tmp_path: Path, reference: str, message: str
) -> None:
    write(EVERYWHERE)
    with pytest.raises(BenchError, match=f"{message}$"):
        expand([reference], machines, tmp_path)


def test_a_file_outside_the_project_is_a_mistake(
    write: Write, machines: Machines, tmp_path: Path
) -> None:
    file = write(EVERYWHERE)
    with pytest.raises(BenchError, match=r"first.py is not in .*; tests live in the project"):
        cells_of(file, machines, tmp_path / "other")


def test_a_name_leads_to_its_cell_without_any_machine(write: Write, tmp_path: Path) -> None:
    write(EVERYWHERE)
    cell = Planner(tmp_path).cell("tests/first.py:A.test_it[virt]")
    assert (cell.machine, cell.need, cell.where) == ("virt", Go("hello"), "tests/first.py:4")
    with pytest.raises(BenchError, match=r"there is no test .*A.test_that"):
        Planner(tmp_path).cell("tests/first.py:A.test_that[virt]")
