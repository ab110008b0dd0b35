# SPDX-License-Identifier: MIT
"""A screen that a test looks at again and again: of a VGA adapter, of a terminal."""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar

from bench.errors import EmulatorError
from bench.guest.console.last_words import visible
from bench.qemu.activity import BudgetSpent
from bench.qemu.process import Process
from bench.screen.text_screen import Screen

S_co = TypeVar("S_co", bound=Screen, covariant=True)


class Watched(ABC, Generic[S_co]):
    """The common part: a screen is captured, or waited for."""

    _again: float = math.inf
    """Wall seconds between two looks, where no event tells of a change."""

    @property
    @abstractmethod
    def process(self) -> Process:
        """The QEMU whose guest draws it."""

    @abstractmethod
    def capture(self) -> S_co:
        """The screen as it is now."""

    def wait_until(self, wanted: str | re.Pattern[str] | Callable[[S_co], bool]) -> S_co:
        """The first screen that holds a text or pattern, or that a function accepts.

        It is looked at whenever something of the guest was observed.

        Raises:
            BudgetSpent: the guest's budget ended first.
            EmulatorError: the guest ended first.
        """
        accepts = wanted if callable(wanted) else _finder(wanted)
        shown = getattr(wanted, "__name__", repr(wanted))

        def look() -> S_co | None:
            ended = self.process.outcome is not None  # asked first: no cell changes after it
            screen = self.capture()
            if ended and not accepts(screen):
                raise EmulatorError(f"{shown} was not on the screen when the guest ended")
            return screen if accepts(screen) else None

        process = self.process
        try:
            return process.activity.wait(
                look, process.clock, f"{shown} on the screen", again=self._again
            )
        except BudgetSpent as spent:
            spent.seen = seen(self.capture())
            raise


def seen(screen: Screen) -> str:
    """The part of a screen that people are shown when something did not come."""
    rows = [row.rstrip() for row in screen.text.splitlines()]
    text = "\n".join(f"  {visible(row)}" for row in rows if row)
    return f"the screen:\n{text}" if text else "the screen is empty"


def _finder(wanted: str | re.Pattern[str]) -> Callable[[Screen], bool]:
    return lambda screen: screen.find(wanted) is not None
