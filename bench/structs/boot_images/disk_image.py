# SPDX-License-Identifier: MIT
"""Disks: what their first sectors say, and the formats that emulators keep them in.

Source: UEFI 2.10, 5.2.1 "Legacy Master Boot Record (MBR)" and 5.3.2 "GPT Header"; QEMU,
docs/interop/qcow2.txt, "Header".
"""

from __future__ import annotations

from construct import (
    Bytes,
    Check,
    Const,
    If,
    Int16ul,
    Int32ub,
    Int64ub,
    Struct,
    this,
)

SECTOR = 512
"""Bytes."""

BOOT_SECTOR = Struct(
    "code" / Bytes(440),
    "disk" / Bytes(6),
    "partitions" / Bytes(64),
    "signature" / Const(0xAA55, Int16ul),
)
"""The boot sector that a PC's BIOS reads and enters; the partitions' table is a convention."""

GPT = b"EFI PART"
"""Signature of a GUID partition table, in the second sector."""

FLOPPIES = tuple(1024 * size for size in (160, 180, 320, 360, 720, 1200, 1440, 2880))
"""Bytes that fit on the kinds of floppy disks of a PC, the smallest first."""

EXTERNAL_DATA = 1 << 2
"""In `incompatible_features`: what is on the disk lies in another file."""

QCOW2 = Struct(
    "magic" / Const(b"QFI\xfb"),
    "version" / Int32ub,
    Check(this.version >= 2),
    "backing_file_offset" / Int64ub,
    "backing_file_size" / Int32ub,
    "cluster_bits" / Int32ub,
    "size" / Int64ub,
    "crypt_method" / Int32ub,
    Bytes(36),
    "incompatible_features" / If(this.version >= 3, Int64ub),
)

OTHERS = {
    "a VMDK disk image": (0, b"KDMV"),
    "a VMDK disk description": (0, b"# Disk DescriptorFile"),
    "a VHDX disk image": (0, b"vhdxfile"),
    "a VHD disk image": (0, b"conectix"),
    "a VDI disk image": (0x40, b"\x7f\x10\xda\xbe"),
    "a QED disk image": (0, b"QED\0"),
}
"""Disk formats that are known by a magic alone: where it is, and the magic."""
