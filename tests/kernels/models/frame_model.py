# SPDX-License-Identifier: MIT
"""What a buddy allocator must do, as a model in other words than `kernels/lib/frames`."""

from __future__ import annotations

from enum import IntEnum

from tests.kernels.models.frame_layout import ORDERS, PAGE, State


class Outcome(IntEnum):
    """How a call ends, as a record has it."""

    DONE = 0
    PAGES = 1
    MEMORY = 2
    FOREIGN = 3
    ALLOCATED = 4


class Model:
    """Blocks as sets of frames; what was freed last is taken first.

    Args:
        first: the number of the first frame.
        count: how many there are.
    """

    def __init__(self, first: int, count: int) -> None:
        self.first, self.end = first, first + count
        self.used: dict[int, int] = {}
        self.free: list[list[int]] = [[] for _ in range(ORDERS)]
        at = first
        while at < self.end:
            size = min(at & -at or self.end, 1 << ORDERS - 1)
            while at + size > self.end:
                size //= 2
            self._put(at, size)
            at += size

    def alloc(self, pages: int) -> tuple[Outcome, int]:
        """What a call of Alloc returns: how it ends, and an address, 0 for none."""
        size = 1
        while size < pages:
            size *= 2
        if pages < 1 or size >= 1 << ORDERS:
            return Outcome.PAGES, 0
        larger = size
        while larger < 1 << ORDERS and not self._list(larger):
            larger *= 2
        if larger == 1 << ORDERS:
            return Outcome.MEMORY, 0
        at = self._list(larger).pop()
        while larger > size:
            larger //= 2
            self._put(at + larger, larger)
        self.used[at] = size
        return Outcome.DONE, at * PAGE

    def release(self, address: int) -> Outcome:
        """How a call of Free ends."""
        at = address // PAGE
        if address % PAGE or not self.first <= at < self.end:
            return Outcome.FOREIGN
        if at not in self.used:
            return Outcome.ALLOCATED
        size = self.used.pop(at)
        # The other half of the block of twice the size in which this one lies.
        while (other := 2 * (at // size // 2 * 2) * size + size - at) in self._list(size):
            self._list(size).remove(other)
            at = min(at, other)
            size *= 2
            if size == 1 << ORDERS - 1:
                break
        self._put(at, size)
        return Outcome.DONE

    def state(self) -> State:
        """What the guest's memory must hold now."""
        return State(
            tuple(tuple(reversed(blocks)) for blocks in self.free),
            sum(self.used.values()),
            sum(((1 << size) - 1) << (at - self.first) for at, size in self.used.items()),
            {at: size.bit_length() - 1 for at, size in self.used.items()},
        )

    def sizes(self) -> list[list[int]]:
        """The free blocks by size, in the order of memory."""
        return [sorted(blocks) for blocks in self.free]

    def _list(self, size: int) -> list[int]:
        """The free blocks of a size, the next to be taken last."""
        return self.free[size.bit_length() - 1]

    def _put(self, at: int, size: int) -> None:
        self._list(size).append(at)
