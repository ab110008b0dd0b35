# SPDX-License-Identifier: MIT
"""QEMU as a child: started, watched, reaped."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bench.errors import BenchError, EmulatorError, HostError
from bench.guest.exit import Ending
from bench.guest.guest import Guest
from bench.qemu.why_ended import Refusal
from tests.integration.machine_code import EXIT_42, HALT, SPIN, plan, run


def open_descriptors() -> set[str]:
    """What this process has open; the listing's own descriptor is gone by the time it is read."""
    return {
        str(number.readlink()) for number in Path("/proc/self/fd").iterdir() if number.is_symlink()
    }


def refused(tmp_path: Path, *options: str) -> BenchError:
    planned = plan(HALT, tmp_path)
    with pytest.raises(BenchError) as raised:
        Guest(replace(planned, argv=(*planned.argv, *options)), tmp_path)
    return raised.value


def test_what_qemu_refuses_is_the_fault_of_who_asked_for_it(tmp_path: Path) -> None:
    """Of a definition or of what is booted; in the line that tells, not in the last."""
    error = refused(tmp_path, "-device", "no-such-device")
    assert type(error) is Refusal
    assert "refuses microvm, or what it is to boot: -device no-such-device: 'no-" in error.what
    assert "unsupported machine type" in refused(tmp_path, "-machine", "no-such-board").what
    planned = plan(HALT, tmp_path, "pc")
    planned.files[planned.descriptors.kernel].write_text("no kernel " * 1000)
    with pytest.raises(BenchError, match="invalid kernel header") as raised:
        Guest(planned, tmp_path)
    assert type(raised.value) is Refusal


def test_what_the_host_has_not_is_the_hosts_fault(tmp_path: Path) -> None:
    error = refused(tmp_path, "-object", "memory-backend-ram,id=more,size=1000000G")
    assert type(error) is HostError
    assert "Cannot allocate memory" in error.what


def test_a_qemu_that_is_killed_as_it_starts_says_so(tmp_path: Path) -> None:
    planned = plan(HALT, tmp_path)
    killed = ["sh", "-c", "kill -SEGV $$"]
    with pytest.raises(EmulatorError, match="QEMU died of SIGSEGV"):
        Guest(replace(planned, argv=tuple(killed)), tmp_path)
    killed[2] = "kill -KILL $$"
    with pytest.raises(HostError, match="killed from outside"):
        Guest(replace(planned, argv=tuple(killed)), tmp_path)


def test_a_missing_emulator_is_the_hosts_fault(tmp_path: Path) -> None:
    planned = plan(HALT, tmp_path)
    with pytest.raises(HostError, match=r"qemu-system-m68k is missing; run `apt-get"):
        Guest(replace(planned, argv=("qemu-system-m68k", *planned.argv[1:])), tmp_path)


@pytest.mark.parametrize("source", [SPIN, HALT, EXIT_42], ids=["spin", "halt", "exit"])
def test_nothing_is_left_open_or_running(source: str, tmp_path: Path) -> None:
    with run(source, tmp_path):
        pass  # the reactor has been started
    before = open_descriptors()
    with run(source, tmp_path) as guest:
        pid = guest.pid
    assert not Path(f"/proc/{pid}").exists()
    assert open_descriptors() == before


def test_a_guest_may_end_before_anybody_looks(tmp_path: Path) -> None:
    for _ in range(20):
        with run(EXIT_42, tmp_path) as guest:
            assert guest.wait_exit().code == 42


def test_an_exception_in_a_test_ends_the_guest(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), run(SPIN, tmp_path) as guest:
        raise ZeroDivisionError
    assert guest.exit is not None
    assert guest.exit.ending is Ending.KILLED


def test_a_monitor_outlives_no_qemu(tmp_path: Path) -> None:
    with run(SPIN, tmp_path) as guest:
        os.kill(guest.pid, 9)
        with pytest.raises(HostError, match="QEMU was killed from outside"):
            guest.wait_exit()
        with pytest.raises(EmulatorError, match="before it answered query-status"):
            guest.monitor.execute("query-status")


def test_the_sandbox_is_on(tmp_path: Path) -> None:
    with run(SPIN, tmp_path) as guest:
        status = Path(f"/proc/{guest.pid}/status").read_text()
    assert "Seccomp:\t2" in status  # SECCOMP_MODE_FILTER


def test_the_monitor_refuses_in_qemus_words(tmp_path: Path) -> None:
    with (
        run(SPIN, tmp_path) as guest,
        pytest.raises(EmulatorError, match=r"refused no-such.*found"),
    ):
        guest.monitor.execute("no-such")


def test_events_are_kept_with_their_time(tmp_path: Path) -> None:
    with run(SPIN, tmp_path) as guest:
        guest.monitor.execute("stop")
        guest.monitor.execute("cont")
        events = [(event.name, event.seconds > 0) for event in guest.monitor.events]
    assert events == [("STOP", True), ("RESUME", True)]
