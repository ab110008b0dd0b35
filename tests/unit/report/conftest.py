# SPDX-License-Identifier: MIT
"""A run with a cell of each kind, and the folder that it left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.report.matrix import Entry, Matrix
from bench.verdict.outcome import Fault, Outcome, Verdict

FIRST = "tests/com/first.py:First"
PASS = Verdict(Outcome.PASS)
FAIL = Verdict(
    Outcome.FAIL,
    Fault.PAYLOAD,
    "41 < 42",
    "panic: <nil>",
    "serial0:\n  <b>hello",
    "in <test>",
    f"bench boot '{FIRST}.test_b[virt]'",
    where="tests/com/first.py:7",
)
ERROR = Verdict(Outcome.ERROR, Fault.PAYLOAD, "tests/com/x.py:3: Linux has no argument 'module'")
SKIP = Verdict(Outcome.SKIP, reason="no KVM")


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """Evidence of one red and one green cell; a picture need not be one here."""
    for name in ("1-a[q35]", "2-b[virt]"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "screen.png").write_bytes(name.encode())
        (tmp_path / name / "serial0.log").write_text("hello")
        (tmp_path / name / "empty.log").touch()
    return tmp_path


@pytest.fixture
def matrix(results: Path) -> Matrix:
    return Matrix(
        (
            Entry("tests/com/x.py", "", ERROR),
            Entry(f"{FIRST}.test_a", "q35", PASS, results / "1-a[q35]", 1.25),
            Entry(f"{FIRST}.test_a", "pc", SKIP),
            Entry(f"{FIRST}.test_b", "virt", FAIL, results / "2-b[virt]"),
            Entry("tests/go.py:Go.test_c", "q35"),
        )
    )
