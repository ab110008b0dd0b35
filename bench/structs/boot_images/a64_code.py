# SPDX-License-Identifier: MIT
"""Whether bytes may be instructions of arm64: a flat kernel has no header that would say so.

Source: Arm Architecture Reference Manual for A-profile (DDI 0487), C4.1 "A64 instruction set
encoding", and C6.2 for B, BL, BR and RET.
"""

from __future__ import annotations

import struct

_LOOKED_AT = 24
"""Instructions."""

_UNALLOCATED = {0b0000, 0b0001, 0b0011}
"""Values of bits 28 to 25 that no instruction of a kernel's start has."""

_BRANCH, _LINKS = 0x1400_0000, 0x8000_0000
"""B, which BL is with another bit; the lower 26 bits are how many words further it leads."""

_LEAVES = ((0xFFFF_FC1F, 0xD61F_0000), (0xFFFF_FC1F, 0xD65F_0000))
"""BR and RET: a mask, and what is left of the instruction by it."""


def may_be_code(data: bytes, size: int) -> bool:
    """Whether the first bytes of a file of a size may be instructions.

    Each has to be one, with branches into the file, up to the first that never goes on to the
    next: behind it there may be data. Of random bytes one file in two hundred passes.
    """
    count = min(len(data) // 4, _LOOKED_AT)
    for index, (word,) in enumerate(struct.iter_unpack("<I", data[: 4 * count])):
        if word >> 25 & 0b1111 in _UNALLOCATED:
            return False
        if word & ~_LINKS & 0xFC00_0000 == _BRANCH:
            if not 0 <= index + _signed(word) < size // 4:
                return False
            if not word & _LINKS:
                return True
        if any(word & mask == kind for mask, kind in _LEAVES):
            return True
    return count == _LOOKED_AT


def _signed(word: int) -> int:
    offset = word & 0x03FF_FFFF
    return offset - (offset >> 25 << 26)
