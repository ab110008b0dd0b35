# SPDX-License-Identifier: MIT
"""A machine that has to be named is nobody's by chance, and everybody's who asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bench.cells.expand import cells_of, expand
from bench.cells.fit import explain
from bench.cells.named import named_in
from bench.cells.reading.source import read_cases
from bench.definitions.machine import Machine
from bench.errors import BenchError

Machines = Mapping[str, Machine]
Write = Callable[..., Path]

EVERYWHERE = """\
import bench
class A(bench.Test):
    guest = bench.Linux()
    def test_it(self): ...
"""
THERE_ALONE = EVERYWHERE.replace("    guest", '    machines = "q35-checked"\n    guest')
TEST = "tests/first.py:A.test_it"


def names(references: tuple[str, ...], machines: Machines, root: Path, *named: str) -> list[str]:
    return [cell.machine for cell in expand(references, machines, root, named=named)]


def test_it_is_left_out_until_it_is_named(
    write: Write, with_checked: Machines, tmp_path: Path
) -> None:
    write(EVERYWHERE)
    assert names(("tests",), with_checked, tmp_path) == ["q35", "virt"]
    assert names((f"{TEST}[q35-checked]",), with_checked, tmp_path) == ["q35-checked"]
    assert names(("tests[q35-checked]", "tests"), with_checked, tmp_path) == [
        "q35-checked",
        "q35",
        "virt",
    ]
    assert names(("tests",), with_checked, tmp_path, "q35-checked") == [
        "q35",
        "virt",
        "q35-checked",
    ]


def test_a_test_for_it_alone_is_no_mistake(
    write: Write, with_checked: Machines, tmp_path: Path
) -> None:
    file = write(THERE_ALONE)
    [cell] = cells_of(file, with_checked, tmp_path)
    assert cell.machine == "q35-checked"
    with pytest.raises(BenchError) as caught:
        expand([TEST], with_checked, tmp_path)
    assert str(caught.value) == (
        f"{TEST} has cells only where a machine is named; "
        "add [q35-checked], or -t machine:q35-checked"
    )


def test_what_a_filter_by_tags_names() -> None:
    assert named_in(["machine:a, arch:x86_64", "claim:E-09,-machine:b", "machine:c"]) == {"a", "c"}


def test_an_explanation_says_so(write: Write, with_checked: Machines) -> None:
    file = write(EVERYWHERE)
    [case] = read_cases("tests/first.py", file.parents[1])
    said = explain(case, with_checked["q35-checked"], with_checked.values(), file.parents[1])
    assert said == (
        f"{TEST}[q35-checked] exists, and runs only where its machine is named: "
        "q35-checked boots linux (tests/first.py:3) and the test asks for no more."
    )
