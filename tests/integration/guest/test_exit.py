# SPDX-License-Identifier: MIT
"""How guests end, told apart by events and not by QEMU's exit code alone."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest

from bench.errors import BenchError, EmulatorError, HostError
from bench.guest.exit import Ending, Exit
from bench.qemu.activity import BudgetSpent
from bench.qemu.budget import Budget
from tests.integration.machine_code import (
    EXIT_42,
    HALT,
    KEYBOARD_RESET,
    PORT_CF9_RESET,
    POWER_OFF,
    SPIN,
    TRIPLE_FAULT,
    run,
)


def test_debug_exit_carries_a_code(tmp_path: Path) -> None:
    with run(EXIT_42, tmp_path) as guest:
        assert guest.wait_exit() == Exit(Ending.DEBUG_EXIT, 42, 85)


@pytest.mark.parametrize("machine", ["pc", "q35"])
def test_a_power_off_and_a_reset_have_the_same_status_and_different_endings(
    machine: str, tmp_path: Path
) -> None:
    endings = []
    for source in (POWER_OFF, TRIPLE_FAULT):
        with run(source, tmp_path, machine) as guest:
            endings.append(guest.wait_exit())
    assert [ending.status for ending in endings] == [0, 0]
    assert [ending.ending for ending in endings] == [Ending.POWER_OFF, Ending.TRIPLE_FAULT]
    assert str(endings[0]) == "power-off"
    assert re.fullmatch(r"triple fault: \(EIP=0x10002b ESP=0x\w+ CR2=0x0\)", str(endings[1]))


@pytest.mark.parametrize("source", [KEYBOARD_RESET, PORT_CF9_RESET], ids=["keyboard", "cf9"])
def test_a_reset_on_purpose_is_no_triple_fault(source: str, tmp_path: Path) -> None:
    with run(source, tmp_path, "q35") as guest:
        ended = guest.wait_exit()
    assert (ended.ending, ended.status) == (Ending.RESET, 0)
    assert str(ended).startswith("reset: (EIP=0x1000")


def test_memory_outlives_the_guest(tmp_path: Path) -> None:
    with run(f"movl $42, 0x200000; {TRIPLE_FAULT}", tmp_path) as guest:
        guest.wait_exit()
        assert guest.memory.read(0x200000, 2) == b"*\0"
        with pytest.raises(BenchError, match="2 bytes at 0xb8000000 do not lie in RAM"):
            guest.memory.read(0xB800_0000, 2)


def test_a_guest_that_neither_ends_nor_idles_is_given_up(tmp_path: Path) -> None:
    budget = Budget(cpu=0.5, idle=100)
    with (
        run(SPIN, tmp_path, budget=budget) as guest,
        pytest.raises(BudgetSpent, match=r"waited for the guest to end.*0\.5 s of CPU"),
    ):
        guest.wait_exit()


def test_a_guest_that_halts_for_ever_is_given_up(tmp_path: Path) -> None:
    budget = Budget(cpu=100, idle=0.5)
    with (
        run(HALT, tmp_path, budget=budget) as guest,
        pytest.raises(BudgetSpent, match="nothing to do for"),
    ):
        guest.wait_exit()


@pytest.mark.parametrize("code", [0, 1, 42, 127, 128, 200, 255, 256, 4096, 70_000, 0x7FFF_FFFF])
def test_a_kernel_of_ones_own_gives_its_code_by_a_byte_or_a_word(code: int, tmp_path: Path) -> None:
    with run(f"mov $0xf4, %dx; mov ${code}, %eax; out %eax, %dx; {HALT}", tmp_path) as guest:
        assert guest.wait_exit().code == code
    with run(f"mov $0xf4, %dx; mov ${code}, %eax; out %al, %dx; {HALT}", tmp_path) as guest:
        assert guest.wait_exit().code == code % 256


@pytest.mark.parametrize(
    ("number", "kind", "why"),
    [
        (signal.SIGABRT, EmulatorError, "QEMU died of SIGABRT"),
        (signal.SIGKILL, HostError, "killed from outside, as by the host's out-of-memory killer"),
        (signal.SIGTERM, HostError, "told to end from outside"),
    ],
)
def test_an_end_that_nobody_asked_for_has_its_cause(
    number: int, kind: type[BenchError], why: str, tmp_path: Path
) -> None:
    with run(SPIN, tmp_path) as guest:
        os.kill(guest.pid, number)
        with pytest.raises(BenchError, match=why) as raised:
            guest.wait_exit()
    assert type(raised.value) is kind
