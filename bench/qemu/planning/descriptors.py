# SPDX-License-Identifier: MIT
"""Which number each inherited descriptor has in QEMU."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from itertools import count, islice

from bench.qemu.spawning.spawn import FIRST_DESCRIPTOR

SEVERAL = ("brought", "written", "modules", "empty")
"""The fields that have a number for each of several files."""


@dataclass(frozen=True)
class Descriptors:
    """Fixed numbers, so that a command line is the same each time.

    Attributes:
        monitor: a socket that speaks QMP.
        human_monitor: a socket that is a terminal of the human monitor.
        snapshot: a file in memory, into which the monitor saves guest memory.
        ram: a file in memory, which is the guest's RAM.
        window: a file in memory, which is the window that guest and bench share.
        state: a template's device state, of a clone.
        overlay: a file in memory, which holds what the guest writes to its disk.
        consoles: a socket for each console, by its name.
        trace: a file in memory, in which QEMU notes resets and triple faults.
        kernel: what QEMU loads.
        initrd: of Linux.
        disk: what the guest's disk holds at first.
        medium: the disk or CD that the firmware boots.
        device_tree: what the kernel is told of the machine.
        firmware: what the board begins with.
        cdrom: the CD that somebody brought.
        flash: what the board's flash memory holds.
        modules: what a Multiboot kernel finds in memory.
        brought: the disks that somebody brought.
        written: a file in memory for each of them, which holds what the guest writes to it.
        empty: a file in memory for each disk of the machine's that holds nothing at first.
    """

    monitor: int
    human_monitor: int
    snapshot: int
    ram: int
    window: int
    state: int
    overlay: int
    consoles: dict[str, int]
    trace: int
    kernel: int
    initrd: int
    disk: int
    medium: int
    device_tree: int
    firmware: int
    cdrom: int
    flash: int
    modules: tuple[int, ...] = ()
    brought: tuple[int, ...] = ()
    written: tuple[int, ...] = ()
    empty: tuple[int, ...] = ()

    @classmethod
    def number(
        cls, consoles: Iterable[str], disks: int = 0, modules: int = 0, empty: int = 0
    ) -> Descriptors:
        """Number the descriptors of a machine with these consoles.

        Args:
            consoles: their names.
            disks: how many somebody brought.
            modules: how many a Multiboot kernel finds in memory.
            empty: how many disks of its own hold nothing at first.
        """
        number = count(FIRST_DESCRIPTOR)
        names = [field.name for field in fields(cls) if field.name not in SEVERAL]
        split = names.index("consoles")
        first = {name: next(number) for name in names[:split]}
        lines = {name: next(number) for name in consoles}
        last = {name: next(number) for name in names[split + 1 :]}
        brought, written = (tuple(islice(number, disks)) for _ in range(2))
        return cls(
            **first,
            consoles=lines,
            **last,
            brought=brought,
            written=written,
            modules=tuple(islice(number, modules)),
            empty=tuple(islice(number, empty)),
        )

    @property
    def sockets(self) -> tuple[int, ...]:
        """The numbers of the sockets; the others are files."""
        return (self.monitor, self.human_monitor, *self.consoles.values())


def path_of(descriptor: int) -> str:
    """How a process names a file that it has open; opened anew, it is read from its beginning."""
    return f"/proc/self/fd/{descriptor}"
