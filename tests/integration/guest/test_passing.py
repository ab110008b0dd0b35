# SPDX-License-Identifier: MIT
"""A guest passes as its author says, and by nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.definitions.images.passes import Passes
from bench.errors import BenchError
from bench.qemu.activity import BudgetSpent
from bench.qemu.budget import Budget
from tests.integration.machine_code import EXIT_42, HALT, POWER_OFF, TRIPLE_FAULT, run, say

TESTED = say(b"ok 1\n3 tests, 0 failures\n")

GREEN = {
    "code": (TESTED + EXIT_42, "microvm", Passes(exit="debug-exit", code=42)),
    "way": (POWER_OFF, "pc", Passes(exit="power-off")),
    "triple": (TRIPLE_FAULT, "microvm", Passes(exit="triple-fault")),
    "summary": (TESTED + EXIT_42, "microvm", Passes(summary=r"^\d+ tests, 0 failures$")),
    "until": (TESTED + HALT, "microvm", Passes(until="0 failures", never=("panic",))),
}


@pytest.mark.parametrize("name", GREEN)
def test_it_passes(tmp_path: Path, name: str) -> None:
    source, machine, wanted = GREEN[name]
    with run(source, tmp_path, machine) as guest:
        guest.passes(wanted)


RED = {
    "code": (EXIT_42, Passes(code=33), "ended by debug-exit with code 42, and passes by any end"),
    "way": (
        TRIPLE_FAULT,
        Passes(exit="debug-exit", code=42),
        "ended by triple fault: .*, and passes by debug-exit with code 42",
    ),
    "summary": (TESTED + EXIT_42, Passes(summary="4 tests"), "/4 tests/ did not come on serial0"),
    "never": (
        say(b"1 of 2\nFAIL x\nok\n") + EXIT_42,
        Passes(code=42, never=("panic", "^FAIL.*$")),
        "it said 'FAIL.*', which /.FAIL.*/ never allows",
    ),
    "never before until": (
        say(b"panic\ndone\n") + HALT,
        Passes(until="done", never=("panic",)),
        "it said 'panic'",
    ),
}


@pytest.mark.parametrize("name", RED)
def test_it_does_not(tmp_path: Path, name: str) -> None:
    source, wanted, message = RED[name]
    with run(source, tmp_path) as guest, pytest.raises(AssertionError, match=message):
        guest.passes(wanted)


def test_a_guest_that_is_never_done_is_out_of_its_budget(tmp_path: Path) -> None:
    with (
        run(say(b"almost") + HALT, tmp_path, budget=Budget(cpu=5, idle=1)) as guest,
        pytest.raises(BudgetSpent),
    ):
        guest.passes(Passes(until="done"))


def test_nothing_to_pass_by_is_a_mistake(tmp_path: Path) -> None:
    with run(EXIT_42, tmp_path) as guest, pytest.raises(BenchError, match="nothing says how"):
        guest.passes()
