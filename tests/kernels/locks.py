# SPDX-License-Identifier: MIT
"""The kernel `locks`: an interrupt that wants a lock which is held."""

from __future__ import annotations

import bench
from tests.kernels.models.frame_layout import Reader
from tests.kernels.models.frame_model import Model

TWENTY_TICKS = 20_000_000
"""Nanoseconds."""


class Mutex(bench.Test):
    """A sync.Mutex, whose Lock parks the goroutine that holds it."""

    guest = bench.Go("locks", arguments=("lock=mutex",))

    @bench.claim("A-01", "A-23")
    def test_deadlock(self) -> None:
        """Go's runtime finds that nobody is left to unlock it, and gives up."""
        self.guest.console.expect("the lock is taken")
        self.guest.console.expect("all goroutines are asleep - deadlock!")
        self.guest.console.expect("sync.(*Mutex).Lock")
        self.guest.console.expect("main.interrupted")
        self.assertEqual(self.guest.wait_exit().code, 2)


class Spin(bench.Test):
    """A spin lock that leaves interrupts alone."""

    machines = ("q35", "virt")
    guest = bench.Go("locks", arguments=("lock=spin",))
    budget = bench.Budget(cpu=2)

    @bench.claim("A-01", "A-23")
    def test_hang(self) -> None:
        """The handler spins for ever on top of who holds the lock: a budget of work ends it."""
        self.guest.console.expect("the lock is taken")
        with self.assertRaises(bench.BudgetSpent):
            self.guest.wait_exit()
        flags = ("main.held", "main.during", "main.served")
        self.assertEqual([self.guest.memory.read(flag, 1)[0] for flag in flags], [1, 1, 0])


class Masked(bench.Test):
    """The allocator's lock, which masks interrupts."""

    guest = bench.Go("locks", arguments=("lock=masked",))

    @bench.claim("A-01", "A-23")
    def test_afterwards(self) -> None:
        """Held for twenty ticks it sees none; the interrupt comes when it is released."""
        held = self.guest.console.expect_record(bench.Value, "held-ns")
        self.assertGreaterEqual(_number(held), TWENTY_TICKS)
        self.assertEqual(self.guest.console.expect_record(bench.Value, "during").value, 0)
        self.assertEqual(self.guest.wait_exit().code, 0)


class Frames(bench.Test):
    """The page allocator, used by what runs and by a hundred interrupts on top of it."""

    guest = bench.Go("locks", arguments=("lock=frames",))

    @bench.claim("A-17", "A-23")
    def test_whole(self) -> None:
        """No call failed, and all pages are free and merged again."""
        rounds = self.guest.console.expect_record(bench.Value, "rounds")
        self.assertGreater(_number(rounds), 100)
        self.assertEqual(self.guest.console.expect_record(bench.Value, "refused").value, 0)
        reader = Reader(self.guest.memory, self.machine.architecture, "main.Frames")
        header, state = reader.header(), reader.state()
        self.assertEqual((state.in_use, state.bitmap, state.used), (0, 0, {}))
        whole = Model(header.first, header.count)
        self.assertEqual([sorted(blocks) for blocks in state.lists], whole.sizes())


def _number(said: bench.Value) -> int:
    assert isinstance(said.value, int), "the kernel sends a number"
    return said.value
