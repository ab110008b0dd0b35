# SPDX-License-Identifier: MIT
"""The header by which a boot loader, or QEMU's `-kernel`, knows a Multiboot kernel.

Source: Multiboot Specification 0.6.96, section 3.1 "OS image format".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from construct import Check, Const, ConstructError, If, Int32ul, Rebuild, Struct, this

MAGIC = 0x1BADB002
SEARCHED = 8192
"""The header is longword aligned and lies within the first bytes of the image."""

VIDEO_MODE = 1 << 2
ADDRESSES = 1 << 16
"""Flag of the a.out kludge: the loader uses the address fields, not the ELF headers."""

HEADER = Struct(
    "magic" / Const(MAGIC, Int32ul),
    "flags" / Int32ul,
    "checksum" / Rebuild(Int32ul, -(this.magic + this.flags) & 0xFFFF_FFFF),
    Check((this.magic + this.flags + this.checksum) & 0xFFFF_FFFF == 0),
    "addresses"
    / If(
        this.flags & (ADDRESSES | VIDEO_MODE),
        Struct(
            "header_addr" / Int32ul,
            "load_addr" / Int32ul,
            "load_end_addr" / Int32ul,
            "bss_end_addr" / Int32ul,
            "entry_addr" / Int32ul,
        ),
    ),
    "graphics"
    / If(
        this.flags & VIDEO_MODE,
        Struct(
            "mode_type" / Int32ul,
            "width" / Int32ul,
            "height" / Int32ul,
            "depth" / Int32ul,
        ),
    ),
)


@dataclass(frozen=True)
class Multiboot:
    """A header and the offset in the image where it was found, in bytes."""

    offset: int
    header: Any


def find(image: bytes) -> Multiboot | None:
    """The header in the first 8192 bytes of `image`, if there is one."""
    magic = MAGIC.to_bytes(4, "little")
    offset = image.find(magic, 0, SEARCHED)
    while offset >= 0:
        try:
            if offset % 4 == 0:
                return Multiboot(offset, HEADER.parse(image[offset:SEARCHED]))
        except ConstructError:
            pass  # the same four bytes by chance
        offset = image.find(magic, offset + 1, SEARCHED)
    return None
