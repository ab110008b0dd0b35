# SPDX-License-Identifier: MIT
from __future__ import annotations

from bench.report.matrix import Matrix
from bench.verdict.outcome import Outcome

from .conftest import FIRST


def test_tests_go_down_and_machines_across(matrix: Matrix) -> None:
    assert matrix.rows == (f"{FIRST}.test_a", f"{FIRST}.test_b", "tests/go.py:Go.test_c")
    assert matrix.columns == ("pc", "q35", "virt")


def test_a_place_holds_a_cell_or_none(matrix: Matrix) -> None:
    assert matrix.at(f"{FIRST}.test_a", "pc") is matrix.entries[2]
    assert matrix.at(f"{FIRST}.test_b", "pc") is None


def test_every_cell_is_counted(matrix: Matrix) -> None:
    assert matrix.counts == {
        Outcome.PASS: 1,
        Outcome.FAIL: 1,
        Outcome.ERROR: 1,
        Outcome.SKIP: 1,
        None: 1,
    }


def test_red_are_those_that_failed_or_could_not_be_judged(matrix: Matrix) -> None:
    assert [entry.name for entry in matrix.red] == ["tests/com/x.py", f"{FIRST}.test_b[virt]"]
