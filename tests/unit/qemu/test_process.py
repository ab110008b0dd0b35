"""QEMU as a child: started, watched, reaped."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bench.errors import EmulatorError, HostError
from bench.guest.exit import Ending
from bench.guest.guest import Guest
from tests.unit.machine_code import EXIT_42, HALT, SPIN, plan, run


def open_descriptors() -> set[str]:
    """What this process has open; the listing's own descriptor is gone by the time it is read."""
    return {
        str(number.readlink()) for number in Path("/proc/self/fd").iterdir() if number.is_symlink()
    }


def test_a_refused_command_line_is_the_emulators_fault_in_its_own_words(tmp_path: Path) -> None:
    planned = plan(HALT, tmp_path)
    wrong = replace(planned, argv=(*planned.argv, "-device", "no-such-device"))
    with pytest.raises(EmulatorError, match=r"refused to start: .*'no-such-device'"):
        Guest(wrong, tmp_path)


def test_a_missing_emulator_is_the_hosts_fault(tmp_path: Path) -> None:
    planned = plan(HALT, tmp_path)
    with pytest.raises(HostError, match=r"qemu-system-m68k is missing; run apt-get"):
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


def test_qemu_killed_from_outside_is_the_emulators_fault(tmp_path: Path) -> None:
    with run(SPIN, tmp_path) as guest:
        os.kill(guest.pid, 9)
        with pytest.raises(EmulatorError, match="QEMU died of SIGKILL"):
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
