# SPDX-License-Identifier: MIT
"""Where a guest was that said nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.verdict.diagnosis import diagnosis

KERNEL = Path(__file__).parents[1] / "structs/golden/kernel64.elf"


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    (tmp_path / "plan.json").write_text(json.dumps({"boot": {"symbols": str(KERNEL)}}))
    (tmp_path / "serial0.log").write_bytes(b"\xff\x00 nothing to complain of")
    return tmp_path


@pytest.mark.parametrize(
    ("registers", "expected"),
    [
        ("CPU#0\nRIP=0000000000100022 RFL=0 HLT=0\n", "it was in _start"),
        ("CPU#0\nEIP=00100020 EFL=0 HLT=0\n", "it was in _start"),
        ("CPU#0\n PC=0000000000100021 X00=0\n", "it was in _start"),
        (
            "CPU#0\nRIP=00100020 HLT=0\nCPU#1\nRIP=00100000 HLT=0\n",
            "it was in _start and header",
        ),
        (
            "CPU#0\nRIP=00100020 HLT=0\nCPU#1\nRIP=00100000 HLT=1\n",
            "it was in _start",
        ),
        ("CPU#0\nRIP=0000000000000003 HLT=0\n", ""),
        ("unknown command\n", ""),
    ],
)
def test_a_running_processor_is_in_a_function(
    evidence: Path, registers: str, expected: str
) -> None:
    (evidence / "registers.txt").write_text(registers)
    assert diagnosis(evidence) == expected


def test_what_a_guest_says_comes_first(evidence: Path) -> None:
    (evidence / "registers.txt").write_text("CPU#0\nRIP=0000000000100022 HLT=0\n")
    (evidence / "serial1.log").write_text("panic: no\n")
    assert diagnosis(evidence) == "panic: no"


def test_a_triple_fault_is_one(evidence: Path) -> None:
    (evidence / "registers.txt").write_text("CPU#0\nRIP=0000000000100022 HLT=0\n")
    end = {"ending": "triple-fault", "places": "_start+0x2 (RIP=0x40100022)"}
    (evidence / "exit.json").write_text(json.dumps(end))
    assert diagnosis(evidence) == "triple fault: _start+0x2 (RIP=0x40100022)"
    (evidence / "exit.json").write_text(json.dumps(end | {"ending": "debug-exit"}))
    assert diagnosis(evidence) == "it was in _start"


def test_a_guest_that_never_started_has_nothing_to_say(tmp_path: Path) -> None:
    assert not diagnosis(tmp_path)


def test_a_kernel_without_symbols_is_nowhere(evidence: Path) -> None:
    (evidence / "plan.json").write_text(json.dumps({"boot": {"symbols": None}}))
    (evidence / "registers.txt").write_text("CPU#0\nRIP=0000000000100022 HLT=0\n")
    assert not diagnosis(evidence)
