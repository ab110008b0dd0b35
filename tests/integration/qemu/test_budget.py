# SPDX-License-Identifier: MIT
"""A guest is judged by the work it did, not by how long the host took over it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from bench.qemu.activity import Activity, BudgetSpent
from bench.qemu.budget import Budget, BudgetClock


@pytest.fixture
def spinning() -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    yield child
    child.kill()
    child.wait()


@pytest.fixture
def idle() -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen(["sleep", "1000"])
    yield child
    child.kill()
    child.wait()


def test_work_is_cpu_time_of_the_other_process(spinning: subprocess.Popen[bytes]) -> None:
    clock = BudgetClock(Budget(cpu=0.3, idle=100), spinning.pid)
    with pytest.raises(BudgetSpent, match=r"used its 0\.3 s of CPU time"):
        Activity().wait(lambda: None, clock, "nothing")
    assert 0.3 <= clock.spent().cpu < 3


def test_an_idle_process_is_given_up_without_having_worked(
    idle: subprocess.Popen[bytes],
) -> None:
    clock = BudgetClock(Budget(cpu=30, idle=0.3), idle.pid)
    with pytest.raises(BudgetSpent, match=r'waited for "login:": .* nothing to do for 0\.3 s'):
        Activity().wait(lambda: None, clock, '"login:"')
    assert clock.spent().cpu < 0.3


def test_waiting_out_a_budget_takes_a_handful_of_looks(
    spinning: subprocess.Popen[bytes],
) -> None:
    looks = 0

    def look() -> None:
        nonlocal looks
        looks += 1

    clock = BudgetClock(Budget(cpu=1, idle=100), spinning.pid)
    with pytest.raises(BudgetSpent):
        Activity().wait(look, clock, "nothing")
    assert looks < 60


def test_a_process_that_is_gone_keeps_its_last_figures() -> None:
    child = subprocess.Popen(["true"])
    clock = BudgetClock(Budget(), child.pid)
    before = clock.spent()
    child.wait()
    assert clock.spent().cpu >= before.cpu


def test_waiting_for_a_cpu_of_a_busy_host_is_not_idleness(
    spinning: subprocess.Popen[bytes],
) -> None:
    cpu = {next(iter(os.sched_getaffinity(spinning.pid)))}
    os.sched_setaffinity(spinning.pid, cpu)
    rivals = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(3)]
    for rival in rivals:
        os.sched_setaffinity(rival.pid, cpu)
    clock = BudgetClock(Budget(cpu=0.5, idle=100), spinning.pid)
    started = time.monotonic()
    with pytest.raises(BudgetSpent, match="CPU time"):
        Activity().wait(lambda: None, clock, "nothing")
    waited = time.monotonic() - started - clock.spent().cpu
    for rival in rivals:
        rival.kill()
        rival.wait()
    assert waited > 2 * clock.spent().idle
