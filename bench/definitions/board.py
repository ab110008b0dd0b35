# SPDX-License-Identifier: MIT
"""The one place that knows boards and what each can carry."""

from __future__ import annotations

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
        architectures: those that it exists for.
        uarts: how many serial lines of each chip fit in each place.
        exits: the ways in which its guest can end itself.
        interrupts: the interrupt controllers to choose from and how many CPUs each
            serves, the default first; none where there is no choice.
        pci: whether it has a PCI bus.
        vga: whether a VGA adapter's text mode works.
        bios: whether its firmware is a PC's BIOS, which boots a disk.
        disk: QEMU's device for a disk that a test brings.
        cd: the same for a CD; empty where there is none.
        floppy: the same for a floppy disk, with what it hangs on; none where there is none.
        device_tree: whether its kernels take a device tree.
        below_4g: how RAM is split; None where it is in one piece.
    """

    name: str
    architectures: tuple[str, ...]
    uarts: Mapping[Slot, int]
    exits: tuple[str, ...]
    interrupts: Mapping[str, int] = field(default_factory=dict)
    pci: bool = True
    vga: bool = False
    bios: bool = False
    disk: str = "virtio-blk-pci"
    cd: str = ""
    floppy: tuple[str, ...] = ()
    device_tree: bool = False
    below_4g: Below4G | None = None


_PC_UARTS = {("16550", "board"): 4, ("16550", "pci"): 4}
# QEMU 7.2: hw/i386/pc_piix.c, pc_q35.c and microvm.c.
_I440FX = Below4G(split_from=0xE000_0000, kept=0xC000_0000)
_MICROVM = Below4G(split_from=0xC000_0000, kept=0xC000_0000)
_Q35 = Below4G(split_from=0xB000_0000, kept=0x8000_0000)
_PC_EXITS = ("debug-exit", "acpi", "pvpanic")

BOARDS: dict[str, Board] = {
    board.name: board
    for board in (
        Board(
            name="pc",
            architectures=("x86_64", "i386"),
            uarts=_PC_UARTS,
            exits=_PC_EXITS,
            vga=True,
            bios=True,
            disk="ide-hd",
            cd="ide-cd",
            floppy=("floppy",),
            below_4g=_I440FX,
        ),
        Board(
            name="q35",
            architectures=("x86_64", "i386"),
            uarts=_PC_UARTS,
            exits=_PC_EXITS,
            vga=True,
            bios=True,
            disk="ide-hd",
            cd="ide-cd",
            floppy=("isa-fdc", "floppy"),
            below_4g=_Q35,
        ),
        Board(
            name="microvm",
            architectures=("x86_64", "i386"),
            uarts={("16550", "board"): 1, ("16550", "isa"): 3},
            exits=_PC_EXITS,
            pci=False,
            disk="virtio-blk-device",
            below_4g=_MICROVM,
        ),
        Board(
            name="virt",
            architectures=("aarch64",),
            uarts={("pl011", "board"): 1, ("16550", "pci"): 4},
            exits=("psci", "pvpanic"),
            interrupts={"gicv2": 8, "gicv3": 512},
            device_tree=True,
        ),
    )
}

RESERVED_OPTIONS: dict[str, str] = {
    "accel": "use the key accelerator",
    "gic-version": "use the key interrupts",
    "memory": "use the key memory",
    "smp": "use the key cpus",
    "type": "use the key board",
    "append": "what boots is the test's to say",
    "dtb": "what boots is the test's to say",
    "firmware": "what boots is the test's to say",
    "initrd": "what boots is the test's to say",
    "kernel": "what boots is the test's to say",
    "dumpdtb": "it writes a file instead of booting",
    "memory-backend": "the bench places the guest's memory",
}
"""Board options that a definition must not set, and what to do instead."""
