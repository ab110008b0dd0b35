# SPDX-License-Identifier: MIT
"""Breakpoints in guests of a few instructions."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.errors import EmulatorError
from bench.qemu.activity import BudgetSpent
from bench.qemu.budget import Budget
from tests.integration.machine_code import EXIT_42, SPIN, run, say

START = 0x100024
"""Where the assembled instructions begin, behind the header and what sets EDX."""


@pytest.mark.parametrize("machine", ["microvm", "q35"])
def test_a_guest_is_held_at_a_place_and_again(machine: str, tmp_path: Path) -> None:
    with run(f"{say(b'x')} {SPIN}", tmp_path, machine) as guest:
        guest.console.expect("x")
        for _ in range(2):
            [cpu] = guest.debugger.restart_to(START)
            assert (cpu.place, cpu.values["EDX"] & 0xFFFF) == (START, 0x3F8)


def test_a_guest_that_never_comes_there_is_given_up(tmp_path: Path) -> None:
    with run(SPIN, tmp_path, budget=Budget(cpu=0.5)) as guest, pytest.raises(BudgetSpent):
        guest.debugger.restart_to(0x200000)


def test_one_that_ended_is_no_more_to_be_held(tmp_path: Path) -> None:
    with run(EXIT_42, tmp_path) as guest:
        guest.wait_exit()
        with pytest.raises(EmulatorError, match="QEMU ended before it was handed a file"):
            guest.debugger.restart_to(START)
