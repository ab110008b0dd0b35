# SPDX-License-Identifier: MIT
"""The bench's side of the talk with an agent that does not keep to it."""

from __future__ import annotations

import mmap
import struct
from typing import Any, cast

import pytest

from bench.guest.linux.agent import Agent
from bench.guest.linux.window import Window
from bench.qemu.activity import Activity, BudgetSpent
from bench.qemu.budget import Budget, BudgetClock
from bench.qemu.process import Process
from bench.structs.records.record import Record

TO_HOST = 256
COUNTED = 100_000


class Flooded(Window):
    """A window whose guest writes another message whenever one is taken."""

    taken = 0

    def take(self) -> tuple[int, bytes] | None:
        self.taken += 1
        struct.pack_into("<I", self._memory, TO_HOST, 8 * (self.taken % 500 + 1))
        struct.pack_into("<I", self._memory, TO_HOST + 64, 0)
        return super().take()


class Spent(BudgetClock):
    """The clock of a guest that has used what it has."""

    def __init__(self) -> None:
        self.budget = Budget(cpu=0, idle=0)

    def exhausted(self) -> bool:
        return True

    def spent(self) -> Any:
        return self.budget


class Running:
    """What an agent needs to know of a QEMU that runs."""

    returncode, resets, activity, clock = None, 0, Activity(), Spent()


def test_a_guest_that_writes_without_end_is_given_up() -> None:
    window = Flooded(mmap.mmap(-1, 8 << 20))
    window.lay_out()
    agent = Agent(cast(Process, Running()), "serial1", window, running=True)

    def accept(_: Record) -> None:
        assert window.taken < COUNTED, "the guest's budget is not looked at"

    with pytest.raises(BudgetSpent):
        agent.take(accept, "a word")
