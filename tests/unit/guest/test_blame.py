# SPDX-License-Identifier: MIT
"""Whose fault it is that a guest is gone, in its test and on the way there."""

from __future__ import annotations

import pytest

from bench.errors import BenchError, EmulatorError, HostError
from bench.guest.blame import blame
from bench.guest.console.console import NotSeen
from bench.guest.exit import Ending, Exit

AWAITED = '"login:" did not come on serial0 before the guest ended'


@pytest.mark.parametrize(
    ("ended", "kind", "says"),
    [
        (Exit(Ending.SIGNAL, None, -9), HostError, "killed from outside"),
        (Exit(Ending.SIGNAL, None, -7), HostError, "no room for the guest's memory"),
        (Exit(Ending.SIGNAL, None, -11), EmulatorError, "QEMU died of SIGSEGV"),
        (Exit(Ending.SIGNAL, None, 0, "host-signal"), HostError, "by a signal to its process"),
        (Exit(Ending.ABORTED, None, 1, "No space left on device"), HostError, "No space left"),
        (Exit(Ending.ABORTED, None, 1, "assertion failed"), EmulatorError, "exit code 1"),
        (Exit(Ending.KILLED, None, -9), NotSeen, AWAITED),
        (Exit(Ending.POWER_OFF, None, 0), NotSeen, AWAITED),
        (Exit(Ending.RESET, None, 0), NotSeen, "a reset ends the guest here; reset="),
    ],
)
def test_blame(ended: Exit, kind: type[BenchError], says: str) -> None:
    blamed = blame(NotSeen(AWAITED), ended)
    assert type(blamed) is kind
    assert says in str(blamed)
