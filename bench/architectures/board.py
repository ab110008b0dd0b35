# SPDX-License-Identifier: MIT
"""The facts of a board of QEMU's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

Slot = tuple[str, str]
"""A serial chip and where it sits: `("16550", "pci")`."""


@dataclass(frozen=True)
class Below4G:
    """How a PC lays out RAM around the hole below 4 GiB, in bytes.

    Attributes:
        split_from: RAM of this size or more is split.
        kept: of split RAM, what lies below the hole; the rest begins at 4 GiB.
    """

    split_from: int
    kept: int


@dataclass(frozen=True)
class Board:
    """A QEMU machine type as far as definitions may use it.

    Attributes:
        name: QEMU's name for it, without a version.
        uarts: how many serial lines of each chip fit in each place.
        exits: the ways in which its guest can end itself.
        interrupts: the interrupt controllers to choose from and how many CPUs each
            serves, the default first; none where there is no choice.
        pci: whether it has a PCI bus.
        vga: whether a VGA adapter's text mode works.
        bios: whether its firmware is a PC's BIOS, which boots a disk.
        disk: QEMU's device for a disk that a test brings.
        cd: the same for a CD, with what it hangs on; none where there is none.
        floppy: the same for a floppy disk.
        device_tree: whether its kernels take a device tree.
        com_ports: how many standard serial ports it may have, as a PC: COM1 and so on.
        below_4g: how RAM is split; None where it is in one piece.
        versions: what a version of it begins with: `pc-q35-` of `pc-q35-7.2`; empty if there
            are none.
        known: whether the bench knows these facts; else they are those of any board, and QEMU
            says what does not fit.
    """

    name: str
    uarts: Mapping[Slot, int]
    exits: tuple[str, ...]
    interrupts: Mapping[str, int] = field(default_factory=dict)
    pci: bool = True
    vga: bool = False
    bios: bool = False
    disk: str = "virtio-blk-pci"
    cd: tuple[str, ...] = ()
    floppy: tuple[str, ...] = ()
    device_tree: bool = False
    com_ports: int = 0
    below_4g: Below4G | None = None
    versions: str = ""
    known: bool = True

    def is_called(self, name: str) -> bool:
        """Whether a name is that of this board, or of a version of it."""
        version = bool(self.versions) and name.startswith(self.versions)
        return name == self.name or (version and bool(_VERSION.fullmatch(name, len(self.versions))))


_VERSION = re.compile(r"[0-9]+(\.[0-9]+){1,2}")


def any_board(name: str) -> Board:
    """A board of QEMU's of which the bench knows nothing.

    It has serial lines of its own, whatever the chips, and perhaps a PCI bus; its definition says
    where the rest is.
    """
    return Board(
        name=name,
        uarts={("board", "board"): MOST_LINES, ("16550", "pci"): 4},
        exits=("debug-exit", "psci", "acpi", "pvpanic"),
        disk="",
        device_tree=True,
        known=False,
    )


MOST_LINES = 16
"""Serial lines that a definition may name of a board that the bench does not know."""


def by_name(*boards: Board) -> dict[str, Board]:
    """Boards by their names."""
    return {board.name: board for board in boards}
