# SPDX-License-Identifier: MIT
"""PCs: what processors of 32 and of 64 bits share."""

from __future__ import annotations

from bench.architectures.board import Below4G, Board, by_name
from bench.architectures.probe import Probe

_UARTS = {("16550", "board"): 4, ("16550", "pci"): 4}
_EXITS = ("debug-exit", "acpi", "pvpanic")
_COM_PORTS = 4

# How RAM is split: QEMU 7.2, hw/i386/pc_piix.c, pc_q35.c and microvm.c.
_I440FX = Board(
    name="pc",
    uarts=_UARTS,
    exits=_EXITS,
    vga=True,
    bios=True,
    disk="ide-hd",
    cd=("ide-cd",),
    floppy=("floppy",),
    com_ports=_COM_PORTS,
    below_4g=Below4G(split_from=0xE000_0000, kept=0xC000_0000),
    versions="pc-i440fx-",
)
_Q35 = Board(
    name="q35",
    uarts=_UARTS,
    exits=_EXITS,
    vga=True,
    bios=True,
    disk="ide-hd",
    cd=("ide-cd",),
    floppy=("isa-fdc", "floppy"),
    com_ports=_COM_PORTS,
    below_4g=Below4G(split_from=0xB000_0000, kept=0x8000_0000),
    versions="pc-q35-",
)
_MICROVM = Board(
    name="microvm",
    uarts={("16550", "board"): 1, ("16550", "isa"): 3},
    exits=_EXITS,
    pci=False,
    disk="virtio-blk-device",
    com_ports=_COM_PORTS,
    below_4g=Below4G(split_from=0xC000_0000, kept=0xC000_0000),
)

BOARDS = by_name(_I440FX, _Q35, _MICROVM)

LOADS = ("linux", "pvh", "multiboot")

# Multiboot 0.6.96, 3.1: the header with addresses, for a flat binary at 1 MiB.
# Intel SDM volume 3, 10.6 and 14.1: CR0.EM and MP, CR4.OSFXSR and OSXMMEXCPT enable SSE.
# isa-debug-exit ends QEMU with (42 << 1) | 1.
PROBE = Probe(
    source="""
    .code32
    .long 0x1badb002, 0x00010000, -(0x1badb002 + 0x00010000)
    .long 0x100000, 0x100000, 0, 0, 0x100020
    mov %cr0, %eax
    and $~4, %eax
    or $2, %eax
    mov %eax, %cr0
    mov %cr4, %eax
    or $0x600, %eax
    mov %eax, %cr4
    mov $21, %eax
    movd %eax, %xmm0
    paddd %xmm0, %xmm0
    movd %xmm0, %eax
    mov $0xf4, %dx
    out %eax, %dx
    1: hlt
    jmp 1b
    """,
    code=bytes.fromhex(
        "02b0ad1b00000100fe4f51e4000010000000100000000000000000002000"
        "10000f20c083e0fb83c8020f22c00f20e00d000600000f22e0b815000000"
        "660f6ec0660ffec0660f7ec066baf400eff4ebfd"
    ),
    options=("-machine", "pc", "-device", "isa-debug-exit,iobase=0xf4,iosize=4"),
    status=85,
)
