# SPDX-License-Identifier: MIT
"""Whose fault it is that QEMU is killed on the way to a test."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from bench.cells.running.boot import plan_for
from bench.definitions.loader import load_machine
from bench.definitions.needs.linux import Linux
from bench.errors import HostError
from bench.guest.linux.linux import LinuxGuest
from bench.templates.start import Start
from tests import ROOT


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
