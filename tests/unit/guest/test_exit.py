# SPDX-License-Identifier: MIT
"""How a guest ended, told apart by events and not by QEMU's exit code alone."""

from __future__ import annotations

import signal

import pytest

from bench.guest.exit import Ending, Left, classify
from bench.qemu.monitor.monitor import Event
from bench.qemu.spawning.child import Ended
from bench.structs.registers import parse_registers


def shutdown(reason: str) -> list[Event]:
    return [Event(0.1, "STOP", {}), Event(0.2, "SHUTDOWN", {"guest": True, "reason": reason})]


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
    ("died_of", "ending"),
    [(signal.SIGKILL, Ending.KILLED), (signal.SIGABRT, Ending.SIGNAL)],
)
def test_a_kill_that_comes_too_late_is_not_the_end(died_of: int, ending: Ending) -> None:
    assert classify(Ended(-died_of, 0), Left(), (), killed=True).ending is ending
