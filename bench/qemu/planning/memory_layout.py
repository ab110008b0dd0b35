# SPDX-License-Identifier: MIT
"""Where a guest's memory lies: its RAM, and a window of it that the bench shares.

A Linux guest gets the window behind its RAM, as a NUMA node of its own that the word
`mem=` keeps the kernel from using; its agent maps it through /dev/mem.
"""

from __future__ import annotations

from dataclasses import dataclass

from bench.definitions.machine import Machine

WINDOW_SIZE = 8 << 20
"""Bytes. A PC's firmware keeps its tables at the top, so the upper half is left alone."""

_NODE = 64 << 20
"""A node of another alignment is refused by Linux on a PC."""

_FOUR_GIB = 4 << 30


@dataclass(frozen=True)
class Memory:
    """A guest's physical memory, in bytes.

    Attributes:
        start: where RAM begins; None where nobody has said it.
        size: RAM that the guest uses.
        backing: size of the file that is its RAM; at least `size`.
        window: where the shared window begins; None for a guest without one.
        in_file: whether that file is its RAM; else that is QEMU's own, and gone with it.
    """

    start: int | None
    size: int
    backing: int
    window: int | None = None
    in_file: bool = True

    @property
    def words(self) -> tuple[str, ...]:
        """The words of Linux' command line for it.

        On a PC `mem=` is the address at which RAM ends, on arm64 how much of it there
        is: the same below 4 GiB, and behind a hole there is only the PC.
        """
        if self.window is None or self.start is None:
            return ()
        end = self.window - self.start - (self.backing - self.size)
        return (f"mem={end >> 10}K", f"bench.window={self.window:#x},{WINDOW_SIZE:#x}")


def memory_of(machine: Machine, *, window: bool, in_file: bool = True) -> Memory:
    """Lay out a machine's memory, with or without a window."""
    start = machine.ram_start
    if not window or start is None:
        return Memory(start, machine.memory, machine.memory, in_file=in_file)
    backing = -(-machine.memory // _NODE) * _NODE
    below = machine.board_facts.below_4g
    total = backing + WINDOW_SIZE
    hole = _FOUR_GIB - below.kept if below and total >= below.split_from else 0
    return Memory(start, machine.memory, backing, start + backing + hole)
