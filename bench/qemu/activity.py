# SPDX-License-Identifier: MIT
"""Wake whoever waits for a guest: something was seen, or its budget may be spent."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from typing import TypeVar

from bench.errors import Unmet
from bench.qemu.budget import BudgetClock

T = TypeVar("T")


class BudgetSpent(Unmet):
    """The guest used up its budget before what was waited for came."""


class Activity:
    """Tells waiting threads that something of a guest was observed."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._observations = 0
        self.dead_end: Callable[[], str] | None = None
        """Says why nothing can be observed any more, if that is so; asked now and then."""

    def notify(self) -> None:
        """Something was observed: let every waiter look again."""
        with self._changed:
            self._observations += 1
            self._changed.notify_all()

    def wait(
        self,
        look: Callable[[], T | None],
        clock: BudgetClock,
        awaited: str,
        *,
        again: float = math.inf,
        of_guest: bool = True,
    ) -> T:
        """Block until `look` returns something; it is called after each observation.

        Args:
            look: returns None while there is nothing yet.
            clock: bounds the wait.
            awaited: what is waited for, for the error: `"login:" on serial0`.
            again: wall seconds after which to look without an observation, for what
                changes without one.
            of_guest: whether it is the guest's to come, and not QEMU's.

        Raises:
            BudgetSpent: the budget ended first, or the guest has come to a dead end.
        """
        silence = _Silence(clock)
        while True:
            before = self._observations
            if (found := look()) is not None:
                return found
            if clock.exhausted():
                raise BudgetSpent(_explain(awaited, clock))
            if self.dead_end and of_guest and silence.lasts(before) and (why := self.dead_end()):
                if (found := look()) is not None:  # it came while that was proven
                    return found
                raise BudgetSpent(f"waited for {awaited}: {why}")
            with self._changed:
                if self._observations == before:
                    self._changed.wait(
                        min(again, clock.earliest_exhaustion(), silence.next_question())
                    )


class _Silence:
    """Tells when to ask whether a guest has come to a dead end: after one idle second, then rarer.

    Idle as of the clock: a guest that waits for a CPU of a busy host is not asked about.
    """

    _FIRST = 1.0

    def __init__(self, clock: BudgetClock) -> None:
        self._clock = clock
        self._observations = -1
        self._begin()

    def lasts(self, observations: int) -> bool:
        """Whether it is time to ask, as nothing was observed since the last time."""
        if observations != self._observations:
            self._observations = observations
            self._begin()
        if self._clock.spent().idle < self._due:
            return False
        self._pause *= 2
        self._due += self._pause
        return True

    def next_question(self) -> float:
        """Wall seconds ahead of which there is nothing to ask."""
        return max(0.0, self._due - self._clock.spent().idle)

    def _begin(self) -> None:
        self._pause = self._FIRST
        self._due = self._clock.spent().idle + self._pause


def _explain(awaited: str, clock: BudgetClock) -> str:
    spent, budget = clock.spent(), clock.budget
    if spent.cpu >= budget.cpu:
        return f"waited for {awaited}: the guest used its {budget.cpu:g} s of CPU time"
    return (
        f"waited for {awaited}: the guest had nothing to do for {budget.idle:g} s,"
        f" after it had worked for {spent.cpu:.1f} s"
    )
