# SPDX-License-Identifier: MIT
"""How a guest ended, told apart by events and not by QEMU's exit code alone."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest

from bench.errors import BenchError, EmulatorError, HostError
from bench.guest.exit import Ending, Exit, Left, classify
from bench.qemu.activity import BudgetSpent
from bench.qemu.budget import Budget
from bench.qemu.monitor.monitor import Event
from bench.qemu.spawning.child import Ended
from bench.structs.registers import parse_registers
from tests.unit.machine_code import (
    EXIT_42,
    HALT,
    KEYBOARD_RESET,
    PORT_CF9_RESET,
    POWER_OFF,
    SPIN,
    TRIPLE_FAULT,
    run,
)


def shutdown(reason: str) -> list[Event]:
    return [Event(0.1, "STOP", {}), Event(0.2, "SHUTDOWN", {"guest": True, "reason": reason})]


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


FIRST, PROCESSOR = False, True
"""The thread that ended QEMU."""


@pytest.mark.parametrize(
    ("ended", "events", "channels", "ending", "code"),
    [
        (Ended(1, 0, PROCESSOR), [], ["debug-exit"], Ending.DEBUG_EXIT, 0),
        (Ended(1, 0, FIRST), [], ["debug-exit"], Ending.ABORTED, None),
        (Ended(1, 0, PROCESSOR), [], ["psci"], Ending.ABORTED, None),
        (Ended(255, 0, FIRST), [], ["debug-exit"], Ending.DEBUG_EXIT, 127),
        (Ended(257, 0, PROCESSOR), [], ["debug-exit"], Ending.DEBUG_EXIT, 128),
        (Ended(0, 0, FIRST), [], ["debug-exit"], Ending.ABORTED, None),
        # QEMU 10 asks for a shutdown, which a reset may overtake.
        (Ended(1, 0, FIRST), shutdown("guest-shutdown"), ["debug-exit"], Ending.DEBUG_EXIT, 0),
        (Ended(401, 0, FIRST), shutdown("guest-reset"), ["debug-exit"], Ending.DEBUG_EXIT, 200),
        (Ended(0, 0, FIRST), shutdown("guest-shutdown"), ["debug-exit"], Ending.POWER_OFF, None),
        (Ended(0, 0, FIRST), shutdown("guest-shutdown"), ["psci"], Ending.POWER_OFF, None),
        (Ended(0, 0, FIRST), shutdown("guest-reset"), ["psci"], Ending.RESET, None),
        (Ended(1, 0, FIRST), shutdown("guest-panic"), ["debug-exit"], Ending.PANIC, None),
        (Ended(0, 0, FIRST), shutdown("host-signal"), ["psci"], Ending.SIGNAL, None),
        (Ended(-6, 0, FIRST), [], ["psci"], Ending.SIGNAL, None),
        (Ended(-9, 0, FIRST), [], ["psci"], Ending.SIGNAL, None),
    ],
)
def test_endings(
    ended: Ended, events: list[Event], channels: list[str], ending: Ending, code: int | None
) -> None:
    found = classify(ended, Left(events), channels, killed=False)
    assert (found.ending, found.code) == (ending, code)


@pytest.mark.parametrize("code", [0, 1, 42, 127, 128, 200, 255, 256, 4096, 70_000, 0x7FFF_FFFF])
def test_a_kernel_of_ones_own_gives_its_code_by_a_byte_or_a_word(code: int, tmp_path: Path) -> None:
    with run(f"mov $0xf4, %dx; mov ${code}, %eax; out %eax, %dx; {HALT}", tmp_path) as guest:
        assert guest.wait_exit().code == code
    with run(f"mov $0xf4, %dx; mov ${code}, %eax; out %al, %dx; {HALT}", tmp_path) as guest:
        assert guest.wait_exit().code == code % 256


CPU_OFF = """CPU#0
 PC=0000000040080010 X00=0000000084000008 X01=0000000000011170
X02={magic:016x} X03=0000000000000000
"""


@pytest.mark.parametrize(
    ("magic", "code"), [(0x65646F6374697865, 70_000), (0, None), (0x65646F6374697866, None)]
)
def test_a_code_comes_along_with_a_power_off(magic: int, code: int | None) -> None:
    left = Left(shutdown("guest-shutdown"), registers=parse_registers(CPU_OFF.format(magic=magic)))
    assert classify(Ended(0, 0), left, ["psci"], killed=False).code == code


def test_words_that_a_guest_caused_are_not_why_qemu_ended() -> None:
    said = Left(complaint="Guest says index 65535 is available")
    found = classify(Ended(1, 0, PROCESSOR), said, ["debug-exit"], killed=False)
    assert (found.ending, found.code, found.reason) == (Ending.DEBUG_EXIT, 0, "")


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


@pytest.mark.parametrize(
    ("died_of", "ending"),
    [(signal.SIGKILL, Ending.KILLED), (signal.SIGABRT, Ending.SIGNAL)],
)
def test_a_kill_that_comes_too_late_is_not_the_end(died_of: int, ending: Ending) -> None:
    assert classify(Ended(-died_of, 0), Left(), (), killed=True).ending is ending
