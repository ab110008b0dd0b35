"""Whether a guest has nothing more to say."""

from __future__ import annotations

from bench.qemu.budget import BudgetClock


class Idleness:
    """How long a guest has had nothing to do since it was last heard."""

    ENOUGH = 2.0
    """Wall seconds; those in which a busy host kept it from working do not count."""

    def __init__(self, clock: BudgetClock) -> None:
        self._clock = clock
        self.interrupt()

    def interrupt(self) -> None:
        """Something was seen: begin anew."""
        self._since = self._clock.spent().idle

    def lasts(self) -> bool:
        """Whether the guest has been idle for long enough."""
        return self._clock.spent().idle - self._since >= self.ENOUGH
