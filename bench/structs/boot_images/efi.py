# SPDX-License-Identifier: MIT
"""Programs for UEFI firmware, and the ones in which Linux packs a compressed kernel.

Source: Microsoft, "PE Format", sections "MS-DOS Stub", "COFF File Header" and "Optional
Header"; Linux, drivers/firmware/efi/libstub/zboot-header.S.
"""

from __future__ import annotations

from construct import (
    Check,
    Const,
    FixedSized,
    GreedyBytes,
    Int16ul,
    Int32ul,
    NullTerminated,
    Padding,
    Pointer,
    Struct,
    this,
)

MACHINES = {
    0x14C: "i386",
    0x1C2: "arm",
    0x5032: "riscv32",
    0x5064: "riscv64",
    0x6264: "loongarch64",
    0x8664: "x86_64",
    0xAA64: "aarch64",
}
"""`Machine`."""

EFI_SUBSYSTEMS = range(10, 14)
"""`Subsystem`: an EFI application, boot driver, runtime driver or ROM."""

PROGRAM = Struct(
    "e_magic" / Const(b"MZ"),
    Padding(58),
    "e_lfanew" / Int32ul,
    "pe"
    / Pointer(
        this.e_lfanew,
        Struct(
            "signature" / Const(b"PE\0\0"),
            "machine" / Int16ul,
            "sections" / Int16ul,
            Padding(12),
            "optional_header_size" / Int16ul,
            "characteristics" / Int16ul,
        ),
    ),
)
"""The two headers in which every such program begins."""

SUBSYSTEM = Struct(
    "program" / PROGRAM,
    "subsystem" / Pointer(this.program.e_lfanew + 24 + 68, Int16ul),
)
"""And the field of the optional header that says for what the program is."""

ZBOOT = Struct(
    "magic" / Const(b"MZ\0\0zimg"),
    "payload_offset" / Int32ul,
    "payload_size" / Int32ul,
    Padding(8),
    "compression" / FixedSized(32, NullTerminated(GreedyBytes)),
    Check(this.payload_size > 0),
)
"""`vmlinuz.efi`: the payload is an Image, compressed as the kernel's configuration says."""
