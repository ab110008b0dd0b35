# SPDX-License-Identifier: MIT
"""A guest, as its own parts see it that look at more than one of the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bench.guest.memory import Memory
from bench.qemu.monitor.monitor import Event, Monitor
from bench.qemu.planning.plan import Plan


class Running(Protocol):
    """The part of `Guest` that they use."""

    plan: Plan
    memory: Memory
    debugged: bool

    @property
    def pid(self) -> int:
        """QEMU's process ID."""

    @property
    def monitor(self) -> Monitor:
        """QEMU's monitor."""

    def human_monitor(self, command: str) -> str:
        """Run a command of QEMU's human monitor and return what it prints."""

    def rests(self) -> bool:
        """Whether its operating system tells that it does nothing unless the test does."""

    def wait_event(self, accept: Callable[[Event], bool], awaited: str, *, after: int = 0) -> Event:
        """Block until QEMU has reported an event."""
