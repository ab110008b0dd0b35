# SPDX-License-Identifier: MIT
"""The header by which GRUB's command `multiboot2` knows a kernel.

Source: Multiboot2 Specification 2.0, section 3.1 "OS image format".
"""

from __future__ import annotations

from typing import Any

from construct import (
    Bytes,
    Check,
    Const,
    ConstructError,
    Int16ul,
    Int32ul,
    Padding,
    RepeatUntil,
    Struct,
    this,
)

MAGIC = 0xE85250D6
SEARCHED = 32768
"""The header is aligned to 64 bits and lies within the first bytes of the image."""

I386 = 0
"""Architecture: 32-bit protected mode."""
END = 0
"""Type of the tag that ends the tags."""

TAG = Struct(
    "type" / Int16ul,
    "flags" / Int16ul,
    "size" / Int32ul,
    Check(this.size >= 8),
    "data" / Bytes(this.size - 8),
    Padding(-this.size % 8),
)

HEADER = Struct(
    "magic" / Const(MAGIC, Int32ul),
    "architecture" / Int32ul,
    "header_length" / Int32ul,
    "checksum" / Int32ul,
    Check((this.magic + this.architecture + this.header_length + this.checksum) % 2**32 == 0),
    "tags" / RepeatUntil(lambda tag, _found, _context: tag.type == END, TAG),
)


def find(image: bytes) -> tuple[int, Any] | None:
    """The header in the first 32 KiB of `image` with its offset in bytes, if there is one."""
    magic = MAGIC.to_bytes(4, "little")
    offset = image.find(magic, 0, SEARCHED)
    while offset >= 0:
        try:
            if offset % 8 == 0:
                return offset, HEADER.parse(image[offset:SEARCHED])
        except ConstructError:
            pass  # the same four bytes by chance
        offset = image.find(magic, offset + 1, SEARCHED)
    return None
