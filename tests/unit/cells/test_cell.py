# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.cells.cell import Cell, Reference
from bench.definitions.needs.go import Go
from bench.errors import BenchError

CELL = Cell("tests/com/first.py", "First", "test_exit_code", "q35", Go("hello"))

names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True)
paths = st.lists(names, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".py")
machines = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)


def test_a_cell_has_a_name() -> None:
    assert CELL.name == "tests/com/first.py:First.test_exit_code[q35]"


@given(paths, names, names, machines)
def test_a_name_leads_back_to_its_parts(
    path: str, class_name: str, method: str, machine: str
) -> None:
    reference = Reference(path, class_name, method, machine)
    assert Reference.parse(str(reference)) == reference


@pytest.mark.parametrize(
    "text",
    [
        "tests/com/first.py",
        "tests/com/first.py[q35]",
        "tests/com/first.py:First",
        "tests/com/first.py:First[q35]",
        "tests/com/first.py:First.test_exit_code",
        "tests/com/first.py:First.test_exit_code[q35]",
    ],
)
def test_the_beginning_of_a_name_covers_the_cell(text: str) -> None:
    reference = Reference.parse(text)
    assert str(reference) == text
    assert reference.covers(CELL)


@pytest.mark.parametrize("rest", [":Second", ":First.test_other", "[virt]"])
def test_other_names_do_not(rest: str) -> None:
    assert not Reference.parse(CELL.path + rest).covers(CELL)


@pytest.mark.parametrize("text", ["", "a.py:", "a.py:A.b.c", "a.py[", "a.py[q35]x", "a:b:c"])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(BenchError, match="names no cells"):
        Reference.parse(text)
