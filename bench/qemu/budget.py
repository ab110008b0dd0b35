# SPDX-License-Identifier: MIT
"""How much work a guest may do before its verdict is due."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bench.host.libc import process_clock


@dataclass(frozen=True)
class Budget:
    """The one authority on time-outs.

    Both limits measure the guest and neither the host: work is CPU time of the QEMU
    process, and a process that waits for a CPU of a busy host is not idle.

    Attributes:
        cpu: CPU seconds that QEMU may use over the whole cell.
        idle: wall seconds over the whole cell in which QEMU may have nothing to do.
    """

    cpu: float = 30.0
    idle: float = 30.0

    @property
    def ceiling(self) -> float:
        """Wall seconds after which even the slowest host has spent both limits."""
        return 20 * (self.cpu + self.idle)


@dataclass(frozen=True)
class Spent:
    """The used part of a guest's budget, in seconds of work and of idleness."""

    cpu: float
    idle: float


DEFAULT = Budget()
"""The budget of a test that states none, and of each step on the way to a test."""


class BudgetClock:
    """A clock of the budget that a running process uses.

    Args:
        budget: what it may use.
        pid: the process.
        anew: whether to count from now on, instead of from its start.
    """

    _SHORTEST_WAIT = 0.005

    def __init__(self, budget: Budget, pid: int, *, anew: bool = False) -> None:
        self.budget = budget
        self._clock = process_clock(pid)
        self._threads = Path(f"/proc/{pid}/task")
        self._started = time.monotonic()
        self._spent = Spent(0.0, 0.0)
        self._before = self._used() if anew else (0.0, 0.0)

    def spent(self) -> Spent:
        """The used part so far; the last known figures once the process is gone."""
        try:
            cpu, waited = self._used()
        except OSError:
            return self._spent
        cpu -= self._before[0]
        waited -= self._before[1]
        idle = time.monotonic() - self._started - cpu - waited
        self._spent = Spent(cpu, max(idle, self._spent.idle))
        return self._spent

    def restart(self, budget: Budget) -> None:
        """Count from now on, and against another budget; of a process that is gone nothing."""
        self.budget = budget
        with suppress(OSError):
            self._before = self._used()
            self._started = time.monotonic()
            self._spent = Spent(0.0, 0.0)

    @property
    def cpu(self) -> float:
        """CPU seconds that the process has used since its start."""
        return self.spent().cpu + self._before[0]

    def worked_too_much(self) -> bool:
        """Whether the CPU time is used up."""
        return self.spent().cpu >= self.budget.cpu

    def _used(self) -> tuple[float, float]:
        """CPU seconds since the process began, and seconds in which it had to wait for one."""
        waited = sum(map(_waited_for_cpu, self._threads.iterdir()))
        return time.clock_gettime(self._clock), waited

    def stop(self, cpu: float) -> None:
        """The process has ended, and this is all that it used."""
        self._spent = Spent(max(cpu - self._before[0], 0.0), self._spent.idle)

    def exhausted(self) -> bool:
        """Whether nothing is left."""
        spent = self.spent()
        return spent.cpu >= self.budget.cpu or spent.idle >= self.budget.idle

    def earliest_exhaustion(self) -> float:
        """Wall seconds from now before which nothing can be exhausted.

        All of the process's threads together use at most one CPU second a second on each
        CPU of the host. Who waits this long and looks again looks a handful of times in
        all, however long the guest runs.
        """
        spent = self.spent()
        by_work = (self.budget.cpu - spent.cpu) / len(os.sched_getaffinity(0))
        return max(self._SHORTEST_WAIT, min(by_work, self.budget.idle - spent.idle))


def _waited_for_cpu(thread: Path) -> float:
    """Seconds that a thread was ready to run and had no CPU.

    Linux Documentation/scheduler/sched-stats.rst, "/proc/<pid>/schedstat".
    """
    return int((thread / "schedstat").read_bytes().split()[1]) / 1e9
