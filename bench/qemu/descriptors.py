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
        human_monitor: a socket that is a terminal of the human monitor.
        snapshot: a file in memory, into which the monitor saves guest memory.
        ram: a file in memory, which is the guest's RAM.
        consoles: a socket for each console, by its name.
    """

    monitor: int
    human_monitor: int
    snapshot: int
    ram: int
    consoles: dict[str, int]

    @classmethod
    def number(cls, consoles: Iterable[str]) -> Descriptors:
        """Number the descriptors of a machine with these consoles."""
        monitor, human, snapshot, ram, first = range(FIRST_DESCRIPTOR, FIRST_DESCRIPTOR + 5)
        lines = {name: first + i for i, name in enumerate(consoles)}
        return cls(monitor, human, snapshot, ram, lines)

    @property
    def sockets(self) -> tuple[int, ...]:
        """The numbers of the sockets; the others are files."""
        return (self.monitor, self.human_monitor, *self.consoles.values())
