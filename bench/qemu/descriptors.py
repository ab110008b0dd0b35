"""Which number each inherited descriptor has in QEMU."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bench.qemu.spawn import FIRST_DESCRIPTOR


@dataclass(frozen=True)
class Descriptors:
    """Fixed numbers, so that a command line is the same each time.

    Attributes:
        monitor: a socket that speaks QMP.
        snapshot: a file in memory, into which the monitor saves guest memory.
        ram: a file in memory, which is the guest's RAM.
        consoles: a socket for each console, by its name.
    """

    monitor: int
    snapshot: int
    ram: int
    consoles: dict[str, int]

    @classmethod
    def number(cls, consoles: Iterable[str]) -> Descriptors:
        """Number the descriptors of a machine with these consoles."""
        monitor, snapshot, ram, first = range(FIRST_DESCRIPTOR, FIRST_DESCRIPTOR + 4)
        return cls(monitor, snapshot, ram, {name: first + i for i, name in enumerate(consoles)})
