# SPDX-License-Identifier: MIT
"""Whether a guest has nothing more to say."""

from __future__ import annotations

from bench.qemu.budget import BudgetClock


class Idleness:
    """Tells a guest that waits from one that works in silence, by its CPU time."""

    SECONDS = 2.0
    """Seconds of idleness that it takes."""
    SHARE = 0.2
    """CPU seconds a second of idleness that an idle guest may use: an idle Linux takes a tenth."""

    def __init__(self, clock: BudgetClock) -> None:
        self._clock = clock
        self._since = clock.spent()

    def interrupt(self) -> None:
        """Something was seen: begin anew."""
        self._since = self._clock.spent()

    def lasts(self) -> bool:
        """Whether the guest has been idle for long enough."""
        now, since = self._clock.spent(), self._since
        idle = now.idle - since.idle
        if idle < self.SECONDS:
            return False
        if now.cpu - since.cpu < self.SHARE * idle:
            return True
        self.interrupt()
        return False
