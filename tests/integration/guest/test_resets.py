# SPDX-License-Identifier: MIT
"""A guest that goes on after its reset, and how often it has reset itself."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from bench.definitions.loader import load_machine
from bench.definitions.needs.go import Go
from bench.definitions.prepared import (
    FromKernel,
)
from bench.errors import BenchError
from bench.guest.console.console import NotSeen
from bench.guest.guest import Guest
from bench.qemu.monitor.monitor import Monitor
from bench.qemu.planning.plan import make_plan
from bench.qemu.spawning.reactor import reactor
from tests import ROOT
from tests.integration.machine_code import EXIT_42, PORT_CF9_RESET, SPIN, assemble, run, say

# 16550 data sheet: bit 0 of the line status register says that a byte has come.
UNTIL_TOLD = """
    mov $0x3fd, %dx
wait: in %dx, %al; test $1, %al; jz wait
    mov $0x3f8, %dx; in %dx, %al
"""


def reset_when_told(folder: Path) -> Guest:
    kernel = FromKernel(kernel=assemble(say(b"up") + UNTIL_TOLD + PORT_CF9_RESET, folder))
    machine = load_machine("pc", ROOT / "machines")
    need = Go("machine-code", reset="again")
    return Guest(make_plan(machine, need, kernel, accelerator="tcg"), folder)


def test_those_of_a_pcs_firmware_do_not_count(tmp_path: Path) -> None:
    with reset_when_told(tmp_path) as guest:
        for _ in range(3):
            guest.console.expect("up")
            guest.console.send("x")
            guest.wait_reset()
        guest.console.expect("up")
        assert guest.console.process.resets == 3
        noted = [event for event in guest.monitor.events if event.name == "RESET"]
        assert len(noted) > 3, "the firmware does so no more, and this shows nothing"


# The word at 0x500000 is past the kernel, which is loaded anew: it survives.
COUNT_TO_20 = f"""
    incl 0x500000; cmpl $20, 0x500000; jb again
    {EXIT_42}
again: {PORT_CF9_RESET}
"""


@pytest.mark.parametrize("told", [1, 2])
def test_not_one_is_missed_however_late_the_bench_hears_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: int
) -> None:
    # On a busy host QEMU tells of one reset twice, and then the guest would be reset as it runs.
    keep = Monitor._keep

    def kept(monitor: Monitor, message: dict[str, Any]) -> bool:
        again = told if message["event"] == "SHUTDOWN" and message["data"]["guest"] else 1
        for _ in range(again - 1):
            keep(monitor, message)
        return keep(monitor, message)

    monkeypatch.setattr(Monitor, "_keep", kept)
    kernel = FromKernel(kernel=assemble(say(b"up") + COUNT_TO_20, tmp_path))
    machine, need = load_machine("pc", ROOT / "machines"), Go("machine-code", reset="again")
    late = threading.Event()
    with Guest(make_plan(machine, need, kernel, accelerator="tcg"), tmp_path) as guest:
        reactor().loop.call_soon_threadsafe(late.wait)
        guest.come_to_rest()
        late.set()
        assert guest.wait_exit().code == 42
        assert guest.console.process.resets == 19
        noted = [event for event in guest.monitor.events if event.name == "RESET"]
        assert len(noted) <= 2 * 19  # each with one of the firmware's at most


def test_a_guest_may_end_instead(tmp_path: Path) -> None:
    kernel = FromKernel(kernel=assemble(EXIT_42, tmp_path))
    need = Go("machine-code", reset="again")
    plan = make_plan(load_machine("pc", ROOT / "machines"), need, kernel, accelerator="tcg")
    ended = pytest.raises(NotSeen, match="no reset came before the guest ended: debug-exit with")
    with Guest(plan, tmp_path) as guest, ended:
        guest.wait_reset()


def test_a_guest_that_a_reset_ends_has_none_to_wait_for(tmp_path: Path) -> None:
    with run(SPIN, tmp_path) as guest, pytest.raises(BenchError, match='reset="again"'):
        guest.wait_reset()
