# SPDX-License-Identifier: MIT
"""Whose fault it is that a guest is gone, in its test and on the way there."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from bench.cells.running.boot import plan_for
from bench.definitions.loader import load_machine
from bench.definitions.needs.linux import Linux
from bench.errors import BenchError, EmulatorError, HostError
from bench.guest.blame import blame
from bench.guest.console.console import NotSeen
from bench.guest.exit import Ending, Exit
from bench.guest.linux.linux import LinuxGuest
from bench.templates.start import Start
from tests.unit.machine_code import ROOT

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


@pytest.mark.parametrize("start", ["cold", "warm"])
def test_a_qemu_that_is_killed_before_the_test_is_the_hosts_fault(
    start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(guest: LinuxGuest) -> str:
        os.kill(guest.pid, signal.SIGKILL)
        return guest._agent.await_ready().release

    monkeypatch.setattr(LinuxGuest, "release", property(killed))
    monkeypatch.setenv("BENCH_TEMPLATES", str(tmp_path / "templates"))
    need = Linux(start=start)
    plan = plan_for(load_machine("virt", ROOT / "machines"), need, root=ROOT)
    with pytest.raises(HostError, match="QEMU was killed from outside"):
        Start(plan, need, tmp_path).start()
