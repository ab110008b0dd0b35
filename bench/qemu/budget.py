"""How much work a guest may do before its verdict is due."""

from __future__ import annotations

import ctypes
import os
import time
from dataclasses import dataclass

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Budget:
    """The one authority on time-outs.

    Work is counted in CPU seconds of the QEMU process, so that a slow host turns no cell
    red. A guest that idles uses none: a ceiling in wall time stands behind it.

    Attributes:
        cpu: CPU seconds that QEMU may use over the whole cell.
        ceiling: wall seconds over the whole cell, for a guest that idles for ever.
    """

    cpu: float = 30.0
    ceiling: float = 300.0


@dataclass(frozen=True)
class Spent:
    """What a guest has used of its budget, in CPU and wall seconds."""

    cpu: float
    wall: float


class BudgetClock:
    """What one running process has used of a budget."""

    _SHORTEST_WAIT = 0.005

    def __init__(self, budget: Budget, pid: int) -> None:
        self.budget = budget
        self._clock = _process_clock(pid)
        self._started = time.monotonic()
        self._spent = Spent(0.0, 0.0)

    def spent(self) -> Spent:
        """What is used so far; the last known figures once the process is gone."""
        try:
            cpu = time.clock_gettime(self._clock)
        except OSError:
            return self._spent
        self._spent = Spent(cpu, time.monotonic() - self._started)
        return self._spent

    def exhausted(self) -> bool:
        """Whether nothing is left."""
        spent = self.spent()
        return spent.cpu >= self.budget.cpu or spent.wall >= self.budget.ceiling

    def earliest_exhaustion(self) -> float:
        """Wall seconds from now before which nothing can be exhausted.

        All of the process's threads together use at most one CPU second a second on each
        CPU of the host. Who waits this long and looks again looks a handful of times in
        all, however long the guest runs.
        """
        spent = self.spent()
        by_work = (self.budget.cpu - spent.cpu) / len(os.sched_getaffinity(0))
        by_wall = self.budget.ceiling - spent.wall
        return max(self._SHORTEST_WAIT, min(by_work, by_wall))


def _process_clock(pid: int) -> int:
    """The CPU-time clock of another process (clock_getcpuclockid(3))."""
    clock = ctypes.c_int()
    error = _libc.clock_getcpuclockid(ctypes.c_int(pid), ctypes.byref(clock))
    if error:
        raise ProcessLookupError(error, os.strerror(error))
    return clock.value
