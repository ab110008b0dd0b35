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
    ) -> T:
        """Block until `look` returns something; it is called after each observation.

        Args:
            look: returns None while there is nothing yet.
            clock: bounds the wait.
            awaited: what is waited for, for the error: `"login:" on serial0`.
            again: wall seconds after which to look without an observation, for what
                changes without one.

        Raises:
            BudgetSpent: the budget ended first.
        """
        while True:
            before = self._observations
            if (found := look()) is not None:
                return found
            if clock.exhausted():
                raise BudgetSpent(_explain(awaited, clock))
            with self._changed:
                if self._observations == before:
                    self._changed.wait(min(again, clock.earliest_exhaustion()))


def _explain(awaited: str, clock: BudgetClock) -> str:
    spent, budget = clock.spent(), clock.budget
    if spent.cpu >= budget.cpu:
        return f"waited for {awaited}: the guest used its {budget.cpu:g} s of CPU time"
    return (
        f"waited for {awaited}: the guest had nothing to do for {budget.idle:g} s,"
        f" after it had worked for {spent.cpu:.1f} s"
    )
