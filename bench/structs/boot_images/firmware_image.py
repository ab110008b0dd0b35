# SPDX-License-Identifier: MIT
"""Files for boot loaders of boards and phones: device trees, images of U-Boot's and Android's.

Source: Devicetree Specification 0.4, 5.2 "Header" and 5.4 "Structure Block"; U-Boot,
include/image.h and doc/usage/fit; Android, system/tools/mkbootimg/include/bootimg/bootimg.h.
"""

from __future__ import annotations

from typing import Any

from construct import (
    Bytes,
    Check,
    Const,
    GreedyBytes,
    Int8ub,
    Int32ub,
    Int32ul,
    Padding,
    Pointer,
    Struct,
    this,
)

DEVICE_TREE = Struct(
    "magic" / Const(0xD00DFEED, Int32ub),
    "totalsize" / Int32ub,
    "off_dt_struct" / Int32ub,
    "off_dt_strings" / Int32ub,
    "off_mem_rsvmap" / Int32ub,
    "version" / Int32ub,
    "last_comp_version" / Int32ub,
    "boot_cpuid_phys" / Int32ub,
    "size_dt_strings" / Int32ub,
    "size_dt_struct" / Int32ub,
    Check(this.version >= 16),
    "structure" / Pointer(this.off_dt_struct, GreedyBytes),
)

_BEGIN_IMAGES = b"\0\0\0\1images\0\0"
"""FDT_BEGIN_NODE and a name, padded to four bytes."""

UIMAGE = Struct(
    "ih_magic" / Const(0x27051956, Int32ub),
    Padding(24),
    "os" / Int8ub,
    "arch" / Int8ub,
    "type" / Int8ub,
    "comp" / Int8ub,
    "name" / Bytes(32),
)

UIMAGE_MACHINES = {
    2: "arm",
    3: "i386",
    5: "mips",
    7: "ppc",
    22: "aarch64",
    24: "x86_64",
    26: "riscv64",
}
"""`ih_arch`."""

ANDROID = Struct(
    "magic" / Const(b"ANDROID!"),
    Padding(32),
    "header_version" / Int32ul,
)


def is_fit(tree: Any) -> bool:
    """Whether a device tree is one of U-Boot's images: it has a node of them."""
    return _BEGIN_IMAGES in tree.structure
